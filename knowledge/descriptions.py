"""Groups figures into series, and describes each series in both languages for retrieval."""

from collections.abc import Iterable

from knowledge.records import Bilingual, Figure, Series, Source, content_hash
from knowledge.words import Vocabulary


def group_series(figures: Iterable[Figure]) -> tuple[Series, ...]:
    """Group figures by subject, measure, region, scope and source; by series_id."""
    groups: dict[tuple[str, str, str, Bilingual, str], list[Figure]] = {}
    for figure in figures:
        if figure.standing in ("rejected", "superseded"):
            continue
        key = (
            figure.subject_id,
            figure.measure_id,
            figure.region,
            figure.scope,
            figure.source_id,
        )
        groups.setdefault(key, []).append(figure)
    series = [
        Series(
            series_id=content_hash("series", *key[:3], key[3].en, key[4]),
            subject_id=key[0],
            measure_id=key[1],
            region=key[2],
            scope=key[3],
            source_id=key[4],
            periods=tuple(
                dict.fromkeys(
                    f.period.text for f in sorted(members, key=_by_time) if f.period is not None
                )
            ),
        )
        for key, members in groups.items()
    ]
    return tuple(sorted(series, key=lambda s: s.series_id))


def _by_time(figure: Figure) -> tuple[str, str]:
    return (figure.period.end.isoformat() if figure.period else "", figure.figure_id)


def describe_series(series: Series, vocabulary: Vocabulary, source: Source) -> Bilingual:
    """Say what a series holds: "Argentina: electricity demand, 2000–2025 (Ember)"."""
    subject = vocabulary.subject(series.subject_id)
    measure = vocabulary.measure(series.measure_id)
    place = Bilingual()
    own = series.subject_id == f"country:{series.region}"
    if series.region != "world" and not own and vocabulary.has_region(series.region):
        names = vocabulary.region(series.region).names
        place = Bilingual(f", {names.en}", f"({names.ja})")
    periods = _periods(series)
    scope_en = f", {series.scope.en}" if series.scope.en else ""
    scope_ja = f"、{series.scope.in_('ja')}" if series.scope.en else ""
    return Bilingual(
        en=f"{subject.names.en}{place.en}: {measure.names.en}{scope_en}{periods} "
        f"({source.publisher})",
        ja=f"{subject.names.ja}{place.ja}の{measure.names.ja}{scope_ja}{periods}"
        f"({source.publisher})",
    )


def _periods(series: Series) -> str:
    if not series.periods:
        return ""
    first, last = series.periods[0], series.periods[-1]
    return f", {first}" if first == last else f", {first}–{last}"
