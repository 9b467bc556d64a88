"""What the first sentence of an answer says, as slots that another wording of it must fill."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer.composition import Speaker
from bot.answer.intervals import high, low
from bot.answer.question import Question
from bot.answer.records import Answer, Claim, Number
from bot.llm.forms import Forms
from bot.llm.other_names import OtherNames
from bot.render import number_text
from knowledge.records import Figure, Language

_OPTIONAL = frozenset({"measure", "picked", "publisher"})  # a form names the measure or its verb
_KEPT = ("period", "scope", "status", "standing")  # of the details, what may not be left out
_COUNTED = ("activity", "chip", "product", "household")
_TO_COME = ("projected", "announced")
_REASONED = ("ratio", "share", "growth")
_PUBLISHED_SHARE, _SHARE = "headline_share_published", "share_of_electricity"


@dataclass(frozen=True, slots=True)
class Lead:
    """An answer's first claim: its slots by name, and those that may not be left out."""

    template: str
    slots: dict[str, str]
    required: frozenset[str]

    def is_said_by(self, sentence: str, forms: Forms) -> bool:
        """Whether a sentence is a form of the claim that leaves nothing out."""
        return any(
            self.required <= _whole(told)
            for told in forms.told(sentence, self.template, self.slots)
        )


def _whole(told: frozenset[str]) -> frozenset[str]:
    """Add what the slots told tell beside themselves."""
    told = told | {"status"} if any(name.startswith("status_") for name in told) else told
    return told.union(_KEPT) if "details" in told else told


def read_lead(
    answer: Answer, question: Question, speaker: Speaker, forms: Forms, *, today: date
) -> Lead | None:
    """Return what the first claim says; None where no other wording of it can be judged."""
    claim = answer.claims[0]
    figures = _figures(claim, answer, speaker)
    if claim.template not in forms.sentences or not _stands_alone(claim, figures, speaker):
        return None
    words = {name: text for name, text in claim.words if text and name != "rank"}
    is_share = claim.template == _PUBLISHED_SHARE
    names = OtherNames(question.text, speaker, forms, is_placed=is_share)
    opening = words.pop("opening", "").rstrip(" 。.")
    details = {n: re.escape(words.pop(n)) for n in [*words] if n.endswith("details")}
    told = {name: "|".join(names.of(text, figures)) for name, text in words.items()}
    told |= {"opening": re.escape(opening)} if opening else {}
    told |= {number.name: _exactly(number, speaker.language) for number in claim.numbers}
    if is_share:
        told["total"] = "|".join(names.of_place(figures[0].region))
    facts = _facts(figures, speaker, forms)
    required = told.keys() - _OPTIONAL
    if details:
        required |= _kept(facts) if _are_alike(figures) else details.keys()
    slots = facts | details | told | _direction(claim, forms)
    slots |= _by_measure(figures, slots, names, today)
    return Lead(claim.template, slots, frozenset(required))


def _stands_alone(claim: Claim, figures: Sequence[Figure], speaker: Speaker) -> bool:
    """Whether a claim is about figures alone, and says the same without what stands around it."""
    if not figures or claim.parts:
        return False
    if any(_is_yearly(f, speaker) and f.period and f.period.year is None for f in figures):
        return False  # what is used a year, as of a month, is not used in that month
    if claim.template == _PUBLISHED_SHARE:
        return all(figure.measure_id == _SHARE for figure in figures)
    if dict(claim.words).get("among"):
        return False  # the largest of Africa
    rank = dict(claim.words).get("rank")
    are_countries = all(figure.subject_id.startswith("country:") for figure in figures)
    return rank is None or (rank == "1" and are_countries)  # the largest company is not of all


