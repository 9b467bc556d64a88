"""Figures of different bases are never divided by one another, in any kind of answer."""

import pytest

from bot.answer.commensurate import are_commensurable, common_unit
from knowledge.words import load_vocabulary

VOCABULARY = load_vocabulary()


@pytest.mark.parametrize(
    ("first", "second", "allowed"),
    [
        ("electricity_consumption", "electricity_demand", True),
        ("electricity_consumption", "power_demand", True),  # run all year, and said so
        ("electricity_consumption", "energy_per_transaction", False),
        ("electricity_consumption", "training_energy", False),
        ("electricity_consumption", "electricity_total", False),
        ("electricity_total", "training_energy", False),
        ("training_energy", "energy_per_prompt", True),
        ("rated_power", "energy_per_prompt", False),
        ("energy_per_prompt", "energy_per_image", True),
        ("energy_per_prompt", "electricity_per_day", False),
        ("share_of_electricity", "share_of_hash_rate", False),
        ("emissions", "emissions_total", False),
        ("emissions", "emissions_per_prompt", False),
    ],
)
def test_only_figures_of_like_basis_meet(first, second, allowed):
    measures = [VOCABULARY.measure(m) for m in (first, second)]
    assert are_commensurable(*measures) is allowed
    assert are_commensurable(*reversed(measures)) is allowed
    assert (common_unit(measures) is not None) is allowed


@pytest.mark.parametrize(
    "question",
    [
        "is a bitcoin transaction worse than Netflix?",
        "compare training GPT-3 with Japan",
        "sum of a ChatGPT prompt and Iceland",
        "ビットコインの取引1件と日本の電力需要はどちらが多い?",
        "What share of Japan's electricity is a ChatGPT prompt?",
        "H100とChatGPTの質問1回ではどちらが多い?",
    ],
)
def test_what_is_not_comparable_is_said_with_what_each_has(engine, question):
    payload = engine.ask(question).payload
    assert payload["answered"] is False
    assert payload["reason"] == "not_comparable"
    assert "energy per" in payload["text"] or "電力量" in payload["text"] or "GPT-3" in question


def test_an_hour_of_streaming_is_not_the_year_of_its_company(engine):
    payload = engine.ask("how much electricity does netflix streaming use per hour").payload
    assert (payload["headline"]["value"], payload["headline"]["unit"]) == (77.0, "Wh")
    assert len(payload["citations"]) == 1


@pytest.mark.parametrize(
    "question",
    [
        "how much energy does a bitcoin transaction use vs visa",
        "ビットコインの取引1件とVisaを比べて",
    ],
)
def test_the_measure_that_both_sides_have_is_compared(engine, question):
    payload = engine.ask(question).payload
    assert payload["kind"] == "comparison"
    assert payload["headline"]["value"] == pytest.approx(906 / 0.002)


def test_training_beside_a_home_is_counted_in_homes(engine):
    payload = engine.ask("does training GPT-3 use more energy than a US household?").payload
    assert payload["kind"] == "equivalent"
    assert payload["headline"]["value"] == pytest.approx(1287e3 / 10715)


@pytest.mark.parametrize("question", ["How much electricity did Japan use in 2015?",
                                      "2015年の日本の電力需要は?"])  # fmt: skip
def test_an_asked_year_is_not_called_the_newest(engine, question):
    assert engine.ask(question).payload["caveats"] == []
