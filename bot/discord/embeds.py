"""One look for all answers: an embed within Discord's limits, never cut inside a number.

An answer is kept as pages of text, so that its buttons can show them again after a restart.
"""

import re

import discord

from bot.discord.tables import ranked_table
from bot.discord.words import DiscordWords, load_words
from bot.reply import Shown, ShownSource
from bot.state import KeptAnswer

TITLE_CHARS = 256
PAGE_CHARS = 1800  # of Discord's 4,096: a phone's screen holds about a third of it
SHOWN_CAVEATS = 1  # the others are behind the Notes button
COLOUR_ANSWERED = discord.Colour(0x2B7A78)
COLOUR_UNANSWERED = discord.Colour(0x8A8D91)
CHART_NAME = "chart.png"


def keep_answer(shown: Shown) -> KeptAnswer:
    """Lay an answer out as pages: the answer itself, its sources, its notes."""
    words = load_words(shown.language)
    sources = [_source_line(source) for source in shown.sources]
    notes = _notes(shown, words)
    return KeptAnswer(
        language=shown.language,
        answered=shown.answered,
        title=shorten(shown.title, TITLE_CHARS),
        pages=tuple(join_within(_lines(shown), PAGE_CHARS)),
        sources=tuple(join_within(sources, PAGE_CHARS)) if sources else (),
        notes=tuple(join_within(notes, PAGE_CHARS)) if notes else (),
        n_sources=len(shown.sources),
    )


def _lines(shown: Shown) -> list[str]:
    first, *more = shown.headline.split("\n")
    ranked = ranked_table(shown.lines) if shown.kind == "ranking" else None
    lines = [shown.worded] if shown.worded else []
    lines += [first if "**" in shown.headline else _bold(first), *more, *(ranked or shown.lines)]
    lines += [f"-# {caveat}" for caveat in shown.caveats[:SHOWN_CAVEATS]]
    return lines + [f"• {question}" for question in shown.nearest]


def _notes(shown: Shown, words: DiscordWords) -> list[str]:
    """What is folded away: further caveats, disagreeing sources, steps of computed numbers."""
    caveats, steps = shown.caveats[SHOWN_CAVEATS:], shown.steps
    parts = [*(f"• {caveat}" for caveat in caveats)]
    if shown.conflicts:
        parts.append(_bold(words.say("conflicts_heading")))
        parts += [f"• {conflict}" for conflict in shown.conflicts]
    if steps:
        parts.append(_bold(words.say("steps_heading")))
        parts += [f"`{step.replace('`', '')}`" for step in steps]
    return parts


def _bold(text: str) -> str:
    return f"**{text}**"


def answer_embed(answer: KeptAnswer, page: int = 0) -> discord.Embed:
    """Show one page of an answer; the first has the title."""
    embed = _embed(answer, answer.pages, page)
    if page == 0 and answer.title:
        embed.title = answer.title
    return embed


def source_embed(answer: KeptAnswer, page: int = 0) -> discord.Embed:
    """Show one page of the numbered sources with their quoted words."""
    return _embed(answer, answer.sources, page)


def note_embed(answer: KeptAnswer, page: int = 0) -> discord.Embed:
    """Show one page of the notes."""
    return _embed(answer, answer.notes, page)


def _embed(answer: KeptAnswer, pages: tuple[str, ...], page: int) -> discord.Embed:
    words = load_words(answer.language)
    embed = discord.Embed(
        description=pages[page],
        colour=COLOUR_ANSWERED if answer.answered else COLOUR_UNANSWERED,
    )
    key = {0: "footer_none", 1: "footer_one"}.get(answer.n_sources, "footer")
    footer = words.say(key, n=str(answer.n_sources))
    if len(pages) > 1:
        footer += words.say("footer_page", page=str(page + 1), pages=str(len(pages)))
    return embed.set_footer(text=footer)


def _source_line(source: ShownSource) -> str:
    published = f" ({source.published})" if source.published else ""
    head = f"**[{source.n}]** {source.publisher}: {source.title}{published}"
    evidence = " ".join((source.quote or source.cell or "").split())
    words = f"\n> {evidence}" if evidence else ""
    link = f"\n<{source.link}>" if source.link.startswith("http") else ""
    return shorten(head, 400) + shorten(words, 600) + (link if len(link) <= 700 else "")


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
