"""What people write while kilowit serves: settings, feedback, gaps, contexts, audit."""

from bot.state.answers import AnswerBook, KeptAnswer
from bot.state.database import StateDatabase, backup_state, restore_state
from bot.state.records import (
    AuditEntry,
    Feedback,
    Gap,
    ServerSettings,
)
from bot.state.store import State

__all__ = [
    "AnswerBook",
    "AuditEntry",
    "Feedback",
    "Gap",
    "KeptAnswer",
    "ServerSettings",
    "State",
    "StateDatabase",
    "backup_state",
    "restore_state",
]
