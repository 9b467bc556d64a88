"""Which part of a place's electricity comes from one source of power, in a year or over years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answer.charting import bar_chart
from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.intervals import combined, low, plain, ratio, scaled
from bot.answer.question import Topic
from bot.answer.records import Answer, Chart, Derivation, Number
from bot.answer.selection import Missing, Selection
from knowledge.records import Figure, Period, Quantity

RENEWABLE = "generation_renewable"
_LEAST_SHARE = 0.05  # percent; what is less is left out of a mix
_SOURCES = ("coal", "gas", "oil", "nuclear", "hydro", "wind", "solar", "bioenergy")
MIX = (*(f"generation_{source}" for source in _SOURCES), "generation_other_renewables")
# Shares of whose electricity comes from a source of power: a country's are of its generation.
GENERATION_OF = {
    "sustainable_share": RENEWABLE,
    RENEWABLE: RENEWABLE,
    "coal_share": "generation_coal",
    "gas_share": "generation_gas",
}
_GENERATION = "electricity_generation"
_RENEWABLES = ("hydro", "wind", "solar", "bioenergy", "other_renewables")
_OF = {RENEWABLE: tuple(f"generation_{source}" for source in _RENEWABLES)}


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of one year: those of the source of power, and the whole generation.

    `missing` are sources that belong to it and have no figure of their own.
    """

    figures: tuple[Figure, ...]
    whole: Figure
    missing: tuple[str, ...] = ()

    @property
    def amount(self) -> Quantity:
        """What the source generates, added up where it is several."""
        return combined([f.quantity for f in self.figures])

    @property
    def share(self) -> Quantity | None:
        """Its percentage of the whole."""
        quotient = ratio(self.amount, self.whole.quantity)
        return None if quotient is None else scaled(quotient, 100.0, unit="%")

    def derive_share(self, composer: Composer) -> Derivation:
        """Add the arithmetic of the share to an answer."""
        share = self.share
        assert share is not None  # parts without one are left out when they are found
        inputs = [f.figure_id for f in (*self.figures, self.whole)]
        added = " + ".join(plain(f.quantity) for f in self.figures)
        above = f"({added})" if len(self.figures) > 1 else added
        return composer.derive("share", inputs, f"{above} ÷ {plain(self.whole.quantity)}", share)

    @property
    def year(self) -> str:
        """The period of the figures."""
        return self.whole.period.text if self.whole.period else ""


def find_part(
    place: Topic, measure_id: str, finder: FigureFinder, *, period: Period | None
) -> Part | Missing:
    """Find the figures of a year; without one, of the latest that has them all."""
    whole = finder.find(place, measure_id=_GENERATION, period=period)
    if isinstance(whole, Missing) or whole.measure.measure_id != _GENERATION:
        available = () if isinstance(whole, Selection) else whole.available
        return Missing(place, "period" if available else "measure", measure_id, available)
    sources = _OF.get(measure_id, (measure_id,))
    figures: dict[str, Figure] = {}
    for source in sources:
        found = finder.find(place, measure_id=source, period=whole.lead.period)
        if isinstance(found, Selection) and found.measure.measure_id == source:
            figures[source] = found.lead
    if len(figures) <= len(sources) / 2 or {f.unit for f in figures.values()} != {whole.lead.unit}:
        return Missing(place, "measure", measure_id)
    missing = tuple(s for s in sources if s not in figures)
    part = Part(tuple(figures.values()), whole.lead, missing)
    if part.share is None:
        return Missing(place, "measure", measure_id)
    return part


def find_parts(
    place: Topic, measure_ids: Sequence[str], finder: FigureFinder, *, period: Period | None
) -> Part | None:
    """Find what several sources of power are together of a year's generation; None without one."""
    found = [find_part(place, m, finder, period=period) for m in measure_ids]
    parts = [part for part in found if isinstance(part, Part)]
    if len(parts) < len(found) or len({part.whole.figure_id for part in parts}) != 1:
        return None
    missing = tuple(m for part in parts for m in part.missing)
    return Part(tuple(f for part in parts for f in part.figures), parts[0].whole, missing)


