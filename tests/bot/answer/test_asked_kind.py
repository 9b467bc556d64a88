"""An answer is of the kind that is asked: money, a time, a distance, what is left of a whole."""

import pytest


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("a 400 W PC, 8 hours a day: what does it cost per month in the US", 7.8048, "USD"),
        ("how much would it cost to drive 500 km in an EV in the US", 7.0731, "USD"),
        ("EVで500km走る電気代は?", 11.745, "USD"),
    ],
)
def test_a_cost_is_told_in_money(engine, question, value, unit):
    headline = engine.ask(question).payload["headline"]
    assert (headline["value"], headline["unit"]) == (pytest.approx(value, rel=1e-3), unit)


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("how far can an EV drive on 10 kWh", 57.47, "km"),
        ("EVは10kWhでどこまで走れる?", 57.47, "km"),
        ("How long does a 40 W lamp burn on 1 kWh?", 25.0, "h"),
        ("1kWhで電球は何秒つく?", 1000 / 9.5 / 24, "day"),
        ("how long would 5 kWh power a typical US home", 5 / 10715 * 8760, "h"),
        ("ビットコイン1取引の電力で家庭が何日暮らせる?", 1119.21 / 4175 * 365, "day"),
    ],
)
def test_a_distance_or_a_time_is_told_where_it_is_asked(engine, question, value, unit):
    headline = engine.ask(question).payload["headline"]
    assert (headline["value"], headline["unit"]) == (pytest.approx(value, rel=1e-3), unit)


@pytest.mark.parametrize(
    "question",
    [
        "How long does it take Japan to use 100 TWh?",
        "AIの学習で出るCO2はどれくらい?",
        "how much energy does training AI use worldwide",
        "how much electricity do data centers in Ireland use, not including homes",
        "日本を除いた世界の電力需要は?",
        "Which city uses the most power for data centers?",
        "日本で一番電気を使う県はどこ?",
        "石炭火力をやめた国は?",
        "イーサリアムの電力は何分の1になった?",
        "洗濯機1回の電気代は?",
        "how many EVs could run on the power AI uses",
        "what would Ireland's electricity demand be without data centers",
        "how many homes equal a microwave",
        "家庭の太陽光で1日何kWh?",
        "how much electricity does iceland use for bitcoin",
    ],
)
def test_a_figure_of_another_kind_answers_nothing(engine, question):
    assert not engine.ask(question).shown.answered


@pytest.mark.parametrize(
    ("question", "grams"),
    [
        ("how much CO2 does 1000 kWh emit in France", 41_800),
        ("フランスで1000kWh使うとCO2は何kg?", 41_800),
    ],
)
def test_the_emissions_of_an_energy_are_those_of_the_grid(engine, question, grams):
    headline = engine.ask(question).payload["headline"]
    assert headline["unit"] == "kgCO2e"
    assert headline["value"] * 1000 == pytest.approx(grams, rel=0.01)


@pytest.mark.parametrize(
    "question",
    [
        "what share of Iceland's electricity goes to bitcoin",
        "アイスランドの電力の何%がビットコインに使われている?",
    ],
)
def test_no_place_is_said_to_use_what_runs_elsewhere(engine, question):
    assert not engine.ask(question).shown.answered


@pytest.mark.parametrize(
    "question",
    [
        "生成AIの消費電力って検索の何倍?",
        "how many times more energy does AI use than a search",
        "ノートPCとデスクトップ、電気代が高いのはどっち",
    ],
)
def test_one_figure_is_no_factor_and_no_choice(engine, question):
    assert engine.ask(question).payload["reason"] == "no_figure"


@pytest.mark.parametrize(
    "question",
    [
        "what's the carbon footprint of a single bitcoin transaction",
        "ビットコインの取引1回のCO2排出量は?",
    ],
)
def test_emissions_of_one_use_are_told_where_emissions_are_asked(engine, question):
    headline = engine.ask(question).payload["headline"]
    assert (headline["value"], headline["unit"]) == (624.25, "kgCO2e")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("データセンターって何でそんなに水を使うの?", "explanation"),
        ("日本の電気は何で作られているの?", "figure"),
    ],
)
def test_the_japanese_what_with_is_told_from_why(engine, question, kind):
    assert engine.answerer.parse(question).intent == kind


