"""Questions about a known thing that ask for what no figure tells of it."""

import pytest

_THINGS = ("Google", "Bitcoin", "H100", "ChatGPT")
_THINGS_JA = ("グーグル", "ビットコイン", "H100", "データセンター")


@pytest.mark.parametrize(
    "frame",
    [
        "what time of day does {} use the most power",
        "what is {}'s electricity used for",
        "how reliable is {}'s power supply",
        "how much electricity do {} and its suppliers use",
        "how many users does {} have",
        "how much power does {} need at startup",
    ],
)
def test_no_figure_of_the_thing_is_told_for_it(engine, frame):
    for thing in _THINGS:
        payload = engine.ask(frame.format(thing)).payload
        assert payload["answered"] is False or payload["kind"] == "explanation", thing


@pytest.mark.parametrize(
    "frame",
    [
        "{}の広さは?",
        "{}の速さは?",
        "{}は何度まで熱くなる?",
        "{}が売った電力量は?",
        "{}は何時ごろ一番電気を使う?",
        "{}の1月の電力は?",
        "{}の電気は汚い?",
    ],
)
def test_no_figure_of_the_thing_is_told_for_it_in_japanese(engine, frame):
    for thing in _THINGS_JA:
        payload = engine.ask(frame.format(thing)).payload
        assert payload["answered"] is False or payload["kind"] == "explanation", thing


@pytest.mark.parametrize(
    "question",
    [
        "what's Bitcoin's rank in the world",  # countries are ranked by their mining
        "Googleの電力のうち冷房は何割?",  # all air conditioning of the world
        "日本の電力のうちエアコンは何割?",
    ],
)
def test_no_other_thing_is_ranked_or_set_against_it(engine, question):
    assert engine.ask(question).payload["answered"] is False


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How does Virginia's data centre share compare with Ireland's?", "comparison"),
        ("ドイツの電力需要は2010年からどう変わった?", "trend"),
        ("which country wastes the most energy on bitcoin mining", "ranking"),
    ],
)
def test_a_plain_verb_or_a_place_that_is_named_changes_nothing(engine, question, kind):
    assert engine.ask(question).payload["kind"] == kind
