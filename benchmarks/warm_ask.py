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
from bot.wiring import open_warm_engine

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
    """Print median and 95th percentile of wall and processor time in ms, and memory in MB."""
    started = time.perf_counter()
    engine = open_warm_engine(read_settings())
    opened_s = time.perf_counter() - started
    dice = random.Random(1)  # repeatable, not secret
    subjects = engine.vocabulary.subjects()
    wall_ms, processor_ms = [], []
    for number in range(N_QUESTIONS):
        form = FORMS[number % len(FORMS)]
        language = "ja" if "の" in form or "と" in form else "en"
        a, b = (dice.choice(subjects).names.in_(language) for _ in "ab")
        began, worked = time.perf_counter(), time.process_time()
        engine.ask(form.format(a=a, b=b))
        wall_ms.append((time.perf_counter() - began) * 1000)
        processor_ms.append((time.process_time() - worked) * 1000)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"opened in {opened_s:.2f} s; {N_QUESTIONS} questions: "
        f"wall {_spread(wall_ms)}; processor, all threads, {_spread(processor_ms)}; "
        f"peak memory {peak_mb:.0f} MB; violations {engine.verification.violations}\n"
    )


def _spread(times_ms: list[float]) -> str:
    ordered = sorted(times_ms)
    p95 = ordered[int(0.95 * len(ordered))]
    return f"median {statistics.median(ordered):.1f} ms, p95 {p95:.1f} ms"


if __name__ == "__main__":
    main()
