"""How many times one side of a comparison is another, with the ranges of both, and the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.composition import Composer
from bot.answer.intervals import difference, high, in_digits, low, ratio
from bot.answer.question import Direction
from bot.answer.reckoning.sides import Side
from bot.answer.records import Number
from bot.answer.selection import Estimate
from knowledge.records import Quantity


@dataclass(frozen=True, slots=True)
class Compared:
    """One side's members expressed in the common unit, the leading one first.

    The alternatives are other sources' values for the leading member.
    """

    side: Side
    members: tuple[Estimate, ...]
    alternatives: tuple[Estimate, ...]


def state_ratios(
    left: Compared,
    right: Compared,
    composer: Composer,
    direction: Direction | None,
    *,
    first: bool,
    picks_one: bool,
) -> list[bool | None]:
    """Claim the ratio of two sides, or where a name covers several things, of each of them.

    Then the headline, where this pair has it, tells the least and the most of the ratios.
    """
    pairs = [(m, o) for m in left.members for o in right.members]
    if len(pairs) == 1:
        return [
            _state_ratio(
                left, pairs[0][0], right, composer, direction, first=first, picks_one=picks_one
            )
        ]
    start = len(composer.claims)
    others = right.alternatives if len(right.members) == 1 else ()
    verdicts = [
        _state_ratio(left, m, Compared(right.side, (o,), others), composer, direction, first=False)
        for m, o in pairs
    ]
    if first:
        verdict = overall(verdicts) if direction else None
        _lead_with_spread(left.side, right.side, composer, start, verdict, picks_one=picks_one)
    return verdicts


def _lead_with_spread(
    left: Side,
    right: Side,
    composer: Composer,
    start: int,
    verdict: bool | None,
    *,
    picks_one: bool,
) -> None:
    """Make the first ratio that was claimed from `start` on the headline, with the spread of all.

    Where all agree that it is more (less), the headline says so of the name itself.
    """
    ratios = [n for c in composer.claims[start:] for n in c.numbers if n.name == "ratio"]
    if len(ratios) < len(composer.claims) - start:
        return
    quantities = [n.quantity for n in ratios]
    least, most = min(map(low, quantities)), max(map(high, quantities))
    spread = Quantity(None, quantities[0].unit, lower=least, upper=most)
    inputs = [n.derivation_id or "" for n in ratios]
    lows, highs = (", ".join(f"{end(q):,.3g}" for q in quantities) for end in (low, high))
    derivation = composer.derive("ratio", inputs, f"min({lows}) – max({highs})", spread)
    speaker = composer.speaker
    names = [speaker.subject(side.topic.subject_id, side.topic.region) for side in (left, right)]
    first = composer.claims[start]
    name = "spread" if verdict is None else "ratio"
    number = Number(name, spread, None, derivation.derivation_id)
    cites = dict.fromkeys(c for claim in composer.claims[start:] for c in claim.cites)
    if verdict is None:
        umbrella = names[0] if left.is_umbrella else names[1]
        headline = replace(
            first,
            template="headline_umbrella",
            numbers=(*first.numbers, number),
            words=(*first.words, ("umbrella", umbrella)),
            cites=tuple(cites),
        )
        composer.claims[start] = headline
        return
    composer.claim(
        "headline_which" if picks_one else "headline_yes" if verdict else "headline_no",
        [number],
        cites=list(cites),
        verdict=None if picks_one else verdict,
        left=names[0],
        right=names[1],
        picked=names[0] if verdict else names[1],
    )
    composer.claims.insert(start, composer.claims.pop())


def _state_ratio(
    left: Compared,
    member: Estimate,
    right: Compared,
    composer: Composer,
    direction: Direction | None,
    *,
    first: bool,
    picks_one: bool = False,
) -> bool | None:
    """Claim how many times the right side the member is; return whether it is more."""
    other = right.members[0]
    quotient = ratio(member.quantity, other.quantity)
    verdict = _verdict(left, member, right, direction)
    if verdict is None and direction and not picks_one and _are_equal(left, member, right):
        verdict = False
    if quotient is None:
        return _state_gap(member, other, verdict, composer, direction, picks_one=picks_one)
    steps = f"{_shown(member)} ÷ {_shown(other)}"
    inputs = [_input_of(member), _input_of(other)]
    derivation = composer.derive("ratio", inputs, steps, quotient)
    composer.claim(
        _ratio_template(verdict, direction, first=first, picks_one=picks_one),
        [Number("ratio", quotient, None, derivation.derivation_id)],
        cites=[member.figure.figure_id, other.figure.figure_id],
        verdict=verdict if direction and not picks_one else None,
        left=_loaded(member, composer),
        right=_loaded(other, composer),
        picked=_loaded(member if verdict else other, composer),
    )
    return verdict


def _state_gap(
    member: Estimate,
    other: Estimate,
    verdict: bool | None,
    composer: Composer,
    direction: Direction | None,
    *,
    picks_one: bool,
) -> bool | None:
    """Claim the difference where there is no ratio, for the other side may be nothing."""
    gap = difference(member.quantity, other.quantity)
    if low(gap) < 0:
        return verdict
    inputs = [_input_of(member), _input_of(other)]
    steps = f"{_shown(member)} − {_shown(other)}"
    derivation = composer.derive("difference", inputs, steps, gap)
    opening = {True: "opening_yes", False: "opening_no", None: "opening_none"}
    told = "opening_picked" if picks_one and verdict is not None else None
    picked = _loaded(member if verdict else other, composer)
    composer.claim(
        "headline_gap",
        [Number("value", gap, None, derivation.derivation_id)],
        cites=[member.figure.figure_id, other.figure.figure_id],
        verdict=verdict if direction and not picks_one else None,
        left=_loaded(member, composer),
        right=_loaded(other, composer),
        opening=composer.speaker.wording.say(
            told or opening[verdict if direction else None], picked=picked
        ),
    )
    return verdict


def _ratio_template(
    verdict: bool | None, direction: Direction | None, *, first: bool, picks_one: bool
) -> str:
    if not first:
        return "line_ratio"
    if direction is None:
        return "headline_ratio"
    if picks_one and verdict is not None:
        return "headline_which"
    return {True: "headline_yes", False: "headline_no", None: "headline_depends"}[verdict]


def _verdict(
    left: Compared, member: Estimate, right: Compared, direction: Direction | None
) -> bool | None:
    """Whether the member is more (less) than the right side over all ranges and sources."""
    lefts = [member, *(left.alternatives if not left.side.is_umbrella else ())]
    rights = [*right.members, *right.alternatives]
    gaps = [difference(_possible(a), _possible(b)) for a in lefts for b in rights]
    if all(low(gap) > 0 for gap in gaps):
        return direction != "less"
    if all(high(gap) < 0 for gap in gaps):
        return direction == "less"
    return None


def _are_equal(left: Compared, member: Estimate, right: Compared) -> bool:
    """Whether all sources give both sides one and the same value."""
    sides = (member, *left.alternatives, *right.members, *right.alternatives)
    ends = {end for one in sides for end in (low(one.quantity), high(one.quantity))}
    return len(ends) == 1 and not any(one.runs_all_year for one in sides)


def _possible(estimate: Estimate) -> Quantity:
    """What a side may really use: of a capacity, anything up to running all year."""
    if not estimate.runs_all_year:
        return estimate.quantity
    most = high(estimate.quantity)
    return Quantity(most, estimate.quantity.unit, lower=0.0, upper=most)


def _loaded(estimate: Estimate, composer: Composer) -> str:
    """Name a side; a capacity whose use is not known says that it runs all year."""
    label = composer.label(estimate.figure)
    if estimate.times != 1:
        count = f"{estimate.times:,.10g}"
        return composer.speaker.wording.say("times_subject", count=count, subject=label)
    if not estimate.runs_all_year:
        return label
    return composer.speaker.wording.say("at_full_load", subject=label)


def overall(verdicts: Sequence[bool | None]) -> bool | None:
    """Return what all verdicts agree on; None where they do not."""
    return verdicts[0] if len(set(verdicts)) == 1 else None


def _input_of(estimate: Estimate) -> str:
    return estimate.derivation.derivation_id if estimate.derivation else estimate.figure.figure_id


def _shown(estimate: Estimate) -> str:
    quantity = estimate.quantity
    if quantity.value is not None:
        return f"{in_digits(quantity.value)} {quantity.unit}"
    return f"{in_digits(low(quantity))}–{in_digits(high(quantity))} {quantity.unit}"
