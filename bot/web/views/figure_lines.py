"""A figure as one line of a list, and its value with all its digits."""

from dataclasses import dataclass

from bot.answer.composition import Speaker
from bot.numbers import format_quantity
from bot.web.links import entity_address
from knowledge.records import Figure

_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure in a list."""

    href: str
    name: str
    measure: str
    value: str
    details: str
    publisher: str
    standing: str
    is_leading: bool


def published_text(figure: Figure) -> str:
    """Return the value with all its digits and its unit, as published."""
    marks = {"about": "≈ ", "over": "> ", "under": "< ", "at_least": "≥ ", "at_most": "≤ "}
    mark = marks.get(figure.qualifier, "")
    if figure.value is None:
        return f"{spread_text(figure)} {figure.unit}"
    return f"{mark}{exact(figure.value)} {figure.unit}"


def spread_text(figure: Figure) -> str:
    """Return the published bounds; nothing where there are none."""
    if figure.lower is not None and figure.upper is not None:
        return f"{exact(figure.lower)} – {exact(figure.upper)}"
    if figure.lower is not None:
        return f"≥ {exact(figure.lower)}"
    return f"≤ {exact(figure.upper)}" if figure.upper is not None else ""


def exact(value: float) -> str:
    """Write a number with all its digits, thousands apart; very large and small ones by power."""
    if value and not 1e-4 <= abs(value) < 1e15:
        digits, _, power = f"{value:.12e}".partition("e")
        shown = digits.rstrip("0").rstrip(".")
        return f"{shown} × 10{str(int(power)).translate(_RAISED)}"
    whole, _, rest = f"{value:.12f}".rstrip("0").rstrip(".").partition(".")
    return f"{int(whole):,}{'.' + rest if rest else ''}" if whole not in ("", "-0") else f"{value}"


def figure_line(figure: Figure, speaker: Speaker, *, is_leading: bool = False) -> FigureLine:
    """Lay out a figure for a list."""
    source = speaker.knowledge.source(figure.source_id)
    return FigureLine(
        href=entity_address("figure", figure.figure_id, speaker.language),
        name=speaker.subject(figure.subject_id, figure.region),
        measure=speaker.measure(figure.measure_id),
        value=format_quantity(figure.quantity, unit=figure.unit, language=speaker.language),
        details=speaker.details(figure),
        publisher=source.reports or source.publisher,
        standing=figure.standing,
        is_leading=is_leading,
    )
