"""Telling bare numbers that count something from labels, years and pronouns."""

import re

from knowledge.quantities.records import Candidate

_STOP = frozenset(
    ["a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "and", "or", "but", "nor", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "will", "would", "can", "could", "may", "might", "shall", "should", "that", "which", "who", "whom", "whose", "this", "these", "those", "it", "its", "they", "them", "their", "he", "she", "his", "her", "we", "our", "you", "your", "i", "my", "me", "not", "no", "than", "then", "so", "if", "when", "where", "while", "after", "before", "since", "until", "during", "about", "over", "under", "between", "into", "through", "per", "each", "every", "more", "most", "less", "least", "up", "down", "out", "off", "if", "there", "here", "said", "says", "told", "also", "just", "only", "even", "still", "now", "ago", "later", "earlier", "because", "though", "although", "both", "either", "neither", "all", "any", "such", "another", "via", "against", "across", "within", "without", "along", "among", "around", "near", "behind", "beyond", "amid", "versus", "vs", "including", "according", "compared", "currently", "already", "yet", "too", "very", "quite", "much", "many", "lot", "lots", "due", "back", "away", "again", "ever", "never", "next", "last", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
)
_WORD = re.compile(r"[ -]([A-Za-z][\w'/&-]*(?:\.\w+)*)")
_OF_THE = re.compile(r" of(?: the| its| their| our| my| his| her)?(?= )")
_MORE = re.compile(r" (?:more|further|additional|extra)(?= )")
_CAPITAL_BEFORE = re.compile(r"(?:^|[\s(\"“'/-])([a-z]?[A-Z][\w&.'-]*) ?$")
_LABEL = re.compile(
    r"(?<![A-Za-z])(?:section|chapter|figures?|fig\.?|tables?|pages?|pp?\.|no\.?|nos?\.|number|part|phase|step|level|tier|scope|game|row|"
    r"group|week|round|route|highway|version|stage|grade|class|type|model|gate|room|lane|q|h|equation|eq\.|appendix|"
    r"article|act|rule|item|note|line|ref\.|top|league|season|episode|volume|vol\.|issue|lap|seed|windows|ios|under-?|#) ?$",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|\n)[A-Z][\w']* ?$")
_FUNCTION = frozenset(
    ["A", "An", "The", "In", "On", "At", "By", "For", "From", "With", "And", "Or", "But", "Of", "To", "As", "Is", "Are", "Was", "Were", "About", "Over", "Under", "Nearly", "Almost", "Some", "Around", "Between", "After", "Before", "Up", "Its", "It", "They", "He", "She", "We", "You", "If", "When", "While", "At", "More", "Than", "Less", "All", "Only", "Just", "Roughly", "Approximately", "Another", "These", "Those", "Their", "Our", "His", "Her", "With", "Every", "Each", "Both", "Has", "Have", "Had", "Per"]
)
_IRREGULAR = frozenset(
    ["people", "men", "women", "children", "feet", "police", "staff", "data", "media", "teeth", "mice", "crew", "aircraft"]
)


def read_counted(text: str, candidate: Candidate) -> str:
    """Return the noun phrase after a bare number, up to its first plural, or an empty text."""
    words: list[str] = []
    position = candidate.end
    passed = _OF_THE.match(text, position) if _counts_of(candidate) else _MORE.match(text, position)
    position = passed.end() if passed else position
    while len(words) < 4 and (match := _WORD.match(text, position)) is not None:
        word = match[1]
        if word.lower() in _STOP:
            break
        words.append(word)
        position = match.end()
        if _is_plural(word) and candidate.value != 1:
            break
    return " ".join(words) if any(_is_plain(word) for word in words) else ""


def _counts_of(candidate: Candidate) -> bool:
    """Return whether `of` joins the number to what it counts: thousands of, one of the."""
    return candidate.kind == "vague" or (candidate.kind == "words" and candidate.value == 1)


def _is_plain(word: str) -> bool:
    """Return whether a word is a word, not a model's number: chips, but not H100 or EV."""
    return len(word) > 2 and not any(character.isdigit() for character in word)


def _is_plural(word: str) -> bool:
    lower = word.lower()
    if len(word) < 3 or "." in word:
        return False
    return lower in _IRREGULAR or (lower.endswith("s") and not lower.endswith(("ss", "us", "is")))


def is_label(text: str, candidate: Candidate) -> bool:
    """Return whether a bare number names rather than counts: Section 427, iPhone 11, in 2024."""
    if candidate.unit is not None or candidate.prefixed:
        return False
    if candidate.scale != 1.0:
        return _MODEL_SIZE.search(text[max(0, candidate.start - 30) : candidate.end]) is not None
    if candidate.kind in ("words", "part"):
        return _is_idle_word(text, candidate)
    written = text[candidate.start : candidate.number_end].lstrip("-+")
    if _is_year(text, candidate, written) or _in_parentheses(text, candidate):
        return True
    if text.startswith("-plus ", candidate.end):
        return False
    if (
        text[candidate.end : candidate.end + 1] == "-"
        and text[candidate.end + 1 : candidate.end + 2].isalpha()
    ):
        return True
    if (
        _NAME_AFTER.match(text, candidate.end)
        and written.isdigit()
        and len(written) <= 3
        and not _ends_plural(candidate.counted)
    ):
        return True
    if (
        text[candidate.end : candidate.end + 1].isascii()
        and text[candidate.end : candidate.end + 1].isalpha()
    ):
        return True
    before = text[max(0, candidate.start - 40) : candidate.start]
    if _is_score(text, candidate, written):
        return True
    if _LABEL.search(before):
        return True
    capital = _CAPITAL_BEFORE.search(before)
    if capital is None:
        return False
    if "," in written or (len(written) > 4 and "." in written):
        return False
    return capital[1] not in _FUNCTION and not (
        _SENTENCE_START.search(before) and candidate.counted
    )


_NAME_AFTER = re.compile(r" [A-Z][A-Za-z]")
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|between|by|from|until|till|to|and|during|of|after|before|year|early|late) $",
    re.IGNORECASE,
)


