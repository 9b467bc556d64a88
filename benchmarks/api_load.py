"""Asks `/api/ask` distinct questions over 16 connections, by wrk, and tells the pace and the waits.

    apt-get install wrk
    .venv/bin/python -m benchmarks.api_load [--processes 2] [--seconds 10] [--mix plain|every]

Needs a built generation. The server is started anew and asked nothing twice: questions are made of
the names and years that have figures, every second one in Japanese. `plain` asks for figures,
comparisons, trends, rankings and conversions; `every` adds one in ten each of why-questions, of
claims to judge and of things that nothing is known of, which search by meaning.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

from bot.reply import Engine
from bot.settings import read_settings
from bot.wiring import open_engine
from knowledge.records import Language

SCRIPT = Path(__file__).with_suffix(".lua")
CONNECTIONS, SEED, MOST = 16, 7, 40_000
PLAIN: dict[Language, tuple[str, ...]] = {
    "en": (
        "what was the {m} of {a} in {y}?",
        "{m} of {a} compared with {b} in {y}",
        "how has the {m} of {a} changed since {y}?",
        "which {n} countries had the highest {m} in {y}?",
        "what does {n} GWh mean in homes?",
    ),
    "ja": (
        "{y}年の{a}の{m}は?",
        "{y}年の{a}と{b}の{m}を比較して",
        "{a}の{m}は{y}年からどう推移した?",
        "{y}年に{m}が多い国トップ{n}は?",
        "{n}GWhは何世帯分?",
    ),
}
SEARCHING: dict[Language, tuple[str, ...]] = {
    "en": (
        "why does {a} need so much electricity in {y}?",
        "is it true that {a} used {n} TWh of electricity in {y}?",
        "what is the {m} of Atlantis in {y}, about {n}?",
    ),
    "ja": (
        "{y}年に{a}の電力需要が多いのはなぜ?",
        "{a}が{y}年に{n}TWhの電力を使ったのは本当?",
        "{y}年のアトランティスの{m}は{n}くらい?",
    ),
}
PLAIN_OF_TEN = 7


def questions(engine: Engine, *, every: bool) -> Iterator[str]:
    """Yield different questions without end, the same ones each time."""
    dice = random.Random(SEED)  # repeatable, not secret
    held = [
        s
        for s in engine.knowledge.all_series()
        if s.subject_id.startswith("country:") and s.periods
    ]
    names, asked = engine.vocabulary, set[str]()
    number = 0
    while True:
        language: Language = "ja" if number % 2 else "en"
        searches = every and number // 2 % 10 >= PLAIN_OF_TEN
        form = dice.choice((SEARCHING if searches else PLAIN)[language])
        one, other = dice.choice(held), dice.choice(held)
        question = form.format(
            a=names.subject(one.subject_id).names.in_(language),
            b=names.subject(other.subject_id).names.in_(language),
            m=names.measure(one.measure_id).names.in_(language),
            y=dice.choice(one.periods),
            n=dice.randint(2, 9999 if "GWh" in form or "TWh" in form else 25),
        )
        if question not in asked:
            asked.add(question)
            number += 1
            yield question


def write_questions(path: Path, *, every: bool) -> None:
    """Write MOST questions, percent-encoded, a line each."""
    engine = open_engine(read_settings())
    made = questions(engine, every=every)
    lines = [urllib.parse.quote(next(made)) for _ in range(MOST)]
    path.write_text("\n".join(lines), "ascii")


def start_server(processes: int) -> tuple["subprocess.Popen[str]", str]:
    """Start the page on a free port; return it and its address once it is ready."""
    server = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "web", "--port", "0", "--processes", str(processes)],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr is not None
    for line in server.stderr:
        if found := re.search(r"http://\S+", line):
            return server, found[0].rstrip("/")
    raise SystemExit("the server did not start")


def main() -> None:
    """Measure and print what wrk says, and how busy the machine was before."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--mix", choices=("plain", "every"), default="plain")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "questions.txt"
        write_questions(file, every=given.mix == "every")
        load = os.getloadavg()[0]
        server, address = start_server(given.processes)
        try:
            told = subprocess.run(
                [
                    "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{given.seconds}s", "--latency",
                    "--timeout", "30s", "-s", str(SCRIPT), address,
                ],
                env=os.environ | {"QUESTIONS": str(file)},
                check=True, capture_output=True, text=True,
            ).stdout  # fmt: skip
        finally:
            server.terminate()
            server.wait()
    print(f"load of the machine before: {load:.2f}; questions: {given.mix}")
    print(told)


if __name__ == "__main__":
    main()
