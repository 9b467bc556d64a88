"""How changes, rankings, homes and follow-ups are worded."""

import pytest

from knowledge.languages import language_of


def asked(engine, question, *earlier):
    return engine.ask(question, language=language_of(question), context=earlier).payload


def told(engine, payload):
    return [
        (f.subject_id, f.measure_id, f.period.text)
        for f in (engine.knowledge.figure(c["figure_id"]) for c in payload["citations"])
    ]


@pytest.mark.parametrize(
    ("question", "measure_id", "first"),
    [
        ("What happened to Turkey's solar generation after 2015?", "generation_solar", "2015"),
        ("show me the wind power of Turkey from 2012 until now", "generation_wind", "2012"),
        ("Has Turkey's low-carbon share gone up since 2011?", "share_low_carbon", "2011"),
        ("2013年以来、トルコの発電量はどのくらい変わった?", "electricity_generation", "2013"),
        ("2016年以後のトルコの風力発電量の動向は?", "generation_wind", "2016"),
        ("トルコの太陽光発電量は2014年に比べてどうなった?", "generation_solar", "2014"),
        ("トルコの発電量は2008年から何パーセント増減した?", "electricity_generation", "2008"),
        ("トルコの電力の化石燃料比率の推移(2010年以降)", "share_fossil", "2010"),
    ],
)  # fmt: skip
def test_a_change_is_told_from_its_year_on(engine, question, measure_id, first):
    payload = asked(engine, question)
    figures = told(engine, payload)
    assert payload["kind"] == "trend"
    assert figures[0] == ("country:TR", measure_id, first)
    assert figures[1][:2] == ("country:TR", measure_id)
    assert figures[1][2] > first


def test_a_change_between_two_years_is_of_what_is_named(engine):
    payload = asked(engine, "change in hydro generation of Turkey between 2012 and 2019")
    assert told(engine, payload) == [
        ("country:TR", "generation_hydro", "2012"),
        ("country:TR", "generation_hydro", "2019"),
    ]


def test_what_became_of_something_with_no_measure_is_no_trend(engine):
    for question in (
        "What happened to Bitcoin after 2021?",
        "What happened to Three Mile Island after 1979?",
        "2011年から福島はどうなった?",
    ):
        assert not asked(engine, question)["answered"], question


@pytest.mark.parametrize(
    ("question", "measure_id"),
    [
        ("who leads the world in nuclear generation?", "generation_nuclear"),
        ("country with highest nuclear generation 2023", "generation_nuclear"),
        ("list the 5 countries with the highest fossil fuel share", "share_fossil"),
        ("電力の化石燃料比率の上位5か国を教えて", "share_fossil"),
    ],
)
def test_the_first_of_the_countries_is_told(engine, question, measure_id):
    payload = asked(engine, question)
    subject_id, measured, period = told(engine, payload)[0]
    assert (payload["kind"], measured) == ("ranking", measure_id)
    best = max(
        f.value
        for f in engine.knowledge.figures(measure_ids=[measure_id], periods=[period])
        if engine.vocabulary.region(f.region).kind in ("country", "territory")
    )
    assert payload["headline"]["value"] == pytest.approx(best)
    assert subject_id != "country:world"


def test_a_place_in_a_ranking_is_told(engine):
    payload = asked(engine, "what place is Italy in for gas generation worldwide?")
    assert payload["kind"] == "ranking"
    assert told(engine, payload)[0][:2] == ("country:IT", "generation_gas")


@pytest.mark.parametrize(
    ("question", "earlier"),
    [
        ("how many homes' worth of electricity is Austria's wind power?", ()),
        ("How many homes could that power?", ("Austria wind generation",)),
        ("世帯数に換算すると?", ("オーストリアの風力発電量",)),
        ("オーストリアの風力発電量は何軒の家に当たる?", ()),
        ("オーストリアの風力発電量 世帯換算", ()),
    ],
)
def test_homes_are_counted_of_what_is_asked_and_not_of_all(engine, question, earlier):
    payload = asked(engine, question, *earlier)
    assert payload["headline"]["unit"] == "home"
    assert told(engine, payload)[0][:2] == ("country:AT", "generation_wind")


@pytest.mark.parametrize(
    ("earlier", "question", "subject_id", "measure_id"),
    [
        ("フィンランドの石油火力発電量", "デンマークはどうですか?", "country:DK", "generation_oil"),
        ("final electricity use of Finland", "same for Denmark", "country:DK", "final_consumption"),
    ],
)  # fmt: skip
def test_the_same_is_asked_of_another(engine, earlier, question, subject_id, measure_id):
    payload = asked(engine, question, earlier)
    assert told(engine, payload)[0][:2] == (subject_id, measure_id)


@pytest.mark.parametrize(
    "question",
    [
        "electricity demand of Japan in 1870",
        "power capacity of Core Scientific vs IREN in 1870",
        "1870年の日本の電力需要は?",
        "how much electricity did Germany use in 1755?",
    ],
)
def test_a_year_long_before_every_figure_is_told_no_other(engine, question):
    assert not asked(engine, question)["answered"]


def test_a_number_that_is_no_year_holds_nothing_back(engine):
    assert asked(engine, "How much power does a 1500 W heater use in 1 hour?")["answered"]


@pytest.mark.parametrize(
    ("question", "a_year"),
    [
        ("640 MWh a day in US homes", 365),
        ("640 MWh per day: how many US homes is that?", 365),
        ("640 MWh in US homes", 1),
        ("3 GWh a month is how many US homes", 12 * 3000 / 640),
    ],
)
def test_a_days_energy_is_a_years_where_homes_are_counted(engine, question, a_year):
    payload = asked(engine, question)
    home = engine.knowledge.figure(payload["citations"][0]["figure_id"])
    assert payload["headline"]["value"] == pytest.approx(640_000 * a_year / home.value)


def test_a_days_energy_is_told_as_such(engine):
    payload = asked(engine, "1日640MWhは何世帯分?")
    assert payload["headline"]["text"].startswith("1日640MWh")


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        ("electricity demand of Chile", "how does that compare with Peru?"),
        ("What is the electricity demand of Chile?", "How many times that of Peru?"),
        ("チリの電力需要は?", "それはペルーの何倍ですか?"),
    ],
)
def test_what_was_asked_is_set_beside_another(engine, earlier, question):
    payload = asked(engine, question, earlier)
    assert [subject for subject, _, _ in told(engine, payload)] == ["country:CL", "country:PE"]
    assert payload["headline"]["unit"] == "x"
    assert not asked(engine, question)["answered"]


def test_what_an_office_metered_over_the_years_is_one_history(engine):
    question = "by how much did Irish data centre consumption go up from 2015 to 2024?"
    payload = engine.ask(question).payload
    values = [engine.knowledge.figure(c["figure_id"]).value for c in payload["citations"]]
    assert values == [1.238, 6.969]
    assert "from **1.24 TWh** in 2015 to **6.97 TWh** in 2024, by 463% in all" in payload["text"]
