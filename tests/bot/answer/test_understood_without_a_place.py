"""Sides, uses and amounts that are asked about in few words."""

import pytest


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("風力と太陽光、どっちが発電量多い?", "**世界の太陽光発電量です。**"),
        ("wind or solar, which generates more", "World"),
        ("how much energy does a llama 3 70b query take", "Llama 3 70B response"),
        ("co2 of a short-haul flight vs high-speed train", "123 gCO2e/km"),
        ("number of homes equal to 1 GW", "**818,000 homes**"),
        ("1kWhでスマホ何回充電できる?", "**約83.3倍**"),
        ("how many times can I charge my phone with 1 kWh", "**about 83.3 times**"),
    ],
)
def test_it_is_understood(engine, question, text):
    assert text in engine.ask(question).payload["text"]


def test_words_side_by_side_are_one_name(engine):
    assert "heat pump" in engine.ask("how much does a heat pump use").payload["text"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("how many MJ is 0.3 to 4 GWh", "1.08–14.4 million MJ"),
        ("1〜4 GWhは何kWh?", "100〜400万 kWh"),
    ],
)
def test_both_ends_of_a_range_are_in_one_scale(engine, question, text):
    payload = engine.ask(question).payload
    assert text in payload["text"]
    assert "mj" not in payload["text"]
