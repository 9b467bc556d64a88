"""Worded claims become pieces; only numbers and marks lead anywhere."""

import pytest

from bot.web.prose import Linked, Piece, pieces_of, plain_text


def test_numbers_marks_and_bold_become_pieces():
    found = pieces_of("**Japan:** 1,030 TWh (2025). [1][2]", [Linked("1,030 TWh", "/figure/a")])
    assert found == (
        Piece("text", "Japan:", bold=True),
        Piece("text", " "),
        Piece("number", "1,030 TWh", "/figure/a"),
        Piece("text", " (2025). "),
        Piece("mark", "1", "#source-1"),
        Piece("mark", "2", "#source-2"),
    )


def test_an_escaped_mark_is_text():
    assert pieces_of(r"\[1\] \*\*x\*\*") == (Piece("text", "[1] **x**"),)


def test_a_number_inside_a_longer_one_is_not_linked():
    assert pieces_of("1,159 TWh and 159.5 TWh", [Linked("159", "/figure/a")]) == (
        Piece("text", "1,159 TWh and 159.5 TWh"),
    )


def test_equal_numbers_are_linked_in_order():
    found = pieces_of("5 TWh, 5 TWh", [Linked("5 TWh", "/a"), Linked("5 TWh", "/b")])
    assert [p.href for p in found if p.kind == "number"] == ["/a", "/b"]


def test_the_longer_of_two_numbers_at_one_place_wins():
    found = pieces_of(
        "159 TWh (86–342 TWh)", [Linked("159 TWh", "/a"), Linked("159 TWh (86–342 TWh)", "/b")]
    )
    assert found == (Piece("number", "159 TWh (86–342 TWh)", "/b"),)


def test_a_capitalised_number_is_found():
    assert pieces_of("About 5 TWh", [Linked("about 5 TWh", "/a")])[0].href == "/a"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "![](x)"]
)
def test_markup_stays_text(text):
    assert pieces_of(text) == (Piece("text", text),)


def test_plain_text_keeps_words_only():
    assert plain_text("**A\\*b** [1]\nc") == "A*b  c"
