"""How far a claimed number may lie from a published one."""

import pytest

from bot.answer.checking.tolerance import claimed_interval, fit, within_spread
from knowledge.records import Quantity


def claimed(value, *, hedged=False, qualifier="exact"):
    return claimed_interval(Quantity(value, "TWh", qualifier=qualifier), hedged=hedged)


@pytest.mark.parametrize(
    ("value", "hedged", "slack"),
    [(415.0, False, 0.02), (150.0, False, 1 / 30), (20.0, False, 0.1), (0.0, False, 0.02),
     (1.234, False, 0.02), (415.0, True, 0.10)],
)  # fmt: skip
def test_the_slack_is_half_the_last_digit_within_limits(value, hedged, slack):
    assert claimed(value, hedged=hedged).slack == pytest.approx(slack)


@pytest.mark.parametrize(
    ("value", "published", "expected"),
    [(415.0, 415.0, "match"), (415.0, 420.0, "match"), (415.0, 435.0, "near"),
     (415.0, 600.0, "apart"), (415.0, 200.0, "apart")],
)  # fmt: skip
def test_a_number_matches_is_near_or_lies_apart(value, published, expected):
    assert fit(claimed(value), Quantity(published, "TWh"), measured=True) == expected


def test_an_estimate_is_called_wrong_later_than_a_measurement():
    published = Quantity(455.0, "TWh")
    assert fit(claimed(415.0), published, measured=True) == "apart"
    assert fit(claimed(415.0), published, measured=False) == "near"


@pytest.mark.parametrize(
    ("qualifier", "published", "expected"),
    [("over", 500.0, "match"), ("over", 300.0, "apart"), ("under", 300.0, "match"),
     ("under", 500.0, "apart")],
)  # fmt: skip
def test_a_bound_is_open_on_one_side(qualifier, published, expected):
    one_sided = claimed(415.0, qualifier=qualifier)
    assert fit(one_sided, Quantity(published, "TWh"), measured=True) == expected


def test_a_published_lower_bound_does_not_contradict_more():
    published = Quantity(300.0, "TWh", qualifier="over")
    assert fit(claimed(415.0), published, measured=True) == "near"


@pytest.mark.parametrize(
    ("values", "expected"),
    [([100.0, 200.0], True), ([100.0], False), ([50.0, 200.0], False), ([160.0, 200.0], False)],
)
def test_a_claim_within_the_spread_of_sources(values, expected):
    assert within_spread(claimed(150.0), [Quantity(v, "TWh") for v in values]) is expected


def test_a_published_lower_bound_contradicts_what_is_many_times_more():
    over = Quantity(135.0, "TWh", qualifier="over")
    claimed = [claimed_interval(Quantity(v, "TWh"), hedged=False) for v in (400.0, 900.0)]
    assert [fit(one, over, measured=False) for one in claimed] == ["near", "apart"]
