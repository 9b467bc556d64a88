"""What a figure leaves out of a question that asks for no amount is told by sure sentences."""

import pytest


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("are EVs eco?", "electric car"),
        ("データセンターはうるさいって聞くけどなんで?", "騒音"),
        ("PUEは低いほうがいいって聞くけどなぜ?", "PUE"),
    ],
)
def test_a_quality_is_told_by_sentences(engine, question, told):
    payload = engine.ask(question).payload
    assert payload["kind"] == "explanation"
    assert any(told in (citation["quote"] or "") for citation in payload["citations"])


@pytest.mark.parametrize(
    "question",
    [
        "how eco is an EV in grams?",
        "how much of bitcoin is green",
        "エコなEVの電費は?",
        "ビットコインのエコ度は何%?",
        "is nvidia stock overpriced",
    ],
)
def test_an_amount_asked_for_is_not_answered_without_it(engine, question):
    assert not engine.ask(question).payload["answered"]


def test_an_aside_before_an_amount_is_still_left_out(engine):
    payload = engine.ask("データセンターは電気を食うって聞くけど、どれくらい使うの?").payload
    assert payload["kind"] == "figure"
