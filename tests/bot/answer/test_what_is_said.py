"""What words mean in a question: slips and words of their own, claims and questions, parts."""

import pytest


def told(engine, question, context=()):
    payload = engine.ask(question, context=context).payload
    headline = payload.get("headline") or {}
    return payload["answered"], headline.get("value"), headline.get("unit")


REFUSED = (False, None, None)


@pytest.mark.parametrize(
    "question",
    [
        "How much power does baking use?",
        "how much electricity does gambling use?",
        "how much power does steaming vegetables use?",
        "electricity use of a talent show",
    ],
)
def test_a_word_of_its_own_is_no_slip_of_a_name(question, engine):
    assert told(engine, question)[0] is False


@pytest.mark.parametrize(
    "question",
    [
        "how many kwh does an avarage japanese houshold use in a year",
        "how much electricty does an averige japanese household use",
    ],
)
def test_a_slip_in_a_home_or_a_vowel_is_forgiven(question, engine):
    answered, value, unit = told(engine, question)
    assert (answered, value, unit) == (True, 4175, "kWh")


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("4Kで動画を1時間見ると何kWh?", 0.255, "kWh"),
        ("how many Wh is an hour of streaming in 4K", 255, "Wh"),
    ],
)
def test_a_resolution_is_no_count(question, value, unit, engine):
    assert told(engine, question) == (True, value, unit)


@pytest.mark.parametrize(
    "question", ["8Kで動画を1時間見ると何kWh?", "energy of an hour of 8K video streaming"]
)
def test_a_resolution_without_figures_is_not_multiplied(question, engine):
    payload = engine.ask(question).payload
    assert payload.get("kind") not in ("figure", "conversion", "equivalent")


def test_a_sum_of_money_that_goes_on_from_a_name_is_asked(engine):
    assert told(engine, "IRENとMicrosoftの契約額は?") == (True, 9.7e9, "USD")
    assert told(engine, "Hut 8とFluidstackの契約額は?")[2] == "USD"
    assert told(engine, "Hut 8とFluidstackの契約は何MW?") == (True, 245, "MW")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2024年の米国のデータセンター消費から中国の分を引くといくつ?", 81),
        ("アメリカのデータセンターの電力からフランスの分を引いたら?", 172),
    ],
)
def test_the_part_of_a_place_is_that_of_the_same_thing(question, value, engine):
    assert told(engine, question) == (True, value, "TWh")


def test_a_part_of_a_place_that_is_not_known_is_refused(engine):
    assert told(engine, "アメリカのデータセンターの電力からチャドの分を引くと?") == REFUSED


@pytest.mark.parametrize(
    ("claim", "verdicts"),
    [
        ("GPT-3 training took 1,287 GWh and Stargate is 10 GW", [False, False]),
        ("an H100 draws 700 W and a B200 1000 W", [True, True]),
        ("GPT-3の学習は1,287GWh、Stargateは10GW", [False, True]),
        ("my teacher says data centres use 10% of the world's electricity", [False]),
        ("My dad said Germany gets 50% of its power from coal", [False]),
        ("my physics professor told me that an H100 draws 700 W", [True]),
        ("データセンターは世界の電力の10%を使う", [False]),
        ("ドイツの電力の50%は石炭だ", [False]),
        ("France gets 70% of its electricity from nuclear", [True]),
    ],
)
def test_what_is_said_and_not_asked_is_checked(claim, verdicts, engine):
    payload = engine.ask(claim).payload
    assert payload["kind"] == "check"
    assert [c["verdict"] for c in payload["claims"] if c["verdict"] is not None] == verdicts


@pytest.mark.parametrize(
    ("question", "kind", "value"),
    [
        ("my teacher asks how much power does an RTX 4090 draw", "figure", 450),
        ("10% of Japan's electricity", "conversion", 102.986),
        ("日本の電力の10%", "conversion", 102.986),
        ("what is 10% of japan's demand", "conversion", 102.986),
    ],
)
def test_what_is_asked_is_no_claim(question, kind, value, engine):
    payload = engine.ask(question).payload
    assert payload["kind"] == kind
    assert payload["headline"]["value"] == pytest.approx(value, rel=1e-3)


