"""One step of one library in its own process; prints a line of JSON.

python -m benchmarks.peers.worker PEER (build|first|warm) FOLDER
"""

import importlib
import json
import os
import resource
import statistics
import sys
import time
from pathlib import Path

PASSAGES, QUESTIONS, VECTORS = "passages.json", "questions.json", "vectors.npy"


def build(peer, folder, data, model):
    """Write the index; seconds and size without the encoding."""
    import numpy as np  # noqa: PLC0415  # only here

    texts, vectors = json.loads((data / PASSAGES).read_text()), np.load(data / VECTORS)
    wall, cpu = time.perf_counter(), time.process_time()
    peer.build(texts, vectors, folder, model)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"wall_s": wall, "cpu_s": cpu, "disk_mb": size / 1e6}


def first(peer, folder, data, model):
    """Answer one question; the driver times the process."""
    question = json.loads((data / QUESTIONS).read_text())[0]
    return {"found": len(peer.start(folder, model)(question))}


def warm(peer, folder, data, model):
    """Time questions, each by the bare encoder and through the library."""
    questions = json.loads((data / QUESTIONS).read_text())
    ask = peer.start(folder, model)
    ask(questions[0])
    rss_mb = _rss_mb()
    bare = getattr(peer, "encoder", None)
    bare = bare(model) if bare else None
    rows = []
    for question in questions[1:]:
        encoding = _spent(bare, question) if bare else (0.0, 0.0)
        rows.append((*_spent(ask, question), *encoding))
    wall, cpu, bare_wall, bare_cpu = (sorted(column) for column in zip(*rows, strict=True))
    return {
        "p50_ms": statistics.median(wall), "p95_ms": wall[int(0.95 * len(wall))],
        "cpu_ms": statistics.median(cpu), "bare_ms": statistics.median(bare_wall),
        "bare_cpu_ms": statistics.median(bare_cpu), "rss_mb": rss_mb,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


def _spent(function, question):
    """Return wall and CPU ms of a call."""
    wall, cpu = time.perf_counter(), time.process_time()
    function(question)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def _rss_mb():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Rss:")) / 1024


def main() -> None:
    """Run the step that was named."""
    name, step, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    data, model = Path(os.environ["PEER_DATA"]), Path(os.environ["PEER_MODEL"])
    peer = importlib.import_module(f"benchmarks.peers.{name}")
    print(
        json.dumps({"build": build, "first": first, "warm": warm}[step](peer, folder, data, model))
    )


if __name__ == "__main__":
    main()
