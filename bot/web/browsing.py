"""Views of what is known: subjects, countries, conflicts, misconceptions, what a search finds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer.composition import Speaker
from bot.numbers import format_quantity
from bot.reply import Engine
from bot.web.evidence import FigureLine, figure_line
from bot.web.links import ask_address, entity_address
from bot.web.prose import Linked
from bot.web.sparkline import Sparkline, sparkline_of
from index.protocols import Hit
from knowledge.marks import read_marks
from knowledge.records import Figure, Language, Misconception, Series

COUNTRY_MEASURES = (
    "electricity_demand", "electricity_demand_per_person", "carbon_intensity",
    "electricity_generation", "generation_solar", "generation_wind", "generation_nuclear",
    "generation_coal",
)  # fmt: skip
_MAX_QUESTIONS = 6
_CLASSES = 5
_APART = 1.05  # nearer than five percent is rounding more than disagreement


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
    """Lay out one subject: its usual measure first, then the longest. Raises NotKnownError."""
    name = speaker.vocabulary.subject(subject_id).names.in_(speaker.language)
    figures = speaker.knowledge.figures(subject_ids=(subject_id,))
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        key = (figure.measure_id, figure.region, figure.source_id, figure.scope)
        groups[key].append(figure)
    usual = speaker.vocabulary.subject(subject_id).measure
    ordered = sorted(
        groups.values(),
        key=lambda group: (group[0].measure_id != usual, -len(group), group[0].figure_id),
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
        latest=figure_line(_latest(group), speaker),
        trend=sparkline_of(group),
        n_figures=len(group),
        figures=tuple(figure_line(figure, speaker) for figure in newest),
    )


def _end(figure: Figure) -> str:
    return figure.period.end.isoformat() if figure.period else ""


def _latest(group: Sequence[Figure]) -> Figure:
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
        found.append(f"{name}の{measure}は?" if language == "ja" else f"{measure} of {name}")
        years = sorted(f.period.year for f in group if f.period and f.period.year)
        if len(set(years)) >= 5:
            found.append(
                f"{name}の{measure}は{years[0]}年からどう推移した?"
                if language == "ja"
                else f"how has the {measure} of {name} changed since {years[0]}?"
            )
    unique = list(dict.fromkeys(found))[:_MAX_QUESTIONS]
    return tuple(Linked(question, ask_address(question)) for question in unique)


@dataclass(frozen=True, slots=True)
class CountryLine:
    """One country's latest figure; `shade` is its class from 0 (least) to 4 (most)."""

    code: str
    name: str
    href: str
    figure_href: str
    value: str
    sort_value: float
    year: str
    trend: Sparkline | None
    shade: int


def country_measures(speaker: Speaker) -> tuple[tuple[str, str], ...]:
    """Return (id, name) of the measures that countries are shown by and that have figures."""
    held = {s.measure_id for s in speaker.knowledge.all_series() if _is_country(s)}
    return tuple((m, speaker.measure(m)) for m in COUNTRY_MEASURES if m in held)


def _is_country(series: Series) -> bool:
    return series.subject_id.startswith("country:") and len(series.subject_id) == 10


def country_lines(measure_id: str, speaker: Speaker) -> tuple[CountryLine, ...]:
    """List each country's latest figure of a measure, the greatest first."""
    by_country: dict[str, list[Figure]] = defaultdict(list)
    for figure in speaker.knowledge.figures(measure_ids=(measure_id,)):
        code = figure.subject_id.removeprefix("country:")
        is_own = figure.region == code and figure.value_si is not None
        if len(code) == 2 and is_own and speaker.vocabulary.region(code).kind != "group":
            by_country[code].append(figure)
    latest = {code: _latest(figures) for code, figures in by_country.items()}
    order = sorted(latest, key=lambda code: (-(latest[code].value_si or 0.0), code))
    return tuple(
        _country_line(latest[code], by_country[code], speaker, shade=_shade(at, len(order)))
        for at, code in enumerate(order)
    )


def _shade(at: int, n: int) -> int:
    """The class of the country at a place of the ranking; classes hold equally many."""
    return _CLASSES - 1 - at * _CLASSES // n


