"""One thing counted in another, how long an energy runs a thing, and published changes."""

import pytest


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("How many phone charges is one AI image?", 2282 / 3600 / 12, "x"),
        ("一枚の画像生成でスマホを何回充電できる?", 2282 / 3600 / 12, "x"),
        ("How many phone charges are 1000 ChatGPT prompts?", 0.34 * 1000 / 12, "x"),
        ("EV 100 km how many ChatGPT prompts", 17400 / 0.34, "x"),
        ("電気自動車で100km走る電力はChatGPT何回分?", 17400 / 0.34, "x"),
        (
            "How many Bitcoin transactions emit as much CO2 as a 6000 km flight?",
            585.6 / 624.25,
            "x",
        ),
        ("How many Bitcoin transactions equal one transatlantic flight in CO2?", 6396.004, "km"),
        ("飛行機1便のCO2はビットコイン取引何件分?", 6396.004, "km"),
        ("How long can 1 kWh run an H100", 1000 / 700, "h"),
        ("1kWhでH100は何時間動く?", 1000 / 700, "h"),
    ],
)
def test_one_thing_is_counted_in_another(engine, question, value, unit):
    headline = engine.ask(question).payload["headline"]
    assert headline["unit"] == unit
    assert headline["value"] == pytest.approx(value, rel=1e-3)


@pytest.mark.parametrize("question", ["画像生成1枚はビットコイン取引何件分?"])
def test_a_vanishing_count_is_told_the_other_way_round(engine, question):
    assert engine.ask(question).payload["headline"]["value"] == pytest.approx(
        1119210 / 0.63389, 1e-3
    )


@pytest.mark.parametrize(
    "question",
    ["Did Microsoft's emissions go up since 2020?", "マイクロソフトの排出量は2020年から増えた?"],
)
def test_a_published_change_has_a_verdict(engine, question):
    headline = engine.ask(question).payload["headline"]
    assert (headline["verdict"], headline["value"], headline["unit"]) == (True, 23.4, "%")


def test_a_change_of_a_part_is_no_change_of_the_whole(engine):
    payload = engine.ask("Did Google's emissions fall?").payload
    assert (payload["headline"]["verdict"], payload["headline"]["value"]) == (False, 11)
