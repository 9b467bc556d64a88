"""Asks 10,000 generated questions, half of them nonsense or hostile, in both languages.

Run: .venv/bin/python benchmarks/soak_questions.py [COUNT [SEED]]   (needs a built generation)
Another seed asks other questions.
Exits with 1 when an answer breaks a promise: an exception, a dropped claim, a quote that is not at
its span, a number that its claim does not list, another answer to the same question.
"""

import sys

from bot.generated_questions import generated_questions
from bot.settings import read_settings
from bot.soak import soak
from bot.wiring import open_engine

COUNT = 10_000
SEED = 20261124


def main() -> int:
    """Print the counts and the faults."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    engine = open_engine(read_settings())
    report = soak(engine, generated_questions(engine.vocabulary, count=count, seed=seed))
    sys.stdout.write(
        f"{report.asked} questions asked and {report.checked} texts checked, "
        f"{report.answered} answered, {report.refused} refused as empty or too long, "
        f"{report.dropped_claims} claims dropped, {len(report.faults)} faults\n"
    )
    for fault in report.faults[:20]:
        sys.stdout.write(f"  {fault}\n")
    return 1 if report.faults or report.dropped_claims else 0


if __name__ == "__main__":
    sys.exit(main())
