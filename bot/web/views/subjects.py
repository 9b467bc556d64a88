"""Subjects with all their figures and what can be asked of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.composition import Speaker
from bot.web.links import ask_address, entity_address
from bot.web.prose import Linked
from bot.web.sparkline import Sparkline, sparkline_of
from bot.web.typing_help import question_text
from bot.web.views.figure_lines import FigureLine, figure_line
from knowledge.records import Figure

_MAX_QUESTIONS = 6


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """One subject in the list of all."""

    href: str
    name: str
    kind: str
    n_figures: int
    measures: str


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One measure of a subject in one place by one source."""

    title: str
    scope: str
    publisher: str
    latest: FigureLine
    trend: Sparkline | None
    n_figures: int
    figures: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class SubjectView:
    """A subject with all its figures and what can be asked."""

    name: str
    subject_id: str
    series: tuple[SeriesLine, ...]
    questions: tuple[Linked, ...]
    n_figures: int


def subject_lines(speaker: Speaker, typed: str) -> tuple[SubjectLine, ...]:
    """List the subjects that have figures, countries left out, by name; `typed` narrows."""
    counts: dict[str, int] = defaultdict(int)
    measures: dict[str, dict[str, None]] = defaultdict(dict)
    for series in speaker.knowledge.all_series():
        if not series.subject_id.startswith("country:"):
            counts[series.subject_id] += len(series.periods) or 1
            measures[series.subject_id][series.measure_id] = None
    lines = [
        SubjectLine(
            href=entity_address("subject", subject_id, speaker.language),
            name=speaker.subject(subject_id),
            kind=speaker.vocabulary.subject(subject_id).kind,
            n_figures=n,
            measures=" · ".join(sorted(speaker.measure(m) for m in measures[subject_id])),
        )
        for subject_id, n in counts.items()
    ]
    wanted = typed.strip().casefold()
    kept = [line for line in lines if wanted in f"{line.name} {line.measures}".casefold()]
    return tuple(sorted(kept, key=lambda line: (line.name.casefold(), line.href)))


def subject_view(subject_id: str, speaker: Speaker) -> SubjectView:
    """Lay out one subject, the world and its usual measure first. Raises NotKnownError."""
    name = speaker.vocabulary.subject(subject_id).names.in_(speaker.language)
    figures = speaker.knowledge.figures(subject_ids=(subject_id,))
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        key = (figure.measure_id, figure.region, figure.source_id, figure.scope)
        groups[key].append(figure)
    usual = speaker.vocabulary.subject(subject_id).measure
    ordered = sorted(
        groups.values(),
        key=lambda group: (
            group[0].measure_id != usual,
            group[0].region != "world",
            -len(group),
            group[0].figure_id,
        ),
    )
    return SubjectView(
        name=name,
        subject_id=subject_id,
        series=tuple(_series_line(group, speaker) for group in ordered),
        questions=_questions(subject_id, ordered, speaker),
        n_figures=len(figures),
    )


def _series_line(group: Sequence[Figure], speaker: Speaker) -> SeriesLine:
    first = group[0]
    source = speaker.knowledge.source(first.source_id)
    region = "" if first.region == "world" else speaker.region(first.region)
    newest = sorted(group, key=_end, reverse=True)
    return SeriesLine(
        title=" · ".join(part for part in (speaker.measure(first.measure_id), region) if part),
        scope=first.scope.in_(speaker.language),
        publisher=source.reports or source.publisher,
        latest=figure_line(latest_of(group), speaker),
        trend=sparkline_of(group),
        n_figures=len(group),
        figures=tuple(figure_line(figure, speaker) for figure in newest),
    )


def _end(figure: Figure) -> str:
    return figure.period.end.isoformat() if figure.period else ""


def latest_of(group: Sequence[Figure]) -> Figure:
    """The newest that is not projected, else the newest; the first given of one time."""
    past = [figure for figure in group if figure.status != "projected"] or list(group)
    return max(past, key=_end)


def _questions(
    subject_id: str, groups: Sequence[Sequence[Figure]], speaker: Speaker
) -> tuple[Linked, ...]:
    """Questions that have a figure: of each measure its latest, and how a series changed."""
    language, found = speaker.language, []
    for group in groups:
        name = speaker.subject(subject_id, group[0].region)
        measure = speaker.measure(group[0].measure_id)
        found.append(question_text(name, measure, language))
        years = sorted(f.period.year for f in group if f.period and f.period.year)
        if len(set(years)) >= 5:
            found.append(
                f"{name}の{measure}は{years[0]}年からどう推移した?"
                if language == "ja"
                else f"how has the {measure} of {name} changed since {years[0]}?"
            )
    unique = list(dict.fromkeys(found))[:_MAX_QUESTIONS]
    return tuple(Linked(question, ask_address(question)) for question in unique)
