"""Beside a refusal the passage that came closest is shown, said to be no answer, and cited."""

import pytest

from tests.bot.answer.documents import engine_over

REPORT = """# The Lindow plant

The Lindow plant pumps water for the towns of the valley. In 2023 the pumps of the Lindow plant
used 41 GWh. The director of the plant is Ada Marsh, who came from the harbour office.
"""
JAPANESE = """# 霧谷浄水場

霧谷浄水場は谷の町に水を送っています。霧谷浄水場のポンプは2023年に41 GWhの電力を使いました。
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    (folder / "lindow.md").write_text(REPORT, "utf-8")
    (folder / "kiritani.md").write_text(JAPANESE, "utf-8")
    with engine_over(folder, tmp_path_factory.mktemp("home")) as opened:
        yield opened


def closest(payload):
    return [citation["quote"] for citation in payload["citations"]]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "may well not answer"), ("ja", "答えとは限りません")]
)
def test_it_is_said_to_be_no_answer(reader, language, said):
    question = "How many gigawatt-hours did the harbour office use in 2023?"
    reply = reader.ask(question, language=language)
    assert not reply.payload["answered"]
    assert said in reply.shown.headline
    assert closest(reply.payload) == [reply.shown.sources[0].quote]
    assert "headline" not in reply.payload  # and claims no value


def test_a_year_of_another_event_answers_nothing(reader):
    assert not reader.ask("When did the Lindow plant open?").payload["answered"]


def test_a_year_is_written_as_a_year(reader):
    reply = reader.ask("When did the pumps of the Lindow plant use 41 GWh?")
    assert reply.shown.headline.startswith("**2023**")


def test_another_part_of_a_named_thing_answers_nothing(reader):
    assert not reader.ask("霧谷浄水場の事務所は2023年に何GWh使いましたか?").payload["answered"]


def test_what_is_near_nothing_is_refused_without_a_passage(reader):
    reply = reader.ask("Who wrote the opera about the moon?")
    assert (reply.payload["answered"], closest(reply.payload)) == (False, [])


def test_what_is_answered_is_answered(reader):
    payload = reader.ask("How much did the pumps of the Lindow plant use in 2023?").payload
    assert (payload["answered"], payload["headline"]["value"]) == (True, 41)


def test_kilowit_s_own_articles_are_not_read_beside_a_refusal(engine, reader):
    assert engine.answerer.shelf.parted("kilowit")[1].source_ids == frozenset()
    assert reader.answerer.shelf.parted("kilowit")[1].source_ids == {"lindow", "kiritani"}
