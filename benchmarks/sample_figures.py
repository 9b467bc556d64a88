"""Draws figures at random from documents, to be judged by hand, and checks every span.

Run: .venv/bin/python benchmarks/sample_figures.py FOLDER [--n 200] [--seed 3] [--all]
Prints one figure to a line block, then counts and the speed. Every file that reading can read is
taken; figures that stand as rejected are left out of the draw and counted.
"""

import argparse
import random
import sys
import time
from pathlib import Path

from knowledge.extraction import find_figures
from knowledge.quantities import extract_quantities
from knowledge.reading import read_file
from knowledge.records import Figure, Source
from knowledge.tabling import find_table_figures
from knowledge.words import load_vocabulary


def main() -> None:
    """Print the sample and what is to be known of the whole."""
    arguments = _arguments()
    vocabulary = load_vocabulary()
    drawn: list[tuple[Figure, str]] = []
    n_chars = n_faults = n_rejected = 0
    started = time.process_time()
    spent = spent_on_quantities = 0.0
    for file in sorted(Path(arguments.folder).iterdir()):
        for document in read_file(file, source_id=file.stem).documents:
            source = Source(
                source_id=file.stem, title=document.title, publisher="", url="", kind="report",
                tier="secondary", language=document.language, licence="",
            )  # fmt: skip
            started = time.process_time()
            find = find_table_figures if document.kind == "table" else find_figures
            found = find(document, source=source, vocabulary=vocabulary)
            spent += time.process_time() - started
            n_chars += len(document.text)
            started = time.process_time()
            extract_quantities(document.text)
            spent_on_quantities += time.process_time() - started
            for figure in found.figures:
                start, end = figure.locator.start, figure.locator.end
                n_faults += start is not None and document.text[start:end] != figure.quote
                n_rejected += figure.standing == "rejected"
                if figure.standing != "rejected":
                    drawn.append((figure, file.stem))
    if not drawn:
        sys.exit(f"{arguments.folder} holds no figures; name a folder of text documents")
    rng = random.Random(arguments.seed)
    sample = drawn if arguments.all else rng.sample(drawn, min(arguments.n, len(drawn)))
    for number, (figure, stem) in enumerate(sample, start=1):
        _show(number, figure, stem)
    print(
        f"{len(drawn)} figures ({sum(f.standing == 'ok' for f, _ in drawn)} ok), {n_rejected} "
        f"rejected, {n_faults} spans that do not match, {n_chars / 1e6 / spent:.2f} MB/s a core "
        f"(quantities alone {n_chars / 1e6 / spent_on_quantities:.2f})"
    )


def _show(number: int, figure: Figure, stem: str) -> None:
    value = figure.value if figure.value is not None else f"{figure.lower}..{figure.upper}"
    period = figure.period.text if figure.period else "-"
    print(
        f"{number}. {figure.subject_id} | {figure.measure_id} | {value} {figure.unit} | {period} | "
        f"{figure.region} | {figure.status} {figure.standing} {figure.confidence} | {stem}\n"
        f"     {' '.join((figure.quote or _cell(figure)).split())}"
    )


def _cell(figure: Figure) -> str:
    place = figure.locator
    return f"{place.table}: row {place.row}, {place.column}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--all", action="store_true", help="show all figures, not a draw")
    return parser.parse_args()


if __name__ == "__main__":
    main()
