"""Judges statements that relate two things: more than, twice as much as, as much as."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.answer.checking.fuels import sets_two_apart
from bot.answer.checking.judgement import Judgement, contradicted, is_good, supported, unknown
from bot.answer.checking.recent import judge_by_recent_years
from bot.answer.checking.statement import Statement
from bot.answer.checking.told_shares import tells_a_part
from bot.answer.checking.tolerance import Claimed, Fit, claimed_interval
from bot.answer.composition import Composer
from bot.answer.figures import GENERIC_MEASURES, FigureFinder
from bot.answer.guarding.unlike_sides import are_of_unlike_places
from bot.answer.intervals import high, low, scaled
from bot.answer.question import Topic
from bot.answer.reckoning.comparison import compare
from bot.answer.reckoning.counted_sides import counts_of, with_counts
from bot.answer.reckoning.own_sides import own_sides
from bot.answer.reckoning.sides import Side, find_sides, in_one_place
from bot.answer.records import Answer
from bot.answer.selection import Missing
from knowledge.quantities import QuantitySpan
from knowledge.records import Period, Qualifier, Quantity
from knowledge.units import dimension_of

_PAIR = 2
_HOUSEHOLD = "household:"
_AS_MUCH = Quantity(1.0, "x", qualifier="about")
_SIMILAR, _UNLIKE = 1.25, 1.6  # "as much as" holds within a quarter, and fails beyond this factor
_MARGIN = 1.25  # a multiple farther off than this factor is wrong
_FAR_OFF = 3.0
_MARGIN_EXACT = 1.1  # where neither side has a range


def judge_relation(statement: Statement, composer: Composer, finder: FigureFinder) -> Judgement:
    """Judge how much more, less or as much the first of two things uses."""
    if statement.unknown or statement.shows("other_span") or statement.counts_time:
        return unknown(
            "words_unknown" if statement.unknown else "other_span",
            words=", ".join(statement.unknown[:3]),
        )
    if statement.question.measure_id in (None, *GENERIC_MEASURES) and statement.shows("emits"):
        return unknown("no_figure")  # not of energy
    if statement.unread and sets_two_apart(statement.lowered, statement.patterns):
        return unknown("words_unknown", words=", ".join(statement.unread[:3]))
    if any(tells_a_part(span) for span in statement.amounts):
        return unknown("several_subjects")  # most of the power of each is no multiple

    def of(collected: Composer, period: Period | None) -> Judgement:
        return _judged_for(statement, period, collected, finder)

    return judge_by_recent_years(statement, composer, finder, of)


def _judged_for(
    statement: Statement, period: Period | None, composer: Composer, finder: FigureFinder
) -> Judgement:
    topics = [t for t in statement.topics if t.subject_id != "country:world"][:2]
    topics = topics or list(statement.topics[:1])
    if statement.shows("in_total") and any(t.subject_id.startswith(_HOUSEHOLD) for t in topics):
        return unknown("no_figure")  # of all homes together there is none
    if len(topics) == 1:
        sides = own_sides(topics[0], statement.question, finder)
    else:
        sides = _sides(topics, statement, period, finder)
    if sides is None or isinstance(sides, Missing) or _is_of_other_kind(sides, statement):
        return unknown("no_figure")
    sides = in_one_place(sides, finder, period)
    leads = [selection.lead for side in sides for selection in side.selections]
    if are_of_unlike_places(leads, topics, finder.vocabulary):
        return unknown("not_comparable")
    counts = counts_of(replace(statement.question, topics=tuple(topics)))
    sides = with_counts(sides, counts)
    if sum(side.times != 1 for side in sides) < _counted(statement, counts.values()):
        return unknown("other_span")  # what is counted is not clear, or has no figure of one
    since, derived = len(composer.claims), len(composer.derivations)
    direction = statement.question.direction or ("more" if statement.shows("exceeds") else None)
    multiple = _multiple(statement, direction, counts.values())
    answer = compare(sides, composer, finder, direction=None if multiple else direction)
    if answer is None:
        return unknown("not_comparable")
    del composer.claims[since + 5 :]
    umbrella = any(side.is_umbrella for side in sides)
    if multiple is None:
        return _by_verdict(answer, umbrella=umbrella)
    ratios = [d.result for d in composer.derivations[derived:] if d.operation == "ratio"]
    judged = _by_multiple(multiple, ratios, umbrella=umbrella)
    is_unsure = not all(map(is_good, leads)) and not _is_far_off(multiple, ratios[0])
    if judged.verdict is False and is_unsure:
        return unknown("caution_against")
    return judged


def _sides(
    topics: Sequence[Topic], statement: Statement, period: Period | None, finder: FigureFinder
) -> tuple[Side, ...] | Missing | None:
    if len(topics) != _PAIR:
        return None
    measure_id = statement.question.measure_id
    if measure_id and finder.vocabulary.measure(measure_id).dimension == "ratio":
        measure_id = None  # a published ratio is of one thing, not of these two
    if measure_id is None and statement.unit_before is not None:
        measure_id = _measure_in(statement.unit_before, topics, finder)
        if measure_id is None:
            return None
    return find_sides(
        topics,
        finder,
        measure_id=None if measure_id in GENERIC_MEASURES else measure_id,
        period=period,
        projected=statement.question.wants_projection and not statement.periods,
    )


def _measure_in(unit: str, topics: Sequence[Topic], finder: FigureFinder) -> str | None:
    """The measure of all topics that is given in such a unit: their own, or the one that is."""
    dimension = dimension_of(unit)
    own = [finder.vocabulary.subject(t.subject_id).measure for t in topics]
    if all(finder.vocabulary.measure(measure).dimension == dimension for measure in own):
        return own[0]
    of_each = [
        {f.measure_id for f in finder.knowledge.figures(subject_ids=(t.subject_id,))}
        for t in topics
    ]
    shared = [
        measure
        for measure in sorted(set[str].intersection(*of_each))
        if finder.vocabulary.measure(measure).dimension == dimension
    ]
    return shared[0] if len(shared) == 1 else None


def _is_of_other_kind(sides: Sequence[Side], statement: Statement) -> bool:
    """Whether electricity is spoken of and the figures are of something else."""
    if statement.question.measure_id not in GENERIC_MEASURES:
        return False
    return any(
        selection.measure.dimension not in ("energy", "power")
        for side in sides
        for selection in side.selections
    )


def _counted(statement: Statement, counts: Collection[QuantitySpan]) -> int:
    """How many numbers of a statement count something, whether it is known what or not."""
    bare = [
        s
        for s in statement.question.spans
        if s not in (*counts, *statement.amounts)
        and s.quantity.value not in (None, 1.0)
        and (s.quantity.unit is None or dimension_of(s.quantity.unit) == "count")
    ]
    return len(counts) + len(bare)


def _multiple(
    statement: Statement, direction: str | None, counts: Collection[QuantitySpan]
) -> Quantity | None:
    """The claimed ratio of the first thing to the second, where one is given beside `counts`."""
    spans = [
        s for s in statement.amounts if s not in counts and s.quantity.unit in (None, "x", "%")
    ]
    if not spans:
        return _AS_MUCH if direction is None and statement.shows("as_much") else None
    quantity = spans[0].quantity
    if quantity.unit == "x" and _is_inverse(statement, direction, quantity):
        return _inverse(quantity)
    if quantity.unit == "%" and direction is not None:
        sign = 1 if direction == "more" else -1
        return Quantity(1 + sign * low(quantity) / 100, "x", qualifier="about")
    if quantity.unit == "%":
        return scaled(quantity, 0.01, unit="x")
    return quantity


def _is_inverse(statement: Statement, direction: str | None, multiple: Quantity) -> bool:
    """Whether “ten times” is of how much less: ten times cleaner, ten times less.

    “Less, about 0.64 times as much” is what it is.
    """
    return (direction == "less" and high(multiple) > 1) or statement.shows("inverse_multiple")


def _inverse(quantity: Quantity) -> Quantity:
    """How much of the other a thing is that is so many times less; bounds change sides."""
    turned: dict[str, Qualifier] = {
        "at_least": "at_most", "over": "under", "at_most": "at_least", "under": "over",
    }  # fmt: skip
    least, most = low(quantity), high(quantity)
    if least <= 0:
        return quantity
    qualifier = turned.get(quantity.qualifier, quantity.qualifier)
    if quantity.value is not None:
        return Quantity(1 / quantity.value, "x", qualifier=qualifier)
    return Quantity(None, "x", lower=1 / most, upper=1 / least, qualifier=qualifier)


def _by_verdict(answer: Answer, *, umbrella: bool) -> Judgement:
    if answer.verdict is None:
        return unknown("umbrella" if umbrella else "overlap")
    return supported(()) if answer.verdict else contradicted(())


def _by_multiple(multiple: Quantity, ratios: Sequence[Quantity], *, umbrella: bool) -> Judgement:
    results = [_fits(multiple, found) for found in ratios]
    if not results or (umbrella and len(set(results)) > 1):
        return unknown("umbrella" if results else "no_figure")
    if results[0] == "match":
        return supported(())
    if results[0] == "apart":
        return contradicted(())
    return unknown("near" if low(ratios[0]) == high(ratios[0]) else "overlap")


def _fits(multiple: Quantity, found: Quantity) -> Fit:
    """Judge the ratio of the leading values; a ratio that only the ranges allow is near."""
    least, most = low(found), high(found)
    if multiple is _AS_MUCH:
        wanted, margin = Claimed(1 / _SIMILAR, _SIMILAR, 0.25), _UNLIKE / _SIMILAR
    else:
        wanted = claimed_interval(multiple, hedged=True)
        margin = _MARGIN
        if least == most and not _says_too_little(multiple, least):
            margin = _MARGIN_EXACT
    value = found.value if found.value is not None else least
    if wanted.low <= value <= wanted.high:
        return "match"
    return "apart" if most * margin < wanted.low or least > wanted.high * margin else "near"


def _is_far_off(multiple: Quantity, found: Quantity) -> bool:
    """Whether a claimed ratio is so wrong that figures to be used with caution show it."""
    claimed = (low(multiple), high(multiple))
    return low(found) > claimed[1] * _FAR_OFF or high(found) * _FAR_OFF < claimed[0]


def _says_too_little(multiple: Quantity, found: float) -> bool:
    """Whether the ratio is farther from one than claimed: “ten times” of what is twelve times."""
    claimed = low(multiple)
    return found > claimed > 1 or found < claimed < 1
