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


FERRY = """# Tessaly Ferries

Tessaly Ferries sails two ships to the island of Morn. Its newest ship, the Corisande, runs on
batteries. She holds 260 passengers. The older Galatea burns diesel. Before the Corisande the line
burned 2,100 tonnes of diesel a year; now it is 900 tonnes. The quay cost 5 million euros.
"""
SCHOOLS = """# 浅葱町の給食センター

浅葱町の給食センターは、町内の学校9校に給食を届けています。窯6台を電気に替えました。
夏に余った電気は、隣の体育館に送っています。
"""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ferry")
    documents = folder / "documents"
    documents.mkdir()
    (documents / "ferry.md").write_text(FERRY, "utf-8")
    (documents / "schools.md").write_text(SCHOOLS, "utf-8")
    with engine_over(documents, folder / "home") as engine:
        yield engine


@pytest.mark.parametrize(
    "question",
    [
        "How many passengers does the Galatea hold?",
        "how big is the battery of the Corisande?",
        "How much does a ticket on Tessaly Ferries cost?",
        "浅葱町の給食センターの食べ残しはどれくらい?",
    ],
)
def test_what_is_told_of_another_thing_is_refused(ferry, question):
    assert not ferry.ask(question).payload["answered"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many passengers does the Corisande hold?", "260"),
        ("how much diesel does Tessaly Ferries burn now?", "900"),
    ],
)
def test_the_named_thing_and_the_present_are_told(ferry, question, answer):
    assert answer in ferry.ask(question).payload["headline"]["text"]


def test_where_something_is_sent_is_no_thing_that_is_changed(ferry):
    payload = ferry.ask("浅葱町の給食センターで余った電気はどこに送る?").payload
    assert not payload["answered"] or "窯" not in payload["headline"]["text"]
