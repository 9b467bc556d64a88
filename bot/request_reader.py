"""Typed requests → parsed questions; names that nothing has are refused with what is near."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.answer.answerer import Answerer
from bot.answer.question import EARLIEST_YEAR, Question, Topic
from bot.answer.reckoning.ranked_kinds import RANKED_KINDS, kind_of_measure
from bot.error_words import input_error, one_line
from bot.requests import (
    EquivalentRequest,
    FigureRequest,
    RankRequest,
    Request,
    TrendRequest,
)
from bot.suggestions import SubjectSuggestions
from knowledge.groups import load_groups, named_group
from knowledge.languages import language_of
from knowledge.records import Language, Period

MAX_QUESTION_CHARS = 2000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class RequestReader:
    """Turns requests into questions with one generation's names."""

    answerer: Answerer
    suggestions: Callable[[], SubjectSuggestions]

    def question(self, request: Request, language: Language) -> Question:
        """Return the question that a request asks. Raises InputError for unknown names."""
        if isinstance(request, EquivalentRequest):
            return self._equivalent(request, language)
        if isinstance(request, RankRequest):
            return self._ranking(request, language)
        measure_id = self.measure_id(request.measure) if request.measure else None
        return Question(
            text="",
            language=language,
            intent="trend" if isinstance(request, TrendRequest) else "figure",
            topics=(self.topic(request.subject),),
            measure_id=measure_id,
            measures=(measure_id,) if measure_id else (),
            periods=_periods(request),
        )

    def _ranking(self, request: RankRequest, language: Language) -> Question:
        measure_id = self.measure_id(request.measure)
        if request.region and named_group(request.region) is None:
            titles = ", ".join(group.title.in_(language) for group in load_groups())
            raise input_error("unknown_group", name=one_line(request.region), names=titles)
        return Question(
            text=request.region or "",
            language=language,
            intent="ranking",
            topics=(),
            measure_id=measure_id,
            measures=(measure_id,),
            wants_lowest=request.lowest,
            ranked_kind=request.kind or self._usual_kind(measure_id),
        )

    def _usual_kind(self, measure_id: str) -> str:
        """The kind that the measure names, else that with the most subjects that have it.

        On a tie the first of the kinds.
        """
        of_measure = kind_of_measure((measure_id,))
        if of_measure is not None:
            return of_measure.name
        vocabulary = self.answerer.vocabulary
        subjects = {
            series.subject_id
            for series in self.answerer.knowledge.all_series()
            if series.measure_id == measure_id
        }
        kinds = Counter(
            "country" if subject.startswith("country:") else vocabulary.subject(subject).kind
            for subject in subjects
        )
        return max(RANKED_KINDS, key=lambda kind: kinds[kind.subjects]).name

    def _equivalent(self, request: EquivalentRequest, language: Language) -> Question:
        text = clean_question(f"{request.amount} {request.into or ''}")
        question = self.answerer.parse(text, language=language)
        if not any(q.unit not in (None, "%", "x") for q in question.quantities):
            raise input_error("no_amount", amount=one_line(request.amount))
        return replace(question, intent="equivalent")

    def topic(self, subject: str) -> Topic:
        """Return the subject that an id or a name stands for. Raises InputError."""
        if self.answerer.vocabulary.has_subject(subject):
            return Topic(subject)
        question = self.answerer.parse(subject)
        if len(question.topics) == 1 and not question.touching_residue:
            return question.topics[0]
        near = self.suggestions().subjects(subject, language=language_of(subject), limit=3)
        names = ", ".join(s.label for s in near)
        if names:
            raise input_error("unknown_subject_near", name=one_line(subject), names=names)
        raise input_error("unknown_subject", name=one_line(subject))

    def measure_id(self, measure: str) -> str:
        """Return the measure that an id or a name stands for. Raises InputError."""
        if self.answerer.vocabulary.has_measure(measure):
            return measure
        found = self.answerer.parse(measure).measure_id
        if found is None:
            raise input_error("unknown_measure", name=one_line(measure))
        return found


def _periods(request: FigureRequest | TrendRequest) -> tuple[Period, ...]:
    """The asked year; of a trend both ends, an open beginning before every figure."""
    if isinstance(request, FigureRequest):
        return (Period.parse(str(request.year)),) if request.year else ()
    first, last = request.first_year, request.last_year
    if first is None and last is None:
        return ()
    if first is not None and last is not None and first > last:
        raise input_error("years_reversed", first=str(first), last=str(last))
    years = (first or EARLIEST_YEAR, last)
    return tuple(Period.parse(str(year)) for year in years if year is not None)


def clean_question(text: str, *, limit: int = MAX_QUESTION_CHARS) -> str:
    """Strip control and direction characters and white space at the ends.

    Raises:
        InputError: nothing is left, or it is longer than `limit`.
    """
    cleaned = _CONTROL.sub(" ", text).strip()
    if not cleaned:
        raise input_error("empty")
    if len(cleaned) > limit:
        raise input_error("too_long", n=f"{len(cleaned):,}", limit=f"{limit:,}")
    return cleaned
