"""What a line only reports, denies or supposes supports nothing."""

import pytest

from bot.answer.reading.asserting import is_refuted, is_unasserted
from tests.bot.answer.documents import engine_over

REPORTS = {
    "acme.md": "# Acme\n\nCritics had claimed that Acme uses 40 TWh a year, which is wrong. "
    "Acme employs 300 people.\n",
    "borel.md": "# Borel\n\nBorel denied that its smelter uses 7 TWh a year.\n",
    "cordoba.md": "# Cordoba\n\nIf the Cordoba plant ran all year, it would use 12 TWh.\n",
    "kitami.md": "# 北見製鋼\n\n北見製鋼の年間電力消費量は12.5億kWhである。"
    "北見製鋼の従業員が900人いるという報道は誤りだ。\n",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    with engine_over(folder, tmp_path_factory.mktemp("home")) as opened:
        yield opened


def test_a_refuted_claim_is_judged_false(engine):
    payload = engine.ask("True or false: Acme uses 40 TWh a year.").payload
    assert payload["headline"]["verdict"] is False


@pytest.mark.parametrize(
    "question",
    [
        "True or false: Acme uses 30 TWh a year.",
        "True or false: The smelter of Borel uses 7 TWh a year.",
        "True or false: The Cordoba plant uses 12 TWh.",
        "How many TWh does the Cordoba plant use?",
        "How many TWh does Acme use a year?",
        "北見製鋼の従業員は何人ですか?",
    ],
)
def test_what_is_only_reported_answers_nothing(engine, question):
    assert not engine.ask(question).payload["answered"]


def test_an_asserted_value_beside_a_refuted_one_is_read(engine):
    assert engine.ask("How many people does Acme employ?").payload["headline"]["value"] == 300


def test_a_large_number_is_shown_as_the_source_writes_it(engine):
    reply = engine.ask("北見製鋼の年間電力消費量はいくらですか?")
    assert reply.payload["headline"]["value"] == 1_250_000_000
    assert "**12.5億kWh**" in reply.payload["headline"]["text"]


@pytest.mark.parametrize(
    "text",
    [
        "Contrary to popular belief, lamps of this kind save energy.",
        "The plant rejected 4 GWh of heat.",
        "It withdrew 650 tonnes of water.",
    ],
)
def test_plain_statements_stay_asserted(text):
    assert not is_unasserted(text)


def test_the_next_sentence_may_take_a_claim_back():
    assert is_refuted("The network uses 9 TWh.", "This claim was later shown to be false.")
