"""All of `state.db` behind one name."""

from dataclasses import dataclass
from pathlib import Path

from bot.state.answers import AnswerBook
from bot.state.audit import AuditBook
from bot.state.database import StateDatabase
from bot.state.people import PeopleBook
from bot.state.protocols import StateTables
from bot.state.servers import ServerBook


@dataclass(frozen=True, slots=True)
class State:
    """The state of one installation, open in one thread."""

    database: StateTables
    servers: ServerBook
    people: PeopleBook
    audit: AuditBook
    answers: AnswerBook

    @classmethod
    def open(cls, path: Path) -> "State":
        """Open, create or migrate `state.db`. Raises StateError."""
        return cls.over(StateDatabase.open(path))

    @classmethod
    def over(cls, database: StateTables) -> "State":
        """Return the books over an open database."""
        return cls(
            database,
            ServerBook(database),
            PeopleBook(database),
            AuditBook(database),
            AnswerBook(database),
        )

    def close(self) -> None:
        """Close the file."""
        self.database.close()
