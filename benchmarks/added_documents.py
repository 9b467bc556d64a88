"""Adds documents about things that the vocabulary does not know and asks about them at once.

    KILOWIT_HOME=/tmp/added .venv/bin/python benchmarks/added_documents.py

KILOWIT_HOME holds a published generation of the shipped knowledge. The article in each language,
the table and the two files made here (a workbook with years as columns and footnotes, a PDF report
with a table) are added to it, the questions of tests/data/added/questions.jsonl are asked, and the
five sources are removed again. Prints each miss and the counts.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.data.added.made import report, workbook

ROOT = Path(__file__).parents[1]

SOURCES = ("harbour", "seitetsu", "tramways", "district-heating", "ski-report")
FOLDER = ROOT / "tests" / "data" / "added"


def main() -> int:
    """Add and ask; end as the evaluation ends."""
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        workbook(made / "district-heating.xlsx")
        report(made / "ski-report.pdf")
        written = [FOLDER / file for file in ("harbour.html", "seitetsu.md", "tramways.csv")]
        _kilowit("add", *map(str, (*written, *sorted(made.iterdir()))))
        result = _kilowit("evaluate", "answers", str(FOLDER / "questions.jsonl"))
        for source in SOURCES:
            _kilowit("remove", source)
    return result


def _kilowit(*arguments: str) -> int:
    return subprocess.run(  # our own command
        [sys.executable, "-m", "bot.cli", *arguments], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
