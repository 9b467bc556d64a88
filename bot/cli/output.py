"""What the command line writes: results on stdout, everything else on stderr."""

import argparse
import io
import json
import re
import secrets
import sys
from pathlib import Path

from bot.errors import InputError
from bot.reply import Shown

EXIT_DONE, EXIT_UNANSWERED, EXIT_WRONG_USE, EXIT_FAILED = 0, 1, 2, 3
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ESCAPE = re.compile(r"\\([\\*_~`|>\[\]#])")


def add_json_option(parser: argparse.ArgumentParser) -> None:
    """Let a command write its result for programs."""
    parser.add_argument("--json", action="store_true", help="the result as JSON")


def be_lenient() -> None:
    """Write a question mark for what the terminal's encoding cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(text: str) -> None:
    """Write a result to stdout."""
    print(text)


def say_json(content: object) -> None:
    """Write a result to stdout as JSON."""
    shows_all = sys.stdout.encoding.lower().startswith("utf")
    print(json.dumps(content, ensure_ascii=not shows_all, indent=2))


def note(text: str) -> None:
    """Write anything that is not a result to stderr."""
    print(text, file=sys.stderr)


def new_error_id() -> str:
    """Return an id that joins what the user is told of a fault to what the log has of it."""
    return secrets.token_hex(4)


def unexpected(error_id: str) -> str:
    """Word a fault of kilowit's own for the user."""
    return f"something went wrong inside kilowit (error {error_id}); please report it"


def plain(markdown: str) -> str:
    """Return a Markdown text as it reads in a terminal; bold only where it can be seen."""
    safe = _CONTROL.sub("", markdown)
    shown = _BOLD.sub("\033[1m\\1\033[0m" if sys.stdout.isatty() else r"\1", safe)
    return _ESCAPE.sub(r"\1", shown).replace("@\u200b", "@")


def say_answer(shown: Shown) -> None:
    """Write an answer for people: the reading, the answer, caveats, sources, what to ask next."""
    say(plain(shown.title))
    if shown.worded:
        say(plain(shown.worded))
    say(plain(shown.headline))
    for line in shown.lines:
        say("  " + plain(line))
    for caveat in shown.caveats:
        say("  ! " + plain(caveat))
    for question in (*shown.nearest, *shown.follow_ups):
        say("  ? " + plain(question))
    for source in shown.sources:
        published = f", {source.published}" if source.published else ""
        words = f" “{source.quote}”" if source.quote else f" [{source.cell}]" if source.cell else ""
        say(plain(f"  [{source.n}] {source.publisher}: {source.title}{published}{words}"))
        say(f"      {source.url}")


def write_chart(shown: Shown, path: str) -> None:
    """Draw the answer's chart into a PNG file; say so when it has none."""
    from bot.charts import draw_chart

    if shown.chart is None:
        note("kilowit: this answer has no chart")
        return
    try:
        Path(path).write_bytes(draw_chart(shown.chart, theme="light"))
    except OSError as error:
        raise InputError(
            f"the chart cannot be written to {path} ({error.strerror}); "
            "name a file in a folder that exists and can be written"
        ) from None
    note(f"chart written to {path}")
