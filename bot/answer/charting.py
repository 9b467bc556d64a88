"""What an answer's chart shows: bars of figures in one unit, or a series over years."""

from collections.abc import Sequence

from bot.answer.composition import Composer
from bot.answer.intervals import scaled
from bot.answer.records import Bar, Chart
from bot.answer.selection import Estimate
from knowledge.records import Figure
from knowledge.units import convert, convertible


def bar_chart(composer: Composer, figures: Sequence[Figure], unit: str) -> Chart:
    """Chart figures of one dimension as bars."""
    bars = [_bar(composer, figure, unit) for figure in figures]
    return _chart(composer, "bars", figures, unit, bars)


def estimate_chart(composer: Composer, estimates: Sequence[Estimate], unit: str) -> Chart:
    """Chart estimates, computed ones marked as such."""
    bars = [_estimate_bar(composer, estimate) for estimate in estimates]
    return _chart(composer, "bars", [e.figure for e in estimates], unit, bars)


def series_chart(composer: Composer, figures: Sequence[Figure], unit: str) -> Chart:
    """Chart figures over their years; the subject is the group, projections stand apart."""
    bars = [
        _bar(
            composer,
            figure,
            unit,
            label=str(figure.period.year),
            group=composer.speaker.subject(figure.subject_id, figure.region),
        )
        for figure in figures
        if figure.period is not None and figure.period.year is not None
    ]
    return _chart(composer, "series", figures, unit, bars)


def _bar(
    composer: Composer, figure: Figure, unit: str, *, label: str | None = None, group: str = ""
) -> Bar:
    shown = scaled(figure.quantity, convert(1.0, figure.unit, unit), unit=unit)
    return Bar(
        label=label or composer.speaker.subject(figure.subject_id, figure.region),
        value=shown.value,
        lower=shown.lower,
        upper=shown.upper,
        figure_id=figure.figure_id,
        note=composer.speaker.details(figure),
        projected=figure.status == "projected",
        group=group,
    )


def _estimate_bar(composer: Composer, estimate: Estimate) -> Bar:
    figure = estimate.figure
    derivation = estimate.derivation
    return Bar(
        label=composer.speaker.subject(figure.subject_id, figure.region),
        value=estimate.quantity.value,
        lower=estimate.quantity.lower,
        upper=estimate.quantity.upper,
        figure_id=None if derivation else figure.figure_id,
        derivation_id=derivation.derivation_id if derivation else None,
        note=composer.speaker.details(figure),
        projected=figure.status == "projected",
    )


def _chart(
    composer: Composer, kind: str, figures: Sequence[Figure], unit: str, bars: Sequence[Bar]
) -> Chart:
    speaker = composer.speaker
    publishers = dict.fromkeys(
        speaker.knowledge.source(figure.source_id).publisher for figure in figures
    )
    measures = dict.fromkeys(
        speaker.measure(figure.measure_id) for figure in figures if convertible(figure.unit, unit)
    )
    return Chart(
        kind="series" if kind == "series" else "bars",
        title=speaker.wording.say("list_separator").join(measures),
        unit=unit,
        bars=tuple(bars),
        source_line=speaker.wording.say(
            "chart_source", sources=speaker.wording.say("list_separator").join(publishers)
        ),
        language=speaker.language,
    )
