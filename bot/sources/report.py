"""What changed between two generations, as lines and as JSON."""

from collections.abc import Iterator

from knowledge.changes import Changes
from knowledge.records import Figure, Quantity


def figure_line(figure: Figure) -> str:
    """Say a figure in one line: subject, measure, region, period, quantity, standing."""
    period = figure.period.text if figure.period else "undated"
    region = "" if figure.region == "world" else f" {figure.region}"
    return (
        f"{figure.subject_id} {figure.measure_id}{region} {period}: "
        f"{exact_quantity(figure.quantity)} ({figure.standing})"
    )


def exact_quantity(quantity: Quantity) -> str:
    """Say a quantity as published, unrounded."""
    value, unit = quantity.value, f" {quantity.unit}" if quantity.unit else ""
    if quantity.lower is None and quantity.upper is None:
        return f"{value:.12g}{unit}"
    low, high = ("?" if b is None else f"{b:.12g}" for b in (quantity.lower, quantity.upper))
    between = f"{low} to {high}{unit}"
    return between if value is None else f"{value:.12g} ({between})"


def changes_lines(changes: Changes) -> Iterator[str]:
    """Yield what changed, a figure a line, then the passages of each source."""
    if not changes:
        yield "nothing changed"
        return
    for figure in changes.new:
        yield f"+ {figure_line(figure)}"
    for figure in changes.gone:
        yield f"- {figure_line(figure)}"
    for pair in changes.values:
        yield f"~ {figure_line(pair.after)}, was {exact_quantity(pair.before.quantity)}"
    for changed in changes.standings:
        yield f"~ {figure_line(changed.figure)}, was {changed.before}"
    yield (
        f"{len(changes.new):,} new, {len(changes.gone):,} gone, {len(changes.values):,} with "
        f"another value, {len(changes.standings):,} with another standing"
    )
    for source_id, (before, after) in changes.passages.items():
        yield f"passages of {source_id}: {before:,} before, {after:,} now"
    for left in changes.unread:
        yield f"not read of {left.source_id}: {left.message.en}"


def changes_payload(changes: Changes) -> dict[str, object]:
    """Return what changed as JSON."""
    return {
        "new": [figure_payload(f) for f in changes.new],
        "gone": [figure_payload(f) for f in changes.gone],
        "changed_value": [
            {"before": figure_payload(v.before), "after": figure_payload(v.after)}
            for v in changes.values
        ],
        "changed_standing": [
            figure_payload(s.figure) | {"standing_before": s.before} for s in changes.standings
        ],
        "passages": {
            source_id: {"before": before, "after": after}
            for source_id, (before, after) in changes.passages.items()
        },
        "not_read": [
            {"source_id": left.source_id, "message": left.message.en} for left in changes.unread
        ],
    }


def figure_payload(figure: Figure) -> dict[str, object]:
    """Return a figure as the JSON of changes and previews tells it."""
    return {
        "figure_id": figure.figure_id,
        "source_id": figure.source_id,
        "subject_id": figure.subject_id,
        "measure_id": figure.measure_id,
        "region": figure.region,
        "period": figure.period.text if figure.period else None,
        "value": figure.value,
        "lower": figure.lower,
        "upper": figure.upper,
        "unit": figure.unit,
        "standing": figure.standing,
    }
