"""Laying answers out within Discord's limits."""

import pytest
from standin.rules import message_problems

from bot.discord.embeds import (
    answer_embed,
    join_within,
    keep_answer,
    note_embed,
    shorten,
    source_embed,
)
from bot.reply import Shown, ShownSource

SOURCE = ShownSource(
    n=1,
    title="A report",
    publisher="Institute of Tests",
    published="2026-01",
    url="https://example.org/report",
    link="https://example.org/report#:~:text=about%20415%20TWh",
    quote="about 415 TWh",
    cell=None,
    tier="primary",
    figure_id="f1",
)


def shown(**parts):
    """An answer of one line, with some parts of its own."""
    empty = dict.fromkeys(
        ("lines", "caveats", "conflicts", "steps", "sources", "nearest", "follow_ups"), ()
    )
    whole = {
        **{"answered": True, "kind": "value", "language": "en", "title": "Read as: data centres"},
        **{"headline": "Data centres: 415 TWh [1]", "chart": None},
        **empty,
        **parts,
    }
    return Shown(**whole)


def source(**parts):
    return ShownSource(**{name: getattr(SOURCE, name) for name in SOURCE.__slots__} | parts)


def first_page(**parts):
    return answer_embed(keep_answer(shown(**parts)))


def all_pages(answer):
    """Every page of an answer, of its sources and of its notes."""
    pages = [answer_embed(answer, n) for n in range(len(answer.pages))]
    pages += [source_embed(answer, n) for n in range(len(answer.sources))]
    return pages + [note_embed(answer, n) for n in range(len(answer.notes))]


def as_message(page):
    return {"embeds": [page.to_dict()]}


def test_a_language_models_wording_stands_above_the_headline():
    worded = "Data centres used 415 TWh. [1] (worded by a language model)"
    page = first_page(worded=worded)
    assert page.description.split("\n") == [worded, "**Data centres: 415 TWh [1]**"]


def test_an_answer_is_one_embed_with_headline_caveats_and_footer():
    page = first_page(lines=("More. [1]",), caveats=("It is an estimate.",), sources=(SOURCE,))
    assert page.to_dict() == {
        "type": "rich",
        "flags": 0,
        "title": "Read as: data centres",
        "description": "**Data centres: 415 TWh [1]**\nMore. [1]\n-# It is an estimate.",
        "color": 0x2B7A78,
        "footer": {"text": "kilowit · one source · press Sources for the quoted words"},
    }


def test_a_headline_with_emphasis_of_its_own_is_left_alone():
    page = first_page(headline="Data centres: **415 TWh** [1]")
    assert page.description == "Data centres: **415 TWh** [1]"


def test_an_unanswered_question_is_grey_and_lists_the_nearest_ones():
    page = first_page(answered=False, headline="I have no figure.", nearest=("What of 2023?",))
    assert (page.colour.value, page.description, page.footer.text) == (
        0x8A8D91,
        "**I have no figure.**\n• What of 2023?",
        "kilowit",
    )


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_longest_answer_has_pages_within_the_limits(language):
    line = ("電力" if language == "ja" else "power ") * 400
    parts = {"lines": (line,) * 9, "caveats": (line,) * 9, "conflicts": (line,) * 9}
    long = source(title="t" * 600, quote="q " * 400)
    answer = keep_answer(shown(language=language, title="t" * 400, sources=(long,) * 30, **parts))
    pages = all_pages(answer)
    assert [message_problems(as_message(page), []) for page in pages] == [[]] * len(pages)
    n_pages = {"en": (11, 30, 18), "ja": (5, 30, 9)}[language]
    assert (len(answer.pages), len(answer.sources), len(answer.notes)) == n_pages


def test_pages_are_numbered_in_the_footer():
    answer = keep_answer(shown(lines=("word " * 300,) * 3))
    assert [answer_embed(answer, n).footer.text for n in range(3)] == [
        f"kilowit · page {n} of 3" for n in (1, 2, 3)
    ]


def test_a_source_is_shown_with_quote_and_link_without_preview():
    page = source_embed(keep_answer(shown(sources=(SOURCE,))))
    assert page.description == (
        "**[1]** Institute of Tests: A report (2026-01)\n"
        "> about 415 TWh\n"
        "<https://example.org/report#:~:text=about%20415%20TWh>"
    )


@pytest.mark.parametrize(
    ("parts", "evidence"),
    [
        ({"quote": "two\nlines"}, "\n> two lines"),
        ({"quote": "an \\*escaped\\* star"}, "\n> an \\*escaped\\* star"),
        ({"quote": None, "cell": "row FR, column 2024"}, "\n> row FR, column 2024"),
        ({"quote": None}, ""),
    ],
    ids=["lines", "stars", "cell", "none"],
)
def test_evidence_is_one_quoted_line(parts, evidence):
    page = source_embed(keep_answer(shown(sources=(source(**parts, link="", published=None),))))
    assert page.description == f"**[1]** Institute of Tests: A report{evidence}"


def test_every_source_is_on_a_page():
    long = tuple(source(n=n, title="t" * 600, quote="q " * 400) for n in range(1, 31))
    text = "\n".join(keep_answer(shown(sources=long)).sources)
    assert [n for n in range(1, 31) if f"**[{n}]**" not in text] == []


def test_notes_hold_further_caveats_then_conflicts_then_steps():
    answer = keep_answer(
        shown(
            caveats=("The first is shown.", "The second is folded."),
            conflicts=("Another says 448 TWh. [2]",),
            steps=("1 + 1",),
        )
    )
    assert answer.notes == (
        "• The second is folded.\n"
        "**Sources that disagree**\n• Another says 448 TWh. [2]\n"
        "**How it was computed**\n`1 + 1`",
    )


def test_an_answer_without_notes_keeps_none():
    assert keep_answer(shown()).notes == ()


@pytest.mark.parametrize(
    ("parts", "pages"),
    [
        ([], ["…"]),
        (["abc"], ["abc"]),
        (["abc", "def"], ["abc\ndef"]),
        (["abcd", "defg"], ["abcd", "defg"]),
        (["a b c d e f"], ["a b c…"]),
    ],
    ids=["none", "one", "fits", "breaks", "cut"],
)
def test_lines_are_joined_within_the_limit(parts, pages):
    assert join_within(parts, 7) == pages


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("12345678", "12345678"),
        ("one two three", "one two…"),
        ("電力は123,456", "電力は…"),
        ("電力は12.5億です", "電力は12.5…"),
        ("123456789012", "123456789…"),
        ("電力消費量の全体の値です", "電力消費量の全体の…"),
    ],
    ids=["fits", "space", "number", "number-ends", "only-number", "no-space"],
)
def test_shortening_keeps_numbers_whole(text, short):
    assert shorten(text, {"電力は123,456": 8, "電力は12.5億です": 8}.get(text, 10)) == short
