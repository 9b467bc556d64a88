"""The buttons under an answer. Their ids hold all they need, so they outlive restarts."""

import re
from typing import Literal, Protocol, Self, cast, get_args

import discord

from bot.discord.once import Once
from bot.discord.words import DiscordWords, load_words
from bot.state import KeptAnswer

# open_… shows pages to the presser alone; turn_… goes to another page of those.
Action = Literal[
    "open_more",
    "open_sources",
    "open_notes",
    "turn_more",
    "turn_sources",
    "turn_notes",
    "follow",
    "up",
    "down",
    "share",
]
Pages = Literal["more", "sources", "notes"]
Buttons = discord.ui.Button[discord.ui.View]
ID_PATTERN = (
    f"kw:(?P<action>{'|'.join(get_args(Action))}):(?P<answer>[0-9a-f]{{16}}):(?P<page>\\d+)"
)


class Presser(Protocol):
    """The client that hears the buttons."""

    once: Once

    async def press(
        self, interaction: discord.Interaction, action: Action, answer_id: str, page: int
    ) -> None:
        """Do what a button is for, and tell a failure."""


class AnswerButton(discord.ui.DynamicItem[Buttons], template=ID_PATTERN):
    """One button of one answer."""

    def __init__(
        self, action: Action, answer_id: str, page: int = 0, *, button: Buttons | None = None
    ) -> None:
        item: Buttons = button or discord.ui.Button(style=discord.ButtonStyle.secondary)
        item.custom_id = f"kw:{action}:{answer_id}:{page}"
        super().__init__(item)
        self.action, self.answer_id, self.page = action, answer_id, page

    @classmethod
    async def from_custom_id(  # type: ignore[override]  # the item is one of ours
        cls,
        interaction: discord.Interaction,
        item: Buttons,
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the button again from its id."""
        action = cast("Action", match["action"])
        return cls(action, match["answer"], int(match["page"]), button=item)

    async def interaction_check(self, interaction: discord.Interaction) -> bool:
        """Whether this process is the one to handle a press."""
        return await _presser(interaction).once.takes(interaction.id)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what the button is for."""
        presser = _presser(interaction)
        await presser.press(interaction, self.action, self.answer_id, self.page)


def _presser(interaction: discord.Interaction) -> Presser:
    return cast("Presser", interaction.client)


def answer_view(
    answer: KeptAnswer, answer_id: str, *, words: DiscordWords, is_private: bool
) -> discord.ui.View:
    """Return the buttons under an answer; a private one can be shared."""
    view = discord.ui.View(timeout=None)
    pages: tuple[tuple[Action, bool, str, str], ...] = (
        ("open_sources", bool(answer.sources), "sources_button", "📚"),
        ("open_notes", bool(answer.notes), "notes_button", "🧮"),
        ("open_more", len(answer.pages) > 1, "more_button", "📄"),
        ("follow", True, "follow_up_button", "💬"),
        ("share", is_private, "share_button", "📣"),
    )
    for action, is_shown, key, emoji in pages:
        if is_shown:
            _add(view, action, answer_id, label=words.say(key), emoji=emoji, row=0)
    _add(view, "up", answer_id, label=words.say("up_button"), emoji="👍", row=1)
    _add(view, "down", answer_id, label=words.say("down_button"), emoji="👎", row=1)
    return view


def turning_view(pages: Pages, answer_id: str, *, page: int, count: int) -> discord.ui.View | None:
    """Return the buttons that turn to the pages beside this one, None where there are none."""
    if count <= 1:
        return None
    view = discord.ui.View(timeout=None)
    turn = cast("Action", f"turn_{pages}")
    for to, emoji in ((page - 1, "◀️"), (page + 1, "▶️")):
        button: Buttons = discord.ui.Button(
            emoji=emoji, style=discord.ButtonStyle.secondary, disabled=not 0 <= to < count
        )
        view.add_item(AnswerButton(turn, answer_id, max(0, to), button=button))
    return view


def _add(
    view: discord.ui.View, action: Action, answer_id: str, *, label: str, emoji: str, row: int
) -> None:
    style = discord.ButtonStyle.secondary
    button: Buttons = discord.ui.Button(label=label, emoji=emoji, style=style, row=row)
    view.add_item(AnswerButton(action, answer_id, button=button))


def button_words(answer: KeptAnswer) -> DiscordWords:
    """Return the words of an answer's own language, in which its buttons are labelled."""
    return load_words(answer.language)
