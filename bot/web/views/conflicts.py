"""Where sources disagree."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer.composition import Speaker
from bot.web.views.figure_lines import FigureLine, figure_line
from knowledge.records import Figure
from knowledge.units import dimension_of

_APART = 1.05  # nearer than five percent is rounding more than disagreement


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """Figures of different sources for one thing, and how many times the greatest is the least."""

    title: str
    period: str
    apart: float
    figures: tuple[FigureLine, ...]

    @property
    def factor(self) -> str:
        """How many times, with three digits and no power of ten."""
        return f"{self.apart:,.0f}" if self.apart >= 100 else f"{self.apart:.3g}"


def conflict_lines(speaker: Speaker) -> tuple[ConflictLine, ...]:
    """List where sources differ by more than five percent, the widest first."""
    sources: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for series in speaker.knowledge.all_series():
        sources[series.subject_id, series.measure_id, series.region].add(series.source_id)
    lines: list[ConflictLine] = []
    for (subject_id, measure_id, region), names in sorted(sources.items()):
        if len(names) > 1:
            figures = speaker.knowledge.figures(
                subject_ids=(subject_id,), measure_ids=(measure_id,), regions=(region,)
            )
            lines += _disagreements(figures, speaker)
    return tuple(sorted(lines, key=lambda line: (-line.apart, line.title, line.period)))


def _disagreements(figures: Sequence[Figure], speaker: Speaker) -> Iterable[ConflictLine]:
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.value_si and figure.value_si > 0 and figure.standing != "superseded":
            groups[figure.period.text if figure.period else "", _whole(figure)].append(figure)
    for (period, _), group in groups.items():
        values = [figure.value_si or 0.0 for figure in group]
        apart = max(values) / min(values)
        publishers = {_publisher(figure, speaker) for figure in group}
        if len(publishers) > 1 and apart > _APART:
            first = group[0]
            name = speaker.subject(first.subject_id, first.region)
            yield ConflictLine(
                title=f"{name} · {speaker.measure(first.measure_id)}",
                period=speaker.period(period or None),
                apart=apart,
                figures=tuple(
                    figure_line(f, speaker, is_leading=at == 0) for at, f in enumerate(group)
                ),
            )


def _publisher(figure: Figure, speaker: Speaker) -> str:
    """Who says it: an agency's scenarios, or its older reports, do not disagree with each other."""
    source = speaker.knowledge.source(figure.source_id)
    return source.reports or source.publisher


def _whole(figure: Figure) -> str:
    """What a share is a share of, which its scope says; nothing for other quantities."""
    return figure.scope.en if dimension_of(figure.unit) == "share" else ""
