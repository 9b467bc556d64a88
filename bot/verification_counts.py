"""What verification did over all runs: claims checked, and claims dropped, which must stay none.

One line is added to a file of the data folder each minute in which an engine checked something,
when it closes, and at once when a claim is dropped; lines of several processes do not mix, for each
is written in one piece.
"""

import json
import logging
from dataclasses import dataclass
from pathlib import Path

logger = logging.getLogger(__name__)
_FILE = "verification.jsonl"


@dataclass(frozen=True, slots=True)
class VerificationCounts:
    """Claims checked, but for those of the last minute, and claims dropped."""

    checked: int
    dropped: int


def add_counts(home: Path, *, checked: int = 0, dropped: int = 0) -> None:
    """Add to the counts; where the folder takes no file, a warning is all that is kept."""
    if not checked and not dropped:
        return
    line = json.dumps({"checked": checked, "dropped": dropped}) + "\n"
    try:
        with (home / _FILE).open("a", encoding="utf-8") as file:
            file.write(line)
    except OSError as error:
        logger.warning("the counts of verification were not kept: %s", error.strerror)


def read_counts(home: Path) -> VerificationCounts | None:
    """Return the sum of the counts; None where none were kept. A torn line counts nothing."""
    try:
        lines = (home / _FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    checked = dropped = 0
    for line in lines:
        try:
            row = json.loads(line)
            more, lost = int(row["checked"]), int(row["dropped"])
        except (ValueError, KeyError, TypeError):
            continue
        checked, dropped = checked + more, dropped + lost
    return VerificationCounts(checked, dropped)
