"""The local chat: the bot's answers in a terminal, with earlier questions as context."""

import sys
from collections import deque

from bot.cli.output import note, plain, say, say_answer
from bot.reply import Engine
from knowledge.errors import KilowitError

_CONTEXT = 4
_HELP = "Ask in English or Japanese. /quit ends."


def chat(engine: Engine) -> int:
    """Answer line by line until the end of input; return 0."""
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
            _answer(engine, text, earlier)
    return 0


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
