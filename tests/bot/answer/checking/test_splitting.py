"""A message is cut into clauses that keep their span in it."""

import time

import pytest

from bot.answer.checking.splitting import split_message


@pytest.mark.parametrize(
    ("message", "clauses"),
    [
        ("Bitcoin uses 150 TWh a year.", ["Bitcoin uses 150 TWh a year."]),
        (
            "Bitcoin uses 150 TWh, while Norway uses 130 TWh.",
            ["Bitcoin uses 150 TWh", "Norway uses 130 TWh."],
        ),
        ("It took 1,287 MWh. Google paid.", ["It took 1,287 MWh.", "Google paid."]),
        ("- one: 5 TWh\n- two: 6 TWh", ["one: 5 TWh", "two: 6 TWh"]),
        ("see https://example.org/5-TWh now", ["see now"]),
        (
            "日本は900 TWhを使うが、フランスは450 TWhだ。",
            ["日本は900 TWhを使う", "フランスは450 TWhだ。"],
        ),
    ],
)
def test_a_message_is_cut_where_a_statement_may_end(message, clauses):
    assert [" ".join(clause.text.split()) for clause in split_message(message)] == clauses


@pytest.mark.parametrize("message", ["**A** uses 5–10 TWh; `B` 3 GW", "電力は5〜10 TWh、次は3 GW"])
def test_every_clause_keeps_its_span(message):
    for clause in split_message(message):
        assert len(message[clause.start : clause.end]) == len(clause.text)
        words = clause.text.split()
        assert all(word in message[clause.start : clause.end] for word in words)


def test_a_quantity_is_never_cut():
    assert "1,000 to 2,000 MWh" in split_message("It took 1,000 to 2,000 MWh")[0].text


@pytest.mark.parametrize(
    "run",
    ["|" * 5000, " " * 5000, "\t" * 5000, " , " * 1600],
    ids=["bars", "spaces", "tabs", "commas"],
)
def test_no_run_of_spaces_or_marks_takes_long(run):
    started = time.process_time()
    split_message(f"Japan used {run} 5 TWh in 2020")
    assert time.process_time() - started < 5  # tried anew at each space it takes hours
