"""Unanswered questions grouped by meaning: those that find mostly the same things are one."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.state import Gap

TARGETS = 5  # what a question finds, best first
SHARED_TARGETS = 3  # of those, found by both: one meaning
MAX_TEXTS = 100


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Gaps of one meaning, newest first; `text` is the newest, empty where none was kept."""

    text: str
    gaps: tuple[Gap, ...]


def gap_texts(gaps: Sequence[Gap]) -> tuple[str, ...]:
    """Return the different texts, newest first, at most MAX_TEXTS."""
    return tuple(dict.fromkeys(gap.text for gap in gaps if gap.text))[:MAX_TEXTS]


def group_gaps(gaps: Sequence[Gap], targets: Mapping[str, frozenset[str]]) -> tuple[GapGroup, ...]:
    """Group gaps, largest group first, then the newest.

    Args:
        gaps: Newest first.
        targets: What each text finds. Texts without an entry stand alone; gaps without a text
            are one group.
    """
    groups: dict[str, list[Gap]] = {}
    for gap in gaps:
        found = targets.get(gap.text, frozenset())
        name = next(
            (n for n in groups if len(targets.get(n, frozenset()) & found) >= SHARED_TARGETS),
            gap.text,
        )
        groups.setdefault(name, []).append(gap)
    made = [GapGroup(name, tuple(members)) for name, members in groups.items()]
    return tuple(sorted(made, key=lambda group: -len(group.gaps)))


def export_gaps(groups: Sequence[GapGroup]) -> bytes:
    """Return a CSV of every gap with its group, for spreadsheets (UTF-8 with a mark).

    A cell that a spreadsheet would run as a formula is quoted.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["group", "count", "question", "reason", "language", "asked"])
    for number, group in enumerate(groups, start=1):
        for gap in group.gaps:
            asked = gap.when.isoformat(timespec="minutes")
            question = f"'{gap.text}" if gap.text.startswith(("=", "+", "-", "@")) else gap.text
            count = len(group.gaps)
            writer.writerow([number, count, question, gap.reason, gap.language, asked])
    return text.getvalue().encode("utf-8-sig")
