import pytest

from bot.answer.intervals import difference, has_range, high, low, ratio, scaled
from knowledge.records import Quantity


def test_a_ratio_of_ranges_is_a_range():
    data_centres = Quantity(415, "TWh")
    bitcoin = Quantity(158.7, "TWh", 86.1, 342.4)
    assert ratio(data_centres, bitcoin) == Quantity(
        415 / 158.7, "x", lower=415 / 342.4, upper=415 / 86.1
    )


def test_a_ratio_of_exact_values_has_no_range():
    assert ratio(Quantity(415, "TWh"), Quantity(100, "TWh")) == Quantity(4.15, "x")


def test_a_ratio_of_bounds_alone_keeps_no_middle():
    assert ratio(Quantity(None, "TWh", 80, 120), Quantity(40, "TWh")) == Quantity(
        None, "x", lower=2, upper=3
    )


@pytest.mark.parametrize(
    "divisor", [Quantity(0, "TWh"), Quantity(1, "TWh", -1, 2)], ids=["zero", "may be negative"]
)
def test_dividing_by_what_may_be_zero_gives_nothing(divisor):
    assert ratio(Quantity(1, "TWh"), divisor) is None


def test_a_difference_of_ranges_is_a_range():
    assert difference(Quantity(10, "TWh", 8, 12), Quantity(5, "TWh")) == Quantity(
        5, "TWh", lower=3, upper=7
    )


def test_scaling_keeps_bounds_and_qualifier():
    assert scaled(Quantity(2, "GW", 1, 3, "about"), 1000, unit="MW") == Quantity(
        2000, "MW", 1000, 3000, "about"
    )


def test_one_bound_serves_for_both_ends():
    assert (low(Quantity(None, "TWh", 85)), high(Quantity(None, "TWh", 85))) == (85, 85)
    assert not has_range(Quantity(None, "TWh", 85))


def test_nothing_of_a_range_is_nothing():
    assert scaled(Quantity(None, "W", lower=350, upper=500), 0) == Quantity(0.0, "W")
