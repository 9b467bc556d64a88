"""Runs the commands that change knowledge in processes of their own, one at a time.

So answers stay quick while a generation is built, and a builder that crashes hurts nobody. A
command's words come from people: they are given so that none of them can be read as an option, and
what should be a web address is one.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import InputError, JobRunningError
from bot.settings import Settings
from bot.sources.candidates import is_address
from knowledge.records import Language

LIMIT_S = 3600.0
AGAIN_AFTER_S, KILL_AFTER_S = (0.3, 1.0, 2.0), 5.0
MAX_OUTPUT_BYTES = 64_000_000
_MAX_LINE_BYTES = 2000
_NICENESS = 10
_WITHHELD = ("DISCORD_TOKEN", "KILOWIT_LLM", "KILOWIT_LOG", "KILOWIT_ACTOR", "KILOWIT_ADMIN")
_SAID = ("title", "publisher", "url", "licence", "published", "tier", "language", "id")


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the command line: its name, its options, and what people named."""

    name: str
    options: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    server_id: int = 0

    def arguments(self) -> list[str]:
        """Return the arguments; after `--` nothing is an option."""
        server = [f"--server={self.server_id}"] if self.server_id else []
        named = ["--", *self.named] if self.named else []
        return [self.name, "--json", *server, *self.options, *named]


def add_address(
    url: str, *, said: Mapping[str, str], server_id: int = 0, propose: bool = True
) -> Command:
    """Propose, or add, what an address gives. Raises InputError when it is a path."""
    if not is_address(url):
        raise InputError(f"{url[:80]!r} is no web address; give http:// or https://")
    return Command("add", _add_options(said, propose=propose), (url,), server_id)


def add_file(
    path: Path, *, said: Mapping[str, str], server_id: int = 0, propose: bool = True
) -> Command:
    """Propose, or add, a file that the caller wrote; nobody else may choose the path."""
    return Command("add", _add_options(said, propose=propose), (str(path.absolute()),), server_id)


def remove(source_id: str, *, server_id: int = 0, propose: bool = True) -> Command:
    """Propose, or do, the removal of a source."""
    return Command("remove", ("--propose",) if propose else (), (source_id,), server_id)


def refresh(source_id: str | None = None, *, server_id: int = 0, due: bool = False) -> Command:
    """Fetch a source again, or all; `due` leaves out those that failed lately."""
    named = () if source_id is None else (source_id,)
    return Command("refresh", ("--due",) if due else (), named, server_id)


def refresh_publishers(*, due: bool = False) -> Command:
    """Fetch the publishers' own current files; `due` leaves out those that failed lately."""
    return Command("refresh", ("--publishers", *(("--due",) if due else ())))


def publish(proposal: str, *, server_id: int = 0) -> Command:
    """Publish a proposal."""
    return Command("publish", (), (proposal,), server_id)


def discard(proposal: str, *, server_id: int = 0) -> Command:
    """Delete a proposal."""
    return Command("discard", (), (proposal,), server_id)


def roll_back(generation: str | None = None, *, server_id: int = 0) -> Command:
    """Go back to an earlier generation."""
    return Command("rollback", (), () if generation is None else (generation,), server_id)


def diff(older: str | None = None, newer: str | None = None, *, server_id: int = 0) -> Command:
    """Tell what differs between two generations, by default the current and the one before."""
    named = () if older is None else (older,) if newer is None else (older, newer)
    return Command("diff", (), named, server_id)


def build(*, server_id: int = 0) -> Command:
    """Build all sources anew."""
    return Command("build", (), (), server_id)


def _add_options(said: Mapping[str, str], *, propose: bool) -> tuple[str, ...]:
    unknown = sorted(said.keys() - set(_SAID))
    if unknown:
        raise InputError(f"a source has no {unknown[0]!r}; say {', '.join(_SAID)}")
    given = tuple(f"--{name}={said[name]}" for name in _SAID if said.get(name))
    return (*(("--propose",) if propose else ()), *given)


@dataclass(frozen=True, slots=True)
class JobResult:
    """How a command ended. `payload` is its JSON; `error` is its own sentence when it failed."""

    exit_code: int
    payload: Any
    error: str
    cancelled: bool = False

    @property
    def done(self) -> bool:
        """Whether it did what it was asked."""
        return self.exit_code == 0


