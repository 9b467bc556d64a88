"""Changes sources at random from several processes while others ask; kills both at random.

    .venv/bin/python benchmarks/chaos_sources.py [SECONDS] [--seed N]

Administrators add, propose, publish, remove, refresh and roll back; askers ask through the worker
that the shells use. Each second or so one of them is killed (SIGKILL) and another takes its place.
After each kill the current generation must be whole. In the end:

* no question failed, and no two answers of one generation to one question differ;
* every acknowledged change is in the audit, once, and holds unless a later one or a rollback
  undid it;
* the sources that answer are those of the folder.

The encoder has no model. Ends with 1 if there is a fault.
"""

import argparse
import asyncio
import contextlib
import hashlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.children import fork, succeeded
from bot.curating import Curator, watch
from bot.errors import InputError
from bot.settings import Settings
from bot.sources import Candidate, Edit, gather
from bot.state import State
from bot.wiring import home_of, make_worker, open_engine
from index.errors import GenerationError
from index.generations import check_files
from index.hashing import HashEncoder
from knowledge.errors import NotKnownError, SourceBusyError
from knowledge.extraction import find_figures
from knowledge.fetching import Fetched, Unchanged
from knowledge.records import Document, Source
from knowledge.words import load_vocabulary

CONTENT = Path(__file__).parents[1] / "tests" / "data" / "content"
N_ADMINS, N_ASKERS = 2, 4
TODAY = date(2026, 11, 24)
PLACES = ("Tokelau", "Niue", "Sark")
QUESTIONS = tuple(f"How much electricity did {place} use in 2023?" for place in PLACES)
REFUSALS = (InputError, NotKnownError, SourceBusyError)
LAST_ROLLBACK = 0.6  # of the run; later changes can then be checked


