"""Writes requirements.hashes.txt: each pinned package with the SHA-256 of the file pip chooses.

    .venv/bin/python -m scripts.hashes

It asks pip (`--dry-run --report`), which installs nothing; so the hashes are those of the index and
the platform that it runs on. torch is left out where its pinned build comes from a local file.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "requirements.hashes.txt"
PYTHON = f"Python {sys.version_info[0]}.{sys.version_info[1]}, {sys.platform}"
HEAD = f"# Made by 'make hashes' for {PYTHON}.\n"


def report(requirements: Path) -> list[tuple[str, str, str]]:
    """Return (name, version, sha256) of what pip would install for pinned requirements."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report.json"
        subprocess.run(
            [
                sys.executable, "-m", "pip", "install", "--quiet", "--dry-run",
                "--ignore-installed", "--no-deps", "--report", str(target),
                "--requirement", str(requirements),
            ],
            check=True,
        )  # fmt: skip
        found = json.loads(target.read_text("utf-8"))["install"]
    return sorted(
        (
            item["metadata"]["name"].lower(),
            item["metadata"]["version"],
            item["download_info"]["archive_info"]["hashes"]["sha256"],
        )
        for item in found
        if "+" not in item["metadata"]["version"]  # a local build, whose file is nobody else's
    )


def main() -> None:
    """Write the file."""
    lines = [f"{name}=={v} --hash=sha256:{h}\n" for name, v, h in report(ROOT / "constraints.txt")]
    TARGET.write_text(HEAD + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
