"""Claims that are judged by reckoning: homes, renewables, rates, projections, ranges, two years."""

import pytest


def verdict_of(engine, text):
    claims = engine.check(text).payload["claims"]
    return [claim["verdict"] for claim in claims]


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("Bitcoin uses as much electricity as 15 million American homes.", [True]),
        ("Bitcoin uses as much electricity as 150 million American homes.", [False]),
        ("1 TWh is enough for about 93,300 average US homes.", [True]),
        ("1 TWh is enough for about 9,330 average US homes.", [False]),
        ("1TWhは米国の9.33万世帯分の電力です。", [True]),
        ("200 MW can power 164,000 US homes.", [True]),
        ("200 MW can power 50,000 US homes.", [None]),
        (
            "GPT-3の学習には1,287MWhかかり、これは日本の家庭300世帯分の年間電力に当たる。",
            [True, True],
        ),
        ("Iceland is 100% renewable.", [True]),
        ("日本の電力の6割は再生可能エネルギーだ。", [False]),
        ("2023年の日本の電源構成で再エネは2割を超えた。", [True]),
        ("Norway runs almost entirely on hydropower.", [True]),
        ("中国は世界の電力の3分の1を使っている。", [True]),
        ("An average US household uses about 900 kWh a month.", [True]),
        ("The average American home uses 60 kWh per day.", [False]),
        ("Data center electricity will double by 2030.", [True]),
        ("ドイツの石炭火力は2015年から半減した。", [True]),
        ("France's nuclear share dropped from 75% to 63% in 2022.", [None]),
        ("India uses between 1,000 and 2,000 TWh a year.", [None]),
        ("ドイツは2023年に原発をすべて止めたが、2022年は原子力が6%だった。", [True]),
        ("Kazakhstan has 13% of the world's bitcoin mining.", [False]),
        ("The Merge cut Ethereum's electricity by half.", [False]),
        ("Mining a bitcoin takes 1.5 GWh.", [None]),
        ("ドイツの再エネ比率は2024年に50%を超えた。", [True]),
        ("インドの一人当たり電力消費は日本の10分の1以下だ。", [False]),
        ("Stargate Abilene is a 1.2 GW site.", [None]),
        ("Stargate Abilene is a 5 GW site.", [False]),
        ("H100を10万台動かすと70MW必要。", [True]),
        ("H100を10万台動かすと700MW必要。", [False]),
        ("Vietnam's power use has tripled since 2008.", [None]),
        ("アイルランドのデータセンターは家庭全体より多く電気を使う。", [None]),
        ("中国の太陽光発電は2020年の4倍になった。", [None]),
        ("Amazon uses less electricity than Google.", [None]),
        ("ノルウェーの一人当たり電力消費は日本の3倍だ。", [True]),
        ("Germany's electricity is dirtier than Poland's.", [False]),
        ("Norway's electricity emits less than 30 g CO2 per kWh.", [True]),
        ("フランスの電力消費はドイツより少ない。", [True]),
        ("フランスの電力消費はドイツより少なくない。", [False]),
        ("ソラナの取引1件はGoogle検索より少ない電力しか使わない。", [True]),
    ],
)
def test_a_claim_is_reckoned(engine, text, verdicts):
    assert verdict_of(engine, text) == verdicts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Coal emits more CO2 per kWh than gas.", True),
        ("石炭の1kWhあたりのCO2はガスの約2倍。", None),  # 1.3 times, by figures told with caution
        ("Nuclear emits less CO2 than solar.", True),
        ("Coal emits 15 billion tons of CO2 a year.", None),
    ],
)
def test_what_fuels_emit_is_judged_by_the_kilowatt_hour(engine, text, expected):
    (claim,) = engine.check(text).payload["claims"]
    assert claim["verdict"] is expected
