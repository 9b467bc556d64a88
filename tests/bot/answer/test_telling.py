"""Which sentences answer a why question, and when none does."""

import pytest

from bot.answer.telling import stems, telling_sentences
from bot.answer.words import Patterns
from bot.wording import load_wording
from index.protocols import Hit
from knowledge.records import Passage

TEXT = "Miners are paid for blocks. The figure misleads because a block costs the same work."


def _passage(name, text, heading, *, dense=0.4, score=0.3, language="en"):
    passage = Passage(name, "d", "s", language, (heading,), text, 0, len(text))
    hit = Hit("passage", name, name, language, text, score, dense, 0.5, ("dense",))
    return hit, passage, "A title"


def _tell(question, passages, language="en"):
    patterns: Patterns = load_wording(language).patterns
    chosen = telling_sentences(
        question, passages, (), patterns=patterns, language=language, gate=0.3
    )
    return [sentence.text for sentence in chosen]


OTHER = _passage("b", "Ireland has wind. Its grid is small.", "Wind", dense=0.1, score=0.1)


def test_the_sentence_with_the_reason_is_chosen():
    passages = [_passage("a", TEXT, "Blocks"), OTHER]
    told = _tell("Why does the figure per block mislead?", passages)
    assert told == ["The figure misleads because a block costs the same work."]


def test_a_passage_without_the_rare_word_answers_nothing():
    passages = [_passage("a", TEXT, "Blocks"), OTHER]
    assert _tell("Why do turbines of the figure rotate?", passages) == []


def test_another_language_answers_only_what_means_the_same():
    far = _passage("a", TEXT, "Blocks", dense=0.5)
    near = _passage("a", TEXT, "Blocks", dense=0.7)
    assert _tell("なぜ誤解を招くの?", [far], "ja") == []
    assert len(_tell("なぜ誤解を招くの?", [near], "ja")) >= 1


def test_nothing_retrieved_answers_nothing():
    assert _tell("Why?", []) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [("Why is it misleading?", {"misle"}), ("冷却水", {"冷却", "却水"})],
)
def test_words_are_compared_by_their_stems(text, words):
    assert stems(text) == words
