"""Unknown words that cannot change what is asked: asides, emphasis, adverbs, what is thought of it.

“asking for a friend, how much does ChatGPT use” and 「日本の電力消費エグい?」 ask of ChatGPT and of
Japan. An unknown noun, name or verb of the question itself may change it, and is none of these.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

_BREAK = re.compile(r"[,;:()!?、。!?…\n]|\.(?=\s|$)|\s[-–—]+\s|\.{2,}")
_PERSONAL = re.compile(
    r"\b(?:i|i['’]?(?:m|ve|d)|my|me|you|we|he|she|they|it['’]?s|just|so|sorry|quick|random|dumb"
    r"|stupid|curious|asking|question|please|thanks|ok|okay|hey|hi|hello|yo|lol|bro|dude|man"
    r"|honest|genuine|serious)(?:ly)?\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(  # a part that begins so narrows what is asked
    r"\s*(?:in|at|on|from|by|of|with|without|within|during|per|excluding|including|except|only"
    r"|as|than|versus|vs|or|and|under|over|after|before|since|until|between|among|not|if|when"
    r"|while|assuming|given|unless|how|what|which|who|where)\b",
    re.IGNORECASE,
)
_TELLS_JA = re.compile(r"(?:けど|けれど|けども|が|ので|んで|から|ます|ました|です|でした)\W*$")
_OPENS_JA = re.compile(r"(?:けど|けれど|けども|が|ので|んで|から|ます|です|た|で)\W*$")
_NAMES_JA = re.compile(r"(?:な?の?ん?(?:だ|です)|の|は|が|も|で|に(?:関|つい|おけ))")
_EMPHASIS = re.compile(r"(.)\1{2,}")  # sooooo
_ADVERB = re.compile(r"[a-z]{3,}(?<!al)ly")
_NARROWING = re.compile(  # these name something or narrow it
    "anomaly|apply|assembly|comply|(?:in)?directly|early|exclusively|family|monopoly|multiply|newly"
    "|partly|privately|publicly|rally|rely|reply|solely|supply|tally"
)
_AMOUNT = re.compile(r"\s+(?:amounts?|numbers?|lots?|figures?|quantit(?:y|ies)|loads?)\b")
_ADJECTIVE_JA = re.compile(
    r"(?:い|くない|かった|すぎ|そう)(?![\u4e00-\u9fff\u30a0-\u30ffA-Za-z0-9])"
)
_MOST_JA = re.compile(r"(?:一番|最も|いちばん|もっとも|より|どっち|どちら|どれ)[^、。]{0,6}$")


def is_harmless(
    word: re.Match[str], taken: Sequence[tuple[int, int]], known: frozenset[str]
) -> bool:
    """Whether an unknown word can be left out of what is asked.

    `taken` are the spans that something is known of; `known` are words that name nothing.
    """
    text, written = word.string, word.group()
    if is_in_aside(word, taken):
        return True
    if not written.isascii():
        is_predicate = _ADJECTIVE_JA.match(text, word.end()) is not None
        return is_predicate and _MOST_JA.search(text[: word.start()]) is None
    if written != written.lower():
        return False
    plain = {_EMPHASIS.sub(r"\1", written), _EMPHASIS.sub(r"\1\1", written)}
    return (
        (len(plain) > 1 and not plain.isdisjoint(known))
        or (_ADVERB.fullmatch(written) is not None and _NARROWING.fullmatch(written) is None)
        or _AMOUNT.match(text, word.end()) is not None
    )


def is_in_aside(word: re.Match[str], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a word stands in a first or last part of the text that only tells why one asks.

    `taken` are the spans that something is known of. Such a part holds nothing that is known and
    no number, and other parts do.
    """
    text = word.string
    parts = _parts(text)
    start, end = next(part for part in parts if part[0] <= word.start() < part[1])
    part = text[start:end]
    if len(parts) < 2 or any(s < end and start < e for s, e in taken):
        return False
    if not taken or any(c.isdigit() for c in part) or word.group() != word.group().lower():
        return False
    if word.group().isascii():
        at_end = (start, end) in (parts[0], parts[-1])
        return at_end and bool(_PERSONAL.search(part)) and not _LIMITS.match(part)
    tells = _TELLS_JA.search(part) is not None
    return tells and _NAMES_JA.match(text, word.end()) is None


def is_in_opening(word: re.Match[str], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a word stands in a first part of its own that only leads to the question.

    “For a school project: ...” does, “at night, ...” and 「夏は、…」 do not.
    """
    text = word.string
    start, end = _parts(text)[0]
    if end >= len(text) or word.start() >= end or any(s < end and start < e for s, e in taken):
        return False
    if word.group().isascii():
        return not _LIMITS.match(text[start:end])
    return _OPENS_JA.search(text[start:end]) is not None


def _parts(text: str) -> list[tuple[int, int]]:
    """The spans between commas and other breaks, without empty ones; the breaks belong before."""
    ends = [m.end() for m in _BREAK.finditer(text)]
    bounds = [0, *ends, len(text)]
    filled = [(s, e) for s, e in pairwise(bounds) if re.search(r"\w", text[s:e])]
    return [(0 if s == filled[0][0] else s, e) for s, e in filled] or [(0, len(text))]
