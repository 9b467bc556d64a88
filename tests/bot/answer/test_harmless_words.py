"""Unknown words that change nothing are passed over; nouns, names and verbs are not."""

import pytest


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("asking for a colleague, how much electricity does Japan use", "1,030 TWh"),
        ("sooooo how much electricity does Japan use", "1,030 TWh"),
        ("how obscenely much electricity does Japan use", "1,030 TWh"),
        ("how much electricity does Japan use, my dog wants to know", "1,030 TWh"),
        ("what a bonkers amount of electricity, how much does Japan use", "1,030 TWh"),
        ("お伺いします。日本の電力消費量をご教示いただけますでしょうか。", "1,030 TWh"),
        ("ふと気になったんだけど、日本の電力消費量は?", "1,030 TWh"),
        ("日本の電力消費、エグくない?何TWh?", "1,030 TWh"),
    ],
)
def test_an_aside_or_emphasis_changes_nothing(engine, question, told):
    assert told in engine.ask(question).payload["text"]


@pytest.mark.parametrize(
    "question",
    [
        "excluding toddlers, how much electricity does Japan use",
        "how much electricity do trolleys in Japan use",
        "how much electricity does Japan squander",
        "京都の話だけど、日本のデータセンターの電力は?",
        "日本で一番古い原発の発電量は?",
        "how much electricity does Japan use directly",
    ],
)
def test_what_may_narrow_the_question_is_not_passed_over(engine, question):
    assert engine.ask(question).payload["answered"] is False
