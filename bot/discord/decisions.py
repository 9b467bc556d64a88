"""The buttons under a proposal: publish, discard, turn the page. Their ids outlive restarts."""

import re
from typing import TYPE_CHECKING, Literal, Self, cast

import discord

from bot import jobs
from bot.discord.words import DiscordWords

if TYPE_CHECKING:
    from bot.discord.client import KilowitClient

Decision = Literal["publish", "discard", "page"]
Buttons = discord.ui.Button[discord.ui.View]
ID_PATTERN = (
    r"kn:(?P<action>publish|discard|page):(?P<proposal>[0-9a-f]{10})"
    r":(?P<server>\d{1,20}):(?P<page>\d{1,3})"
)


class DecisionButton(discord.ui.DynamicItem[Buttons], template=ID_PATTERN):
    """One button of one proposal."""

    def __init__(
        self,
        action: Decision,
        proposal_id: str,
        server_id: int,
        page: int = 0,
        *,
        button: Buttons | None = None,
    ) -> None:
        item: Buttons = button or discord.ui.Button(style=discord.ButtonStyle.secondary)
        item.custom_id = f"kn:{action}:{proposal_id}:{server_id}:{page}"
        super().__init__(item)
        self.action, self.proposal_id, self.server_id = action, proposal_id, server_id
        self.page = page

    @classmethod
    async def from_custom_id(  # type: ignore[override]  # the item is one of ours
        cls, interaction: discord.Interaction, item: Buttons, match: re.Match[str], /
    ) -> Self:
        """Make the button again from its id."""
        action = cast("Decision", match["action"])
        return cls(action, match["proposal"], int(match["server"]), int(match["page"]), button=item)

    async def interaction_check(self, interaction: discord.Interaction) -> bool:
        """Whether this process is the one to handle a press."""
        return await cast("KilowitClient", interaction.client).once.takes(interaction.id)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Decide; a failure is told beside the proposal, which stays as it is."""
        client = cast("KilowitClient", interaction.client)
        try:
            await self._decide(client, interaction)
        except Exception as error:  # noqa: BLE001  # discord.py would only log it
            await self._tell(client, interaction, error)

    async def _decide(self, client: "KilowitClient", interaction: discord.Interaction) -> None:
        client.curation.check(interaction, self.server_id)
        words = await client.words_for(interaction)
        await interaction.response.defer()
        if self.action == "page":
            await client.curation.show_proposal(
                interaction, self.proposal_id, self.server_id, words=words, page=self.page
            )
        elif self.action == "publish":
            await client.curation.publish(interaction, self.proposal_id, self.server_id, words)
        else:
            command = jobs.discard(self.proposal_id, server_id=self.server_id)
            await client.curation.discard(interaction, command, words)

    async def _tell(
        self, client: "KilowitClient", interaction: discord.Interaction, error: Exception
    ) -> None:
        if not interaction.response.is_done():
            await client.failures.show(interaction, error)
            return
        text = client.failures.text(error, await client.words_for(interaction))
        try:
            await interaction.edit_original_response(content=text)
        except discord.HTTPException:
            await client.failures.show(interaction, error)


def decision_view(
    proposal_id: str, server_id: int, *, page: int, n_pages: int, words: DiscordWords
) -> discord.ui.View:
    """Return the buttons under a page of a proposal."""
    view = discord.ui.View(timeout=None)
    for action, label, style in (
        ("publish", "publish_button", discord.ButtonStyle.success),
        ("discard", "discard_button", discord.ButtonStyle.danger),
    ):
        button: Buttons = discord.ui.Button(label=words.say(label), style=style)
        view.add_item(
            DecisionButton(cast("Decision", action), proposal_id, server_id, button=button)
        )
    for to, emoji in ((page - 1, "◀️"), (page + 1, "▶️")) if n_pages > 1 else ():
        button = discord.ui.Button(emoji=emoji, disabled=not 0 <= to < n_pages, row=1)
        view.add_item(DecisionButton("page", proposal_id, server_id, max(0, to), button=button))
    return view
