"""Asks the kinds of question in many wordings for figures from all over the store.

    .venv/bin/python benchmarks/worded_kinds.py [SEED] [CASES] [KIND ...]

Needs a built generation. Each wording of worded_kinds.toml is filled CASES times (4) with things,
measures and years drawn by SEED (1) from every sort that has figures; what it is to be told is
reckoned from the stored values alone. It prints the misses of the open wordings, then for each
wording and kind how many were right, refused, and told otherwise, the worst first. The wordings
that are held out are only counted.
"""

import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.worded_cases import Sampler
from benchmarks.worded_figures import Stored
from benchmarks.worded_frames import Frame, all_frames
from benchmarks.worded_judging import Outcome, judge
from bot.engine import KilowitEngine
from bot.settings import read_settings
from bot.wiring import open_engine

_CASES = 4


def main() -> None:
    """Print the misses, the wordings with misses, and the kinds, the worst first."""
    seed, cases = _numbers()
    kinds = sys.argv[3:]
    started = time.monotonic()
    engine = open_engine(read_settings())
    frames = [f for f in all_frames() if not kinds or f.kind in kinds]
    by_frame = ask_all(engine, frames, cases=cases, seed=seed)
    engine.close()
    _print_frames(by_frame)
    _print_kinds(by_frame)
    print(f"seed {seed}, {time.monotonic() - started:.0f} s")


def ask_all(
    engine: KilowitEngine, frames: list[Frame], *, cases: int, seed: int, is_shown: bool = True
) -> dict[Frame, Counter[Outcome]]:
    """Ask each wording with so many figures, and count what became of it."""
    sampler = Sampler(Stored(engine))
    counted: dict[Frame, Counter[Outcome]] = {}
    for frame in frames:
        counted[frame] = Counter()
        for case in sampler.cases(frame, cases, seed):
            outcome, told = judge(engine, case)
            counted[frame][outcome] += 1
            if is_shown and outcome != "right" and not frame.is_held:
                asked = " || ".join((*case.earlier, case.question))
                print(f"{outcome} [{frame.kind}.{frame.language}] {asked} | {told}")
    return counted


def _numbers() -> tuple[int, int]:
    given = [int(a) for a in sys.argv[1:3]]
    return (*given, *(1, _CASES)[len(given) :])  # type: ignore[return-value]


def _print_frames(by_frame: dict[Frame, Counter[Outcome]]) -> None:
    missed = [(f, c) for f, c in by_frame.items() if c["right"] < c.total() and not f.is_held]
    for frame, count in sorted(missed, key=lambda pair: pair[1]["right"] / pair[1].total()):
        print(f"{_counts(count)} {frame.kind}.{frame.language}: {frame.text}")


def _print_kinds(by_frame: dict[Frame, Counter[Outcome]]) -> None:
    by_kind: dict[tuple[str, str], Counter[Outcome]] = defaultdict(Counter)
    for frame, count in by_frame.items():
        half = "held out" if frame.is_held else "open"
        by_kind[f"{frame.kind}.{frame.language}", half] += count
        by_kind["all", half] += count
    for (kind, half), count in sorted(
        by_kind.items(), key=lambda pair: (pair[0][1], pair[1]["right"] / pair[1].total())
    ):
        print(f"{_counts(count)} {half}, {kind}")


def _counts(count: Counter[Outcome]) -> str:
    share = count["right"] / count.total()
    return f"{share:.3f} right ({count['refused']} refused, {count['otherwise']} otherwise)"


if __name__ == "__main__":
    main()
