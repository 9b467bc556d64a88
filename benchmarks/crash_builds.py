"""Kills builders at random moments while readers ask, and checks what is left.

    .venv/bin/python benchmarks/crash_builds.py [KILLS] [--seed N]

Builds a small content over and over (another value each time) with an encoder without a model. A
third of the builders are killed (SIGKILL) after a random time, a third before a random file
operation, a third before a random file operation of publishing. After each kill the old or the new
generation must serve, whole, and the next build must succeed. Two readers in processes of their own
open, ask and close all the time; an answer that fails, or mixes two builds, is a fault. Ends with 1
if there is a fault.
"""

import argparse
import contextlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.children import fork, succeeded
from index.build import build_generation
from index.generations import Home, check_files
from index.hashing import HashEncoder
from index.opening import OpenGeneration, open_generation
from knowledge.words import Vocabulary, load_vocabulary

KILLS = 200
N_READERS = 2
MOMENTS = ("time", "operation", "publishing")
_SOURCE = """[s]
title = "T"
publisher = "Publisher{value}"
url = "https://example.org/"
kind = "report"
tier = "primary"
language = "en"
licence = "CC BY 4.0"
"""
_HEADER = (
    "key,subject_id,measure_id,region,period,value,lower,upper,unit,qualifier,status,"
    "scope_en,scope_ja,standing,source_id,page,quote,caveat_en,caveat_ja\n"
)
_SUBJECTS = ("bitcoin-network", "data-centres")
_FILE_EVENTS = frozenset(
    ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "fcntl.flock", "sqlite3.connect")
)


@dataclass(frozen=True, slots=True)
class Plan:
    """When a builder dies: after seconds, before its n-th file operation, or never."""

    after_s: float | None = None
    operation: int | None = None
    publishing: int | None = None


