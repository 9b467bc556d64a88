"""Times warm answers, the query's encoding included, and the memory of the serving process.

Run: .venv/bin/python benchmarks/warm_ask.py   (needs a built generation: kilowit build)
Questions are generated from the vocabulary, half Japanese, and asked once each.
"""

import random
import resource
import statistics
import sys
import time

from bot.settings import read_settings
from bot.wiring import open_engine

N_QUESTIONS = 400
FORMS = (
    "How much electricity does {a} use?",
    "{a} vs {b}",
    "Why does {a} use so much energy?",
    "How has the electricity demand of {a} changed since 2010?",
    "{a}の電力消費量は?",
    "{a}と{b}を比較して",
    "{a}の電力はなぜ多い?",
    "is it true that {a} uses more than {b}?",
)


def main() -> None:
    """Print median and 95th percentile in ms, and the peak resident memory in MB."""
    started = time.perf_counter()
    engine = open_engine(read_settings())
    opened_s = time.perf_counter() - started
    dice = random.Random(1)  # repeatable, not secret
    subjects = engine.vocabulary.subjects()
    engine.ask("warm up")
    times_ms = []
    for number in range(N_QUESTIONS):
        form = FORMS[number % len(FORMS)]
        language = "ja" if "の" in form or "と" in form else "en"
        a, b = (dice.choice(subjects).names.in_(language) for _ in "ab")
        began = time.perf_counter()
        engine.ask(form.format(a=a, b=b))
        times_ms.append((time.perf_counter() - began) * 1000)
    times_ms.sort()
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"opened in {opened_s:.2f} s; {N_QUESTIONS} questions: "
        f"median {statistics.median(times_ms):.1f} ms, "
        f"p95 {times_ms[int(0.95 * len(times_ms))]:.1f} ms; peak memory {peak_mb:.0f} MB; "
        f"violations {engine.verification.violations}\n"
    )


if __name__ == "__main__":
    main()
