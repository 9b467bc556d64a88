"""Which of two is more: the one is named, however it is asked."""

import pytest


@pytest.mark.parametrize(
    ("question", "picked"),
    [
        ("Japan or Germany, who has more wind?", "Germany."),
        ("who makes more solar, Spain or Italy?", "Spain."),
        ("does Spain or Italy have more solar?", "Spain."),
        ("More wind: Japan or Germany?", "Germany."),
        ("Is it Japan or Korea that has more nuclear?", "South Korea."),
        ("Between France and Japan, who has the dirtier grid?", "Japan."),
        ("日本とドイツ、風力が多いのは?", "ドイツです。"),
        ("日本とドイツ、風力が少ないのはどこ?", "日本です。"),
    ],
)
def test_the_one_is_named(engine, question, picked):
    assert engine.ask(question).payload["headline"]["text"].lstrip("*").startswith(picked)


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("does bitcoin or not use more than France?", "No."),
        ("how much more wind does Germany or Japan have", "Germany and Japan differ"),
        ("Is Japan's wind more or less than Germany's?", "Japan: about 0.0945"),
    ],
)
def test_another_question_names_none(engine, question, opening):
    assert engine.ask(question).payload["headline"]["text"].lstrip("*").startswith(opening)
