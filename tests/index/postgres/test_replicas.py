"""A primary and its replica: questions go to the replica, and go on when either is lost."""

import contextlib
import shutil
import tempfile
import time
from pathlib import Path

import pytest

from bot.state import ServerSettings, State
from index.hashing import HashEncoder
from index.postgres.opening import open_stored
from index.postgres.publishing import Publisher
from index.postgres.watching import CurrentWatch
from knowledge.errors import StoreError
from scripts.trial_postgres import TrialServer

ENCODER = HashEncoder()


@pytest.fixture
def pair():
    """A running primary and its streaming replica."""
    folders = [Path(tempfile.mkdtemp(prefix="kilowit-postgres-")) for _ in range(2)]
    primary = TrialServer.create(folders[0], relaxed=True)
    replica = TrialServer.replicate(primary, folders[1])
    yield primary, replica
    for server in (primary, replica):
        with contextlib.suppress(RuntimeError):
            server.stop("immediate")
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def address_of(*servers):
    hosts = ",".join(f"127.0.0.1:{server.port}" for server in servers)
    return f"postgresql://kilowit:{servers[0].password}@{hosts}/postgres"


def wait_until(holds, wait_s=60.0):
    until = time.monotonic() + wait_s
    while not holds() and time.monotonic() < until:
        time.sleep(0.05)
    return holds()


def test_questions_go_on_from_what_is_left(pair, contents, tmp_path):
    primary, replica = pair
    address = address_of(primary, replica)
    publisher = Publisher(address, "", tmp_path, ENCODER.encode_queries)
    home, name = contents[415]
    publisher.publish(name, home.folder(name))
    watch = CurrentWatch(address)
    assert wait_until(lambda: watch.current("") == name)
    opened = open_stored(address, "", ENCODER)
    rows = opened.knowledge._reader
    assert rows.connection.info.port == replica.port
    before = opened.retriever.retrieve("Bitcoin electricity")

    home, newer = contents[416]
    publisher.publish(newer, home.folder(newer))
    assert wait_until(lambda: watch.current("") == newer)
    assert opened.knowledge.figure("small-dc-2024").value == 415

    primary.stop("immediate")
    assert opened.retriever.retrieve("Bitcoin electricity") == before
    with pytest.raises(StoreError):
        publisher.publish(name, home.folder(newer))
    replica.promote()
    with contextlib.closing(State.open(address)) as state:
        state.servers.set_settings(7, ServerSettings(language="ja"))
        assert state.servers.settings(7).language == "ja"
    home, newest = contents[417]
    publisher.publish(newest, home.folder(newest))
    assert wait_until(lambda: watch.current("") == newest)
    assert opened.retriever.retrieve("Bitcoin electricity") == before
    watch.close()
    opened.close()


def test_a_lost_replica_is_replaced_by_the_primary(pair, contents, tmp_path):
    primary, replica = pair
    address = address_of(primary, replica)
    publisher = Publisher(address, "", tmp_path, ENCODER.encode_queries)
    home, name = contents[415]
    publisher.publish(name, home.folder(name))
    with contextlib.closing(CurrentWatch(address)) as watch:
        assert wait_until(lambda: watch.current("") == name)
    with contextlib.closing(open_stored(address, "", ENCODER)) as opened:
        before = opened.retriever.retrieve("Bitcoin electricity")
        replica.stop("immediate")
        assert opened.retriever.retrieve("Bitcoin electricity") == before
        assert opened.knowledge._reader.connection.info.port == primary.port
        primary.stop("immediate")
        with pytest.raises(StoreError, match="check KILOWIT_STORE"):
            opened.retriever.retrieve("Bitcoin electricity of data centres")
