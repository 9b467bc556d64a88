"""One figure with everything that is known of it, for people and programs."""

from knowledge.protocols import Knowledge


def figure_view(knowledge: Knowledge, figure_id: str) -> dict[str, object]:
    """Return a figure's fields and its source's, in reading order. Raises NotKnownError."""
    figure = knowledge.figure(figure_id)
    source = knowledge.source(figure.source_id)
    return {
        "figure_id": figure.figure_id,
        "key": figure.key,
        "subject_id": figure.subject_id,
        "measure_id": figure.measure_id,
        "region": figure.region,
        "period": figure.period.text if figure.period else None,
        "value": figure.value,
        "lower": figure.lower,
        "upper": figure.upper,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "status": figure.status,
        "scope": figure.scope.en,
        "standing": figure.standing,
        "quote": figure.quote,
        "locator": figure.locator.told(),
        "caveat": figure.caveat.en,
        "method": figure.method,
        "source_id": source.source_id,
        "title": source.title,
        "publisher": source.publisher,
        "reports": source.reports,
        "published": source.published,
        "retrieved": source.retrieved,
        "tier": source.tier,
        "licence": source.licence,
        "url": source.url,
    }