def parts_of_year(measure_id: str, year: int, finder: FigureFinder) -> dict[str, Part]:
    """The parts of all countries in a year, by their codes, read at once."""
    sources = _OF.get(measure_id, (measure_id,))
    of_source: dict[str, dict[str, Figure]] = {}
    for name in (_GENERATION, *sources):
        for figure in finder.knowledge.figures(measure_ids=(name,), periods=(str(year),)):
            if figure.standing not in ("preferred", "ok") or figure.status == "projected":
                continue
            if figure.subject_id == f"country:{figure.region}":
                of_source.setdefault(figure.region, {}).setdefault(name, figure)
    parts = {}
    for code, figures in of_source.items():
        found = [figures[name] for name in sources if name in figures]
        whole = figures.get(_GENERATION)
        country = finder.vocabulary.region(code).kind in ("country", "territory")
        if whole is None or not country or len(found) <= len(sources) / 2:
            continue
        part = Part(tuple(found), whole)
        if part.share is not None and {f.unit for f in found} == {whole.unit}:
            parts[code] = part
    return parts


def answer_generation_share(
    place: Topic, measure_id: str, part: Part, composer: Composer, *, follow_ups: Sequence[str] = ()
) -> Answer:
    """State which share of a place's generation comes from one source of power."""
    label = composer.speaker.measure(measure_id)
    state_part(place, label, part, composer, template="headline_share_generation")
    return composer.answer(
        "share", _interpretation(place, measure_id, [part], composer), follow_ups=follow_ups
    )


def renewables_among(sources: Sequence[str]) -> list[str]:
    """The sources that are parts of the renewables, where these are named beside them alone."""
    others = [source for source in sources if source != RENEWABLE]
    among = RENEWABLE in sources and all(source in _OF[RENEWABLE] for source in others)
    return others if among else []


def answer_part_of_renewables(
    place: Topic, sources: Sequence[str], part: Part, composer: Composer
) -> Answer:
    """State which share of a place's renewable generation comes from some of its sources."""
    speaker = composer.speaker
    own = tuple(f for f in part.figures if f.measure_id in sources)
    amount, whole = (
        combined([f.quantity for f in own]),
        amount_number("whole", part.figures, composer),
    )
    quotient = ratio(amount, whole.quantity)
    assert quotient is not None  # a part without generation is found missing
    share = scaled(quotient, 100.0, unit="%")
    inputs = [*(f.figure_id for f in own), whole.derivation_id or part.figures[0].figure_id]
    steps = f"{' + '.join(plain(f.quantity) for f in own)} ÷ {plain(whole.quantity)}"
    derived = composer.derive("share", inputs, f"{steps}", share)
    label = speaker.wording.say("list_and").join(map(speaker.measure, sources))
    composer.claim(
        "headline_share_renewables",
        [
            Number("share", derived.result, None, derived.derivation_id),
            amount_number("part", own, composer),
            whole,
        ],
        cites=[composer.cite_figure(f) for f in part.figures],
        subject=speaker.subject(place.subject_id, place.region),
        measure=label,
        renewables=speaker.measure(RENEWABLE),
        details=speaker.details(part.whole),
    )
    if part.missing:
        named = speaker.wording.say("list_separator").join(map(speaker.measure, part.missing))
        composer.caveat(speaker.wording.say("caveat_sources_missing", sources=named))
    return composer.answer(
        "share",
        speaker.wording.say(
            "interpretation",
            subjects=speaker.subject(place.subject_id, place.region),
            measure=speaker.wording.say("part_of_renewables", sources=label),
            period=speaker.period(part.year),
        ),
    )


