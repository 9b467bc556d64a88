"""Scores the figures of documents as an administrator would give them.

    PYTHONPATH=. .venv/bin/python benchmarks/unseen_documents.py [FOLDER]

reads the twenty-one documents of tests/data/unseen (a news page, an opinion column that refutes,
a report with front matter, a Japanese release in Shift_JIS, tables long and wide, a data package,
workbooks, a PDF in two columns, ...) and tells of tests/data/unseen/figures.tsv how many figures
stand right (subject, measure, value, unit, period), or, marked `!`, do not stand. Of a FOLDER like
tests/data/whole, whose figures.tsv names every figure of its documents, it tells besides how many
of the figures that stand are labelled.
"""

import math
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from knowledge.errors import UnitError
from knowledge.file_knowledge import read_file_knowledge
from knowledge.raw_files import find_raw_files
from knowledge.records import Figure
from knowledge.units import to_base
from knowledge.words import load_vocabulary
from tests.data.unseen.made import make

FOLDER = Path(__file__).parents[1] / "tests" / "data" / "unseen"


def main() -> int:
    """Print each miss and the count; end with 0 if there is none."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else FOLDER
    n_all, misses = score(folder)
    for file, label in misses:
        sys.stdout.write(f"{file}: {' '.join(label)}\n")
    sys.stdout.write(f"{n_all - len(misses)} of {n_all}\n")
    if folder != FOLDER:
        n_right, n_stand = standing(folder)
        sys.stdout.write(f"{n_right} of {n_stand} that stand are right\n")
    return int(bool(misses))


def score(folder: Path = FOLDER) -> tuple[int, list[tuple[str, list[str]]]]:
    """Return how many labels there are, and those that are missed, with their documents."""
    gold = _labels(folder)
    misses = [
        (name, label)
        for name, figures in _read(folder)
        for label in gold.get(name[:2], ())
        if not _is_right(label, figures)
    ]
    return sum(map(len, gold.values())), misses


def standing(folder: Path) -> tuple[int, int]:
    """Return how many figures that stand are labelled, and how many stand."""
    gold = _labels(folder)
    told = [
        any(label[0] != "!" and _is_right(label, [figure]) for label in gold.get(name[:2], ()))
        for name, figures in _read(folder)
        for figure in figures
        if figure.standing != "rejected"
    ]
    return sum(told), len(told)


def _labels(folder: Path) -> dict[str, list[list[str]]]:
    gold: dict[str, list[list[str]]] = {}
    for line in (folder / "figures.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        number, *label = line.split("\t")
        gold.setdefault(number, []).append([*label, ""][:5])
    return gold


def _read(folder: Path) -> Iterator[tuple[str, Sequence[Figure]]]:
    vocabulary = load_vocabulary()
    with tempfile.TemporaryDirectory() as name:
        raw_folder = Path(name)
        shutil.copytree(folder / "documents", raw_folder / "documents")
        if folder == FOLDER:
            make(raw_folder / "documents")
        for raw in find_raw_files(raw_folder):
            yield raw.path.name, read_file_knowledge(raw, vocabulary=vocabulary).figures


def _is_right(label: Sequence[str], figures: Sequence[Figure]) -> bool:
    subject, measure, value, unit, period = label
    same = [f for f in figures if f.standing != "rejected" and _holds(f, value, unit)]
    if subject == "!":
        return not same
    return any(
        re.search(subject, f"{f.subject_id.replace('-', ' ')} {f.region}", re.IGNORECASE)
        and re.fullmatch(measure, f.measure_id)
        and (period == "*" or (f.period.text if f.period else "") in period.split("|"))
        for f in same
    )


def _holds(figure: Figure, value: str, unit: str) -> bool:
    ends = (figure.value,) if figure.value is not None else (figure.lower, figure.upper)
    try:
        wanted = [to_base(float(v), unit) for v in value.split("-")]
        found = [to_base(v, figure.unit) for v in ends if v is not None]
    except UnitError:
        return False
    return len(wanted) == len(found) and all(
        math.isclose(one, other, rel_tol=1e-6) for one, other in zip(wanted, found, strict=True)
    )


if __name__ == "__main__":
    sys.exit(main())
