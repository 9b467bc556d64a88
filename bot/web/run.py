"""Starts and stops the web server: one process, or several that share the socket."""

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event

from aiohttp import web

from bot.cli.output import note
from bot.errors import InputError
from bot.jobs import JobRunner
from bot.logs import start_logging
from bot.settings import Settings
from bot.web.admin import make_desk
from bot.web.guards import Guard, Pace
from bot.web.processes import serve_from_several, take_callers
from bot.web.server import make_runner
from bot.worker import EngineWorker

logger = logging.getLogger(__name__)
EXIT_DONE, EXIT_FAILED = 0, 3
_BACKLOG = 256
MakeWorker = Callable[[Settings], EngineWorker]


@dataclass(frozen=True, slots=True)
class WebOptions:
    """Where to listen. `any_port` takes another free port when this one is taken."""

    host: str
    port: int
    any_port: bool = False
    processes: int = 1


def run_web(settings: Settings, options: WebOptions, make_worker: MakeWorker) -> int:
    """Serve until stopped; return the exit code. The ready line tells the address."""
    bound = bind(options)
    if options.processes == 1:
        listen = partial(_listen_at, bound=bound)
        ready = partial(_tell_ready, bound)
        asyncio.run(_serve(settings, make_worker, listen, ready, looks_after=True))
        return EXIT_DONE
    is_done = serve_from_several(
        bound,
        partial(_serve_handed, settings, make_worker),
        options.processes,
        tell_ready=partial(_tell_ready, bound, None),
    )
    return EXIT_DONE if is_done else EXIT_FAILED


def bind(options: WebOptions) -> socket.socket:
    """Open the listening socket.

    Raises:
        InputError: the address cannot be used, or the port is taken and must be that one.
    """
    try:
        return _listen(options.host, options.port)
    except OSError as error:
        if options.any_port:
            with contextlib.suppress(OSError):
                return _listen(options.host, 0)
        raise InputError(
            f"cannot listen on {options.host} port {options.port} ({error.strerror or error}); "
            "give another with --host and --port"
        ) from None


def _listen(host: str, port: int) -> socket.socket:
    family, kind, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listening = socket.socket(family, kind)
    try:
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(place)
        listening.listen(_BACKLOG)
    except OSError:
        listening.close()
        raise
    listening.setblocking(False)
    return listening


def address_of(bound: socket.socket) -> str:
    """Return the address to open; one that listens everywhere is opened on this machine."""
    host, port = bound.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _serve_handed(
    settings: Settings,
    make_worker: MakeWorker,
    handed: Connection,
    ready: Event,
    looks_after: bool,
) -> None:
    """Serve, in a process of its own, the callers that are handed over."""
    start_logging(settings.log, verbose=settings.origins.get("KILOWIT_LOG") is not None)
    listen = partial(take_callers, handed=handed)
    serving = _serve(
        settings, make_worker, listen, lambda n_sources: ready.set(), looks_after=looks_after
    )
    asyncio.run(serving)


async def _serve(
    settings: Settings,
    make_worker: MakeWorker,
    listen: Callable[[web.AppRunner], Awaitable[None]],
    tell_ready: Callable[[int], None],
    *,
    looks_after: bool,
) -> None:
    worker, jobs = make_worker(settings), JobRunner(settings)
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    try:
        engine = await worker.start()
        n_sources = await worker.run(lambda opened: len(opened.knowledge.sources()))
        runner = make_runner(worker, guard_of(settings), make_desk(settings, jobs))
        await runner.setup()
        await listen(runner)
        logger.info("serving generation %s", engine.generation)
        tell_ready(n_sources)
        following = asyncio.create_task(worker.follow())
        async with _looked_after(settings, jobs, looks_after=looks_after):
            await stopping.wait()
        following.cancel()
        await runner.cleanup()
    finally:
        worker.close()
        logger.info("stopped")


async def _listen_at(runner: web.AppRunner, bound: socket.socket) -> None:
    await web.SockSite(runner, bound, backlog=_BACKLOG).start()


@contextlib.asynccontextmanager
async def _looked_after(
    settings: Settings, runner: JobRunner, *, looks_after: bool
) -> AsyncIterator[None]:
    """Refresh and rebuild on schedule in the one process that does, and end its commands after."""
    if not looks_after:
        try:
            yield
        finally:
            await runner.close()
        return
    from bot.maintenance import maintaining  # noqa: PLC0415  # the page is ready before it

    async with maintaining(settings, runner):
        yield


def guard_of(settings: Settings) -> Guard:
    """Return the rules that the settings ask for."""
    if settings.web_rate is None:
        return Guard(names=settings.web_names)
    pace = Pace(per_s=settings.web_rate, burst=4 * settings.web_rate)
    return Guard(names=settings.web_names, pace=pace, everyone=True)


def _tell_ready(bound: socket.socket, n_sources: int | None) -> None:
    known = f"{n_sources} sources. " if n_sources is not None else ""
    note(f"kilowit is ready: {known}Open {address_of(bound)} (Ctrl-C ends)")
