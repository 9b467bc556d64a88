"""Killed builders, full and read-only disks, and damaged files leave a generation serving."""

import mmap  # noqa: F401  # loaded while the interpreter's folder may still be read
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from test_generations import build, write_content

from index.errors import GenerationError
from index.generations import FILES, Home, check_files
from index.hashing import HashEncoder
from index.opening import open_generation
from knowledge.errors import KilowitError

_ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def test_killed_builders_leave_a_whole_generation_and_readers_none_the_wiser():
    done = subprocess.run(
        [sys.executable, "benchmarks/crash_builds.py", "6", "--seed", "7"],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.startswith("6 builders killed")) == (0, True), done.stdout


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
@pytest.mark.parametrize("damage", ["truncated", "flipped", "missing"])
def test_damage_is_refused_at_opening_and_the_good_one_offered(home, tmp_path, name, damage):
    good = build(home, write_content(tmp_path / "c", 1))
    bad = build(home, write_content(tmp_path / "c", 2))
    path = home.folder(bad) / name
    content = bytearray(path.read_bytes())
    if damage == "missing":
        path.unlink()
    elif damage == "truncated":
        path.write_bytes(content[: len(content) // 2])
    else:
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    with pytest.raises(GenerationError, match=f"kilowit rollback {good}"):
        open_generation(home, HashEncoder())


@pytest.mark.parametrize("limit_bytes", [100, 5_000, 20_000, 40_000])
def test_a_full_disk_leaves_the_old_one_serving(home, tmp_path, limit_bytes):
    name = build(home, write_content(tmp_path / "c", 1))
    content = write_content(tmp_path / "c", 2)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, before[1]))
    try:
        with pytest.raises(KilowitError, match="free disk space"):
            build(home, content)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (home.current(), check_files(home.folder(name))) == (name, [])
    assert build(home, content) == home.current()


def test_a_read_only_folder_is_said_and_still_read():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        home = Home(Path(folder) / "home")
        name = build(home, write_content(Path(folder) / "c", 1))
        with _without_rights(home):
            with pytest.raises(GenerationError, match="set KILOWIT_HOME to another folder"):
                build(home, Path(folder) / "c")
            opened = open_generation(home, HashEncoder())
            assert (opened.name, opened.knowledge.figure("k").value) == (name, 1)
            opened.close()


class _without_rights:  # noqa: N801  # reads as a phrase
    """Take away the right to write to a home, also from root."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.user = os.geteuid()

    def __enter__(self) -> None:
        for path in (self.home.path, self.home.generations, self.home.path / "build.lock"):
            path.chmod(0o555 if path.is_dir() else 0o444)
        if self.user == 0:
            os.seteuid(65534)

    def __exit__(self, *_: object) -> None:
        if self.user == 0:
            os.seteuid(0)
        for path in (self.home.path, self.home.generations):
            path.chmod(0o755)
