"""Cuts off what only tells why one asks: “my teacher won't believe me”, 「友達と賭けてて」.

Such a part of a message names nothing that is known, states no amount and no limit, and the rest
asks something whole without it. Whatever reads the question after that need not know about it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answer.parsing.asked_unit import units_in
from bot.answer.words import Patterns
from knowledge.names import Mention, NameIndex

_BREAK = re.compile(r"[,;:()!?、。！？，：；（）…\n]+|\.+(?=\s|$)|\s[-–—]+\s|\.{2,}")
_NUMBER = re.compile(r"\d")
_NAME = re.compile(r"(?<=\w )[A-Z][a-z]|\b[A-Z]+\d")  # a capital that begins no part
_ENDS_SENTENCE = re.compile(r"[?!？！…]|\.\.")
_LONGEST_REMARK = 5  # words of what stands behind a question with no verb: “scary stuff”
_WHOLE = ("check", "instruction", "predict")  # all of a claim counts
_ASKING = ("amount", "how_much", "of_electricity", "asks_anything")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a message between two breaks; `after` is the break before it, or empty."""

    start: int
    end: int
    text: str
    after: str


def without_asides(text: str, names: NameIndex, patterns: Patterns) -> str:
    """Return what a message asks, without its asides; all of it where nothing whole would be left.

    Only a cut shortens the text: the parts that are kept stand as they are written.
    """
    text = _corrected(text, names, patterns)
    parts = _parts(text, patterns)
    if len(parts) < 2 or any(patterns.shows(how, text.lower()) for how in _WHOLE):
        return text
    mentions = names.find(text)
    asides = [p for p in parts if _is_aside(p, parts, mentions, patterns)]
    kept = [p for p in parts if p not in asides]
    if not asides or not _is_whole(kept, mentions, patterns):
        return text
    if _points_back(asides, kept, mentions, patterns):
        return text
    return "".join(text[p.start : p.end] for p in kept).strip(" ,;:、-–—")


def _corrected(text: str, names: NameIndex, patterns: Patterns) -> str:
    """What stands behind the last “never mind”, where it asks a whole thing, without hearsay.

    So without what says nothing in whatever question it stands: “for my thesis”, 「手短に」.
    """
    for pattern in (*patterns.of("says_nothing"), *patterns.of("hearsay")):
        text = pattern.sub("", text)
    for pattern in patterns.of("corrects"):
        for match in reversed(list(pattern.finditer(text))):
            rest = text[match.end() :]
            whole = [Part(0, len(rest), rest, "")]
            if match.start() > 0 and _is_whole(whole, names.find(rest), patterns):
                return rest
    return text


def _parts(text: str, patterns: Patterns) -> list[Part]:
    """The stretches between breaks and before what begins an aside; breaks belong to what ends."""
    ends = {m.end(): m.group() for m in _BREAK.finditer(text)}
    for pattern in patterns.of("aside_begins"):
        ends |= {m.start(): "," for m in pattern.finditer(text) if m.start() not in ends}
    for pattern in patterns.of("aside_ends"):
        ends |= {m.end(): "," for m in pattern.finditer(text) if m.end() not in ends}
    bounds = [0, *sorted(ends), len(text)]
    return [
        Part(start, end, text[start:end], ends.get(start, ""))
        for start, end in pairwise(bounds)
        if re.search(r"\w", text[start:end])
    ]


def _is_aside(
    part: Part, parts: Sequence[Part], mentions: Sequence[Mention], patterns: Patterns
) -> bool:
    said = part.text.strip().lower()
    inside = [m for m in mentions if m.start < part.end and part.start < m.end]
    if _NUMBER.search(said) or patterns.shows("limits_part", said):
        return False
    if patterns.shows("tells_aside", said):
        if patterns.shows("reports", said):
            return True
        others = [m for m in mentions if m not in inside]
        return all(_is_weak(m) or _is_said_again(m, others) for m in inside)
    if inside or not said.isascii() or len(said.split()) > _LONGEST_REMARK:
        return False
    exclaims = said.endswith("!")
    ends = part == parts[-1] and _ENDS_SENTENCE.search(part.after) and not said.endswith("?")
    return bool(exclaims or ends) and not _NAME.search(part.text)


def _is_weak(mention: Mention) -> bool:
    """Whether a name is no name in a sentence of its own: “asked us”, “a crazy number”."""
    return mention.text == "us" or {r.kind for r in mention.referents} == {"measure"}


def _is_said_again(mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether what is asked names the same: “a friend is in Norway, how much does Norway use”."""
    return any(m.referents == mention.referents for m in others)


def _is_whole(kept: Sequence[Part], mentions: Sequence[Mention], patterns: Patterns) -> bool:
    """Whether what is kept names a thing or a place, or what is ranked, and what of it is asked."""
    inside = [m for m in mentions for p in kept if p.start <= m.start < p.end]
    said = " ".join(p.text for p in kept).lower()
    asks = any(m.of("measure") for m in inside) or bool(units_in(said))
    asks = asks or any(patterns.shows(how, said) for how in _ASKING)
    return asks and (
        any(m.of("subject") or m.of("region") for m in inside) or patterns.shows("ranking", said)
    )


def _points_back(
    asides: Sequence[Part],
    kept: Sequence[Part],
    mentions: Sequence[Mention],
    patterns: Patterns,
) -> bool:
    """Whether what is kept says “it” or “there” of what an aside before it named.

    A name before the pronoun is what “it” means.
    """
    first = min((m.start for m in mentions for p in kept if p.start <= m.start), default=0)
    said = {part: part.text[: max(0, first - part.start)].lower() for part in kept}
    return any(
        aside.start < part.start
        and (
            patterns.shows("points_back", said[part])
            or patterns.shows("points_there", part.text.lower())
        )
        for aside in asides
        for part in kept
    )
