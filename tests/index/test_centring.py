"""What language and length alone tell is taken out of nearness."""

import json

import numpy as np
import pytest

from index.centring import LENGTH_SHRINKAGE, Centring
from index.errors import GenerationError
from index.files import open_index, write_index
from index.hashing import HashEncoder

SHORT, LONG = 10, 1000
QUERY = np.array([0, 1], dtype=np.float32)


def fitted(n):
    """Return a fit to texts of two lengths, of which the long ones alone lie towards (0, 1)."""
    vectors = np.array([[1, 0], [0, 1]] * (n // 2), dtype=np.float32)
    return Centring.fit(vectors, ["en"] * n, [SHORT, LONG] * (n // 2))


def test_what_length_tells_is_taken_out():
    centring = fitted(10_000)
    near = np.array(centring.nearness(QUERY, "en", [0.0, 1.0], [SHORT, LONG])) * centring.spread
    step = np.log(LONG / SHORT) / 2  # of either length from the mean
    kept = LENGTH_SHRINKAGE / (10_000 * step**2 + LENGTH_SHRINKAGE)
    assert near[1] - near[0] == pytest.approx(kept, abs=1e-6)


@pytest.mark.parametrize("lengths", [[], [7] * 4], ids=["not told", "alike"])
def test_texts_of_one_length_tell_nothing_of_it(lengths):
    vectors = np.eye(4, dtype=np.float32)
    assert np.array_equal(Centring.fit(vectors, ["en"] * 4, lengths).drift, np.zeros(4))


def test_it_is_read_as_it_was_written():
    centring = fitted(100)
    read = Centring.decode(centring.encode())
    assert (read.spread, read.log_lengths) == (centring.spread, centring.log_lengths)
    assert np.array_equal(read.drift, centring.drift)
    assert np.array_equal(read.means["en"], centring.means["en"])


def test_an_earlier_generation_knows_no_lengths():
    earlier = Centring.decode(json.dumps({"means": {"en": [0.0, 0.5]}, "spread": 0.1}))
    assert earlier.nearness(QUERY, "en", [0.6], [SHORT]) == pytest.approx([1.0])


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"means": [], "spread": 1}'])
def test_something_else_in_its_place_is_told(tmp_path, content):
    write_index(tmp_path, [], np.zeros((0, 64), np.float32), model_id="hash")
    (tmp_path / "centring.json").write_text(content, encoding="utf-8")
    with pytest.raises(GenerationError, match=r"centring\.json"):
        open_index(tmp_path, HashEncoder())
