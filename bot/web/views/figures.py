"""Everything that is known of one figure."""

from dataclasses import dataclass

from bot.answer.composition import Speaker
from bot.web.answer_view import safe_url
from bot.web.links import entity_address
from bot.web.sparkline import Sparkline, sparkline_of
from bot.web.views.cells import Cell, figure_table
from bot.web.views.documents import Marked, marked_words
from bot.web.views.figure_lines import FigureLine, exact, figure_line, published_text, spread_text
from knowledge.records import Figure, Source
from knowledge.units import base_unit, dimension_of, to_base

MAX_LISTED = 100


@dataclass(frozen=True, slots=True)
class FigureView:
    """Everything that is known of one figure."""

    figure: Figure
    source: Source
    source_url: str
    source_href: str
    subject: str
    subject_href: str
    measure: str
    period: str
    region: str
    value: str
    spread: str
    scope: str
    caveat: str
    base: str
    factor: str
    table: tuple[tuple[Cell, ...], ...]
    marked: Marked | None
    others: tuple[FigureLine, ...]
    trend: Sparkline | None


def figure_view(figure_id: str, speaker: Speaker) -> FigureView:
    """Lay out one figure. Raises NotKnownError."""
    knowledge, language = speaker.knowledge, speaker.language
    figure = knowledge.figure(figure_id)
    source = knowledge.source(figure.source_id)
    return FigureView(
        figure=figure,
        source=source,
        source_url=safe_url(source.url),
        source_href=entity_address("source", source.source_id, language),
        subject=speaker.subject(figure.subject_id, figure.region),
        subject_href=entity_address("subject", figure.subject_id, language),
        measure=speaker.measure(figure.measure_id),
        period=speaker.period(figure.period.text if figure.period else None),
        region=speaker.region(figure.region),
        value=published_text(figure),
        spread=spread_text(figure),
        scope=figure.scope.in_(language),
        caveat=figure.caveat.in_(language),
        base=_base(figure),
        factor=_factor(figure),
        table=figure_table(figure, speaker),
        marked=marked_words(figure, speaker) if figure.locator.start is not None else None,
        others=_others(figure, speaker),
        trend=_trend(figure, speaker),
    )


def _base(figure: Figure) -> str:
    unit = base_unit(dimension_of(figure.unit))
    if figure.value_si is None or unit == figure.unit:
        return ""
    return f"{exact(figure.value_si)} {unit}"


def _factor(figure: Figure) -> str:
    unit = base_unit(dimension_of(figure.unit))
    return exact(to_base(1.0, figure.unit)) if unit != figure.unit else ""


def _others(figure: Figure, speaker: Speaker) -> tuple[FigureLine, ...]:
    """The figures of other sources for the same subject, measure, region and period."""
    same = speaker.knowledge.figures(
        subject_ids=(figure.subject_id,),
        measure_ids=(figure.measure_id,),
        regions=(figure.region,),
        periods=(figure.period.text,) if figure.period else (),
    )
    others = [f for f in same if f.figure_id != figure.figure_id]
    return tuple(figure_line(f, speaker) for f in others[:MAX_LISTED])


def _trend(figure: Figure, speaker: Speaker) -> Sparkline | None:
    kin = speaker.knowledge.figures(
        subject_ids=(figure.subject_id,),
        measure_ids=(figure.measure_id,),
        regions=(figure.region,),
        source_ids=(figure.source_id,),
    )
    return sparkline_of([f for f in kin if f.scope == figure.scope], marked=figure)
