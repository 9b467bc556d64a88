"""Rows packed for COPY arrive as they were: vectors, codes, tokens and their places."""

import contextlib

import numpy as np
import pytest

from index.postgres import frames
from index.postgres.ways import DEPTHS, found_share, least_depth, share_in_codes
from index.postgres.words import _BASEL
from knowledge.postgres import ConnectionRows, connect

TOKENS = ["a", "電力", "a", "it's", "b\\c", "1.5", "a"]


@pytest.fixture
def connection(database):
    with contextlib.closing(connect(database, writing=True)) as connection:
        connection.execute("CREATE EXTENSION vector")
        yield connection


def copied(connection, kind, value):
    connection.execute(f"CREATE TEMPORARY TABLE t(v {kind})")
    with connection.cursor() as cursor, cursor.copy("COPY t FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(frames.HEADER + frames.frame([value]) + frames.TRAILER)


def test_a_vector_arrives_in_half_precision(connection):
    vectors = np.random.default_rng(1).standard_normal((1, 384)).astype(np.float32)
    copied(connection, "halfvec(384)", next(frames.halfvecs(vectors)))
    rows = ConnectionRows(connection).read("SELECT v FROM t", named=False)
    np.testing.assert_array_equal(
        frames.read_halfvecs([rows[0][0]]), vectors.astype(np.float16).astype(np.float32)
    )


def test_codes_are_the_signs(connection):
    vectors = np.array([[1, -1, 0.5, -0.5, -1, -1, -1, 1, 1, -1]], dtype=np.float32)
    (code,) = frames.bit_strings(frames.code_bits(vectors), 10)
    copied(connection, "bit(10)", code)
    assert ConnectionRows(connection).read("SELECT v::text FROM t", named=False) == [
        ("1010000110",)
    ]


def test_tokens_keep_how_often_and_where_they_stand(connection):
    copied(connection, "tsvector", frames.token_list(TOKENS))
    rows = ConnectionRows(connection).read(
        'SELECT lexeme, positions FROM t, unnest(v) ORDER BY lexeme COLLATE "C"', named=False
    )
    assert rows == [
        ("1.5", [6]), ("a", [1, 3, 7]), ("b\\c", [5]), ("it's", [4]), ("電力", [2]),
    ]  # fmt: skip


def test_a_token_beyond_what_a_tsvector_counts_is_kept(connection):
    copied(connection, "tsvector", frames.token_list([*(["a"] * 300), *(["x"] * 17_000), "z"]))
    rows = ConnectionRows(connection).read(
        "SELECT lexeme, cardinality(positions) FROM t, unnest(v) ORDER BY 1", named=False
    )
    assert rows == [("a", 255), ("x", 255), ("z", 0)] or rows[2][1] in (None, 0)


def test_how_often_a_token_stands_is_read_off_its_rank(connection):
    for n in (1, 2, 3, 7, 40):
        rank = connection.execute(
            "SELECT ts_rank('{1,1,1,1}', %s::tsvector, 'a')",
            ["'a':" + ",".join(str(at) for at in range(1, n + 1))],
        ).fetchone()[0]
        assert 1 / (_BASEL * (1 - rank)) - 0.5 == pytest.approx(n, rel=0.06)


def test_the_least_depth_that_suffices_is_taken():
    assert least_depth({100: 0.9, 200: 0.99, 400: 1.0, 800: 1.0}.__getitem__) == (200, 0.99)
    assert least_depth(lambda depth: 0.9) is None
    assert least_depth(lambda depth: 0.98) == (DEPTHS[-1], 0.98)


def test_the_share_of_what_was_found():
    assert found_share([[1, 2], [3, 4]], [[2, 9], [4, 3]]) == 0.75


def test_codes_without_the_mean_do_not_tell_a_shared_direction_apart():
    random = np.random.default_rng(2)
    vectors = random.standard_normal((3_000, 64)).astype(np.float32) + 2
    questions = vectors[:50] + 0.1 * random.standard_normal((50, 64)).astype(np.float32)
    distances = ((questions[:, None] - vectors[None]) ** 2).sum(axis=2)
    neighbours = vectors[np.argsort(distances, axis=1)[:, :10]]

    def share(mean):
        blocks = [vectors[:1_000], vectors[1_000:]]
        return share_in_codes(blocks, questions, neighbours, mean=mean, depth=400)

    centred, plain = share(vectors.mean(axis=0)), share(np.zeros(64, dtype=np.float32))
    assert centred > 0.9
    assert plain < 0.75