def answer_sources(
    place: Topic, parts: Mapping[str, Part], composer: Composer, *, together: bool
) -> Answer:
    """State the shares of several sources of power in one year, the largest first.

    `together` adds them up before that: “wind and solar”.
    """
    speaker = composer.speaker
    ordered = sorted(parts.items(), key=lambda item: (-low(_share_of(item[1])), item[0]))
    shown = [item for item in ordered if together or low(_share_of(item[1])) >= _LEAST_SHARE]
    if together:
        whole = shown[0][1].whole
        figures = tuple(f for part in parts.values() for f in part.figures)
        names = speaker.wording.say("list_and").join(speaker.measure(m) for m in parts)
        state_part(place, names, Part(figures, whole), composer, template="headline_share_sources")
    for at, (measure_id, part) in enumerate(shown):
        headline = at == 0 and not together
        template = "headline_share_generation" if headline else "line_share_generation"
        state_part(place, speaker.measure(measure_id), part, composer, template=template)
    named = [speaker.measure(m) for m in parts] if together else [speaker.wording.say("mix")]
    return composer.answer(
        "share",
        speaker.wording.say(
            "interpretation",
            subjects=speaker.subject(place.subject_id, place.region),
            measure=speaker.wording.say("list_separator").join(named),
            period=speaker.period(shown[0][1].year),
        ),
        chart=_mix_chart([part for _, part in shown], composer),
    )


def _share_of(part: Part) -> Quantity:
    share = part.share
    assert share is not None  # parts without one are left out when they are found
    return share


def _mix_chart(parts: Sequence[Part], composer: Composer) -> Chart | None:
    figures = [f for part in parts for f in part.figures]
    composer.label_apart(figures)
    return bar_chart(composer, figures, parts[0].whole.unit)


def answer_generation_trend(
    place: Topic, measure_id: str, parts: tuple[Part, Part], composer: Composer
) -> Answer:
    """State how the share changed between two years, both shown with what they are made of."""
    first, last = parts
    speaker = composer.speaker
    shares = [part.derive_share(composer) for part in parts]
    rises = low(shares[1].result) >= low(shares[0].result)
    composer.claim(
        "headline_share_rose" if rises else "headline_share_fell",
        [
            Number("first", shares[0].result, None, shares[0].derivation_id),
            Number("last", shares[1].result, None, shares[1].derivation_id),
        ],
        cites=[composer.cite_figure(f) for part in parts for f in (*part.figures, part.whole)],
        subject=speaker.subject(place.subject_id, place.region),
        source=speaker.measure(measure_id),
        start=speaker.period(first.year),
        end=speaker.period(last.year),
    )
    for part, share in zip(parts, shares, strict=True):
        label = speaker.measure(measure_id)
        state_part(place, label, part, composer, template="line_share_generation", share=share)
    return composer.answer("trend", _interpretation(place, measure_id, parts, composer))


def state_part(
    place: Topic,
    label: str,
    part: Part,
    composer: Composer,
    *,
    template: str,
    share: Derivation | None = None,
) -> None:
    """State a part with its amount and the whole, in the words of a template."""
    speaker = composer.speaker
    share = share or part.derive_share(composer)
    numbers = [
        Number("share", share.result, None, share.derivation_id),
        amount_number("part", part.figures, composer),
        Number("whole", part.whole.quantity, part.whole.figure_id),
    ]
    composer.claim(
        template,
        numbers,
        cites=[composer.cite_figure(f) for f in (*part.figures, part.whole)],
        subject=speaker.subject(place.subject_id, place.region),
        measure=label,
        details=speaker.details(part.whole),
    )
    composer.figure_caveat(part.whole)
    if part.missing:
        named = speaker.wording.say("list_separator").join(map(speaker.measure, part.missing))
        composer.caveat(speaker.wording.say("caveat_sources_missing", sources=named))


def amount_number(name: str, figures: Sequence[Figure], composer: Composer) -> Number:
    """Return the number of one figure, or of the sum of several with its arithmetic."""
    if len(figures) == 1:
        return Number(name, figures[0].quantity, figures[0].figure_id)
    steps = " + ".join(plain(f.quantity) for f in figures)
    amount = combined([f.quantity for f in figures])
    added = composer.derive("sum", [f.figure_id for f in figures], steps, amount)
    return Number(name, added.result, None, added.derivation_id)


def _interpretation(
    place: Topic, measure_id: str, parts: Sequence[Part], composer: Composer
) -> str:
    speaker = composer.speaker
    years = dict.fromkeys(speaker.period(part.year) for part in parts)
    return speaker.wording.say(
        "interpretation",
        subjects=speaker.subject(place.subject_id, place.region),
        measure=speaker.wording.say("share_of_generation", source=speaker.measure(measure_id)),
        period=speaker.wording.say("list_separator").join(years),
    )
