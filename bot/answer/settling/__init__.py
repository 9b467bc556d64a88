"""Parsed question → settled question: the stored figures decide between the readings left open."""
