"""Unknown words that hardly narrow are passed over and told; those that qualify a name are not."""

from dataclasses import replace

import pytest

from bot.answer.guarding.passing_over import passed_over, without_own_names


class _Judge:
    """Finds every word as likely to change nothing as it is told."""

    def __init__(self, odds):
        self.odds = odds

    def log_odds(self, words, language):
        return [self.odds] * len(words)


@pytest.mark.parametrize(
    ("text", "odds", "passed"),
    [
        ("can you dig up Japan's electricity demand", 1.5, ("dig",)),
        ("can you dig up Japan's electricity demand", 0.5, ()),
        ("electricity demand of leased Japan", 1.5, ()),
        ("electricity demand of Japan at altitude", 1.5, ()),
        ("electricity demand of Japan at altitude", 4.0, ("altitude",)),
        ("does Zorblax dig Japan's electricity demand", 4.0, ("dig",)),
        ("how many trolleys has Japan's electricity demand", 9.0, ()),
        ("is Japan creepy", 9.0, ()),  # asks for no measure
        ("日本の電力需要は改善した?", 1.5, ("改善",)),
        ("改善した日本の電力需要は?", 1.5, ()),
        ("日本の電力需要の品位は?", 9.0, ()),
    ],
)
def test_a_word_is_passed_over_by_its_odds_and_where_it_stands(engine, text, odds, passed):
    question = passed_over(engine.answerer.parse(text), _Judge(odds))
    assert question.passed == passed
    assert not set(passed) & {*question.residue, *question.touching_residue}


def test_what_is_passed_over_is_said(engine):
    judged = replace(engine.answerer, judge=_Judge(1.5))
    result = judged.answer("can you dig up Japan's electricity demand")
    assert "Passed over, as a word that hardly changes the question: dig." in result.caveats


def test_without_a_judge_nothing_is_passed_over(engine):
    question = engine.answerer.parse("can you dig up Japan's electricity demand")
    assert passed_over(question, None) == question


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Fairwater in Atlanta, facility power?", ()),
        ("アトランタのFairwaterの施設電力は?", ()),
        ("Fairwater in Zorbia, facility power?", ("Zorbia",)),
    ],
)
def test_a_word_of_the_things_own_name_narrows_nothing(engine, text, left):
    answerer = engine.answerer
    question = without_own_names(answerer.parse(text), answerer.names)
    assert question.residue == left


@pytest.mark.parametrize(
    ("text", "value"), [("ハイペリオンの計画電力は?", 2262), ("エヌビディアH100の定格は?", 700)]
)
def test_a_name_in_latin_letters_is_known_in_katakana(engine, text, value):
    assert engine.ask(text).payload["headline"]["value"] == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("アマゾンのAIチップTrainium2の消費電力", 500),
        ("NVIDIAのL4って何ワット?", 72),
        ("what does a B200 pull", 1000),
        ("what did turkey's coal plants put out in 2022", 113.62),
    ],
)
def test_everyday_ways_to_ask_are_understood(engine, text, value):
    assert engine.ask(text).payload["headline"]["value"] == pytest.approx(value, rel=1e-3)
