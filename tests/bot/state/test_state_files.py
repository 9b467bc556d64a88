"""Opening, migrating, backing up and restoring `state.db`."""

import contextlib
import sqlite3

import pytest

from bot.cli import main
from bot.errors import StateError
from bot.state import ServerSettings, State, backup_state, restore_state
from bot.state.database import MIGRATIONS

PRIVATE = ServerSettings(is_private=True)


def made(path, settings=PRIVATE):
    state = State.open(path)
    state.servers.set_settings(7, settings)
    state.close()


def settings_in(path):
    state = State.open(path)
    with contextlib.closing(state):
        return state.servers.settings(7)


def test_a_new_file_is_of_the_newest_version(tmp_path):
    made(tmp_path / "state.db")
    with contextlib.closing(sqlite3.connect(tmp_path / "state.db")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_a_file_of_a_newer_kilowit_is_refused_and_kept(tmp_path):
    made(tmp_path / "state.db")
    with contextlib.closing(sqlite3.connect(tmp_path / "state.db")) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StateError) as caught:
        State.open(tmp_path / "state.db")
    assert str(caught.value) == (
        f"state.db has version 99, this kilowit knows {len(MIGRATIONS)}; "
        "upgrade kilowit, or restore an older backup"
    )


@pytest.mark.parametrize("damage", ["overwritten", "not a database"])
def test_a_damaged_file_is_told_with_the_remedy(tmp_path, damage):
    path = tmp_path / "state.db"
    made(path)
    content = path.read_bytes()
    path.write_bytes(
        b"hello" * 100 if damage == "not a database" else content[:4096] + b"\xff" * 8192
    )
    with pytest.raises(StateError, match=r"state.db is damaged .*kilowit restore FILE"):
        State.open(path)


def test_two_processes_may_write_in_turn(tmp_path):
    first, second = State.open(tmp_path / "state.db"), State.open(tmp_path / "state.db")
    first.servers.set_settings(7, PRIVATE)
    assert second.servers.settings(7) == PRIVATE
    assert first.people.person(5) == second.people.person(5)
    first.close()
    second.close()


def test_a_backup_is_whole_while_the_state_is_in_use(tmp_path):
    state = State.open(tmp_path / "state.db")
    state.servers.set_settings(7, PRIVATE)
    backup_state(tmp_path / "state.db", tmp_path / "copy.db")
    state.close()
    assert settings_in(tmp_path / "copy.db") == PRIVATE


def test_a_backup_overwrites_nothing(tmp_path):
    made(tmp_path / "state.db")
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(StateError, match="exists already; name a new file"):
        backup_state(tmp_path / "state.db", tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_restoring_keeps_what_it_replaces(tmp_path):
    made(tmp_path / "state.db")
    backup_state(tmp_path / "state.db", tmp_path / "copy.db")
    made(tmp_path / "state.db", ServerSettings(language="ja"))
    replaced = restore_state(tmp_path / "copy.db", tmp_path / "state.db")
    assert settings_in(tmp_path / "state.db") == PRIVATE
    assert settings_in(replaced) == ServerSettings(language="ja")


def test_a_bad_backup_changes_nothing(tmp_path):
    made(tmp_path / "state.db")
    (tmp_path / "copy.db").write_bytes(b"nonsense" * 200)
    with pytest.raises(StateError, match=r"cannot restore copy\.db"):
        restore_state(tmp_path / "copy.db", tmp_path / "state.db")
    assert settings_in(tmp_path / "state.db") == PRIVATE
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy.db", "state.db"]


def test_the_commands_back_up_and_restore(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KILOWIT_HOME", str(tmp_path / "home"))
    made(tmp_path / "home" / "state.db")
    copy = str(tmp_path / "copy.db")
    assert main(["backup", copy]) == 0
    assert main(["backup", copy]) == 3
    assert main(["restore", copy]) == 0
    captured = capsys.readouterr()
    assert captured.out == f"backed up to {copy}\nrestored {copy}\n"
    assert captured.err == (
        f"kilowit: {copy} exists already; name a new file\n"
        "kilowit: what was there before is kept as state.db.replaced-1\n"
    )
