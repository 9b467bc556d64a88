"""Questions over added documents are answered when the documents answer them, and only then."""

import json
from pathlib import Path

import pytest

from tests.bot.answer.documents import engine_over

TRUST = Path(__file__).parent / "gold" / "trust"
CONTENT = Path(__file__).parents[2] / "data" / "content"


@pytest.fixture(scope="module")
def development(tmp_path_factory):
    home = tmp_path_factory.mktemp("development")
    with engine_over(TRUST / "development" / "documents", home) as opened:
        yield opened


@pytest.fixture(scope="module")
def held_out(tmp_path_factory):
    home = tmp_path_factory.mktemp("held-out")
    with engine_over(TRUST / "held-out" / "documents", home) as opened:
        yield opened


@pytest.fixture(scope="module")
def beside(tmp_path_factory):
    home = tmp_path_factory.mktemp("beside")
    documents = TRUST / "development" / "documents"
    with engine_over(documents, home, beside=[CONTENT]) as opened:
        yield opened


@pytest.fixture(scope="module")
def held_out_beside(tmp_path_factory):
    home = tmp_path_factory.mktemp("held-out-beside")
    documents = TRUST / "held-out" / "documents"
    with engine_over(documents, home, beside=[CONTENT]) as opened:
        yield opened


def answered(engine, half, *, answerable):
    rows = map(json.loads, (TRUST / half / "questions.jsonl").read_text("utf-8").splitlines())
    asked = [row["question"] for row in rows if (row["answer"] is not None) == answerable]
    return [q for q in asked if engine.ask(q).payload["answered"]], len(asked)


@pytest.mark.parametrize(
    "question",
    [
        "風守町の原子力発電所の発電量は?",
        "風守町の太陽光の発電量は?",
        "How much nuclear power did Kazamori make?",
    ],
)
def test_another_source_of_power_is_not_answered_with_the_wind(development, question):
    assert not development.ask(question).payload["answered"]


def test_the_asked_source_of_power_is_answered(development):
    assert development.ask("風守町の風力の発電量は?").payload["answered"]


def test_what_the_documents_lack_is_mostly_refused(development, held_out):
    for engine, half, most in ((development, "development", 3), (held_out, "held-out", 5)):
        wrong, _ = answered(engine, half, answerable=False)
        assert len(wrong) <= most, wrong


def test_what_the_documents_hold_is_mostly_answered(development, held_out):
    for engine, half, most in ((development, "development", 1), (held_out, "held-out", 6)):
        told, n_asked = answered(engine, half, answerable=True)
        assert n_asked - len(told) <= most


def test_no_number_is_shown_that_no_words_hold(development, held_out):
    assert development.verification.violations == held_out.verification.violations == 0


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("What is the PUE of the Lisbon site?", 1.31, None),
        ("What is the power capacity of the Luleå site?", 140, "MW"),
        ("How much water did the Lisbon site use?", 520e6, "L"),
    ],
)
def test_a_cell_is_read_by_its_row_and_its_header(development, question, value, unit):
    headline = development.ask(question).payload["headline"]
    assert (headline["value"], headline["unit"]) == (value, unit)


@pytest.mark.parametrize(
    "question",
    [
        "How much electricity did the Brightwater station generate in 2021?",
        "How many quantum processors does Helsby Compute operate?",
        "山手営業所の充電器は何基ですか?",
        "風守町の人口は何人ですか?",
    ],
    ids=["another year", "another kind", "another place", "another measure"],
)
def test_a_near_miss_is_refused(development, question):
    assert development.ask(question).payload["answered"] is False


