"""A change between two years is judged by both amounts and by which way it went."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Germany's electricity demand fell from 609 TWh in 2010 to 520 TWh in 2025.", True),
        ("Germany's electricity demand fell to 520 TWh in 2025 from 609 TWh in 2010.", True),
        ("Germany's electricity demand rose from 609 TWh in 2010 to 520 TWh in 2025.", False),
        ("Germany's electricity demand fell from 609 TWh in 2010 to 300 TWh in 2025.", False),
        ("Germany's electricity demand fell from 609 TWh in 2025 to 520 TWh in 2010.", False),
        (
            "Germany's electricity demand did not rise from 609 TWh in 2010 to 520 TWh in 2025.",
            True,
        ),
        ("ドイツの電力需要は2010年の609 TWhから2025年の520 TWhに減りました。", True),
        ("ドイツの電力需要は2010年の609 TWhから2025年の520 TWhに増えました。", False),
        ("ドイツの電力需要は2010年の609 TWhから2025年の300 TWhに減りました。", False),
    ],
)
def test_both_amounts_and_the_direction_must_hold(engine, text, expected):
    assert engine.check(text).payload["claims"][0]["verdict"] is expected


def test_a_change_to_a_projection_is_said_to_be_one(engine):
    said = "Data centres' electricity use will grow from 415 TWh in 2024 to 950 TWh in 2030."
    claim = engine.check(said).payload["claims"][0]
    assert (claim["verdict"], "projection" in claim["text"]) == (True, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Microsoft's emissions rose since 2020.", True),
        ("Microsoft's emissions fell since 2020.", False),
        ("Microsoft cut its emissions by 20% since 2020.", False),
        ("マイクロソフトの排出量は2020年から減っている。", False),
        ("Microsoft's emissions are up 29% since 2020.", None),  # 23.4 % is published
    ],
)
def test_a_published_change_tells_the_direction_too(engine, text, expected):
    (claim,) = engine.check(text).payload["claims"]
    assert claim["verdict"] is expected
    assert "23.4" in engine.check(text).payload["text"]
