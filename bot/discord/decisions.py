"""The buttons under a proposal: publish, discard, turn the page. Their ids outlive restarts."""

import re
from dataclasses import dataclass
from typing import Literal, Protocol, Self, cast

import discord

from bot.discord.once import Once
from bot.discord.words import DiscordWords

Action = Literal["publish", "discard", "page"]
Buttons = discord.ui.Button[discord.ui.View]
ID_PATTERN = (
    r"kn:(?P<action>publish|discard|page):(?P<proposal>[0-9a-f]{10})"
    r":(?P<server>\d{1,20}):(?P<page>\d{1,3})"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one button stands for; a page counts from 0."""

    action: Action
    proposal_id: str
    server_id: int
    page: int = 0


class Decider(Protocol):
    """The client that hears the buttons."""

    once: Once

    async def decide(self, interaction: discord.Interaction, decision: Decision) -> None:
        """Do what was decided, and tell a failure."""


class DecisionButton(discord.ui.DynamicItem[Buttons], template=ID_PATTERN):
    """One button of one proposal."""

    def __init__(self, decision: Decision, *, button: Buttons) -> None:
        button.custom_id = (
            f"kn:{decision.action}:{decision.proposal_id}:{decision.server_id}:{decision.page}"
        )
        super().__init__(button)
        self.decision = decision

    @classmethod
    async def from_custom_id(  # type: ignore[override]  # the item is one of ours
        cls, interaction: discord.Interaction, item: Buttons, match: re.Match[str], /
    ) -> Self:
        """Make the button again from its id."""
        action = cast("Action", match["action"])
        decision = Decision(action, match["proposal"], int(match["server"]), int(match["page"]))
        return cls(decision, button=item)

    async def interaction_check(self, interaction: discord.Interaction) -> bool:
        """Whether this process is the one to handle a press."""
        return await _decider(interaction).once.takes(interaction.id)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Decide."""
        await _decider(interaction).decide(interaction, self.decision)


def _decider(interaction: discord.Interaction) -> Decider:
    return cast("Decider", interaction.client)


def decision_view(
    proposal_id: str, server_id: int, *, page: int, n_pages: int, words: DiscordWords
) -> discord.ui.View:
    """Return the buttons under a page of a proposal."""
    view = discord.ui.View(timeout=None)
    choices: tuple[tuple[Action, str, discord.ButtonStyle], ...] = (
        ("publish", "publish_button", discord.ButtonStyle.success),
        ("discard", "discard_button", discord.ButtonStyle.danger),
    )
    for action, label, style in choices:
        button: Buttons = discord.ui.Button(label=words.say(label), style=style)
        view.add_item(DecisionButton(Decision(action, proposal_id, server_id), button=button))
    for to, emoji in ((page - 1, "◀️"), (page + 1, "▶️")) if n_pages > 1 else ():
        button = discord.ui.Button(emoji=emoji, disabled=not 0 <= to < n_pages, row=1)
        turn = Decision("page", proposal_id, server_id, max(0, to))
        view.add_item(DecisionButton(turn, button=button))
    return view
