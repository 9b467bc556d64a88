"""The publishers' own files bring newer figures, by their manifests, and fail safely."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.curating import Curator
from bot.settings import Settings
from bot.wiring import open_engine
from index.hashing import HashEncoder
from knowledge.errors import FetchError
from knowledge.fetching import Fetched, Unchanged
from knowledge.publishers import read_publisher_table, shipped_publishers
from knowledge.units import dimension_of
from knowledge.words import load_vocabulary
from tests.conftest import SMALL_CONTENT

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MANIFESTS = {m.name: m for m in shipped_publishers()}
CBECI = """\
Average electricity cost assumption: 0.05 USD/kWh
Timestamp,Date and Time,"power MAX, GW","power MIN, GW","power GUESS, GW",\
"annualised consumption MAX, TWh","annualised consumption MIN, TWh",\
"annualised consumption GUESS, TWh"
1,2026-06-29T00:00:00,30,9,17,1,1,1
2,2026-06-30T00:00:00,31,9.5,17.5,1,1,1
3,2026-07-27T00:00:00,27.2,8.3,15.5,238,72.8,136
"""


def owid(rows, drop=()):
    """A table of the form of Our World in Data's, with demand alone filled in."""
    columns = [c for c in MANIFESTS["ember-owid"].needed() if c not in drop]
    lines = [",".join(["country", *columns])]
    for country, code, year, demand in rows:
        cells = {"iso_code": code, "year": year, "electricity_demand": demand}
        lines.append(",".join([country, *(str(cells.get(c, "")) for c in columns)]))
    return "\n".join(lines) + "\n"


ROWS = [
    ("Japan", "JPN", 2024, 990), ("Japan", "JPN", 2025, 1010), ("World", "OWID_WRL", 2025, 31000),
    ("Africa (Ember)", "", 2025, 900), ("Japan", "JPN", 1999, 5),
]  # fmt: skip


class Web:
    """Serves one text, or fails; knows its version."""

    def __init__(self, text):
        self.text = text

    def fetch(self, url, *, etag=None, last_modified=None):
        if isinstance(self.text, int):
            raise FetchError(url=url, problem="gone", remedy="check", status=self.text)
        if etag == self.text:
            return Unchanged(url)
        return Fetched(url, "data.csv", self.text.encode(), "text/csv", etag=self.text)


@pytest.fixture(scope="module")
def vocabulary():
    return load_vocabulary()


@pytest.fixture
def curator(tmp_path):
    settings = Settings(home=tmp_path / "home", content=SMALL_CONTENT)
    made = Curator(settings, HashEncoder(), "cli:tester")
    made.build()
    return made


def refresh(curator, text, name="ember-owid"):
    manifest = replace(MANIFESTS[name], replaces=("small-statistics",))
    return curator.refresh_publishers([manifest], fetcher=Web(text), now=NOW)


def demand(curator, question):
    engine = open_engine(curator.settings, encoder=HashEncoder())
    payload = engine.ask(question).payload
    engine.close()
    return payload["headline"]["value"], payload["citations"][0]["source_id"]


def test_every_manifest_names_what_the_vocabulary_has(vocabulary):
    assert sorted(MANIFESTS) == ["cambridge-cbeci", "ember-owid", "epoch-models"]
    for manifest in MANIFESTS.values():
        for meaning in manifest.columns.values():
            measure = vocabulary.measure(meaning["measure_id"])
            assert dimension_of(meaning["unit"]) == measure.dimension
        assert manifest.url.startswith("https://")
        assert manifest.source["licence"]


def test_rows_of_known_places_become_rows_and_others_are_counted(vocabulary):
    table = read_publisher_table(
        owid(ROWS).encode(), MANIFESTS["ember-owid"], vocabulary=vocabulary
    )
    assert [(r["subject"], r["period"], r["electricity_demand"]) for r in table.rows] == [
        ("country:JP", "2024", "990"), ("country:JP", "2025", "1010"),
        ("country:world", "2025", "31000"),
    ]  # fmt: skip
    assert table.n_unknown == 1


