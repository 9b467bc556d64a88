"""The figure of the right kind: a price, all homes, one use, a side of an event, a day."""

import pytest


def _headline(engine, question):
    payload = engine.ask(question).payload
    return payload["headline"]["value"], payload["headline"]["unit"]


@pytest.mark.parametrize(
    "question",
    [
        "What does a kWh cost in France?",
        "フランスの電気代は1kWhいくら?",
        "how much is 1 kWh in France",
    ],
)
def test_what_a_kwh_costs_is_its_price(engine, question):
    assert _headline(engine, question) == (pytest.approx(0.1024), "USD/kWh")


@pytest.mark.parametrize(
    "question", ["What do 500 kWh cost in France?", "フランスで500kWhはいくら?"]
)
def test_an_amount_is_priced_where_it_is_asked(engine, question):
    assert _headline(engine, question) == (pytest.approx(51.2), "USD")


@pytest.mark.parametrize("question", ["what do 500 kWh cost in Tuvalu", "ツバルで500kWhはいくら?"])
def test_an_amount_is_not_priced_at_another_country_s_price(engine, question):
    assert engine.ask(question).payload["reason"] == "no_figure"


@pytest.mark.parametrize(
    "question",
    ["How much electricity do UK homes use in total?", "イギリスの家庭の電力消費は全国でいくら?"],
)
def test_homes_in_total_are_all_homes(engine, question):
    assert _headline(engine, question) == (105.4, "TWh")


@pytest.mark.parametrize(
    "question",
    ["How much electricity do Japanese homes use in total?", "日本の家庭全体の電力消費は?"],
)
def test_one_home_does_not_answer_for_all(engine, question):
    payload = engine.ask(question).payload
    assert payload["answered"] is False
    assert payload["reason"] == "no_figure"


@pytest.mark.parametrize(
    "question",
    [
        "how much electricity does a ChatGPT query use",
        "how much power does one chatgpt question use",
        "ChatGPTの質問の消費電力は?",
    ],
)
def test_a_name_of_one_of_many_is_not_the_whole(engine, question):
    assert _headline(engine, question) == (0.34, "Wh")


@pytest.mark.parametrize(
    "question",
    [
        "how much electricity does ChatGPT use",
        "how much electricity do all ChatGPT queries use in a year",
        "ChatGPTの質問の電力は年間でどれくらい?",
    ],
)
def test_all_of_many_are_the_whole(engine, question):
    assert _headline(engine, question) == (22.15, "TWh")


@pytest.mark.parametrize(
    "question",
    [
        "how much electricity does ChatGPT use per day",
        "how many MWh does chatgpt use per day",
        "ChatGPTは1日にどれだけ電力を使う?",
    ],
)
def test_a_stored_figure_of_a_day_comes_before_a_part_of_a_year(engine, question):
    assert _headline(engine, question)[0] == 850


@pytest.mark.parametrize(
    "question",
    [
        "how many kWh does s21 use",
        "how much energy does Antminer S21 use",
        "Antminer S21は何kWh使う?",
        "how much energy does Cambridge survey of mining firms use",
    ],
)
def test_neither_an_efficiency_nor_a_share_is_an_amount_of_energy(engine, question):
    assert engine.ask(question).payload["reason"] == "no_figure"


def test_what_is_emitted_is_no_electricity(engine):
    """The first measure of a response is its emissions."""
    question = "Mistral Le Chat response electricity consumption"
    assert _headline(engine, question) == (1.8, "Wh")


def test_the_longer_name_of_two_measures_is_meant(engine):
    assert _headline(engine, "bitcoin mining share of electricity from coal") == (8.9, "%")


@pytest.mark.parametrize(
    "question",
    [
        "What percentage of bitcoin's electricity is sustainable?",
        "What share of Bitcoin mining is powered by renewables?",
        "ビットコインの採掘はグリーン電力をどれくらい使っている?",
    ],
)
def test_the_renewable_part_of_what_mining_uses_is_no_part_of_mining(engine, question):
    assert _headline(engine, question) == (52.4, "%")


@pytest.mark.parametrize(
    "question", ["how much energy to boil a kettle once", "やかん1回沸かす電力"]
)
def test_one_use_is_not_the_sum_of_all(engine, question):
    assert _headline(engine, question) == (pytest.approx(110), "Wh")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How much electricity did Ethereum use before the Merge?", 21),
        ("イーサリアムのマージ前の電力消費は?", 21),
        ("Ethereum after the Merge", 0.0026),
        ("イーサリアムのマージ後の電力消費", 0.0026),
    ],
)
def test_the_asked_side_of_an_event_is_shown(engine, question, value):
    assert _headline(engine, question) == (value, "TWh")


