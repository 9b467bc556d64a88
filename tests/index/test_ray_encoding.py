"""Encoding on a Ray cluster: what is refused without one, and the same vectors with one."""

import importlib.util
import json
import os
import subprocess
import sys

import pytest

from index.errors import GenerationError
from index.hashing import HashEncoder
from index.ray_encoding import RayEncoder
from index.vector_cache import VectorCache

TEXTS = [f"text number {n}" for n in range(200)]
needs_ray = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None,
    reason="Ray is not installed (make install EXTRAS='[ray]', 600 MB)",
)


@pytest.mark.parametrize("where", ["", "localhost", "ray://somewhere", "http://host:10001"])
def test_what_is_no_cluster_is_refused(where):
    with pytest.raises(GenerationError, match=r"give local or the address of a Ray cluster"):
        RayEncoder(where, HashEncoder, HashEncoder())


@pytest.mark.skipif(importlib.util.find_spec("ray") is not None, reason="Ray is installed")
def test_without_ray_it_is_told_how_to_install_it():
    encoder = RayEncoder("local", HashEncoder, HashEncoder())
    with pytest.raises(GenerationError, match=r"run: make install EXTRAS='\[ray\]'"):
        list(encoder.encode_batches([["a"]]))


class Spread(HashEncoder):
    """An encoder that encodes its batches last first, and fails at one, as a lost cluster does."""

    def __init__(self, *, fails_after=None):
        super().__init__()
        self.encoded, self._fails_after = [], fails_after

    def encode_batches(self, batches):
        for number, batch in reversed(list(enumerate(batches))):
            if len(self.encoded) == self._fails_after:
                raise GenerationError("the cluster is lost")
            self.encoded.append(len(batch))
            yield number, self.encode_passages(batch)


def test_batches_in_any_order_give_the_same_vectors_and_are_not_encoded_again(tmp_path):
    cache = VectorCache(tmp_path / "vectors.db")
    with pytest.raises(GenerationError):
        cache.encode_passages(TEXTS, Spread(fails_after=2))
    rest = Spread()
    vectors = cache.encode_passages(TEXTS, rest)
    assert rest.encoded == [64, 64]
    assert (vectors == HashEncoder().encode_passages(TEXTS)).all()


LISTENING = """
import json, subprocess, sys
from index.hashing import HashEncoder
from index.ray_encoding import RayEncoder, _cluster
encoder = RayEncoder("local", HashEncoder, HashEncoder())
texts = [[f"text number {n}"] for n in range(3)]
same = {n: bool((v == HashEncoder().encode_passages(texts[n])).all())
        for n, v in encoder.encode_batches(texts)}
with _cluster("local"):
    said = subprocess.run(["ss", "-ltnpH"], capture_output=True, text=True).stdout
hosts = {line.split()[3].rpartition(":")[0] for line in said.splitlines()
         if any(name in line for name in ("raylet", "gcs_server", "ray::"))}
print(json.dumps([sorted(same.items()), sorted(hosts)]))
"""


@needs_ray
def test_local_encodes_the_same_and_is_heard_by_this_machine_alone():
    done = subprocess.run(
        [sys.executable, "-c", LISTENING],
        capture_output=True, text=True, check=True, timeout=600, env=os.environ,
    )  # fmt: skip
    same, hosts = json.loads(done.stdout.splitlines()[-1])
    assert same == [[0, True], [1, True], [2, True]]
    assert set(hosts) <= {"127.0.0.1", "[::ffff:127.0.0.1]"}
