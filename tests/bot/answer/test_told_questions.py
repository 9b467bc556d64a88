"""Questions that sentences answer, asked of the shipped articles, and the routes to them."""

from dataclasses import replace

import pytest

from bot.answer.composition import Composer, Speaker
from bot.answer.misconceptions import answer_misconception
from index.protocols import Hit


@pytest.mark.parametrize(
    "question",
    [
        "what is market-based accounting of emissions",
        "How is the AI share of data centres estimated?",
        "Where does the claim that banks use more energy than bitcoin come from?",
        "電力と電力量の違いを教えて",
        "ChatGPTの質問が検索の10倍という話はどこから来た?",
    ],
)
def test_what_is_no_question_for_a_figure_gets_none(engine, question):
    payload = engine.ask(question).payload
    assert not payload["answered"] or payload["kind"] in ("explanation", "check", "conversion")


def test_what_is_quoted_stands_in_one_place(engine):
    questions = (
        "Why is AI criticised less than Bitcoin?",
        "Why is energy per transaction a misleading figure?",
        "What is critical IT load?",
        "Digiconomistの方法はどういうもの?",
    )
    payloads = [engine.ask(question).payload for question in questions]
    told = [p for p in payloads if p["answered"] and p["kind"] == "explanation"]
    assert told
    for payload in told:
        (cited,) = [c for c in payload["citations"] if c["figure_id"] is None]
        located = cited["locator"]
        assert located["end"] - located["start"] == len(cited["quote"])


def test_amounts_of_an_unknown_thing_stay_unknown(engine):
    payload = engine.ask("How much electricity did Anthropic use in 2025?").payload
    assert (payload["answered"], payload["reason"]) in (
        (False, "no_figure"),
        (False, "unknown_subject"),
    )


@pytest.mark.parametrize("question", ["What does Lightning use?", "ライトニングの消費電力は?"])
def test_a_layer_of_payments_is_no_lighting(engine, question):
    assert [t.subject_id for t in engine.answerer.parse(question).topics] == ["lightning-network"]


@pytest.mark.parametrize(
    "question", ["electricity use of Anthropic", "How much does Stargate weigh?"]
)
def test_no_sentence_stands_for_an_amount_that_is_not_known(engine, question):
    assert engine.ask(question).payload.get("kind") != "explanation"


class _Nearest:
    """Finds one misquotation, as near as it is told."""

    def __init__(self, known, dense):
        self.hit = Hit("misconception", known, "e", "en", "", dense, dense, None, ())

    def retrieve(self, _text, **_):
        return (self.hit,)


@pytest.mark.parametrize(
    ("question", "is_checked"),
    [
        ("Is mining bitcoin at home worth it?", False),
        ("Is Bitcoin still mined in China?", True),
    ],
)
def test_a_misquotation_of_one_country_is_checked_where_it_is_named(engine, question, is_checked):
    (known,) = [
        m.misconception_id
        for m in engine.knowledge.misconceptions()
        if m.title.en == "China's ban of 2021 ended mining there"
    ]
    speaker = Speaker(engine.answerer.vocabulary, engine.knowledge, engine.wordings["en"])
    answer = answer_misconception(
        engine.answerer.parse(question),
        Composer(speaker),
        retriever=_Nearest(known, 0.6),
        knowledge=engine.knowledge,
        gate=0.57,
    )
    assert (answer is not None) is is_checked


class Recorder:
    """A retriever that writes down what it is asked for."""

    def __init__(self, retriever):
        self.retriever, self.asked = retriever, []

    def retrieve(self, question, **options):
        self.asked.append(question)
        return self.retriever.retrieve(question, **options)


def test_sentences_of_both_languages_are_searched_for_by_one_text(engine):
    question = "why does Nicaragua need so much electricity in 2009?"
    recorder = Recorder(engine.retriever)
    replace(engine.answerer, retriever=recorder).answer(question)
    assert len(recorder.asked) >= 4  # passages and sentences, English and Japanese
    assert set(recorder.asked) == {question}


def test_an_answer_and_its_verification_parse_a_question_once(engine):
    question = "how much electricity did Nicaragua use in 2009?"
    engine.ask(question)
    assert engine.answerer.parse(question) is engine.answerer.parse(question)
    assert engine.answerer.parse(question, language="ja").language == "ja"
    assert engine.answerer.parse(question).language == "en"


def test_a_question_is_parsed_anew_as_of_another_day(engine):
    question = "how much electricity did Nicaragua use last year?"
    engine.answerer.parse(question)
    later = replace(engine.answerer, today=engine.today.replace(year=2031))
    assert [period.text for period in later.parse(question).periods] == ["2030"]


@pytest.mark.parametrize(
    "question",
    [
        "ドイツの電気料金はどうして高い?",  # no price is looked for
        "原子力契約をテック企業が結ぶのはなぜ?",  # of nuclear power, not of its share
    ],
)
def test_why_is_told_of_what_is_named_by_the_question(engine, question):
    payload = engine.ask(question).payload
    assert payload["answered"]
    assert payload["kind"] == "explanation"


@pytest.mark.parametrize(
    "question", ["来年の電気代は上がる?", "Will electricity bills rise in 2029?"]
)
def test_no_sentence_tells_whether_something_will_be(engine, question):
    assert not engine.ask(question).payload["answered"]


@pytest.mark.parametrize(
    ("question", "is_told"),
    [
        ("how come sweden's electricity is so clean", False),  # told is why the French is
        ("why is French electricity so clean", True),
        ("why is electricity in Germany expensive", True),
        ("フランスの電気がきれいなのはなぜ", True),
        ("why did bitcoin's power use drop in 2021", True),  # told is China's ban
    ],
)
def test_why_it_is_so_in_one_country_does_not_tell_of_another(engine, question, is_told):
    assert engine.ask(question).payload["answered"] is is_told
