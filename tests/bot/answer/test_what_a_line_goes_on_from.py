"""Lines of a page without a subject of their own, and numbers beside the one that is asked for."""

import pytest

from tests.bot.answer.documents import engine_over

ENGLISH = """# Corvane Dairy energy note

Corvane Dairy installed a heat recovery unit in March 2021. It was built by Halden Thermo and cost
3 million pounds, half a million more than planned. The unit needs 140 kW of electricity.

Boiler 2 emits 9,000 tonnes of CO2 a year. Electricity use of Corvane Dairy rose from 21 GWh in
2022 to 24 GWh in 2024. Solar panels at Corvane Dairy generated 3.5 GWh in 2024.
"""
JAPANESE = """# 真鶴島浄化センターの電力

2017年6月、西浜処理場に小水力発電機を入れました。出力は42kW、年間の発電量は29万kWhです。

太陽光パネルは東浜処理場の屋根に2020年に設けました。出力は230kWで、年に26万kWhを発電しています。

真鶴島の下水道の2024年度の電力使用量は610万kWhでした。電気代は2022年度の9,800万円から1億2,000万円に増えました。
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    folder = tmp_path_factory.mktemp("goes-on")
    documents = folder / "documents"
    documents.mkdir()
    (documents / "corvane.md").write_text(ENGLISH, "utf-8")
    (documents / "manazuru.md").write_text(JAPANESE, "utf-8")
    with engine_over(documents, folder / "home") as engine:
        yield engine


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("who built the heat recovery unit of Corvane Dairy", "Halden Thermo"),
        ("what did the Corvane heat recovery unit cost?", "3 million"),
        ("西浜処理場の小水力発電機の出力は?", "42 kW"),
        ("東浜処理場の太陽光の出力は?", "230 kW"),
        ("東浜処理場の太陽光はいつから動いてる?", "2020"),
        ("真鶴島の下水道はどれくらい電気を使ってるの?", "610万kWh"),
        ("真鶴島の下水道の電気代は?", "1億2,000万円"),
    ],
)
def test_it_tells_of_what_stands_before_it(reader, question, answer):
    assert answer in reader.ask(question).payload["headline"]["text"].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("How much CO2 does boiler 1 of Corvane Dairy emit?", "9,000"),
        ("How much electricity did Corvane Dairy sell in 2024?", "24"),
        ("東浜処理場の小水力の出力は?", "42"),
        ("東浜処理場の小水力の出力は?", "230"),
        ("真鶴島の下水道はどれくらい電気を使ってるの?", "29万"),
        ("Where was the Corvane heat recovery unit built?", "Halden"),
    ],
)
def test_what_stands_beside_is_not_told(reader, question, wrong):
    payload = reader.ask(question).payload
    assert not payload["answered"] or wrong not in payload["headline"]["text"]
