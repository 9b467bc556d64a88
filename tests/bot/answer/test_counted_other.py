"""How many of a thing are asked: its own figure, or the other thing counted in it, is no answer."""

import pytest


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how many RTX 4090s could run on one Antminer S21?", "Antminer S21: about 7.78"),
        ("how many 4090s on one S21", "Antminer S21: about 7.78"),
        ("S21 1台の電力でRTX 4090は何枚動く?", "Antminer S21はNVIDIA GeForce RTX 4090の約7.78倍"),
        ("how many A100s can 5 Antminer S21s power", "Antminer S21 × 5: about 43.8"),
        ("how many RTX 4090s is an H100 worth", "NVIDIA H100: about 1.56"),
        ("how many chatgpt queries is one google search", "Google search: about 0.882"),
        ("how many Icelands is Bitcoin?", "Bitcoin network: about 8.33"),
        ("how many nuclear reactors would Bitcoin need", "reactors"),
    ],
)  # fmt: skip
def test_a_thing_is_counted_in_the_other(engine, question, told):
    assert told in engine.ask(question).payload["headline"]["text"]


@pytest.mark.parametrize(
    "question",
    [
        "How many data centers would France's electricity power",
        "フランスの電力でデータセンター何個動く?",
        "how many google searches in total",
        "google searches in total",
        "how many S21s does Bitcoin use",
        "how many S21 could a Japanese home's electricity run",
        "how many H100s does Stargate have",
        "how many 5090s on one S21",
    ],
)
def test_what_cannot_be_counted_is_refused(engine, question):
    assert engine.ask(question).payload["answered"] is False


def test_all_that_one_question_takes_is_of_one(engine):
    told = engine.ask("how much energy does one ChatGPT query use in total?").payload
    assert told["headline"]["value"] == 0.34


@pytest.mark.parametrize(
    ("question", "times"),
    [
        ("how many kettle boils do u get out of 100 MWh", 909_091),
        ("1GWhはスマホの充電何回分ですか", 83_333_333),
        ("how many phone charges is 1 kWh", 83.33),
        ("1kWhはAI画像何枚分?", 1_577.6),
    ],
)
def test_an_amount_is_counted_in_one_use(engine, question, times):
    headline = engine.ask(question).payload["headline"]
    assert headline["value"] == pytest.approx(times, rel=1e-3)


@pytest.mark.parametrize("question", ["100kWhは洗濯機何回分?", "10 kWhはエアコン何台分?"])
def test_an_amount_is_counted_in_no_other_thing(engine, question):
    assert engine.ask(question).payload["answered"] is False


def test_how_many_times_more_counts_nothing(engine):
    told = engine.ask("How many times more power does a B200 draw than an A100?").payload
    assert "NVIDIA B200: about 2.5 times" in told["headline"]["text"]
