"""Tables as they stand in reports become figures, or stay out where their meaning is not stated."""

import pytest

from knowledge.records import Document, Locator, Source
from knowledge.tabling import find_table_figures
from knowledge.words import load_vocabulary

_SOURCE = Source(
    "s", "T", "P", "https://example.org/", "report", "secondary", "en", "CC0", published="2025-03"
)


@pytest.fixture(scope="module")
def vocabulary():
    return load_vocabulary()


@pytest.fixture
def read(vocabulary):
    def found(text, caption="", *, language="en"):
        document = Document("d", "s", caption or "Table", language, "table", text, caption=caption)
        return find_table_figures(document, source=_SOURCE, vocabulary=vocabulary)

    return found


def brief(found):
    return [
        (f.subject_id, f.measure_id, f.region, f.period.text if f.period else None, f.value, f.unit)
        for f in found.figures
        if f.standing != "rejected"
    ]


def test_years_as_columns_with_markers_and_a_total(read):
    text = (
        'Country,2022,2023,2024(e)\nJapan,"1,013",985,"1,002"\nFrance,n/a,–,449 (p)\nTotal,1,2,3\n'
    )
    found = read(text, "Electricity demand by country (TWh)")
    assert brief(found) == [
        ("country:JP", "electricity_demand", "JP", "2022", 1013.0, "TWh"),
        ("country:JP", "electricity_demand", "JP", "2023", 985.0, "TWh"),
        ("country:JP", "electricity_demand", "JP", "2024", 1002.0, "TWh"),
        ("country:FR", "electricity_demand", "FR", "2024", 449.0, "TWh"),
    ]


def test_the_locator_is_the_row_and_the_column(read):
    found = read("Country,2023\nJapan,985\nFrance,445\n", "Electricity demand (TWh)")
    assert found.figures[1].locator == Locator(
        document_id="d", table="Electricity demand (TWh)", row=2, column="2023"
    )
    assert found.figures[1].quote is None


def test_a_long_table_with_indicator_and_unit_columns(read):
    text = (
        "Region,Year,Indicator,Value,Unit\n"
        "Ireland,2022,Data centre electricity consumption,5.3,TWh\n"
        "Ireland,2023,Data centre electricity consumption,6300,GWh\n"
    )
    assert brief(read(text)) == [
        ("data-centres", "electricity_consumption", "IE", "2022", 5.3, "TWh"),
        ("data-centres", "electricity_consumption", "IE", "2023", 6300.0, "GWh"),
    ]


def test_a_japanese_table_in_hundred_millions(read):
    found = read('国,2023年度\n日本,9050\n米国,"42,000"\n', "電力需要(億kWh)", language="ja")
    assert brief(found) == [
        ("country:JP", "electricity_demand", "JP", "FY2023", 905e9, "kWh"),
        ("country:US", "electricity_demand", "US", "FY2023", 4.2e12, "kWh"),
    ]


def test_units_in_row_labels_and_the_subject_in_the_title(read):
    text = 'Metric,2023\nElectricity consumption (GWh),"25,307"\n'
    text += 'Carbon emissions (tCO2e),"14,300,000"\n'
    assert brief(read(text, "Google: environmental data")) == [
        ("company:google", "electricity_consumption", "world", "2023", 25307.0, "GWh"),
        ("company:google", "emissions", "world", "2023", 14300000.0, "tCO2e"),
    ]


def test_a_header_of_two_rows_with_merged_cells(read):
    text = "Site,Power capacity,\n,2024 (MW),2025 (MW)\nZorblax One,45,90\n"
    found = read(text, "Campuses")
    assert brief(found) == [
        ("named:zorblax-one", "power_capacity", "world", "2024", 45.0, "MW"),
        ("named:zorblax-one", "power_capacity", "world", "2025", 90.0, "MW"),
    ]
    assert [s.names.en for s in found.subjects] == ["Zorblax One"]


def test_a_point_for_thousands_where_the_column_shows_it(read):
    text = 'Country,Electricity consumption (GWh)\nGermany,"507.123,5"\nFrance,445.300\n'
    assert [f[4] for f in brief(read(text, "2023"))] == [507123.5, 445300.0]


def test_a_column_of_both_styles_is_not_read_and_told(read):
    text = 'Country,Electricity consumption (GWh)\nGermany,"507.123,5"\nFrance,"445,300.1"\n'
    found = read(text, "2023")
    assert found.figures == ()
    assert [d.kind for d in found.doubts] == ["encoding"]


def test_two_values_of_the_same_matter_are_rejected(read):
    found = read("Country,Electricity demand 2023 (TWh)\nJapan,985\nJapan,1200\n")
    assert [f.standing for f in found.figures] == ["rejected", "rejected"]
    assert [d.kind for d in found.doubts] == ["duplicate", "duplicate"]


def test_a_scenario_is_the_scope(read):
    text = "Country,Scenario,2030 (TWh)\nJapan,Base,30\nJapan,High,40\n"
    found = read(text, "Data centre electricity consumption")
    assert [(f.value, f.scope.en, f.status) for f in found.figures] == [
        (30.0, "Base", "projected"),
        (40.0, "High", "projected"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Country,2022,2023\nJapan,1013,985\n",  # no unit
        "Metric,2023\nElectricity consumption (GWh),25\n",  # no subject
        "1,2\n3,4\n",  # no header
        "Country,Name\nJapan,Tokyo\n",  # no numbers
        "",
    ],
    ids=["no-unit", "no-subject", "no-header", "no-numbers", "empty"],
)
def test_what_is_not_stated_is_not_guessed(read, text):
    assert read(text).figures == ()


