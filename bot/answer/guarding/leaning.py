"""Names in a follow-up that stand for no thing of their own beside what was asked before.

“And coal?” after nuclear power's share in France names another source of it, “in reactors?” what
an amount is counted in, 「世界で何番目?」 among whom a country ranks.
"""

import re
from dataclasses import replace

from bot.answer.question import Question, Topic
from bot.answer.reckoning.yardsticks import BY_TARGET
from bot.answer.words import Patterns

_FUEL, _HOUSEHOLD, _MADE = "fuel:", "household:", "generation_"
_WORLD = "country:world"
_NUCLEAR = "fuel:nuclear"  # 「原発だと何基?」

_APART = re.compile(
    r"^\W*(?:and |so )?(?:what(?:.s| is) )?(?:the )?(?:difference|gap)"
    r"(?: between (?:them|the two|those|these))?\W*(?:\(|$)"
    r"|^(?:その|2つの|二つの|両方の)?差は?(?:いくつ|いくら|どれくらい)?(?:です|か|だ)*[??]*(?:\s*\(|$)",
    re.IGNORECASE,
)

_OPEN_OR_COMPARED = ("figure", "explanation", "comparison")
_COMPARES = re.compile(
    r"^\W*(?:and |so |but )?(?:(?:by )?how (?:much|many times)|is|are|does|was)\b(?!.*\bthan\b).*"
    r"\b(?:bigger|larger|greater|higher|more|less|lower|smaller|fewer|cleaner|dirtier)\b"
    r"|[はが](?:どれ(?:だけ|くらい|ほど)|何倍)?(?:多|少な|大き|小さ|高|低)い(?:です|の|か)*[??]*$",
    re.IGNORECASE,
)


def asks_apart(text: str) -> bool:
    """Whether nothing but the difference of what was asked before is asked."""
    return _APART.match(text) is not None


def compares_with_earlier(question: Question) -> bool:
    """“How much bigger is Canada?” sets it beside what was asked about before."""
    alone = len(question.topics) == 1 and not question.periods and not question.quantities
    if not alone or question.residue or question.direction is not None or question.picks_one:
        return False
    return question.intent in _OPEN_OR_COMPARED and _COMPARES.search(question.text) is not None


def points_at_nothing(question: Question, patterns: Patterns) -> bool:
    """Whether “that” is asked in homes of a place, and nothing tells what it is."""
    if question.quantities or not question.topics or not all(t.is_country for t in question.topics):
        return False
    here = {r.identifier for m in question.named for r in m.referents if r.kind == "region"}
    if not here.issuperset(t.place for t in question.topics):
        return False
    return patterns.shows("points_back", question.text.lower())


def stands_in(question: Question) -> tuple[Topic, ...]:
    """The topics of a question that are things of their own, and not what is counted in."""
    counts = question.intent == "equivalent"
    return tuple(t for t in question.topics if not (_is_home(t) or (counts and _is_measure(t))))


def names_rank_alone(question: Question) -> bool:
    """Whether a rank is asked and only the world is named, among whose countries it is."""
    return question.intent == "ranking" and [t.subject_id for t in question.topics] == [_WORLD]


def without_stand_ins(question: Question, earlier: Question) -> Question:
    """A follow-up without the names that only say which source, in what, or among whom."""
    own = question.topics
    if not own:
        return question
    if question.intent == "equivalent" and not stands_in(question) and not all(map(_is_home, own)):
        return replace(question, topics=(), measure_id=None, measures=())
    if names_rank_alone(question):
        return replace(question, topics=())
    if not all(t.subject_id.startswith(_FUEL) and t.region is None for t in own):
        return question
    made = (earlier.measure_id or "").startswith(_MADE)
    if made and earlier.topics and all(t.is_country for t in earlier.topics):
        return replace(question, topics=())
    if earlier.topics and all(t.subject_id.startswith(_FUEL) for t in earlier.topics):
        asked = {m for m in question.measures if not m.startswith(_MADE)}
        return question if asked else replace(question, measure_id=None, measures=())
    return question


def _is_home(topic: Topic) -> bool:
    return topic.subject_id.startswith(_HOUSEHOLD)


def _is_measure(topic: Topic) -> bool:
    """Whether a topic is what amounts are counted in: a reactor, a chip, an hour of streaming."""
    return topic.subject_id in {_NUCLEAR, *(y.subject_id for y in BY_TARGET.values())}
