"""Question → what it asks for: a number with its unit, a name, a choice, or a verdict."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from bot.answer.reading.cues import CUES, Cues
from bot.answer.reading.records import Arithmetic, Asked, Wanted
from bot.answer.reading.terms import TermWeights, content_stems, fold, terms_of, unit_in
from knowledge.periods import extract_periods
from knowledge.plain_words import plain_words
from knowledge.quantities import QuantitySpan, extract_quantities
from knowledge.records import Language, Quantity

_NAME = re.compile(r"[A-Za-z0-9]*[A-Z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*|[A-Za-z]+-?\d[\w.]*")
_NAME_WEIGHT = 1.3  # names are the hardest evidence of what a sentence is about
_UNKNOWN_WEIGHT = 0.6  # a word that no passage holds may be a word of the asker's own
_ASKING = re.compile("誰|何[人年割倍台件回円名社基本種点日時分秒度頭匹羽校冊棟隻両枚軒店]?")
_ALIKE = (("値段", "価格", "料金", "費用", "代金"), ("作", "製造", "製作"), ("名前", "氏名"))
_OPTION_SPLIT = re.compile(r",?\s+or\s+|,\s*(?:and\s+)?|と|、|または|か、")
_BETWEEN_DASHES = re.compile(r"[—–-]\s*([A-Z][^—–?]*?\bor\b[^—–?-]*)[—–-]")
_ARITHMETIC: tuple[Arithmetic, ...] = ("ratio", "difference", "sum", "percent_change")


_AS_PAGES_SAY = (
    (
        re.compile(
            "(?:働(?:いて(?:い)?る|く)|勤め(?:て(?:い)?る|る))(?:人|ひと|の(?=は))(?:の数)?"
        ),
        "従業員",
    ),
    (re.compile(r"\b(?:boss|ceo)\b", re.IGNORECASE), "chief executive"),
    (
        re.compile(r"^\W*[Ww]ho (?:runs|heads|leads)(?= [A-Z][\w .&'-]*\W*$)"),
        "who is the director of",
    ),
    (re.compile(r"\bin charge of\b", re.IGNORECASE), "the director of"),
    (re.compile("毎月|ひと月"), "月"),
    (
        re.compile(
            "電気を?使(?:って(?:い)?(?:る|た|ます|ました)|った|う|い(?:ます|ました))(?:の|ん)?"
        ),
        "電力を使用",
    ),
    (re.compile("再エネ"), "再生可能エネルギー"),
    (re.compile("全部|ぜんぶ"), "すべて"),
    (
        re.compile("を?(?:作った|つくった|造った|製造した)(?:会社|メーカー|企業|の)は"),
        "を製造したのはどこ",
    ),
    (re.compile(r"^(\W*[Ww]hen (?:was|were) .+) put in(?=\W*$)"), r"\1 installed"),
    (re.compile("どこ(?:の(?:会社|メーカー))?(?:製|の製品)(?![造品])"), "どこが製造"),
)


_NUMBER_OF_JA = re.compile(r"([一-龠ァ-ヶー]{2,}?)([件台人基戸社校棟])数は")  # 契約件数は


def analyse(text: str, *, language: Language, weights: TermWeights) -> Asked:
    """Tell what a question asks for. `language` is the one that it is written in."""
    text = plain_words(text, language)
    for pattern, instead in _AS_PAGES_SAY:
        text = pattern.sub(instead, text)
    text = _NUMBER_OF_JA.sub(
        lambda m: m[0] if weights.knows(f"{m[2]}数") else f"{m[1]}は何{m[2]}", text
    )
    folded = fold(text)
    cues = CUES[language]
    wanted = _wanted(folded, cues)
    body = statement_of(text, cues) if wanted == "verdict" else text
    unit, counted = _unit(folded, text, cues) if wanted == "number" else (None, frozenset())
    unit_words = _unit_stems(folded, cues)
    names = _names(body) - unit_words
    stems = {
        stem: weights.weight(stem)
        * (_NAME_WEIGHT if stem in names else 1.0)
        * (1.0 if weights.knows(stem) else _UNKNOWN_WEIGHT)
        for stem in _known(content_stems(_ASKING.sub(" ", body)), weights)
        if weights.is_stated(stem) or stem not in unit_words
    }
    return Asked(
        text=text,
        language=language,
        wanted=wanted,
        stems=stems,
        names=frozenset(names & stems.keys()),
        unit=unit,
        counted=counted,
        dimensions=_dimensions(folded, cues)
        if wanted == "number" and unit is None and not counted
        else frozenset(),
        given=tuple(span.quantity for span in _given(text)),
        periods=tuple(span.period for span in extract_periods(text)),
        options=_options(text) if wanted == "choice" else (),
        arithmetic=_arithmetic(folded, cues),
        wants_range=bool(cues["range"].search(folded)),
        wants_bound=_bound(folded, cues),
        wants_year=bool(cues["year"].search(folded)),
        wants_most=_most(folded, cues),
    )


def _known(stems: Sequence[str], weights: TermWeights) -> Iterator[str]:
    """Yield stems, the known one of the same meaning for one that no text holds."""
    for stem in stems:
        alike = next((group for group in _ALIKE if stem in group), ())
        known = stem if weights.knows(stem) else next(filter(weights.knows, alike), stem)
        yield known


def statement_of(text: str, cues: Cues) -> str:
    """Return the statement that a true-or-false question makes."""
    opening = cues["verdict_opening"].search(fold(text))
    if opening is None:
        return text
    return (text[: opening.start()] + text[opening.end() :]).strip()


def _wanted(folded: str, cues: Cues) -> Wanted:
    if cues["reason"].search(folded):
        return "sentence"
    if cues["purpose"].search(folded) and not _asks_amount(folded, cues):
        return "sentence"
    if cues["verdict"].search(folded) and not _asks_amount(folded, cues):
        opens = cues["verdict_opening"].search(folded)
        asks = cues["choice"].search(folded) or cues["asks"].search(folded)
        if opens or not asks:
            return "verdict"
    if cues["year"].search(folded) or _asks_amount(folded, cues):
        return "number"
    if cues["choice"].search(folded) and _lists_options(folded):
        return "choice"
    if cues["phrase"].search(folded):
        return "phrase"
    is_amount = cues["measure"].search(_head(folded)) or not cues["names"].search(folded)
    return "number" if is_amount else "phrase"


_HEAD_WHAT = re.compile(r"\bwhat\b(?:'s)?(.*)", re.DOTALL)
_HEAD_WHICH = re.compile(r"\bwhich\b(.*)", re.DOTALL)
_HEAD_END = re.compile(
    r"[,?]|\b(?:of|for|from|in|by|when|that|used|on|to|as|with|at|during|did|does|do)\b(?!-)"
)


def _head(folded: str) -> str:
    """The words that say what is asked: “what was the net cost | of fine-tuning ...”."""
    asked = _HEAD_WHAT.search(folded) or _HEAD_WHICH.search(folded)
    return _HEAD_END.split(asked[1].strip(), maxsplit=1)[0] if asked else folded


def _asks_amount(folded: str, cues: Cues) -> bool:
    return bool(cues["amount"].search(folded))


def _lists_options(folded: str) -> bool:
    """Whether a question lists what to choose from, after a colon, a dash or “which”."""
    return bool(
        re.search(
            r"^\W*(?:which|who|when)\b|\bwhich of the\b|[:—–-].*\bor\b|どちら|どっち|うち", folded
        )
    )


def _names(text: str) -> set[str]:
    """The stems of what is written like a name: model numbers, years, capitals within."""
    names = {term.stem for term in terms_of(text) if re.fullmatch(r"(?:19|20)\d\d", term.stem)}
    for at, match in enumerate(_NAME.finditer(text)):
        opens = match.start() == 0 or text[: match.start()].rstrip()[-1:] in ".:?!"
        plain_opening = opens and at == 0 and match.group()[1:].islower()
        if not plain_opening:
            names |= {term.stem for term in terms_of(match.group())}
    return names


def _given(text: str) -> tuple[QuantitySpan, ...]:
    return extract_quantities(text)


def _unit(folded: str, text: str, cues: Cues) -> tuple[str | None, frozenset[str]]:
    """The unit asked for, and the stems of what is counted."""
    if cues["year"].search(folded):
        return None, frozenset()
    if cues["factor"].search(folded):
        return "x", frozenset()
    for match in cues["unit"].finditer(folded):
        at = next(n for n in range(1, len(match.groups()) + 1) if match[n])
        unit = unit_in(text[match.start(at) : match.end(at)])
        if unit is not None:
            return unit, _counted(folded, cues)
    if cues["percent"].search(folded):
        return "%", _counted(folded, cues)
    if cues["times"].search(folded):
        return "x", frozenset()
    return None, _counted(folded, cues)


def _unit_stems(folded: str, cues: Cues) -> frozenset[str]:
    """The stems of the words that name the unit asked for: a document may spell it otherwise."""
    found = []
    for match in cues["unit"].finditer(folded):
        words = next(group for group in match.groups() if group)
        spans = extract_quantities(f"1 {words}")
        if spans and spans[0].start == 0 and spans[0].quantity.unit is not None:
            found += [term.stem for term in terms_of(spans[0].text)]
    return frozenset(found)


def _counted(folded: str, cues: Cues) -> frozenset[str]:
    match = cues["counted"].search(folded)
    if match is None:
        return frozenset()
    return frozenset(content_stems(match[1] or match[match.lastindex or 1])[:4])


_IMPLIED = (
    ("of_mass", ("mass",)),
    ("of_size", ("length",)),
    ("of_carbon", ("mass", "carbon", "mass_co2")),
    ("of_money", ("money", "currency")),
    ("of_water", ("volume",)),
    ("of_time", ("time",)),
    ("of_long", ("time", "length")),
    ("of_change", ("share", "ratio", "factor")),
    ("of_output", ("power",)),
    ("of_power", ("power", "energy")),  # power is said for energy, too
    ("of_energy", ("energy",)),
)


def _dimensions(folded: str, cues: Cues) -> frozenset[str]:
    """The dimensions that the question's words imply: emissions are a mass, costs are money.

    The words right after “what” say it before all others: a time, in “what was the time required
    to reduce the cost of ...”.
    """
    said = {
        d for cue, dimensions in _IMPLIED if cues[cue].search(_head(folded)) for d in dimensions
    }
    if said and _head(folded) != folded:
        return frozenset(said)
    return next(
        (frozenset(dimensions) for cue, dimensions in _IMPLIED if cues[cue].search(folded)),
        frozenset(),
    )


def _arithmetic(folded: str, cues: Cues) -> Arithmetic | None:
    return next((name for name in _ARITHMETIC if cues[name].search(folded)), None)


def _bound(folded: str, cues: Cues) -> Literal["upper", "lower"] | None:
    if cues["upper"].search(folded):
        return "upper"
    return "lower" if cues["lower"].search(folded) else None


def _most(folded: str, cues: Cues) -> Literal["most", "least"] | None:
    if cues["most"].search(folded):
        return "most"
    return "least" if cues["least"].search(folded) else None


def _options(text: str) -> tuple[str, ...]:
    """The things to choose from: “A, B, or C” after a colon or dash, else around “or”."""
    within = _BETWEEN_DASHES.search(text)
    if within:
        return tuple(p.strip() for p in re.split(r",?\s+or\s+|,\s*", within[1]) if p.strip())
    listed = re.split(r"[:—–]|(?<=\w)-(?=[A-Z])", text.rstrip("?？ "), maxsplit=1)
    part = listed[1] if len(listed) > 1 and re.search(r",|\bor\b|と|、", listed[1]) else text
    pieces = [p.strip(" ?？.。") for p in _OPTION_SPLIT.split(part.rstrip("?？ "))]
    return tuple(p for p in pieces if p)


def quantity_values(quantity: Quantity) -> tuple[float, ...]:
    """The value and bounds of a quantity that are stated."""
    parts = (quantity.value, quantity.lower, quantity.upper)
    return tuple(part for part in parts if part is not None)
