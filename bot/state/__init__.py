"""What people write while kilowit serves: settings, feedback, gaps, contexts, audit."""

from bot.state.database import StateDatabase, backup_state, restore_state
from bot.state.records import (
    AuditEntry,
    Feedback,
    Gap,
    ServerSettings,
)
from bot.state.store import State

__all__ = [
    "AuditEntry",
    "Feedback",
    "Gap",
    "ServerSettings",
    "State",
    "StateDatabase",
    "backup_state",
    "restore_state",
]
