"""Sentences in both languages, and across the line breaks of PDFs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sentences import sentence_spans

CASES = {
    "et al.": ["Smith et al. (2024) say that AI used 3.5 TWh.", "It grows."],
    "e.g., Fig., No., vs.": ["See e.g. Fig. 3 and No. 5 vs. 6 for it.", "Then stop."],
    "initials": ["J. Doe and A. B. Smith wrote it.", "They left."],
    "U.S. within": ["The U.S. Department of Energy says 176 TWh.", "Others agree."],
    "U.S. at the end": ["It was built in the U.S.", "The owner left."],
    "decimals": ["It drew 1.5 MW.", "Before, 0.7 MW."],
    "enumerators": ["1. Introduction ends.", "2. Methods were used."],
    "approximations": ["It takes approx. 20 MW.", "More later."],
    "citations behind the full stop": ["80% of it was potable [4].", "More is used."],
    "glued footnotes": ["It was potable water [4].2", "This is new."],
    "English quotation": ["“It is big.”", "He said so."],
    "exclamations in names": ["Yahoo! said that.", "Really?!", "Yes."],
    "quotation with a particle": ["彼は「電力は足りない。もっと要る。」と述べた。", "終わり。"],
    "quotation alone": ["「足りない。」", "次の文。"],
    "brackets": ["415TWh（前年比12％増。推計値）だった。", "次の文。"],
    "Japanese questions": ["次は?", "はい!", "次の文。"],
    "half-width full stop": ["電力は10MWだ｡", "次の文。"],
}


@pytest.mark.parametrize("sentences", CASES.values(), ids=CASES.keys())
def test_sentences_are_told_apart(sentences):
    gap = " " if sentences[0].isascii() or "“" in sentences[0] else ""
    text = gap.join(sentences)
    assert [text[a:b] for a, b in sentence_spans(text)] == sentences


def spans_of(text):
    return [text[a:b] for a, b in sentence_spans(text)]


def test_line_breaks_inside_a_paragraph_end_nothing():
    first = "Amazon is a company with approximately\n1.5 million employees in the U.S. and abroad."
    second = "It used 3.5\nTWh in 2023."
    assert spans_of(f"{first} {second}") == [first, second]


def test_japanese_line_breaks_inside_a_paragraph_end_nothing():
    first = "データセンターの電力消費は、二〇二四年に\n四百十五テラワット時だったと推計される。"
    assert spans_of(f"{first}\n次の文。") == [first, "次の文。"]


def test_headings_and_short_lines_stand_alone():
    text = (
        "About the company\nIt is a global company with some two million employees\n"
        "and has offices in many countries of the world today.\n# Energy\nIt used 10 TWh."
    )
    assert spans_of(text) == [
        "About the company",
        text[18:126],
        "# Energy",
        "It used 10 TWh.",
    ]


def test_a_number_goes_on_with_a_narrow_line_of_words_but_not_with_a_label():
    assert spans_of("Bitcoin used\n138 TWh in 2024.") == ["Bitcoin used\n138 TWh in 2024."]
    assert spans_of("3 Introduction\n4 Our goals") == ["3 Introduction", "4 Our goals"]


def test_list_items_stand_alone_without_their_marks():
    text = "It plans:\n- more wind power\n- 10 GW of solar power\n・太陽光\n・風力"
    assert spans_of(text) == [
        "It plans:",
        "more wind power",
        "10 GW of solar power",
        "太陽光",
        "風力",
    ]


def test_rows_of_numbers_stand_alone():
    text = "Model A 1.2 3.4 5.6\nModel B 2.2 4.4 6.6\nThe results are given above."
    assert spans_of(text) == text.split("\n")


@given(st.text(alphabet="ab A1.。!?\n「」()（）#-・\u3000電力", max_size=200))
def test_spans_are_in_order_trimmed_and_lose_only_space_and_marks(text):
    spans = sentence_spans(text)
    end = 0
    for start, stop in spans:
        assert end <= start < stop <= len(text)
        assert text[start:stop] == text[start:stop].strip()
        assert set(text[end:start]) <= set(" \n\u3000-・")
        end = stop
    assert set(text[end:]) <= set(" \n\u3000-・")


def test_labelled_lines_are_apart_and_a_colon_in_prose_parts_nothing():
    sheet = "Weight of the unit without oil: 410 kg\nSound at a distance of 5 m: 51 dB"
    assert spans_of(sheet) == sheet.split("\n")
    prose = "The pump needs two things to work well in winter: a clean\nfilter and free air."
    assert spans_of(prose) == [prose]
