"""Rankings of things that are no countries: prompts, cryptocurrencies, appliances, fuels, deals."""

import pytest


def told(engine, question):
    return engine.ask(question).payload


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("which chatbot uses the least energy per query", "1. GPT-2 response"),
        ("which video generator uses the most energy?", "1. Sora 2 Pro video (use with caution)"),
        ("which crypto uses the most electricity", "1. Bitcoin network"),
        ("which coin is the greenest", "1. Cardano"),
        ("which crypto uses the least electricity", "1. Ethereum"),
        ("which transaction uses the most energy", "1. Bitcoin transaction"),
        ("which appliance draws the most power", "1. kettle"),
        ("what energy source emits the least co2", "1. hydroelectric plants"),
        ("dirtiest fuel", "1. coal-fired electricity (use with caution)"),
        ("top data center sites", "1. xAI Colossus 2"),
        ("most efficient bitcoin miner", "1. Antminer S21 has the best mining efficiency"),
        ("least efficient bitcoin miner", "1. Antminer S5 has the worst mining efficiency"),
        ("一番効率のいい採掘機は?", "1位 Antminer S21: 知られている値の採掘効率が最良で"),
        ("一番電力を使う暗号資産は?", "1位 ビットコイン"),
        ("最も環境に優しい仮想通貨は?", "1位 イーサリアム"),
        ("一番電気を食う家電は?", "1位 イギリスの電気ケトル"),
        ("最大の契約は?", "1位 AmazonとTalenの原子力契約"),
    ],
)
def test_things_of_a_kind_are_ranked(engine, question, first):
    payload = told(engine, question)
    assert payload["kind"] == "ranking"
    assert payload["claims"][0]["text"].replace("*", "").startswith(first)


def test_each_thing_stands_with_the_figure_that_it_is_told_by_itself(engine):
    ranked = told(engine, "which crypto uses the most electricity")
    alone = told(engine, "how much electricity does bitcoin use per year?")
    assert ranked["claims"][0]["numbers"] == alone["claims"][0]["numbers"]
    assert any(caveat.startswith("Not the same time: 2021") for caveat in ranked["caveats"])


def test_in_a_year_only_what_has_a_figure_of_it_is_ranked(engine):
    payload = told(engine, "which crypto used the most electricity in 2021")
    assert "in 2021" in payload["claims"][0]["text"]
    assert not any("Dogecoin" in claim["text"] for claim in payload["claims"])


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("which energy source produces most electricity in the world", "World: coal generation"),
        ("what is the largest source of electricity in Japan", "Japan: gas generation"),
        ("どの電源が日本で一番多い?", "日本の発電量に占めるガス火力発電量"),
    ],
)
def test_the_main_source_of_power_leads_what_a_place_generates_from(engine, question, first):
    assert told(engine, question)["claims"][0]["text"].startswith(first)


@pytest.mark.parametrize(
    "question",
    [
        "which crypto should I buy with the lowest energy",
        "which assistant is the most accurate",
        "what power source does Google use most",
        "which deal is the biggest in dollars",
        "what is the least efficient appliance",
    ],
)
def test_what_no_figure_ranks_is_refused(engine, question):
    assert not told(engine, question)["answered"]


def test_ai_chips_are_the_chips_that_are_ranked(engine):
    payload = engine.ask("which ai chip has the highest TDP").payload
    assert payload["kind"] == "ranking"


@pytest.mark.parametrize(
    "question",
    [
        "GPUで一番消費電力が大きいのは?",
        "消費電力が一番高いGPUは?",
        "家電で一番電気を食うのは?",
        "企業で一番電気を使うのは?",
    ],
)
def test_most_of_a_kind_in_japanese_is_a_ranking(engine, question):
    assert engine.ask(question).payload["kind"] == "ranking"


@pytest.mark.parametrize("question", ["GPUで一番安いのは?", "国で一番えらいのは?"])
def test_most_of_what_no_figure_tells_is_none(engine, question):
    assert not engine.ask(question).payload["answered"]
