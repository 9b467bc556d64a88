"""What is asked of two things: how much more, in all, or of one of a kind and not of the kind."""

import pytest


def test_how_much_more_is_a_difference_and_no_yes(engine):
    question = "how much more electricity did google use in 2025 than in 2024? TWh please"
    payload = engine.ask(question).payload
    assert payload["headline"]["value"] == pytest.approx(43.5866 - 32.1, abs=0.05)
    assert "Google in 2025 and Google in 2024" in payload["text"]


@pytest.mark.parametrize(
    "question",
    [
        "how many times more electricity does the US use than canada",
        "how much bigger is the demand of the US than canada's",
    ],
)
def test_how_many_times_has_no_verdict(engine, question):
    text = engine.ask(question).payload["text"]
    assert "7.03 times" in text
    assert "Yes" not in text


def test_the_total_of_several_is_their_sum(engine):
    payload = engine.ask("total electricity demand of norway, sweden and denmark in 2023").payload
    assert payload["headline"]["value"] == pytest.approx(310.47)


@pytest.mark.parametrize(
    "question", ["is more than half of norway's power hydro?", "ノルウェーの電力の半分以上は水力?"]
)
def test_more_than_half_is_judged_by_the_share(engine, question):
    payload = engine.ask(question).payload
    assert payload["kind"] == "check"
    assert "90%" in payload["text"]


@pytest.mark.parametrize(
    "question", ["what share of electricity is nuclear", "nuclear share of world electricity"]
)
def test_the_share_of_a_source_without_a_place_is_of_the_world(engine, question):
    payload = engine.ask(question).payload
    assert payload["headline"]["value"] == pytest.approx(100 * 2811.57 / 31772.35)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("コロケーション型データセンターは2024年にどれだけ電気を使った?", 144),
        ("動画生成のVeo 3、1本で何Whなん?", 19.8),
        ("energy per generated video of Veo", 19.8),
        ("how much electricty do all the fridges in american homes use togehter", 103),
    ],
)
def test_a_thing_is_not_set_against_its_kind_nor_where_it_stands(engine, question, value):
    payload = engine.ask(question).payload
    assert payload["kind"] == "figure"
    assert payload["headline"]["value"] == value


def test_numbers_that_are_asked_for_are_no_count(engine):
    payload = engine.ask("poland or czechia, whose grid is dirtier? 2024 numbers").payload
    assert payload["headline"]["value"] == pytest.approx(611.87 / 414.37, abs=0.01)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("when did china overtake the US in electricity demand", "(2010, Ember)"),
        ("中国の電力需要はいつアメリカを抜いた?", "(2010年、Ember)"),
    ],
)
def test_when_one_country_passed_another(engine, question, told):
    payload = engine.ask(question).payload
    assert payload["kind"] == "trend"
    assert told in payload["text"]


def test_more_than_twice_is_no_double(engine):
    payload = engine.ask("is a b200 more than twice the power of an a100?").payload
    assert payload["kind"] == "check"
    assert "2.5 times" in payload["text"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how many kettles could 5 kWh boil", 5 / 0.11),
        ("250 million prompts per day times 0.3 Wh in MW", 3.125),
        ("100Wの電球を24時間つけっぱなしで1ヶ月何kWh?", 73),
        ("if a data center uses 876 GWh a year what's its average power", 100),
    ],
)
def test_uses_and_times_of_an_amount(engine, question, value):
    assert engine.ask(question).payload["headline"]["value"] == pytest.approx(value)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("アメリカの家庭の照明は全部あわせて年間どのくらい電気使ってるの", 129),
        ("how many kwh does a tumble dryer burn per load?", 4.5),
        ("what slice of the world's data centre electricity is american? 2024", 45),
        ("what share of the btc hashrate did kazakhstan have in jan 2022?", 13.22),
    ],
)
def test_of_what_it_is_asked(engine, question, value):
    assert engine.ask(question).payload["headline"]["value"] == pytest.approx(value, rel=0.01)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("combined generation of solar and wind in spain 2023", 48.59 + 64.29),
        ("スペインの太陽光と風力を合わせると?", 62.9 + 58.76),
        ("how much higher is the carbon intensity of india than of france?", 667),
        ("if a server draws 500 w for 24 hours a day how many kwh in a year", 4380),
        ("イギリスの家庭の電気ケトルは全部で年間どれくらい?", 6),
        ("electricity demand per head in qatar vs bahrain 2023", 0.783),
        ("lowest carbon intensity in africa 2023", 23.6),
    ],
)
def test_sums_differences_and_days_as_asked(engine, question, value):
    assert engine.ask(question).payload["headline"]["value"] == pytest.approx(value, rel=0.005)


@pytest.mark.parametrize(
    "question",
    ["how many data centres are in ireland", "data center number in ireland"],
)
def test_how_many_there_are_is_told_by_the_count(engine, question):
    assert engine.ask(question).payload["headline"]["value"] == 82
