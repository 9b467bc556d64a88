"""Pairs the names of a question into topics: subjects, and the regions that qualify them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.answer.words import Patterns
from knowledge.names import Mention, NameIndex

_USES_FOR = re.compile(
    r"\s+(?:will\s+)?(?:us(?:e|es|ed|ing)|spen(?:d|ds|t)|consum(?:e|es|ed)|needs?|needed|requires?)"
    r"\s+(?:[\w.,]+\s+){0,3}(?:for|on)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_IS_USED_FOR_JA = re.compile("に(?:使|費や|割)")
_REGION_AFTER = re.compile(r"\s*(?:in|of|within|across|for|from)\s+(?:the\s+)?", re.IGNORECASE)
_REGION_BEFORE_JA = re.compile(
    r"(?:の|における|内の|国内の|での|では|で)?(?:[\d一二三四五六七八]人)?(?:(?:平均|一般|標準|典型)的な|平均の?|普通の|一般の)?"
)
_CONJUNCTION = re.compile(r"\s*(?:,|、|・|and|&|vs\.?|versus|と|対)\s*(?:the\s+)?", re.IGNORECASE)
_COUNTED_IN = re.compile(r"\bhow many\s+(?:times\s+)?(?:of\s+)?(?:the\s+)?$", re.IGNORECASE)
_KANJI = re.compile("[一-龠]")
_TAIL, _LONGEST_TAIL = 2, 60  # letters of a name's last word in Japanese, and of a measure
_RIGHT_SIDE_JA = re.compile(r"\s*(?:の[^、,]{0,8})?より")


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing asked about: a subject, and the region when the question names one.

    `others` are subjects that the same name may stand for as well; `part` is what of the subject
    is asked about: the data centres of a company.
    """

    subject_id: str
    region: str | None = None
    start: int = 0
    others: tuple[str, ...] = ()
    part: str | None = None

    @property
    def is_country(self) -> bool:
        """Whether the topic is a place."""
        return self.subject_id.startswith("country:")

    @property
    def place(self) -> str:
        """The region of a place."""
        return self.subject_id.removeprefix("country:")


def subject_of(mention: Mention) -> str | None:
    """The subject of a mention; country names are places first, and subjects when left over."""
    subject = mention.of("subject")
    return None if subject is None or subject.startswith("country:") else subject


def joined_names(
    text: str, mentions: Sequence[Mention], names: NameIndex, patterns: Patterns
) -> tuple[Mention, ...]:
    """Two names that together name one thing are that thing, whatever verb stands between.

    “How many MW does Core Scientific deliver to CoreWeave” is about their contract; joined by
    “and” they are so only where a contract is named.
    """
    subjects = [m for m in mentions if subject_of(m)]
    of_contract = patterns.shows("contract", text.lower())
    for left, right in pairwise(subjects):
        if not of_contract and _CONJUNCTION.fullmatch(text[left.end : right.start]):
            continue
        pairs = ((left, " ", right), (left, "と", right), (right, " ", left), (right, "と", left))
        for one, joint, other in pairs:
            together = names.find(f"{one.text}{joint}{other.text}", forgive=False)
            if len(together) == 1 and subject_of(together[0]) not in (_id(left), _id(right)):
                referents = together[0].referents
                return tuple(
                    replace(m, referents=referents) if m is left or m is right else m
                    for m in mentions
                )
    return tuple(mentions)


def with_kinds(text: str, mentions: Sequence[Mention], patterns: Patterns) -> tuple[Mention, ...]:
    """A name takes in the word for its kind beside it: “Colossus data center”, 「チップTrainium2」.

    The patterns `kind_of_site`, `kind_of_chip` and so on are those of the ids that begin so.
    """
    found: list[Mention] = []
    for mention in mentions:
        if found and mention.start < found[-1].end:
            continue
        kind = patterns.expressions.get(f"kind_of_{(subject_of(mention) or '').partition(':')[0]}")
        if kind is None:
            found.append(mention)
            continue
        of_kind = re.compile("|".join(kind), re.IGNORECASE)
        if found and of_kind.fullmatch(f" {text[found[-1].start : mention.start].strip()}"):
            mention = replace(mention, start=found.pop().start)  # noqa: PLW2901
        follows = of_kind.match(text, mention.end)
        if follows and any(m.start < follows.end() < m.end for m in mentions):
            follows = None  # “Ironwood TPU v7” goes on with another name
        found.append(replace(mention, end=follows.end()) if follows else mention)
    return tuple(found)


