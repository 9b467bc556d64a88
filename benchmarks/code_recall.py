"""How many of a question's nearest texts are among the first by codes: real texts and questions.

    .venv/bin/python benchmarks/code_recall.py FILE...

Needs a built generation, whose vectors are given codes as a large run's are. FILES are labelled
questions (JSON Lines with "question"). Prints, for so many candidates by codes, the mean share of
the 10 and of the 60 nearest among them.
"""

import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.settings import read_settings
from index.dense import Codes, DenseIndex, make_codes
from index.e5 import E5Encoder
from index.generations import Home

DEPTHS = (320, 640, 1_280, 1_600, 1_920, 2_560)


def main() -> None:
    """Print the recall at each depth."""
    settings = read_settings()
    home, encoder = Home(settings.home), E5Encoder(settings.root)
    dense = DenseIndex.open(home.folder(home.current() or ""))
    vectors = np.unique(dense.vectors(np.arange(dense.size)), axis=0)
    lines = [line for name in sys.argv[1:] for line in Path(name).read_text("utf-8").splitlines()]
    asked = list(dict.fromkeys(str(json.loads(line)["question"]) for line in lines))
    questions = np.concatenate([encoder.encode_queries([one]) for one in asked])
    flat = DenseIndex.build(vectors)
    codes = make_codes(flat, vectors, 0, len(vectors))
    sys.stdout.write(f"{len(asked)} questions, {len(vectors)} texts\n")
    if codes is None:
        sys.stdout.write("no codes find enough of them\n")
        return
    exact = flat.nearest(questions, 60, within=(0, len(vectors)))
    for depth in DEPTHS:
        of_ten, of_sixty = (share(codes, questions, exact[:, :n], depth) for n in (10, 60))
        sys.stdout.write(f"{depth}: {of_ten:.4f} of 10, {of_sixty:.4f} of 60\n")


def share(codes: Codes, questions: np.ndarray, exact: np.ndarray, depth: int) -> float:
    """Return the mean share of the exact neighbours among the first `depth` by codes."""
    proposed = codes.search(questions, depth)
    found = [np.isin(row, near).mean() for row, near in zip(exact, proposed, strict=True)]
    return float(np.mean(found))


if __name__ == "__main__":
    main()
