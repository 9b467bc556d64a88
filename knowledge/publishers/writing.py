"""Writes what a publisher's file gave as laid-out content, which builds read like kilowit's own."""

import csv
import json
from pathlib import Path

from knowledge.publishers.tables import PublisherTable


def write_publisher_content(table: PublisherTable, folder: Path, *, retrieved: str) -> None:
    """Write `sources/` and `datasets/` into a new folder."""
    manifest, name = table.manifest, table.manifest.name
    for part in ("sources", "datasets"):
        (folder / part).mkdir(parents=True)
    said = {k: v for k, v in manifest.source.items() if k != "id"}
    source = said | {"published": retrieved, "retrieved": retrieved}
    lines = [f"[{manifest.source_id}]", *(f"{k} = {_text(v)}" for k, v in source.items())]
    (folder / "sources" / f"{name}.toml").write_text("\n".join(lines) + "\n", "utf-8")
    columns = ["source_id", "region", "period", "subject"]
    columns += [c for c in dict.fromkeys(manifest.needed()) if c not in columns]
    with (folder / "datasets" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(table.rows)
    (folder / "datasets" / f"{name}.toml").write_text(_manifest_text(table), "utf-8")


def _manifest_text(table: PublisherTable) -> str:
    manifest = table.manifest
    head = {
        "source_column": "source_id", "subject": "{subject}", "region": "region",
        "period": "period", "status": manifest.status, "standing": manifest.standing,
    }  # fmt: skip
    lines = [f"{k} = {_text(v)}" for k, v in head.items()]
    lines += ["keyed = false", f"replaces = {json.dumps(list(manifest.replaces))}"]
    for column, meaning in manifest.columns.items():
        lines += [
            "",
            f"[columns.{_text(column)}]",
            *(f"{k} = {_text(v)}" for k, v in meaning.items()),
        ]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
