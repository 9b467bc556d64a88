"""The coins stand side by side where it is asked which of them uses most."""

import pytest


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("which crypto uses most electricity", "Bitcoin network"),
        ("which crypto uses the least energy", "Ethereum"),
        ("rank cryptocurrencies by energy use", "Bitcoin network"),
        ("一番電力を使う仮想通貨は?", "ビットコイン"),
        ("一番電力を使わない仮想通貨は?", "イーサリアム"),
    ],
)
def test_the_one_that_is_asked_for_leads(engine, question, first):
    payload = engine.ask(question).payload
    assert payload["kind"] == "comparison"
    assert payload["headline"]["text"].lstrip("*").startswith(first)


@pytest.mark.parametrize(
    "question",
    [
        "which country uses most electricity for crypto?",
        "Is crypto the biggest user of electricity?",
        "which crypto has the most users",
        "どの暗号資産が一番エコ?",
    ],
)
def test_another_ranking_is_none_of_the_coins(engine, question):
    assert not engine.ask(question).payload["answered"]


def test_all_of_them_are_still_one_thing(engine):
    told = engine.ask("How much electricity do cryptocurrencies use?").payload
    assert told["headline"]["value"] == 130
