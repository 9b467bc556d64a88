"""Reads in a process of its own, within memory and time: a crash or a bomb there ends nothing here.

A small server process is started once; for each source it forks a child that limits itself,
reads and answers. The server has no secrets in its environment.
"""

import atexit
import contextlib
import os
import pickle
import resource
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from functools import cache
from pathlib import Path
from typing import IO, BinaryIO

from knowledge.errors import ReadingError
from knowledge.reading.limits import LimitExceededError, Limits
from knowledge.reading.parts import Parts

_SIZE = struct.Struct(">Q")
_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "COVERAGE_PROCESS_START")
_GRACE_S = 2.0
_START = "from knowledge.reading.process import main; main()"


def read_apart(data: bytes, *, name: str, limits: Limits, folder: Path | None) -> Parts:
    """Read one file in a child process.

    Raises:
        ReadingError: as `read_parts` raises, or the process ran out of memory or died.
        LimitExceededError: it took longer than `limits.max_seconds`.
    """
    answer = _server().ask(pickle.dumps((data, name, limits, folder)), limits.max_seconds)
    if answer is None:
        raise LimitExceededError(
            source=name, what="reading time in seconds", value=round(limits.max_seconds),
            limit=round(limits.max_seconds), remedy="split it into smaller files",
        )  # fmt: skip
    if not answer:
        raise ReadingError(
            source=name,
            problem=f"reading it took more than {limits.max_memory_bytes:,} bytes of memory "
            "or broke its reader",
            remedy="split it into smaller files, or save it anew",
        )
    result = pickle.loads(answer)  # written by our own child
    if isinstance(result, ReadingError):
        raise result
    if not isinstance(result, Parts):
        raise TypeError(type(result))
    return result


class _Server:
    """The process that forks a child for each source; asked by one thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.stop)

    def ask(self, request: bytes, seconds: float) -> bytes | None:
        """Return the child's answer, empty when it died, None when it took too long."""
        with self._lock:
            process = self._started()
            try:
                return _exchange(process, request, seconds)
            except (OSError, EOFError):
                self._end()
                return b""

    def stop(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            environment = {k: os.environ[k] for k in _KEPT_ENVIRONMENT if k in os.environ}
            environment["PYTHONPATH"] = os.pathsep.join([_root(), *filter(None, sys.path)])
            self._process = subprocess.Popen(  # our own interpreter and module
                [sys.executable, "-c", _START],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment,
            )  # fmt: skip
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _root() -> str:
    return str(Path(__file__).parents[2])


@cache
def _server() -> _Server:
    return _Server()


def _exchange(process: subprocess.Popen[bytes], request: bytes, seconds: float) -> bytes | None:
    stdin, stdout = process.stdin, process.stdout
    if stdin is None or stdout is None:
        raise EOFError
    stdin.write(_SIZE.pack(len(request)) + request)
    stdin.flush()
    (state,) = _exactly(stdout, 1)
    answer = _exactly(stdout, _SIZE.unpack(_exactly(stdout, _SIZE.size))[0])
    return None if state == ord("t") else answer


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) != size:
        raise EOFError
    return data


def main() -> None:
    """Serve over the standard streams; an interrupt of the terminal is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except (BrokenPipeError, EOFError):  # whoever asked is gone, and nobody is left to tell
        os._exit(0)


def serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Answer requests until the input ends: a letter (o ok, t too long), a size, the answer."""
    import knowledge.reading.contents  # noqa: F401, PLC0415  # loaded once, before the forks

    while size := stdin.read(_SIZE.size):
        request = _exactly(stdin, _SIZE.unpack(size)[0])
        if b"</" in request[:10_000]:
            _warm()
        limits: Limits = pickle.loads(request)[2]  # written by our own parent
        state, answer = _in_child(request, limits)
        stdout.write(state + _SIZE.pack(len(answer)) + answer)
        stdout.flush()


@cache
def _warm() -> None:
    """Let the page extractor load its word lists once, not in every child."""
    from knowledge.reading.html import read_html  # noqa: PLC0415

    read_html("<html><body><p>Warm.</p></body></html>", source="", limits=Limits())


def _in_child(request: bytes, limits: Limits) -> tuple[bytes, bytes]:
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiver)
        _work(request, limits, sender)
    os.close(sender)
    answer = _collect(receiver, time.monotonic() + limits.max_seconds)
    os.close(receiver)
    if answer is None:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return (b"t", b"") if answer is None else (b"o", answer)


def _collect(receiver: int, deadline: float) -> bytes | None:
    chunks: list[bytes] = []
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([receiver], [], [], left)[0]:
            return None
        chunk = os.read(receiver, 1 << 20)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)


def _work(request: bytes, limits: Limits, sender: int) -> None:
    """Read in this child, send the result or the refusal, and end the process."""
    from knowledge.reading.contents import read_parts  # noqa: PLC0415

    try:
        _limit_self(limits)
        data, name, _, folder = pickle.loads(request)
        answer = b""
        try:
            answer = pickle.dumps(read_parts(data, name=name, limits=limits, folder=folder))
        except ReadingError as refusal:
            answer = pickle.dumps(refusal)
        except RecursionError:
            answer = pickle.dumps(
                ReadingError(source=name, problem="it nests too deep", remedy="save it simpler")
            )
        with os.fdopen(sender, "wb") as pipe:
            pipe.write(answer)
    finally:
        os._exit(0)  # no clean-up of what the server owns


def _limit_self(limits: Limits) -> None:
    used = _virtual_bytes()
    resource.setrlimit(resource.RLIMIT_AS, (used + limits.max_memory_bytes,) * 2)
    seconds = int(limits.max_seconds + _GRACE_S)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)


def _virtual_bytes() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 2_000_000_000  # no /proc: leave room for what the interpreter holds
    return pages * resource.getpagesize()
