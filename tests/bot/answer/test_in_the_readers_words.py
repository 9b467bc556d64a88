"""Added documents asked about in the reader's words, which are seldom those of the page."""

from pathlib import Path

import pytest

from bot.answer.reading.same_stems import same_stem
from bot.answer.reading.terms import stem
from tests.bot.answer.documents import engine_over

CONTENT = Path(__file__).parents[2] / "data" / "content"
STOVE = """# Glowmere 40 stove: questions and answers

## How much heat can it hold?
A full Glowmere holds 21 kWh of heat.

## What does it cost?
The stove itself is £3,200 including VAT.

## Does it work in the rain?
No. The fan of the Glowmere must stay dry.

## Who builds it?
It is built in Port Selby by Marr & Tolley, said chief executive Ines Marr. It weighs 96 kg. Fans,
not pumps, were the largest load of the Glowmere. When the flue is cold the Glowmere can start
slowly, because its bricks store heat. Repairs of the Glowmere were financed by the Selby Trust.

Olaf Brandt took over as managing director of the Glowmere works from Vera Lund in June. The
chimney of the Glowmere works is 87 m long. In 2027 the Glowmere works will lay a new floor
for £9.2 million.

Most of the heat of the Glowmere works, 71%, came from wood. A heat pump gave 17% and oil the rest.

The Glowmere works made 61 GWh of heat in 2024. Of this it used 23 GWh and sold the rest.
"""
MILL = """# 霧ヶ丘製粉 環境報告

霧ヶ丘製粉の従業員数は143人です。品質部門の責任者は執行役員の栗原みなとです。
西浦工場は石炭ボイラーを廃止し、木質チップに切り替えました。このため同工場のCO2排出量は8割減りました。
ふすまの売上は村営バスの運行に充てます。峰の原区の電力消費量は417 GWhだった。
工場の見学会は12月8日に開く。

霧ヶ丘製粉(社長・三宅あずさ)は2025年に電動トラック40台の運行を始めた。車両はヒノデ車体が製造した。
満充電で約230キロ走れる。出荷の契約は1万2,400件だった。水素トラックの導入予定はありません。
年間の出荷量は2,930トンで、前年度を下回った。落雷で粉ひき機が壊れ、19日間止まったためである。
"""


@pytest.fixture(scope="module")
def beside(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    (folder / "stove.md").write_text(STOVE, "utf-8")
    (folder / "mill.md").write_text(MILL, "utf-8")
    with engine_over(folder, tmp_path_factory.mktemp("home"), beside=[CONTENT]) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how much heat does a Glowmere store?", 21),
        ("What's the price of the Glowmere?", 3200),
        ("How heavy is the Glowmere 40?", 96),
        ("How much heat did the Glowmere works sell?", 38),
        ("How long is the chimney of the Glowmere works?", 87),
        ("what will the new floor of the Glowmere works cost", 9.2e6),
        ("霧ヶ丘製粉のトラックは満充電でどれくらい走れる?", 230),
        ("霧ヶ丘製粉の出荷の契約件数は?", 12400),
        ("霧ヶ丘製粉で働いている人は何人?", 143),
        ("霧ヶ丘製粉で働いてるのは何人?", 143),
    ],
)
def test_a_value_is_read(beside, question, value):
    assert beside.ask(question).payload["headline"]["value"] == value


def test_what_is_sold_is_the_whole_less_what_is_used(beside):
    payload = beside.ask("How much heat did the Glowmere works sell?").payload
    assert payload["derivations"][0]["steps"] == "61 GWh − 23 GWh"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("who made the Glowmere?", "Marr & Tolley"),
        ("who's the boss of Glowmere?", "Ines Marr"),
        ("Who paid for the repairs of the Glowmere?", "Selby Trust"),
        ("Which part is the largest load of the Glowmere?", "Fans"),
        ("How can the Glowmere start when the flue is cold?", "because its bricks store heat"),
        ("who's in charge of the Glowmere works?", "Olaf Brandt"),
        ("who runs Glowmere?", "Olaf Brandt"),
        ("霧ヶ丘製粉の社長は誰?", "三宅あずさ"),
        ("霧ヶ丘製粉の車両を作ったのはどこの会社?", "ヒノデ車体"),
        ("霧ヶ丘製粉の品質責任者って誰?", "栗原みなと"),
        ("霧ヶ丘製粉の見学会はいつ?", "12月8日"),
        ("なんで霧ヶ丘製粉の出荷量は減ったの?", "落雷"),
        ("霧ヶ丘製粉のふすまの売上はなにに使うの?", "村営バスの運行"),
        (
            "西浦工場のCO2はなんで減ったの?",
            "木質チップ",
        ),  # of which the next sentence is the effect
    ],
)
def test_words_are_read(beside, question, words):
    assert words in beside.ask(question).payload["headline"]["text"]


def test_the_pages_own_no_is_told_with_its_reason(beside):
    payload = beside.ask("does the Glowmere work in the rain").payload
    assert payload["headline"]["verdict"] is False
    assert payload["citations"][0]["quote"] == "No. The fan of the Glowmere must stay dry."


@pytest.mark.parametrize(
    "question",
    [
        "How much heat does the Glowmere 90 hold?",  # another model
        "How much heat does a Glowmere lorry store?",  # a thing that no page knows
        "What share of the heat of the Glowmere works came from oil?",  # 12 % or 83 %
        "What is the heat of schools that use the Glowmere?",
        "How much did the Glowmere works pay for wood?",
        "山の原区の電力消費量は?",  # a near name
        "Did anybody sue over the Glowmere?",  # of which no page says a word
    ],
)
def test_what_the_page_does_not_hold_is_refused(beside, question):
    payload = beside.ask(question).payload
    assert not payload["answered"], payload["text"]


@pytest.mark.parametrize(
    ("one", "other"), [("took", "takes"), ("prices", "costs"), ("heavy", "weighs")]
)
def test_words_of_one_meaning_have_one_stem(one, other):
    assert stem(one) == stem(other)


def test_other_words_stay_themselves():
    assert same_stem("kiln") == "kiln"
