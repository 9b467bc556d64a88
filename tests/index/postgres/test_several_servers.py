"""A generation spread over two servers beneath a third: the same answers, or a plain failure."""

import contextlib
import shutil
import tempfile
from pathlib import Path

import pytest

from index.hashing import HashEncoder
from index.opening import open_generation
from index.postgres.opening import open_stored
from index.postgres.publishing import Publisher, check_tables
from knowledge.errors import StoreError
from knowledge.postgres import connect
from scripts.trial_postgres import TrialServer, name_shard
from tests.conftest import empty_database

ENCODER = HashEncoder()
QUESTIONS = ("electricity of data centres", "Bitcoin 2024", "日本の電力需要", "カーボン", "zzz")
SCHEMAS = "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'kilowit_shared_%'"


@pytest.fixture
def spread(database_server):
    """The address of a database with two shards, and the servers: a pair, and one alone."""
    folders = [Path(tempfile.mkdtemp(prefix="kilowit-postgres-")) for _ in range(3)]
    first, second = (TrialServer.create(folder, relaxed=True) for folder in folders[:2])
    replica = TrialServer.replicate(first, folders[2])
    address = empty_database(database_server)
    name_shard(address, 1, first, replica)
    name_shard(address, 2, second)
    yield address, first, second
    for server in (first, second, replica):
        with contextlib.suppress(RuntimeError):
            server.stop("immediate")
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def found(retriever):
    return [retriever.retrieve(question) for question in QUESTIONS]


def told(answers):
    return [[(hit.target_id, hit.reasons) for hit in hits] for hits in answers]


def test_answers_are_the_same_and_a_part_without_a_replica_is_never_left_out(
    spread, contents, tmp_path
):
    address, first, second = spread
    home, name = contents[415]
    publisher = Publisher(address, "", tmp_path, ENCODER.encode_queries, exact_limit=5)
    publisher.publish(name, home.folder(name))
    here, there = open_generation(home, ENCODER), open_stored(address, "", ENCODER)
    with contextlib.closing(here), contextlib.closing(there):
        before = found(there.retriever)
        assert told(before) == told(found(here.retriever))
        assert check_tables(address, there.stored) == []
        with contextlib.closing(connect(second.address)) as connection:
            (n_here,) = connection.execute(
                f"SELECT count(*) FROM {there.stored.schema}.vectors"
            ).fetchone()
        assert 0 < n_here < there.stored.digests["vectors"][0]

        first.stop("immediate")
        assert found(there.retriever) == before
        second.stop("immediate")
        with pytest.raises(StoreError, match="kilowit_shard_2"):
            there.retriever.retrieve(QUESTIONS[0])
        assert there.knowledge.figure("small-dc-2024").value == 415
    with pytest.raises(StoreError):
        publisher.publish("0" * 16, home.folder(name))


def test_what_is_no_longer_kept_goes_from_every_server(spread, contents, tmp_path):
    address, _, second = spread
    publisher = Publisher(address, "", tmp_path, ENCODER.encode_queries)
    for home, name in contents.values():
        publisher.publish(name, home.folder(name))
    with contextlib.closing(connect(second.address)) as connection:
        assert connection.execute(SCHEMAS).fetchone() == (3,)
