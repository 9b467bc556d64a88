"""Exports hold every figure and validate against the shapes of their formats."""

import csv
import json

import frictionless
import jsonschema
import pytest
from prov.model import ProvDocument

from knowledge.exporting import FIGURE_FIELDS, export_knowledge, provenance
from knowledge.records import Bilingual, Figure, Locator, Misconception, Period, Source
from knowledge.store import memory_store
from knowledge.store_writing import KnowledgeRecords

_FIGURE = Figure(
    figure_id="f1", subject_id="bitcoin-network", measure_id="electricity_consumption",
    region="world", period=Period.parse("2024"), value=138.0, lower=100.5, upper=None, unit="TWh",
    value_si=None, lower_si=None, upper_si=None, status="estimated", scope=Bilingual(),
    standing="ok", source_id="s", locator=Locator(table="a.csv", row=3, column="value"),
    quote='it "used" 138 TWh, or more', method="curated", key="btc-2024",
)  # fmt: skip
_SOURCE = Source(
    "s", "Mining", "Cambridge", "https://example.org/", "paper", "primary", "en", "CC BY 4.0",
    published="2025-04-28",
)  # fmt: skip
_WRONG = Misconception(
    "m", Bilingual("T", "題"), "k", ("it uses more than all",), ("全部より多い",),
    Bilingual("a", "b"),
    Bilingual("No: 138 TWh [@btc-2024].", "いいえ、138 TWh [@btc-2024]。"), "false", ("f1",),
)  # fmt: skip

# The parts of each format's own schema that the exports use.
_PACKAGE_SCHEMA = {
    "required": ["name", "profile", "resources"],
    "properties": {
        "name": {"pattern": "^([-a-z0-9._/])+$"},
        "sources": {"type": "array", "items": {"required": ["title"]}},
        "resources": {"minItems": 1, "items": {
            "required": ["name", "path", "schema"],
            "properties": {"schema": {"required": ["fields"], "properties": {"fields": {"items": {
                "required": ["name", "type"],
                "properties": {"type": {"enum": ["string", "number"]}},
            }}}}},
        }},
    },
}  # fmt: skip
_CSL_SCHEMA = {
    "type": "array",
    "items": {
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            **{n: {"type": "string"} for n in ("id", "title", "publisher", "URL")},
            **{n: {"type": "string"} for n in ("language", "note")},
            "type": {"enum": ["article", "article-journal", "article-newspaper", "dataset",
                              "document", "post-weblog", "report"]},
            **{n: {"required": ["date-parts"]} for n in ("issued", "accessed")},
        },
    },
}  # fmt: skip


@pytest.fixture
def knowledge():
    return memory_store(KnowledgeRecords((_SOURCE,), (), (), (_FIGURE,), (), (_WRONG,)))


@pytest.fixture
def folder(knowledge, tmp_path):
    export_knowledge(knowledge, tmp_path)
    return tmp_path


def read(folder, name):
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_the_table_holds_what_the_package_says(folder):
    package = read(folder, "datapackage.json")
    jsonschema.validate(package, _PACKAGE_SCHEMA)
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    fields = package["resources"][0]["schema"]["fields"]
    assert [f["name"] for f in fields] == list(rows[0]) == [n for n, _ in FIGURE_FIELDS]
    held = {name: rows[0][name] for name in ("value", "lower", "upper", "quote", "locator")}
    assert held == {
        "value": "138.0", "lower": "100.5", "upper": "", "quote": 'it "used" 138 TWh, or more',
        "locator": "table=a.csv;row=3;column=value",
    }  # fmt: skip


def test_the_package_validates(folder):
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert (report.valid, report.flatten(["type", "message"])) == (True, [])
    assert report.tasks[0].stats["rows"] == 1


def test_a_table_that_breaks_its_package_does_not_validate(folder):
    table = folder / "figures.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("138.0", "much"), encoding="utf-8")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert [error[0] for error in report.flatten(["type"])] == ["type-error"]


def test_sources_are_csl(folder):
    items = read(folder, "sources.csl.json")
    jsonschema.validate(items, _CSL_SCHEMA)
    assert items[0]["issued"] == {"date-parts": [[2025, 4, 28]]}


def test_misconceptions_are_claim_reviews_in_both_languages(folder):
    english, japanese = read(folder, "claimreviews.json")
    assert (english["@type"], english["claimReviewed"], english["reviewBody"]) == (
        "ClaimReview", "it uses more than all", "No: 138 TWh.",
    )  # fmt: skip
    assert (japanese["inLanguage"], japanese["claimReviewed"]) == ("ja", "全部より多い")
    assert english["reviewRating"]["alternateName"] == "False"


def test_a_chain_leads_from_the_figure_to_its_publisher(knowledge):
    chain = provenance(knowledge, "btc-2024")
    derived = {d["prov:generatedEntity"]: d["prov:usedEntity"] for d in
               chain["wasDerivedFrom"].values()}  # fmt: skip
    source = derived[derived["kw:figure/f1"]]
    (attribution,) = chain["wasAttributedTo"].values()
    assert attribution["prov:entity"] == source
    assert chain["agent"][attribution["prov:agent"]]["prov:label"] == "Cambridge"


def test_a_chain_is_prov_to_its_own_library(knowledge):
    chain = ProvDocument.deserialize(content=json.dumps(provenance(knowledge, "f1")), format="json")
    assert len(chain.get_records()) == 10
    again = ProvDocument.deserialize(content=chain.serialize(format="json"), format="json")
    assert again == chain


def test_every_relation_of_a_chain_names_what_is_there(knowledge):
    chain = provenance(knowledge, "f1")
    there = {*chain["entity"], *chain["agent"], *chain["activity"]}
    kinds = ("wasGeneratedBy", "used", "wasDerivedFrom", "wasAttributedTo")
    named = {n for k in kinds for r in chain[k].values() for n in r.values()}
    assert named == there


def test_two_exports_are_the_same_bytes(knowledge, tmp_path):
    for name in ("one", "two"):
        export_knowledge(knowledge, tmp_path / name)
    files = sorted(p.name for p in (tmp_path / "one").iterdir())
    assert files == ["claimreviews.json", "datapackage.json", "figures.csv", "sources.csl.json"]
    assert all(
        (tmp_path / "one" / f).read_bytes() == (tmp_path / "two" / f).read_bytes() for f in files
    )
