"""What of a text is found as a quotation: sentences, and two in a row."""

from index.entries import quotable_spans

FIRST, SECOND = "The first sentence is long enough.", "The second one is long enough, too."


def test_sentences_and_two_in_a_row_may_be_quoted():
    text = f"{FIRST} {SECOND}"
    assert [text[a:z] for a, z in quotable_spans(text)] == [FIRST, SECOND, text]


def test_no_two_sentences_of_different_paragraphs_are_one_quotation():
    text = f"{FIRST}\n\n{SECOND}"
    assert [text[a:z] for a, z in quotable_spans(text)] == [FIRST, SECOND]


def test_a_sentence_too_short_to_stand_alone_may_stand_beside_another():
    text = f"{FIRST} It is so."
    assert [text[a:z] for a, z in quotable_spans(text)] == [FIRST, text]
