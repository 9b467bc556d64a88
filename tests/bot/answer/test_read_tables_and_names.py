"""Cells of tables set as text are read by their row and unit; names by what they are called."""

import pytest

from bot.answer.reading.asking import analyse
from bot.answer.reading.lines import lines_of
from bot.answer.reading.phrases import read_phrases
from bot.answer.reading.records import Evidence
from bot.answer.reading.spans import quantities_of
from bot.answer.reading.tables import flat_columns
from bot.answer.reading.terms import TermWeights
from bot.answer.reading.values import read_values
from knowledge.records import Passage

TABLE = """Model Maker Energy (MWh) Emissions (tCO2e)
Heron 7B Lake Labs 356 14
Stork 11 Big River 520 30"""


def passage(text):
    return Passage("p", "d", "s", "en", ("Report",), text, 0, len(text))


def test_the_last_numbers_of_a_row_stand_under_the_last_units():
    row = next(line for line in lines_of([passage(TABLE)]) if line.text.startswith("Heron"))
    units = [(span.text, span.quantity.unit) for span in quantities_of(row)]
    assert units[-2:] == [("356", "MWh"), ("14", "tCO2e")]


@pytest.mark.parametrize(
    ("row", "header"),
    [
        ("Heron 7B 356 14", "Model Energy (MWh) Emissions (tCO2e) Rank"),  # units do not close it
        ("Heron 14", "Emissions (tCO2e)"),
    ],
)
def test_a_row_that_units_do_not_close_has_no_columns(row, header):
    assert flat_columns(row, header) == ()


def fitted(text, asked):
    """Each line of a text as evidence for a question, all as near as its own words."""
    found = []
    for line in lines_of([passage(text)]):
        own = sum(asked.stems[s] for s in asked.stems if s in line.stems) / asked.weight
        held = {s: 1.0 for s in asked.stems if s in line.stems}
        found.append(Evidence(line, held, own, own, 0.5))
    return found


def asked_of(question, text):
    return analyse(question, language="en", weights=TermWeights.of([text]))


@pytest.mark.parametrize(
    ("question", "text", "name"),
    [
        (
            "Which senator introduced the bill on rivers?",
            "The bill on rivers was introduced in the Senate by Senator Ada J. Marsh on 1 May.",
            "Ada J. Marsh",
        ),
        (
            "What is the name of the pumping system that the harbour uses?",
            "The harbour of Lindow uses Heronflow, a pumping system of the Marsh Company.",
            "Heronflow",
        ),
        (
            "What is the name of the research project that compares pumps?",
            "For instance, the Pump Score project compares pumps and Lindow takes part.",
            "Pump Score",
        ),
    ],
)
def test_a_name_is_told_by_the_kind_that_the_line_gives_it(question, text, name):
    asked = asked_of(question, text)
    best = read_phrases(asked, fitted(text, asked))[0]
    assert (best.text, best.is_of_kind) == (name, True)


def test_a_row_of_another_model_is_not_the_answer():
    asked = asked_of("What are the emissions (in tCO2e) of the Heron 7B model?", TABLE)
    assert read_values(asked, fitted(TABLE, asked))[0].span.text == "14"


def test_an_hourly_price_is_no_total_cost():
    text = "GPU Cost ($/hr) Cost ($)\nA40 4 0.79 32.7\nA100 8 1.67 25.4"
    asked = asked_of("What is the total cost with an A40?", text)
    assert read_values(asked, fitted(text, asked))[0].span.text == "32.7"
