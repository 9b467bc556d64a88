"""What the page shows of one answer: a pure view of a reply, for the templates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from bot.answer.composition import Speaker
from bot.answer.records import STATED
from bot.numbers import format_quantity
from bot.reply import Reply, ShownSource
from bot.web.chart_view import ChartView, chart_view
from bot.web.links import ask_address, entity_address
from bot.web.page_words import page_words
from bot.web.prose import Linked, Piece, pieces_of, plain_text
from knowledge.records import Language, Quantity

MAX_CONTEXT = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: the question and the earlier ones, oldest first."""

    question: str
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One claim, and how it was judged (a check's only)."""

    pieces: tuple[Piece, ...]
    verdict: bool | None


@dataclass(frozen=True, slots=True)
class BigNumber:
    """The headline's number, its range, and beside it what a reader must know or how it came."""

    value: str
    spread: str
    about: str
    href: str


@dataclass(frozen=True, slots=True)
class Step:
    """One derivation: its arithmetic, the figures that went in, what was assumed."""

    identifier: str
    text: str
    inputs: tuple[Linked, ...]
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One numbered source with the address of the place that holds the words or the cell."""

    n: int
    publisher: str
    title: str
    published: str | None
    url: str
    words: str
    is_quote: bool
    tier: str
    href: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """Everything that the answer's template shows; no text holds markup."""

    answered: bool
    depends: bool
    kind: str
    language: Language
    asked: Asked
    title: str
    big: BigNumber | None
    worded: Line | None
    lines: tuple[Line, ...]
    chart: ChartView | None
    caveats: tuple[str, ...]
    conflicts: tuple[str, ...]
    steps: tuple[Step, ...]
    sources: tuple[SourceLine, ...]
    nearest: tuple[Linked, ...]
    follow_ups: tuple[Linked, ...]
    address: str
    other_address: str
    elapsed_ms: float


def answer_view(reply: Reply, asked: Asked, speaker: Speaker) -> AnswerView:
    """Lay out a reply. `speaker` names things in the reply's language."""
    shown, payload = reply.shown, cast("Mapping[str, Any]", reply.payload)
    language = shown.language
    other: Language = "en" if language == "ja" else "ja"
    chart_at = ask_address(
        asked.question, context=asked.context, language=language, path="/chart.FORM"
    )
    return AnswerView(
        answered=shown.answered,
        depends=bool(payload.get("headline", {}).get("depends")),
        kind=shown.kind,
        language=language,
        asked=asked,
        title=plain_text(shown.title),
        big=_big_number(payload, speaker) if shown.answered else None,
        worded=_line(shown.worded, payload["claims"][0], language) if shown.worded else None,
        lines=_lines(shown.headline, shown.lines, payload, language),
        chart=chart_view(shown.chart, chart_at) if shown.chart else None,
        caveats=tuple(plain_text(caveat) for caveat in shown.caveats),
        conflicts=tuple(plain_text(conflict) for conflict in shown.conflicts),
        steps=_steps(payload, speaker),
        sources=tuple(_source(source, payload, language) for source in shown.sources),
        nearest=tuple(Linked(q, ask_address(q, language=language)) for q in shown.nearest),
        follow_ups=tuple(
            Linked(q, ask_address(q, context=next_context(asked), language=language))
            for q in shown.follow_ups
        ),
        address=ask_address(asked.question, context=asked.context, language=language),
        other_address=ask_address(asked.question, context=asked.context, language=other),
        elapsed_ms=float(payload.get("elapsed_ms", 0.0)),
    )


def next_context(asked: Asked) -> tuple[str, ...]:
    """Return the earlier questions that a follow-up brings, oldest first."""
    return (*asked.context, asked.question)[-MAX_CONTEXT:]


def _lines(
    headline: str, lines: Sequence[str], payload: Mapping[str, Any], language: Language
) -> tuple[Line, ...]:
    claims = payload.get("claims") or [{}] * (1 + len(lines))
    return tuple(
        _line(text, claim, language) for text, claim in zip((headline, *lines), claims, strict=True)
    )


def _line(text: str, claim: Mapping[str, Any], language: Language) -> Line:
    links = _links(claim.get("numbers", ()), language)
    return Line(pieces=pieces_of(text, links), verdict=claim.get("verdict"))


def _links(numbers: Sequence[Mapping[str, Any]], language: Language) -> list[Linked]:
    return [Linked(n["text"], href) for n in numbers if (href := _number_href(n, language))]


def _number_href(number: Mapping[str, Any], language: Language) -> str:
    if number["figure_id"]:
        return entity_address("figure", number["figure_id"], language)
    return f"#{number['derivation']}" if number["derivation"] else ""


def _big_number(payload: Mapping[str, Any], speaker: Speaker) -> BigNumber | None:
    """The headline's number in large; none where it is bare or a judgement leads.

    Where the answer depends on what is meant, or ranges overlap, no single number may lead.
    """
    headline = payload["headline"]
    numbers = payload["claims"][0]["numbers"]
    given = ("value", "lower", "upper", "unit")
    main = next((n for n in numbers if all(n[g] == headline[g] for g in given)), None)
    if main is None or headline["unit"] is None or not _number_href(main, speaker.language):
        return None
    if payload["kind"] in ("check", "explanation"):
        return None
    if headline["depends"]:
        return _undecided(main, payload, speaker)
    value, lower, upper, unit = (headline[g] for g in given)
    spread = value is not None and lower is not None and upper is not None
    bounds = (None, None) if spread else (lower, upper)
    return BigNumber(
        value=_worded(Quantity(value, unit, *bounds), speaker),
        spread=_worded(Quantity(None, unit, lower, upper), speaker) if spread else "",
        about=_about(main, payload, speaker),
        href=_number_href(main, speaker.language),
    )


def _undecided(main: Mapping[str, Any], payload: Mapping[str, Any], speaker: Speaker) -> BigNumber:
    """Say that it depends, and between what the ratios of all readings lie."""
    readings = list(_readings(payload["claims"], main))
    bounds = [n[b] for n in readings for b in ("lower", "value", "upper") if n[b] is not None]
    between = Quantity(None, main["unit"], min(bounds), max(bounds)) if bounds else None
    is_one = len(readings) == 1
    return BigNumber(
        value=page_words(speaker.language)["depends"],
        spread=_worded(between, speaker) if between and min(bounds) < max(bounds) else "",
        about=_about(main, payload, speaker) if is_one else "",
        href="",
    )


def _readings(
    claims: Sequence[Mapping[str, Any]], main: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """Yield the ratios of the headline and of the claims that follow it at once."""
    for claim in claims:
        first = claim["numbers"][0] if claim["numbers"] else None
        if first is None or first["derivation"] is None or first["unit"] != main["unit"]:
            return
        yield first


def _worded(quantity: Quantity, speaker: Speaker) -> str:
    return format_quantity(quantity, unit=quantity.unit, language=speaker.language)


def _about(number: Mapping[str, Any], payload: Mapping[str, Any], speaker: Speaker) -> str:
    if number["figure_id"]:
        figure = speaker.knowledge.figure(number["figure_id"])
        name = speaker.subject(figure.subject_id, figure.region)
        return f"{name} · {speaker.details(figure)}"
    derived = {d["id"]: d for d in payload["derivations"]}
    named = number["derivation"]
    return f"{derived[named]['steps']} · {_times(named, derived, speaker)}".removesuffix(" · ")


def _times(named: str, derived: Mapping[str, Any], speaker: Speaker) -> str:
    """Name the periods of every figure that went into a derivation, in order of time."""
    waiting, found = [named], set()
    while waiting:
        identifier = waiting.pop()
        if identifier in derived:
            waiting += derived[identifier]["inputs"]
        elif identifier != STATED and (period := speaker.knowledge.figure(identifier).period):
            found.add(period)
    return speaker.wording.say("list_separator").join(
        dict.fromkeys(speaker.period(period.text) for period in sorted(found))
    )


def _steps(payload: Mapping[str, Any], speaker: Speaker) -> tuple[Step, ...]:
    derivations = payload.get("derivations", ())
    results = {d["id"]: _worded(_result(d), speaker) for d in derivations}
    return tuple(
        Step(
            identifier=d["id"],
            text=f"{d['steps']} = {results[d['id']]}",
            inputs=tuple(_input(i, results, speaker) for i in dict.fromkeys(d["inputs"])),
            assumptions=tuple(d["assumptions"]),
        )
        for d in derivations
    )


def _result(derivation: Mapping[str, Any]) -> Quantity:
    return Quantity(
        derivation["value"], derivation["unit"], derivation["lower"], derivation["upper"]
    )


def _input(identifier: str, results: Mapping[str, str], speaker: Speaker) -> Linked:
    """Name what went into a derivation: a figure, an earlier step, or what the question states."""
    if identifier == STATED:
        return Linked(page_words(speaker.language)["from_question"], "")
    if identifier in results:
        return Linked(results[identifier], f"#{identifier}")
    return _figure_link(identifier, speaker)


def _figure_link(figure_id: str, speaker: Speaker) -> Linked:
    figure = speaker.knowledge.figure(figure_id)
    name = speaker.subject(figure.subject_id, figure.region)
    text = f"{name}: {_worded(figure.quantity, speaker)} ({speaker.details(figure)})"
    return Linked(text, entity_address("figure", figure_id, speaker.language))


def _source(source: ShownSource, payload: Mapping[str, Any], language: Language) -> SourceLine:
    cited = next(c for c in payload["citations"] if c["n"] == source.n)
    if source.figure_id:
        href = entity_address("figure", source.figure_id, language)
    else:
        span = cited["locator"]
        at = f"{span['start']}-{span['end']}" if "start" in span else ""
        href = entity_address("passage", cited["passage_id"], language, at=at)
    return SourceLine(
        n=source.n,
        publisher=plain_text(source.publisher),
        title=plain_text(source.title),
        published=source.published,
        url=safe_url(source.link),
        words=plain_text(source.quote or source.cell or ""),
        is_quote=bool(source.quote),
        tier=source.tier,
        href=href,
    )


def safe_url(url: str) -> str:
    """Return an address that a link may carry: http and https only; others lead nowhere."""
    return url if url.startswith(("http://", "https://")) else ""