@pytest.mark.parametrize(
    "question",
    [
        "How did the Merge change Ethereum's electricity use?",
        "マージでイーサリアムの電力はどう変わった?",
    ],
)
def test_what_an_event_changed_shows_both_sides(engine, question):
    payload = engine.ask(question).payload
    assert [n["value"] for n in payload["claims"][0]["numbers"][2:]] == [21, 0.0026]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how many kWh does an H100 use in a year", 6132),
        ("H100を1年動かすと何kWh", 6132),
        ("how many kWh do 100 H100s use in a year at 60% load?", 367920),
    ],
)
def test_a_power_runs_for_the_asked_time(engine, question, value):
    assert _headline(engine, question) == (pytest.approx(value), "kWh")


@pytest.mark.parametrize(
    "question",
    ["how much electricity does Argentina use in a day", "アルゼンチンの1日の電力消費は?"],
)
def test_a_day_is_a_part_of_the_year(engine, question):
    payload = engine.ask(question).payload
    yearly = engine.ask("electricity demand of Argentina").payload["headline"]["value"]
    unit = {"TWh": 1, "GWh": 1000}[payload["headline"]["unit"]]
    assert payload["headline"]["value"] == pytest.approx(yearly * unit / 365)


@pytest.mark.parametrize(
    "question",
    ["what share of EU electricity does Bitcoin use", "ビットコインはEUの電力の何%?"],
)
def test_a_thing_without_a_place_is_set_against_a_place(engine, question):
    payload = engine.ask(question).payload
    assert payload["kind"] == "share"
    assert (payload["headline"]["value"], payload["headline"]["unit"]) == (
        pytest.approx(5.75, rel=0.01),
        "%",
    )
    assert payload["derivations"][0]["operation"] == "share"


@pytest.mark.parametrize(
    "question",
    [
        "How much electricity do data centres use, and why?",
        "データセンターの電力消費はいくらで、なぜ?",
    ],
)
def test_a_why_behind_a_figure_is_a_question_of_its_own(engine, question):
    payload = engine.ask(question).payload
    assert payload["headline"]["value"] == 415
    told = payload["interpretation"] + "".join(payload["caveats"])
    assert "why: " in told or "なぜ: " in told


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("how much electricity does an EV use per km", 17.4, "kWh/100km"),
        ("electricity use of an electric car per kilometer", 17.4, "kWh/100km"),
        ("電気自動車の1kmあたりの電力消費は?", 17.4, "kWh/100km"),
        ("ビットコイン1回の取引の電力は?", 1119.21, "kWh"),
        ("1世帯の年間電力消費量は?", 4175, "kWh"),
        ("how many kWh does one household use a year", 10715, "kWh"),
        ("冷蔵庫の消費電力は?", 725, "W"),
        ("how much power does a fridge use", 725, "W"),
        ("how much electricity does Microsoft use", 37.026353, "TWh"),
    ],
)
def test_plain_questions_find_their_figure(engine, question, value, unit):
    assert _headline(engine, question) == (pytest.approx(value), unit)


def test_what_one_draws_is_not_multiplied_by_a_year_that_it_does_not_run(engine):
    assert engine.ask("how much power does a TV use per year").payload["reason"] == "no_figure"


def test_a_figure_without_a_date_is_said_to_be_undated(engine):
    payload = engine.ask("power consumption of nvidia h100 in 2023").payload
    assert "undated" in payload["text"]


@pytest.mark.parametrize(
    "question",
    [
        "100 MW data center yearly electricity",
        "how much electricity does a 100 MW data center use per year",
        "100MWのデータセンターの年間電力は?",
    ],
)
def test_a_stated_power_is_run_for_the_year_that_is_asked(engine, question):
    assert _headline(engine, question) == (pytest.approx(876), "GWh")


@pytest.mark.parametrize(
    "question", ["world electricity generation by source", "日本の電源別の発電量"]
)
def test_what_is_asked_by_source_is_the_mix(engine, question):
    assert engine.ask(question).payload["kind"] == "share"


def test_a_company_s_energised_power_is_that_of_its_one_contract(engine):
    assert _headline(engine, "Core Scientific energized MW") == (350, "MW")
    payload = engine.ask("コアサイエンティフィックの契約容量と稼働済み容量は?").payload
    told = [number["value"] for claim in payload["claims"] for number in claim["numbers"]]
    assert {590, 350} <= {*told}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("GPT-3の学習のCO2は?", "GPT-3の学習の排出量は"),
        ("AI画像1枚の電力", "AI画像1枚の電力量は"),
        ("Netflixを1時間見ると電力はどれくらい?", "動画配信1時間の電力量は"),
    ],
)
def test_a_japanese_answer_says_what_is_measured_once(engine, question, said):
    assert said in engine.ask(question).payload["text"]


