"""The answers of the watch-list, before and after a change."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from bot.reply import Engine
from knowledge.errors import KilowitError

NO_ANSWER = "(nothing)"


@dataclass(frozen=True, slots=True)
class WatchedAnswer:
    """One question and its answer before and after; None where that knowledge cannot answer."""

    question: str
    before: str | None
    after: str | None

    @property
    def is_changed(self) -> bool:
        """Whether the answer reads otherwise now."""
        return self.before != self.after

    @classmethod
    def of(cls, payload: Mapping[str, str | None]) -> "WatchedAnswer":
        """Make one of its JSON."""
        return cls(payload["question"] or "", payload["before"], payload["after"])

    def payload(self) -> dict[str, object]:
        """Return it as JSON."""
        return asdict(self) | {"changed": self.is_changed}


def watched_answers(
    questions: Sequence[str],
    *,
    before: Callable[[], Engine] | None,
    after: Callable[[], Engine] | None,
) -> tuple[WatchedAnswer, ...]:
    """Ask every question of the knowledge before and after; nothing is opened without questions."""
    if not questions:
        return ()
    old, new = _texts(before, questions), _texts(after, questions)
    return tuple(WatchedAnswer(question, old[question], new[question]) for question in questions)


def _texts(
    open_engine: Callable[[], Engine] | None, questions: Sequence[str]
) -> dict[str, str | None]:
    texts: dict[str, str | None] = dict.fromkeys(questions)
    if open_engine is None:
        return texts
    try:
        engine = open_engine()
    except KilowitError:  # of another model or schema: it cannot answer any more
        return texts
    try:
        return {question: _text(engine, question) for question in questions}
    finally:
        engine.close()


def _text(engine: Engine, question: str) -> str:
    shown = engine.ask(question).shown
    return "\n".join([shown.headline, *shown.lines])


def answers_lines(answers: Sequence[WatchedAnswer]) -> Iterator[str]:
    """Yield the answers that changed, before and after, and how many did not."""
    for answer in answers:
        if not answer.is_changed:
            continue
        yield f"? {answer.question}"
        for sign, text in (("-", answer.before), ("+", answer.after)):
            for line in (text or NO_ANSWER).splitlines():
                yield f"  {sign} {line}"
    if answers:
        changed = sum(answer.is_changed for answer in answers)
        yield f"watched answers: {changed:,} changed, {len(answers) - changed:,} as before"
