"""Builds and asks 10,000 passages with the same model through kilowit and five other ways.

    make bench            (python -m benchmarks.peers [--passages 10000] [--rounds 5])

Each library has its own environment under benchmarks/.venvs, of benchmarks/peers/requirements. The
passages are the first entries of the published generation (kilowit build), the vectors are its
own; every library is given them, so that a build is what comes beyond encoding. Questions are
asked one after the other with one thread. Cold starts are interleaved: each round starts every
library once, so that what else the machine does falls on all alike. Writes the part of
docs/performance.md between its marks.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from benchmarks.peers.worker import PASSAGES, QUESTIONS, VECTORS
from bot.settings import read_settings
from index.e5 import E5Encoder
from index.entries import EntryStore
from index.generations import Home
from index.model_files import prepare_model
from index.vector_cache import VectorCache

ROOT = Path(__file__).parents[2]
VENVS, REQUIREMENTS = ROOT / "benchmarks" / ".venvs", Path(__file__).parent / "requirements"
PAGE, BEGIN, END = ROOT / "docs" / "performance.md", "<!-- bench -->\n", "<!-- /bench -->\n"
PEERS = ("kilowit", "plain", "txtai", "llamaindex", "langchain", "chroma")
N_QUESTIONS = 101
ASKED = "How much electricity does Bitcoin use?"


@dataclass
class Measured:
    """What one library took."""

    built: dict[str, float] = field(default_factory=dict)
    warm: dict[str, float] = field(default_factory=dict)
    cold_s: list[float] = field(default_factory=list)
    cold_cpu_s: list[float] = field(default_factory=list)


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    settings = read_settings()
    pythons = {name: _python(name) for name in PEERS}
    with tempfile.TemporaryDirectory() as name:
        data = Path(name)
        n = _prepare(data, Home(settings.home), settings.root, arguments.passages)
        os.environ |= {
            "PEER_DATA": str(data), "PEER_MODEL": str(prepare_model(settings.root)),
            "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1",
            "TOKENIZERS_PARALLELISM": "false", "ANONYMIZED_TELEMETRY": "False",
            "ALLOW_RESOLVE_TRANSFORM": "True",  # txtai: a function of ours encodes
        }  # fmt: skip
        measured = {peer: Measured() for peer in PEERS}
        whole = Measured()
        for peer in PEERS:
            (data / peer).mkdir()
            measured[peer].built = _worker(pythons[peer], peer, "build", data)
        for _ in range(arguments.rounds):
            for peer in PEERS:
                _start(measured[peer], _command(pythons[peer], peer, "first", data))
            _start(whole, [sys.executable, "-m", "bot.cli", "ask", ASKED])
        for peer in PEERS:
            measured[peer].warm = _worker(pythons[peer], peer, "warm", data)
    _write(_page(measured, whole, n, arguments.rounds))


def _python(peer: str) -> Path:
    """Return a library's interpreter, installing its environment on first use."""
    if peer == "kilowit":
        return Path(sys.executable)
    folder = VENVS / peer
    if not (folder / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [folder / "bin" / "pip", "install", "--quiet", "-r", REQUIREMENTS / f"{peer}.txt"]
        subprocess.run(pip, check=True)
    return folder / "bin" / "python"


def _prepare(data: Path, home: Home, root: Path, limit: int) -> int:
    """Write passages, their vectors and questions; return how many passages there are."""
    store = EntryStore.open(home.folder(home.current() or "") / "entries.db")
    texts = list(dict.fromkeys(entry.text for entry in store.read(range(2 * limit)).values()))
    texts = texts[:limit]
    cache = VectorCache(root / "cache" / "vectors.db")
    vectors = cache.encode_passages(texts, E5Encoder(root))
    step = max(1, len(texts) // N_QUESTIONS)
    questions = [" ".join(text.split())[:80] for text in texts[::step]][:N_QUESTIONS]
    (data / PASSAGES).write_text(json.dumps(texts))
    (data / QUESTIONS).write_text(json.dumps([ASKED, *questions]))
    np.save(data / VECTORS, vectors)
    return len(texts)


def _command(python: Path, peer: str, step: str, data: Path) -> list[str]:
    return [str(python), "-m", "benchmarks.peers.worker", peer, step, str(data / peer)]


def _worker(python: Path, peer: str, step: str, data: Path) -> dict[str, float]:
    command = _command(python, peer, step, data)
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{peer} cannot {step}:\n{done.stderr[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _start(measured: Measured, command: list[str]) -> None:
    """Time a process from nothing to its first answer."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    measured.cold_s.append(time.perf_counter() - started)
    measured.cold_cpu_s.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _page(measured: dict[str, Measured], whole: Measured, n: int, rounds: int) -> str:
    own = _numbers(measured["kilowit"])
    lines = [
        f"Measured {datetime.now(UTC):%Y-%m-%d}, {n:,} passages, {rounds} cold starts each, "
        f"{N_QUESTIONS - 1} questions; load of the machine at the end "
        f"{os.getloadavg()[1]:.1f} on {os.cpu_count()} cores. In brackets: times kilowit's.\n",
        "| | cold, s | cold, CPU s | p50, ms | p95, ms | CPU p50, ms | ÷ bare encoder, CPU "
        "| build beyond encoding, CPU s | memory, MB | disk, MB |",
        "|---" * 10 + "|",
    ]
    for peer in PEERS:
        row = _numbers(measured[peer])
        bare = row.pop("bare")
        cells = [_cell(row[key], own[key], alone=peer == "kilowit") for key in row]
        ratio = f"{row['cpu'] / bare:.2f}" if bare else "-"
        lines.append(f"| {peer} | {' | '.join([*cells[:5], ratio, *cells[5:]])} |")
    lines.append(
        f'\n`kilowit ask "{ASKED}"`, the whole answer with its citations: '
        f"{statistics.median(whole.cold_s):.2f} s, {statistics.median(whole.cold_cpu_s):.2f} s of "
        "CPU (medians of the same rounds).\n"
    )
    return "\n".join(lines)


def _numbers(measured: Measured) -> dict[str, float]:
    warm = measured.warm
    return {
        "cold": statistics.median(measured.cold_s), "cold_cpu": min(measured.cold_cpu_s),
        "p50": warm["p50_ms"], "p95": warm["p95_ms"], "cpu": warm["cpu_ms"],
        "bare": warm["bare_cpu_ms"], "build": measured.built["cpu_s"],
        "rss": warm["rss_mb"], "disk": measured.built["disk_mb"],
    }  # fmt: skip


def _cell(value: float, own: float, *, alone: bool) -> str:
    said = f"{value:.2f}" if value < 10 else f"{value:.0f}"
    return said if alone else f"{said} ({value / own:.1f})"


def _write(text: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}{text}{END}{after}", encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