def test_a_share_follows_to_another_country(engine):
    context = ("data centers share of US electricity",)
    payload = engine.ask("and Ireland?", context=context).payload
    assert (payload["kind"], payload["headline"]["value"]) == ("share", 23)


def test_a_ranking_follows_into_a_group(engine):
    payload = engine.ask("in Europe?", context=("top 5 countries by solar",)).payload
    assert payload["kind"] == "ranking"
    assert "Germany" in payload["claims"][0]["text"]


def test_how_many_of_those_is_counted_in_what_was_asked_before(engine):
    context = ("how much energy does a Gemini prompt use",)
    payload = engine.ask("how many of those is a phone charge?", context=context).payload
    assert payload["headline"]["value"] == pytest.approx(50)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("RTX4090 power", 450),
        ("RTX3090の消費電力", 350),
        ("nz hydro generation 2024 twh", 23.4),
        ("How many people lived in Ethiopia in 2020?", 119_000_000),
        ("share of fossil fuels in turkey's electricity 2025", 56.7),
        ("kazakhstan's share of btc hashrate in august 2021", 18.1),
        ("kwh per 100 km tesla model 3 long range", 16.6),
        ("who makes the most electricity from coal? 2025", 5746),
    ],
)
def test_short_ways_of_asking_are_understood(engine, question, value):
    assert _headline(engine, question)[0] == pytest.approx(value, rel=0.01)


@pytest.mark.parametrize(
    "question",
    [
        "what's the wattage of an RTX 4070 vs a 5090",
        "10 million chatgpt prompts, how many litres of water could you boil with that energy",
        "ビットコイン今いくら?",
        "can 1 TWh only power 70,000 homes for a year?",
        "is 700 W more than 5 kWh?",
        "if everybody on earth sent one gemini prompt a day how much energy is that a year",
    ],
)
def test_what_no_figure_takes_account_of_is_refused(engine, question):
    assert engine.ask(question).payload["answered"] is False


def test_a_company_s_part_follows_it(engine):
    context = ("how much electricity does google use",)
    payload = engine.ask("only the data centers?", context=context).payload
    assert payload["headline"]["value"] == pytest.approx(42.4, rel=0.01)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("training gpt-3 in km driven by an EV", 1_287_000 / 0.174),
        ("bitcoin in EV kilometers", 158.7e9 / 0.174),
        ("bitcoin in nuclear reactors", 158.7e12 / (835e6 * 8760)),
        ("5 GWh in netflix hours", 5e9 / 77),
        ("100 GWh in H100 years", 100e9 / (700 * 8760)),
        ("1 TWh in bitcoin networks", 1 / 158.7 * 100),
    ],
)
def test_what_an_amount_is_in_another_thing(engine, question, value):
    payload = engine.ask(question).payload
    assert payload["kind"] == "equivalent"
    assert payload["headline"]["value"] == pytest.approx(value, rel=0.01)


def test_all_places_of_a_list_share_what_stands_behind_the_last(engine):
    payload = engine.ask("中国と米国と日本のデータセンター、2024年の電力を並べて").payload
    sides = {c["figure_id"] for c in payload["citations"]}
    figures = [engine.knowledge.figure(figure_id) for figure_id in sides]
    assert {f.subject_id for f in figures} == {"data-centres"}
    assert {f.region for f in figures} == {"CN", "US", "JP"}


def test_a_part_is_no_other_value_of_the_whole(engine):
    payload = engine.ask("アマゾンとマイクロソフト、排出量が多いのはどっち?").payload
    assert payload["headline"]["text"].startswith("**Amazonです。**")


def test_who_relies_on_a_source_is_told_by_its_share(engine):
    payload = engine.ask("世界一原発に頼ってる国はどこですか").payload
    assert payload["headline"]["unit"] == "%"


@pytest.mark.parametrize(
    "question", ["アメリカの一般家庭の電力消費は?", "アメリカの平均的な家庭の電力消費は?"]
)
def test_a_home_is_of_the_place_that_is_named(engine, question):
    assert _headline(engine, question) == (10715, "kWh")


def test_words_for_all_and_most_that_change_nothing(engine):
    assert _headline(engine, "maximum power of H100") == (700, "W")
    assert engine.ask("how much electricity does the whole world use").payload["answered"]
