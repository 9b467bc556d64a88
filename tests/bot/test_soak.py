"""What must hold for every question; benchmarks/soak_questions.py asks thousands."""

from dataclasses import replace

import pytest

from bot.generated_questions import generated_questions
from bot.soak import faults_of, soak


def test_generated_questions_break_no_promise(engine):
    questions = generated_questions(engine.vocabulary, count=600, seed=7)
    report = soak(engine, questions)
    assert (report.dropped_claims, report.faults) == (0, ())
    assert report.answered > 100


def test_the_same_seed_gives_the_same_questions(engine):
    first, second = (
        list(generated_questions(engine.vocabulary, count=50, seed=3)) for _ in range(2)
    )
    assert first == second
    assert len(set(first)) > 40


def test_what_a_refusal_offers_can_be_answered(engine):
    asked = [
        "How much electricity did Anthropic use in 2025?", "electricity demand of Japan in 1950",
        "how much power does Zorblax Corp use", "Anthropicの電力消費量", "1975年の日本の電力需要",
        "hospitals in Peru electricity use", "ペルーの病院の電力", "energy needed to train gpt-7",
        "data centres in Uruguay electricity use", "litecoin electricity", "核融合の電力",
    ]  # fmt: skip
    payloads = [engine.ask(question).payload for question in asked]
    assert [q for q, p in zip(asked, payloads, strict=True) if p["answered"]] == []
    offered = [nearest for payload in payloads for nearest in payload["nearest"]]
    unanswered = [n for n in offered if not engine.ask(n).payload["answered"]]
    assert len(offered) > 20
    assert unanswered == []


@pytest.mark.parametrize(
    ("text", "numbers", "faults"),
    [
        ("It takes **5 TWh** [1]", [(5.0, "TWh")], []),
        ("It takes **5 TWh** [1]", [(6.0, "TWh")], ["'5 TWh' is not listed"]),
        ("“It takes 5 TWh”: not known", [], []),
        ("It takes 7 MW", [], []),
        ("It takes 5 TWh", [(None, "TWh")], ["a number has neither value nor bound"]),
        ("4 × 365 × 2 Wh = 2.92 kWh", [(2.0, "Wh"), (2920.0, "Wh")], []),
    ],
)
def test_a_number_that_its_claim_does_not_list_is_a_fault(engine, text, numbers, faults):
    listed = [{"value": v, "unit": u, "lower": None, "upper": None} for v, u in numbers]
    payload = {"citations": [], "claims": [{"text": text, "numbers": listed}]}
    assert faults_of(payload, "How much of the 7 MW?", engine) == faults


def test_an_answer_that_changes_with_what_was_asked_before_is_a_fault(engine):
    class Forgetful:
        verification, knowledge = engine.verification, engine.knowledge
        asked = 0

        def ask(self, question):
            self.asked += 1
            reply = engine.ask("How much electricity does Japan use?")
            return replace(reply, payload=reply.payload | {"text": str(self.asked)})

        check = ask

    report = soak(Forgetful(), ["a", "b"], check_every=2, repeat_every=2)
    assert (report.asked, report.checked) == (2, 1)
    assert report.faults == ("'a': asked twice, answered differently",) * 2


def test_texts_without_letters_or_too_long_are_counted_as_refused(engine):
    report = soak(engine, ["\x00", "a" * 4000], check_every=1)
    assert (report.asked, report.checked, report.refused, report.faults) == (0, 1, 3, ())


def test_a_size_in_the_scope_of_a_cited_figure_is_none(engine):
    question = "how many W do televisions draw?"
    payload = engine.ask(question).payload
    assert "36-inch" in payload["text"]
    assert faults_of(payload, question, engine) == []
