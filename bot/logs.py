"""Writes the log on standard error, as text or as JSON lines (KILOWIT_LOG).

What is logged tells ids, counts and seconds. An exception is logged by its kind and the places
that it passed, never by its message: that may hold a question or a name.
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

from bot.settings import LogFormat

_OWN = ("bot", "index", "knowledge")
_HANDLER = "kilowit"
# Discord's addresses of an answer hold the token that allows to write it; its library logs them.
_TOKEN_IN_PATH = re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w.-]+")
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def start_logging(form: LogFormat, *, verbose: bool = False) -> None:
    """Send the log to standard error; `verbose` adds kilowit's own INFO lines.

    Calling it again changes form and level; there is never more than one handler of kilowit's.
    """
    root = logging.getLogger()
    for handler in [h for h in root.handlers if h.name == _HANDLER]:
        root.removeHandler(handler)
    handler = logging.StreamHandler(sys.stderr)
    handler.name = _HANDLER
    handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter())
    root.addHandler(handler)
    root.setLevel(logging.WARNING if verbose else logging.ERROR)
    for name in _OWN:
        logging.getLogger(name).setLevel(logging.INFO if verbose else logging.NOTSET)


class TextFormatter(logging.Formatter):
    """One line a record: time in UTC, level, logger, message, and where an exception passed."""

    def format(self, record: logging.LogRecord) -> str:
        """Format a record."""
        where = f" ({_where(record.exc_info)})" if record.exc_info else ""
        line = f"{_time(record)} {record.levelname} {record.name}: {_message(record)}{where}"
        return line.replace("\n", " ")


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and `error` with an exception."""

    def format(self, record: logging.LogRecord) -> str:
        """Format a record."""
        fields = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        if record.exc_info:
            fields["error"] = _where(record.exc_info)
        return json.dumps(fields, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    return _TOKEN_IN_PATH.sub(r"\1(hidden)", record.getMessage())


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _where(exc_info: _ExcInfo) -> str:
    """Name an exception's kind and the functions that it passed, innermost last."""
    kind, _, trace = exc_info
    frames = [f"{f.name}:{f.lineno}" for f in traceback.extract_tb(trace)]
    return " < ".join([kind.__name__ if kind else "no exception", *reversed(frames)])
