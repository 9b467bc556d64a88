"""The local chat: the bot's answers in a terminal, with earlier questions as context."""

import sys
from collections import deque
from collections.abc import Callable

from bot.cli.output import note, plain, say, say_answer
from bot.reply import Engine
from knowledge.errors import KilowitError

_CONTEXT = 4
_HELP = "Ask in English or Japanese. /quit ends."


def chat(make_engine: Callable[[], Engine], is_outdated: Callable[[Engine], bool]) -> int:
    """Answer line by line until the end of input, each from the newest generation; return 0."""
    engine = make_engine()
    note(f"kilowit is ready: {len(engine.knowledge.sources())} sources. {_HELP}")
    earlier: deque[str] = deque(maxlen=_CONTEXT)
    _load_history()
    while (line := _read_line()) is not None:
        text = line.strip()
        if text in ("/quit", "/exit"):
            break
        if text == "/help":
            note(_HELP)
        elif text:
            engine = _newest(engine, make_engine, is_outdated)
            _answer(engine, text, earlier)
    return 0


def _newest(
    engine: Engine, make_engine: Callable[[], Engine], is_outdated: Callable[[Engine], bool]
) -> Engine:
    """Open the knowledge anew when newer is published; what cannot be opened changes nothing."""
    if not is_outdated(engine):
        return engine
    try:
        newer = make_engine()
    except KilowitError as error:
        note(plain(f"kilowit: the newer knowledge cannot be opened: {error}"))
        return engine
    engine.close()
    return newer


def _answer(engine: Engine, text: str, earlier: deque[str]) -> None:
    try:
        reply = engine.ask(text, context=tuple(earlier))
    except KilowitError as error:
        note(plain(str(error)))
        return
    say_answer(reply.shown)
    say("")
    earlier.append(text)


def _read_line() -> str | None:
    try:
        return input("> " if sys.stdin.isatty() else "")
    except EOFError:
        return None


def _load_history() -> None:
    """Let the arrow keys recall lines, where the platform can."""
    if sys.stdin.isatty():
        try:
            import readline  # noqa: F401, PLC0415  # importing it is what turns it on
        except ImportError:
            return
