"""What people ask, answered over the shipped figures."""

import re

import pytest


def headline(engine, question, **options):
    payload = engine.ask(question, **options).payload
    return payload["headline"]["value"], payload["headline"]["unit"]


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("How much electricity does Bitcoin use?", 158.7, "TWh"),
        ("ビットコインの電力消費量は?", 158.7, "TWh"),
        ("electricity demand of Japan in 2020", 1011.03, "TWh"),
        ("What is France's carbon intensity?", 41.79, "gCO2e/kWh"),
        ("how much energy does a ChatGPT prompt use", 0.34, "Wh"),
        ("How much electricity did training GPT-3 take?", 1287, "MWh"),
        ("H100 power", 700, "W"),
        ("Core Scientificとコアウィーブの契約は何MW?", 590, "MW"),
        ("data centres in Ireland electricity 2024", 6.969, "TWh"),
        ("Google electricity use 2023", 25.307, "TWh"),
        ("Bitcoin share of hash rate in the US in 2022", 37.8, "%"),
        ("bitcoin electricity in October 2025", 210.6, "TWh"),
    ],
)
def test_a_figure_is_looked_up(engine, question, value, unit):
    assert headline(engine, question) == (pytest.approx(value, rel=2e-3), unit)


def test_ai_against_bitcoin_shows_every_reading_of_ai(engine):
    payload = engine.ask("how much power does AI use vs Bitcoin").payload
    values = [n["value"] for c in payload["claims"] for n in c["numbers"]]
    assert payload["kind"] == "comparison"
    assert {415, 93, 23, 158.7, 138} <= set(values)
    assert payload["headline"]["value"] == pytest.approx(415 / 158.7)
    assert payload["headline"]["lower"] == pytest.approx(415 / 342.4)
    run = next(d for d in payload["derivations"] if d["operation"] == "run_all_year")
    assert (run["steps"], run["value"]) == ("23 GW × 8,760 h", pytest.approx(201.48))


def test_the_same_question_in_japanese_has_the_same_figures(engine):
    english = engine.ask("how much power does AI use vs Bitcoin").payload
    japanese = engine.ask("AIとビットコインはどちらが電力を使う?").payload
    assert [c["figure_id"] for c in english["citations"]] == [
        c["figure_id"] for c in japanese["citations"]
    ]


def test_overlapping_ranges_give_no_verdict(engine):
    payload = engine.ask("ビットコインはアルゼンチンより電力を使う?").payload
    assert payload["headline"]["verdict"] is None
    assert payload["text"].count("どちらとも言えません") == 1


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Does Japan use more electricity than Ireland?", True),
        ("Does Ireland use more electricity than Japan?", False),
        ("アイルランドより日本のほうが電力を使いますか?", True),
    ],
)
def test_disjoint_values_give_a_verdict(engine, question, verdict):
    assert engine.ask(question).payload["headline"]["verdict"] is verdict


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("How much electricity did Anthropic use in 2025?", "no_figure"),
        ("electricity demand of Japan in 1950", "no_period"),
        ("should I buy bitcoin?", "out_of_scope"),
        ("How much power do Bitcoin ATMs use?", "unknown_subject"),
        ("How much electricity does Zorblax use?", "unknown_subject"),
        ("Compare France's carbon intensity with training energy of GPT-3", "not_comparable"),
        ("GPT-3の学習とフランスの人口を比較して", "no_figure"),
    ],
)
def test_what_is_not_known_is_said(engine, question, reason):
    payload = engine.ask(question).payload
    assert (payload["answered"], payload.get("reason")) == (False, reason)


def test_a_follow_up_takes_what_it_lacks_from_the_question_before(engine):
    asked = ("How much electricity do data centres in the US use in 2023?",)
    payload = engine.ask("and in Ireland?", context=asked).payload
    assert payload["headline"]["value"] == 6.335
    payload = engine.ask("2022年は?", context=("日本の電力需要は?",)).payload
    assert payload["headline"]["value"] == 1040.57


def test_comparing_by_command_takes_ids_and_names(engine):
    payload = engine.compare(("bitcoin-network", "Argentina"), year="2024").payload
    assert payload["headline"]["value"] == pytest.approx(158.7 / 161.68)


def test_power_becomes_homes_through_a_stated_year(engine):
    payload = engine.ask("what does 200 MW mean in homes").payload
    assert payload["kind"] == "equivalent"
    assert payload["derivations"][0]["steps"] == "200 MW × 8,760 h"
    assert payload["derivations"][1]["steps"] == "1,752,000,000 kWh ÷ 10,715 kWh"
    assert payload["derivations"][1]["value"] == pytest.approx(1.752e9 / 10715)


def test_a_trend_gives_both_ends_and_the_yearly_rate(engine):
    payload = engine.ask("How has Japan's electricity demand changed since 2010?").payload
    change, rate = payload["derivations"]
    assert payload["kind"] == "trend"
    assert change["steps"] == "1 − 1,029.86 ÷ 1,156.04"
    assert rate["steps"] == "1 − (1,029.86 ÷ 1,156.04)^(1/15)"
    assert rate["value"] == pytest.approx((1 - (1029.86 / 1156.04) ** (1 / 15)) * 100)


def test_a_year_that_a_projection_is_for_is_not_missing(engine):
    payload = engine.ask("data centres electricity from 2020 to 2030").payload
    assert any("2030" in claim["text"] for claim in payload["claims"])
    assert [c for c in payload["caveats"] if "no figure" in c] == []


def test_a_spread_is_written_out_of_the_ends_of_its_ratios(engine):
    *_, spread = engine.ask("how much power does AI use vs Bitcoin").payload["derivations"]
    steps = re.fullmatch(r"min\((.+)\) – max\((.+)\)", spread["steps"])
    ends = [sorted(map(float, numbers.split(", "))) for numbers in steps.groups()]
    assert ends[0][0] == pytest.approx(spread["lower"], rel=0.005)
    assert ends[1][-1] == pytest.approx(spread["upper"], rel=0.005)


@pytest.mark.parametrize("row", ["万" * 1999, "何年間何" * 499 + "霊"], ids=["one", "many ways"])
def test_a_long_row_of_words_that_name_nothing_is_refused(engine, row):
    assert not engine.ask(row).payload["answered"]


def test_a_ranking_leaves_the_world_out(engine):
    payload = engine.ask("top 3 countries by nuclear generation in 2024").payload
    assert [c["text"].split(" [")[0] for c in payload["claims"]][1:] == [
        "2. China: 451 TWh",
        "3. France: 380 TWh",
    ]


def test_the_cleanest_country_is_the_one_with_the_least_carbon(engine):
    payload = engine.ask("Which country has the cleanest electricity?").payload
    assert payload["interpretation"].startswith("Read as: Countries · carbon intensity")


def test_an_ambiguous_place_offers_the_other(engine):
    payload = engine.ask("Georgia electricity demand").payload
    assert "It can also mean: Georgia (US state)." in payload["caveats"]


def test_a_share_is_given_as_published_and_as_computed(engine):
    payload = engine.ask("What share of US electricity do data centres use?").payload
    assert payload["headline"]["value"] == 4.4
    assert payload["derivations"][0]["value"] == pytest.approx(176 / 4272.81 * 100)


def test_the_same_question_gives_the_same_answer(engine):
    first, second = (engine.ask("Bitcoin vs Ethereum electricity").payload for _ in range(2))
    first.pop("elapsed_ms"), second.pop("elapsed_ms")
    assert first == second
