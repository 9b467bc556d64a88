"""Times told by the day of the question."""

from datetime import date

import pytest

from bot.answer.parsing.relative_periods import relative_periods

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("20 years ago", ["2006"]),
        ("compared with a decade ago", ["2016"]),
        ("than two decades earlier", ["2006"]),
        ("over the last five years", ["2021/2026"]),
        ("in the past decade", ["2016/2026"]),
        ("trend last 10 years", ["2016/2026"]),
        ("last year", ["2025"]),
        ("20年前と比べて", ["2006"]),
        ("十年前より", ["2016"]),
        ("過去10年間", ["2016/2026"]),
        ("去年", ["2025"]),
        ("two years before the Merge", []),
        ("5年前後", []),
        ("900 years ago", []),
        ("2010 and 5 years ago", ["2010", "2021"]),
    ],
)
def test_a_distance_from_today_is_a_period(text, periods):
    assert [span.period.text for span in relative_periods(text, TODAY)] == periods


@pytest.mark.parametrize(
    "question",
    ["Japan's electricity demand compared with 20 years ago", "20年前と比べて日本の電力消費は?"],
)
def test_now_is_set_beside_a_time_before(engine, question):
    payload = engine.ask(question).payload
    assert payload["kind"] == "comparison"
    assert payload["headline"]["value"] == pytest.approx(0.884, rel=0.01)
    assert "2006" in payload["headline"]["text"]
