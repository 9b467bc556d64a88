"""The EU's rows are the sums of its members' rows in the same table."""

import csv
from collections import defaultdict

import pytest

from bot.contents import shipped_content

MEMBERS = (
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE",
    "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
)  # fmt: skip
SUMMED = (
    "demand_twh", "generation_twh", "population", "coal_twh", "gas_twh", "oil_twh", "nuclear_twh",
    "hydro_twh", "wind_twh", "solar_twh", "bioenergy_twh", "other_renewables_twh",
)  # fmt: skip
INTENSITY = "carbon_intensity_g_per_kwh"


@pytest.fixture(scope="module")
def rows():
    path = shipped_content() / "datasets" / "country-electricity.csv"
    years = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            years[row["year"]][row["region"]] = row
    return years


def test_the_eu_is_there_in_every_year(rows):
    assert sorted(year for year in rows if "EU" in rows[year]) == [
        str(year) for year in range(2000, 2026)
    ]


@pytest.mark.parametrize("column", SUMMED)
def test_the_eu_is_the_sum_of_its_members(rows, column):
    for year in rows:
        members = [float(rows[year][member][column] or 0) for member in MEMBERS]
        assert float(rows[year]["EU"][column]) == pytest.approx(sum(members), abs=0.01), year


def test_the_intensity_of_the_eu_is_weighted_by_generation(rows):
    for year in rows:
        members = [rows[year][member] for member in MEMBERS]
        emitted = sum(float(m[INTENSITY]) * float(m["generation_twh"]) for m in members)
        mean = emitted / sum(float(m["generation_twh"]) for m in members)
        assert float(rows[year]["EU"][INTENSITY]) == pytest.approx(mean, abs=0.01)
