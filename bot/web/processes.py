"""Serves from several processes, which are handed the callers of one socket in turn.

Were each to accept for itself, the one that wakes first would get most callers, who keep their
connections and would wait for one another there while the other process has little to do.
"""

import asyncio
import contextlib
import multiprocessing
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import recv_handle, send_handle
from multiprocessing.synchronize import Event

from aiohttp import web

_LOOK_S = 0.2
_CLOSING_S = 5.0
Serve = Callable[[Connection, Event, bool], None]


@dataclass(frozen=True, slots=True)
class _Member:
    """A process that serves, the pipe that callers are handed through, and whether it is ready."""

    process: BaseProcess
    handing: Connection
    ready: Event


def serve_from_several(
    bound: socket.socket, serve: Serve, n_processes: int, *, tell_ready: Callable[[], None]
) -> bool:
    """Serve until stopped, or until a process fails, which ends all; return whether none did.

    `serve` runs in each: with the pipe that its callers come through, the event by which it tells
    that it is ready, and whether it is the one that looks after the knowledge.
    """
    stop = _Stop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    members = [_start(serve, looks_after=number == 0) for number in range(n_processes)]
    _hand_out(bound, members, stop, tell_ready)
    for member in members:
        member.process.terminate()
    for member in members:
        member.process.join(timeout=_CLOSING_S)
    return stop.asked


def _start(serve: Serve, *, looks_after: bool) -> _Member:
    context = multiprocessing.get_context("spawn")
    handing, handed = context.Pipe()
    ready = context.Event()
    process = context.Process(target=serve, args=(handed, ready, looks_after), daemon=True)
    process.start()
    handed.close()
    return _Member(process, handing, ready)


def _hand_out(
    bound: socket.socket,
    members: Sequence[_Member],
    stop: "_Stop",
    tell_ready: Callable[[], None],
) -> None:
    """Once all are ready, hand each caller to the next; until asked to stop, or one ends."""
    turns, sentinels, listening = cycle(members), [m.process.sentinel for m in members], False
    while not stop.asked and all(member.process.is_alive() for member in members):
        if not listening and all(member.ready.is_set() for member in members):
            tell_ready()
            listening = True
        if bound in wait([bound, *sentinels] if listening else sentinels, _LOOK_S):
            _hand(bound, next(turns))


def _hand(bound: socket.socket, member: _Member) -> None:
    with contextlib.suppress(OSError):  # the caller has gone again, or the process just ended
        caller, _ = bound.accept()
        with caller:
            send_handle(member.handing, caller.fileno(), member.process.pid)


async def take_callers(runner: web.AppRunner, handed: Connection) -> None:
    """Serve what comes through the pipe; a thread waits for it, as not every loop can."""
    loop = asyncio.get_running_loop()
    threading.Thread(target=_receive, args=(runner, handed, loop), daemon=True).start()


def _receive(runner: web.AppRunner, handed: Connection, loop: asyncio.AbstractEventLoop) -> None:
    server = runner.server
    assert server is not None  # the runner is set up
    with contextlib.suppress(EOFError, OSError, RuntimeError):  # either process ends
        while True:
            caller = socket.socket(fileno=recv_handle(handed))
            caller.setblocking(False)
            serving = loop.connect_accepted_socket(server, caller)
            asyncio.run_coroutine_threadsafe(serving, loop)


class _Stop:
    """Remembers that a signal asked for the end."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self, number: int, frame: object) -> None:
        self.asked = True
