"""Knowledge as open formats: CSV with a Frictionless data package, CSL-JSON, ClaimReview, PROV."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.marks import read_marks
from knowledge.protocols import Knowledge
from knowledge.records import LANGUAGES, Figure, Misconception, Source

FIGURE_FIELDS: tuple[tuple[str, str], ...] = (
    ("figure_id", "string"), ("key", "string"), ("subject_id", "string"), ("measure_id", "string"),
    ("region", "string"), ("period", "string"), ("value", "number"), ("lower", "number"),
    ("upper", "number"), ("unit", "string"), ("qualifier", "string"), ("status", "string"),
    ("scope_en", "string"), ("scope_ja", "string"), ("standing", "string"), ("method", "string"),
    ("confidence", "number"), ("source_id", "string"), ("locator", "string"), ("quote", "string"),
    ("published", "string"), ("retrieved", "string"), ("caveat_en", "string"),
    ("caveat_ja", "string"), ("reason", "string"),
)  # fmt: skip
_CSL_TYPES = {
    "article": "article", "report": "report", "paper": "article-journal", "dataset": "dataset",
    "filing": "report", "press-release": "article", "blog": "post-weblog",
    "column": "article-newspaper", "statement": "document",
}  # fmt: skip
_RATINGS = {"false": (1, "False"), "misquoted": (2, "Misquoted"), "outdated": (2, "Outdated"),
            "disputed": (3, "Disputed")}  # fmt: skip


def export_knowledge(knowledge: Knowledge, folder: Path) -> tuple[str, ...]:
    """Write figures.csv, datapackage.json, sources.csl.json and claimreviews.json; name them.

    Rejected figures are left out. Order is that of the knowledge, so that two exports of one
    generation are the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sources = knowledge.sources()
    with (folder / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([name for name, _ in FIGURE_FIELDS])
        writer.writerows(figure_row(figure) for figure in knowledge.figures())
    for name, content in (
        ("datapackage.json", data_package(sources)),
        ("sources.csl.json", [csl_item(source) for source in sources]),
        ("claimreviews.json", list(claim_reviews(knowledge.misconceptions()))),
    ):
        text = json.dumps(content, ensure_ascii=False, indent=2)
        (folder / name).write_text(text + "\n", encoding="utf-8")
    return ("figures.csv", "datapackage.json", "sources.csl.json", "claimreviews.json")


def figure_row(figure: Figure) -> list[object]:
    """Return a figure as a row of figures.csv, in the order of FIGURE_FIELDS."""
    held: dict[str, object] = {
        "period": figure.period.text if figure.period else "",
        "scope_en": figure.scope.en,
        "scope_ja": figure.scope.ja,
        "caveat_en": figure.caveat.en,
        "caveat_ja": figure.caveat.ja,
        "locator": locator_text(figure),
    }
    return [held[n] if n in held else getattr(figure, n) for n, _ in FIGURE_FIELDS]


def locator_text(figure: Figure) -> str:
    """Say where a figure stands: `table=a.csv;row=3;column=value`."""
    return ";".join(f"{name}={value}" for name, value in figure.locator.told().items())


def data_package(sources: Iterable[Source]) -> dict[str, object]:
    """Return the Frictionless description of figures.csv, with every source and its licence."""
    return {
        "name": "kilowit-figures",
        "title": "Figures on energy, each with its source",
        "profile": "tabular-data-package",
        "sources": [{"title": f"{s.publisher}: {s.title}", "path": s.url} for s in sources],
        "resources": [
            {
                "name": "figures",
                "path": "figures.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [{"name": n, "type": kind} for n, kind in FIGURE_FIELDS],
                    "primaryKey": "figure_id",
                    "missingValues": [""],
                },
            }
        ],
    }


def csl_item(source: Source) -> dict[str, object]:
    """Return a source as a CSL-JSON item."""
    item: dict[str, object] = {
        "id": source.source_id,
        "type": _CSL_TYPES.get(source.kind, "document"),
        "title": source.title,
        "publisher": source.publisher,
        "URL": source.url,
        "language": source.language,
        "note": source.licence,
    }
    for name, text in (("issued", source.published), ("accessed", source.retrieved)):
        parts = [int(p) for p in (text or "").split("-") if p.isdecimal()]
        if parts:
            item[name] = {"date-parts": [parts]}
    return item


def claim_reviews(misconceptions: Iterable[Misconception]) -> Iterator[dict[str, object]]:
    """Yield each misconception as schema.org ClaimReview, in each language."""
    for known in misconceptions:
        rating, name = _RATINGS[known.verdict]
        for language in LANGUAGES:
            claims = known.claims_ja if language == "ja" else known.claims_en
            yield {
                "@context": "https://schema.org",
                "@type": "ClaimReview",
                "@id": f"kilowit:misconception/{known.misconception_id}/{language}",
                "inLanguage": language,
                "claimReviewed": claims[0] if claims else known.title.in_(language),
                "reviewBody": read_marks(known.answer.in_(language)).text,
                "author": {"@type": "Organization", "name": "kilowit"},
                "reviewRating": {
                    "@type": "Rating",
                    "ratingValue": rating,
                    "worstRating": 1,
                    "bestRating": 5,
                    "alternateName": name,
                },
            }


def provenance(knowledge: Knowledge, figure_id: str) -> dict[str, object]:
    """Return one figure's chain as W3C PROV-JSON: figure, its place, its source, who published it.

    Raises:
        NotKnownError: there is no such figure.
    """
    figure = knowledge.figure(figure_id)
    source = knowledge.source(figure.source_id)
    number, place = f"kw:figure/{figure.figure_id}", f"kw:place/{figure.figure_id}"
    work, publisher = f"kw:source/{source.source_id}", f"kw:publisher/{source.source_id}"
    reading = f"kw:reading/{figure.figure_id}"
    quote = {"prov:value": figure.quote} if figure.quote else {}
    return {
        "prefix": {"kw": "https://kilowit.example/", "prov": "http://www.w3.org/ns/prov#"},
        "entity": {
            number: {
                "prov:type": "kw:Figure", "kw:subject": figure.subject_id,
                "kw:measure": figure.measure_id, "kw:unit": figure.unit,
                **{f"kw:{n}": v for n in ("value", "lower", "upper")
                   if (v := getattr(figure, n)) is not None},
                **({"kw:period": figure.period.text} if figure.period else {}),
            },
            place: {"prov:type": "kw:Place", "kw:locator": locator_text(figure), **quote},
            work: {"prov:type": "kw:Source", "prov:label": source.title, "kw:url": source.url,
                   "kw:licence": source.licence},
        },
        "agent": {publisher: {"prov:type": "prov:Organization", "prov:label": source.publisher}},
        "activity": {
            reading: {"prov:type": f"kw:{figure.method}", "kw:confidence": figure.confidence}
        },
        "wasGeneratedBy": {"_:g1": {"prov:entity": number, "prov:activity": reading}},
        "used": {"_:u1": {"prov:activity": reading, "prov:entity": place}},
        "wasDerivedFrom": {
            "_:d1": {"prov:generatedEntity": number, "prov:usedEntity": place},
            "_:d2": {"prov:generatedEntity": place, "prov:usedEntity": work},
        },
        "wasAttributedTo": {"_:a1": {"prov:entity": work, "prov:agent": publisher}},
    }  # fmt: skip
