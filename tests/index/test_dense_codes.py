"""Large runs are searched by short codes, calibrated until they find what an exact search finds."""

import faiss
import numpy as np
import pytest

from index.dense import Codes, DenseIndex

N, DIMENSION = 3_000, 64


def clustered(n: int, seed: int) -> np.ndarray:
    dice = np.random.default_rng(seed)
    centres = np.random.default_rng(0).standard_normal((40, DIMENSION))
    rows = centres[dice.integers(0, 40, n)] + 0.7 * dice.standard_normal((n, DIMENSION))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("codes")
    runs = [(0, 500), (500, N)]
    with (
        pytest.MonkeyPatch.context() as patch
    ):  # the shipped least would compare nearly all of so few
        patch.setattr("index.dense.K_FACTORS", (8, 16, 32))
        DenseIndex.build(clustered(N, 1), runs, flat_limit=1_000).save(path)
    return path


def test_only_a_large_run_gets_codes(folder):
    kind = DenseIndex.open(folder).kind
    assert kind.startswith("fp16, 1-bit 500-3000 k_factor ")
    assert len(list(folder.glob("codes-500-3000-*.faiss"))) == 1


def test_codes_find_what_an_exact_search_finds(folder):
    index = DenseIndex.open(folder)
    queries = clustered(100, 2)
    exact = index.nearest(queries, 10, within=(500, N))
    found = [{at for at, _ in index.search(query, 10, within=(500, N))} for query in queries]
    hits = sum(len(near & set(row.tolist())) for near, row in zip(found, exact, strict=True))
    assert hits >= 0.99 * 10 * len(queries)


def test_a_found_cosine_is_the_exact_one(folder):
    index = DenseIndex.open(folder)
    query = clustered(1, 3)[0]
    found = index.search(query, 5, within=(500, N))
    assert [cosine for _, cosine in found] == pytest.approx(
        (index.vectors([at for at, _ in found]) @ query).tolist(), abs=1e-6
    )


def test_many_vectors_at_once_find_what_one_by_one_finds(folder):
    index = DenseIndex.open(folder)
    queries = clustered(20, 4)
    one_by_one = [[at for at, _ in index.search(q, 7, within=(0, 500))] for q in queries]
    assert index.nearest(queries, 7, within=(0, 500)).tolist() == one_by_one


def test_what_vectors_share_is_coded_apart():
    """Most of a cosine is what all share, and vectors differ in how much of it they have."""
    shared = np.random.default_rng(8).standard_normal(DIMENSION)
    vectors, questions = leaning(N, 9, shared), leaning(100, 10, shared)
    exact = np.argsort(-(questions @ vectors.T), axis=1)[:, :10]
    codes = codes_of(vectors)
    centred = faiss.IndexPQFastScan(DIMENSION, DIMENSION // 4, 4, faiss.METRIC_INNER_PRODUCT)
    rows = vectors - vectors.mean(axis=0)
    centred.train(rows)
    centred.add(rows)
    for asked in (questions, questions - vectors.mean(axis=0)):
        assert found_share(centred.search(asked, 40)[1], exact) < 0.85
    assert found_share(codes.search(questions, 40), exact) > 0.9


def leaning(n: int, seed: int, shared: np.ndarray) -> np.ndarray:
    strengths = np.random.default_rng(seed).uniform(0.2, 0.3, n)
    rows = clustered(n, seed) + strengths[:, None] * shared
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def codes_of(vectors: np.ndarray) -> Codes:
    index = DenseIndex.build(vectors, [(0, len(vectors))], flat_limit=1_000)
    return next(iter(index._codes.values()))


def found_share(proposed: np.ndarray, exact: np.ndarray) -> float:
    pairs = zip(proposed.tolist(), exact.tolist(), strict=True)
    return sum(len(set(near) & set(row)) for near, row in pairs) / exact.size


def test_codes_of_an_earlier_version_are_left_for_an_exact_search(tmp_path):
    vectors = clustered(N, 1)
    DenseIndex.build(vectors, flat_limit=1_000).save(tmp_path)
    earlier = faiss.IndexPreTransform(
        faiss.CenteringTransform(DIMENSION),
        faiss.IndexPQFastScan(DIMENSION, DIMENSION // 4, 4, faiss.METRIC_INNER_PRODUCT),
    )
    earlier.train(vectors)
    earlier.add(vectors)
    faiss.write_index(earlier, str(tmp_path / f"codes-0-{N}-16.faiss"))
    index = DenseIndex.open(tmp_path)
    assert index.kind == "fp16"
    assert index.search(vectors[7], 1, within=(0, N))[0][0] == 7


def test_what_passes_a_filter_is_compared_exactly(folder):
    index = DenseIndex.open(folder)
    query = clustered(1, 5)[0]
    wanted = [501, 777, 2_999]
    found = index.search(query, 10, within=(500, N), among=wanted)
    assert sorted(at for at, _ in found) == wanted


def test_vectors_that_codes_cannot_tell_apart_stay_exact(monkeypatch):
    monkeypatch.setattr("index.dense.K_FACTORS", (1,))
    assert DenseIndex.build(noise(DIMENSION), [(0, N)], flat_limit=1_000).kind == "fp16"


def test_dimensions_that_no_codes_fit_stay_exact():
    assert DenseIndex.build(noise(62), [(0, N)], flat_limit=1_000).kind == "fp16"


def noise(dimension: int) -> np.ndarray:
    rows = np.random.default_rng(6).standard_normal((N, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_the_files_name_says_the_run_and_the_factor():
    assert Codes(0, 9, 16, None).file_name == "codes-0-9-16.faiss"
