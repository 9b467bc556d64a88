"""What no figure is of: flows, changes, a place's companies, all homes, one device."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "how much electricity does the UK import",
        "what does Norway do with its surplus power",
        "日本で一番電力を使う会社は?",
        "太陽光の発電量が前年より一番増えた国",
        "100Wの電球を日本の家庭全部で1時間つけると何GWh?",
        "家庭用エアコンの消費電力って何ワット?",
    ],
)
def test_it_is_refused(engine, question):
    assert engine.ask(question).payload["answered"] is False


def test_so_many_a_day_are_paid_for_a_month(engine):
    headline = engine.ask("1日1000回ChatGPTに聞くと電気代は月いくら?").payload["headline"]
    assert headline["value"] == pytest.approx(1000 * 30 * 0.34e-3 * 0.135)


def test_a_month_of_a_date_is_no_month_long(engine):
    headline = engine.ask("ビットコインの2024年3月の電力は?").payload.get("headline")
    assert headline is None or headline["value"] > 50


def test_a_bare_place_leans_on_the_share_before(engine):
    text = engine.ask("ブラジルの水力割合は?ノルウェーは?").payload["text"]
    assert "51.8%" in text
    assert "90%" in text


def test_a_measure_of_an_unknown_name_is_told_by_no_sentence_without_it(engine):
    question = "What did Helsby's scope 3 emissions amount to?"
    payload = engine.ask(question).payload
    assert not payload["answered"], payload["text"]
