"""What is asked beside a known figure, and no figure tells, is refused."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "If electricity costs 30 cents per kWh, how much is running a fridge for 10 hours?",
        "how many people could live off bitcoin's electricity in India",
        "Which year did China's solar beat Germany's?",
        "How much more efficient is the H100 than the A100?",
        "夏のエアコンって1日いくら?",
        "アメリカの原発は何基ある?",
        "アメリカの原発はいくつある?",
        "ビットコインの採掘業者はいくつありますか",
        "How many nuclear reactors does the US have?",
        "Googleのデータセンターは何カ所?",
        "火力発電をやめたら日本の電力は足りる?",
        "does 5G use more power than 4G",
    ],
)
def test_a_figure_beside_the_question_is_no_answer(engine, question):
    assert not engine.ask(question).shown.answered


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("ビットコインの電力は前年より増えた?", "2023年の"),
        ("Is China using more coal power than the year before?", "in 2024 to"),
        ("オーストラリアの太陽光の割合を5年前と比べて", "2021年の"),
        ("rank Germany, Spain and Italy by wind generation", "**Germany: about 2.32 times Spain"),
    ],
)
def test_what_is_compared_is_what_is_named(engine, question, text):
    assert text in engine.ask(question).payload["headline"]["text"]


def test_a_number_that_is_a_figure_is_told(engine):
    assert engine.ask("日本の人口は何人?").payload["headline"]["unit"] == "person"


@pytest.mark.parametrize("country", ["中国", "韓国", "英国"])
def test_a_country_whose_name_ends_with_country_is_no_question_of_which(engine, country):
    context = ("フランスの電力消費は?",)
    payload = engine.ask(f"{country}は?", context=context).payload
    assert payload["kind"] == "figure"


@pytest.mark.parametrize("part", ["only homes?", "just households?"])
def test_a_part_that_is_singled_out_is_no_count_of_homes(engine, part):
    context = ("how much electricity does Japan use",)
    assert not engine.ask(part, context=context).payload["answered"]
