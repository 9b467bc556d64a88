"""Whose a cell's number is: the row's, the column's, the document's, nobody's."""

import csv
import io

import pytest

from knowledge.records import Document, Source
from knowledge.tabling import find_table_figures
from knowledge.words import load_vocabulary


def found(rows, *, caption="", title="t", language="en"):
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    document = Document("d", "s", title, language, "table", buffer.getvalue(), caption=caption)
    source = Source(
        source_id="s", title=title, publisher="", url="", kind="table", tier="secondary",
        language=language, licence="",
    )  # fmt: skip
    figures = find_table_figures(document, source=source, vocabulary=load_vocabulary()).figures
    return [
        (f.subject_id, f.measure_id, f.value, f.unit, f.period.text if f.period else None)
        for f in figures
        if f.standing != "rejected"
    ]


def test_rows_of_years_are_of_the_columns_names():
    rows = [
        ["Year", "Alpha Plant (MWh)", "Total (MWh)"],
        ["2022", "10", "30"],
        ["2023", "11", "32"],
    ]
    assert found(rows, caption="Electricity consumption") == [
        ("named:alpha-plant", "electricity_consumption", 10, "MWh", "2022"),
        ("named:alpha-plant", "electricity_consumption", 11, "MWh", "2023"),
    ]


def test_rows_of_measures_are_of_whose_data_the_title_tells():
    rows = [["Indicator", "2024"], ["Electricity consumption (GWh)", "52"], ["Gas (GWh)", "31"]]
    assert found(rows, title="Northlight Semiconductor sustainability data 2024") == [
        ("named:northlight-semiconductor", "electricity_consumption", 52, "GWh", "2024")
    ]


def test_rows_of_measures_in_japanese_take_their_unit_column():
    rows = [
        ["項目", "単位", "2024年度"],
        ["電力使用量", "MWh", "4,900"],
        ["CO2排出量", "t-CO2", "210"],
    ]
    assert found(rows, title="株式会社ミナト ESGデータ", language="ja") == [
        ("named:ミナト", "electricity_consumption", 4900, "MWh", "FY2024"),
        ("named:ミナト", "emissions", 210, "tCO2", "FY2024"),
    ]


def test_a_table_of_members_by_country_tells_nothing_of_the_countries():
    rows = [["Country", "2024"], ["Belgium", "1,502"], ["Poland", "3,190"]]
    subjects = {
        s for s, *_ in found(rows, caption="Electricity consumption of members by country (GWh)")
    }
    assert subjects == {"named:members"}


@pytest.mark.parametrize(
    "header",
    ["Diesel (MWh)", "Battery (kWh)", "CO2 saved (t)", "Heat (GWh)", "Share of electricity (%)"],
)
def test_other_energies_savings_and_shares_of_a_country_are_left_out(header):
    assert found([["Country", header], ["Ireland", "6"], ["Japan", "9"]]) == []


def test_a_plant_beside_its_country_is_the_plants():
    rows = [
        ["plant", "country", "capacity_mw", "output_gwh_2024"],
        ["Quillan Hydro", "France", "118", "402"],
        ["Ostrava Gas", "Czechia", "310", "990"],
    ]
    assert found(rows)[:2] == [
        ("named:quillan-hydro", "power_capacity", 118, "MW", None),
        ("named:quillan-hydro", "generation_hydro", 402, "GWh", "2024"),
    ]


def test_a_title_row_tells_whose_a_data_book_is():
    rows = [
        ["Indicator", "Unit", "FY2025"],
        ["Water", "", ""],
        ["Water withdrawal", "thousand m3", "4980"],
        ["Scope 1 emissions", "kt CO2e", "128"],
    ]
    assert found(rows, caption="Karst Foods plc – ESG data book FY2025") == [
        ("named:karst-foods", "water_withdrawal", 4_980_000, "m3", "FY2025"),
        ("named:karst-foods", "emissions", 128, "ktCO2e", "FY2025"),
    ]


def test_small_letters_in_a_headers_unit_are_megawatts():
    assert found([["site", "peak_demand_mw"], ["Varn", "12"], ["Tessel", "9"]])[0][2:4] == (
        12,
        "MW",
    )


def test_codes_of_states_are_states():
    rows = [["State", "Electricity consumption (TWh)"], ["V A", "33.85"], ["OH", "2.36"]]
    caption = "Electricity consumption of U.S. data centers in 2023"
    assert [s for s, *_ in found(rows, caption=caption)] == ["data-centres", "data-centres"]


def test_a_models_energy_under_training_is_training_energy():
    rows = [["", "Alpha-7B", "Beta-3B"], ["Training energy (kWh)", "51686", "25634"]]
    assert found(rows)[0][:2] == ("named:alpha-7b", "training_energy")
