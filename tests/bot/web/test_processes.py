"""Several processes that share the port: one looks after the knowledge, each takes callers."""

import contextlib
import http.client
import os
import re
import shutil
import subprocess
import sys
import urllib.parse
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sources.attempts import PUBLISHERS_FILE, Attempts


def test_one_process_refreshes_on_schedule_and_both_answer(tmp_path, small_home):
    home = shutil.copytree(small_home, tmp_path / "home")
    Attempts(home / PUBLISHERS_FILE).note([], [], now=datetime.now(UTC), of_all=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "web", "--port", "0", "--processes", "2"],
        env=os.environ
        | {"KILOWIT_HOME": str(home), "KILOWIT_LOG": "json", "KILOWIT_REFRESH_HOURS": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        lines = iter(process.stderr.readline, "")
        ready = next(line for line in lines if "Open http" in line)
        place = urllib.parse.urlsplit(re.search(r"http://\S+", ready)[0]).netloc
        for _ in range(8):
            connection = http.client.HTTPConnection(place, timeout=60)
            connection.request("GET", "/api/status")
            assert connection.getresponse().status == 200
            connection.close()
        refreshed = next(line for line in lines if "by schedule ended" in line)
        assert "refresh by schedule ended with 0" in refreshed
    finally:
        process.terminate()
        with process.stderr:
            rest = process.stderr.read()
        process.wait(timeout=60)
    assert "by schedule ended" not in rest


def held_sockets(process):
    """How many sockets each child of a process holds, by its id."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return {
        child: sum(
            str(file.readlink()).startswith("socket:")
            for file in Path(f"/proc/{child}/fd").iterdir()
        )
        for child in children
    }


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="tells by /proc who holds what")
def test_callers_that_stay_are_shared_out_evenly(small_home):
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "web", "--port", "0", "--processes", "2"],
        env=os.environ | {"KILOWIT_HOME": str(small_home)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        ready = next(line for line in iter(process.stderr.readline, "") if "Open http" in line)
        place = urllib.parse.urlsplit(re.search(r"http://\S+", ready)[0]).netloc
        before = held_sockets(process)
        with contextlib.ExitStack() as kept:
            for _ in range(6):
                connection = http.client.HTTPConnection(place, timeout=60)
                kept.callback(connection.close)
                connection.request("GET", "/api/status")
                assert connection.getresponse().read()
            after = held_sockets(process)
        more = sorted(after[child] - before[child] for child in after)
        assert [n for n in more if n] == [3, 3]
    finally:
        process.terminate()
        process.stderr.close()
        assert process.wait(timeout=60) == 0
