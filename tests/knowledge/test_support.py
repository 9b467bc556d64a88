"""Whether words or a cell hold a figure."""

from dataclasses import replace

import pytest

from knowledge.records import Bilingual, Figure, Locator
from knowledge.support import holds_figure

FIGURE = Figure(
    figure_id="f", subject_id="s", measure_id="electricity_consumption", region="world",
    period=None, value=415.0, lower=None, upper=None, unit="TWh", value_si=None, lower_si=None,
    upper_si=None, status="estimated", scope=Bilingual(), standing="ok", source_id="a",
    locator=Locator(), quote=None, method="curated",
)  # fmt: skip


@pytest.mark.parametrize(
    ("evidence", "value", "unit", "holds"),
    [
        ("around 415 TWh in 2024", 415, "TWh", True),
        ("415,000 GWh", 415, "TWh", True),
        ("4150億kWh", 415, "TWh", True),
        ("Total MWh 12,237,200 15,138,500", 12.2372, "TWh", True),
        ("Total MWh 12,237,200 15,138,500", 15.1385, "TWh", True),
        ("around 420 TWh in 2024", 415, "TWh", False),
        ("it doubled", 415, "TWh", False),
        ("30930.1", 30930.1, "TWh", True),
    ],
)
def test_evidence_holds_a_figure_when_its_number_stands_there(evidence, value, unit, holds):
    assert holds_figure(evidence, replace(FIGURE, value=value, unit=unit)) is holds


def test_both_ends_of_a_range_must_stand_there():
    ranged = replace(FIGURE, value=None, lower=85.4, upper=134.0)
    assert holds_figure("between 85.4 and 134.0 TWh", ranged)
    assert not holds_figure("up to 134.0 TWh", ranged)