def _ends_plural(counted: str) -> bool:
    return bool(counted) and _is_plural(counted.rpartition(" ")[2])


def _is_year(text: str, candidate: Candidate, written: str) -> bool:
    """Return whether a bare number is a year: 2024 anywhere, 1750 after `in`; or years joined."""
    if candidate.value is None:
        ends = (candidate.lower or 0, candidate.upper or 0)
        return all(1000 <= end <= 2199 and end == int(end) for end in ends) and "," not in written
    if len(written) != 4 or not written.isdigit():
        return False
    if 1900 <= candidate.value <= 2099:
        return True
    before = text[max(0, candidate.start - 8) : candidate.start]
    return (
        1000 <= candidate.value <= 2199
        and not candidate.counted
        and bool(_YEAR_BEFORE.search(before))
        and not re.search(
            "(?:average|total) of $", text[max(0, candidate.start - 12) : candidate.start]
        )
    )


_SCORE_BEFORE, _SCORE_AFTER = re.compile(r"(?<![\d.])\d{1,3}-$"), re.compile(r"-\d{1,3}(?![\d.])")


def _is_score(text: str, candidate: Candidate, written: str) -> bool:
    """Return whether the number is one side of 2-2 or 9-2: no range rises from 9 to 2."""
    if candidate.value is None or not written.isdigit():
        return False
    before = text[max(0, candidate.start - 5) : candidate.start]
    return bool(_SCORE_BEFORE.search(before) or _SCORE_AFTER.match(text, candidate.end))


def _in_parentheses(text: str, candidate: Candidate) -> bool:
    return (
        text[candidate.start - 1 : candidate.start] == "("
        and text[candidate.end : candidate.end + 1] == ")"
    )


# Llama 3.1 405B, GPT-3 175B: a model and its size.
_MODEL_SIZE = re.compile(r"[A-Z][\w-]* (?:\d[\d.]* )?\d[\d.]*[BMTk]$")
_IDLE_BEFORE = re.compile(
    r"(?:\b(?:no|any|every|some|this|that|which|each|the|another|last|next|first|number|day|by) )$",
    re.IGNORECASE,
)


def _is_idle_word(text: str, candidate: Candidate) -> bool:
    """Return whether `one` is a pronoun, or a number word stands for no count."""
    if candidate.kind == "part":
        return _PERIOD_HALF.search(text[max(0, candidate.start - 12) : candidate.start]) is not None
    if candidate.value != 1:
        hyphen = text[candidate.end : candidate.end + 2]
        return len(hyphen) == 2 and hyphen[0] == "-" and hyphen[1].isalpha()
    if text.startswith(
        (" of the ", " of my ", " of our ", " of its ", " of their "), candidate.end
    ):
        return False
    if _IDLE_BEFORE.search(text[max(0, candidate.start - 10) : candidate.start]):
        return True
    return not candidate.counted


_PERIOD_HALF = re.compile(r"(?:first|second|last|latter|this|the|other) $", re.IGNORECASE)
