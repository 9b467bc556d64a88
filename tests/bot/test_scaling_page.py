"""The walk-through of docs/scaling.md, run as it stands."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "scaling.md"


def walked_commands():
    section = PAGE.read_text("utf-8").partition("## Try it on one machine")[2].partition("\n## ")[0]
    lines = [line.strip() for line in section.splitlines() if line.startswith("    kilowit ")]
    return [shlex.split(line)[1:] for line in lines]


def test_every_line_of_the_walk_through_does_what_it_says(small_home, database, tmp_path):
    home = shutil.copytree(small_home, tmp_path / "home")
    environment = {
        "PATH": os.environ["PATH"],
        "KILOWIT_HOME": str(home),
        "KILOWIT_STORE": database,
    }
    commands = walked_commands()
    assert len(commands) == 6
    for command in commands:
        arguments = [str(tmp_path / Path(a).name) if a.startswith("/var") else a for a in command]
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        assert done.returncode == 0, (command, done.stderr)
    assert (tmp_path / "state-of-the-store.db").is_file()
    assert not (home / "state.db").exists()
