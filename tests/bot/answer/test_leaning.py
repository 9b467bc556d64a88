"""Follow-ups after follow-ups: each is filled by what was understood before it."""

import pytest


def last(engine, *asked):
    *context, question = asked
    return engine.ask(question, context=tuple(context)).payload


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        (("share of nuclear in france", "and coal?"), "France · share of coal generation"),
        (
            ("share of nuclear in france", "and coal?", "how has it changed since 2000?"),
            "France · share of coal generation in generation · 2000, 2025",
        ),
        (("太陽光のCO2排出は?", "石炭は?"), "石炭火力の電気 · 電力の炭素強度"),
        (("does bitcoin use more than sweden?", "and norway?"), "Bitcoin network and Norway"),
        (("does bitcoin use more than sweden?", "why?", "and norway?"), "network and Norway"),
        (("electricity price in germany", "cheaper than japan?"), "Germany and Japan"),
        (("Japan's electricity?", "and Germany?", "and France?", "which is more"), "Japan and"),
    ],
)
def test_what_a_follow_up_is_of(engine, asked, read):
    assert read in last(engine, *asked)["text"]


def test_how_many_of_them_and_for_how_long_are_kept(engine):
    asked = ("how much power does an h100 draw", "and 1000 of them for a year?")
    assert last(engine, *asked)["headline"]["value"] == pytest.approx(6.132)
    homes = last(engine, *asked, "in homes?")["headline"]
    assert homes["value"] == pytest.approx(1000 * 0.7 * 8760 / 10715)


def test_a_load_changes_the_earlier_power(engine):
    asked = ("how much does a 100 MW data center use per year", "at 60% load?")
    assert last(engine, *asked)["headline"]["value"] == pytest.approx(525.6)


def test_an_earlier_amount_is_told_in_another_thing(engine):
    asked = ("how many homes could 500 MW power", "and in reactors?")
    assert last(engine, *asked)["headline"]["value"] == pytest.approx(500 / 835)
    assert engine.violations == 0


@pytest.mark.parametrize(
    ("asked", "rank"),
    [
        (("日本の電力消費量は?", "それって多い?"), "日本は5位です"),
        (("日本の電力消費量は?", "世界で何番目?"), "日本は5位です"),
        (("wind share in denmark", "is that a lot?"), "Denmark is number 1"),
    ],
)
def test_whether_it_is_much_is_told_by_its_rank(engine, asked, rank):
    assert rank in last(engine, *asked)["text"]


def test_a_bill_elsewhere_is_at_the_price_there(engine):
    text = last(engine, "アメリカの家庭の電気代は?", "日本は?")["text"]
    assert "日本の電気料金" in text
    assert "アメリカの電気料金" not in text


def test_homes_of_a_place_are_those_of_no_other(engine):
    assert "German household" in last(engine, "500 MW in homes", "in germany?")["text"]
    assert last(engine, "500 MW in homes", "in ireland?")["reason"] == "no_figure"
    assert last(engine, "how many homes there would Irish data centres equal")["reason"]
    assert "French household" in last(engine, "how many French homes does bitcoin equal")["text"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("日本の炭素強度は?", "フランスは?", "何倍?"), "日本はフランスの約11.8倍"),
        (("韓国の電力消費量は?", "多い方?"), "韓国は7位です"),
        (("top 5 coal countries", "by share?", "in the EU?"), "1. Poland"),
        (("nuclear share of sweden", "higher than finland's?", "and the trend?"), "39.5%"),
        (("10 MW for a year", "cost in the us?"), "USD 7.12 million"),
        (("how much power does italy use", "and spain?", "the difference?"), "**36.5 TWh**"),
        (("power of italy", "and spain?", "who uses more per person?"), "**Spain.**"),
        (("solar in germany", "per person?"), "89.6 TWh ÷ 84.1 million people"),
        (("ビットコインの年間電力は?", "原発だと何基?"), "21.7基"),
        (("10億kWhは何世帯?", "アメリカの家庭だと?"), "米国の平均世帯"),
        (("1000 prompts to chatgpt", "as phone charges?"), "ChatGPT text prompt"),
        (("Microsoft's electricity", "and apple?", "which one more?"), "**Microsoft.**"),
    ],
)
def test_short_follow_ups_are_of_all_that_was_asked(engine, asked, told):
    assert told in str(last(engine, *asked)["claims"] or last(engine, *asked)["text"])


def test_a_ranking_per_person_is_no_ranking_of_another_measure(engine):
    assert last(engine, "biggest solar countries", "per person?")["answered"] is False


@pytest.mark.parametrize(
    ("earlier", "question", "told"),
    [
        ("norway's electricity", "how much bigger is canada", "Canada: about 4.69 times Norway"),
        ("Norway's electricity", "does Sweden use less?", "Yes."),
        ("フランスの炭素強度は?", "ドイツは高い?", "はい。"),
        ("ノルウェーの電力は?", "カナダはどれだけ多い?", "508 TWh"),
    ],
)
def test_a_comparative_is_against_what_was_asked(engine, earlier, question, told):
    assert told in last(engine, earlier, question)["text"]


@pytest.mark.parametrize("question", ["how much bigger is canada", "is bitcoin bigger?"])
def test_a_comparative_needs_two_sides(engine, question):
    assert not engine.ask(question).payload["answered"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            ("スペインの2023年の風力は?", "前年は?", "どれだけ増えた?"),
            "2022年の**62.8 TWh**から2023年",
        ),
        (("Spain's wind in 2023", "and the year before?", "which was higher?"), "Spain in 2023."),
        (("Spain's wind in 2010", "in 2020?", "how many times?"), "Spain in 2010: about 0.784"),
        (("Spain's wind in 2010", "in 2020?", "what's the difference?"), "12.2 TWh"),
    ],
)
def test_two_years_that_were_asked_are_set_apart(engine, asked, told):
    assert told in last(engine, *asked)["headline"]["text"]


def test_homes_in_a_place_are_of_what_was_asked_and_not_of_the_place(engine):
    asked = engine.ask(
        "how many homes is that in the US", context=("how much power does Colossus 1 use now?",)
    ).payload
    assert "xAI Colossus 1" in asked["interpretation"]
    for place in ("Japan", "the UK"):
        question = f"how many homes is that in {place}"
        payload = engine.ask(question, context=("how much electricity does Google use?",)).payload
        assert not payload["answered"] or "Google" in payload["interpretation"]