def _figures(claim: Claim, answer: Answer, speaker: Speaker) -> tuple[Figure, ...]:
    """The figures behind a claim's numbers; none where a number rests on more than figures."""
    derived = {d.derivation_id: d for d in answer.derivations}
    found: list[str] = []
    for number in claim.numbers:
        derivation = derived.get(number.derivation_id or "")
        if number.figure_id is not None:
            found.append(number.figure_id)
        elif derivation is None or derivation.operation not in _REASONED:
            return ()
        else:
            found += derivation.inputs
    if not set(found) <= {citation.figure_id for citation in answer.citations}:
        return ()
    return tuple(speaker.knowledge.figure(figure_id) for figure_id in dict.fromkeys(found))


def _facts(figures: Sequence[Figure], speaker: Speaker, forms: Forms) -> dict[str, str]:
    """What the details of all figures alike tell: when, who, of what, how it is known."""
    told = [speaker.detail_parts(figure) for figure in figures]
    alike = [(n, t) for n, t in told[0].items() if all(parts.get(n) == t for parts in told)]
    facts = {name: re.escape(text) for name, text in alike}
    return facts | dict(forms.statuses[figures[0].status]) if "status" in facts else facts


def _kept(facts: dict[str, str]) -> set[str]:
    """The details that may not be left out, but those that only repeat another."""
    kept = {name for name in _KEPT if name in facts}
    if facts.get("scope", "") in facts.get("publisher", ""):
        return kept - {"scope"}
    return kept - ({"period"} if facts.get("period", "") in facts["scope"] else set())


def _are_alike(figures: Sequence[Figure]) -> bool:
    return len({(f.period, f.status, f.scope, f.standing) for f in figures}) == 1


def _by_measure(
    figures: Sequence[Figure],
    slots: dict[str, str],
    names: OtherNames,
    today: date,
) -> dict[str, str]:
    """The measure's name, and the verbs that tell it where it is what is usually meant.

    Nothing where the claim tells another measure than its figures'.
    """
    speaker, forms = names.speaker, names.forms
    vocabulary = speaker.vocabulary
    measures = [*dict.fromkeys(figure.measure_id for figure in figures)]
    subjects = [vocabulary.subject(figure.subject_id) for figure in figures]
    tense = "coming" if any(_is_to_come(figure, today) for figure in figures) else "past"
    found = dict(forms.tenses[tense])
    if all(subject.kind in _COUNTED for subject in subjects):
        found["article"] = "an?"
    if all(_is_yearly(figure, speaker) for figure in figures):
        found["each_year"] = forms.names["each_year"]
    if len(measures) == 1:
        name = speaker.measure(measures[0])
        found["measure"] = slots.get("measure") or "|".join(names.of(name, figures))
        if not re.fullmatch(found["measure"], name):
            return {}
        quality = re.sub(forms.names["quality"] + "$", "", name)
        found |= {"quality": re.escape(quality)} if quality != name else {}
    actions = [forms.actions.get(measure) for measure in measures]
    action = actions[0]
    if action is None or any(one != action for one in actions):
        return found
    if any(s.measure != f.measure_id for s, f in zip(subjects, figures, strict=True)):
        return found
    verbs = {name: action[name] for name in ("use", "object", "of_object")}
    verbs |= {"done": action["done"]} if tense == "past" else {}
    return found | verbs | {"uses": action[tense]}


def _is_to_come(figure: Figure, today: date) -> bool:
    period = figure.period
    return figure.status in _TO_COME or (period is not None and period.start > today)


def _is_yearly(figure: Figure, speaker: Speaker) -> bool:
    return speaker.vocabulary.measure(figure.measure_id).basis == "per_year"


def _direction(claim: Claim, forms: Forms) -> dict[str, str]:
    """More or less, where the whole range of a ratio tells it."""
    ratio = next((n.quantity for n in claim.numbers if n.name == "ratio"), None)
    words = forms.direction
    if ratio is not None and low(ratio) > 1:
        return {"more": words["more"], "higher": words["higher"]}
    if ratio is not None and high(ratio) < 1:
        return {"more": words["less"], "higher": words["lower"]}
    return {}


def _exactly(number: Number, language: Language) -> str:
    """A number as written, in the very case: 1 MW is no 1 mW."""
    return f"(?-i:{re.escape(number_text(number, language))})"
