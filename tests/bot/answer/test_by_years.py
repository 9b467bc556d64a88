"""A change over years that several sources tell, or that none does."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "how did Japan's household electricity use change since 2010",
        "日本の平均世帯の電力消費は2010年からどう変わった?",
    ],
)
def test_years_of_several_sources_are_told_side_by_side(engine, question):
    payload = engine.ask(question).payload
    values = [c["numbers"][0]["value"] for c in payload["claims"]]
    assert (payload["kind"], values) == ("trend", pytest.approx([4175, 4047, 5513]))
    assert payload["derivations"] == []


def test_one_source_s_years_in_the_asked_span_are_told_before_longer_ones_outside(engine):
    payload = engine.ask("how has US data centre electricity grown since 2022").payload
    text = payload["claims"][0]["text"]
    assert "154 TWh** in 2023 to **183 TWh** in 2024" in text


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("how did Switzerland's data centre electricity change since 2015", "Switzerland, 2024"),
        ("スイスのデータセンターの電力消費の推移", "スイスのデータセンターの電力消費量"),
    ],
)
def test_one_year_tells_no_change(engine, question, near):
    payload = engine.ask(question).payload
    assert (payload["answered"], payload["reason"]) == (False, "no_period")
    assert near in payload["nearest"][0]


def test_an_asked_last_year_is_told_by_another_report(engine):
    question = "how much did Microsoft's electricity use grow between 2020 and 2024"
    text = engine.ask(question).payload["text"]
    assert "29.8 TWh (fiscal year 2024" in text
    assert "no figure for 2024" not in text.lower()


def test_water_of_one_question_is_told_where_energy_is_named_by_the_question(engine):
    assert "0.322 mL" in engine.ask("ChatGPTの1質問あたりの水").payload["text"]
