"""Which sentences answer a why, how or what question, and when none does."""

from itertools import pairwise

import pytest

from bot.answer.extracts import expanded
from bot.answer.telling import (
    MOST_LEAD,
    judged,
    telling_sentences,
    trust_features,
    weighed,
    with_leads,
)
from bot.answer.telling.features import Asked, candidates
from bot.answer.telling.same_words import folded
from bot.answer.telling.weights import ENOUGH, TRUST
from bot.answer.telling.words import name_words, stems
from index.protocols import Hit
from knowledge.records import Passage
from knowledge.sentences import sentence_spans

TEXT = "Miners are paid for blocks. The figure misleads because a block costs the same work."
NO_NAMES = {"en": (), "ja": ()}


def _passage(name, text, heading, *, score=0.3, language="en", source=None):
    passage = Passage(name, "d", source or name, language, (heading,), text, 0, len(text))
    hit = Hit("passage", name, name, language, text, score, score, 0.5, ("dense",))
    return hit, passage, "A title"


def _sentences(passage, nearness):
    """Each sentence as near as told, and two in a row as near as the nearer one."""
    spans = sentence_spans(passage[1].text)
    near = dict(zip(spans, nearness, strict=True))
    pairs = {(a[0], b[1]): max(near[a], near[b]) for a, b in pairwise(spans)}
    return [_near(passage, *span, n) for span, n in (near | pairs).items()]


def _near(passage, start, end, nearness):
    target, text = f"{passage[1].passage_id}:{start}:{end}", passage[1].text[start:end]
    return Hit("sentence", target, "e", "en", text, nearness, nearness, 0.5, ())


BLOCKS = _passage("a", TEXT, "Blocks", score=0.5)
OTHER = _passage("b", "Ireland has wind. Its grid is small.", "Wind", score=0.1)


def _best(question, passages, sentences, language="en", names=NO_NAMES):
    return judged(Asked(question, language, names), passages, sentences)


def test_the_nearest_passage_with_the_words_and_the_reason_comes_first():
    found = [*_sentences(BLOCKS, (0.5, 0.8)), *_sentences(OTHER, (0.1, 0.1))]
    best = _best("Why does the figure per block mislead?", [BLOCKS, OTHER], found)
    assert "because a block costs the same work" in best.candidate.text
    assert best.candidate.passage.passage_id == "a"


def test_the_sentence_whose_carried_question_is_like_the_asked_one_comes_first():
    found = [*_sentences(BLOCKS, (0.5, 0.5)), *_sentences(OTHER, (0.5, 0.5))]
    asked = "Which land has few lines?"
    passages = [BLOCKS, _passage("b", OTHER[1].text, "Wind", score=0.5)]
    assert _best(asked, passages, found).candidate.passage.passage_id == "a"
    carried = _near(OTHER, 18, 36, 0.9)._replace(kind="question", text="Where are few lines?")
    best = _best(asked, passages, [*found, carried]).candidate
    assert "Its grid is small." in best.text
    assert best.features["alike"] == 0.9


def test_what_is_quoted_stands_in_one_paragraph():
    passage = _passage("c", "One block.\n\nTwo blocks. Three blocks.", "Blocks")
    found = candidates(Asked("Why blocks?", "en", NO_NAMES), [passage], ())
    assert [c.text for c in found] == [
        "One block.",
        "Two blocks.",
        "Two blocks. Three blocks.",
        "Three blocks.",
    ]


def test_the_asked_thing_is_found_by_its_name_in_the_passages_language():
    names = {"en": (("Ireland",),), "ja": (("アイルランド",),)}
    asked = Asked("アイルランドにデータセンターが多いのはなぜ?", "ja", names)
    named, other = (candidates(asked, [one], ())[0] for one in (OTHER, BLOCKS))
    assert (named.features["topic_in_passage"], other.features["topic_in_passage"]) == (1, 0)


def test_a_reason_of_something_else_is_known():
    text = "Ireland uses little because few live there. Ireland is cheap because it has wind."
    names = {"en": (("Ireland",),), "ja": ()}
    passage = _passage("i", text, "Ireland")
    found = candidates(Asked("Why is Ireland cheap?", "en", names), [passage], ())
    assert [c.features["of_another"] for c in found] == [1, 1, 0]


def test_a_lead_is_over_other_sources_alone_and_has_an_end():
    ones, others = candidates(Asked("Why?", "en", NO_NAMES), [BLOCKS, OTHER], ())[::3]
    leads = [j.lead for j in with_leads([(4.0, ones), (3.5, ones), (1.5, others)])]
    assert leads == [2.5, 2.0, -2.5]
    assert with_leads([(9.0, ones)])[0].lead == MOST_LEAD


