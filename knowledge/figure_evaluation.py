"""How well figures are read from text: measured on JSON Lines of labelled texts.

A text is a sentence or a whole document. Each line is {"text", "published"?, "title"?,
"publisher"?, "figures": [{"subject", "measure", "amount", "period", "region"?, "status"?}]}, each
field a list of what counts as right: ids of the vocabulary or `named:` with a name as written,
amounts as {"value", "lower", "upper", "unit"}, periods in canonical form or null. Regions and
statuses are told apart where labelled, and do not make a figure wrong.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from knowledge.errors import ReadingError, UnitError
from knowledge.evaluation import Score, score
from knowledge.extraction import FoundFigures, find_figures
from knowledge.languages import language_of
from knowledge.names import name_key
from knowledge.records import Document, Figure, Language, Source, content_hash
from knowledge.units import convert, split_unit
from knowledge.words import Vocabulary

_PARTS = ("subject", "measure", "amount", "period")
_EXTRAS = ("region", "status")


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
    `parts` gives, of the labelled figures whose amount was found, the share with each part right
    (region and status: of those that label it). `standings` gives for each standing how many of
    its figures are right and how many there are; `confidences` each figure's confidence with
    whether it is right, the least sure first.
    """

    file: str
    n_texts: int
    n_gold: int
    n_found: int
    figures: Score
    amounts: Score
    parts: Mapping[str, float]
    standings: Mapping[str, tuple[int, int]]
    confidences: tuple[tuple[float, bool], ...]
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
    text: str,
    *,
    vocabulary: Vocabulary,
    published: str | None = None,
    title: str = "",
    publisher: str = "",
) -> FoundFigures:
    """Find the figures of a text that belongs to no stored source."""
    language = language_of(text)
    source = Source(
        source_id="text", title=title, publisher=publisher, url="", kind="text", tier="secondary",
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
        publisher=row.get("publisher", ""),
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


def _extras(label: Mapping[str, Any], figure: Figure) -> dict[str, bool]:
    """Return whether region and status are right, where labelled."""
    values = {"region": figure.region, "status": figure.status}
    return {name: values[name] in label[name] for name in _EXTRAS if name in label}


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
    paired = [(case, _pair(case)) for case in cases]
    good = [(case, [p for p in pairs if all(p[2].values())]) for case, pairs in paired]
    pairs = [p for _, some in paired for p in some]
    judged = [(f, is_right) for case, some in good for f, is_right in _judged(case, some)]
    n_gold = sum(len(case.gold) for case in cases)
    n_right = sum(is_right for _, is_right in judged)
    return FigureReport(
        file=file,
        n_texts=len(cases),
        n_gold=n_gold,
        n_found=len(judged),
        figures=score(n_right, n_gold, len(judged)),
        amounts=score(len(pairs), n_gold, len(judged)),
        parts=_shares([p[2] for p in pairs]) | _shares([_extras(p[0], p[1]) for p in pairs]),
        standings={
            name: (sum(r for f, r in judged if f.standing == name), n)
            for name in ("ok", "caution", "superseded")
            if (n := sum(f.standing == name for f, _ in judged))
        },
        confidences=tuple(sorted((f.confidence or 0.0, r) for f, r in judged)),
        by_language={name: _score_of(name, good) for name in get_args(Language)},
        misses=tuple(
            _miss(case, some)
            for case, some in good
            if not len(some) == len(case.gold) == len(case.found)
        ),
    )


def _shares(rows: Sequence[Mapping[str, bool]]) -> dict[str, float]:
    """Return, for each name, the share of the rows that hold it in which it is true."""
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row[name] for row in rows if name in row] for name in names}
    return {name: sum(column) / len(column) for name, column in columns.items()}


def _judged(case: _Case, good: "Sequence[_Pair]") -> list[tuple[Figure, bool]]:
    """Return each figure found with whether it is right."""
    right = {id(figure) for _, figure, _ in good}
    return [(figure, id(figure) in right) for figure in case.found]


def _score_of(language: Language, good: "Sequence[tuple[_Case, Sequence[_Pair]]]") -> Score:
    mine = [(case, some) for case, some in good if case.language == language]
    return score(
        sum(len(some) for _, some in mine),
        sum(len(case.gold) for case, _ in mine),
        sum(len(case.found) for case, _ in mine),
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
