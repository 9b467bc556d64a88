"""A language model may choose a quotation where there was none; nothing else becomes of it."""

import json
from dataclasses import replace

import pytest

from bot.llm import LanguageModelChooser, LlmClient
from bot.llm.chooser import read_choice
from tests.bot.llm.model_server import asked_in, drips, says

WHY = "why do boxes that mint coins guzzle"
WHY_JA = "コインを掘る箱はなぜ大食いなの?"


def asked_of(handler):
    """The question and the numbered sentences that the server was sent last."""
    return asked_in(handler.server.seen[-1])


def chooses(pick):
    """A model that names a sentence by its words, and none to another question."""

    def act(handler):
        asked = asked_of(handler)
        number = pick(asked) if asked["question"] in (WHY, WHY_JA) else None
        says({"sentence": number})(handler)

    return act


def longest(asked):
    return int(max(asked["sentences"], key=lambda n: (len(asked["sentences"][n]), n)))


@pytest.fixture
def choosing_engine(engine, server):
    chooser = LanguageModelChooser(LlmClient(server.url, total_s=1.0))
    return replace(engine, answerer=replace(engine.answerer, chooser=chooser))


def payload(reply):
    return json.dumps(reply.payload | {"elapsed_ms": 0}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("question", "note"), [(WHY, "a language model chose the sentence"), (WHY_JA, "言語モデル")]
)
def test_a_sentence_that_it_chooses_thrice_alike_is_quoted_as_it_stands(
    engine, choosing_engine, server, question, note
):
    server.act = chooses(longest)
    assert engine.ask(question).payload["answered"] is False
    told = choosing_engine.ask(question).payload
    first, turned, off_topic = map(asked_in, server.seen)
    sentences = list(first["sentences"].values())
    chosen = max(sentences, key=len)
    assert (told["answered"], told["kind"]) == (True, "explanation")
    assert [c["quote"] for c in told["citations"] if c["figure_id"] is None] == [chosen]
    assert note in told["caveats"][0]
    assert sorted(turned["sentences"].values()) == sorted(sentences)
    assert all(first["sentences"][n] != turned["sentences"][n] for n in first["sentences"])
    assert off_topic["sentences"] == first["sentences"]
    assert off_topic["question"] != question


@pytest.mark.parametrize(
    "act",
    [
        drips,
        lambda h: h.reply(b"data: {\xff\x00]\n\n" * 50),
        lambda h: h.reply(b"", 500),
        says("Bitcoin uses 1.587 TWh"),
        says({"sentence": 1}),
        says({"sentence": 2}),
        says({"sentence": None}),
        says({"sentence": "1"}),
        says({"sentence": True}),
        says({"sentence": 0}),
        says({"sentence": 99}),
        says({"sentence": 1, "text": "It uses 5 TWh"}),
        lambda h: says({"sentence": longest(asked_of(h))})(h),
        chooses(lambda asked: 1),
    ],
    ids=[
        "drips", "garbage", "fails", "prose", "first", "second", "none", "text", "true", "zero",
        "beyond", "adds", "longest-of-anything", "one-place",
    ],
)  # fmt: skip
def test_whatever_else_it_says_the_refusal_stands(engine, choosing_engine, server, act):
    server.act = act
    assert payload(choosing_engine.ask(WHY)) == payload(engine.ask(WHY))
    assert 1 <= len(server.seen) <= 3


@pytest.mark.parametrize(
    "question",
    [
        "Why do estimates of bitcoin's electricity use differ?",
        "How much electricity does Japan use?",
        "Does Bitcoin use more electricity than Argentina?",
        "is it true that Bitcoin uses 5,000 TWh?",
        "How much electricity does Foobarium use?",
        "日本の電力消費量は?",
    ],
)
def test_what_has_an_answer_or_asks_an_amount_is_not_sent(
    engine, choosing_engine, server, question
):
    server.act = chooses(longest)
    assert payload(choosing_engine.ask(question)) == payload(engine.ask(question))
    assert server.seen == []


def test_a_choice_that_comes_too_late_is_dropped(engine, server):
    times = iter([0.0, 8.1])
    chooser = LanguageModelChooser(LlmClient(server.url), clock=lambda: next(times))
    server.act = chooses(longest)
    assert chooser.choose(WHY, "en", ["It is dear.", "They work all day long."]) is None


def test_a_choice_may_stand_in_a_fence():
    assert read_choice('```json\n{"sentence": 2}\n```', most=2) == 2


def test_of_one_sentence_no_model_is_asked(server):
    server.act = says({"sentence": 1})
    chooser = LanguageModelChooser(LlmClient(server.url, total_s=1.0))
    assert chooser.choose(WHY, "en", ["Coins are minted by guzzling boxes."]) is None
    assert server.seen == []
