"""Sources change at random from several processes while others ask; both are killed at random."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

CHAOS = Path(__file__).parents[3] / "benchmarks" / "chaos_sources.py"


@pytest.mark.slow
def test_kills_lose_nothing_acknowledged_and_mix_nothing():
    # A process of its own: what it forks would inherit the locks of the suite's threads.
    done = subprocess.run(
        [sys.executable, str(CHAOS), "15", "--seed", "3"],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    counts = {name: int(n) for n, name in re.findall(r"(\d+) (kills|answers)", done.stdout)}
    assert counts["kills"] > 0
    assert counts["answers"] > 0
