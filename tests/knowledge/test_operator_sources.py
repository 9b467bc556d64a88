"""What a killed change of the sources left is undone; copies change apart from the originals."""

import json
import os
import signal

import pytest

from knowledge.errors import SourceBusyError
from knowledge.operator_sources import SourceFolder

SAID = {"name": "a.md", "title": "A"}


@pytest.fixture
def folder(tmp_path):
    folder = SourceFolder(tmp_path / "sources")
    with folder.changing() as change:
        change.put("kept", b"kept", {"name": "kept.md", "title": "Kept"})
    return folder


def killed_while(folder, work):
    """Do work inside a change, in a child that is killed before the change is settled."""
    pid = os.fork()
    if pid == 0:
        with folder.changing() as change:
            work(change)
            os.kill(os.getpid(), signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL


def ids(folder):
    return [raw.source_id for raw in folder.sources()]


@pytest.mark.parametrize(
    "work",
    [
        lambda change: change.put("a", b"new", SAID),
        lambda change: change.put("kept", b"other", SAID),
        lambda change: change.remove(change.folder.source("kept")),
        lambda change: change.restore({}),
    ],
    ids=["add", "replace", "remove", "restore"],
)
def test_a_killed_change_is_undone_before_the_next(folder, work):
    before = folder.records()
    killed_while(folder, work)
    assert folder.records() != before
    with folder.changing():
        assert folder.records() == before
    assert not (folder.path / ".undo.json").exists()


def test_a_change_that_was_made_stays(folder):
    with folder.changing() as change:
        change.put("a", b"new", SAID)
    with folder.changing():
        pass
    assert ids(folder) == ["a", "kept"]


def test_a_file_laid_by_hand_comes_back_after_a_kill(folder):
    by_hand = folder.path / "deep" / "hand.md"
    by_hand.parent.mkdir()
    by_hand.write_bytes(b"by hand")
    killed_while(folder, lambda change: change.remove(folder.source("hand")))
    assert not by_hand.exists()
    with folder.changing():
        assert by_hand.read_bytes() == b"by hand"


def test_a_copy_changes_apart(folder, tmp_path):
    (folder.path / "hand.md").write_bytes(b"by hand")
    copy = folder.copy_to(tmp_path / "copy")
    assert ids(copy) == ["hand", "kept"]
    with copy.changing() as change:
        change.put("a", b"new", SAID)
        change.remove(copy.source("kept"))
    assert (ids(copy), ids(folder)) == (["a", "hand"], ["hand", "kept"])


def test_restoring_takes_out_what_came_and_brings_back_what_went(folder):
    then = folder.records()
    with folder.changing() as change:
        change.remove(folder.source("kept"))
        change.put("a", b"new", SAID)
    with folder.changing() as change:
        assert change.restore(then) == (("kept",), ("a",))
    assert folder.records() == then


def test_a_record_without_its_file_is_not_restored(folder):
    then = folder.records()
    with folder.changing() as change:
        change.remove(folder.source("kept"))
    for file in (folder.path / "originals").iterdir():
        file.unlink()
    with folder.changing() as change:
        assert change.restore(then) == ((), ())
    assert ids(folder) == []


def test_two_changes_at_once_wait_then_say_so(folder):
    with folder.changing(), pytest.raises(SourceBusyError), folder.changing(wait_s=0.0):
        pass


def test_the_journal_tells_what_is_being_changed(folder):
    with folder.changing() as change:
        change.put("a", b"new", SAID)
        journal = json.loads((folder.path / ".undo.json").read_text())
    assert journal == {"a.source.toml": None}
