"""A share of a source of power is a share of generation, in a year and over the years."""

import pytest


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("what share of the world's electricity is nuclear?", None),
        ("日本の石炭比率は?", 330.08 / 1029.86 * 100),
        ("Japan's renewables share", (73.9 + 12.85 + 101.06 + 54.92) / 1029.86 * 100),
        ("日本の再エネ比率は?", (73.9 + 12.85 + 101.06 + 54.92) / 1029.86 * 100),
        ("what percentage of Iceland's electricity was hydro in 2024?", 13.46 / 19.05 * 100),
    ],
)
def test_the_share_is_computed_from_the_figures_shown(engine, question, share):
    payload = engine.ask(question).payload
    assert payload["kind"] == "share"
    assert payload["headline"]["unit"] == "%"
    if share is not None:
        assert payload["headline"]["value"] == pytest.approx(share)
    assert len(payload["citations"]) >= 2


@pytest.mark.parametrize(
    "question",
    [
        "how has France's nuclear share changed since 2000",
        "フランスの原子力比率は2000年からどう変わった?",
    ],
)
def test_a_share_over_the_years_shows_both_ends(engine, question):
    payload = engine.ask(question).payload
    assert payload["kind"] == "trend"
    shares = [n["value"] for n in payload["claims"][0]["numbers"]]
    assert shares == pytest.approx([77.96, 68.76], abs=0.1)


def test_a_source_without_a_figure_is_named_as_left_out(engine):
    (caveat,) = engine.ask("Japan's renewables share").payload["caveats"]
    assert "other renewable generation" in caveat


def test_emissions_have_no_share_of_electricity(engine):
    payload = engine.ask("US emissions share of world").payload
    assert payload["reason"] == "no_figure"
    assert "annual emissions" in payload["text"]


@pytest.mark.parametrize(
    "question", ["Nuclear share of France and of Japan", "フランスと日本の原子力の割合は?"]
)
def test_shares_of_several_places_are_each_stated(engine, question):
    payload = engine.ask(question).payload
    shares = [claim["numbers"][0] for claim in payload["claims"]]
    assert [n["unit"] for n in shares] == ["%", "%"]
    assert [n["value"] for n in shares] == [
        pytest.approx(68.8, rel=0.01),
        pytest.approx(9.14, rel=0.01),
    ]


@pytest.mark.parametrize(
    ("question", "measure", "percent"),
    [
        ("what is South Korea's coal share?", "generation_coal", 31.1),
        ("韓国の石炭の割合は?", "generation_coal", 31.1),
        ("Italy's gas share in 2020", "generation_gas", 48.3),
        ("2020年のイタリアの天然ガスの割合は?", "generation_gas", 48.3),
    ],
)
def test_a_countrys_share_of_a_fuel_is_of_its_generation(engine, question, measure, percent):
    payload = engine.ask(question).payload
    assert payload["headline"]["value"] == pytest.approx(percent, abs=0.05)
    cited = {engine.knowledge.figure(c["figure_id"]).measure_id for c in payload["citations"]}
    assert cited == {measure, "electricity_generation"}


def test_bitcoins_share_of_coal_stays_its_own_figure(engine):
    assert engine.ask("coal share of Bitcoin").payload["headline"]["value"] == pytest.approx(8.9)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "how does Japan's nuclear share compare to 2010",
            "**25.3%** in 2010 to **9.14%** in 2025",
        ),
        ("is Germany's coal share lower than in 2015?", "**42.6%** in 2015 to **20.6%** in 2025"),
        (
            "what was France's nuclear share in 2019 compared to 2020",
            "in 2019 to **67.1%** in 2020",
        ),
        ("日本の原発割合は2010年と比べてどう?", "2010年の**25.3%**から2025年の**9.14%**"),
    ],
)
def test_a_share_is_set_beside_that_of_an_earlier_year(engine, question, told):
    assert told in engine.ask(question).payload["text"]
