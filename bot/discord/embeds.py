"""One look for all answers: an embed within Discord's limits, never cut inside a number."""

import re

import discord

from bot.discord.words import DiscordWords
from bot.reply import Shown, ShownSource

TITLE_CHARS = 256
# Of Discord's 4,096. Two pages with title (256) and footers (under 100 each) make
# 2 * 2,600 + 256 + 2 * 100 = 5,656 of the 6,000 characters that a message's embeds may hold.
DESCRIPTION_CHARS = 2600
PAGES_A_MESSAGE = 2
COLOUR_ANSWERED = discord.Colour(0x2B7A78)
COLOUR_UNANSWERED = discord.Colour(0x8A8D91)
CHART_NAME = "chart.png"


def answer_pages(shown: Shown, words: DiscordWords) -> list[discord.Embed]:
    """Lay an answer out as one embed, or as two when it is long; what is left out is marked."""
    parts = [f"**{line}**" if at == 0 and "**" not in line else line
             for at, line in enumerate([shown.headline, *shown.lines])]  # fmt: skip
    parts += [f"-# {caveat}" for caveat in shown.caveats]
    if shown.nearest:
        parts += [f"• {question}" for question in shown.nearest]
    pages = join_within(parts, DESCRIPTION_CHARS - len("\n…"))
    if len(pages) > PAGES_A_MESSAGE:
        pages = [*pages[: PAGES_A_MESSAGE - 1], f"{pages[PAGES_A_MESSAGE - 1]}\n…"]
    return [_page(text, shown, words, is_first=at == 0) for at, text in enumerate(pages)]


def _page(text: str, shown: Shown, words: DiscordWords, *, is_first: bool) -> discord.Embed:
    embed = discord.Embed(
        description=text,
        colour=COLOUR_ANSWERED if shown.answered else COLOUR_UNANSWERED,
    )
    if is_first and shown.title:
        embed.title = shorten(shown.title, TITLE_CHARS)
    count = len(shown.sources)
    key = {0: "footer_none", 1: "footer_one"}.get(count, "footer")
    embed.set_footer(text=words.say(key, n=str(count)))
    return embed


def source_pages(shown: Shown) -> list[discord.Embed]:
    """Lay the numbered sources out, with quoted words and links without previews."""
    lines = [_source_line(source) for source in shown.sources]
    return [
        discord.Embed(description=text, colour=COLOUR_ANSWERED)
        for text in join_within(lines, DESCRIPTION_CHARS)
    ]


def _source_line(source: ShownSource) -> str:
    published = f" ({source.published})" if source.published else ""
    head = f"**[{source.n}]** {source.publisher}: {source.title}{published}"
    evidence = " ".join((source.quote or source.cell or "").split())
    words = f"\n> {discord.utils.escape_markdown(evidence)}" if evidence else ""
    link = f"\n<{source.link}>" if source.link.startswith("http") else ""
    return shorten(head, 500) + shorten(words, 600) + (link if len(link) <= 1200 else "")


def note_pages(shown: Shown, words: DiscordWords) -> list[discord.Embed]:
    """Lay out what is folded away: disagreeing sources and the steps of computed numbers."""
    lines = [*shown.conflicts, *(f"`{step.replace('`', '')}`" for step in shown.steps)]
    text = join_within(lines or [words.say("no_notes")], DESCRIPTION_CHARS)
    return [discord.Embed(description=page, colour=COLOUR_ANSWERED) for page in text]


def in_messages(pages: list[discord.Embed]) -> list[list[discord.Embed]]:
    """Share pages out over messages that Discord accepts."""
    starts = range(0, len(pages), PAGES_A_MESSAGE)
    return [pages[start : start + PAGES_A_MESSAGE] for start in starts]


def join_within(parts: list[str], limit: int) -> list[str]:
    """Join lines into texts of at most `limit` characters, breaking only between lines."""
    pages: list[str] = []
    current = ""
    for part in parts:
        line = shorten(part, limit)
        if current and len(current) + 1 + len(line) > limit:
            pages.append(current)
            current = line
        else:
            current = f"{current}\n{line}" if current else line
    return [*pages, current] if current else pages or ["…"]


def shorten(text: str, limit: int) -> str:
    """Cut before the limit, at a space where there is one near, else never inside a number."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at = cut.rfind(" ")
    if at > limit // 2:
        return cut[:at] + "…"
    if text[limit - 1] in "0123456789.,":
        cut = re.sub(r"[0-9.,]+$", "", cut) or cut
    return cut + "…"
