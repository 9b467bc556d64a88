"""What is asked about the things of added documents, beside kilowit's own content."""

from pathlib import Path

import pytest

from bot.answer.reading.directions import direction_of
from tests.bot.answer.documents import engine_over

CONTENT = Path(__file__).parents[2] / "data" / "content"
FERRY = """# Ostrava Lake ferries 2024

The Ostrava Lake ferries used 6.2 GWh in 2024, up from 5.1 GWh in 2023. Peak demand so far was
3.4 MW. Heat from the chargers dries the ropes of the shipyard. Three crossings were cancelled
because the lake froze.

| Ferry | Seats | Energy 2023 (MWh) | Energy 2024 (MWh) |
|---|---|---|---|
| Alma | 120 | 1,700 | 1,650 |
| Bertha | 90 | 1,900 | 2,300 |
| Clara | 60 | 1,500 | 2,250 |
| Total | 270 | 5,100 | 6,200 |

A ticket costs 12 euros, and the piers were painted by Kroll Brothers in May.

Cars brought 48% of the income, lorries 30% and coaches the rest. Tourists made up 60% of the
passengers and commuters the rest, 5% more than in 2023.

The Bertha has two motors, the older one from 2009. It is to retire in 2031.
"""
FREEZER = """# 業務用冷凍庫「ユキミツ」のご案内

## 容量はどのくらいですか
実効容量は640 Lです。保証期間は7年です。

## 屋外に置けますか
屋外には設置できません。

## どこで作っていますか
工場の38棟のうち12棟に屋根の緑化を施した。本体は笹原製作所が製造しています。開発の責任者は水野はるか氏です。廃熱は床の乾燥に使われます。

雪見工場の生産は2024年度に3,200台で、前年度から12%減った。月見工場の出荷は2026年に始まる。
"""


@pytest.fixture(scope="module")
def beside(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    (folder / "ferries.md").write_text(FERRY, "utf-8")
    (folder / "yukimitsu.md").write_text(FREEZER, "utf-8")
    with engine_over(folder, tmp_path_factory.mktemp("home"), beside=[CONTENT]) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("ユキミツの容量は?", 640),  # which only the title names
        ("ユキミツは何年保証?", 7),
        ("月見工場の出荷はいつ?", 2026),
        ("ユキミツの工場で屋根を緑化したのは何棟?", 12),
        ("ユキミツの工場は何棟?", 38),
        ("When does the Bertha retire?", 2031),
    ],
)
def test_a_value_of_a_named_thing_is_read(beside, question, value):
    assert beside.ask(question).payload["headline"]["value"] == value


def test_the_share_that_is_left_over_is_reckoned(beside):
    payload = beside.ask("What share of the Ostrava ferries' income did coaches bring?").payload
    assert (payload["headline"]["value"], payload["headline"]["unit"]) == (22, "%")
    assert payload["derivations"][0]["steps"] == "100% − 48% − 30%"


def test_what_is_left_over_of_more_than_parts_is_not_reckoned(beside):
    question = "What share of the Ostrava ferries' passengers did commuters make up?"
    assert not beside.ask(question).payload["answered"]


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is it true that energy use of the Ostrava Lake ferries fell in 2024?", False),
        ("Did energy use of the Ostrava Lake ferries rise in 2024?", True),
        ("ユキミツは屋外に設置できる?", False),
        ("雪見工場の生産は2024年度に減った?", True),
    ],
)
def test_yes_or_no_is_judged_by_the_line(beside, question, verdict):
    assert beside.ask(question).payload["headline"]["verdict"] is verdict


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Which ferry used the most energy in 2024?", "Bertha"),
        ("Which ferry used the least energy in 2024?", "Alma"),
        ("Which ferry has the fewest seats?", "Clara"),
        ("ユキミツの開発の責任者は誰?", "水野はるか"),
        ("Who painted the piers of the Ostrava Lake ferries?", "Kroll Brothers"),
    ],
)
def test_a_name_is_read(beside, question, name):
    assert beside.ask(question).payload["headline"]["text"] == name


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What is the heat from the Ostrava chargers used for?", "dries the ropes"),
        ("Why were some Ostrava crossings cancelled?", "because the lake froze"),
        ("ユキミツの廃熱は何に使われている?", "床の乾燥"),
    ],
)
def test_purpose_and_reason_are_told_by_a_sentence(beside, question, words):
    payload = beside.ask(question).payload
    assert payload["kind"] == "explanation"
    assert words in payload["headline"]["text"]


@pytest.mark.parametrize(
    "question",
    [
        "雪見工場の出荷はいつ?",  # of 月見工場
        "Which ferry used the most energy in 2019?",
        "ユキナツの容量は?",
        "ユキミツの事務棟の容量は?",
        "How much diesel did the Ostrava Lake ferries burn in 2024?",
        "Which captain earned the most in 2024?",
        "Why did the Ostrava Lake ferries lay off their captains?",
    ],
)
def test_what_is_said_of_another_thing_answers_nothing(beside, question):
    payload = beside.ask(question).payload
    assert not payload["answered"], payload["text"]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Sales fell.", "down"),
        ("18 GWh, up from 14", "up"),
        ("31% less than in 2023", "down"),
        ("前年度から5%減った", "down"),
        ("売上は伸びた", "up"),
        ("It rose, then fell.", None),
        ("It stood still.", None),
    ],
)
def test_the_way_that_something_moved(text, way):
    assert direction_of(text) == way


@pytest.mark.parametrize(("name", "answered"), [("はるか製作所", True), ("はるみ製作所", False)])
def test_a_name_in_kana_is_told_from_a_like_one(tmp_path, name, answered):
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "a.md").write_text("はるか製作所の2024年の電力使用量は3 GWhだった。", "utf-8")
    with engine_over(documents, tmp_path / "home", beside=[CONTENT]) as opened:
        assert opened.ask(f"{name}の電力使用量は?").payload["answered"] is answered
