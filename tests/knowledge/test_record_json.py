"""Every record comes back from its JSON as it was."""

from datetime import date

import pytest

from knowledge.record_json import from_json, to_json
from knowledge.records import Bilingual, Document, Figure, Locator, Passage, Period, Source
from knowledge.words import Subject

_FIGURE = Figure(
    figure_id="f", subject_id="s", measure_id="m", region="world", period=Period.parse("FY2024"),
    value=1.5, lower=None, upper=None, unit="TWh", value_si=5.4e15, lower_si=None, upper_si=None,
    status="measured", scope=Bilingual("a", "あ"), standing="ok", source_id="x",
    locator=Locator(document_id="d", start=1, end=4), quote="1.5", method="extracted",
)  # fmt: skip


@pytest.mark.parametrize(
    "record",
    [
        _FIGURE,
        Source("s", "T", "P", "u", "report", "primary", "ja", "CC0"),
        Document("d", "s", "T", "en", "text", "x", (0, 3), ("A", "B"), "c"),
        Passage("p", "d", "s", "ja", ("章",), "文", 0, 1, 2, "table", ("f", "g")),
        Subject("s", "kind", Bilingual("a"), "m", ("b",), (), (), None, ("c",)),
    ],
    ids=lambda record: type(record).__name__,
)
def test_a_record_survives_json(record):
    assert from_json(type(record), to_json(record)) == record


def test_a_period_keeps_its_form():
    assert from_json(Figure, to_json(_FIGURE)).period == Period(
        date(2024, 1, 1), date(2024, 12, 31), "FY2024"
    )