def _country_line(
    figure: Figure, figures: Sequence[Figure], speaker: Speaker, *, shade: int
) -> CountryLine:
    own = [f for f in figures if f.source_id == figure.source_id and f.scope == figure.scope]
    return CountryLine(
        code=figure.region,
        name=speaker.region(figure.region),
        href=entity_address("subject", figure.subject_id, speaker.language),
        figure_href=entity_address("figure", figure.figure_id, speaker.language),
        value=format_quantity(figure.quantity, unit=figure.unit, language=speaker.language),
        sort_value=figure.value_si or 0.0,
        year=figure.period.text if figure.period else "",
        trend=sparkline_of(own),
        shade=shade,
    )


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """Figures of different sources for one thing, and how many times the greatest is the least."""

    title: str
    period: str
    apart: float
    figures: tuple[FigureLine, ...]


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
    groups: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.value_si and figure.value_si > 0 and figure.standing != "superseded":
            groups[figure.period.text if figure.period else ""].append(figure)
    for period, group in groups.items():
        values = [figure.value_si or 0.0 for figure in group]
        apart = max(values) / min(values)
        if len({figure.source_id for figure in group}) > 1 and apart > _APART:
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


@dataclass(frozen=True, slots=True)
class MisconceptionView:
    """A popular misquotation, with links to the figures that speak against it."""

    href: str
    title: str
    verdict: str
    claims: tuple[str, ...]
    says: str
    answer: str
    figures: tuple[FigureLine, ...]


def misconception_views(speaker: Speaker) -> tuple[MisconceptionView, ...]:
    """Lay out every misconception, by title."""
    known = speaker.knowledge.misconceptions()
    views = [_misconception_view(m, speaker) for m in known]
    return tuple(sorted(views, key=lambda view: (view.title.casefold(), view.href)))


def misconception_view(identifier: str, speaker: Speaker) -> MisconceptionView | None:
    """Lay out one misconception; None where there is none of that id."""
    known = [m for m in speaker.knowledge.misconceptions() if m.misconception_id == identifier]
    return _misconception_view(known[0], speaker) if known else None


def _misconception_view(known: Misconception, speaker: Speaker) -> MisconceptionView:
    language = speaker.language
    return MisconceptionView(
        href=entity_address("misconception", known.misconception_id, language),
        title=known.title.in_(language),
        verdict=known.verdict,
        claims=known.claims_ja if language == "ja" else known.claims_en,
        says=read_marks(known.says.in_(language)).text,
        answer=read_marks(known.answer.in_(language)).text,
        figures=tuple(
            figure_line(speaker.knowledge.figure(figure_id), speaker)
            for figure_id in known.figure_ids
        ),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a search found."""

    kind: str
    href: str
    title: str
    text: str


def search_results(engine: Engine, query: str, speaker: Speaker, *, k: int) -> tuple[Found, ...]:
    """Search passages and figures, best first, those in the page's language before the others."""
    hits = sorted(engine.search(query, k=2 * k), key=lambda hit: hit.language != speaker.language)
    found: dict[str, Found] = {}
    for hit in hits:
        line = _found(hit, speaker)
        found.setdefault(line.href, line)
    return tuple(found.values())[:k]


def _found(hit: Hit, speaker: Speaker) -> Found:
    language: Language = speaker.language
    text = " ".join(hit.text.split())[:400]
    if hit.kind == "series":
        series = speaker.knowledge.series(hit.target_id)
        name = speaker.subject(series.subject_id, series.region)
        href = entity_address("subject", series.subject_id, language)
        return Found(hit.kind, href, f"{name} · {speaker.measure(series.measure_id)}", text)
    if hit.kind == "misconception":
        href = entity_address("misconception", hit.target_id, language)
        return Found(hit.kind, href, text[:120], text)
    return _found_text(hit, speaker, text)


def _found_text(hit: Hit, speaker: Speaker, text: str) -> Found:
    """A passage, or a sentence of one, whose id is the passage's with the span within it."""
    passage_id, _, span = hit.target_id.partition(":")
    passage = speaker.knowledge.passage(passage_id)
    source = speaker.knowledge.source(passage.source_id)
    at = ""
    if span:
        start, end = (passage.start + int(number) for number in span.split(":"))
        at = f"{start}-{end}"
    href = entity_address("passage", passage_id, speaker.language, at=at)
    return Found(hit.kind, href, f"{source.publisher}: {source.title}", text)
