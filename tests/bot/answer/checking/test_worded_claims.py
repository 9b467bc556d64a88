"""Claims as people write them: lists, shares in words, events, one thing against itself."""

import pytest


def verdicts(engine, text):
    return [claim["verdict"] for claim in engine.check(text).payload["claims"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The H100 draws 700 W and the A100 400 W.", [True, True]),
        ("The H100 has a TDP of 700 W, the A100 400 W and the B200 1500 W.", [True, True, False]),
        ("H100は700W、A100は600Wだ。", [True, False]),
    ],
)
def test_each_thing_of_a_list_is_judged_by_its_own_number(engine, text, expected):
    assert verdicts(engine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway generates almost all its electricity from hydropower.", True),
        ("インドの電力の大半は石炭だ。", True),
        ("Germany gets most of its power from nuclear.", False),
        ("Poland is still over half coal.", True),
        ("Japan runs almost entirely on renewables these days.", False),
        ("Germany generates zero nuclear power.", True),
        ("There's no solar in Norway.", False),  # 0.5 TWh
        ("日本の原発はゼロだ。", False),
        ("フランスには原発がない。", False),
        ("スウェーデンに石炭火力は無い。", True),
        ("ノルウェーには石炭火力がほとんどない。", True),
        ("Switzerland burns no coal for power.", True),
        ("Germany will have zero coal power.", None),
    ],
)
def test_a_share_told_in_words_is_judged(engine, text, expected):
    assert verdicts(engine, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日本の太陽光は世界3位。", False),  # the fourth, behind India
        ("中国の石炭火力は世界一。", True),
        ("India's power demand doubled between 2010 and 2024.", True),
        ("アメリカのデータセンターは2028年に最大12%の電力を使う。", True),
        ("US data centers: 176 TWh in 2023 = 4.4% of national consumption.", True),
        ("The GB200 draws 1.2 kW.", True),  # the chip, not the rack of 72
        ("冷蔵庫よりエアコンの方が電気を食う。", True),  # both in US homes
        ("AI will take 4.4% of national consumption.", None),
        ("ビットコインの採掘はアメリカが4割近くを占める。", True),  # of the hash rate
        ("The H200 uses more power than the H100.", False),  # as much
        ("イギリスの石炭火力は2025年にほぼゼロ。", True),
        ("ChatGPT uses 0.3 Wh per query according to Epoch AI.", True),
        ("Each GPT-4o query uses about 0.3 Wh, Epoch AI says.", None),
        ("データセンターは2030年に世界の電力の10%を使うとIEAは言う。", False),
    ],
)
def test_what_a_thing_is_of_is_found_by_its_place(engine, text, expected):
    (claim,) = engine.check(text).payload["claims"]
    assert claim["verdict"] is expected


def test_a_want_of_plants_may_be_supposed(engine):
    assert engine.check("フランスは原発がなければ困る。").payload["answered"] is False


def test_what_is_no_electricity_for_sure_is_no_share_of_it(engine):
    assert engine.check("Sweden uses no coal at all.").payload["answered"] is False


def test_what_all_use_for_a_thing_is_of_the_thing(engine):
    text = "The world will need 945 TWh for data centres by 2030, says the IEA."
    assert verdicts(engine, text) == [True]


def test_whom_one_talks_to_is_no_own_affair(engine):
    assert verdicts(engine, "My dude, the H100 draws 700 watts at full tilt.") == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Ethereum cut its energy use by 99.95% with the Merge.",
        "イーサリアムの電力消費はマージで99%以上減った。",
    ],
)
def test_a_change_at_an_event_is_judged_by_both_its_sides(engine, text):
    payload = engine.check(text).payload
    assert payload["headline"]["verdict"] is True
    assert [d["operation"] for d in payload["derivations"]] == ["growth"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AI uses 10% of the world's electricity.", False),
        ("AI servers use 10% of the world's electricity.", False),
        ("AI servers use about 0.3% of the world's electricity.", True),
    ],
)
def test_a_share_that_nobody_published_is_computed(engine, text, expected):
    payload = engine.check(text).payload
    assert payload["headline"]["verdict"] is expected
    assert "share" in {d["operation"] for d in payload["derivations"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The UK uses less electricity than it did in 2005.", True),
        ("Solar produced more than coal in Germany in 2024.", False),
    ],
)
def test_a_thing_is_set_against_itself(engine, text, expected):
    assert verdicts(engine, text) == [expected]


def test_a_share_behind_a_comma_is_of_the_thing_named_before(engine):
    text = "US data centers used 176 TWh in 2023, 4.4% of US electricity."
    assert verdicts(engine, text) == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        "A fridge uses 400 kWh a year.",  # the figure at hand is of all fridges of a country
        "アメリカは1万kWh以上使うらしい。",
        "Google takes 500 MW from Kairos.",  # a year's energy does not refute a contracted power
    ],
)
def test_a_figure_of_something_else_neither_bears_out_nor_refutes(engine, text):
    assert verdicts(engine, text) == [None]


def test_another_reading_of_a_name_may_bear_a_claim_out(engine):
    """Gold mining used 131 TWh; the gold industry, by a doubtful count, 241 TWh."""
    assert verdicts(engine, "Gold uses 240 TWh a year.") == [None]


def test_a_share_of_mining_may_be_a_country_s(engine):
    assert verdicts(engine, "Kazakhstan had 18% of the hash rate in 2021.") == [True]


def test_a_claim_about_the_world_alone_is_judged(engine):
    assert verdicts(engine, "Global electricity demand hit 50,000 TWh in 2024.") == [False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China had the highest solar generation in 2023, with 584 TWh.", [True]),
        ("China had the highest solar generation in 2023, with 300 TWh.", [False]),
        ("2022年の風力発電量が最大だったのは中国で、763 TWhです。", [True, True]),
        ("2022年の風力発電量が最大だったのは中国で、300 TWhです。", [True, False]),
    ],
)
def test_a_bare_amount_may_be_of_what_was_named_before(engine, text, expected):
    assert verdicts(engine, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Finland uses less electricity than Sweden: about 0.64 times as much.", True),
        ("Finland uses less electricity than Sweden: about 0.3 times as much.", False),
    ],
)
def test_less_and_a_part_of_it_is_no_inverse(engine, text, expected):
    assert verdicts(engine, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bitcoin used less electricity in 2015 than the year before.", True),
        ("Germany used more electricity in 2023 than the year before.", False),
        ("ビットコインは2015年に前年より電力を減らした。", True),
        ("ビットコインの電力は2015年に前の年より多かった。", False),
        ("ビットコインは2023年に前年比で電力を増やした。", True),
    ],
)
def test_a_year_is_held_against_the_one_before_and_not_the_newest(engine, text, expected):
    assert verdicts(engine, text) == [expected]


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("Stargateはもう7GWで動いている。", "それは計画の数値で"),
        ("Stargate is running at 7 GW.", "That is the figure of a plan"),
    ],
)
def test_a_plan_bears_out_nothing_that_runs(engine, claim, reason):
    payload = engine.check(claim).payload
    assert reason in payload["text"]
    assert not any(c["verdict"] for c in payload["claims"])
