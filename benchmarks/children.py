"""Children of a benchmark that may be killed: forked, so that each begins with what is loaded."""

import os
from collections.abc import Callable
from pathlib import Path


def fork(work: Callable[[], None], errors: Path) -> int:
    """Start work in a child; return its process id. What it raises is added to a file."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        work()
        code = 0
    except BaseException as error:  # noqa: BLE001  # the child's only shell
        with errors.open("a") as file:
            file.write(f"{type(error).__name__}: {error}\n")
    os._exit(code)


def succeeded(pid: int) -> bool:
    """Wait for a child; whether it ended well."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
