"""So many of a thing that a figure is for: searches, homes, chips."""

import pytest


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("energy of 1 million google searches", 300, "kWh"),
        ("グーグル検索100万回のエネルギーは?", 300, "kWh"),
        ("How much electricity do 1 million US homes use?", 10.715, "TWh"),
        ("日本の家庭100万世帯の電力消費は?", 4.175, "TWh"),
        ("how much power do 1,000 H100s draw", 700, "kW"),
    ],
)
def test_so_many_of_a_thing_are_multiplied(engine, question, value, unit):
    payload = engine.ask(question).payload
    assert (payload["headline"]["value"], payload["headline"]["unit"]) == (
        pytest.approx(value),
        unit,
    )
    assert [d["operation"] for d in payload["derivations"]] == ["product"]


@pytest.mark.parametrize(
    ("question", "homes"),
    [
        ("10 Bitcoin transactions in homes", 11192.1 / 10715),
        ("ビットコインの取引10件は何世帯分?", 11192.1 / 4175),
        ("1,000 H100s in homes", 700 * 8760 / 10715),
    ],
)
def test_so_many_of_a_thing_are_put_beside_homes(engine, question, homes):
    payload = engine.ask(question).payload
    assert payload["headline"]["value"] == pytest.approx(homes)
    assert payload["derivations"][0]["operation"] == "product"


def test_many_prompts_cost_money_and_are_not_counted_in_prompts(engine):
    question = "what would 1 million ChatGPT prompts cost in electricity in Germany"
    headline = engine.ask(question).payload["headline"]
    assert (headline["value"], headline["unit"]) == (pytest.approx(340 * 0.155, rel=0.01), "USD")
