"""When sources were last fetched, and which must wait after failures; kept across restarts."""

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

SOURCES_FILE, PUBLISHERS_FILE = "refresh.json", "refresh-publishers.json"
FIRST_WAIT = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Attempts:
    """A small file beside the sources; a damaged one only means that nothing has to wait."""

    path: Path

    def is_due(self, source_id: str, *, now: datetime) -> bool:
        """Whether a source may be fetched again."""
        kept = self._read()["sources"].get(source_id)
        return kept is None or datetime.fromisoformat(kept["not_before"]) <= now

    def ran(self) -> datetime | None:
        """Return when the last refresh of all sources ended."""
        text = self._read()["ran"]
        return datetime.fromisoformat(text) if text else None

    def note(
        self, tried: Iterable[str], failures: Iterable[str], *, now: datetime, of_all: bool
    ) -> None:
        """Note a refresh: what failed waits twice as long as before, an hour at first."""
        kept = self._read()
        failed = set(failures)
        for source_id in tried:
            before = kept["sources"].pop(source_id, {"failures": 0})
            if source_id in failed:
                n = before["failures"] + 1
                wait = min(FIRST_WAIT * 2 ** min(n - 1, 10), LONGEST_WAIT)
                kept["sources"][source_id] = {
                    "failures": n, "not_before": (now + wait).isoformat()
                }  # fmt: skip
        if of_all:
            kept["ran"] = now.isoformat()
        draft = self.path.with_suffix(".draft")
        draft.write_text(json.dumps(kept, indent=1), "utf-8")
        draft.replace(self.path)

    def _read(self) -> dict[str, Any]:
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            kept = json.loads(self.path.read_text("utf-8"))
            for source in kept["sources"].values():
                datetime.fromisoformat(source["not_before"])
                int(source["failures"])
            if kept["ran"]:
                datetime.fromisoformat(kept["ran"])
            return {"ran": kept["ran"], "sources": dict(kept["sources"])}
        return {"ran": None, "sources": {}}
