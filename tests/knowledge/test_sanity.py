"""Figures that cannot be are rejected, odd ones are doubted, and every doubt says why."""

from dataclasses import replace

import pytest

from knowledge.figure_evaluation import read_text
from knowledge.records import Figure, Source
from knowledge.sanity import examine
from knowledge.store import memory_store
from knowledge.store_writing import KnowledgeRecords
from knowledge.words import load_vocabulary

VOCABULARY = load_vocabulary()


def figure(text: str, source_id: str = "new") -> Figure:
    (found,) = read_text(text, vocabulary=VOCABULARY).figures
    return replace(found, source_id=source_id, figure_id=f"{source_id}:{text[:24]}")


def knowledge(*texts: str):
    source = Source("old", "t", "p", "u", "report", "primary", "en", "CC0")
    figures = tuple(figure(text, "old") for text in texts)
    return memory_store(KnowledgeRecords((source,), (), (), figures, (), ()))


KNOWN = knowledge(
    "Data centres consumed 415 TWh in 2024.",
    "The world's electricity demand was 30,000 TWh in 2024.",
    "Ireland's electricity demand was 35 TWh in 2024.",
    "Data centres account for 1.5 % of global electricity consumption.",
    "The power demand of Bitcoin was 19.2 GW in 2024.",
    "Amazon signed a contract with Talen for 1,920 MW in June 2025.",
    "US homes used 1,410 TWh of electricity in 2016.",
    "A ChatGPT query uses 0.34 Wh.",
    "A ChatGPT query uses 40 Wh.",
)


@pytest.mark.parametrize(
    ("text", "standing", "kinds"),
    [
        ("Data centres consumed 420 TWh in 2024.", "ok", []),
        ("Data centres consumed 415 GWh in 2024.", "rejected", ["unit_slip"]),
        ("The power demand of Bitcoin was 19.2 MW in 2024.", "rejected", ["unit_slip"]),
        (
            "Data centres account for 15 % of global electricity consumption.",
            "rejected",
            ["unit_slip"],
        ),
        ("Data centres consumed 1,900 TWh in 2024.", "caution", ["other_sources"]),
        ("Data centres consumed 3,000 TWh in 2025.", "caution", ["other_sources", "jump"]),
        ("In Ireland, data centres consumed 70 TWh in 2024.", "rejected", ["world_total"]),
        ("Amazon's contract with Talen covers 1.92 MW.", "rejected", ["unit_slip"]),
        ("Idle devices in US homes use 1,375 TWh a year.", "caution", ["world_total"]),
        ("Idle devices in US homes use 60 TWh a year.", "ok", []),
        ("A ChatGPT query uses 0.34 kWh.", "caution", ["unit_slip"]),
        ("A ChatGPT query uses 0.5 Wh.", "ok", []),
        ("Ireland's peak demand was 5.4 GW in 2024.", "ok", []),
        ("Ireland's peak demand was 5.4 MW in 2024.", "rejected", ["world_total"]),
        ("Sweden consumed 900,000 TWh in 2024.", "rejected", ["magnitude", "world_total"]),
    ],
)  # fmt: skip
def test_a_figure_is_held_against_what_is_known(text, standing, kinds):
    read = read_text(text, vocabulary=VOCABULARY).figures[0]
    unjudged = replace(read, source_id="new", standing="ok", reason="")
    found = examine([unjudged], known=KNOWN, vocabulary=VOCABULARY)
    assert (found.figures[0].standing, [d.kind for d in found.doubts]) == (standing, kinds)


def test_without_knowledge_only_the_measure_and_the_others_count():
    figures = [figure("Data centres consumed 415 TWh in 2024.")]
    found = examine(figures, known=None, vocabulary=VOCABULARY)
    assert (found.figures, found.doubts) == (tuple(figures), ())


def test_the_same_figure_twice_in_one_source_counts_once():
    one = figure("Data centres consumed 415 TWh in 2024.")
    other = figure("In 2024, data centres used 415 TWh.")
    found = examine([one, other], known=None, vocabulary=VOCABULARY)
    assert [f.standing for f in found.figures] == ["ok", "superseded"]
    assert [d.kind for d in found.doubts] == ["duplicate"]


def test_damaged_encoding_lowers_a_figure():
    damaged = replace(
        figure("Data centres consumed 415 TWh in 2024."),
        quote="Data centres consumed 415\u00a0TWh in 2024 â€“ says the CafÃ©.",
    )
    found = examine([damaged], known=None, vocabulary=VOCABULARY)
    assert (found.figures[0].standing, found.doubts[0].kind) == ("caution", "encoding")


def test_a_rejection_says_why_in_both_languages():
    figures = [figure("Data centres consumed 415 GWh in 2024.")]
    found = examine(figures, known=KNOWN, vocabulary=VOCABULARY)
    (doubt,) = found.doubts
    assert doubt.message.en == (
        "415 GWh is 1,000 times off 415 TWh from old: a slip of the unit or the point"
    )
    assert doubt.message.ja == "415 GWhはoldの415 TWhと1,000倍違い、単位か小数点の誤りとみられます"
    assert found.figures[0].reason == doubt.message.en
