"""Where a place's electricity comes from, and what it generated before an event."""

import pytest


@pytest.mark.parametrize("question", ["What's the energy mix of France?", "フランスの電源構成は?"])
def test_a_mix_names_every_source_the_largest_first(engine, question):
    payload = engine.ask(question).payload
    shares = [c["numbers"][0]["value"] for c in payload["claims"]]
    assert payload["headline"]["value"] == pytest.approx(68.8, abs=0.1)
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(100, abs=1.5)


@pytest.mark.parametrize(
    "question", ["Spain vs Portugal electricity mix", "スペインとポルトガルの電源構成を比べて"]
)
def test_the_mixes_of_several_places_are_each_told(engine, question):
    payload = engine.ask(question).payload
    places = {engine.knowledge.figure(c["figure_id"]).region for c in payload["citations"]}
    assert (payload["kind"], places) == ("share", {"ES", "PT"})
    sums = sum(c["numbers"][0]["value"] for c in payload["claims"])
    assert sums == pytest.approx(200, abs=3)


def test_sources_that_are_asked_together_are_added_up(engine):
    payload = engine.ask("How much of Germany's power comes from wind and solar?").payload
    whole, wind, solar = (c["numbers"][0]["value"] for c in payload["claims"])
    assert whole == pytest.approx(wind + solar)


@pytest.mark.parametrize(
    "question",
    [
        "What was Japan's nuclear generation before Fukushima?",
        "福島事故前の日本の原子力発電量は?",
    ],
)
def test_an_event_tells_the_year_that_is_meant(engine, question):
    payload = engine.ask(question).payload
    assert payload["headline"]["value"] == pytest.approx(292.4, abs=0.5)


def test_a_time_told_by_an_unknown_name_is_not_answered_with_the_latest(engine):
    payload = engine.ask("What was Germany's wind generation before Brimstone?").payload
    assert not payload["answered"]


def test_what_a_country_generates_is_not_what_it_uses(engine):
    payload = engine.ask("Which produces more electricity, France or Germany?").payload
    measures = {engine.knowledge.figure(c["figure_id"]).measure_id for c in payload["citations"]}
    assert measures == {"electricity_generation"}


@pytest.mark.parametrize(
    "question",
    [
        "How many kWh does it take to mine one bitcoin?",
        "ビットコイン1枚を採掘するのに必要な電力は?",
    ],
)
def test_one_coin_is_not_the_network(engine, question):
    assert not engine.ask(question).payload["answered"]


def test_prices_below_one_are_compared(engine):
    payload = engine.ask("How much does electricity cost in Japan vs the US?").payload
    assert payload["kind"] == "comparison"


def test_a_transaction_is_asked_of_a_network_s_transaction(engine):
    payload = engine.ask("Solana energy per transaction").payload
    assert payload["headline"]["unit"] == "Wh"


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("太陽光と風力、世界ではどっちが多く発電してる?", "世界 · 太陽光発電量、風力発電量"),
        (
            "ドイツで石炭とガス、どちらが多く発電する?",
            "ドイツ · 石炭火力発電量、ガス火力発電量",
        ),
        ("石炭とガス、CO2が少ないのは?", "石炭火力の電気とガス火力の電気 · 電力の炭素強度"),
    ],
)
def test_sources_are_set_against_each_other_and_not_against_all_generation(engine, question, read):
    payload = engine.ask(question).payload
    assert payload["kind"] == "comparison"
    assert read in payload["interpretation"]


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("what share of Germany's renewables is wind", 46.0),
        ("スペインの再エネのうち太陽光は何割?(2020年)", 18.2),
        ("what percentage of Denmark's renewable generation is wind and solar", 77.9),
    ],
)
def test_a_part_of_the_renewables_is_not_added_to_them(engine, question, share):
    payload = engine.ask(question).payload
    assert payload["headline"]["value"] == pytest.approx(share, abs=0.1)


def test_growth_for_each_person_is_no_growth_of_all(engine):
    payload = engine.ask("Japan's electricity demand growth per person since 2000").payload
    figures = [engine.knowledge.figure(c["figure_id"]) for c in payload["citations"]]
    assert {figure.measure_id for figure in figures} == {"demand_per_person"}