def with_tail_measures(
    text: str, mentions: Sequence[Mention], names: NameIndex
) -> tuple[Mention, ...]:
    """Find a measure that begins with a name's last word: “IREN–Microsoft contract value”.

    In Japanese it is two letters: 「Hut 8とFluidstackの契約」 goes on with 「契約額」.
    """
    found = list(mentions)
    for mention in mentions:
        starts = _word_starts(mention.text)
        if subject_of(mention) is None or not starts:
            continue
        is_latin = mention.text.isascii()
        if not is_latin and not (mention.text[-_TAIL:].strip() and _KANJI.match(text, mention.end)):
            continue
        at = mention.start + starts[-1] if is_latin else mention.end - _TAIL
        tail = next(iter(names.find(text[at : at + _LONGEST_TAIL], forgive=False)), None)
        if tail is None or tail.start or tail.of("measure") is None:
            continue
        if at + tail.end > mention.end:
            found.append(Mention(at, at + tail.end, tail.text, tail.referents))
    return tuple(sorted(found, key=lambda m: (m.start, -m.end)))


def with_inner_subjects(mentions: Sequence[Mention], names: NameIndex) -> tuple[Mention, ...]:
    """Find the subject inside a measure's name: “share of bitcoin mining” is about Bitcoin."""
    found = list(mentions)
    for mention in mentions:
        if mention.of("measure") is None or subject_of(mention) or mention.of("region"):
            continue
        for start in _word_starts(mention.text):
            inner = [m for m in names.find(mention.text[start:], forgive=False) if subject_of(m)]
            if inner and inner[0].of("measure"):  # 「温室効果ガス排出量」 is of no gas-fired power
                break
            if inner:
                at = mention.start + start
                first = inner[0]
                found.append(Mention(at + first.start, at + first.end, first.text, first.referents))
                break
    return tuple(sorted(found, key=lambda m: (m.start, -m.end)))


def _word_starts(text: str) -> list[int]:
    if text.isascii():
        return [m.end() for m in re.finditer(r"[\s-]+", text)]
    return list(range(1, len(text)))


def pair_topics(
    text: str, mentions: Sequence[Mention]
) -> tuple[tuple[Topic, ...], tuple[Mention, ...]]:
    """Return the topics in order of appearance, and the mentions that they rest on.

    Regions joined by “and” share the subject: “US and Chinese data centres” are two topics.
    """
    subjects = [m for m in mentions if subject_of(m)]
    places = [m for m in mentions if not subject_of(m) and m.of("region")]
    owners = {place.start: _owner(text, place, subjects) for place in places}
    pairs = [
        (left, right)
        for left, right in pairwise(places)
        if _CONJUNCTION.fullmatch(text[left.end : right.start])
    ]
    for left, right in reversed(pairs):  # 「中国と米国と日本のデータセンター」
        owners[left.start] = owners[left.start] or owners[right.start]
    for left, right in pairs:
        owners[right.start] = owners[right.start] or owners[left.start]
    topics = [
        Topic(_id(owner), place.of("region"), place.start, _others(owner))
        for place in places
        if (owner := owners[place.start]) is not None
    ]
    qualified = {owner.start for owner in owners.values() if owner is not None}
    topics += [
        Topic(_id(m), None, m.start, _others(m)) for m in subjects if m.start not in qualified
    ]
    topics += [
        Topic(f"country:{region}", None, place.start)
        for place in places
        if owners[place.start] is None and (region := place.of("region"))
    ]
    unique: dict[tuple[str, str | None], Topic] = {}
    for topic in sorted(topics, key=lambda t: t.start):
        unique.setdefault((topic.subject_id, topic.region), topic)
    return tuple(unique.values()), tuple([*subjects, *places])


def _id(mention: Mention) -> str:
    return subject_of(mention) or ""


def _others(mention: Mention) -> tuple[str, ...]:
    return tuple(r.identifier for r in mention.referents if r.kind == "subject")[1:]


def _owner(text: str, place: Mention, subjects: Sequence[Mention]) -> Mention | None:
    """The subject that a place qualifies; a subject that has its place already takes no other."""
    return next((s for s in subjects if _qualifies(text, place, s)), None)


def _qualifies(text: str, place: Mention, subject: Mention) -> bool:
    if place.end <= subject.start:
        between = text[place.end : subject.start]
        return (
            _USES_FOR.fullmatch(between) is not None
            or bool(re.fullmatch(r"(?:['’]s)?[\s-]*", between))
            or bool(_REGION_BEFORE_JA.fullmatch(between))
            or bool(between in ("が", "は") and _IS_USED_FOR_JA.match(text, subject.end))
        )
    return bool(_REGION_AFTER.fullmatch(text[subject.end : place.start]))


def order_sides(
    text: str, topics: tuple[Topic, ...], mentions: Sequence[Mention]
) -> tuple[Topic, ...]:
    """Put the standard last: of a Japanese comparison (Aより), and what is counted in.

    “How many Icelands is Bitcoin” is Bitcoin beside Iceland.
    """
    ends = {mention.start: mention.end for mention in mentions}
    standards = [
        t
        for t in topics
        if _RIGHT_SIDE_JA.match(text, ends.get(t.start, len(text)))
        or (t.is_country and _COUNTED_IN.search(text[: t.start]))
    ]
    return tuple(t for t in topics if t not in standards) + tuple(standards)
