"""Units: conversion, dimensions, canonical spelling."""

import contextlib
import math
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import knowledge
from knowledge import units
from knowledge.errors import UnitError
from knowledge.unit_table import unit_table
from knowledge.units import (
    base_unit,
    canonical_unit,
    convert,
    convertible,
    dimension_of,
    scale_unit,
    split_unit,
    to_base,
)

MEASURES = Path(knowledge.__file__).parent / "vocabulary" / "measures"
ENERGY = [
    "J",
    "kJ",
    "MJ",
    "GJ",
    "Wh",
    "kWh",
    "MWh",
    "GWh",
    "TWh",
    "toe",
    "Mtoe",
    "BTU",
    "quad",
    "cal",
]


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (415, "TWh", "GWh", 415_000),
        (158_700_000, "kWh", "GWh", 158.7),
        (1, "kWh", "MJ", 3.6),
        (1, "Mtoe", "TWh", 11.63),
        (1, "quad", "EJ", 1.05505585262),
        (1, "kcal", "J", 4184),
        (500, "MW", "GW", 0.5),
        (475, "gCO2e/kWh", "kgCO2e/kWh", 0.475),
        (1, "t", "tCO2e", 1),
        (600, "EH/s", "ZH/s", 0.6),
        (30, "J/TH", "kJ/PH", 30),
        (5, "cents/kWh", "USD/MWh", 50),
        (15, "kWh/100km", "Wh/km", 150),
        (1, "m3", "L", 1000),
        (1, "gal", "L", 3.785411784),
        (8.76, "TWh/yr", "GWh/day", 8.76 * 1000 / 365.25),
        (7, "TWh", "TWh", 7),
    ],
)
def test_units_of_one_dimension_convert(value, unit, to, expected):
    assert convert(value, unit, to) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("unit", "to", "message"),
    [
        (
            "TWh",
            "MW",
            "cannot convert 'TWh' (energy) to 'MW' (power); ask for an energy unit: TWh, GWh, MWh",
        ),
        (
            "%",
            "pp",
            "cannot convert '%' (share) to 'pp' (percentage_points); ask for a share unit: %",
        ),
        (
            "USD",
            "JPY",
            "cannot convert 'USD' (money) to 'JPY' (money); "
            "no exchange rate is known; compare amounts of one currency",
        ),
        (
            "home",
            "chip",
            "cannot convert 'home' (count) to 'chip' (count); "
            "they count different things; compare like with like",
        ),
        (
            "Wh/query",
            "Wh",
            "cannot convert 'Wh/query' (energy_per_query) to 'Wh' (energy); "
            "ask for an energy per query unit: Wh/query, kWh/query, mWh/query",
        ),
    ],
)
def test_conversion_across_dimensions_is_refused(unit, to, message):
    with pytest.raises(UnitError) as error:
        convert(1, unit, to)
    assert str(error.value) == message


@pytest.mark.parametrize("call", [lambda: convert(1, "foo", "foo"), lambda: dimension_of("foo")])
def test_an_unknown_unit_is_refused(call):
    with pytest.raises(UnitError) as error:
        call()
    assert str(error.value) == (
        "no unit 'foo' is known; write a unit such as TWh, MW, gCO2e/kWh or kWh/person"
    )


@pytest.mark.parametrize(
    ("unit", "dimension"),
    [
        ("TWh", "energy"),
        ("W", "power"),
        ("%", "share"),
        ("pp", "percentage_points"),
        ("%/yr", "rate"),
        ("x", "ratio"),
        ("PUE", "ratio"),
        ("gCO2/kWh", "carbon_intensity"),
        ("gCO2e/km", "emissions_per_distance"),
        ("kWh/100km", "energy_per_distance"),
        ("kWh/person", "energy_per_person"),
        ("J/TH", "energy_per_hash"),
        ("EH/s", "hash_rate"),
        ("JPY/kWh", "price_per_energy"),
        ("FLOP", "count"),
        ("TWh/yr", "energy_per_time"),
    ],
)
def test_a_unit_has_one_dimension(unit, dimension):
    assert dimension_of(unit) == dimension


