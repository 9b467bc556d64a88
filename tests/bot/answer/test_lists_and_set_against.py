"""Data sheets of labelled lines, and numbers that stand beside the one that is asked for."""

import pytest

from tests.bot.answer.documents import engine_over

SHEET = """TARN QX-40 HEAT PUMP
Data sheet, issue 3, May 2026

Heat output: 40 kW at 7 C
Power draw at full output: 11.5 kW
Sound at 5 m: 51 dB(A)
Weight: 410 kg
Refrigerant: propane, 3.6 kg
QX-40-L: low-noise version, 46 dB(A), 455 kg
QX-40-M: marine version, 470 kg
"""
NOTE = """# Saltmere Port energy note

Saltmere Port expects a load of 18 MW next summer, against a load of 16.5 MW last summer. The
new quay substation, due in 2029, will double that. Nine ships have signed up for shore power.
"""
JAPANESE = """# 波崎電力の設備

茂木発電所の出力は12万kWです。霧ヶ谷ダムは1958年に運転を始め、出力は8万kWです。

大浜変電所に蓄電池を置きました。容量は2万kWhで、費用は14億円でした。
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")
    documents = folder / "documents"
    documents.mkdir()
    (documents / "qx40.txt").write_text(SHEET, "utf-8")
    (documents / "saltmere.md").write_text(NOTE, "utf-8")
    (documents / "hasaki.md").write_text(JAPANESE, "utf-8")
    with engine_over(documents, folder / "home") as engine:
        yield engine


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("how heavy is the QX-40?", "410 kg"),
        ("What is the weight of the marine version of the QX-40?", "470 kg"),
        ("What load does Saltmere Port expect next summer?", "18 MW"),
        ("when will the quay substation of Saltmere Port be ready?", "2029"),
        ("大浜変電所の蓄電池の費用はいくら?", "14億円"),
        ("霧ヶ谷ダムはいつ運転を始めた?", "1958"),
    ],
)
def test_the_line_that_is_asked_for_is_told(reader, question, answer):
    assert answer in reader.ask(question).payload["headline"]["text"].replace("\u00a0", " ")


@pytest.mark.parametrize(
    "question",
    [
        "what does the QX-40 cost?",
        "茂木発電所はいつ運転を始めた?",
        "茂木発電所はいくらかかった?",
        "What do ships in Saltmere Port pay?",
        "how heavy is the QX-60?",
    ],
)
def test_what_no_line_tells_is_refused(reader, question):
    payload = reader.ask(question).payload
    assert not payload["answered"], payload["text"]


def test_what_was_last_summer_is_told_where_it_is_asked_for(reader):
    text = reader.ask("What was the load of Saltmere Port last summer?").payload["text"]
    assert "16.5" in text


def test_a_price_is_not_told_by_what_a_thing_holds(reader):
    payload = reader.ask("大浜変電所の蓄電池はいくらかかった?").payload
    assert "kWh" not in payload.get("headline", {}).get("text", "")
