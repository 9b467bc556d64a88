"""What people write is kept, found, deleted and expired as promised."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import StateError
from bot.state import AuditEntry, Feedback, Gap, ServerSettings, State

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def state(state_place):
    opened = State.open(state_place)
    yield opened
    opened.close()


def test_a_server_that_chose_nothing_has_the_defaults(state):
    assert state.servers.settings(7) == ServerSettings()


def test_settings_are_kept_whole(state):
    chosen = ServerSettings((1, 2), True, "ja", "thread", 5, 50, True, 9)
    state.servers.set_settings(7, chosen)
    assert state.servers.settings(7) == chosen


def test_a_setting_of_a_newer_kilowit_is_ignored(state):
    with state.database.writing() as connection:
        connection.execute('INSERT INTO server_settings VALUES (7, \'{"colour": "red"}\')')
    assert state.servers.settings(7) == ServerSettings()


def test_a_context_lasts_an_hour_and_is_then_deleted(state):
    state.people.remember("thread:1", ["a?", "b?"], user_id=5, now=NOW)
    assert state.people.context("thread:1", now=NOW + timedelta(minutes=59)) == ("a?", "b?")
    assert state.people.context("thread:1", now=NOW + timedelta(hours=1)) == ()
    state.people.expire(now=NOW + timedelta(hours=1))
    assert state.database.all("SELECT * FROM contexts") == []


def test_only_the_last_questions_are_remembered(state):
    state.people.remember("thread:1", [f"{n}?" for n in range(8)], user_id=5, now=NOW)
    assert state.people.context("thread:1", now=NOW) == ("3?", "4?", "5?", "6?", "7?")


def test_a_later_rating_replaces_the_earlier_of_the_same_person(state):
    for rating in ("up", "down"):
        state.people.rate(Feedback("a1", rating, "", 7, NOW), user_id=5)
    state.people.rate(Feedback("a1", "up", "clear", None, NOW), user_id=6)
    assert sorted(f.rating for f in state.people.feedback()) == ["down", "up"]
    assert [f.rating for f in state.people.feedback(server_id=7)] == ["down"]


def test_a_user_id_cannot_be_read_out_of_the_file(state, tmp_path):
    state.people.rate(Feedback("a1", "up", "", 7, NOW), user_id=123456789012345678)
    state.people.add_gap(Gap("", "no_figure", "en", 7, NOW), user_id=123456789012345678)
    state.close()
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"123456789012345678" not in held


def test_quotas_are_counted_by_day_and_refusals_are_not(state):
    uses = [state.people.count_use("user:x", quota=2, now=NOW) for _ in range(4)]
    assert uses == [True, True, False, False]
    assert state.people.count_use("user:x", quota=3, now=NOW) is True
    assert state.people.count_use("user:x", quota=1, now=NOW + timedelta(days=1)) is True


def test_a_forgotten_person_leaves_nothing_behind(state):
    state.people.rate(Feedback("a1", "up", "", 7, NOW), user_id=5)
    state.people.add_gap(Gap("what?", "unclear", "en", 7, NOW), user_id=5)
    state.people.add_gap(Gap("", "unclear", "en", 7, NOW), user_id=6)
    state.people.remember("thread:1", ["a?"], user_id=5, now=NOW)
    assert state.people.forget_person(5) == 3
    assert [g.text for g in state.people.gaps()] == [""]
    assert state.people.feedback() == ()


def test_a_left_server_leaves_only_its_audit(state):
    state.servers.set_settings(7, ServerSettings(is_private=True))
    state.servers.watch(7, ["how much power does Bitcoin use?"])
    state.people.add_gap(Gap("", "unclear", "en", 7, NOW), user_id=5)
    entry = AuditEntry(NOW, "5", "add", "report", "3 figures", 7)
    state.audit.record(entry)
    state.servers.forget(7)
    assert (state.servers.settings(7), state.servers.watched()) == (ServerSettings(), ())
    assert state.people.gaps() == ()
    assert state.audit.entries() == (entry,)


def test_old_gaps_and_ratings_expire(state):
    state.people.add_gap(Gap("", "unclear", "en", 7, NOW), user_id=5)
    state.people.rate(Feedback("a1", "up", "", 7, NOW), user_id=5)
    state.people.expire(now=NOW + timedelta(days=91))
    assert (len(state.people.gaps()), len(state.people.feedback())) == (0, 1)
    state.people.expire(now=NOW + timedelta(days=366))
    assert state.people.feedback() == ()


def test_a_time_without_a_zone_is_refused(state):
    with pytest.raises(ValueError, match="has no time zone; give an aware time"):
        state.people.expire(now=datetime(2026, 1, 1))  # noqa: DTZ001  # the mistake itself


def test_a_failed_transaction_keeps_nothing(state):
    def write_and_fail():
        with state.database.writing() as connection:
            connection.execute("INSERT INTO watched VALUES (7, 'a?')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert state.servers.watched() == ()


def test_records_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        ServerSettings().is_private = True


def test_a_broken_server_setting_names_the_remedy(state):
    with pytest.raises(StateError, match="restore a backup"):
        state.database.all("SELECT * FROM no_such_table")