class Job:
    """One running command. `line` is the newest line of its progress."""

    def __init__(self, command: Command, process: asyncio.subprocess.Process) -> None:
        self.command = command
        self.line = ""
        self._process = process
        self._cancelled = False
        self._result = asyncio.ensure_future(self._run())

    def cancel(self) -> None:
        """Ask it to stop; what it was changing is undone. It is killed if it does not.

        It is asked again and again: Python can lose an interrupt while it imports.
        """
        self._cancelled = True
        self._send(signal.SIGINT)
        loop = asyncio.get_running_loop()
        for after_s in AGAIN_AFTER_S:
            loop.call_later(after_s, self._send, signal.SIGINT)
        loop.call_later(KILL_AFTER_S, self._send, signal.SIGKILL)

    async def result(self, on_line: Callable[[str], object] = lambda line: None) -> JobResult:
        """Wait for the end; `on_line` hears each new line of progress."""
        told = ""
        while not self._result.done():
            await asyncio.wait({self._result}, timeout=0.25)
            if self.line != told:
                told = self.line
                on_line(told)
        return self._result.result()

    async def _run(self) -> JobResult:
        lines: list[str] = []
        try:
            async with asyncio.timeout(LIMIT_S):
                output, _ = await asyncio.gather(self._read_output(), self._read_lines(lines))
                code = await self._process.wait()
        except TimeoutError:
            self._send(signal.SIGKILL)
            code = await self._process.wait()
            return JobResult(code, None, f"it took longer than {LIMIT_S:g} s and was stopped")
        payload = None
        with contextlib.suppress(ValueError):
            payload = json.loads(output) if output else None
        return JobResult(code, payload, _error(code, lines), self._cancelled)

    async def _read_output(self) -> bytes:
        assert self._process.stdout is not None
        output = bytearray()
        while chunk := await self._process.stdout.read(65536):
            if len(output) + len(chunk) > MAX_OUTPUT_BYTES:
                self._send(signal.SIGKILL)
                break
            output += chunk
        return bytes(output)

    async def _read_lines(self, lines: list[str]) -> None:
        assert self._process.stderr is not None
        async for line in _lines(self._process.stderr):
            self.line = line
            lines.append(line)
            del lines[:-20]

    def _send(self, number: signal.Signals) -> None:
        """Signal the command and every process that it started."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)


Listener = Callable[[Command, JobResult, str], Awaitable[None]]


class JobRunner:
    """Starts commands on the settings' data folder, one at a time.

    `module` is the command line that runs them.
    """

    def __init__(self, settings: Settings, *, module: str = "bot.cli") -> None:
        self._settings, self._module = settings, module
        self._job: Job | None = None
        self._starting = False
        self.listeners: list[Listener] = []

    @property
    def running(self) -> Job | None:
        """The command that runs now."""
        job = self._job
        return None if job is None or job._result.done() else job

    async def start(self, command: Command, *, actor: str, language: Language = "en") -> Job:
        """Start a command on behalf of `actor`; what fails is told in a language.

        Raises:
            JobRunningError: another command runs.
        """
        if self._starting or self.running is not None:
            raise JobRunningError(self.running.command.name if self.running else command.name)
        self._starting = True
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", self._module, *command.arguments(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env=child_environment(
                    self._settings, os.environ, actor=actor, language=language
                ),
                start_new_session=True,
            )  # fmt: skip
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, process.pid, _NICENESS)
            self._job = Job(command, process)
        finally:
            self._starting = False
        return self._job

    async def run(
        self,
        command: Command,
        *,
        actor: str,
        on_line: Callable[[str], object] = lambda line: None,
    ) -> JobResult:
        """Start a command, wait for its end, and tell the listeners.

        Raises:
            JobRunningError: another command runs.
        """
        job = await self.start(command, actor=actor)
        result = await job.result(on_line)
        for listener in self.listeners:
            await listener(command, result, actor)
        return result

    async def close(self) -> None:
        """Stop what runs, and wait until it has."""
        job = self.running
        if job is not None:
            job.cancel()
            await job.result()


def child_environment(
    settings: Settings,
    environment: Mapping[str, str],
    *,
    actor: str,
    language: Language = "en",
) -> dict[str, str]:
    """Return a command's environment: without secrets, on the same data, for this actor."""
    kept = {k: v for k, v in environment.items() if not k.startswith(_WITHHELD)}
    root = str(Path(__file__).parents[1])
    paths = [root, *filter(None, [kept.get("PYTHONPATH")])]
    return kept | {
        "KILOWIT_HOME": str(settings.root),
        "KILOWIT_ACTOR": actor,
        "KILOWIT_LANGUAGE": language,
        "PYTHONPATH": os.pathsep.join(paths),
    }


async def _lines(stream: asyncio.StreamReader) -> AsyncIterator[str]:
    """Yield lines, each cut at a length that nobody needs more of."""
    rest = b""
    while chunk := await stream.read(65536):
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line[:_MAX_LINE_BYTES].decode("utf-8", "replace")
        rest = rest[:_MAX_LINE_BYTES]
    if rest:
        yield rest.decode("utf-8", "replace")


def _error(code: int, lines: list[str]) -> str:
    """Return the sentence that a failed command said last."""
    if code == 0:
        return ""
    if code < 0:
        return f"the process was ended by {signal.Signals(-code).name}; what it began is undone"
    said = [line.removeprefix("kilowit: ") for line in lines if line.startswith("kilowit: ")]
    return said[-1] if said else (lines[-1] if lines else f"it ended with the code {code}")
