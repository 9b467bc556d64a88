"""Asks 200 questions at once through the shells' worker, with and without publishing meanwhile.

    .venv/bin/python benchmarks/load_publishing.py [ROUNDS]

Uses the knowledge of KILOWIT_HOME; publishing goes to and fro between its newest two generations
(there must be two), by commands in processes of their own. Prints for both: how many were answered
at the first try and how many were told to wait, whether those that were taken were answered in
their order, the time of one answer in the worker (median, p99), and the most memory used.
"""

import argparse
import asyncio
import resource
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot import jobs
from bot.jobs import JobRunner
from bot.reply import Engine
from bot.settings import read_settings
from bot.wiring import make_worker
from bot.worker import BusyError, EngineWorker

N_QUESTIONS = 200
QUESTIONS = (
    "How much electricity does Bitcoin use?",
    "Which uses more electricity, Bitcoin or Argentina?",
    "日本の2023年の電力需要は?",
    "What does 200 MW mean in homes?",
    "How has Ireland's electricity demand changed since 2010?",
)


async def ask_all(worker: EngineWorker) -> tuple[list[float], int]:
    """Ask all at once; return the seconds of each answer, and how many were told to wait.

    Those that were taken at the first try must be answered in the order in which they came.
    """
    seconds: list[float] = []
    order: list[int] = []
    waited: set[int] = set()

    def answer(engine: Engine, question: str) -> float:
        started = time.perf_counter()
        engine.ask(question)
        return time.perf_counter() - started

    async def ask(number: int) -> None:
        question = QUESTIONS[number % len(QUESTIONS)]
        while True:
            try:
                seconds.append(await worker.run(lambda engine: answer(engine, question)))
            except BusyError:
                waited.add(number)
                await asyncio.sleep(0.2)
            else:
                if number not in waited:
                    order.append(number)
                return

    await asyncio.gather(*(ask(number) for number in range(N_QUESTIONS)))
    if order != sorted(order):
        raise SystemExit("questions were answered out of their order")
    return seconds, len(waited)


def told(name: str, seconds: list[float], waited: int) -> str:
    """Say what was measured."""
    p99 = statistics.quantiles(seconds, n=100)[98]
    return (
        f"{name}: {len(seconds)} answered, {waited} of them told to wait first; "
        f"median {statistics.median(seconds) * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms"
    )


async def measure(rounds: int) -> None:
    """Measure both, round by round in turn, so that a busy machine slows both alike."""
    settings = read_settings()
    worker, runner = make_worker(settings), JobRunner(settings)
    await worker.start()
    following = asyncio.create_task(worker.follow())
    quiet: list[float] = []
    busy: list[float] = []
    waited = [0, 0]
    for _ in range(rounds):
        seconds, n = await ask_all(worker)
        quiet += seconds
        waited[0] += n
        job = await runner.start(jobs.roll_back(), actor="benchmark")
        seconds, n = await ask_all(worker)
        busy += seconds
        waited[1] += n
        result = await job.result()
        if not result.done:
            raise SystemExit(result.error)
    following.cancel()
    worker.close()
    print(told("quiet", quiet, waited[0]))
    print(told("publishing", busy, waited[1]))
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", type=int, nargs="?", default=5)
    asyncio.run(measure(parser.parse_args().rounds))


if __name__ == "__main__":
    main()
