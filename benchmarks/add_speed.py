"""Where the CPU time of adding one small article goes: `python -m benchmarks.add_speed`.

KILOWIT_HOME holds a published generation. Adds one article, prints the CPU seconds of each stage
(a stage within another counts in both), and takes the article out again. `--top N` profiles and
prints the N dearest functions instead; profiling slows small functions several times.
"""

import argparse
import cProfile
import pstats
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import bot.sources.changing
import index.build
import index.files
import knowledge.ingest
from bot import contents, wiring
from bot.settings import Settings, read_settings
from bot.sources import SourceKeeper, gather
from index.generations import Home
from index.protocols import Encoder
from index.vector_cache import VectorCache
from knowledge.fetching import Fetcher

STAGES: tuple[tuple[Any, str], ...] = (
    (contents, "operator_vocabulary"), (bot.sources.changing, "preview_source"),
    (index.build, "generation_name"), (index.build, "build_knowledge"),
    (knowledge.ingest, "_lay_curated"), (knowledge.ingest, "read_added"),
    (knowledge.ingest, "extend_store"), (index.build, "collect_entries"),
    (VectorCache, "encode_passages"), (index.build, "write_index"),
    (index.files, "build_lexical"), (index.files, "write_entries"),
    (index.build, "describe_files"), (Home, "publish"), (Home, "prune"),
    (bot.sources.changing, "compare_knowledge"),
)  # fmt: skip


def main() -> None:
    """Measure one addition."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--top", type=int, default=0, help="profile: the dearest functions")
    arguments = parser.parse_args()
    settings = read_settings()
    encoder = wiring.make_encoder(settings, threads=1)
    encoder.encode_passages(["warm"])
    spent = defaultdict(float) if arguments.top else _timed()
    profile = cProfile.Profile(time.process_time)
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / f"add-speed-{time.time_ns()}.md"
        gwh = time.time_ns() % 1000
        text = f"# Power on Sark\n\nSark used {gwh} GWh of electricity in 2024.\n"
        article.write_text(text, encoding="utf-8")
        started = time.process_time()
        if arguments.top:
            profile.enable()
        keeper = _add(settings, encoder, article)
        profile.disable()
        spent["all"] = time.process_time() - started
        for name, seconds in spent.items():
            print(f"{name:<22} {seconds:6.2f} s")
        keeper.remove(article.stem)
    if arguments.top:
        pstats.Stats(profile).sort_stats("tottime").print_stats(arguments.top)


def _timed() -> dict[str, float]:
    """Let each stage add its CPU seconds to the returned table."""
    spent: dict[str, float] = {name: 0.0 for _, name in STAGES}
    for owner, name in STAGES:
        setattr(owner, name, _counted(getattr(owner, name), name, spent))
    return spent


def _counted(stage: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    @wraps(stage)
    def counted(*given: Any, **named: Any) -> Any:  # noqa: ANN401  # passes everything through
        started = time.process_time()
        try:
            return stage(*given, **named)
        finally:
            spent[name] += time.process_time() - started

    return counted


def _add(settings: Settings, encoder: Encoder, article: Path) -> SourceKeeper:
    keeper = SourceKeeper(
        home=wiring.home_of(settings),
        vocabulary=contents.operator_vocabulary(settings),
        build=lambda sources, publish: wiring.build(
            settings, encoder, sources=sources, publish=publish
        ),
    )
    candidates = gather([str(article)], said={}, fetcher=Fetcher(), today=wiring.today())
    keeper.preview(candidates)
    keeper.add(candidates)
    return keeper


if __name__ == "__main__":
    main()
