"""A long run of the shipped bot: many servers and users, and all that goes wrong meanwhile.

Run: make soak, or PYTHONPATH=.:tests python -m standin.soak --seconds 600. The data folder
(KILOWIT_HOME) is copied first.
"""

import argparse
import asyncio
import os
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from standin import world
from standin.interactions import AUTOCOMPLETE, COMMAND, Interaction
from standin.process import BotProcess, running_bot
from standin.server import StandIn, command_data, running_stand_in

from bot.settings import read_settings
from index.generations import Home

SERVERS, USERS, A_SECOND = 50, 500, 20
DROP_EVERY_S, LIMIT_EVERY_S, PUBLISH_EVERY_S = 20.0, 7.0, 60.0
PATIENCE_S = 45.0
ACKNOWLEDGED_S = 1.0  # the longest time that 99 of 100 may take
MENTION = f"<@{world.APPLICATION_ID}>"
QUESTIONS = (
    "How much electricity do data centres use?",
    "データセンターの電力消費量は?",
    "How much electricity does Bitcoin use?",
    "Electricity use of data centres from 2021 to 2024",
    "How much electricity does the moon cheese industry use?",
    "フランスの炭素強度は?",
)
COMMANDS = (
    *(("ask", {"question": question}) for question in QUESTIONS),
    ("figure", {"subject": "data-centres"}),
    ("figure", {"subject": "zorgonville"}),
    ("trend", {"subject": "data-centres"}),
    ("compare", {"a": "bitcoin-network", "b": "data-centres"}),
    ("rank", {"measure": "carbon_intensity"}),
    ("equivalent", {"amount": "200 MW"}),
    ("check", {"text": "Data centres used 415 TWh in 2024."}),
    ("help", {}),
)


