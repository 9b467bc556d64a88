"""Chooses the gates of the answers on development questions, for the model of the settings.

Run: PYTHONPATH=. .venv/bin/python benchmarks/calibrate_gates.py [--write MODEL_ID]
(needs a built generation: kilowit build)

Each line of tests/bot/answer/gold/gates.jsonl names a gate, a question, and whether its nearest
text of that sort should count. The gate stands in the middle of the widest gap among those that
part most questions rightly, refusals weighing more. With --write it is kept in
bot/gates.json, which a build copies beside its generation.
"""

import json
import statistics
import sys
from itertools import pairwise
from pathlib import Path

from bot.settings import read_settings
from bot.wiring import open_engine
from index.protocols import EntryKind, Filters, Retriever
from knowledge.languages import language_of

ROOT = Path(__file__).resolve().parent.parent
LABELLED = ROOT / "tests/bot/answer/gold/gates.jsonl"
GATES = ROOT / "bot/gates.json"
KINDS: dict[str, EntryKind] = {
    "passage": "sentence",
    "misconception": "misconception",
    "series": "series",
}
REFUSAL_WEIGHT = 3  # an answer to nonsense is worse than a refusal of sense
FIRST_SENTENCES = 3  # an explanation looks at its three nearest sentences


def nearness(retriever: Retriever, gate: str, question: str) -> float:
    """How near the nearest text of a gate's sort is, as the answers look for it."""
    languages = (language_of(question),) if gate == "passage" else ()
    filters = Filters(kinds=(KINDS[gate],), languages=languages)
    hits = retriever.retrieve(question, k=24, filters=filters)
    looked_at = hits[:FIRST_SENTENCES] if gate == "passage" else hits[:1]
    return max((hit.dense for hit in looked_at), default=-1.0)


def choose(near: list[float], far: list[float]) -> tuple[float, float]:
    """Return the gate and the weighted share of questions that it parts rightly."""
    levels = sorted({*near, *far})
    gaps = {statistics.fmean(pair): pair[1] - pair[0] for pair in pairwise(levels)}

    def rightly(cut: float) -> float:
        kept = sum(n >= cut for n in near) / len(near)
        refused = sum(f < cut for f in far) / len(far)
        return (kept + REFUSAL_WEIGHT * refused) / (1 + REFUSAL_WEIGHT)

    best = max(gaps, key=lambda cut: (rightly(cut), gaps[cut]))
    return round(best, 3), rightly(best)


def main() -> None:
    """Print each gate with what it parts rightly; write them when asked."""
    engine = open_engine(read_settings())
    rows = [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]
    gates = {}
    for gate in KINDS:
        scores: dict[bool, list[float]] = {True: [], False: []}
        for row in rows:
            if row["gate"] == gate:
                scores[row["near"]].append(nearness(engine.retriever, gate, row["question"]))
        gates[gate], right = choose(scores[True], scores[False])
        sys.stdout.write(
            f"{gate}: {gates[gate]} parts {right:.1%} rightly; "
            f"near {min(scores[True]):.3f}-{max(scores[True]):.3f}, "
            f"far {min(scores[False]):.3f}-{max(scores[False]):.3f}\n"
        )
    if "--write" in sys.argv[1:]:
        table = json.loads(GATES.read_text("utf-8"))
        model_id = sys.argv[sys.argv.index("--write") + 1]
        table |= {model_id: gates, "other": gates}
        GATES.write_text(json.dumps(table, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
