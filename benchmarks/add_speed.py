"""Where the CPU time of adding one small article goes: `python benchmarks/add_speed.py`.

Uses KILOWIT_HOME (a published generation of the shipped content), adds one article, prints the CPU
seconds of each stage by the profiler's own names, and takes the article out again. Run it with
`--top N` to see the N dearest functions.
"""

import argparse
import cProfile
import pstats
import tempfile
import time
from pathlib import Path

from bot import wiring
from bot.settings import read_settings
from bot.sources import SourceKeeper, gather
from knowledge.fetching import Fetcher

STAGES = (
    "gather", "preview", "operator_vocabulary", "generation_name", "_lay_curated", "read_added",
    "extend_store", "collect_entries", "encode_passages", "write_index", "describe_files",
    "check_files", "compare_knowledge", "publish", "prune",
)  # fmt: skip


def main() -> None:
    """Measure one addition."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--top", type=int, default=0, help="also print the dearest functions")
    arguments = parser.parse_args()
    settings = read_settings()
    encoder = wiring.make_encoder(settings, threads=1)
    encoder.encode_passages(["warm"])
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / f"add-speed-{time.time_ns()}.md"
        article.write_text(
            f"# Power on Sark\n\nSark used {time.time_ns() % 1000} GWh of electricity in 2024.\n",
            encoding="utf-8",
        )
        profile = cProfile.Profile(time.process_time)
        plain = time.process_time()
        profile.enable()
        keeper = _add(settings, encoder, article)
        profile.disable()
        profiled_s = time.process_time() - plain
        source_id = article.stem
        started = time.process_time()
        keeper.remove(source_id)
        removed_s = time.process_time() - started
    _print(pstats.Stats(profile), profiled_s, removed_s, arguments.top)


def _add(settings, encoder, article) -> SourceKeeper:  # noqa: ANN001  # as in main
    keeper = SourceKeeper(
        home=wiring.home_of(settings),
        vocabulary=wiring.operator_vocabulary(settings),
        build=lambda: wiring.build(settings, encoder),
    )
    candidates = gather([str(article)], said={}, fetcher=Fetcher(), today=wiring.today())
    keeper.preview(candidates)
    keeper.add(candidates)
    return keeper


def _print(stats: pstats.Stats, profiled_s: float, removed_s: float, top: int) -> None:
    seconds = {name: 0.0 for name in STAGES}
    for (_, _, name), (_, _, _, cumulative, _) in stats.stats.items():  # type: ignore[attr-defined]
        if name in seconds:
            seconds[name] = max(seconds[name], cumulative)
    for name in STAGES:
        print(f"{name:<22} {seconds[name]:6.2f} s")
    print(f"{'all, profiled':<22} {profiled_s:6.2f} s")
    print(f"{'removing it, plain':<22} {removed_s:6.2f} s")
    if top:
        stats.sort_stats("tottime").print_stats(top)


if __name__ == "__main__":
    main()