@pytest.mark.parametrize(("source", "leads"), [("another", False), ("a", True)])
def test_what_another_source_says_alike_takes_the_lead_away_and_the_same_source_does_not(
    source, leads
):
    question, found = "Why does the figure per block mislead?", _sentences(BLOCKS, (0.5, 0.8))
    twin = _passage("t", TEXT, "Blocks", score=0.5, source=source)
    beside = _best(question, [BLOCKS, OTHER, twin], [*found, *_sentences(twin, (0.5, 0.8))])
    assert (beside.lead > 0.5) == leads


def test_what_is_far_is_not_trusted():
    best = _best("Why do turbines of the figure rotate?", [OTHER], _sentences(OTHER, (0.1, 0.1)))
    assert weighed(trust_features(best), TRUST) < ENOUGH
    told = telling_sentences("Why do turbines rotate?", [OTHER], (), language="en", names=NO_NAMES)
    assert told == []


def test_nothing_retrieved_answers_nothing():
    assert _best("Why?", [], []) is None
    assert telling_sentences("Why?", [], (), language="en", names=NO_NAMES) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Why is it misleading?", {"misle"}),
        ("冷却水", {"冷却", "却水"}),
        ("データセンターの水", {"データセンター", "水"}),
        ("Google's GPT-3 in 2023", {"googl", "gpt-3", "2023"}),
        ("lol why 笑", set()),
        ("大量に使う理由", set()),
    ],
)
def test_words_are_compared_by_their_stems(text, words):
    assert stems(text) == words


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Two data centers near EVs", "two data centre near electric car"),
        ("dcs and evs, not dcsx", "data centre and electric car, not dcsx"),
        ("server farms and a data hall", "data centre and a data centre"),
        ("U.S. hum; the US, not us", "american noise; the american, not us"),
        ("hooked, then hook up", "hooked, then connect"),
        ("米の電子ゴミと原発、米", "米国の電子廃棄物と原子力発電所、米"),
        ("電気代と電気", "電気料金と電力"),
        ("米国と欧米の新米", "米国と欧米の新米"),
    ],
)
def test_one_thing_has_one_name_where_it_stands_whole(text, plain):
    assert folded(text) == plain


def test_names_are_known_by_their_capitals():
    assert name_words("Why did the EIA stop its survey of Texan miners?") == {"eia", "texan"}
    assert name_words("BLOOMの学習の排出が少ないのはなぜ?") == {"bloom"}


def test_a_search_adds_the_first_names_of_what_is_called_otherwise():
    names = [("United States", "us"), ("data centre", "data centers")]
    asked = "Why are there data centres in the US?"
    assert expanded(asked, names) == f"{asked} United States"


def test_where_no_reason_is_given_yet_the_quote_goes_on_by_one_sentence():
    text = "A survey of miners began. The survey of miners was a rush. A court put an end to it."
    passage = _passage("d", text, "The survey of miners", score=0.6)
    found = _sentences(passage, (0.9, 0.9, 0.2))
    (told,) = telling_sentences(
        "Why was the survey of miners dropped?", [passage], found, language="en", names=NO_NAMES
    )
    assert told.text == text
    (told,) = telling_sentences(
        "What was the survey of miners?", [passage], found, language="en", names=NO_NAMES
    )
    assert not told.text.endswith("A court put an end to it.")


def test_two_sentences_are_as_near_as_they_are_together():
    text = "Ships need fuel. They burn it in engines. Ports are deep. Cranes lift the boxes."
    passage = _passage("e", text, "Ships", score=0.6)
    together = _near(passage, text.index("Ports"), len(text), 0.9)
    asked = Asked("Why do harbours take so long?", "en", NO_NAMES)
    best = judged(asked, [passage], [*_sentences(passage, (0.5, 0.5, 0.5, 0.5)), together])
    assert best.candidate.text == "Ports are deep. Cranes lift the boxes."


@pytest.mark.parametrize(
    ("asked", "held", "asked_words"),
    [
        ("Why does the figure per block mislead?", 1.0, 0.6),
        ("Why does the figure per block rhyme?", 2 / 3, 0.6),
        ("Why does a miner rhyme?", 0.0, 0.4),
    ],
)
def test_what_is_asked_of_a_thing_is_held_against_the_sentence(asked, held, asked_words):
    found = candidates(Asked(asked, "en", NO_NAMES), [BLOCKS], ())
    features = next(c.features for c in found if c.text.startswith("The figure"))
    assert (features["held"], features["asked_words"]) == pytest.approx((held, asked_words))


def test_what_the_carried_question_says_is_held_too():
    carried = _near(BLOCKS, 28, len(TEXT), 0.9)._replace(kind="question", text="Why rhyme?")
    asked = Asked("Why does the figure per block rhyme?", "en", NO_NAMES)
    held = [c.features["held"] for c in candidates(asked, [BLOCKS], [carried])]
    assert max(held) == 1.0
