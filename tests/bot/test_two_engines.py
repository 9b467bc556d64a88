"""The data folder and the PostgreSQL store answer alike: same figures, citations and passages."""

import contextlib
import json
from pathlib import Path

import pytest

from bot.engine import build_engine
from index.hashing import HashEncoder
from index.postgres.opening import open_stored
from index.postgres.publishing import Publisher
from index.postgres.ways import EXACT_LIMIT, found_share
from knowledge.postgres import PostgresRows
from knowledge.words import load_vocabulary
from tests.conftest import empty_database

GOLD = Path(__file__).parent / "answer" / "gold"
STEP = 5  # every fifth development question, so that the suite stays fast


def questions():
    found = []
    for name in ("development", "explanations-dev"):
        lines = (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()
        found += [json.loads(line) for line in lines if line.strip()]
    return [(one["question"], tuple(one.get("context", ()))) for one in found][::STEP]


def publish(server, home, folder, *, exact_limit):
    encoder, address = HashEncoder(), empty_database(server)
    publisher = Publisher(address, "", folder, encoder.encode_queries, exact_limit=exact_limit)
    name = home.current()
    publisher.publish(name, home.folder(name))
    return open_stored(address, "", encoder)


@pytest.fixture(scope="module")
def stored_engine(database_server, hashed_home, engine, tmp_path_factory):
    folder = tmp_path_factory.mktemp("folder")
    opened = publish(database_server, hashed_home, folder, exact_limit=EXACT_LIMIT)
    yield build_engine(
        generation=opened.name,
        knowledge=opened.knowledge,
        retriever=opened.retriever,
        vocabulary=load_vocabulary(),
        today=engine.today,
    )
    opened.close()


def told(reply):
    return {key: value for key, value in reply.payload.items() if key != "elapsed_ms"}


def test_every_answer_is_the_same(engine, stored_engine):
    asked = questions()
    assert len(asked) > 50
    for question, context in asked:
        here = engine.ask(question, context=context)
        there = stored_engine.ask(question, context=context)
        assert told(there) == told(here), question
        assert there.shown.text == here.shown.text, question


def test_the_same_passages_are_found_in_the_same_order(engine, stored_engine):
    for question, _ in questions():
        here = [(hit.kind, hit.target_id) for hit in engine.search(question, k=10)]
        there = [(hit.kind, hit.target_id) for hit in stored_engine.search(question, k=10)]
        assert there == here, question


def test_graphs_find_what_a_whole_scan_finds(database_server, hashed_home, engine, tmp_path):
    opened = publish(database_server, hashed_home, tmp_path, exact_limit=500)
    with contextlib.closing(opened):
        rows = PostgresRows(
            opened.retriever.entries._rows._address,
            lambda connection: connection.execute(f"SET search_path = {opened.stored.schema}"),
        )
        with contextlib.closing(rows):
            ways = rows.read("SELECT kind, recall FROM ways WHERE stop - start > 500", named=False)
        assert ways
        assert {kind for kind, _ in ways} <= {"codes", "halves"}
        assert min(recall for _, recall in ways) >= 0.99
        wanted, found = [], []
        for question, _ in questions():
            wanted.append([hit.target_id for hit in engine.search(question, k=10)])
            found.append([hit.target_id for hit in opened.retriever.retrieve(question, k=10)])
    assert found_share(wanted, found) >= 0.98