def test_how_many_years_of_a_demand_an_amount_is_is_no_claim(engine):
    payload = engine.ask("415 TWh - how many years of Ireland's 2024 demand is that?").payload
    assert payload.get("kind") != "check"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("B200を1000枚、1日フル稼働したら何MWh?", 24),
        ("H100を100台、1年間稼働させた場合は何MWh?", 613.2),
    ],
)
def test_what_would_run_is_reckoned_by_its_power(question, value, engine):
    assert told(engine, question) == (True, pytest.approx(value), "MWh")


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        (
            "A 3200 W miner runs 24/7 for a year at 8 cents per kWh. What's the bill?",
            2242.56,
            "USD",
        ),
        ("10kWh a day for 30 days", 300, "kWh"),
        ("10 kWh a day for 30 days at 30 cents per kWh, what does it cost?", 90, "USD"),
    ],
)
def test_days_and_round_the_clock_are_times(question, value, unit, engine):
    assert told(engine, question) == (True, pytest.approx(value), unit)


@pytest.mark.parametrize("question", ["GTX1080Tiの消費電力は?", "GTX 1080Ti power"])
def test_a_card_may_be_written_without_spaces(question, engine):
    assert told(engine, question) == (True, 250, "W")


@pytest.mark.parametrize(
    ("question", "context", "homes"),
    [
        ("GPT-3 training, how many homes is that in Japan", (), 308),
        ("how many homes is that in the UK", ("GPT-3's training energy",), 477),
        ("How many homes could that power in Germany?", ("100 MW",), 303_000),
        ("in homes?", ("ChatGPT electricity per day",), 28_954),
    ],
)
def test_homes_of_another_country_are_homes(question, context, homes, engine):
    answered, value, unit = told(engine, question, context)
    assert (answered, unit) == (True, "home")
    assert value == pytest.approx(homes, rel=0.01)


@pytest.mark.parametrize(
    "question",
    ["How many homes could that power in Germany?", "how many homes is that in the UK?"],
)
def test_that_is_no_place_that_homes_stand_in(question, engine):
    assert told(engine, question) == REFUSED


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how much CO2 was emitted when Meta trained Llama 3.1 405B?", 8930),
        ("BLOOMを学習したときに出たCO2は?", 50.5),
    ],
)
def test_what_was_emitted_in_training_is_the_trainings(question, value, engine):
    assert told(engine, question) == (True, value, "tCO2e")


def test_a_company_is_told_by_what_it_says_of_all_of_itself(engine):
    whole = engine.ask("How has Google's electricity changed from 2020 to 2024?").payload
    part = engine.ask("How has Google's data centre electricity changed from 2020 to 2024?").payload
    ends = [[n["value"] for n in p["claims"][0]["numbers"]][:2] for p in (whole, part)]
    assert ends == [[15.1385, 32.1], [14.4, 30.8]]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("IRENとマイクロソフトの契約っていくらだっけ", 9.7e9),
        ("how much is the IREN Microsoft deal", 9.7e9),
    ],
)
def test_how_much_a_deal_is_asks_for_its_money(question, value, engine):
    assert told(engine, question) == (True, value, "USD")


def test_a_deal_without_a_price_is_told_by_no_megawatts(engine):
    assert told(engine, "マイクロソフトとコンステレーションの契約はいくら?") == REFUSED
    assert told(engine, "how much power is the IREN Microsoft deal") == (True, 200, "MW")


@pytest.mark.parametrize(
    ("question", "watts"),
    [("L40 TDP", 300), ("what is the TDP of the T4?", 70), ("TDP of the L4", 72)],
)
def test_a_card_may_be_called_without_its_maker(question, watts, engine):
    assert told(engine, question) == (True, watts, "W")


@pytest.mark.parametrize("question", ["L40S TDP", "M4 max power", "T4 line electricity"])
def test_what_is_written_like_a_card_is_another_thing(question, engine):
    assert told(engine, question)[0] is False


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("データセンターが世界の電力の10%を使うとすると何TWh?", 3177),
        ("if data centres used 10% of US electricity, how many TWh?", 453.6),
        ("EVが日本の電力の5%を使ったら何TWh?", 51.5),
    ],
)
def test_a_part_of_a_places_electricity_is_of_the_place(question, value, engine):
    answered, told_value, unit = told(engine, question)
    assert (answered, unit) == (True, "TWh")
    assert told_value == pytest.approx(value, rel=0.01)


