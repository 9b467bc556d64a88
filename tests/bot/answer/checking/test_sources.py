"""Sources of power set against each other, where a side is several of them."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Renewables overtook coal worldwide in 2025.", True),
        ("Renewables passed coal in 2025.", True),  # of the world, where no place is named
        ("Renewables passed coal in 2023.", False),
        ("In the EU wind and solar overtook fossil fuels in 2025.", True),
        ("EUでは2025年に風力と太陽光が化石燃料を上回った。", True),
        ("日本では再エネより原子力のほうが多い。", False),
        ("Fossil fuels still generate more than renewables in the US.", True),
        ("Renewables will overtake coal by 2027.", None),
        ("In Zorbland renewables overtook coal.", None),
    ],
)
def test_a_side_of_several_sources_is_added_up(engine, text, expected):
    (claim,) = engine.check(text).payload["claims"]
    assert claim["verdict"] is expected


@pytest.mark.parametrize("text", ["Renewables are cheaper than coal.", "再エネは石炭より安い。"])
def test_other_qualities_are_no_amounts(engine, text):
    assert engine.check(text).payload["answered"] is False


def test_both_shares_show_what_they_are_added_from(engine):
    payload = engine.check("Renewables overtook coal worldwide in 2025.").payload
    assert [d["operation"] for d in payload["derivations"]].count("sum") == 1
    assert [d["operation"] for d in payload["derivations"]].count("share") == 2
