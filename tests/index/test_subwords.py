"""The tokeniser finds what the tokenizers library finds, and normalises as SentencePiece does."""

import pytest
from tokenizers import Tokenizer

from index.subwords import BEGIN, END, Subwords, normalised, write_subwords
from index.weights import read_weights

TEXTS = (
    "How much electricity do data centres use in 2024?",
    "2023年の日本の電力需要は何テラワット時？",
    "ﾃﾞｰﾀｾﾝﾀｰ １２ の消費電力ｶﾞ５kW",
    "  two  spaces, a tab\tand an end ",
    "が decomposed, é too; ﬁ ㌔ ① ½ ～ ~",
    "⚡️🔋 👩‍💻 ☕ \u200bzero\u200dwidth\ufeff \x07",
    "Überstrømning naïve “quotes” – €5/kWh… <mask",
    "ภาษาไทย 한국어 русский العربية हिन्दी",
    "",
)


@pytest.fixture(scope="module")
def subwords(tmp_path_factory):
    folder = tmp_path_factory.mktemp("subwords")
    write_subwords(read_weights(), folder)
    return Subwords(folder)


@pytest.fixture(scope="module")
def reference(reference_folder):
    return Tokenizer.from_file(str(reference_folder / "tokenizer.json"))


@pytest.mark.parametrize("text", TEXTS)
def test_pieces_are_those_of_the_tokenizers_library(subwords, reference, text):
    asked = f"query: {text}"
    assert subwords.encode(asked, most=512) == reference.encode(asked).ids


def test_the_end_of_a_long_text_is_cut(subwords):
    ids = subwords.encode("電力 " * 600, most=512)
    assert (len(ids), ids[0], ids[-1]) == (512, BEGIN, END)


def test_the_name_of_a_mark_is_read_as_letters(subwords):
    assert END not in subwords.encode("a</s>b", most=512)[1:-1]


def test_letters_are_composed_and_made_plain():
    assert normalised("か\u3099 ＡＢ ｱ\x00x\x07 ～") == "が AB ア x ～"
