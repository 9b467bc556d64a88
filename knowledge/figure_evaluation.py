"""How well figures are read from text: measured on JSON Lines of labelled sentences.

Each line is {"text", "published"?, "title"?, "figures": [{"subject", "measure", "amount",
"period"}]}, each field a list of what counts as right: ids of the vocabulary or `named:` with a
name as written, amounts as {"value", "lower", "upper", "unit"}, periods in canonical form or null.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import ReadingError, UnitError
from knowledge.evaluation import Score, score
from knowledge.extraction import FoundFigures, find_figures
from knowledge.languages import language_of
from knowledge.names import name_key
from knowledge.records import Document, Figure, Language, Source, content_hash
from knowledge.units import convert, split_unit
from knowledge.words import Vocabulary

_PARTS = ("subject", "measure", "amount", "period")


@dataclass(frozen=True, slots=True)
class FigureMiss:
    """One text in which a figure was missed, wrong or invented, in words."""

    text: str
    missed: tuple[str, ...]
    invented: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureReport:
    """The result on one file.

    `figures` counts a figure as right where subject, measure, value, unit and period all are;
    `parts` gives, of the labelled figures whose amount was found, the share with each part right.
    """

    file: str
    n_texts: int
    n_gold: int
    n_found: int
    figures: Score
    amounts: Score
    parts: Mapping[str, float]
    by_language: Mapping[Language, Score]
    misses: tuple[FigureMiss, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    text: str
    language: Language
    gold: tuple[Mapping[str, Any], ...]
    found: tuple[Figure, ...]
    names: Mapping[str, frozenset[tuple[str, ...]]]


def evaluate_figures(path: Path | str, *, vocabulary: Vocabulary) -> FigureReport:
    """Find the figures of every labelled text and score them; rejected ones count as not found.

    Raises:
        ReadingError: the file cannot be read, or a line has not the shape above.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
        rows = [_checked(json.loads(line)) for line in lines if line.strip()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReadingError(
            source=str(path),
            problem=f"it is no file of labelled figures ({error.__class__.__name__}: {error})",
            remedy="give JSON Lines as docs/quality.md describes",
        ) from error
    cases = [_case(row, vocabulary) for row in rows]
    return _report(Path(path).name, cases)


def read_text(
    text: str, *, vocabulary: Vocabulary, published: str | None = None, title: str = ""
) -> FoundFigures:
    """Find the figures of a text that belongs to no stored source."""
    language = language_of(text)
    source = Source(
        source_id="text", title=title, publisher="", url="", kind="text", tier="secondary",
        language=language, licence="", published=published,
    )  # fmt: skip
    document = Document(
        content_hash("document", "text", text), "text", title, language, "text", text
    )
    return find_figures(document, source=source, vocabulary=vocabulary)


def _checked(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a row that has the labelled shape."""
    if not isinstance(row["text"], str):
        raise TypeError("text is no string")
    for label in row["figures"]:
        if not all(isinstance(label[part], list) and label[part] for part in _PARTS):
            raise ValueError(f"a label lacks one of {_PARTS}")
    return row


def _case(row: Mapping[str, Any], vocabulary: Vocabulary) -> _Case:
    found = read_text(
        row["text"],
        vocabulary=vocabulary,
        published=row.get("published"),
        title=row.get("title", ""),
    )
    kept = tuple(f for f in found.figures if f.standing != "rejected")
    named = {s.subject_id: s for s in found.subjects}
    names = {}
    for figure in kept:
        subject = named.get(figure.subject_id) or vocabulary.subject(figure.subject_id)
        texts = (subject.names.en, subject.names.ja, *subject.aliases_en, *subject.aliases_ja)
        names[figure.subject_id] = frozenset(name_key(text) for text in texts if text)
    gold = tuple(row["figures"])
    return _Case(row["text"], language_of(row["text"]), gold, kept, names)


def _parts(label: Mapping[str, Any], figure: Figure, case: _Case) -> dict[str, bool]:
    period = figure.period.text if figure.period else None
    return {
        "subject": any(_is_subject(want, figure, case) for want in label["subject"]),
        "measure": figure.measure_id in label["measure"],
        "amount": any(_is_amount(want, figure) for want in label["amount"]),
        "period": period in label["period"],
    }


def _is_subject(want: str, figure: Figure, case: _Case) -> bool:
    if not want.startswith("named:"):
        return want == figure.subject_id
    return name_key(want.removeprefix("named:")) in case.names[figure.subject_id]


def _is_amount(want: Mapping[str, Any], figure: Figure) -> bool:
    pairs = [(want[name], getattr(figure, name)) for name in ("value", "lower", "upper")]
    unit = want["unit"]
    factor = 1.0
    if unit is not None and unit != figure.unit:
        try:
            factor = convert(1.0, figure.unit, split_unit(unit)[0])
        except UnitError:
            return False
    return all(_close(one, other, factor) for one, other in pairs)


def _close(one: float | None, other: float | None, factor: float) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other * factor) <= 1e-6 * max(abs(one), 1e-9)


def _report(file: str, cases: Sequence[_Case]) -> FigureReport:
    right = amounts = 0
    parts = dict.fromkeys(_PARTS, 0)
    languages: dict[Language, list[int]] = {"en": [0, 0, 0], "ja": [0, 0, 0]}
    misses = []
    for case in cases:
        pairs = _pair(case)
        good = [p for p in pairs if all(p[2].values())]
        right += len(good)
        amounts += len(pairs)
        for part in _PARTS:
            parts[part] += sum(p[2][part] for p in pairs)
        counts = languages[case.language]
        for at, n in enumerate((len(good), len(case.gold), len(case.found))):
            counts[at] += n
        if len(good) != len(case.gold) or len(good) != len(case.found):
            misses.append(_miss(case, good))
    n_gold = sum(len(case.gold) for case in cases)
    n_found = sum(len(case.found) for case in cases)
    return FigureReport(
        file=file,
        n_texts=len(cases),
        n_gold=n_gold,
        n_found=n_found,
        figures=score(right, n_gold, n_found),
        amounts=score(amounts, n_gold, n_found),
        parts={part: parts[part] / amounts if amounts else 0.0 for part in _PARTS},
        by_language={name: score(*counts) for name, counts in languages.items()},
        misses=tuple(misses),
    )


_Pair = tuple[Mapping[str, Any], Figure, dict[str, bool]]


def _pair(case: _Case) -> list[_Pair]:
    """Pair labels with figures of the same amount, one to one, the most alike first."""
    all_pairs = [
        (label, figure, _parts(label, figure, case)) for label in case.gold for figure in case.found
    ]
    pairs: list[_Pair] = []
    used: list[int] = []
    for label, figure, parts in sorted(all_pairs, key=lambda p: -sum(p[2].values())):
        if parts["amount"] and id(label) not in used and id(figure) not in used:
            pairs.append((label, figure, parts))
            used += [id(label), id(figure)]
    return pairs


def _miss(case: _Case, good: Sequence[_Pair]) -> FigureMiss:
    done = [id(part) for pair in good for part in pair[:2]]
    return FigureMiss(
        case.text,
        tuple(
            json.dumps(label, ensure_ascii=False) for label in case.gold if id(label) not in done
        ),
        tuple(_words(figure) for figure in case.found if id(figure) not in done),
    )


def _words(figure: Figure) -> str:
    period = figure.period.text if figure.period else "-"
    value = figure.value if figure.value is not None else f"{figure.lower}..{figure.upper}"
    return (
        f"{figure.subject_id} | {figure.measure_id} | {value} {figure.unit} | {period}"
        f" | {figure.region} {figure.status} {figure.standing} {figure.confidence}"
    )
