"""The shipped content holds together: marks resolve, quotes hold their values, names exist."""

import re
from collections import Counter

import pytest

from bot.contents import shipped_content
from bot.verification import holds_value
from knowledge.ingest import read_content
from knowledge.words import load_vocabulary


@pytest.fixture(scope="module")
def vocabulary():
    return load_vocabulary()


@pytest.fixture(scope="module")
def records(vocabulary):
    return read_content([shipped_content()], vocabulary=vocabulary)


def test_every_quote_holds_its_figure(records):
    assert [f.key for f in records.figures if f.quote and not holds_value(f.quote, f)] == []


def test_quotes_are_short(records):
    long = [f.key for f in records.figures if f.quote and len(f.quote.split()) > 25]
    assert long == []


def test_no_shipped_figure_is_rejected_as_implausible(records):
    assert [(f.key, f.reason) for f in records.figures if f.standing == "rejected"] == []


def test_one_figure_at_most_is_preferred_for_a_period(records):
    seen, twice = set(), []
    for figure in records.figures:
        if figure.standing == "preferred":
            place = (
                figure.subject_id,
                figure.measure_id,
                figure.region,
                figure.scope.en,
                figure.period,
            )
            twice += [figure.key] if place in seen else []
            seen.add(place)
    assert twice == []


def test_every_figure_has_words_in_both_languages(records):
    lacking = [
        f.key
        for f in records.figures
        if bool(f.scope.en) != bool(f.scope.ja) or bool(f.caveat.en) != bool(f.caveat.ja)
    ]
    assert lacking == []


def test_misconceptions_name_known_subjects(records, vocabulary):
    unknown = [
        (m.misconception_id, s)
        for m in records.misconceptions
        for s in m.subject_ids
        if not vocabulary.has_subject(s)
    ]
    assert unknown == []
    assert len(records.misconceptions) >= 41


def test_sources_have_an_address_and_a_licence(records):
    lacking = [
        s.source_id
        for s in records.sources
        if not re.match(r"(https?://|kilowit:)", s.url) or not s.licence
    ]
    assert lacking == []


def test_known_facts_are_as_published(records):
    by_key = {f.key: f for f in records.figures}
    bitcoin = by_key["bitcoin-2024-cbeci"]
    assert (bitcoin.value, bitcoin.lower, bitcoin.upper, bitcoin.unit) == (
        158.7,
        86.07,
        342.4,
        "TWh",
    )
    assert by_key["dc-world-2024-iea"].value == 415
    assert by_key["country:AR/electricity_demand/2024"].value == 161.68
    assert by_key["ai-power-2025-devries"].unit == "GW"


def test_carried_questions_ask_and_none_stands_beside_two_sentences(records):
    carried = [(q.text, p.passage_id, q.start) for p in records.passages for q in p.questions]
    assert [text for text, _, _ in carried if text[-1] not in "?？"] == []
    assert [text for text, n in Counter(text for text, _, _ in carried).items() if n > 1] == []
    assert len(carried) > 1000
