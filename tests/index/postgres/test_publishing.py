"""Generations in PostgreSQL: published whole, kept open by their readers, rolled back, verified."""

import contextlib
import shutil
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.errors import GenerationError
from index.hashing import HashEncoder
from index.opening import open_generation
from index.postgres.catalogue import currents, find_generations
from index.postgres.opening import open_stored
from index.postgres.publishing import Publisher, check_tables
from index.postgres.watching import CurrentWatch
from index.protocols import Filters
from knowledge.errors import StoreError
from knowledge.postgres import PostgresRows, connect

ENCODER = HashEncoder()
QUESTIONS = ("electricity of data centres", "Bitcoin 2024", "日本の電力需要", "カーボン", "zzz")


@pytest.fixture
def publisher(database, tmp_path):
    return Publisher(database, "", tmp_path, ENCODER.encode_queries)


def publish(publisher, content):
    home, name = content
    publisher.publish(name, home.folder(name))
    return name


def end_connections(address):
    with contextlib.closing(connect(address, writing=True)) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def value_in(address):
    opened = open_stored(address, "", ENCODER)
    with contextlib.closing(opened):
        return opened.knowledge.figure("small-dc-2024").value


def test_a_published_generation_holds_the_same_knowledge(publisher, contents):
    home, name = contents[415]
    publish(publisher, contents[415])
    here = open_generation(home, ENCODER)
    there = open_stored(publisher.address, "", ENCODER)
    with contextlib.closing(here), contextlib.closing(there):
        assert there.name == name
        assert there.stored.manifest == here.manifest
        assert set(there.stored.files) == {"centring.json"}  # no file of what is searched
        for read in ("figures", "sources", "documents", "passages", "all_series", "notes",
                     "misconceptions", "subjects", "series_topics", "standings"):  # fmt: skip
            assert getattr(there.knowledge, read)() == getattr(here.knowledge, read)()


@pytest.mark.parametrize("filters", [
    Filters(),
    Filters(kinds=("series",)),
    Filters(source_ids=("small-report",)),
    Filters(subject_ids=("bitcoin-network",), years=("2023",)),
    Filters(source_ids=("nothing",)),
], ids=["all", "kind", "source", "subject and year", "nothing"])  # fmt: skip
def test_the_same_entries_are_found_with_the_same_scores(publisher, contents, filters):
    home, _ = contents[415]
    publish(publisher, contents[415])
    here = open_generation(home, ENCODER)
    there = open_stored(publisher.address, "", ENCODER)
    with contextlib.closing(here), contextlib.closing(there):
        for question in QUESTIONS:
            expected = here.retriever.retrieve(question, filters=filters)
            found = there.retriever.retrieve(question, filters=filters)
            assert [(h.target_id, h.reasons) for h in found] == [
                (h.target_id, h.reasons) for h in expected
            ]
            np.testing.assert_allclose(
                [(h.score, h.dense, h.lexical or 0) for h in found],
                [(h.score, h.dense, h.lexical or 0) for h in expected],
                atol=1e-5,
            )


def test_two_threads_search_at_once_also_when_the_server_closed_the_connection(publisher, contents):
    publish(publisher, contents[415])
    opened = open_stored(publisher.address, "", ENCODER)
    query = ENCODER.encode_queries(["electricity of data centres"])[0]
    with contextlib.closing(opened), ThreadPoolExecutor(2) as pool:
        dense = opened.retriever.dense
        expected = dense.search(query, 5)
        for _ in range(3):
            end_connections(publisher.address)
            found = pool.map(lambda _: dense.search(query, 5), range(8))
            assert list(found) == [expected] * 8


def test_a_reader_stays_with_the_generation_that_it_began_with(publisher, contents):
    publish(publisher, contents[415])
    opened = open_stored(publisher.address, "", ENCODER)
    with contextlib.closing(opened):
        publish(publisher, contents[416])
        assert opened.knowledge.figure("small-dc-2024").value == 415
        assert value_in(publisher.address) == 416


def test_the_last_three_are_kept_and_what_is_read_is_not_dropped(publisher, contents):
    names = [publish(publisher, contents[415])]
    opened = open_stored(publisher.address, "", ENCODER)
    with contextlib.closing(opened):
        names += [publish(publisher, contents[value]) for value in (416, 417, 418)]
        assert opened.knowledge.figure("small-dc-2024").value == 415
    assert publisher.prune() == (names[0],)
    rows = PostgresRows(publisher.address)
    with contextlib.closing(rows):
        assert [one.name for one in find_generations(rows, "")] == names[:0:-1]
    with pytest.raises(GenerationError, match="has no generation"):
        open_stored(publisher.address, "", ENCODER, name=names[0])


