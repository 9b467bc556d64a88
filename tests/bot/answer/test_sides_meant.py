"""Which thing is meant, and what must not be taken for a side of a comparison."""

import pytest


@pytest.mark.parametrize(
    "question",
    ["How much power does the Stargate campus in Abilene need?",
     "アビリーンのStargateキャンパスの電力は?"],
)  # fmt: skip
def test_the_more_specific_name_is_meant(engine, question):
    payload = engine.ask(question).payload
    assert (payload["kind"], payload["headline"]["value"]) == ("figure", 590)


@pytest.mark.parametrize(
    "question",
    ["Which uses more power, Tesla's Dojo or Frontier supercomputer?",
     "DojoとFrontier、どちらが電力を使う?"],
)  # fmt: skip
def test_an_unknown_side_is_told_and_nothing_compared(engine, question):
    payload = engine.ask(question).payload
    assert (payload["answered"], payload["reason"]) == (False, "unknown_subject")
    assert "Frontier" in payload["text"].splitlines()[1]


@pytest.mark.parametrize(
    "question", ["how long ago did bitcoin start", "ビットコインはいつ始まった?"]
)
def test_when_a_thing_began_is_no_question_of_energy(engine, question):
    assert engine.ask(question).payload["reason"] == "out_of_scope"


@pytest.mark.parametrize("question", ["Bitcoin enrgy", "bitcoin electrcity", "bitcoin eneryg"])
def test_a_slip_in_an_ordinary_word_is_forgiven(engine, question):
    assert engine.ask(question).payload["kind"] == "figure"


def test_a_slip_does_not_make_an_unknown_thing_known(engine):
    assert engine.ask("hospitals in Peru electrcity").payload["reason"] == "unknown_subject"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Stargate vs France", "OpenAI Stargate at full load all year"),
        ("スターゲートとフランスを比較して", "通年フル稼働した場合のOpenAIスターゲート"),
    ],
)
def test_a_capacity_beside_a_consumption_says_that_it_runs_all_year(engine, question, words):
    assert words in engine.ask(question).payload["headline"]["text"]


def test_a_capacity_is_not_surely_more_than_a_consumption(engine):
    assert engine.ask("Does Stargate use more than Iceland?").payload["headline"]["verdict"] is None
    assert engine.ask("Does Stargate use more than France?").payload["headline"]["verdict"] is False


def test_a_small_side_is_shown_in_a_unit_of_its_size(engine):
    text = engine.ask("Visa vs banking system electricity").payload["text"]
    assert "Visa: 840 GWh" in text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how much power does the xAI Colossus data center use", 425),
        ("コロッサスのデータセンターの電力", 425),
        ("H100 graphics card power", 700),
        ("H100チップの電力", 700),
        ("Meta Hyperion data center size", 2262),
    ],
)
def test_a_name_may_be_followed_by_the_word_for_its_kind(engine, question, value):
    payload = engine.ask(question).payload
    assert (payload["kind"], payload["headline"]["value"]) == ("figure", value)


def test_a_name_of_two_sites_offers_the_other(engine):
    payload = engine.ask("power of the Microsoft Fairwater data center").payload
    assert any("Fairwater Wisconsin" in caveat for caveat in payload["caveats"])


def test_a_time_without_a_figure_is_named_only_when_asked(engine):
    payload = engine.ask("Meta Hyperion power in 2026").payload
    assert (payload["reason"], "for 2026" in payload["text"]) == ("no_period", True)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("does air conditioning use more than AI worldwide", "air conditioning and AI"),
        ("世界でAIとエアコンはどちらが電力を使う?", "AIとエアコン"),
        ("Is AI a bigger part of the world's electricity than Bitcoin?", "AI and Bitcoin network"),
        (
            "Does bitcoin use more than Norway and the world?",
            "Bitcoin network and Norway and World",
        ),
    ],
)
def test_where_two_are_set_side_by_side_is_no_third(engine, question, read):
    title = engine.ask(question).payload["interpretation"]
    assert read in title
    assert ("World" in title) == ("World" in read)