@pytest.mark.parametrize(
    "question",
    [
        "difference between TDP and actual power use of an H100",
        "whats google's PUE compared to the industry average",
        "xAIのColossusはどこにある?",
        "NVIDIAの新しいGPUって何ワット食うの",
        "フランスの原発の数は?",
        "スマホの充電で年間いくらかかる?",
        "how much does charging a phone cost a year",
        "CoreWeaveとCore Scientificの契約はいつ?",
    ],
)
def test_a_value_tells_no_difference_place_time_number_or_other_unit(engine, question):
    assert not engine.ask(question).shown.answered


def test_what_has_changed_out_of_recognition_is_compared_as_it_is_now(engine):
    payload = engine.ask("ソラナってイーサリアムより省エネなん?").payload
    assert "2.6 GWh(2023年" in payload["text"]


def test_letters_changed_round_in_a_short_word_are_forgiven(engine):
    payload = engine.ask("how mcuh power does colossus 2 use").payload
    assert payload["headline"]["unit"] == "MW"


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("How reliant is France on nuclear?", 68.8),
        ("ポーランドの石炭依存度は?", 50.4),
        ("Which country gets most of its power from hydro?", 100.0),
    ],
)
def test_what_a_country_relies_on_is_a_share(engine, question, first):
    headline = engine.ask(question).payload["headline"]
    assert (round(headline["value"], 1), headline["unit"]) == (first, "%")


@pytest.mark.parametrize(
    "question",
    [
        "how much electricity does the US use for bitcoin mining",
        "アメリカがビットコインに使う電力は?",
    ],
)
def test_what_a_place_uses_for_a_thing_is_that_thing_s_there(engine, question):
    payload = engine.ask(question).payload
    assert payload["kind"] == "figure"
    assert "91 TWh" in payload["text"]


@pytest.mark.parametrize(
    "question",
    [
        "how many hours of TV equals one chatgpt question",
        "AIのせいで日本の電力需要って増えてる?",
        "データセンター1つで何世帯分の電気使う?",
        "ゲーム1時間で何Wh?",
        "風力発電1基の発電量",
        "how much power did the uk's last coal plant make",
        "フランスの電力輸出量は?",
        "ドイツは原発止めてからCO2減った?",
    ],
)
def test_all_of_a_kind_another_side_or_a_part_of_a_word_is_no_answer(engine, question):
    assert not engine.ask(question).shown.answered


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("is Norway's electricity mostly hydro?", 90.03, "%"),
        ("ノルウェーの電気ってほぼ水力なの?", 90.03, "%"),
        ("電気ケトルでお湯沸かすのってどれくらい電気使うの?", 110, "Wh"),
    ],
)
def test_most_of_it_is_a_share_and_boiling_one_use(engine, question, value, unit):
    headline = engine.ask(question).payload["headline"]
    assert (headline["value"], headline["unit"]) == (pytest.approx(value, rel=1e-3), unit)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("what share of Bitcoin's energy is renewable", 52.4),
        ("ビットコインの電力の何%が再エネ?", 52.4),
    ],
)
def test_what_is_renewable_of_a_user_is_its_own_share(engine, question, value):
    headline = engine.ask(question).payload["headline"]
    assert (headline["value"], headline["unit"]) == (value, "%")


@pytest.mark.parametrize("question", ["日本の揚水発電の割合", "is bitcoin's energy mostly coal"])
def test_no_amount_answers_for_a_share(engine, question):
    assert not engine.ask(question).shown.answered


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("how many homes is the power of data centers", "38.7 million homes"),  # not of one of them
        ("how many homes could an average data center power", "4,090 homes"),
        ("H100を100台動かすと月の電気代は?", "6,900ドル"),
    ],
)
def test_what_is_reckoned_is_of_all_or_of_one_and_of_the_asked_time(engine, question, number):
    assert number in engine.ask(question).payload["text"]


def test_a_panel_is_no_coin(engine):
    assert "ビットコイン" not in engine.ask("太陽光パネル1枚で何がまかなえる?").payload["text"]


def test_how_much_is_not_told_by_sentences_without_an_amount(engine):
    assert engine.ask("how much energy does an email use").payload["answered"] is False
