"""What a language model may choose from: the subjects, measures and places near a question."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.answer.question import Question
from bot.llm.agreement import turned
from bot.suggestions import SubjectSuggestions
from index.protocols import Filters, Retriever
from knowledge.protocols import Knowledge
from knowledge.words import Vocabulary

_RETRIEVED = 24
_SUGGESTED = 3
_MAX_SUBJECTS = 20
_MAX_MEASURES = 12
_MAX_REGIONS = 8


@dataclass(frozen=True, slots=True)
class Choices:
    """Ids that may be chosen. `periods` are those that stand in the question."""

    subjects: tuple[str, ...]
    measures: tuple[str, ...]
    regions: tuple[str, ...]
    periods: tuple[str, ...]

    def turned(self) -> "Choices":
        """Return the same in another order."""
        lists = (self.subjects, self.measures, self.regions, self.periods)
        return Choices(*(tuple(turned(ids)) for ids in lists))


def choices_for(
    question: Question,
    *,
    knowledge: Knowledge,
    retriever: Retriever,
    suggestions: SubjectSuggestions,
    vocabulary: Vocabulary,
) -> Choices:
    """Collect what the question names, then what is like its words, then what is near it.

    Among the measures are those by which the subjects are usually asked.
    """
    hits = retriever.retrieve(question.text, k=_RETRIEVED, filters=Filters(kinds=("series",)))
    series = [knowledge.series(hit.target_id) for hit in hits]
    suggested = [
        suggestion.value
        for word in question.residue
        for suggestion in suggestions.subjects(word, language=question.language, limit=_SUGGESTED)
    ]
    topics = question.topics
    subjects = _first(
        [*(t.subject_id for t in topics), *suggested, *(s.subject_id for s in series)],
        _MAX_SUBJECTS,
    )
    near = _first((s.measure_id for s in series), _MAX_MEASURES // 2)
    usual = [m for s in subjects if (m := vocabulary.subject(s).measure)]
    measures = [*question.measures, *near, *usual]
    regions = [t.region or t.place for t in topics if t.region or t.is_country]
    return Choices(
        subjects=subjects,
        measures=_first(measures, _MAX_MEASURES),
        regions=_first([*regions, "world", *(s.region for s in series)], _MAX_REGIONS),
        periods=_first((period.text for period in question.periods), _MAX_REGIONS),
    )


def _first(ids: Iterable[str], most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))[:most]
