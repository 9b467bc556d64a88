"""Questions with the chatter around them left out, and slang put plainly."""

import pytest

from knowledge.plain_words import plain_words


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("so like why do they even guzzle water lol", "why do they use water?"),
        ("hey can anyone explain what PUE actually means", "what PUE means"),
        ("what even is a kWh, asking for a friend", "what is a kWh?"),
        ("How come GPUs burn so much juice?", "why GPUs use so much electricity?"),
        ("Why is Bitcoin such an energy hog tbh", "Why is Bitcoin using so much electricity?"),
        ("Why does China burn coal?", "Why does China burn coal?"),
    ],
)
def test_english(question, plain):
    assert plain_words(question, "en") == plain


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("なんかさ、AIってなんでそんな電気食うの?", "AIはなぜ電気使うの?"),
        ("PUEってなんなん?わかりやすく教えて", "PUEとは何ですか?"),
        ("ぶっちゃけ採掘って何やってるの", "採掘は何やってるの"),
        ("世界の電気は何で作られていますか", "世界の電気は何で作られていますか"),
        ("PUEとは何ですか", "PUEとは何ですか"),
    ],
)
def test_japanese(question, plain):
    assert plain_words(question, "ja") == plain


def test_nothing_but_chatter_stays():
    assert plain_words("教えて", "ja") == "教えて"
