"""What the buttons under an answer show, kept so that they work after a restart.

Kept are the pages of an answer, its sources and its notes: texts of the knowledge. Of an answer
that repeats what somebody wrote (a check), they are kept as briefly as a context.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from bot.state.database import time_text
from bot.state.protocols import StateTables
from knowledge.records import Language

ANSWER_LIFE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The pages behind one answer's buttons, in `language`."""

    language: Language
    answered: bool
    title: str
    pages: tuple[str, ...]
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    n_sources: int


class AnswerBook:
    """The kept answers. Not thread-safe: use it from one thread."""

    def __init__(self, database: StateTables) -> None:
        self._database = database

    def keep(self, answer_id: str, answer: KeptAnswer, *, person: str, until: datetime) -> None:
        """Keep an answer until a time, then it is deleted."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO answers VALUES (?, ?, ?, ?) ON CONFLICT(answer_id) DO UPDATE SET "
                "answer = excluded.answer, person = excluded.person, until = excluded.until",
                (
                    answer_id,
                    json.dumps(asdict(answer), ensure_ascii=False),
                    person,
                    time_text(until),
                ),
            )

    def find(self, answer_id: str, *, now: datetime) -> KeptAnswer | None:
        """Return an answer, None when its time is over or it was forgotten."""
        row = self._database.one(
            "SELECT answer FROM answers WHERE answer_id = ? AND until > ?",
            answer_id,
            time_text(now),
        )
        if row is None:
            return None
        kept = KeptAnswer(**json.loads(row[0]))
        return replace(
            kept,
            pages=tuple(kept.pages),
            sources=tuple(kept.sources),
            notes=tuple(kept.notes),
        )
