"""Amounts in familiar things: stored ones named, stated ones as they were written."""

import pytest


@pytest.mark.parametrize("question", ["How many nuclear reactors would AI need?",
                                      "AIには原発何基分の電力が必要?"])  # fmt: skip
def test_each_meaning_of_ai_has_its_reactors(engine, question):
    payload = engine.ask(question).payload
    assert payload["kind"] == "equivalent"
    reactors = [n["value"] for c in payload["claims"] for n in c["numbers"]
                if n["unit"] == "reactor"]  # fmt: skip
    assert len(reactors) >= 2
    assert reactors[0] == pytest.approx(415e9 / (835e3 * 8760))
    assert "AI" in payload["caveats"][0]


def test_an_amount_is_shown_as_it_was_written(engine):
    payload = engine.ask("5億kWhは何世帯分?").payload
    assert "5億kWh" in payload["interpretation"]
    assert payload["headline"]["text"].startswith("5億kWh")


def test_a_stored_amount_says_whose_it_is(engine):
    assert engine.ask("bitcoin in homes").payload["headline"]["text"].startswith("Bitcoin network")


def test_a_vanishing_part_of_a_home_is_not_given(engine):
    payload = engine.ask("how many homes is a ChatGPT prompt").payload
    assert (payload["answered"], payload["reason"]) == (False, "no_figure")


@pytest.mark.parametrize(
    "question", ["is 415 TWh more than France uses?", "415 TWhはフランスより多い?"]
)
def test_a_stated_amount_against_a_country_has_a_verdict(engine, question):
    payload = engine.ask(question).payload
    assert payload["headline"]["verdict"] is False
    assert payload["headline"]["value"] == pytest.approx(87, abs=3)


@pytest.mark.parametrize(
    "question", ["Does France use more than 415 TWh?", "フランスの電力需要は415 TWhより多い?"]
)
def test_a_country_against_a_stated_amount_has_the_reverse_verdict(engine, question):
    assert engine.ask(question).payload["headline"]["verdict"] is True


@pytest.mark.parametrize(
    ("question", "usd"),
    [
        ("how much is a US household's electricity bill a year?", 10715 * 0.0813),
        ("アメリカの家庭の電気代は年間いくら?", 10715 * 0.0813),
        ("What would 10,000 kWh cost a US household in money?", 813.0),
    ],
)
def test_a_bill_names_its_price_and_that_it_is_no_household_tariff(engine, question, usd):
    payload = engine.ask(question).payload
    assert payload["headline"]["unit"] == "USD"
    assert payload["headline"]["value"] == pytest.approx(usd, rel=1e-3)
    assert "2024" in payload["headline"]["text"]
    assert any("household tariff" in c or "家庭向け料金" in c for c in payload["caveats"])


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("How many homes could a 1 GW reactor supply?", "household:us"),
        (
            "How many reactors would supply the homes that 1 GW supplies?",
            "contract:microsoft-constellation",
        ),
        ("1GWの原子炉は何世帯分?", "household:jp"),
        ("200MWは原子炉何基分?", "contract:microsoft-constellation"),
    ],
)
def test_what_is_counted_is_what_it_is_told_in(engine, question, subject):
    claims = engine.ask(question).payload["claims"]
    cited = {n["figure_id"] for c in claims for n in c["numbers"] if n["figure_id"]}
    subjects = {engine.knowledge.figure(figure_id).subject_id for figure_id in cited}
    assert subjects == {subject}


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        (
            "100 MW for 8 hours, how many homes is that",
            "100 MW over 8 h is about as much as **74.7",
        ),
        ("200 MW in homes at 60% load", "200 MW run all year at 60% load is about as much as"),
        ("how many hours of netflix is one h100 for a day", "over 24 h is about **218 hours**"),
        ("500 MWh in homes", "**46.7 homes** use in a year"),
        ("GPT-3の学習は家庭何年分の電力?", "約**308世帯**分の年間使用量"),
        ("how many ev km is 1000 kWh", "**5,750 km**"),
        ("what is 10 TWh comparable to", "933,000 homes"),
    ],
)
def test_what_an_amount_comes_to_says_for_how_long_it_runs(engine, question, lead):
    assert lead in engine.ask(question).payload["text"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("1.5TWhは何億kWh?", "15億 kWh"),
        ("100 W in GW", "(÷ 1,000,000,000) = **0.0000001 GW**"),
        ("convert 3.6 PJ to TWh", "3.6 PJ (÷ 3.6) = **1 TWh**"),
    ],
)
def test_a_conversion_shows_its_factor_in_digits(engine, question, told):
    assert told in engine.ask(question).payload["text"]


def test_a_chip_is_no_unit_of_its_own_energy(engine):
    assert "chips" not in engine.ask("how many kWh does h100 nvl use").payload["text"]


@pytest.mark.parametrize(
    "question", ["1GWの原発でH100は何台動く?", "1GWの原子炉でGPUは何台動かせる?"]
)
def test_what_stands_nearest_before_the_count_is_counted(engine, question):
    assert "143万" in engine.ask(question).payload["text"]
