"""Settles a parsed question by what is known: which place belongs to which subject, and the like.

Parsing knows names only; here the stored figures decide between the readings that it leaves open.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.figures import GENERIC_MEASURES, FigureFinder
from bot.answer.question import Question, Topic
from bot.answer.settling.amounts import (
    of_appliances,
    of_homes_where_they_are,
    of_one_home,
    of_stated_whole,
    with_all_homes,
    with_bill,
    with_homes,
    with_price,
)
from bot.answer.settling.measures import (
    of_each_kwh,
    of_each_person,
    of_training,
    with_capacity,
    with_contract_value,
    with_count,
    with_generation,
    with_grams,
    with_named_whole,
    with_own_emissions,
    with_plain_power,
    with_share,
    with_share_of_a_source,
    with_sustainable_share,
    with_training_energy,
    with_trend_measure,
    without_count,
)
from bot.answer.settling.topics import (
    in_each_place,
    of_measure,
    of_more_specific_names,
    of_stated_basis,
    placed,
    unnamed,
    with_homes_of_places,
    within_companies,
    without_world,
)
from bot.answer.settling.uses import (
    of_a_day,
    of_counted_uses,
    of_one_use,
    of_stated_power,
    of_what_one_draws,
    over_a_distance,
)
from bot.answer.words import Patterns
from knowledge.groups import named_group, named_spans

_FUEL = "fuel:"
_WORLD = "country:world"
_EMISSION_MEASURES = frozenset({"carbon_intensity", "emissions", "emissions_per_use"})
_ENERGY_PER, _MATTERS = "energy_per_", ("volume", "mass")  # what else a use takes or emits
_BITCOIN = "bitcoin-network"
_USED = ("share_of_electricity", "electricity_consumption")


def settle(question: Question, finder: FigureFinder, patterns: Patterns) -> Question:
    """Return the question with its topics settled; each step leaves alone what it does not know.

    One that asks for an explanation, and for no bill, is about what it names, of which no figure is
    looked for.
    """
    if question.intent == "explanation":
        billed = with_bill(with_price(question, patterns), patterns)
        if billed.intent == "explanation":
            return question
    question = of_more_specific_names(question, finder)
    question = _within_group(question)
    question = of_stated_whole(question, patterns)
    question = with_price(question, patterns)
    question = with_bill(question, patterns)
    question = of_appliances(question, finder)
    question = with_homes(question, patterns)
    question = with_trend_measure(question)
    question = with_all_homes(question, finder, patterns)
    question = of_homes_where_they_are(question)
    question = of_one_home(question)
    question = of_stated_power(question, patterns)
    question = _of_what_is_per_use(question, finder)
    question = of_one_use(question, finder, patterns)
    question = of_a_day(question, finder, patterns)
    question = of_what_one_draws(question, finder, patterns)
    question = over_a_distance(question, finder, patterns)
    question = of_counted_uses(question)
    question = with_plain_power(question, patterns)
    question = with_training_energy(question, finder)
    question = of_training(question, finder, patterns)
    question = with_contract_value(question, patterns)
    question = of_each_kwh(with_grams(question), patterns)
    question = with_own_emissions(question, finder)
    question = _with_fuels(question, finder)
    question = with_share_of_a_source(question, finder)
    question = with_generation(question, patterns)
    question = with_capacity(question)
    question = with_share(question, patterns)
    question = of_each_person(question)
    question = with_count(without_count(question), finder, patterns)
    question = with_sustainable_share(question, finder)
    question = in_each_place(question, finder)
    question = with_homes_of_places(question, finder)
    question = with_named_whole(question)
    topics = within_companies(question, finder)
    in_general = question.intent == "share" and question.measure_id in GENERIC_MEASURES
    if not in_general:  # “share of electricity” tells nothing of what the part is
        topics = tuple(of_measure(t, question.measure_id, finder) for t in topics)
    topics = tuple(of_stated_basis(t, question, finder, patterns) for t in topics)
    topics = placed(topics, question, finder)
    topics = without_world(topics, question)
    topics = unnamed(topics, question)
    return _with_mining(_with_one_side(replace(question, topics=topics)), patterns)


def _of_what_is_per_use(question: Question, finder: FigureFinder) -> Question:
    """「1質問あたりの水」 is water of a question: what “per question” is of stands beside it."""
    if question.measure_id is None or not question.measure_id.startswith(_ENERGY_PER):
        return question
    others = [m for m in question.measures if m != question.measure_id]
    matters = [m for m in others if finder.vocabulary.measure(m).dimension in _MATTERS]
    return replace(question, measure_id=matters[0]) if matters else question


def _with_one_side(question: Question) -> Question:
    """Two names of one thing, as a company's data centres, are no comparison."""
    if question.intent != "comparison" or len(question.topics) > 1 or question.is_compared:
        return question
    return replace(question, intent="figure")


