"""What is claimed for a day or a month is judged as such, wherever the words stand."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日本の家庭は月に約350kWh使う。", True),  # 4,175 kWh a year
        ("日本の家庭は1か月に約800kWh使う。", False),
        ("日本の家庭は1日に11kWh使う。", True),
        ("In a month a US home uses about 880 kWh.", True),
        ("A US home's monthly use is 2,000 kWh.", False),
        ("A US home uses 2,000 kWh in a summer month.", None),
        ("ChatGPT uses about 850 MWh a day.", True),
        ("ChatGPT burns 10 GWh every day.", False),
        ("日本は2024年1月に90TWh使った。", None),  # of January, which no figure is of
    ],
)
def test_an_amount_is_judged_for_the_time_it_is_told_for(engine, text, expected):
    (claim,) = engine.check(text).payload["claims"]
    assert claim["verdict"] is expected