def test_every_measure_has_a_unit_of_its_dimension():
    measures = [
        measure
        for file in sorted(MEASURES.glob("*.toml"))
        for measure in tomllib.loads(file.read_text(encoding="utf-8"))["measure"]
    ]
    assert measures
    wrong = [m["id"] for m in measures if dimension_of(m["unit"]) != m["dimension"]]
    assert wrong == []


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("terawatt-hours", "TWh"),
        ("Terawatt hours", "TWh"),
        ("テラワット時", "TWh"),
        ("キロワットアワー", "kWh"),
        ("メガワット", "MW"),
        ("㎿", "MW"),
        ("twh", "TWh"),
        ("KWH", "kWh"),
        ("mw", "MW"),
        ("mW", "mW"),
        ("MWe", "MW"),
        ("Mtoe", "Mtoe"),
        ("exahashes per second", "EH/s"),
        ("joules per terahash", "J/TH"),
        ("J/T", "J/TH"),
        ("g CO2 per kWh", "gCO2/kWh"),
        ("grams of CO2 equivalent per kilowatt-hour", "gCO2e/kWh"),
        ("kg-CO2/kWh", "kgCO2/kWh"),
        ("MtCO₂e", "MtCO2e"),
        ("metric tons of carbon dioxide", "tCO2"),
        ("トンの二酸化炭素", "tCO2"),
        ("TWh a year", "TWh/yr"),
        ("TWh per annum", "TWh/yr"),
        ("kWh/100 km", "kWh/100km"),
        ("1人あたりkWh", "kWh/person"),
        ("円/kWh", "JPY/kWh"),
        ("US cents per kWh", "cents/kWh"),
        ("percentage points", "pp"),
        ("ポイント", "pp"),
        ("倍", "x"),
        ("世帯", "home"),
        ("μg", "µg"),
    ],
)
def test_a_written_unit_gets_its_canonical_spelling(written, unit):
    assert canonical_unit(written) == unit


@pytest.mark.parametrize("written", ["", "flurb", "Mtoe/flurb", "/", "CO2", "per", " "])
def test_what_is_no_unit_is_refused(written):
    with pytest.raises(UnitError) as error:
        canonical_unit(written)
    assert str(error.value) == (
        f"no unit is written {written!r}; write a unit such as TWh, MW, gCO2e/kWh or kWh/person"
    )


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (158_700_000, "kWh", "GWh"),
        (0.34, "Wh", "mWh"),
        (1250, "MW", "GW"),
        (29_000, "TWh", "TWh"),
        (500_000_000, "kgCO2e", "ktCO2e"),
        (5_000_000, "tCO2", "MtCO2"),
        (0.0003, "kWh/query", "mWh/query"),
        (2_000_000, "kWh/yr", "GWh/yr"),
        (475, "gCO2e/kWh", "gCO2e/kWh"),
        (0, "kWh", "kWh"),
        (12, "home", "home"),
        (-2000, "W", "kW"),
        (1000, "kW", "MW"),
    ],
)
def test_a_value_is_shown_in_the_unit_that_fits(value, unit, shown):
    assert scale_unit(value, unit) == shown


def test_a_unit_is_split_at_its_stroke():
    assert [split_unit("TWh"), split_unit("Wh/query"), split_unit("EH/s")] == [
        ("TWh", None),
        ("Wh", "query"),
        ("EH/s", None),
    ]


@pytest.mark.parametrize(
    ("dimension", "unit"),
    [
        ("energy", "J"),
        ("carbon_intensity", "g/J"),
        ("energy_per_person", "J/person"),
        ("energy_per_time", "J/s"),
        ("rate", "%/s"),
    ],
)
def test_each_dimension_has_a_base_unit(dimension, unit):
    assert base_unit(dimension) == unit


def test_an_unknown_dimension_is_refused():
    with pytest.raises(UnitError, match="no dimension 'beauty' is known; name one of angle, "):
        base_unit("beauty")


def test_every_unit_agrees_with_its_factor_and_has_a_base():
    for name, entry in unit_table().entries.items():
        assert to_base(1, name) == float(entry.factor)
        if entry.kind == entry.dimension:
            base = base_unit(entry.dimension)
            assert convert(1, name, base) == pytest.approx(float(entry.factor), rel=1e-15)


def test_every_spelling_leads_back_to_its_unit_or_to_an_earlier_claim():
    for spelling in unit_table().spellings:
        assert canonical_unit(spelling.text) in unit_table().entries or "/" in spelling.text


@given(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e100, max_value=1e100),
    st.sampled_from(ENERGY),
    st.sampled_from(ENERGY),
)
def test_conversion_there_and_back_keeps_the_value(value, unit, to):
    assert math.isclose(
        convert(convert(value, unit, to), to, unit), value, rel_tol=1e-14, abs_tol=1e-300
    )


def test_the_table_and_pint_agree_on_every_pair_of_units():
    names = [*list(unit_table().entries)[::3], "kWh/person", "gCO2e/kWh", "Wh/query"]
    for unit in names:
        for to in names:
            try:
                expected = units._pint_factor(unit, to)
            except UnitError:
                expected = None
            assert units._table_factor(unit, to) == expected, (unit, to)


def test_factors_are_exact():
    assert unit_table().entries["TWh"].factor == Fraction(3600) * 10**12


@given(st.text())
def test_canonical_unit_gives_a_known_unit_or_a_unit_error(written):
    with contextlib.suppress(UnitError):
        assert dimension_of(canonical_unit(written))


@pytest.mark.parametrize(
    ("unit", "to", "can"),
    [("JPY", "USD", False), ("JPY", "JPY", True), ("GWh", "TWh", True), ("GWh", "GW", False)],
)
def test_amounts_of_two_currencies_do_not_convert(unit, to, can):
    assert convertible(unit, to) is can
