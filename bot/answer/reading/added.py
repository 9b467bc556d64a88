"""What added documents alone tell of: the words of a question that kilowit's own texts lack."""

from collections.abc import Mapping, Sequence

from bot.answer.reading.asking import quantity_values
from bot.answer.reading.terms import TermWeights, content_stems, terms_of, unit_in
from bot.answer.records import Answer


def names_added(
    text: str, own: TermWeights, added: TermWeights, *, known: Sequence[str] = ()
) -> frozenset[str]:
    """The stems by which a question names what added texts know and kilowit's own do not.

    They are those in capitals, else the first that is no unit. `known` are names of other things.
    """
    said = set(content_stems(text)).difference(*map(content_stems, known))
    alone = [
        term
        for term in terms_of(text)
        if len(term.stem) > 1
        and term.stem in said
        and added.knows(term.stem)
        and not own.knows(term.stem)
        and unit_in(text[term.start : term.end]) is None
    ]
    capitals = frozenset(term.stem for term in alone if text[term.start].isupper())
    return capitals or frozenset(term.stem for term in alone[:1])


def is_beside(answer: Answer, about: frozenset[str]) -> bool:
    """Whether quoted sentences hold none of the stems that they should be about."""
    if answer.kind != "explanation" or not about:
        return False
    return all(about.isdisjoint(content_stems(claim.quote or "")) for claim in answer.claims)


def outdoes(
    read: Answer,
    result: Answer,
    added: Mapping[str, str],
    *,
    text: str,
    heeded: Sequence[str],
) -> bool:
    """Whether what was read off added documents answers a question better than another answer.

    So it is where the other cannot judge, quotes sentences, or tells a figure of the same
    documents and of less that is asked: the words read hold all that the figure is said to be
    of, and more. `added` are the titles of the added sources by their ids, `heeded` the names of
    the figures' measures in the question.
    """
    if result.kind == "check":
        return read.kind == "check" and not result.is_known
    if result.kind == "explanation":
        return True
    if result.kind not in ("figure", "conversion") or all(
        c.source_id not in added for c in result.citations
    ):
        return False
    if _values(read) & _values(result):
        return False
    said = (f"{c.quote or ''} {added.get(c.source_id, '')}" for c in read.citations)
    asked = set(content_stems(text)).difference(*map(content_stems, heeded))
    holds = set(content_stems(" ".join(said)))
    tells = asked.intersection(content_stems(result.interpretation))
    return tells < asked & holds


def _values(answer: Answer) -> set[float]:
    """The values of a headline."""
    numbers = answer.claims[0].all_numbers
    return {value for n in numbers for value in quantity_values(n.quantity)}
