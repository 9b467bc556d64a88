"""Whether quoted sentences tell of another country than the one that is asked about."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.answer.inquiry import Inquiry
from bot.answer.records import Answer
from knowledge.words import Subject

_COUNTRY, _NO_COUNTRY = "country:", ("country:world", "country:EU")
_KEPT_NAMES = 2048  # all names of countries are some 1,200


def is_of_another_country(inquiry: Inquiry, told: Answer) -> bool:
    """Whether a quote names countries, and neither it nor what stands over it names the asked one.

    “How come Sweden's electricity is so clean” is not answered by why the French is.
    """
    places = (t.place for t in inquiry.question.topics if t.is_country or t.region is not None)
    asked = set(places) - {"world", "EU"}
    if not asked:
        return False
    quotes = " ".join(citation.quote or "" for citation in told.citations)
    countries = [s for s in inquiry.vocabulary.subjects() if _is_country(s)]
    named = {s.subject_id.removeprefix(_COUNTRY) for s in countries if _is_named(s, quotes)}
    if not named or named & asked:
        return False
    over = " ".join(_over(inquiry, told))
    return not any(_is_named(s, over) for s in countries if s.subject_id[len(_COUNTRY) :] in asked)


def _is_country(subject: Subject) -> bool:
    return subject.subject_id.startswith(_COUNTRY) and subject.subject_id not in _NO_COUNTRY


def _over(inquiry: Inquiry, told: Answer) -> Iterator[str]:
    """The headings and titles over the quotes."""
    for citation in told.citations:
        if citation.passage_id is not None:
            passage = inquiry.knowledge.passage(citation.passage_id)
            yield from passage.heading
            yield inquiry.knowledge.source(passage.source_id).title


def _is_named(subject: Subject, text: str) -> bool:
    names = (subject.names.en, subject.names.ja, *subject.aliases_en, *subject.aliases_ja)
    return any(name in text and _whole(name).search(text) for name in names)


@lru_cache(maxsize=_KEPT_NAMES)
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z]){re.escape(name)}(?![a-z])")
