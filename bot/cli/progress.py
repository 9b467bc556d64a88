"""Progress of long work: a bar on a terminal, a line now and then elsewhere, always on stderr."""

import contextlib
import sys
from collections.abc import Iterator

from bot.cli.output import note
from index.vector_cache import Progress

_LINE_EVERY = 10  # percent


@contextlib.contextmanager
def show_progress() -> Iterator[Progress]:
    """Give a function that shows (encoded, to encode)."""
    if not sys.stderr.isatty():
        yield _plain_lines()
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import (
        Progress as Bar,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading the knowledge", total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, description="Encoding", completed=done, total=max(total, 1))

        yield show


def _plain_lines() -> Progress:
    shown = -_LINE_EVERY

    def show(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // total if total else 100
        if percent >= shown + _LINE_EVERY:
            shown = percent
            note(f"encoding {done:,} of {total:,} texts")

    return show
