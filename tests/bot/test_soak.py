"""What must hold for every question; benchmarks/soak_questions.py asks thousands."""

from bot.generated_questions import generated_questions
from bot.soak import soak


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
