"""What people leave behind: follow-up contexts, ratings, unanswered questions, counted uses.

People appear only as a keyed hash (HMAC-SHA256 with a key of this installation), so that their
own records can be found and deleted, and nobody's id can be read out of the file. Every time is
an argument, aware and in UTC.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.state.database import time_text
from bot.state.protocols import StateTables
from bot.state.records import Feedback, Gap

CONTEXT_LIFE = timedelta(hours=1)
CONTEXT_QUESTIONS = 5
GAP_LIFE = timedelta(days=90)
FEEDBACK_LIFE = timedelta(days=365)
USAGE_LIFE = timedelta(days=2)


class PeopleBook:
    """Records of people. Not thread-safe: use it from one thread."""

    def __init__(self, database: StateTables) -> None:
        self._database = database
        self._key = database.key("people")

    def person(self, user_id: int) -> str:
        """Return the keyed hash that stands for a user."""
        return hmac.new(self._key, str(user_id).encode(), hashlib.sha256).hexdigest()[:32]

    def context(self, place: str, *, now: datetime) -> tuple[str, ...]:
        """Return the earlier questions of a thread or message, oldest first; none when expired."""
        row = self._database.one(
            "SELECT questions FROM contexts WHERE place = ? AND until > ?", place, time_text(now)
        )
        return tuple(json.loads(row[0])) if row else ()

    def remember(
        self, place: str, questions: Sequence[str], *, user_id: int, now: datetime
    ) -> None:
        """Keep the last questions of a place for CONTEXT_LIFE, then they are deleted."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM contexts WHERE until <= ?", (time_text(now),))
            connection.execute(
                "INSERT INTO contexts VALUES (?, ?, ?, ?) ON CONFLICT(place) DO UPDATE SET "
                "questions = excluded.questions, person = excluded.person, until = excluded.until",
                (
                    place,
                    json.dumps(list(questions)[-CONTEXT_QUESTIONS:], ensure_ascii=False),
                    self.person(user_id),
                    time_text(now + CONTEXT_LIFE),
                ),
            )

    def rate(self, feedback: Feedback, *, user_id: int) -> None:
        """Keep a rating; a person's later rating of the same answer replaces the earlier."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO feedback VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT(answer_id, person) DO UPDATE SET rating = excluded.rating, "
                "reason = excluded.reason, server_id = excluded.server_id, at = excluded.at",
                (
                    feedback.answer_id,
                    self.person(user_id),
                    feedback.rating,
                    feedback.reason,
                    feedback.server_id,
                    time_text(feedback.when),
                ),
            )

    def feedback(self, *, server_id: int | None = None) -> tuple[Feedback, ...]:
        """Return the ratings of one server, or all, newest first."""
        where, values = _for_server(server_id)
        rows = self._database.all(
            "SELECT answer_id, rating, reason, server_id, at FROM feedback "
            f"{where} ORDER BY at DESC, answer_id, person",
            *values,
        )
        return tuple(
            Feedback(row[0], row[1], row[2], row[3], datetime.fromisoformat(row[4])) for row in rows
        )

    def add_gap(self, gap: Gap, *, user_id: int) -> None:
        """Keep an unanswered question."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO gaps(text, reason, language, server_id, person, at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    gap.text,
                    gap.reason,
                    gap.language,
                    gap.server_id,
                    self.person(user_id),
                    time_text(gap.when),
                ),
            )

    def gaps(self, *, server_id: int | None = None) -> tuple[Gap, ...]:
        """Return the unanswered questions of one server, or all, newest first."""
        where, values = _for_server(server_id)
        rows = self._database.all(
            f"SELECT text, reason, language, server_id, at FROM gaps {where} "
            "ORDER BY at DESC, id DESC",
            *values,
        )
        return tuple(
            Gap(row[0], row[1], row[2], row[3], datetime.fromisoformat(row[4])) for row in rows
        )

    def count_use(self, scope: str, *, quota: int, now: datetime) -> bool:
        """Count one use of a scope (`user:…`, `server:…`) today in UTC; False when none is left.

        A refused use is not counted.
        """
        if quota < 1:
            return False
        with self._database.writing() as connection:
            counted = connection.execute(
                "INSERT INTO usage VALUES (?, ?, 1) ON CONFLICT(day, scope) "
                "DO UPDATE SET n = usage.n + 1 WHERE usage.n < ?",
                (now.date().isoformat(), scope, quota),
            )
            return counted.rowcount == 1

    def forget_person(self, user_id: int) -> int:
        """Delete everything kept of a person; return how many records that were."""
        person = self.person(user_id)
        deleted = 0
        with self._database.writing() as connection:
            for table in ("feedback", "gaps", "contexts", "answers"):
                cursor = connection.execute(f"DELETE FROM {table} WHERE person = ?", (person,))
                deleted += cursor.rowcount
            connection.execute("DELETE FROM usage WHERE scope = ?", (f"user:{person}",))
        return deleted

    def expire(self, *, now: datetime) -> None:
        """Delete what has outlived its time."""
        with self._database.writing() as connection:
            for table in ("contexts", "answers", "events"):
                connection.execute(f"DELETE FROM {table} WHERE until <= ?", (time_text(now),))
            connection.execute("DELETE FROM gaps WHERE at <= ?", (time_text(now - GAP_LIFE),))
            connection.execute(
                "DELETE FROM feedback WHERE at <= ?", (time_text(now - FEEDBACK_LIFE),)
            )
            oldest_day = (now - USAGE_LIFE).date().isoformat()
            connection.execute("DELETE FROM usage WHERE day < ?", (oldest_day,))


def _for_server(server_id: int | None) -> tuple[str, tuple[int, ...]]:
    return ("", ()) if server_id is None else ("WHERE server_id = ?", (server_id,))
