"""Answers are kept for their buttons until their time is over or their asker forgets them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.state import KeptAnswer, State

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ANSWER = KeptAnswer("ja", True, "題", ("一", "二"), ("[1]",), (), 1)


@pytest.fixture
def state(state_place):
    state = State.open(state_place)
    person = state.people.person(7)
    state.answers.keep("a1", ANSWER, person=person, until=NOW + timedelta(hours=1))
    yield state
    state.close()


def test_an_answer_is_found_as_it_was_kept(state):
    assert state.answers.find("a1", now=NOW) == ANSWER


@pytest.mark.parametrize(("answer_id", "hours"), [("a2", 0), ("a1", 1)])
def test_nothing_is_found_elsewhere_or_later(state, answer_id, hours):
    assert state.answers.find(answer_id, now=NOW + timedelta(hours=hours)) is None


def test_an_expired_answer_is_deleted(state):
    state.people.expire(now=NOW + timedelta(hours=2))
    assert state.database.all("SELECT count(*) FROM answers") == [(0,)]


def test_a_person_who_is_forgotten_takes_the_answers_along(state):
    assert state.people.forget_person(7) == 1
    assert state.answers.find("a1", now=NOW) is None