def test_a_mark_before_its_number_and_a_point_for_thousands(read):
    text = "Port;2022;2023\nHamburg;1.234.567;1.198.004\nRotterdam;2.410.000;(e) 2.455.100\n"
    figures = brief(read(text.replace(";", ","), "Electricity consumption of ports (MWh)"))
    assert figures[3] == (
        "named:rotterdam", "electricity_consumption", "world", "2023", 2_455_100, "MWh",
    )  # fmt: skip


def test_a_ratio_needs_no_unit_in_its_header(read):
    text = "Site,Electricity (GWh),PUE\nOslo Fjord,301,1.09\n"
    assert brief(read(text, "Sites in 2024"))[1][1:] == ("pue", "world", "2024", 1.09, "PUE")


def test_a_name_stands_in_the_column_of_names_beside_its_group(read):
    text = "種別,発電所名,発電電力量（億kWh）\n火力,湾岸発電所,58.0※\n火力,港南発電所,休止\n"
    figures = brief(read(text, "2023年度の発電所別発電量", language="ja"))
    assert figures == [
        ("named:湾岸発電所", "electricity_generation", "world", "FY2023", 5_800_000_000, "kWh")
    ]


def test_money_may_stand_before_its_millions(read):
    text = "Company,Revenue (EUR million)\nKarelin Grid,1310\n"
    assert brief(read(text, "Revenue in 2024"))[0][4:] == (1_310_000_000, "EUR")


def test_what_a_column_measures_is_nobody(read):
    text = "Year,Peak load (MW),Investment (EUR million)\n2021,14120,640\n2022,13870,1020\n"
    assert brief(read(text, "Key figures")) == []


def test_cells_with_their_own_unit(read):
    text = "Model,Number of models,TDP\nTesla V100,30,300 W\nTPU v3,9,450 W\n"
    assert brief(read(text, "Chips used and their thermal design power")) == [
        ("chip:nvidia-v100", "rated_power", "world", None, 300.0, "W"),
        ("chip:google-tpu-v3", "rated_power", "world", None, 450.0, "W"),
    ]


def test_energy_by_the_size_of_a_prompt_is_a_prompts_with_the_size_as_scope(read):
    text = (
        "Model,Energy use (100 input-300 output) (Wh),Energy use (1k input-1k output) (Wh)\n"
        "GPT-4o (Mar '25),0.42,1.2\nGPT-4.1,0.87,3.1\n"
    )
    found = read(text, "Energy per model across two prompt sizes").figures
    assert [(f.subject_id, f.measure_id, f.value, f.scope.en) for f in found] == [
        ("prompt:gpt-4o", "energy_per_prompt", 0.42, "Mar '25, 100 input-300 output"),
        ("prompt:gpt-4o", "energy_per_prompt", 1.2, "Mar '25, 1k input-1k output"),
        ("named:gpt-4-1", "energy_per_prompt", 0.87, "100 input-300 output"),
        ("named:gpt-4-1", "energy_per_prompt", 3.1, "1k input-1k output"),
    ]


def test_a_models_maker_does_not_own_what_its_training_took(read):
    text = "Model,Organization,Energy (MWh)\nLlama 7B,Meta,356\nGPT-3,OpenAI,1287\n"
    assert brief(read(text, "What pre-training took")) == [
        ("named:llama-7b", "training_energy", "world", None, 356.0, "MWh"),
        ("training:gpt-3", "training_energy", "world", None, 1287.0, "MWh"),
    ]


def test_a_citation_in_a_header_is_no_year_of_its_column(read):
    text = "Model,GPT-3 (Brown et al. 2020),FLM-101B\nnet tCO2e,552,26\nHours,35,10\n"
    assert brief(read(text, "Emissions of language models")) == [
        ("training:gpt-3", "training_emissions", "world", None, 552.0, "tCO2e"),
        ("named:flm-101b", "emissions", "world", None, 26.0, "tCO2e"),
    ]


def test_how_long_it_would_last_and_yes_and_no_are_no_names(read):
    text = "Energy source,OK?,For,Carbon intensity (gCO2/kWh)\nCoal,No,6 yrs,5\nWind,Yes,1 mo,1\n"
    assert [(f.subject_id, f.value, f.scope.en) for f in read(text).figures] == [
        ("named:coal", 5.0, ""),
        ("named:wind", 1.0, ""),
    ]


def test_a_total_of_ours_is_no_name(read):
    text = "Site,Electricity (GWh)\nVarn mill,12\nTotal (ours),30\n"
    assert [f.subject_id for f in read(text).figures] == ["named:varn-mill"]


def test_the_grids_of_a_companys_places_are_not_the_companys(read):
    text = (
        "Location,Energy (MWh),Carbon intensity (t/MWh)\nAltoona,1243306,0.65\nSarpy,1148091,0.56\n"
    )
    found = read(text, "Meta's U.S. data center locations in 2023").figures
    assert [(f.subject_id, f.measure_id, f.value, f.scope.en) for f in found] == [
        ("company:meta", "electricity_consumption", 1243306, "Altoona"),
        ("company:meta", "electricity_consumption", 1148091, "Sarpy"),
    ]


def test_a_fuel_alone_makes_nothing(read):
    text = "Source,2022,2023\nHydro,31.2,29.8\nWind,9.1,10.4\n"
    assert brief(read(text, "Net generation by source (TWh)")) == []


def test_rows_under_a_named_site_are_not_of_all_its_kind(read):
    table = "棟,受電容量 (MW)\nA棟,12\nB棟,18\n"
    told = read(table, "北斗データセンター 設備", language="ja")
    assert {figure.subject_id for figure in told.figures} == {"named:a-棟", "named:b-棟"}
