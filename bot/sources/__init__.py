"""Changing the operator's sources: what comes in, what it changes, and publishing it."""

from bot.sources.candidates import Candidate, gather
from bot.sources.changing import SourceKeeper
from bot.sources.preview import Preview, preview_source
from bot.sources.report import changes_lines, changes_payload
from bot.sources.steps import Edit

__all__ = [
    "Candidate",
    "Edit",
    "Preview",
    "SourceKeeper",
    "changes_lines",
    "changes_payload",
    "gather",
    "preview_source",
]
