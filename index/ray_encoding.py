"""Encodes passages on the processors of several machines, by Ray. The only module that imports it.

Only texts and vectors travel, and the name of the model; each machine needs kilowit and the model.
A batch on a machine that is lost is encoded on another.
"""

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import numpy as np

from index.errors import GenerationError
from index.protocols import Embeddings, Encoder

LOCAL = "local"
_ADDRESS = re.compile(r"ray://[\w.-]+:\d{1,5}|ray://\[[0-9a-fA-F:]+\]:\d{1,5}")
_WAVE = 2_000  # batches that Ray holds at a time
_HANDED = 4  # batches handed out together
_FIRST = {"node:__internal_head__": 0.001}  # Ray's name of a cluster's first machine


class RayEncoder:
    """An encoder (`index.protocols.SpreadEncoder`) whose batches are encoded by a Ray cluster.

    `where` is "local", which starts Ray on this machine, heard by nobody else, or the address of a
    cluster's client server, ray://HOST:PORT. `load` makes the encoder there; `encoder` is the same
    one here, for single texts.

    Raises:
        GenerationError: `where` is neither.
    """

    def __init__(self, where: str, load: Callable[[], Encoder], encoder: Encoder) -> None:
        if where != LOCAL and not _ADDRESS.fullmatch(where):
            raise GenerationError(
                f"cannot encode on {where!r}; give local or the address of a Ray cluster, "
                "ray://HOST:PORT"
            )
        self.model_id, self.dimension = encoder.model_id, encoder.dimension
        self._where, self._load, self._encoder = where, load, encoder

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """Return float32 of shape (len(texts), dimension), rows of length 1."""
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        """Return float32 of shape (len(texts), dimension), rows of length 1."""
        return self._encoder.encode_passages(texts)

    def encode_batches(self, batches: Sequence[Sequence[str]]) -> Iterator[tuple[int, Embeddings]]:
        """Yield each batch's number and vectors, each once, as they are done.

        Raises:
            GenerationError: Ray is not installed, or the cluster cannot be reached.
        """
        if not batches:
            return
        numbered = list(enumerate(batches))
        with _cluster(self._where) as ray:
            for start in range(0, len(numbered), _WAVE):
                wave = [(number, list(batch)) for number, batch in numbered[start : start + _WAVE]]
                # Ray Data does not run over Ray's client, so it runs there, on the first machine.
                driving = ray.remote(_Driving).options(num_cpus=0, resources=_FIRST)
                driver = driving.remote(self._load, wave)
                while rows := ray.get(driver.take.remote()):
                    for number, vectors in rows:
                        found = np.frombuffer(vectors, dtype=np.float32)
                        yield number, found.reshape(-1, self.dimension)


class _Driving:
    """Has a wave of batches encoded, and hands out what is done. It runs on the cluster."""

    def __init__(self, load: Callable[[], Encoder], wave: Sequence[tuple[int, list[str]]]) -> None:
        import ray.data  # noqa: PLC0415  # only where asked for

        ray.data.DataContext.get_current().enable_progress_bars = False
        n_processors = max(int(ray.cluster_resources().get("CPU", 1)), 1)
        rows = [{"number": number, "texts": json.dumps(texts)} for number, texts in wave]
        encoded = ray.data.from_items(rows, override_num_blocks=len(rows)).map(
            _Encoding,
            fn_constructor_args=(load,),
            compute=ray.data.ActorPoolStrategy(min_size=1, max_size=n_processors),
            num_cpus=1,
        )
        self._rows = iter(encoded.iter_rows())

    def take(self) -> list[tuple[int, bytes]]:
        """Return some batches' numbers and vectors, once they are done; none at the end."""
        return [(int(row["number"]), row["vectors"]) for row in islice(self._rows, _HANDED)]


class _Encoding:
    """What runs on each processor: it loads the model once."""

    def __init__(self, load: Callable[[], Encoder]) -> None:
        self._encoder = load()

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        vectors = self._encoder.encode_passages(json.loads(row["texts"]))
        return {"number": row["number"], "vectors": vectors.astype(np.float32).tobytes()}


@contextmanager
def _cluster(where: str) -> Iterator[Any]:
    """Connect to a cluster, or start one here that only this machine can reach."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    if where == LOCAL:
        # Else Ray's processes listen on every interface, whatever address they are given.
        os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
    try:
        import ray  # noqa: PLC0415  # only where asked for
    except ImportError:
        raise GenerationError("--on needs Ray; run: make install EXTRAS='[ray]'") from None
    try:
        ray.init(
            address=None if where == LOCAL else where,
            log_to_driver=False,
            logging_level="ERROR",
            **({"include_dashboard": False} if where == LOCAL else {}),
        )
    except (ConnectionError, RuntimeError, ValueError) as error:
        why = str(error).partition("\n")[0][:200]
        raise GenerationError(
            f"the Ray cluster {where} cannot be used ({why}); check its address, and that it has "
            "this version of Ray and Python"
        ) from None
    try:
        yield ray
    finally:
        ray.shutdown()