def _within_group(question: Question) -> Question:
    """“Top three in Asia”: the group is where is ranked, no topic and no unknown word."""
    group = named_group(question.text) if question.intent == "ranking" else None
    if group is None:
        return question
    told = " ".join(group.names)
    here = (group.group_id, group.group_id.upper())
    regions = (f"country:{group.group_id}", f"country:{group.group_id.upper()}")
    return replace(
        question,
        topics=tuple(
            replace(t, region=None) if t.region in here else t
            for t in question.topics
            if t.subject_id not in regions and not (t.is_country and _is_inside(t, question))
        ),
        residue=tuple(w for w in question.residue if w.lower() not in told),
        touching_residue=tuple(w for w in question.touching_residue if w.lower() not in told),
    )


def _is_inside(topic: Topic, question: Question) -> bool:
    """Whether a place is named by a part of a group's name: America in “South America”."""
    return any(start <= topic.start < end for start, end in named_spans(question.text))


def _with_fuels(question: Question, finder: FigureFinder) -> Question:
    """“Coal” is the power plant where emissions are asked, else the generation of a country."""
    fuels = [t for t in question.topics if t.subject_id.startswith(_FUEL)]
    if not fuels:
        return question
    others = tuple(r for r in question.other_referents if not r.identifier.startswith(_FUEL))
    question = replace(question, other_referents=others)
    places = any(t.is_country or t.region is not None for t in question.topics)
    if not places and _EMISSION_MEASURES.intersection(question.measures):
        return _about_emissions(question)
    known = set(question.measures)
    topics = tuple(
        t if t not in fuels else Topic(f"country:{t.region}", None, t.start)
        for t in question.topics
        if t not in fuels or t.region is not None
    )
    asked = [f"generation_{t.subject_id.removeprefix(_FUEL)}" for t in fuels]
    measures = tuple(m for m in dict.fromkeys((*asked, *question.measures)) if m in known)
    if not topics and question.intent == "share" and not question.residue:
        topics = (Topic(_WORLD),)
    question = replace(question, topics=topics, measures=measures or question.measures)
    made = [m for m in asked if finder.vocabulary.has_measure(m)]
    of_all = topics and question.measure_id in (None, "electricity_generation", *GENERIC_MEASURES)
    return replace(question, measure_id=made[0]) if len(made) == 1 and of_all else question


def _about_emissions(question: Question) -> Question:
    """“A kWh of coal” asks what one emits, and is no amount to reckon with."""
    intent = "figure" if question.intent == "arithmetic" else question.intent
    return replace(
        question,
        intent=intent,
        measure_id="carbon_intensity",
        measures=("carbon_intensity",),
        spans=tuple(s for s in question.spans if s.quantity.unit != "kWh"),
    )


def _with_mining(question: Question, patterns: Patterns) -> Question:
    """A share of mining is a share of the hash rate."""
    subjects: Sequence[str] = [t.subject_id for t in question.topics]
    if question.intent != "share" or _BITCOIN not in subjects:
        return question
    lowered = question.text.lower()
    if patterns.shows("of_electricity", lowered):
        return question
    placed = any(t.is_country or t.region for t in question.topics)
    of_mining = patterns.shows("mining", lowered) or (placed and question.measure_id is None)
    if of_mining and question.measure_id in (None, "hash_rate", *_USED):
        return replace(question, measure_id="share_of_hash_rate")
    return question
