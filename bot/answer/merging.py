"""Makes one answer of several: one list of sources, and derivations under names of their own."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.records import Answer, Citation, Claim, Derivation
from bot.answer.words import Wording


def merged(answers: Sequence[Answer], *, interpretation: str) -> Answer:
    """Join the claims of answers in order; the first one's kind and headline are the whole's.

    Its chart shows the first only, so there is none.
    """
    claims: list[Claim] = []
    derivations: list[Derivation] = []
    cited: dict[str, Citation] = {}
    for answer in answers:
        names = {
            d.derivation_id: f"d{len(derivations) + at}"
            for at, d in enumerate(answer.derivations, start=1)
        }
        derivations += [_renamed(d, names) for d in answer.derivations]
        claims += [_claim(claim, names) for claim in answer.claims]
        for citation in answer.citations:
            cited.setdefault(citation.key, replace(citation, n=len(cited) + 1))
    return replace(
        answers[0],
        interpretation=interpretation,
        claims=tuple(claims),
        citations=tuple(cited.values()),
        derivations=tuple(derivations),
        conflicts=tuple(dict.fromkeys(c for a in answers for c in a.conflicts)),
        caveats=tuple(dict.fromkeys(c for a in answers for c in a.caveats)),
        follow_ups=tuple(dict.fromkeys(f for a in answers for f in a.follow_ups)),
        chart=None,
    )


def read_together(answers: Sequence[Answer], separator: str) -> str:
    """How several questions were read, in one line: “Read as:” stands once."""
    first, *rest = (answer.interpretation for answer in answers)
    begin = first[: first.find(": ") + 2]
    return separator.join((first, *(read.removeprefix(begin) for read in rest)))


def each_meaning(
    answers: Sequence[Answer], umbrellas: Sequence[str], wording: Wording, *, interpretation: str
) -> Answer:
    """What names that cover several things come to, for each of them: no one is silently meant."""
    whole = merged(answers, interpretation=interpretation)
    notes = [wording.say("caveat_umbrella", umbrella=umbrella) for umbrella in umbrellas]
    agree = len({answer.verdict for answer in answers}) == 1
    return replace(
        whole,
        claims=tuple(dict.fromkeys(whole.claims)),
        caveats=(*notes, *whole.caveats),
        verdict=whole.verdict if agree else None,
    )


def _renamed(derivation: Derivation, names: dict[str, str]) -> Derivation:
    return replace(
        derivation,
        derivation_id=names[derivation.derivation_id],
        inputs=tuple(names.get(i, i) for i in derivation.inputs),
    )


def _claim(claim: Claim, names: dict[str, str]) -> Claim:
    numbers = tuple(
        replace(n, derivation_id=names[n.derivation_id]) if n.derivation_id else n
        for n in claim.numbers
    )
    return replace(claim, numbers=numbers, parts=tuple(_claim(p, names) for p in claim.parts))
