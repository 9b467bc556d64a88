"""A small sample of benchmarks/worded_kinds.py: the kinds of question in many wordings."""

from dataclasses import replace

import pytest

from benchmarks.worded_cases import Sampler
from benchmarks.worded_figures import Stored
from benchmarks.worded_frames import all_frames
from benchmarks.worded_judging import Expected, Told, judge
from benchmarks.worded_kinds import ask_all

EVERY = 5  # a fifth of the wordings, other ones than those next to them


@pytest.fixture(scope="module")
def sampler(engine):
    return Sampler(Stored(engine))


def test_most_wordings_are_told_what_is_stored(engine):
    counted = ask_all(engine, list(all_frames())[::EVERY], cases=1, seed=7, is_shown=False)
    right = sum(count["right"] for count in counted.values())
    otherwise = sum(count["otherwise"] for count in counted.values())
    total = sum(count.total() for count in counted.values())
    assert total > 100
    assert right / total > 0.75
    assert otherwise / total < 0.12


def test_a_third_is_held_out_of_every_kind():
    for kind in {f.kind for f in all_frames()}:
        frames = [f for f in all_frames() if f.kind == kind]
        assert 0.25 <= sum(f.is_held for f in frames) / len(frames) < 0.45


def test_a_seed_draws_the_same_questions_and_another_one_others(sampler):
    frames = [f for f in all_frames() if f.kind in ("ratio", "trend", "homes")]
    first, again, other = (
        [case.question for f in frames for case in sampler.cases(f, 2, seed)] for seed in (1, 1, 2)
    )
    assert first == again
    assert len(set(first) & set(other)) < len(first) / 2


def test_another_value_side_or_verdict_is_not_right(engine, sampler):
    frame = next(f for f in all_frames() if f.kind == "holds" and f.language == "en")
    case = next(c for c in sampler.cases(frame, 20, 3) if judge(engine, c)[0] == "right")
    expected = case.expected
    wrong = [
        replace(expected, verdict=not expected.verdict),
        replace(expected, values=((Told(123456.0, "x"),),), turned=()),
        replace(expected, words=(("no such word",),)),
        Expected(),
    ]
    told = [judge(engine, replace(case, expected=one))[0] for one in wrong]
    assert told == ["otherwise"] * len(wrong)