def test_of_each_month_the_last_day_counts(vocabulary):
    table = read_publisher_table(
        CBECI.encode(), MANIFESTS["cambridge-cbeci"], vocabulary=vocabulary
    )
    assert [(r["period"], r["power GUESS, GW"]) for r in table.rows] == [
        ("2026-06-30", "17.5"), ("2026-07-27", "15.5")
    ]  # fmt: skip


def test_models_are_matched_by_name(vocabulary):
    header = "Model,Publication date,Training power draw (W)"
    text = f"{header}\nGPT-3,2020-05-28,1.5e6\nNobody,2024-01-01,1\n"
    table = read_publisher_table(text.encode(), MANIFESTS["epoch-models"], vocabulary=vocabulary)
    assert [r["subject"] for r in table.rows] == ["training:gpt-3"]


def test_newer_figures_come_before_those_they_replace(curator):
    assert demand(curator, "Japan electricity demand 2024") == (1000, "small-statistics")
    outcome = refresh(curator, owid(ROWS))
    assert dict(outcome.told) == {
        "ember-owid-current": "changed: 3 rows, 1 of places or things without a name here"
    }
    assert demand(curator, "Japan electricity demand 2024") == (990, "ember-owid-current")
    assert demand(curator, "Japan electricity demand 2025") == (1010, "ember-owid-current")
    assert [(s.figure.source_id, s.figure.standing) for s in outcome.step.changes.standings] == [
        ("small-statistics", "superseded")
    ]


def test_bounds_come_with_the_value(curator):
    outcome = refresh(curator, CBECI, "cambridge-cbeci")
    figure = outcome.step.changes.new[-1]
    assert (figure.value, figure.lower, figure.upper, figure.unit) == (15.5, 8.3, 27.2, "GW")
    assert figure.locator.column == "power GUESS, GW"


def test_an_unchanged_file_costs_nothing(curator):
    refresh(curator, owid(ROWS))
    before = curator.keeper.home.current()
    outcome = refresh(curator, owid(ROWS))
    assert (dict(outcome.told), outcome.step) == ({"ember-owid-current": "unchanged"}, None)
    assert curator.keeper.home.current() == before


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (owid(ROWS, drop=("electricity_demand",)), "electricity_demand is missing"),
        (owid([("Japan", "JPN", 2024, "n/a")]), "1 of its 1 rows hold no numbers or dates"),
        (owid(ROWS[:1]), "it has 1 rows that can be used, 3 before"),
        (owid([]), "none of its 0 rows can be used"),
        ("<html>moved</html>", "is missing"),
        ("\x00" * 50, "is missing"),
        (404, "gone"),
        (503, "gone"),
    ],
    ids=["column", "numbers", "broken-off", "empty", "page", "zeros", "gone", "error"],
)
def test_a_file_that_changed_or_broke_leaves_everything_as_it_was(curator, text, why):
    refresh(curator, owid(ROWS))
    before = curator.keeper.home.current()
    outcome = refresh(curator, text)
    ((_, told),) = outcome.told
    assert (outcome.failed, why in told) == (True, True), told
    assert curator.keeper.home.current() == before
    assert demand(curator, "Japan electricity demand 2025") == (1010, "ember-owid-current")


def test_a_build_that_fails_puts_the_file_before_back(curator, monkeypatch):
    refresh(curator, owid(ROWS))

    def fail(*given, **named):
        raise OSError("no space")

    with monkeypatch.context() as patched:
        patched.setattr("bot.wiring.build", fail)
        with pytest.raises(OSError, match="no space"):
            refresh(curator, owid([*ROWS, ("Japan", "JPN", 2026, 1)]))
    curator.build()
    assert demand(curator, "Japan electricity demand 2025") == (1010, "ember-owid-current")
    folder = curator.settings.home / "publishers"
    assert [p.name for p in folder.iterdir()] == ["ember-owid"]
