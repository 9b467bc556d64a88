"""Offers questions that can be answered: beside a refusal, and after an answer."""

from bot.answer.composition import Speaker
from bot.answer.figures import FigureFinder
from bot.answer.question import Question, Topic
from bot.answer.selection import Selection
from index.protocols import Filters, Retriever
from knowledge.records import Figure, Series

MAX_NEAREST = 3
_CANDIDATES = 12
_FEW_FIGURES = 60  # a measure with more is of countries or of many things: naming four says little
_MAX_OTHERS = 4


def nearest_questions(
    question: Question,
    topic: Topic | None,
    speaker: Speaker,
    finder: FigureFinder,
    retriever: Retriever,
) -> tuple[str, ...]:
    """Return up to three questions that have a figure.

    Of the same subject first, then those whose description is nearest to the question.
    """
    found: list[str] = []
    if topic is not None:
        found += _of_subject(topic, speaker, finder)
    if question.text and len(found) < MAX_NEAREST:
        hits = retriever.retrieve(question.text, k=_CANDIDATES, filters=Filters(kinds=("series",)))
        found += [_ask(finder.knowledge.series(hit.target_id), speaker) for hit in hits]
    return tuple(dict.fromkeys(found))[:MAX_NEAREST]


def with_measure(
    measure_id: str, topic: Topic, speaker: Speaker, finder: FigureFinder
) -> tuple[str, ...]:
    """Name up to four things that have a figure of a measure which few things have.

    What has a figure in the asked place stands first.
    """
    if finder.knowledge.has_more_figures(measure_id, _FEW_FIGURES):
        return ()
    figures = finder.knowledge.figures(measure_ids=(measure_id,))
    good = [f for f in figures if f.standing in ("preferred", "ok", "caution")]
    good.sort(key=lambda f: (f.region != topic.region, f.standing, f.subject_id, f.region))
    names = [
        speaker.subject(f.subject_id, f.region) for f in good if f.subject_id != topic.subject_id
    ]
    return tuple(dict.fromkeys(names))[:_MAX_OTHERS]


def _of_subject(topic: Topic, speaker: Speaker, finder: FigureFinder) -> list[str]:
    figures = [
        f
        for f in finder.knowledge.figures(
            subject_ids=(topic.subject_id,), periods=_recent(topic, finder)
        )
        if f.standing in ("preferred", "ok")
    ]
    default = finder.vocabulary.subject(topic.subject_id).measure
    ordered = sorted(
        figures,
        key=lambda f: (
            f.region != topic.region,
            f.measure_id != default,
            f.measure_id,
            -(f.period.end.toordinal() if f.period else 0),
            f.figure_id,
        ),
    )
    asked: dict[tuple[str, str], str] = {}
    for figure in ordered:
        asked.setdefault((figure.measure_id, figure.region), question_of(figure, speaker))
    return list(asked.values())


def _recent(topic: Topic, finder: FigureFinder) -> tuple[str, ...]:
    """The latest few years of a country, whose figures are of every year and a dozen measures."""
    years = range(finder.today.year - 3, finder.today.year)
    return tuple(map(str, years)) if topic.is_country else ()


def _ask(series: Series, speaker: Speaker) -> str:
    period = series.periods[-1] if series.periods else None
    return _worded(speaker, series.subject_id, series.region, series.measure_id, period)


def question_of(figure: Figure, speaker: Speaker) -> str:
    """Word the question that a figure answers."""
    period = figure.period.text if figure.period else None
    return _worded(speaker, figure.subject_id, figure.region, figure.measure_id, period)


def _worded(
    speaker: Speaker, subject_id: str, region: str, measure_id: str, period: str | None
) -> str:
    subject = speaker.subject(subject_id, region)
    measure = speaker.measure(measure_id)
    if not period:
        return speaker.wording.say("ask_figure_plain", measure=measure, subject=subject)
    return speaker.wording.say(
        "ask_figure", measure=measure, subject=subject, period=speaker.period(period)
    )


def follow_up_questions(selection: Selection, speaker: Speaker) -> tuple[str, ...]:
    """Return up to two questions that follow from a figure: its history, and its scale."""
    subject = speaker.subject(selection.topic.subject_id, selection.region)
    measure = speaker.measure(selection.measure.measure_id)
    years = sorted(
        {
            f.period.year
            for f in selection.series
            if f.period is not None and f.period.year is not None and f.status != "projected"
        }
    )
    questions = []
    if len(years) >= 3:
        questions.append(
            speaker.wording.say("ask_trend", measure=measure, subject=subject, year=str(years[0]))
        )
    lead = selection.lead
    if selection.measure.dimension in ("energy", "power") and lead.value is not None:
        questions.append(
            speaker.wording.say("ask_equivalent", quantity=f"{lead.value:,.6g} {lead.unit}")
        )
    return tuple(questions)
