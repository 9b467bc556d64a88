"""Reads files of many kinds into documents: text and tables, with what they say of themselves."""

from knowledge.reading.files import read_bytes, read_file
from knowledge.reading.limits import DEFAULT_LIMITS, LimitExceededError, Limits

__all__ = ["DEFAULT_LIMITS", "LimitExceededError", "Limits", "read_bytes", "read_file"]
