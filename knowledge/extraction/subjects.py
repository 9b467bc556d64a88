"""Whom or what a quantity of a sentence is about, named in it or above it."""

import re
from dataclasses import replace

from knowledge.extraction.ahead_ja import listed_ja, quoted_ja
from knowledge.extraction.antecedents import above, is_place
from knowledge.extraction.around import name_around, only_told, owner_around
from knowledge.extraction.beside import find_beside
from knowledge.extraction.found import NOBODY, Found, Names
from knowledge.extraction.naming import of_mention, read_phrase, subject_id_of
from knowledge.extraction.phrases import noun_phrases
from knowledge.extraction.pointing import (
    DEFINITE,
    WE,
    Pointing,
    is_part,
    opening_ja,
    owned_kind,
    points,
)
from knowledge.extraction.sentences import Sentence, clause_of
from knowledge.extraction.speakers import SITE_JA, is_aside
from knowledge.extraction.story import Story
from knowledge.extraction.things import read_thing
from knowledge.extraction.trimming import ANAPHORIC
from knowledge.extraction.unknown import names_things, unknown_words
from knowledge.names import NameIndex


def find_subject(
    names: Names, start: int, end: int, *, index: NameIndex, story: Story
) -> Found | None:
    """Return what the quantity at [start, end) of the sentence is about, or None.

    Looked for in this order: right beside the quantity, the subject of its clause, that of the
    clauses before, any name in the clause, the sentences before, the headings.
    """
    near = find_beside(names, start, end) or listed_ja(names, start) or quoted_ja(names, start)
    if near is not None:
        return None if near is NOBODY else near
    if _OF_OURS.match(names.sentence.text, end):
        return above(names.sentence, index, pointing="we", story=story)
    pointing: Pointing = "nowhere"
    unread: tuple[int, int] | None = None
    for phrase in noun_phrases(names.sentence, start, clause_of(names.sentence, start)):
        found = _told_by(names, phrase, start, story)
        if found is not None and unread and _leaves_out(names, phrase, unread):
            return None
        if found is not None and pointing == "measure" and found.trust <= _WORD:
            continue  # a word of the clause before: the workforce fell, and the peak load ...
        if found is not None:
            return None if found is NOBODY else _nearer(names, found, phrase[1], start)
        if pointing in ("nowhere", "measure"):
            pointed = _pointing(names, phrase, start, story)
            pointing = (
                pointed if pointed in ("we", "company") or pointing == "nowhere" else pointing
            )
        if pointing == "nowhere" and (_is_other(names, phrase) or _is_unread_name(names, phrase)):
            return None
        unread = unread or (phrase if _is_unread(names, phrase, pointing) else None)
    if pointing in ("measure", "nowhere"):
        pointing = opening_ja(names.sentence) or pointing
    return _without_phrase(names, start, end, pointing, index=index, story=story)


_OF_OURS = re.compile(r" of our (?:[a-z-]+ ){0,2}?(?:electricity|power|energy|water)\b")
_WORD = 0.6  # how a name is trusted that is one word with an article


def _told_by(names: Names, phrase: tuple[int, int], start: int, story: Story) -> Found | None:
    """Return what a phrase tells of; NOBODY for things of somebody who is not named."""
    own = owned_kind(names, phrase, story)
    if own is not None:
        return own
    if _is_somebodys(names, phrase):
        return NOBODY
    earlier = "".join(s.text for s in story.earlier)
    thing = read_thing(names, phrase, story.things, earlier)
    if thing is not None and _quotes_ja(names, thing, phrase, start):
        return None
    if thing is not None:
        return _less_sure(names.sentence, thing, phrase[1], start)
    if points(names, phrase) in (*DEFINITE, "we") or is_part(names, phrase):
        return None
    found = read_phrase(names, *phrase)
    if found is None or is_aside(names.sentence, found, phrase, start):
        return None
    return _less_sure(names.sentence, found, phrase[1], start)


def _pointing(names: Names, phrase: tuple[int, int], start: int, story: Story) -> Pointing:
    earlier = "".join(s.text for s in story.earlier)
    thing = read_thing(names, phrase, story.things, earlier)
    if thing is not None and _quotes_ja(names, thing, phrase, start):
        return "topic"
    found = read_phrase(names, *phrase)
    if found is not None and is_aside(names.sentence, found, phrase, start):
        return "topic"
    return points(names, phrase)


def _quotes_ja(names: Names, thing: Found, phrase: tuple[int, int], start: int) -> bool:
    """Return whether a thing named before only tells of others: 同大学は...と見積もる."""
    is_same = names.sentence.text[slice(*phrase)].lstrip().startswith("同")
    return is_same and is_aside(names.sentence, thing, phrase, start)


def _is_unread(names: Names, phrase: tuple[int, int], pointing: Pointing) -> bool:
    """Return whether a Japanese phrase names what cannot be read: 住宅全体は."""
    text = names.sentence.text[slice(*phrase)]
    if names.sentence.language == "en" or re.search("[後前時中]$", text):
        return False
    return pointing == "nowhere" or (pointing != "topic" and names_things(text, "ja"))


def _leaves_out(names: Names, phrase: tuple[int, int], unread: tuple[int, int]) -> bool:
    """Return whether a phrase has a number of its own before one that could not be read."""
    return _NUMBER.search(names.sentence.text, phrase[1], unread[0]) is not None


