"""Sums as a side, two measures or two years of one subject, several years at once."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "does China use more electricity than the US and EU combined?",
        "中国の電力需要はアメリカとEUの合計より多い?",
        "アメリカとEUの合計より中国は多い?",
    ],
)
def test_a_sum_may_be_a_side(engine, question):
    payload = engine.ask(question).payload
    assert payload["headline"]["verdict"] is True
    assert payload["headline"]["value"] == pytest.approx(10563.9 / (4535.81 + 2774.64))
    assert {d["operation"] for d in payload["derivations"]} == {"sum", "ratio"}


@pytest.mark.parametrize(
    ("question", "verdict", "ratio"),
    [
        ("is solar bigger than wind in Germany in 2024?", False, 0.524),
        ("風力より太陽光が多い? 日本で", True, 7.86),
        ("US coal vs gas generation in 2023", None, 0.374),
        ("ドイツでは太陽光と風力のどちらが多い?", None, 0.659),
    ],
)
def test_two_measures_of_one_subject_are_compared(engine, question, verdict, ratio):
    payload = engine.ask(question).payload
    assert payload["kind"] == "comparison"
    assert payload["headline"]["verdict"] is verdict
    assert payload["headline"]["value"] == pytest.approx(ratio, rel=0.01)


def test_two_years_of_one_subject_are_compared(engine):
    payload = engine.ask("Did Japan use more electricity in 2010 than in 2020?").payload
    assert payload["headline"]["verdict"] is True
    assert "2010" in payload["headline"]["text"]


@pytest.mark.parametrize(
    "question",
    [
        "does France use more nuclear than Germany uses coal?",
        "フランスの原子力はドイツの石炭より多い?",
    ],
)
def test_each_side_may_have_its_measure(engine, question):
    payload = engine.ask(question).payload
    assert payload["headline"]["verdict"] is True
    measures = {payload_measure(engine, c) for c in payload["citations"]}
    assert measures == {"generation_nuclear", "generation_coal"}


def payload_measure(engine, citation):
    return engine.knowledge.figure(citation["figure_id"]).measure_id


def test_nothing_on_the_other_side_gives_a_difference(engine):
    payload = engine.ask("does France make more nuclear power than Germany?").payload
    assert payload["headline"]["verdict"] is True
    assert payload["headline"]["unit"] == "TWh"


@pytest.mark.parametrize(
    "question",
    ["how much did bitcoin use in 2015 and 2020?", "ビットコインの2015年と2020年の電力消費量は?"],
)
def test_every_asked_year_is_shown(engine, question):
    payload = engine.ask(question).payload
    values = [c["numbers"][0]["value"] for c in payload["claims"] if "**" in c["text"]]
    assert values == pytest.approx([3.619, 67.137], rel=0.01)


def test_a_year_without_a_figure_is_said(engine):
    payload = engine.ask("how much electricity did Japan use in 1950 and 2020?").payload
    assert any("1950" in caveat for caveat in payload["caveats"])


@pytest.mark.parametrize(
    "question", ["does the EU use less electricity than in 2010?", "EUは2010年より電力を使わない?"]
)
def test_now_against_a_year(engine, question):
    payload = engine.ask(question).payload
    assert payload["kind"] == "comparison"
    assert payload["headline"]["value"] == pytest.approx(2774.64 / 2951, rel=0.01)


def test_a_source_of_power_is_never_all_electricity(engine):
    payload = engine.ask("日本は再エネと原子力どっちが多い?").payload
    measures = {payload_measure(engine, c) for c in payload["citations"]}
    assert "electricity_demand" not in measures
    assert "generation_nuclear" in measures


def test_the_rating_of_a_device_is_not_all_devices_of_a_country(engine):
    payload = engine.ask("what uses more, my fridge or an H100?").payload
    assert payload["headline"]["value"] < 100


@pytest.mark.parametrize(
    "question", ["Compare a US home with a Japanese home", "アメリカの家庭と日本の家庭を比べて"]
)
def test_a_good_figure_of_another_year_beats_a_doubtful_one_of_the_common_year(engine, question):
    payload = engine.ask(question).payload
    assert payload["headline"]["value"] == pytest.approx(10715 / 4175)
    shown = [claim["numbers"][0] for claim in payload["claims"][1:]]
    assert [(n["value"], n["unit"]) for n in shown] == [(10715, "kWh"), (4175, "kWh")]


def test_prices_are_compared_without_a_unit_of_energy(engine):
    assert engine.ask("2024年の韓国とグリーンランドの電気料金を比較して").shown.headline
