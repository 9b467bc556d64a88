"""What says nothing in whatever question it stands is no part of what is asked."""

import pytest

EN = ("how much electricity does Sweden use", "what is the rated power of a B200")
JA = ("スウェーデンの電力消費量はどれくらい", "B200の定格消費電力は何W")
BEFORE = ("good evening, ", "listen, ", "next question: ", "for context, ", "first of all, ")
BEHIND = (
    " in a table please", " for my boss", " for a pub quiz", " number only", " or so",
    " with units", " rounded to the nearest unit", " thanks in advance",
    " in general", " in plain words", " out of interest", " give or take", " around the clock",
    " for my thesis", " for a school project", " for our science presentation", " nonstop",
    " with a source please", " including citations", " in your database",
    ", according to your sources",
)  # fmt: skip
BEFORE_JA = (
    "一般論として、",
    "後輩に聞かれて、",
    "クイズなんだけど、",
    "最後に、",
    "こんばんは。",
    "お疲れさまです、",
    "手短に、",
    "厳密には",
    "卒論用に",
    "出典付きで",
    "kilowitさん、",
)
BEHIND_JA = (
    "、四捨五入で",
    "、箇条書きで",
    "でしょうね",
    "?ソースも",
    "、わかる範囲で",
    "、簡潔に",
    "、データベースにある範囲で",
    "、手元の資料で",
)


@pytest.mark.parametrize("phrase", BEHIND + BEFORE)
@pytest.mark.parametrize("question", EN)
def test_english_that_says_nothing_changes_nothing(engine, question, phrase):
    asked = phrase + question if phrase in BEFORE else question + phrase
    assert engine.ask(asked).shown.headline == engine.ask(question).shown.headline


@pytest.mark.parametrize("phrase", BEHIND_JA + BEFORE_JA)
@pytest.mark.parametrize("question", JA)
def test_japanese_that_says_nothing_changes_nothing(engine, question, phrase):
    asked = phrase + question if phrase in BEFORE_JA else question + phrase
    assert engine.ask(asked).shown.headline == engine.ask(question).shown.headline


@pytest.mark.parametrize(
    "question",
    [
        "how much electricity does ChatGPT use for an article",
        "how much power does an H100 draw in practice",
        "how much electricity does Sweden use for heating",
        "how much electricity does Sweden use in schools",
        "how much electricity does Sweden use at Christmas",
        "スウェーデンの学校用の電力消費量は?",
        "スウェーデンの暖房用に使う電力は?",
    ],
)
def test_what_narrows_a_question_is_still_heeded(engine, question):
    assert not engine.ask(question).payload["answered"]
