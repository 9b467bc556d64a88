"""Unanswered questions are grouped by what they find."""

from datetime import UTC, datetime

from bot.gaps import export_gaps, gap_texts, group_gaps
from bot.state import Gap

WHEN = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)


def gap(text, language="en"):
    return Gap(text, "no_figure", language, 1, WHEN)


GAPS = (gap("Tidal power?"), gap("潮力発電は?", "ja"), gap(""), gap("Moon cheese?"), gap(""))
TARGETS = {
    "Tidal power?": frozenset("abcde"),
    "潮力発電は?": frozenset("abcxy"),
    "Moon cheese?": frozenset("axyzw"),
}


def test_questions_that_find_the_same_are_one_group_in_any_language():
    groups = group_gaps(GAPS, TARGETS)
    assert [(group.text, len(group.gaps)) for group in groups] == [
        ("Tidal power?", 2),
        ("", 2),
        ("Moon cheese?", 1),
    ]


def test_texts_are_different_and_newest_first():
    assert gap_texts((*GAPS, *GAPS)) == ("Tidal power?", "潮力発電は?", "Moon cheese?")


def test_the_export_has_a_row_for_each_and_runs_no_formula():
    groups = group_gaps((gap("=1+1"),), {})
    assert export_gaps(groups).decode("utf-8-sig").splitlines() == [
        "group,count,question,reason,language,asked",
        "1,1,'=1+1,no_figure,en,2026-11-01T09:30+00:00",
    ]
