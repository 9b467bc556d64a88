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
