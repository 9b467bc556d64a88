"""A store gives back the figures that it was written with, and reads what was just read once."""

from dataclasses import replace

import pytest

from knowledge import store as knowledge_store
from knowledge.errors import NotKnownError
from knowledge.records import Bilingual, Figure, Locator, Passage, Period, Source
from knowledge.store import memory_store
from knowledge.store_writing import KnowledgeRecords

SOURCE = Source("s1", "t", "p", "u", "report", "primary", "en", "CC0")


def figure(number):
    return Figure(
        f"f{number}", "country:JP", "electricity_demand", "JP", Period.parse(f"{2000 + number}"),
        1.5, 1.25, 1.75, "TWh", 1.5e12, 1.25e12, 1.75e12, "measured", Bilingual("all", "全て"),
        "ok", "s1", Locator(table="t.csv", row=number, column="c", page=3), "the words", "curated",
        "about", 0.75, "2024-05-01", "2025-06-02", f"key-{number}", Bilingual("but", "但し"), "why",
    )  # fmt: skip


@pytest.fixture
def store():
    figures = tuple(figure(number) for number in range(1, 4))
    opened = memory_store(KnowledgeRecords((SOURCE,), (), (), figures, (), ()))
    yield opened
    opened.close()


def test_every_field_comes_back(store):
    assert store.figures() == (figure(1), figure(2), figure(3))
    assert store.figure("key-2") == figure(2)


def test_the_same_figures_are_read_once(store):
    found = store.figures(periods=("2001", "2003"))
    assert found == (figure(1), figure(3))
    assert store.figures(periods=("2001", "2003")) is found
    assert store.figure("f3") is found[1]


def test_what_is_no_longer_kept_is_read_again(store, monkeypatch):
    monkeypatch.setattr(knowledge_store, "_KEPT_FIGURES", 2)
    for _ in range(2):
        assert store.figures(periods=("2001",)) == (figure(1),)
        assert store.figures(periods=("2002", "2003")) == (figure(2), figure(3))
        assert store.figure("key-1") == figure(1)


def test_the_units_of_a_subject_are_counted_without_what_was_rejected():
    others = (
        replace(figure(4), region="JP-13"),
        replace(figure(5), measure_id="carbon_intensity", unit="gCO2/kWh"),
        replace(figure(6), standing="rejected"),
        replace(figure(7), subject_id="country:FR"),
    )
    figures = (figure(1), figure(2), *others)
    store = memory_store(KnowledgeRecords((SOURCE,), (), (), figures, (), ()))
    assert store.units_of("country:JP") == (
        ("carbon_intensity", "JP", "gCO2/kWh", 1),
        ("electricity_demand", "JP", "TWh", 2),
        ("electricity_demand", "JP-13", "TWh", 1),
    )
    store.close()


def test_a_passage_is_read_once_while_it_is_kept(monkeypatch):
    passages = tuple(
        Passage(f"p{n}", "d1", "s1", "en", ("H",), f"text {n}", n, n + 6) for n in (1, 2, 3)
    )
    store = memory_store(KnowledgeRecords((SOURCE,), (), passages, (), (), ()))
    monkeypatch.setattr(knowledge_store, "_KEPT_PASSAGES", 2)
    first = store.passage("p1")
    assert first == passages[0]
    assert store.passage("p1") is first
    assert (store.passage("p2"), store.passage("p3")) == passages[1:]
    assert store.passage("p1") == first
    with pytest.raises(NotKnownError):
        store.passage("p4")
    store.close()