def test_going_back_is_an_instant_and_names_what_there_is(publisher, contents):
    first = publish(publisher, contents[415])
    with pytest.raises(GenerationError, match="no earlier generation"):
        publisher.roll_back()
    publish(publisher, contents[416])
    assert publisher.roll_back() == first
    assert value_in(publisher.address) == 415
    with pytest.raises(GenerationError, match=rf"has no generation 'abc'.*{first}"):
        publisher.roll_back("abc")


def test_a_load_that_fails_changes_nothing(publisher, contents, tmp_path):
    first = publish(publisher, contents[415])
    home, name = contents[416]
    broken = tmp_path / name
    shutil.copytree(home.folder(name), broken)
    (broken / "lexical.db").unlink()
    with pytest.raises(Exception, match="unable to open database file"):
        publisher.publish(name, broken)
    rows = PostgresRows(publisher.address)
    with contextlib.closing(rows):
        assert currents(rows) == {"": first}
        assert [one.name for one in find_generations(rows, "")] == [first]
    assert value_in(publisher.address) == 415


def test_another_data_folder_does_not_publish_unless_it_takes_over(publisher, contents, tmp_path):
    publish(publisher, contents[415])
    other_folder = tmp_path / "other"
    other_folder.mkdir()
    other = Publisher(publisher.address, "", other_folder, ENCODER.encode_queries)
    with pytest.raises(GenerationError, match="comes from another data folder"):
        publish(other, contents[416])
    taking = Publisher(publisher.address, "", other_folder, ENCODER.encode_queries, takes_over=True)
    publish(taking, contents[416])
    assert value_in(publisher.address) == 416
    with pytest.raises(GenerationError, match="comes from another data folder"):
        publish(publisher, contents[417])


def test_scopes_do_not_touch_each_other(publisher, contents):
    publish(publisher, contents[415])
    own = Publisher(publisher.address, "12345", publisher.folder, ENCODER.encode_queries)
    publish(own, contents[416])
    opened = open_stored(publisher.address, "12345", ENCODER)
    with contextlib.closing(opened):
        assert opened.knowledge.figure("small-dc-2024").value == 416
    assert value_in(publisher.address) == 415


def test_a_changed_row_and_a_missing_table_are_found(publisher, contents):
    publish(publisher, contents[415])
    opened = open_stored(publisher.address, "", ENCODER)
    opened.close()
    assert check_tables(publisher.address, opened.stored) == []
    schema = opened.stored.schema
    with contextlib.closing(connect(publisher.address, writing=True)) as connection:
        connection.execute(f"UPDATE {schema}.figures SET value = 9 WHERE key = 'small-dc-2024'")
        connection.execute(f"DELETE FROM {schema}.counts WHERE token = 'bitcoin'")
        connection.execute(f"DROP TABLE {schema}.notes")
    problems = check_tables(publisher.address, opened.stored)
    assert problems[0] == "table notes is missing"
    assert problems[1].startswith("table counts has ")
    assert problems[2] == "table figures differs from its digest"


def test_a_store_without_knowledge_says_so(database):
    with pytest.raises(GenerationError, match="no knowledge in the store yet"):
        open_stored(database, "", ENCODER)


def test_another_model_is_refused(publisher, contents):
    publish(publisher, contents[415])

    class Other(HashEncoder):
        model_id = "other"

    with pytest.raises(GenerationError, match=r"built with the model hash-64 .* not other"):
        open_stored(publisher.address, "", Other())


def test_a_publication_is_heard(publisher, contents):
    first = publish(publisher, contents[415])
    watch = CurrentWatch(publisher.address)
    with contextlib.closing(watch):
        assert _heard(watch, first)
        second = publish(publisher, contents[416])
        assert _heard(watch, second)


def _heard(watch, name):
    until = time.monotonic() + 60
    while time.monotonic() < until and watch.current("") != name:
        time.sleep(0.02)
    return watch.current("") == name


def test_a_reader_goes_on_after_its_connection_was_ended(publisher, contents):
    publish(publisher, contents[415])
    opened = open_stored(publisher.address, "", ENCODER)
    with contextlib.closing(opened):
        before = opened.retriever.retrieve("Bitcoin")
        end_connections(publisher.address)
        assert opened.knowledge.figure("small-dc-2024").value == 415
        assert opened.retriever.retrieve("Bitcoin") == before


def test_a_server_that_is_not_there_is_told_without_its_password():
    with pytest.raises(StoreError) as told:
        open_stored("postgresql://kilowit:secret@127.0.0.1:1/x", "", ENCODER)
    assert "check KILOWIT_STORE" in str(told.value)
    assert "secret" not in str(told.value)
    assert "127.0.0.1" not in str(told.value)
