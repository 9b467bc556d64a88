"""Two processes of one bot on the same shards, killed at random while people ask.

Run: PYTHONPATH=.:tests python -m standin.kills --seconds 300. The current generation of the data
folder (KILOWIT_HOME) is published into a PostgreSQL server of its own first. One process is killed
(SIGKILL) now and then while both are connected, and started again, as a supervisor would.
"""

import argparse
import asyncio
import contextlib
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from standin import world
from standin.interactions import COMMAND, Interaction
from standin.process import BotProcess, running_bot
from standin.server import StandIn, command_data, running_stand_in
from standin.soak import COMMANDS, LATE, MENTION, QUESTIONS, copied_home, shown_text

from bot.settings import read_settings
from bot.storing import publisher_of
from bot.wiring import make_encoder
from index.generations import Home
from knowledge.postgres import connect
from scripts.trial_postgres import TrialServer

SERVERS, USERS, A_SECOND = 50, 500, 4
PATIENCE_S, START_S = 60.0, 120.0
PAUSE_S = (2.0, 12.0)  # between both being connected and the next kill
TWICE = "acknowledged twice"


class Pair:
    """Two processes that run the same shards; one that ends is started again."""

    def __init__(self, stand_in: StandIn, store: str, folder: Path) -> None:
        self._stand_in, self._store, self._folder = stand_in, store, folder
        self._bots: dict[int, BotProcess] = {}
        self._supervising = [asyncio.ensure_future(self._supervise(n)) for n in range(2)]
        self.kills = 0
        self.said = ""

    async def _supervise(self, number: int) -> None:
        while True:
            variables = {"KILOWIT_STORE": self._store, "KILOWIT_SHARDS": "0-0/1"}
            home = self._folder / f"process-{number}"
            async with running_bot(self._stand_in, home, **variables) as bot:
                self._bots[number] = bot
                try:
                    await bot.exit_code(seconds=float("inf"))
                finally:
                    self.said += bot.stderr

    async def connected(self) -> None:
        """Wait until both hear events."""
        await self._stand_in.until(lambda: self._stand_in.gateway.n_connected == 2, START_S)

    async def kill(self, number: int) -> None:
        """Kill one, and wait until it hears no more."""
        self._bots[number].kill()
        self.kills += 1
        await self._stand_in.until(lambda: self._stand_in.gateway.n_connected < 2, START_S)

    async def end(self) -> None:
        """Stop both."""
        for task in self._supervising:
            task.cancel()
        await asyncio.gather(*self._supervising, return_exceptions=True)


class Asking:
    """What people ask, and what became of it."""

    def __init__(self, stand_in: StandIn, seed: int) -> None:
        self._stand_in, self._random = stand_in, random.Random(seed)
        self._users = [world.make_user(f"user{n}") for n in range(USERS)]
        self._guilds = [world.GUILD_ID, *(world.next_id() for _ in range(SERVERS - 1))]
        self.commands: list[Interaction] = []
        self.messages: list[dict[str, object]] = []

    async def ask(self) -> None:
        """Mention the bot, or give a command."""
        user = self._random.choice(self._users)
        if self._random.random() < 0.5:
            text = f"{MENTION} {self._random.choice(QUESTIONS)}"
            self.messages.append(await self._stand_in.say(text, user))
            return
        data = command_data(*self._random.choice(COMMANDS))
        given = Interaction(COMMAND, data, user, guild_id=self._random.choice(self._guilds))
        self.commands.append(await self._stand_in.interact(given))

    def unanswered(self) -> list[object]:
        """Return what nobody has answered."""
        replied = self._replies()
        open_commands = [one for one in self.commands if not shown_text(one)]
        return [*open_commands, *(m for m in self.messages if m["id"] not in replied)]

    def doubled(self) -> int:
        """Count the answers beyond one each."""
        beyond = sum(count - 1 for count in self._replies().values())
        return beyond + sum(len(one.follow_ups) for one in self.commands)

    def _replies(self) -> Counter[str]:
        sent = (message.get("message_reference") or {} for message in self._stand_in.rest.messages)
        return Counter(str(reference.get("message_id")) for reference in sent)


async def kill_at_random(store: str, folder: Path, seconds: float, seed: int = 9) -> dict[str, int]:
    """Ask and kill for so long, wait for what is open, and count."""
    async with running_stand_in() as stand_in:
        stand_in.rest.is_described = False
        pair, asking = Pair(stand_in, store, folder), Asking(stand_in, seed)
        try:
            await pair.connected()
            killing = asyncio.ensure_future(_kill(pair, random.Random(seed)))
            begun = time.monotonic()
            while (now := time.monotonic()) - begun < seconds:
                await asking.ask()
                await asyncio.sleep(max(0.0, now + 1 / A_SECOND - time.monotonic()))
            killing.cancel()
            if killing.done() and not killing.cancelled():
                killing.result()
            with contextlib.suppress(TimeoutError):
                await stand_in.until(lambda: not asking.unanswered(), PATIENCE_S)
        finally:
            await pair.end()
        violations = stand_in.rest.violations
        late = sum(one.endswith(LATE) for one in violations)
        again = sum(one.endswith(TWICE) for one in violations)
        return {
            "messages": len(asking.messages),
            "commands": len(asking.commands),
            "killed": pair.kills,
            "lost": len(asking.unanswered()),
            "answered twice": asking.doubled(),
            "too late": late,
            "broken rules": len(violations) - late - again,
            "taken over": taken_over(store),
            "second replies that the nonce refused": stand_in.rest.refused_doubles,
            "second acknowledgements refused": again,
            "failed": pair.said.count("unexpected error"),
        }


async def _kill(pair: Pair, chance: random.Random) -> None:
    while True:
        await pair.connected()
        await asyncio.sleep(chance.uniform(*PAUSE_S))
        await pair.kill(chance.randrange(2))


def taken_over(store: str) -> int:
    """Count the events that a second process took up."""
    with contextlib.closing(connect(store)) as connection:
        row = connection.execute(
            "SELECT count(*) FROM kilowit_state.events WHERE tries > 1"
        ).fetchone()
    return row[0] if row else 0


def main() -> int:
    """Kill for a while and print the table; 1 when something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300.0)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory(prefix="kilowit-kills-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the server runs as another user
        server = TrialServer.create(folder / "server")
        try:
            settings = read_settings({"KILOWIT_STORE": server.address, "KILOWIT_HOME": str(
                copied_home(read_settings().home, folder / "home"))})  # fmt: skip
            home = Home(settings.home)
            current = home.current() or ""
            encode = make_encoder(settings).encode_queries
            publisher_of(settings, encode).publish(current, home.folder(current))
            found = asyncio.run(kill_at_random(server.address, folder, seconds))
        finally:
            server.stop("immediate")
    for what, count in found.items():
        print(f"{what:40}{count:>8,}")
    print(f"{'load of the machine':40}{os.getloadavg()[0]:>8.1f}")
    return int(any(found[what] for what in ("lost", "answered twice", "too late", "broken rules")))


if __name__ == "__main__":
    sys.exit(main())
