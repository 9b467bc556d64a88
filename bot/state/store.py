"""All of `state.db` behind one name."""

from dataclasses import dataclass
from pathlib import Path

from bot.state.answers import AnswerBook
from bot.state.audit import AuditBook
from bot.state.database import StateDatabase
from bot.state.events import EventBook
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
    events: EventBook

    @classmethod
    def open(cls, place: Path | str) -> "State":
        """Open, create or migrate `state.db`, or the state in a store by its address.

        Raises:
            StateError: it is damaged, of a newer kilowit, or cannot be written or reached.
        """
        if isinstance(place, str):
            from bot.state.postgres import PostgresState  # noqa: PLC0415  # only where asked for

            return cls.over(PostgresState.open(place))
        return cls.over(StateDatabase.open(place))

    @classmethod
    def over(cls, database: StateTables) -> "State":
        """Return the books over an open database."""
        return cls(
            database,
            ServerBook(database),
            PeopleBook(database),
            AuditBook(database),
            AnswerBook(database),
            EventBook(database),
        )

    def close(self) -> None:
        """Close the file."""
        self.database.close()
