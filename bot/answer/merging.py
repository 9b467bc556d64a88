"""Makes one answer of several: one list of sources, and derivations under names of their own."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.records import Answer, Citation, Claim, Derivation


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
