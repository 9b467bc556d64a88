"""Builds on a Ray cluster of three nodes that loses one, and compares with a build of one process.

    .venv/bin/python benchmarks/ray_build.py [--texts 1500]

It copies a built data folder (KILOWIT_HOME) twice without its generations, with --texts of its
vectors forgotten, and builds both: one here, one by `kilowit build --on ray://…` against a cluster
on this machine (127.0.0.2 alone), of a first machine without work and three of one processor. When
a third of the texts is encoded, one of the three is killed. It needs the extra `ray`, and prints
what docs/scaling.md tells; 1 when a file of the generations differs.
"""

import argparse
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.settings import read_settings
from index.generations import Home, Manifest, read_manifest

NODE = {"node_ip_address": "127.0.0.2", "object_store_memory": 200 << 20}
N_NODES = 3


def forgetful_copy(home: Path, target: Path, n_texts: int) -> Path:
    """Copy a data folder's cache, and take vectors out of it."""
    shutil.copytree(home / "cache", target / "cache")
    with closing(sqlite3.connect(target / "cache" / "vectors.db")) as cache, cache:
        cache.execute(
            "DELETE FROM vectors WHERE text_hash IN "
            "(SELECT text_hash FROM vectors ORDER BY text_hash LIMIT ?)",
            (n_texts,),
        )
    return target


def n_vectors(home: Path) -> int:
    """Count the vectors that a cache holds."""
    with closing(sqlite3.connect(home / "cache" / "vectors.db", timeout=30)) as cache:
        return int(cache.execute("SELECT count(*) FROM vectors").fetchone()[0])


def start_build(home: Path, *options: str) -> subprocess.Popen[str]:
    """Start `kilowit build` on a data folder."""
    command = [sys.executable, "-m", "bot.cli", "build", *options]
    return subprocess.Popen(command, env=os.environ | {"KILOWIT_HOME": str(home)}, text=True)


def built(home: Path) -> tuple[str, Manifest]:
    """Return the current generation."""
    folder = Home(home)
    name = folder.current() or ""
    return name, read_manifest(folder.folder(name))


def build_while_a_node_dies(home: Path, n_texts: int) -> tuple[float, int]:
    """Build on three nodes, kill one; return the seconds and how many texts were encoded."""
    from ray.cluster_utils import Cluster  # noqa: PLC0415  # the extra

    with socket.socket() as probe:
        probe.bind(("127.0.0.2", 0))
        port = probe.getsockname()[1]
    os.environ["RAY_CLIENT_SERVER_CHECK_CHANNEL_TIMEOUT_S"] = "300"  # a busy machine is slow
    head = NODE | {"num_cpus": 0, "include_dashboard": False, "ray_client_server_port": port}
    cluster = Cluster(initialize_head=True, head_node_args=head)
    try:
        nodes = [cluster.add_node(num_cpus=1, **NODE) for _ in range(N_NODES)]
        started, before = time.perf_counter(), n_vectors(home)
        build = start_build(home, "--on", f"ray://127.0.0.2:{port}")
        while build.poll() is None and n_vectors(home) - before < n_texts / 3:
            time.sleep(0.2)
        encoded = n_vectors(home) - before
        cluster.remove_node(nodes[0], allow_graceful=False)
        if build.wait():
            raise RuntimeError("the build failed")
        return time.perf_counter() - started, encoded
    finally:
        cluster.shutdown()


def main() -> int:
    """Build both, compare, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=1_500)
    n_texts = parser.parse_args().texts
    source = read_settings().home
    with tempfile.TemporaryDirectory(prefix="kilowit-ray-") as name:
        alone = forgetful_copy(source, Path(name) / "alone", n_texts)
        spread = forgetful_copy(source, Path(name) / "spread", n_texts)
        before = n_vectors(spread)
        started = time.perf_counter()
        if start_build(alone).wait():
            return 1
        alone_s = time.perf_counter() - started
        spread_s, encoded = build_while_a_node_dies(spread, n_texts)
        (name_alone, one), (name_spread, other) = built(alone), built(spread)
        differing = [file for file in one.files if one.files[file] != other.files.get(file)]
        print(f"texts encoded: {n_vectors(spread) - before:,}; by the node's end {encoded:,}")
        print(f"here: {alone_s:.0f} s; on {N_NODES} nodes, one killed: {spread_s:.0f} s")
        print(f"generations: {name_alone}, {name_spread}; files that differ: {differing or 'none'}")
        print(f"load of the machine: {os.getloadavg()[0]:.1f}")
        return int(name_alone != name_spread or bool(differing))


if __name__ == "__main__":
    sys.exit(main())
