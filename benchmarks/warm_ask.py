"""Times warm answers and checks, encoding included, and the memory of the serving process.

Run: .venv/bin/python benchmarks/warm_ask.py   (needs a built generation: kilowit build)
Questions, and messages of 2,000 characters that make claims, are generated from the vocabulary,
half of them Japanese, and asked once each. `chrt -r 1` before it gives it precedence on a busy
machine.
"""

import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence

from bot.reply import Reply
from bot.settings import read_settings
from bot.wiring import open_warm_engine
from knowledge.records import Language

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
N_MESSAGES = 40
MESSAGE_CHARS = 2000
CLAIMS = {
    "en": "{a} uses {n} TWh of electricity a year. {a} uses more electricity than {b}. ",
    "ja": "{a}は年間{n}TWhの電力を使う。{a}は{b}より電力を使う。",
}


def main() -> None:
    """Print median and 95th percentile of wall and processor time in ms, and memory in MB."""
    started = time.perf_counter()
    engine = open_warm_engine(read_settings())
    opened_s = time.perf_counter() - started
    dice = random.Random(1)  # repeatable, not secret
    subjects = engine.vocabulary.subjects()

    def filled(form: str, language: Language) -> str:
        a, b = (dice.choice(subjects).names.in_(language) for _ in "ab")
        return form.format(a=a, b=b, n=dice.randint(1, 900))

    questions = []
    for number in range(N_QUESTIONS):
        form = FORMS[number % len(FORMS)]
        questions.append(filled(form, "ja" if "の" in form or "と" in form else "en"))
    messages: list[str] = []
    for number in range(N_MESSAGES):
        language: Language = "ja" if number % 2 else "en"
        claims = (filled(CLAIMS[language], language) for _ in range(MESSAGE_CHARS))
        messages.append("".join(claims)[:MESSAGE_CHARS])
    asked, checked = _timed(engine.ask, questions), _timed(engine.check, messages)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"opened in {opened_s:.2f} s; {N_QUESTIONS} questions: {asked}; "
        f"{N_MESSAGES} messages of {MESSAGE_CHARS:,} characters checked: {checked}; "
        f"peak memory {peak_mb:.0f} MB; violations {engine.verification.violations}\n"
    )


def _timed(act: Callable[[str], Reply], texts: Sequence[str]) -> str:
    wall_ms, processor_ms = [], []
    for text in texts:
        began, worked = time.perf_counter(), time.process_time()
        act(text)
        wall_ms.append((time.perf_counter() - began) * 1000)
        processor_ms.append((time.process_time() - worked) * 1000)
    return f"wall {_spread(wall_ms)}; processor, all threads, {_spread(processor_ms)}"


def _spread(times_ms: list[float]) -> str:
    ordered = sorted(times_ms)
    p95 = ordered[int(0.95 * len(ordered))]
    return f"median {statistics.median(ordered):.1f} ms, p95 {p95:.1f} ms"


if __name__ == "__main__":
    main()
