"""What a clause of a post goes on from: the source, the year, the unit or the ranking before it."""

import pytest


def verdicts(engine, text):
    payload = engine.check(text).payload
    if payload["kind"] != "check":
        return []
    return [claim["verdict"] for claim in payload["claims"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japan's nuclear made 94 TWh in 2025, about 9% of its electricity", [True, True]),
        ("Poland got 87 TWh from coal, half of its electricity", [True, True]),
        ("フランスの原発は392TWhで、電力の7割を占める", [True, True]),
        ("日本の原子力は2025年に94TWhで、全体の3割", [True, False]),
        ("Poland got 87 TWh from coal, half of its exports", [True]),
    ],
)
def test_a_part_of_the_whole_is_of_the_source_just_named(engine, text, expected):
    assert verdicts(engine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Germany: coal 21%, wind 27%, solar 18%", [True, True, True]),
        ("フランスは原子力69%、水力10%、石炭30%", [True, True, False]),
        ("Germany gets 21% from coal. Solar panels are 22% efficient.", [True, None]),
        ("Germany gets 21% from coal. Wind turbines are 20% taller.", [True, None]),
    ],
)
def test_the_sources_of_a_list_are_of_one_country(engine, text, expected):
    assert verdicts(engine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China made 1175 TWh of solar in 2025, up 40%", [True, True]),
        ("China made 1175 TWh of solar in 2025, down 40% on the year before", [True, False]),
        ("China made 1175 TWh of solar in 2025, up 90%", [True, None]),  # since when is not told
        ("EUの太陽光は2025年に20%増の367TWh", [True]),
        ("EUの太陽光は2025年に50%増の367TWh", [False]),
    ],
)
def test_a_change_is_of_the_amount_just_told(engine, text, expected):
    assert verdicts(engine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中国の石炭は5752TWhで世界一", [True, True]),
        ("台湾の天然ガスは141TWhで世界一", [True, False]),
        ("Japan's hydro is 74 TWh, the highest in the world", [True, False]),
    ],
)
def test_a_place_among_countries_is_by_the_amount_before(engine, text, expected):
    assert verdicts(engine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("風力は1kWhあたり26g、太陽光は48g", [True, True]),
        ("Wind emits 26 g/kWh, nuclear 90 g/kWh", [True, False]),
        ("Nuclear waste: 5 g per kWh", [None]),
    ],
)
def test_grams_a_kilowatt_hour_of_a_source_are_of_carbon(engine, text, expected):
    assert verdicts(engine, text) == expected


def test_what_is_left_is_no_second_part_of_a_multiple(engine):
    assert verdicts(engine, "Sweden gets 40% from hydro, the rest is nuclear") == [True]
    assert verdicts(engine, "ノルウェーは水力が9割で残りは風力") == [True]


def test_a_share_of_the_worlds_is_of_electricity_only_after_electricity(engine):
    after = verdicts(engine, "データセンターは2024年に415TWhで、世界の電力の1.5%")
    assert after == [True, True]
    assert verdicts(engine, "データセンターのCO2は180Mtで、世界の0.5%") == [True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japan uses about 1,000 TWh a year, and China tops 9,000 TWh.", [True, True]),
        ("Japan uses about 1,000 TWh a year, while India exceeds 4,000 TWh.", [True, False]),
        ("フランスの電力需要は450TWhほどだが、ドイツは900TWhを超える。", [True, False]),
        ("中国の電力は約10000TWhで、日本を9000TWh上回る。", [True, None]),
    ],
)
def test_a_bound_is_of_its_own_clause_and_compares_with_nothing_before(engine, text, expected):
    assert verdicts(engine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Google says a Gemini prompt takes 0.24 Wh of energy and about 0.26 mL of water.", True),
        ("Google says a Gemini prompt takes 0.24 Wh of energy and about 5 mL of water.", False),
    ],
)
def test_what_a_company_says_of_its_product_goes_on_of_the_product(engine, text, expected):
    assert verdicts(engine, text) == [True, expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OpenAI's Altman says an average ChatGPT query uses 0.34 Wh.", [True]),
        ("Altman says an average ChatGPT query uses 3 Wh.", [False]),
        ("Musk says an average ChatGPT query uses 0.34 Wh.", [None]),
        ("Data centres take 22% of Ireland's electricity (CSO).", [True]),
        ("Data centres take 22% of Ireland's electricity (Dublin).", [None]),
    ],
)
def test_an_unknown_word_may_name_who_published_the_figure(engine, text, expected):
    assert verdicts(engine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Poland gets most from coal.", [True]),
        ("Norway gets most from coal.", [False]),
        ("Nuclear power emits 12 g of CO2 per kWh.", [None]),  # counted otherwise by others
        ("Nuclear power emits 500 g of CO2 per kWh.", [False]),
        ("Bitcoin used 900 TWh in 2023.", [False]),  # a forecast says “over 135”
        ("Microsoft signed a deal for Three Mile Island, 835 MW.", [True]),
    ],
)
def test_what_is_told_short_is_judged_by_what_it_can_mean(engine, text, expected):
    assert verdicts(engine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The average PUE worldwide was 1.41 in 2024.", [True]),
        ("The average PUE worldwide was 2.9 in 2024.", [False]),
        ("US data centres took 176 TWh in 2023 (LBNL).", [True]),
        ("US data centres took 176 TWh in 2023 (NREL).", [None]),
        ("Google says its data centres used 30.8 TWh in 2024.", [True]),
    ],
)
def test_what_only_data_centres_have_is_theirs_and_initials_name_a_publisher(
    engine, text, expected
):
    assert verdicts(engine, text) == expected