@dataclass
class Web:
    """Gives each address another text at every fetch."""

    dice: random.Random
    last: bytes = b""

    def fetch(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | Unchanged:
        """Fetch what nobody fetched before."""
        self.last = text_of(self.dice)
        return Fetched(url, f"{url.rpartition('/')[2]}.md", self.last, "text/markdown")


def text_of(dice: random.Random) -> bytes:
    """Return a source's text with a value of its own."""
    value = dice.randint(10, 10**9) / 100
    place = dice.choice(PLACES)
    return f"# {place}\n\n{place} used {value} GWh of electricity in 2023.\n".encode()


@dataclass
class Administrator:
    """One process that changes sources, and writes down what it began and what was done."""

    folder: Path
    number: int
    ends: float
    rollback_ends: float
    dice: random.Random
    curator: Curator
    own: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    n: int = 0

    def work(self) -> None:
        """Change something again and again, until time is up."""
        acts = (self.add, self.add, self.add_fetched, self.publish, self.remove, self.refresh)
        while time.monotonic() < self.ends:
            self.n += 1
            act = self.dice.choice(acts)
            if time.monotonic() < self.rollback_ends and self.dice.random() < 0.12:
                act = self.roll_back
            with contextlib.suppress(*REFUSALS):
                act()
            time.sleep(self.dice.random() * 0.1)

    @contextlib.contextmanager
    def written(self, action: str, source_id: str) -> Iterator[dict[str, Any]]:
        """Write down that an action begins, and that it was done."""
        token = f"a{self.number}.{self.n}"
        self.curator = Curator(self.curator.settings, self.curator.encoder, token)
        entry = {"token": token, "action": action, "id": source_id, "at": time.monotonic()}
        self.write(entry | {"state": "begun"})
        yield entry
        self.write(entry | {"state": "done", "until": time.monotonic()})

    def write(self, entry: dict[str, Any]) -> None:
        """Append a line that a kill cannot tear away."""
        with (self.folder / f"admin-{self.number}.jsonl").open("a") as file:
            file.write(json.dumps(entry) + "\n")

    def candidate(self) -> Candidate:
        """Return a file that nobody has added."""
        name = f"s{self.number}-{self.n}"
        return Candidate(name, text_of(self.dice), {"name": f"{name}.md"})

    def add(self) -> None:
        """Add a source."""
        candidate = self.candidate()
        with self.written("add", candidate.source_id) as entry:
            entry["digest"] = candidate.digest()
            self.curator.add([candidate])
            self.own.append(candidate.source_id)

    def add_fetched(self) -> None:
        """Add a source that can be refreshed."""
        name = f"s{self.number}-{self.n}"
        web = Web(self.dice)
        (found,) = gather(
            [f"https://example.org/{name}"], said={}, fetcher=web, today=TODAY  # type: ignore[arg-type]  # as a Fetcher
        )  # fmt: skip
        with self.written("add", found.source_id) as entry:
            entry["digest"] = found.digest()
            self.curator.add([found])
            self.own.append(found.source_id)
            self.fetched.append(found.source_id)

    def publish(self) -> None:
        """Propose a source, and publish it."""
        candidate = self.candidate()
        proposal = self.curator.propose(Edit((candidate,)))
        with self.written("publish", candidate.source_id) as entry:
            entry["digest"] = candidate.digest()
            self.curator.publish(proposal.proposal_id)
            self.own.append(candidate.source_id)

    def remove(self) -> None:
        """Remove one of its own."""
        if not self.own:
            return
        source_id = self.own.pop(self.dice.randrange(len(self.own)))
        self.fetched = [name for name in self.fetched if name != source_id]
        with self.written("remove", source_id) as entry:
            entry["digest"] = None
            self.curator.remove(source_id)

    def refresh(self) -> None:
        """Fetch one of its own again."""
        if not self.fetched:
            return
        source_id = self.dice.choice(self.fetched)
        web = Web(self.dice)
        with self.written("refresh", source_id) as entry:
            self.curator.refresh(source_id, fetcher=web, now=datetime.now(UTC))
            entry["digest"] = hashlib.sha256(web.last).hexdigest()

    def roll_back(self) -> None:
        """Go back to the generation before."""
        with self.written("rollback", ""):
            try:
                self.curator.roll_back()
            except GenerationError as error:
                if "no earlier" not in str(error):
                    raise
                raise InputError(str(error)) from None


async def ask_until(ends: float, settings: Settings, log: Path) -> None:
    """Ask through a worker that follows what is published; write down every answer."""
    worker = make_worker(settings, encoder=HashEncoder())
    await worker.start()
    following = asyncio.create_task(worker.follow())
    with log.open("a") as file:
        while time.monotonic() < ends:
            answers = await worker.run(
                lambda engine: [(engine.generation, q, engine.ask(q)) for q in QUESTIONS]
            )
            for generation, question, reply in answers:
                if reply.payload["generation"] != generation:
                    raise AssertionError("an answer of another generation than its engine's")
                file.write(json.dumps([generation, question, reply.shown.text]) + "\n")
            file.flush()
            if following.done():
                following.result()
            await asyncio.sleep(0.1)
    following.cancel()
    worker.close()


@dataclass
class Chaos:
    """One run: its folder, its processes, its faults."""

    folder: Path
    seconds: float
    seed: int
    faults: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    numbers: dict[int, int] = field(default_factory=dict)
    killed: dict[int, float] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """The data folder, with a small content."""
        return Settings(home=self.folder / "home", content=CONTENT)

    @property
    def errors(self) -> Path:
        """Where processes write what they did not expect."""
        return self.folder / "errors"

    def run(self) -> None:
        """Do it all."""
        dice = random.Random(self.seed)
        self.must(self.prepare, "the first build failed")
        warm_up()
        begun = time.monotonic()
        ends = begun + self.seconds
        running: dict[int, str] = {}
        for kind in ["admin"] * N_ADMINS + ["asker"] * N_ASKERS:
            running[self.start(kind, begun, ends)] = kind
        while time.monotonic() < ends - 1:
            time.sleep(dice.uniform(0.5, 2.5))
            victim = dice.choice(sorted(running))
            os.kill(victim, signal.SIGKILL)
            self.killed[self.numbers[victim]] = time.monotonic()
            if os.waitstatus_to_exitcode(os.waitpid(victim, 0)[1]) == -signal.SIGKILL:
                self.counts["kills"] += 1
            self.must(self.check_whole, "the current generation is not whole after a kill")
            running[self.start(kind := running.pop(victim), begun, ends)] = kind
        for pid, kind in running.items():
            if not succeeded(pid):
                self.faults.append(f"a process failed: {kind}")
        self.check_answers()
        self.must(self.check_changes, "an acknowledged change is lost")
        with contextlib.suppress(FileNotFoundError):
            self.faults += self.errors.read_text().splitlines()
        self.counts["certain"] = len(self.expected())

    def must(self, work: Callable[[], None], fault: str) -> None:
        """Run work in a child, which begins clean; a failure is a fault."""
        if not succeeded(fork(work, self.errors)):
            self.faults.append(fault)

    def prepare(self) -> None:
        """Build once, and watch a question."""
        watch(self.settings, QUESTIONS[:1])
        Curator(self.settings, HashEncoder(), "first").build()

    def start(self, kind: str, begun: float, ends: float) -> int:
        """Start a process that changes or asks."""
        number = len(self.numbers) + 1

        def work() -> None:
            if kind == "asker":
                log = self.folder / f"asker-{number}.jsonl"
                asyncio.run(ask_until(ends, self.settings, log))
                return
            Administrator(
                self.folder, number, ends, begun + LAST_ROLLBACK * (ends - begun),
                random.Random(self.seed * 1000 + number),
                Curator(self.settings, HashEncoder(), ""),
            ).work()  # fmt: skip

        pid = fork(work, self.errors)
        self.numbers[pid] = number
        return pid

    def check_whole(self) -> None:
        """Open what is current, and read all of it."""
        engine = open_engine(self.settings, encoder=HashEncoder())
        engine.ask(QUESTIONS[0])
        engine.close()

    def check_answers(self) -> None:
        """One generation has one answer to a question."""
        texts: dict[tuple[str, str], str] = {}
        for log in sorted(self.folder.glob("asker-*.jsonl")):
            for generation, question, text in read_lines(log):
                self.counts["answers"] += 1
                if texts.setdefault((generation, question), text) != text:
                    self.faults.append(f"two answers of {generation}: {question}")
        self.counts["generations"] = len({generation for generation, _ in texts})

    def events(self) -> list[dict[str, Any]]:
        """Return what was begun and done, as it was written down."""
        logs = sorted(self.folder.glob("admin-*.jsonl"))
        return [entry for log in logs for entry in read_lines(log)]

    def expected(self) -> dict[str, str | None]:
        """Return the digest, None when removed, of each source whose state is certain."""
        events = self.events()
        done = {e["token"]: e for e in events if e["state"] == "done"}
        begun = [done.get(e["token"], e) for e in events if e["state"] == "begun"]
        rollbacks = [e for e in begun if e["action"] == "rollback"]
        undone_until = [e.get("until") or self.killed_at(e["token"]) for e in rollbacks]
        certain: dict[str, str | None] = {}
        for entry in sorted(begun, key=lambda e: e["at"]):
            if entry["action"] == "rollback":
                continue
            certain.pop(entry["id"], None)
            if entry["state"] == "done" and max(undone_until, default=0.0) < entry["at"]:
                certain[entry["id"]] = entry["digest"]
        return certain

    def killed_at(self, token: str) -> float:
        """Return when the administrator of an action was killed; never, if it was refused."""
        number = int(token.removeprefix("a").partition(".")[0])
        return self.killed.get(number, 0.0)

    def check_changes(self) -> None:
        """Compare the folder, what answers, and the audit with what was acknowledged."""
        curator = Curator(self.settings, HashEncoder(), "last")
        curator.build()
        found = {raw.source_id: raw.digest() for raw in curator.keeper.folder.sources()}
        wrong = {k: v for k, v in self.expected().items() if found.get(k) != v}
        if wrong:
            raise AssertionError(f"lost: {wrong}")
        engine = open_engine(self.settings, encoder=HashEncoder())
        answering = {s.source_id for s in engine.knowledge.sources()}
        if not found.keys() <= answering or any(
            s.startswith("s") and "-" in s and s[1].isdigit() and s not in found for s in answering
        ):
            raise AssertionError(f"{sorted(found)} lie there, {sorted(answering)} answer")
        home = home_of(self.settings)
        if problems := check_files(home.folder(engine.generation)):
            raise AssertionError(f"{problems}")
        state = State.open(self.settings.state_file)
        entries = state.audit.entries(limit=10**6)
        state.close()
        audited = Counter(e.actor for e in entries if e.action not in ("answers", "propose"))
        acknowledged = [e["token"] for e in self.events() if e["state"] == "done"]
        missing = [token for token in acknowledged if audited[token] != 1]
        if missing:
            raise AssertionError(f"not once in the audit: {missing}")

    def line(self) -> str:
        """Say what was done."""
        done = Counter(e["action"] for e in self.events() if e["state"] == "done")
        acts = ", ".join(f"{done[name]} {name}" for name in sorted(done))
        return (
            f"{self.counts['kills']} kills in {self.seconds:g} s; acknowledged: {acts}; "
            f"{self.counts['answers']} answers from {self.counts['generations']} generations; "
            f"{self.counts['certain']} sources checked; {len(self.faults)} faults"
        )


def warm_up() -> None:
    """Compile here what every child would compile again."""
    text = text_of(random.Random(0)).decode()
    document = Document("d", "s", "T", "en", "text", text)
    source = Source("s", "T", "P", "https://example.org/", "report", "primary", "en", "MIT")
    find_figures(document, source=source, vocabulary=load_vocabulary())


def read_lines(log: Path) -> list[Any]:
    """Return the whole lines of a log; a kill may have torn the last."""
    lines = log.read_text().split("\n")[:-1]
    return [json.loads(line) for line in lines]


def main() -> int:
    """Print what was done and the faults."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", type=float, nargs="?", default=300.0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        chaos = Chaos(Path(folder), arguments.seconds, arguments.seed)
        chaos.run()
        sys.stdout.write("\n".join([chaos.line(), *chaos.faults[:20]]) + "\n")
    return 1 if chaos.faults else 0


if __name__ == "__main__":
    sys.exit(main())