REPORTS = {
    "acme.md": "# Acme Steel annual report 2024\n\nAcme Steel used 3.4 TWh of electricity in 2024 "
    "and 3.1 TWh in 2023. Borealis Metals used 2.0 TWh of electricity in 2024. The average water "
    "withdrawal and consumption of Acme Steel are 43.8 L/kWh and 3.1 L/kWh, respectively.\n",
    "phones.md": "# Language models on phones\n\nA response takes between 18 J (Pika-0.5B on the "
    "Nova X) and 610 J (Corvid-8B on the Nova X).\n\n| Model | Nova X (J) | Orbit 9 (J) |\n"
    "|---|---|---|\n| Pika-0.5B | 18 | 22 |\n| Corvid-8B | 610 | 655 |\n",
    "kitami.md": "# 北見製鋼 2024年度報告\n\n北見製鋼の従業員は850人である。\n",
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    with engine_over(folder, tmp_path_factory.mktemp("home")) as opened:
        yield opened


@pytest.mark.parametrize(("count", "verdict"), [(850, True), (900, False)])
def test_a_count_of_people_is_judged(reports, count, verdict):
    payload = reports.ask(f"北見製鋼の従業員が{count}人いる。正しいですか?").payload
    assert payload["headline"]["verdict"] is verdict


def test_two_rows_are_compared_that_each_name_one_side(reports):
    question = "How many times more energy does Corvid-8B use than Pika-0.5B on the Nova X?"
    assert reports.ask(question).payload["headline"]["value"] == pytest.approx(610 / 18, rel=0.01)


def test_values_listed_respectively_are_told_apart(reports):
    headline = reports.ask("What is the average water consumption of Acme Steel, in L/kWh?").payload
    assert headline["headline"]["value"] == 3.1


def test_a_change_is_told_as_a_trend_of_figures(reports):
    payload = reports.ask("How did Acme Steel's electricity use change from 2023 to 2024?").payload
    assert (payload["kind"], payload["headline"]["value"]) == ("trend", 3.4)


def test_two_subjects_are_compared_by_their_figures(reports):
    payload = reports.ask("Acme SteelとBorealis Metalsの電力消費量を比べて").payload
    assert (payload["kind"], payload["headline"]["value"]) == ("comparison", 1.7)


def test_one_amount_of_money_does_not_stand_for_another(held_out):
    payload = held_out.ask("しらさぎ製鉄の売上高はいくらですか?").payload
    assert not payload["answered"] or payload["headline"]["value"] != 1850e8


def test_documents_beside_curated_content_answer_nearly_as_often(beside):
    told, n_asked = answered(beside, "development", answerable=True)
    assert len(told) >= n_asked - 2  # by hashed words; 31 of 32 by the model
    wrong, _ = answered(beside, "development", answerable=False)
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize(("half", "least"), [("added", 26), ("added-later", 14)])
def test_of_further_documents_most_is_told_and_little_that_they_lack(tmp_path, half, least):
    with engine_over(TRUST / half / "documents", tmp_path, beside=[CONTENT]) as opened:
        told, _ = answered(opened, half, answerable=True)
        wrong, _ = answered(opened, half, answerable=False)
    assert len(told) >= least
    assert len(wrong) <= 1, wrong  # Bitcoin's electricity, which kilowit knows
    assert opened.verification.violations == 0


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("True or false: a cracked bearing caused the longest outage at Brightwater.", True),
        ("True or false: Helsby's servers are kept for six years on average.", True),
        ("True or false: Helsby's servers are kept for nine years on average.", False),
    ],
)
def test_a_statement_on_a_name_of_added_documents_is_judged(beside, question, verdict):
    assert beside.ask(question).payload["headline"]["verdict"] is verdict


@pytest.mark.parametrize(
    "question",
    [
        "True or false: a crack caused the longest outage at a wind farm.",
        "AI emits 80 million tonnes of CO2, true or false?",
    ],
)
def test_a_statement_without_such_a_name_is_left_to_the_check_of_claims(beside, question):
    payload = beside.ask(question).payload
    assert "documents" not in payload["interpretation"], payload["text"]


def test_only_sources_that_hold_the_name_are_read(held_out_beside):
    payload = held_out_beside.ask("北斗データセンターの二酸化炭素の排出量は何トンですか?").payload
    assert not payload["answered"], payload["text"]


def test_a_general_sentence_tells_nothing_of_a_name_that_it_lacks(beside):
    payload = beside.ask("Why did Brightwater's diesel generators fail?").payload
    assert not payload["answered"], payload["text"]


def test_a_near_name_in_kana_is_another_one(held_out):
    assert held_out.ask("しらさぎ製鉄の従業員は何人ですか?").payload["answered"]
    assert not held_out.ask("しらぎく製鉄の従業員は何人ですか?").payload["answered"]


def test_one_years_amount_is_no_change_between_two(development):
    question = "By how much did Brightwater's generation grow from 2023 to 2024?"
    payload = development.ask(question).payload
    assert payload["kind"] != "figure", payload["text"]


def test_heat_that_is_sold_is_no_electricity_that_is_used(held_out):
    question = "How much electricity did the Tarn Valley heat network use in 2025?"
    payload = held_out.ask(question).payload
    assert not payload["answered"] or payload["headline"]["value"] != 196