class Operations:
    """Counts a builder's file operations, all and those of publishing; kills it at the planned."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.all = self.publishing = 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """Hear an audit event, before it happens."""
        if event not in _FILE_EVENTS:
            return
        self.all += 1
        begins = event == "os.rename" and ".building-" in str(arguments[0])
        if self.publishing or begins:
            self.publishing += 1
        if self.plan.operation == self.all or (
            self.publishing and self.plan.publishing == self.publishing
        ):
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Workshop:
    """The folders of one run. Only forked children build and open: each begins clean."""

    folder: Path
    vocabulary: Vocabulary

    @property
    def home(self) -> Home:
        """The data folder."""
        return Home(self.folder / "home")

    def write_content(self, value: int) -> None:
        """Write content whose every file can be told by its value."""
        content = self.folder / "content"
        for name in ("sources", "datasets"):
            (content / name).mkdir(parents=True, exist_ok=True)
        (content / "sources" / "s.toml").write_text(_SOURCE.format(value=value))
        rows = [
            f"k{at},{subject},electricity_consumption,world,2024,{value},,,TWh,,estimated,,,ok,s,,,,"
            for at, subject in enumerate(_SUBJECTS)
        ]
        (content / "datasets" / "d.csv").write_text(_HEADER + "\n".join(rows) + "\n")

    def build(self) -> None:
        """Build and publish the content as it is."""
        build_generation(
            self.home,
            [self.folder / "content"],
            vocabulary=self.vocabulary,
            vocabulary_folders=[],
            encoder=HashEncoder(),
        )

    def read_value(self, opened: OpenGeneration) -> int:
        """Return the value of the build that every part of an open generation is of.

        Raises:
            AssertionError: parts of two builds are mixed.
        """
        value = int(opened.knowledge.figure("k0").value or 0)
        hits = opened.retriever.retrieve(f"Bitcoin electricity Publisher{value}", k=10)
        stored = opened.retriever.dense.vectors([0, 1])
        texts = opened.retriever.entries.read([0, 1])
        again = HashEncoder().encode_passages([texts[at].text for at in (0, 1)])
        parts = (
            opened.knowledge.figure("k1").value == value,
            opened.knowledge.source("s").publisher == f"Publisher{value}",
            len(hits) >= 1 and all(f"Publisher{value})" in hit.text for hit in hits),
            "lexical" in hits[0].reasons,
            bool(np.allclose(stored, again, atol=2e-3)),
        )
        if not all(parts):
            raise AssertionError(f"parts of another build than {value}: {parts}")
        return value

    def check(self, allowed: tuple[int, ...]) -> None:
        """Check that the current generation is whole and of an allowed value."""
        opened = open_generation(self.home, HashEncoder())
        value = self.read_value(opened)
        problems = check_files(self.home.folder(opened.name))
        opened.close()
        if value not in allowed or problems:
            raise AssertionError(f"value {value} of {allowed}; {problems}")

    def read_until_stopped(self, number: int) -> None:
        """Open, ask several times and close, until the file `stop` is there; then say how many."""
        dice = random.Random(number)
        counts = {"answers": 0, "openings": 0}
        while not (self.folder / "stop").exists():
            opened = open_generation(self.home, HashEncoder())
            values = set()
            for _ in range(dice.randint(1, 4)):
                values.add(self.read_value(opened))
                counts["answers"] += 1
                time.sleep(dice.random() * 0.2)
            opened.close()
            counts["openings"] += 1
            if len(values) != 1:
                raise AssertionError(f"one reader saw the values {values}")
        (self.folder / f"reader-{number}.json").write_text(json.dumps(counts))


def crash(folder: Path, *, kills: int, seed: int) -> tuple[str, list[str]]:
    """Kill so many builders; return a line that says what was done, and the faults."""
    shop = Workshop(folder, load_vocabulary())
    errors = folder / "errors"
    faults: list[str] = []
    shop.write_content(1)
    assert succeeded(fork(shop.build, errors)), errors.read_text()
    seconds, n_operations, n_publishing = _measure(shop, errors)
    readers = [
        fork(lambda number=number: shop.read_until_stopped(number), errors)  # type: ignore[misc]  # bound at once
        for number in range(N_READERS)
    ]
    dice = random.Random(seed)
    killed: Counter[str] = Counter()
    outcome: Counter[str] = Counter()
    value = 2
    while killed.total() < kills:
        value += 1
        moment = MOMENTS[value % len(MOMENTS)]
        plan = {
            "time": Plan(after_s=dice.uniform(0, 1.2 * seconds)),
            "operation": Plan(operation=dice.randint(1, n_operations)),
            "publishing": Plan(publishing=dice.randint(1, n_publishing)),
        }[moment]
        shop.write_content(value)
        killed[moment] += _start_and_kill(shop, plan, errors)
        for allowed in ((value - 1, value), (value,)):
            if not succeeded(fork(lambda now=allowed: shop.check(now), errors)):  # type: ignore[misc]  # bound at once
                faults.append(f"after {plan}: not {allowed}")
            if len(allowed) == 2 and not succeeded(fork(shop.build, errors)):
                faults.append(f"after {plan}: the next build failed")
        outcome["builds"] += 1
    (folder / "stop").touch()
    faults += [f"reader {pid} failed" for pid in readers if not succeeded(pid)]
    with contextlib.suppress(FileNotFoundError):
        faults += errors.read_text().splitlines()
    counts = [json.loads(file.read_text()) for file in sorted(folder.glob("reader-*.json"))]
    said = ", ".join(f"{killed[moment]} by {moment}" for moment in MOMENTS)
    return (
        f"{killed.total()} builders killed ({said}) of {outcome['builds']} started; "
        f"{sum(c['answers'] for c in counts)} answers in {sum(c['openings'] for c in counts)} "
        f"openings by {N_READERS} readers; {len(faults)} faults",
        faults,
    )


def _measure(shop: Workshop, errors: Path) -> tuple[float, int, int]:
    """Return how long a build takes, and its file operations, all and those of publishing."""
    shop.write_content(2)
    counted = shop.folder / "counted.json"

    def build() -> None:
        operations = Operations(Plan())
        sys.addaudithook(operations)
        started = time.perf_counter()
        shop.build()
        seconds = time.perf_counter() - started
        counted.write_text(json.dumps([seconds, operations.all, operations.publishing]))

    assert succeeded(fork(build, errors)), errors.read_text()
    seconds, n_operations, n_publishing = json.loads(counted.read_text())
    return seconds, n_operations, n_publishing


def _start_and_kill(shop: Workshop, plan: Plan, errors: Path) -> int:
    """Start a builder that dies by plan; return 1 if it was killed, 0 if it was done before."""

    def build() -> None:
        sys.addaudithook(Operations(plan))
        shop.build()

    pid = fork(build, errors)
    if plan.after_s is not None:
        time.sleep(plan.after_s)
        os.kill(pid, signal.SIGKILL)
    return int(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL)


def main() -> int:
    """Print what was done and the faults."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=KILLS)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        line, faults = crash(Path(folder), kills=arguments.kills, seed=arguments.seed)
    sys.stdout.write("\n".join([line, *faults[:20]]) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
