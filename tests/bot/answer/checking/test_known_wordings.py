"""Popular misquotations put as hearsay, in slang and with a tag, and what is near to them."""

import pytest


def finding(engine, text):
    claims = engine.check(text).payload.get("claims", ())
    return claims[0].get("finding") if claims else None


@pytest.mark.parametrize(
    "text",
    [
        "Heard every ChatGPT question gulps a whole bottle of water",
        "ChatGPTに質問1回するだけでペットボトル1本分の水を飲むんだって",
        "Google slashed its emissions 12% in 2024",
        "Stargate is already drawing 10 GW",
    ],
)
def test_a_misquotation_is_known_in_other_words(engine, text):
    assert finding(engine, text) == "misquoted"


@pytest.mark.parametrize(
    "text",
    [
        "ChatGPT uses a bottle of beer per query",
        "ChatGPT uses 5 ml of water per query",
        "Google's emissions rose 11% in 2024",
        "Stargate plans 10 GW",
        "Data centres use 1.5% of world electricity",
    ],
)
def test_another_thing_number_or_the_correction_is_no_misquotation(engine, text):
    assert finding(engine, text) != "misquoted"


@pytest.mark.parametrize(
    "text",
    [
        "japan uses more electricity than germany right",
        "data centres used 415 twh in 2024 right?",
        "データセンターは2024年に415TWh使ったんでしょ?",
    ],
)
def test_a_tag_asks_whether_a_claim_holds(engine, text):
    payload = engine.ask(text).payload
    assert (payload["kind"], payload["headline"]["verdict"]) == ("check", True)


@pytest.mark.parametrize(
    "text",
    [
        "how much power does bitcoin use right now",
        "ビットコインはどのくらい電気を使うんでしょう?",
        "日本の電力はどれくらいなんでしょう",
    ],
)
def test_a_question_for_the_amount_is_no_claim(engine, text):
    assert engine.ask(text).payload["kind"] == "figure"


def test_which_of_two_uses_more_repeats_no_misquotation(engine):
    answer = engine.ask("ビットコインとアルゼンチンはどっちが電力を使う?").payload
    assert answer["kind"] == "comparison"
