"""Times a small source from proposal to publication and back, as the page and Discord do it.

    .venv/bin/python -m benchmarks.change_speed [ROUNDS]

Works on a copy of the data folder of KILOWIT_HOME (a built generation). Each step is a command in a
process of its own, its start included: propose (read and build), publish, roll back.
"""

import argparse
import asyncio
import os
import shutil
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bot import jobs
from bot.jobs import Command, JobRunner
from bot.settings import Settings, read_settings

TEXT = "# Harbour {n}\n\nThe harbour of Niue used {n} GWh of electricity in 2023.\n"


async def timed(runner: JobRunner, command: Command) -> tuple[float, dict[str, str]]:
    """Run a command; return its seconds and its JSON."""
    started = time.perf_counter()
    result = await runner.run(command, actor="benchmark")
    if not result.done:
        raise SystemExit(result.error)
    return time.perf_counter() - started, result.payload


async def measure(settings: Settings, rounds: int) -> None:
    """Print the median and the slowest of each step."""
    runner = JobRunner(settings)
    times: dict[str, list[float]] = {"propose": [], "publish": [], "roll back": []}
    for n in range(rounds):
        file = settings.home / f"harbour-{n}.md"
        file.write_text(TEXT.format(n=n + 2), "utf-8")
        took, proposal = await timed(runner, jobs.add_file(file, said={}))
        times["propose"].append(took)
        took, _ = await timed(runner, jobs.publish(proposal["proposal"]))
        times["publish"].append(took)
        took, _ = await timed(runner, jobs.roll_back())
        times["roll back"].append(took)
    for name, seconds in times.items():
        print(f"{name}: median {statistics.median(seconds):.2f} s, slowest {max(seconds):.2f} s")


def main() -> None:
    """Measure on a copy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", type=int, nargs="?", default=5)
    rounds = parser.parse_args().rounds
    settings = read_settings()
    print(f"load of the machine before: {os.getloadavg()[0]:.2f}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(settings.home, home)
        asyncio.run(measure(replace(settings, home=home), rounds))


if __name__ == "__main__":
    main()