@pytest.mark.parametrize("question", ["生成AIって地球に悪い?", "is generative AI wasteful?"])
def test_whether_a_thing_is_good_is_told_by_no_amount(question, engine):
    assert engine.ask(question).payload.get("kind") != "figure"


def test_a_part_of_another_place_leans_on_what_was_asked(engine):
    context = ("how much of ireland's electricity goes to data centres",)
    assert told(engine, "how much of virginia's?", context) == (True, 25, "%")


def test_what_days_take_is_told_of_one(engine):
    assert told(engine, "300 kWh in 30 days, how much a day?") == (True, 10, "kWh")


def test_how_many_are_energised_counts_no_things(engine):
    question = (
        "Core Scientific and CoreWeave: how many MW are contracted and how many are energised?"
    )
    told_numbers = [
        n["value"] for c in engine.ask(question).payload["claims"] for n in c["numbers"]
    ]
    assert 350 in told_numbers


@pytest.mark.parametrize(
    "question",
    ["Claude 3.5 energy", "Grok 5の学習電力", "Gemini 2.5の電力", "Claude 4 vs GPT-4o energy"],
)
def test_another_version_of_a_model_is_another_model(question, engine):
    assert told(engine, question) == REFUSED


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Claude 3.7 Sonnet energy", 0.836),
        ("ChatGPT 5回で何Wh?", 1.7),
        ("ChatGPT 10 prompts energy", 3.4),
    ],
)
def test_a_known_version_and_a_count_are_none(question, value, engine):
    assert told(engine, question) == (True, pytest.approx(value), "Wh")


def test_an_answer_and_a_training_are_not_subtracted(engine):
    assert told(engine, "GPT-4oとGPT-4の電力差") == REFUSED
    both = told(engine, "difference between GPT-3 training and GPT-4 training energy")
    assert both == (True, pytest.approx(56_238), "MWh")


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("5 people each use 10 kWh a day for a week", 350, "kWh"),
        ("10 kWh a day for a year, how many MWh?", 3.65, "MWh"),
        ("毎日5kWhで1年", 1.825, "MWh"),
        ("30日で300kWh使うと1日あたり何kWh?", 10, "kWh"),
        ("0.3Whを10億回", 300, "MWh"),
        ("what's 3% of global data centre power", 12.45, "TWh"),
    ],
)
def test_amounts_of_days_and_of_many_are_reckoned(question, value, unit, engine):
    assert told(engine, question) == (True, pytest.approx(value), unit)


def test_a_part_of_all_homes_is_no_part_of_one(engine):
    assert told(engine, "日本の家庭の3割が使うと何TWh?") == REFUSED


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("友達がH100は700Wだと言ってた", True),
        ("上司が「データセンターは日本の電力の5%」と言っていました。本当ですか?", False),
        ("先生がデータセンターは世界の電力の10%を使うと言っていました", False),
    ],
)
def test_what_somebody_said_is_checked(claim, verdict, engine):
    payload = engine.ask(claim).payload
    assert (payload["kind"], payload["headline"]["verdict"]) == ("check", verdict)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("lighting electricity in us homes", 129),
        ("refrigerators in American homes electricity", 103),
    ],
)
def test_homes_are_where_appliances_stand(question, value, engine):
    assert told(engine, question) == (True, value, "TWh")


@pytest.mark.parametrize(
    "question",
    [
        "how many homes are in Japan",
        "how many households are there in the UK",
        "how many H100s are in Colossus",
        "コロッサスにはH100が何枚ある?",
        "日本には何世帯ある?",
    ],
)
def test_how_many_there_are_is_told_by_no_equivalent(question, engine):
    assert told(engine, question) == REFUSED


@pytest.mark.parametrize(
    "question",
    [
        "how many prompts are in a kWh",
        "how many H100s could Colossus run",
        "how many homes is Bitcoin",
    ],
)
def test_how_many_an_energy_comes_to_is_told(question, engine):
    assert engine.ask(question).payload["kind"] == "equivalent"
