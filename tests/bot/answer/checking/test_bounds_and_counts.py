"""Claims of “over” and “under”, of nothing left, of a fuel's output and of a company's part."""

import pytest


def _finding(engine, text):
    claim = engine.check(text).payload["claims"][0]
    return claim["verdict"], claim.get("finding")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("World solar generation exceeded 3,000 TWh in 2025.", False),
        ("世界の太陽光発電量は2025年に3,000TWhを超えた。", False),
        ("World solar generation topped 2,700 TWh in 2025.", True),
        ("World solar generation was about 3,000 TWh in 2025.", True),
        ("Japan's electricity demand was over 1,000 TWh in 2025.", True),
        ("Japan's demand is below 1,000 TWh.", None),
        ("Data centres use more than 5% of world electricity.", False),
        ("Data centres use more than 1% of world electricity.", True),
    ],
)
def test_a_bound_is_held_by_the_best_figure(engine, text, verdict):
    assert _finding(engine, text)[0] is verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Coal generation in the UK fell to zero in 2025.", False),
        ("Japan's nuclear generation fell to zero in 2014.", True),
    ],
)
def test_nothing_left_is_nothing(engine, text, verdict):
    assert _finding(engine, text)[0] is verdict


@pytest.mark.parametrize(
    "text",
    [
        "Germany's wind power produced 136 TWh in 2025.",
        "ドイツの風力発電は2025年に136TWhを発電した。",
        "Meta's data centres used 15 TWh in 2023.",
        "Googleのデータセンターは2025年に42.4TWhを消費した。",
    ],
)
def test_a_fuel_and_a_companys_data_centres_are_no_second_name(engine, text):
    assert _finding(engine, text) == (True, None)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("1,000 ChatGPT queries use as much energy as boiling a kettle 3 times.", True),
        ("1,000 ChatGPT queries use as much energy as boiling a kettle 30 times.", False),
        ("One bitcoin transaction uses the energy of 450,000 Visa payments.", True),
        ("One bitcoin transaction uses the energy of 1,000 Visa payments.", False),
        ("ChatGPTに330回聞くと、やかん1杯と同じ電力を使う。", True),
        ("ChatGPTに3,300回聞くと、やかん1杯と同じ電力を使う。", False),
        ("5 bitcoin networks use as much as the US.", None),
    ],
)
def test_what_is_counted_is_reckoned_with(engine, text, verdict):
    assert _finding(engine, text)[0] is verdict
