"""What a question asks the meaning of, how well a sentence defines it, and names that are one."""

import pytest

from bot.answer.telling.defining import asked_term, defines
from bot.answer.telling.words import stems


@pytest.mark.parametrize(
    ("question", "language", "term"),
    [
        ("what is net zero", "en", {"net", "zero"}),
        ("What does additionality mean?", "en", {"addit"}),
        ("ASICって何?", "ja", {"asic"}),
        ("追加性とは何か", "ja", {"追加", "加性"}),
        ("廃熱は使えるの", "ja", set()),
    ],
)
def test_the_asked_word_is_found(question, language, term):
    assert asked_term(question, language) == term


@pytest.mark.parametrize(
    ("sentence", "term", "language", "agreement"),
    [
        ("A power purchase agreement (PPA) is a contract.", "PPA", "en", 1),
        ("Net zero means that emissions are cut.", "net zero", "en", 1),
        ("The hash rate is the number of guesses.", "hash price", "en", 1 / 3),
        ("Prices rose.", "price", "en", 0),
        ("蒸留は一つの方法、量子化は数を短い桁で持つ方法です。", "量子化", "ja", 1),
        ("この性質を「追加性」と呼びます。", "追加性", "ja", 1),
    ],
)
def test_a_sentence_defines_what_it_begins_with_or_calls(sentence, term, language, agreement):
    assert defines(sentence, stems(term), language) == agreement


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("data centers", "data centres"),
        ("EVs", "electric cars"),
        ("in the US", "in America"),
        ("マイナー", "採掘業者"),
        ("原発", "原子力発電所"),
        ("PoW", "プルーフ・オブ・ワーク"),
    ],
)
def test_a_thing_with_two_names_is_one(one, other):
    assert stems(one) == stems(other)