@dataclass
class Report:
    """What was asked and what became of it."""

    asked: int = 0
    lost: int = 0
    late: int = 0
    doubled: int = 0
    failed: int = 0
    refused: int = 0
    violations: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    resumes: int = 0
    published: int = 0
    rate_limits: int = 0
    acknowledged_s: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    stalls_ms: list[int] = field(default_factory=list)
    loop_work_ms: list[int] = field(default_factory=list)

    @property
    def p99_s(self) -> float:
        """The time within which 99 of 100 interactions were acknowledged."""
        times = sorted(self.acknowledged_s)
        return times[min(len(times) - 1, len(times) * 99 // 100)]

    @property
    def growth(self) -> float:
        """The memory of the last quarter over that of the second one."""
        quarter = max(1, len(self.memory_mb) // 4)
        late = statistics.median(self.memory_mb[-quarter:])
        return late / statistics.median(self.memory_mb[quarter : 2 * quarter])

    def rows(self) -> list[tuple[str, str]]:
        """Return the table."""
        p50 = statistics.median(self.acknowledged_s)
        return [
            ("asked", f"{self.asked:,}"),
            ("lost", str(self.lost)),
            ("acknowledged too late", str(self.late)),
            ("doubled", str(self.doubled)),
            ("failed", str(self.failed)),
            ("told to come back (queue, pace)", f"{self.refused:,}"),
            ("requests against Discord's rules", str(len(self.violations))),
            ("reconnects", str(self.resumes)),
            ("429s", str(self.rate_limits)),
            ("generations published", str(self.published)),
            ("acknowledged, median", f"{p50 * 1000:.0f} ms"),
            ("acknowledged, p99", f"{self.p99_s * 1000:.0f} ms"),
            ("loop stood over 50 ms", str(len(self.stalls_ms))),
            ("loop stood at most", f"{max(self.stalls_ms, default=50)} ms"),
            ("its own longest work (processor)", f"{max(self.loop_work_ms, default=20)} ms"),
            ("load of the machine", f"{os.getloadavg()[0]:.1f}"),
            ("memory at the end", f"{self.memory_mb[-1]:.0f} MB"),
            ("memory, last quarter / second", f"{self.growth:.3f}"),
        ]


class Soak:
    """One run against one stand-in."""

    def __init__(
        self, stand_in: StandIn, bot: BotProcess, home: Path, *, a_second: int, seed: int = 6
    ) -> None:
        self._a_second = a_second
        self._stand_in, self._bot, self._home = stand_in, bot, Home(home)
        self._random = random.Random(seed)
        self._users = [world.make_user(f"user{n}") for n in range(USERS)]
        self._guilds = [world.GUILD_ID, *(world.next_id() for _ in range(SERVERS - 1))]
        self._asked: list[Interaction] = []
        self._messages: list[dict[str, object]] = []
        self.report = Report()

    async def run(self, seconds: float) -> Report:
        """Ask for so long, wait for what is open, and count."""
        for guild_id in self._guilds[1:]:
            await self._stand_in.gateway.dispatch("GUILD_CREATE", world.make_guild(guild_id))
        doings = [
            asyncio.ensure_future(doing)
            for doing in (
                self._every(min(DROP_EVERY_S, seconds / 4), self._stand_in.gateway.drop),
                self._every(min(LIMIT_EVERY_S, seconds / 5), self._limit),
                self._every(min(PUBLISH_EVERY_S, seconds / 3), self._publish),
                self._every(1.0, self._weigh),
            )
        ]
        begun = time.monotonic()
        while (now := time.monotonic()) - begun < seconds:
            await self._ask()
            await asyncio.sleep(max(0.0, now + 1 / self._a_second - time.monotonic()))
        for doing in doings:
            doing.cancel()
        for doing in doings:
            if doing.done() and not doing.cancelled():
                doing.result()
        await self._settle()
        return self._counted()

    async def _every(self, seconds: float, do) -> None:
        while True:
            await asyncio.sleep(seconds)
            await do()

    async def _ask(self) -> None:
        user, guild_id = self._random.choice(self._users), self._random.choice(self._guilds)
        locale = self._random.choice(("en-US", "ja"))
        kind = self._random.random()
        if kind < 0.05:
            text = f"{MENTION} {self._random.choice(QUESTIONS)}"
            self._messages.append(await self._stand_in.say(text, user))
            return
        if kind < 0.25:
            data = command_data("figure", {"subject": self._random.choice(("dat", "日", "fra"))})
            data["options"][0]["focused"] = True
            given = Interaction(AUTOCOMPLETE, data, user, locale, guild_id=guild_id)
        else:
            data = command_data(*self._random.choice(COMMANDS))
            given = Interaction(COMMAND, data, user, locale, guild_id=guild_id)
        self._asked.append(await self._stand_in.interact(given))

    async def _limit(self) -> None:
        path = self._random.choice((("PATCH", "@original"), ("POST", "/messages")))
        self._stand_in.fail_next(*path, 429)

    async def _publish(self) -> None:
        """Publish a copy of the current generation under another name."""
        name = f"soak{self.report.published}"
        source = self._home.folder(self._home.current())
        await asyncio.to_thread(shutil.copytree, source, self._home.generations / name)
        self._home.publish(name)
        self._home.prune(2)
        self.report.published += 1

    async def _weigh(self) -> None:
        self.report.memory_mb.append(self._bot.memory_mb)

    async def _settle(self) -> None:
        try:
            await self._stand_in.until(lambda: not self._open(), PATIENCE_S)
        except TimeoutError:
            still = self._open()
            self.report.lost = len(still)
            self.report.open = [str(getattr(one, "data", one))[:200] for one in still[:5]]

    def _open(self) -> list[object]:
        asked = [
            one
            for one in self._asked
            if not (one.answer_kind if _is_typing(one) else shown_text(one) or one.was_late)
        ]
        return asked + [m for m in self._messages if not self._stand_in.answer_now(m)]

    def _counted(self) -> Report:
        report, rest = self.report, self._stand_in.rest
        report.asked = len(self._asked) + len(self._messages)
        replied = [str((m.get("message_reference") or {}).get("message_id")) for m in rest.messages]
        report.doubled = (
            len(replied) - len(set(replied)) + sum(len(one.follow_ups) for one in self._asked)
        )
        texts = [shown_text(one) or "" for one in self._asked if not _is_typing(one)]
        report.failed = sum("(error " in text or "(エラー " in text for text in texts)
        report.failed += self._bot.stderr.count("unexpected error")
        report.refused = sum("<t:" in text or text in BUSY for text in texts)
        report.late = sum(violation.endswith(LATE) for violation in rest.violations)
        report.violations = [v for v in rest.violations if not v.endswith(LATE)]
        said = self._bot.stderr
        report.stalls_ms = [int(ms) for ms in re.findall(r"loop stood still for (\d+) ms", said)]
        report.loop_work_ms = [int(ms) for ms in re.findall(r"^loop: (\d+) ms", said, re.M)]
        report.resumes = self._stand_in.gateway.resumes
        report.rate_limits = sum(1 - fault.times for fault in rest.faults)
        report.acknowledged_s = [
            one.acknowledged - one.born for one in self._asked if one.acknowledged is not None
        ]
        return report


LATE = "acknowledged after three seconds"
BUSY = (
    "Many questions are waiting; please try again in a minute.",
    "質問が混み合っています。少し待ってからもう一度どうぞ。",
)


def _is_typing(one: Interaction) -> bool:
    return one.kind == AUTOCOMPLETE


def shown_text(one: Interaction) -> str | None:
    """Return what the answer says, None while there is none; a told position is no answer."""
    shown = one.shown
    if shown is None:
        return None
    if shown["embeds"]:
        return str(shown["embeds"][0].get("description"))
    text = str(shown["content"])
    return (
        None if text.startswith(("Many are asking.", "質問が混み合っています。あなたの")) else text
    )


async def soak(home: Path, seconds: float, *, a_second: int = A_SECOND) -> Report:
    """Run the bot on a data folder, which is changed, and soak it."""
    async with running_stand_in() as stand_in, running_bot(stand_in, home) as bot:
        await stand_in.until(lambda: stand_in.gateway.identifies, 60)
        stand_in.rest.is_described = False
        report = await Soak(stand_in, bot, home, a_second=a_second).run(seconds)
        assert bot.is_running, bot.stderr
        return report


def copied_home(source: Path, target: Path) -> Path:
    """Copy the current generation of a data folder."""
    name = Home(source).current()
    assert name is not None, "no generation; run: kilowit build"
    shutil.copytree(source / "generations" / name, target / "generations" / name)
    Home(target).publish(name)
    return target


def main() -> int:
    """Soak and print the table; 1 when something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder:
        home = copied_home(read_settings().home, Path(folder) / "home")
        report = asyncio.run(soak(home, seconds))
    for name, value in report.rows():
        print(f"{name:34}{value:>12}")
    wrong = [report.lost, report.late, report.doubled, report.failed, len(report.violations)]
    for example in (*report.violations[:5], *report.open):
        print(example)
    return int(any(wrong) or report.p99_s >= ACKNOWLEDGED_S or report.growth > 1.15)


if __name__ == "__main__":
    sys.exit(main())
