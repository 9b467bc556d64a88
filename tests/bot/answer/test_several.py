"""Several questions in one message are answered one by one, in one list of sources."""

import pytest

from bot.answer.several import split_questions


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("how much does Bitcoin use, and what share of that is in the US?", 2),
        ("日本の電力需要は?また、その炭素強度は?", 2),
        ("What is PUE? and how much does a Google search use?", 2),
        ("compare Japan and Germany and France", 1),
        ("How much do data centres and crypto use?", 1),
        ("Really? Japan?", 1),
    ],
)
def test_a_message_is_parted_only_at_questions(text, parts):
    assert len(split_questions(text)) == parts


@pytest.mark.parametrize(
    "question",
    [
        "how much does Bitcoin use, and what share of that is in the US?",
        "ビットコインの電力消費量は?そのうちアメリカの割合は?",
    ],
)
def test_a_later_question_may_point_back(engine, question):
    payload = engine.ask(question).payload
    measures = [engine.knowledge.figure(c["figure_id"]).measure_id for c in payload["citations"]]
    assert measures[0] == "electricity_consumption"
    assert measures[-1] == "share_of_hash_rate"
    assert [c["n"] for c in payload["citations"]] == list(range(1, len(measures) + 1))


def test_derivations_of_the_parts_keep_their_own_names(engine):
    payload = engine.ask(
        "what share is nuclear in Japan? And what share is coal in Germany?"
    ).payload
    names = [d["id"] for d in payload["derivations"]]
    assert names == [f"d{n}" for n in range(1, len(names) + 1)]
    assert len(names) == 2


def test_a_part_without_an_answer_is_told(engine):
    payload = engine.ask("How much does Japan use? And how much does Narnia use in Japan?").payload
    assert payload["answered"]
    assert any("Narnia" in caveat for caveat in payload["caveats"])


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Geminiの水?ChatGPTは?", ["0.26 mL", "0.322 mL"]),
        ("GPT-4の学習の排出量は?Llama 3は?", ["tCO2e", "11,400 tCO2e"]),
        ("日本の炭素強度は?フランスは?", ["gCO2e/kWh", "41.8 gCO2e/kWh"]),
    ],
)
def test_another_thing_is_asked_for_the_same(engine, question, told):
    text = engine.ask(question).payload["text"]
    assert all(value in text for value in told)
    assert "プロンプト1回の電力量" not in text