def read_label(
    names: Names, label: tuple[int, int], *, index: NameIndex, story: Story
) -> Found | None:
    """Return what the label of a list's item names: a thing, or a measure of the heading's."""
    found = read_phrase(names, *label)
    if found is not None:
        return replace(found, trust=max(found.trust, 0.85))
    pointing = points(names, label)
    return above(names.sentence, index, pointing=pointing, story=story)


def _without_phrase(
    names: Names,
    start: int,
    end: int,
    pointing: Pointing,
    *,
    index: NameIndex,
    story: Story,
) -> Found | None:
    """Return the subject where no phrase of the sentence names one."""
    clause = clause_of(names.sentence, start)
    owner = owner_around(names, end, clause) if pointing == "measure" else None
    if owner is not None:
        return owner
    if pointing == "measure" and story.last is not None and _ALSO_JA.match(names.sentence.text):
        return replace(story.last, trust=_UNSAID)
    inside = name_around(names, start, end, clause)
    pointed = above(names.sentence, index, pointing=pointing, story=story)
    if pointed is not None and pointing in _SURE:
        return pointed
    if names.sentence.language == "ja" and story.own and pointing in ("nowhere", "topic"):
        place = above(names.sentence, index, pointing="pronoun", story=story)
        if place is not None and is_place(place) and names.sentence.previous:
            return place
        unnamed = not names.subjects and not SITE_JA.search(names.sentence.text[slice(*clause)])
        return replace(story.own, trust=_UNSAID) if unnamed else inside
    if names.sentence.language == "ja" and pointing == "nowhere" and not names_any(names):
        return above(names.sentence, index, pointing="pronoun", story=story)
    if pointing == "topic":
        told = only_told(names, start, clause)
        if told is not None:
            return told
    return max((f for f in (inside, pointed) if f), key=lambda f: f.trust, default=None)


def names_any(names: Names) -> bool:
    """Return whether a Japanese sentence has a subject of its own, or goes on with the last."""
    has_topic = next(noun_phrases(names.sentence, len(names.sentence.text), (0, 0)), None)
    return bool(names.subjects or names.regions) or has_topic is not None


# CO2排出量も tells of the same as the sentence before.
_ALSO_JA = re.compile("(?:また、?)?[^、。はがも]{2,20}も(?=[^のっ])")
_UNSAID = 0.82  # a Japanese report that leaves its subject out tells of itself
_SURE = ("we", "company", "thing", "pronoun")


_NUMBER = re.compile(r"\d[\d,.]*\s?(?:[A-Za-z%]|億|万|トン|台)")
_SOMEBODYS = re.compile(r"\s*(?:its|their|his|her|その|同社の)\s*", re.IGNORECASE)


def _is_somebodys(names: Names, phrase: tuple[int, int]) -> bool:
    """Return whether things of a kind belong to who is not told here: its data centres."""
    lead = _SOMEBODYS.match(names.sentence.text, *phrase)
    return lead is not None and any(
        m.start == lead.end() and ":" not in (subject_id_of(m) or ":") for m in names.subjects
    )


_ASIDE = re.compile(r"\b(?:to|of|in|from|with|by|for) [^,;]{3,60}, (?:which|who)\b[^;]*$")


def _less_sure(sentence: Sentence, found: Found, end: int, start: int) -> Found:
    """Return a subject that is less sure where a relative clause stands between: to Y, which ..."""
    if sentence.language == "ja" or not _ASIDE.search(sentence.text[end:start]):
        return found
    return replace(found, trust=found.trust * 0.75)


def _is_other(names: Names, phrase: tuple[int, int]) -> bool:
    """Return whether a phrase tells of something else that belongs here: its sister in Ohio."""
    sentence = names.sentence
    written = sentence.text[phrase[0] : phrase[1]].strip()
    if sentence.language == "ja" or WE.match(written) or not ANAPHORIC.match(written):
        return False
    return bool(unknown_words(sentence.text, *phrase, [], "en"))


def _is_unread_name(names: Names, phrase: tuple[int, int]) -> bool:
    """Return whether an English phrase inside a sentence is a name that could not be read."""
    written = names.sentence.text[slice(*phrase)].strip()
    return names.sentence.language == "en" and phrase[0] > 0 and written in names.sentence.proper


_ITEM = re.compile(
    r"(?: of (?:19|20)\d\d)?(?:['’]s)?(?: at| with| took| to| needed| used)? (?:about )?"
)


def _nearer(names: Names, found: Found, end: int, start: int) -> Found | None:
    """Return a list's own subject where the quantity stands in a later item of it.

    In `the A100 is rated at 400 W, the H100 at 700 W` the second is not the A100's; where no rule
    tells whose it is, it is nobody's.
    """
    text = names.sentence.text
    others = names.subjects
    if (found.subject_id or "").startswith("country:"):
        others = (*names.subjects, *(m for m in names.regions if m.text[0].isupper()))
    between = [m for m in others if end <= m.start and m.end <= start]
    between = [m for m in between if subject_id_of(m) != found.subject_id]
    if names.sentence.language == "ja" or not between:
        return found
    last = between[-1]
    if not re.search(r"\d", text[end : last.start]):
        return found
    if _ITEM.fullmatch(text, last.end, start):
        return of_mention(last, 0.9)
    return None
