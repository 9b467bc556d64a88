"""The sort of things that a question ranks among what sources name: “which resort uses most”."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.answer.inquiry import Inquiry
from knowledge.names import name_key
from knowledge.records import Figure

_SUPERLATIVE = r"\b(?:most|least|highest|lowest|largest|smallest|biggest|fewest)\b"
_ASKED_EN = re.compile(
    rf"\b(?:which|what)(?: of the)? (?P<noun>[a-z][a-z-]+(?: [a-z][a-z-]+)??)"
    rf" (?:us|consum|need|emit|draw|requir|produc|ha[ds]|is|was|did|with)\w*\b.*{_SUPERLATIVE}",
    re.IGNORECASE,
)
_THING_JA = "[一-龠々ァ-ヶー]{2,}"
_ASKED_JA = re.compile(
    rf"どの(?P<which>{_THING_JA}?)(?:が|は|の).*(?:最も|一番|いちばん)"
    rf"|(?:最も|一番|いちばん)[^、。]*?(?:い|な|う|る|した|の)(?P<noun>{_THING_JA})(?:は|を|$|[??])"
)


@dataclass(frozen=True, slots=True)
class Sort:
    """Things of one sort: the word that the question has for them, and their subjects."""

    noun: str
    members: frozenset[str]


def asked_sort(inquiry: Inquiry) -> Sort | None:
    """Return the sort that a question ranks; None where sources name fewer than two of it.

    Of a sort is what has the word at the end of its name (Fernau Resort), or stands in a table or a
    source whose title has it (Tramways 2024).
    """
    text = inquiry.question.text
    asked = _ASKED_EN.search(text) or _ASKED_JA.search(text)
    if asked is None:
        return None
    groups = asked.groupdict()
    noun = groups.get("noun") or groups.get("which") or ""
    key = name_key(noun)
    named = {
        s.subject_id: s.names.in_(inquiry.question.language)
        for s in inquiry.vocabulary.subjects()
        if s.kind == "named"
    }
    if not key or not named:
        return None
    members = {i for i, name in named.items() if name_key(name)[-len(key) :] == key}
    measured = inquiry.knowledge.figures(measure_ids=(inquiry.question.measure_id or _USED,))
    members |= {f.subject_id for f in _titled(measured, key, inquiry) if f.subject_id in named}
    return Sort(noun, frozenset(members)) if len(members) > 1 else None


_USED = "electricity_consumption"


def _titled(figures: Iterable[Figure], key: tuple[str, ...], inquiry: Inquiry) -> list[Figure]:
    """Return the figures of tables whose title, source or header of labels has the word."""
    from knowledge.tabling import label_header  # noqa: PLC0415  # brings the reading of tables

    found: list[Figure] = []
    fits: dict[str, bool] = {}
    for figure in figures:
        place = figure.locator
        if not figure.is_extracted or place.table is None or place.document_id is None:
            continue
        if place.document_id not in fits:
            title = inquiry.knowledge.source(figure.source_id).title
            header = label_header(inquiry.knowledge.document(place.document_id).text)
            words = name_key(f"{place.table} . {title} . {header}")
            fits[place.document_id] = _holds(words, key)
        if fits[place.document_id]:
            found.append(figure)
    return found


def _holds(words: tuple[str, ...], key: tuple[str, ...]) -> bool:
    return any(words[at : at + len(key)] == key for at in range(len(words)))
