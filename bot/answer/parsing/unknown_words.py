"""Words of a question that nothing explains, and whether they change what is asked about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answer.parsing.harmless_words import is_harmless
from bot.answer.words import Patterns
from knowledge.errors import UnitError
from knowledge.names import Mention, text_units
from knowledge.units import canonical_unit, dimension_of

_WORD = re.compile(  # a town's name may be kana: みどり市, and no 大きな町
    r"[A-Za-z][A-Za-z0-9.+-]*|[\u30a0-\u30ff]{2,}|[\u4e00-\u9fff々]+"
    r"|(?<!\w)[\u3041-\u3096]{2,6}(?<![のないるたうがをはにでと])[市町村区郡](?![\u4e00-\u9fff])"
)
_LINK_BEFORE = re.compile(
    r"\s+(?:in|of|at|by|from|on|for)\s+(?:the\s+|an?\s+)?|の|における|での|内の"
)
_LINK_AFTER = re.compile(r"(?:['’]s?)?[\s-]*|の|内の|での")
_AROUND = re.compile(r"\b(?:before|after|since|during|until)\s+(?:the\s+)?$", re.IGNORECASE)
_VERB_SLOT = re.compile(r"\b(?:do|does|did|will|would|could|can|to)\b[^?,.;]*$", re.IGNORECASE)
_VERB = re.compile(r"^[^?,.;]*?\b(?:us|consum|need|tak|draw|requir|emit|produc|generat)(?:e|es)?\b")
_DOER = re.compile(r"\b(?:do|does|did)\s+(?:the\s+|an?\s+|all\s+)?$", re.IGNORECASE)
_DOER_JA = re.compile(r"は(?!何|どれ|どの|どん|いくら|いくつ|[??]|$)|が")
_NOUN_JA = re.compile(r"(?:は|が|と|を|より|って)(?!し|さ)|の(?!は|か|で|に|\W|$)")
_INFLECTED = re.compile(
    "[いうえきぎくぐけげさしすせそたちっつてねばびぶべぼまみむめゃらりるれろわ][たてさ]?"
)
_SAME = re.compile(r"\s?\(")  # what stands in brackets is the same by another name
_MEASURED = ("energy", "power", "mass", "volume", "length", "time")
_MIN_SLIP, _MIN_TURNED, _MIN_VOWEL = 5, 4, 7
_VOWELS = "aeiou"
_MAX_PART = 8  # letters of a word in a row of them
_COUNTED = re.compile(
    r"\bhow many\s+(?:[a-z]+ly\s+)?"
    r"(?P<thing>(?!(?:are|is|was|were|have|has|do|does|did)\b)[a-z][a-z-]+|\d{3,4}s\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class UnknownWords:
    """`all` in order; `linked` are those that make a topic another thing.

    “Hospitals in Peru”, “Bitcoin ATMs” and 「ペルーの病院」 are not Peru and not Bitcoin; a
    verb that nobody listed (“does Japan gobble”) or an adverb changes nothing.
    """

    all: tuple[str, ...]
    linked: tuple[str, ...]

    def without_unit(self, unit: str | None) -> "UnknownWords":
        """The words without the unit that is asked for: GJ in “3 TWh to GJ”."""
        if unit is None:
            return self
        return UnknownWords(
            tuple(w for w in self.all if not _names_unit(w, unit)),
            tuple(w for w in self.linked if not _names_unit(w, unit)),
        )


def _names_unit(word: str, unit: str) -> bool:
    return _unit_of(word) == unit


def _is_measured_in(word: str) -> bool:
    """Whether a word is a unit of measurement, and not of what is counted: people, cars."""
    unit = _unit_of(word)
    return unit is not None and dimension_of(unit) in _MEASURED


def _unit_of(word: str) -> str | None:
    try:
        return canonical_unit(word)
    except UnitError:
        return None


def find_unknown(
    text: str, taken: Sequence[tuple[int, int]], topics: Sequence[Mention], patterns: Patterns
) -> UnknownWords:
    """Find the words outside `taken` that are no stop words."""
    left: list[str] = []
    linked: list[str] = []
    for match in _WORD.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            left += _beside(match, taken, patterns)
            continue
        stem = _stem(match)
        if stem and not _is_plain(match.group(), patterns):
            left.append(stem)
            continue
        is_short = len(match.group().rstrip(".")) == 1 and not _is_short_noun(match)
        if is_short or is_known_word(match.group(), patterns):
            continue
        if any(_SAME.fullmatch(text, match.end(), m.start) for m in topics):
            continue
        if is_harmless(match, patterns.stop_words):
            continue
        left.append(match.group())
        if (
            _is_doer(text, match)
            or _is_of_a_time(text, match)
            or any(_is_linked(text, match, m) for m in topics)
        ):
            linked.append(match.group())
    return UnknownWords(tuple(left), tuple(linked))


def _stem(word: re.Match[str]) -> str:
    """One kanji that a verb, an adjective or what one is begins with: 「広さ」, 「売った」."""
    ending = _INFLECTED.match(word.string, word.end())
    after_digit = word.string[: word.start()][-1:].isdigit()
    if ending is None or after_digit or len(word.group()) > 1 or word.group().isascii():
        return ""
    return word.group() + ending.group()


def _is_plain(kanji: str, patterns: Patterns) -> bool:
    return kanji in patterns.stop_words or patterns.shows("plain_stem", kanji)


def _is_short_noun(word: re.Match[str]) -> bool:
    """Whether one kanji alone names a thing: 「脳は」, 「人間の脳と」; verbs go on otherwise."""
    if word.group().isascii() or word.string[: word.start()][-1:].isdigit():
        return False  # 「1杯と」 counts
    return _NOUN_JA.match(word.string, word.end()) is not None


def _beside(run: re.Match[str], taken: Sequence[tuple[int, int]], patterns: Patterns) -> list[str]:
    """What a run of kanji holds beside a name within it: 「電力輸出量」 is more than 「電力」."""
    if run.group().isascii():
        return []
    free = [i if not any(s <= i < e for s, e in taken) else None for i in range(*run.span())]
    marked = "".join(" " if i is None else run.string[i] for i in free)
    return [w for w in marked.split() if len(w) > 1 and not is_known_word(w, patterns)]


def _is_doer(text: str, word: re.Match[str]) -> bool:
    """Whether the unknown word is what does the using: “do hospitals use”, 「病院は」."""
    if not word.group().isascii():
        return _DOER_JA.match(text, word.end()) is not None
    return _DOER.search(text[: word.start()]) is not None


def _is_of_a_time(text: str, word: re.Match[str]) -> bool:
    """Whether an unknown word tells the time meant: “after COVID”, “since the phase-out”."""
    return _AROUND.search(text[: word.start()]) is not None


def _is_linked(text: str, word: re.Match[str], mention: Mention) -> bool:
    if word.end() <= mention.start:
        gap = text[word.end() : mention.start]
        return gap in ("", " ", "-") or bool(_LINK_BEFORE.fullmatch(gap))
    gap = text[mention.end : word.start()]
    if not _LINK_AFTER.fullmatch(gap):
        return False
    asks = gap == " " and _VERB_SLOT.search(text[: mention.start]) is not None
    return not asks or _VERB.search(text[word.end() :]) is not None


def counted_thing(text: str, taken: Sequence[tuple[int, int]], known: frozenset[str]) -> str:
    """Return the thing of “how many things” when nothing is known of it, else an empty text."""
    for match in _COUNTED.finditer(text):
        start, end = match.span("thing")
        word = match["thing"].lower()
        if _is_measured_in(match["thing"]) or any(
            start < t_end and t_start < end for t_start, t_end in taken
        ):
            continue
        if word not in known and text_units(word)[0].text not in known:
            return word
    return ""


def is_known_word(word: str, patterns: Patterns) -> bool:
    """Whether a word names nothing: a stop word, or a row of them in Japanese."""
    if is_written_right(word, patterns):
        return True
    is_plain = word.isascii() and word.isalpha() and word == word.lower()
    return is_plain and _is_slip(word, patterns.stop_words)


def is_written_right(word: str, patterns: Patterns) -> bool:
    """Whether a word names nothing and holds no slip."""
    lowered = word.lower()
    if not lowered.isascii():
        return _made_of(lowered, patterns.stop_words)
    units = text_units(lowered)
    singular = units[0].text if units else lowered
    return lowered in patterns.stop_words or singular in patterns.stop_words


def _is_slip(word: str, known: frozenset[str]) -> bool:
    """Whether a letter too few, too many, or two changed round make a longer word of a known one.

    Another letter makes another word too often: house, horse; another vowel in a long word hardly.
    """
    places = range(1, len(word))
    turned = (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in places[:-1])
    if len(word) >= _MIN_TURNED and any(one in known for one in turned):
        return True
    if len(word) < _MIN_SLIP:
        return False
    if len(word) >= _MIN_VOWEL and any(one in known for one in _other_vowels(word)):
        return True
    too_many = (word[:i] + word[i + 1 :] for i in places)
    if any(one in known and len(one) >= _MIN_SLIP for one in too_many):
        return True
    longer = (w for w in known if len(w) == len(word) + 1 and w[0] == word[0] and w.isascii())
    return any(w[:i] + w[i + 1 :] == word for w in longer for i in range(1, len(w)))


def _other_vowels(word: str) -> Iterator[str]:
    """The word with one vowel in it, not the first letter, changed: avarage, average."""
    for at, letter in enumerate(word[1:], start=1):
        if letter in _VOWELS:
            yield from (word[:at] + other + word[at + 1 :] for other in _VOWELS if other != letter)


def _made_of(word: str, parts: frozenset[str]) -> bool:
    """Whether a run of kanji or katakana is a row of known words."""
    ends = {0}  # where a row of parts from the beginning may end
    for end in range(1, len(word) + 1):
        starts = range(max(0, end - _MAX_PART), end)
        if any(start in ends and word[start:end] in parts for start in starts):
            ends.add(end)
    return len(word) in ends


def compounds(text: str, subjects: Sequence[Mention]) -> tuple[str, ...]:
    """Subjects that follow another with nothing between: “Bitcoin ATMs” is neither of the two."""
    ordered = sorted(subjects, key=lambda m: m.start)
    return tuple(
        text[left.start : right.end]
        for left, right in pairwise(ordered)
        if left.of("subject") != right.of("subject")
        and text[left.end : right.start] in (" ", "")
        and not _is_company(left)
    )


def _is_company(mention: Mention) -> bool:
    return (mention.of("subject") or "").startswith("company:")
