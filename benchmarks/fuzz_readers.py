"""Feeds the readers damaged files: every one must be read or refused with a reason, in time.

    .venv/bin/python benchmarks/fuzz_readers.py 20000 1

makes 20,000 inputs from seed 1 by byte-level changes of valid files of every kind, and prints how
many were read, how many refused, and each fault. It ends with 1 if there is a fault.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.sample_files import all_samples
from knowledge.errors import ReadingError
from knowledge.reading import LimitExceededError, Limits, read_bytes

LIMITS = Limits(max_seconds=20.0, max_memory_bytes=1_500_000_000)
_TOKENS = (
    b"\0", b"\xff", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"%PDF-1.7", b"PK\x03\x04", b"PAR1",
    b"[" * 300, b"{", b'"', b"<table>", b"<script>", b"endobj", b"99999999999", b"-1",
    b"\xe2\x80\xae", b"\n" * 50, b"\x1b$B", b"---\n", b"=cmd|", "電力".encode(), b"\xef\xbb\xbf",
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return data with one to eight changes: flips, cuts, copies, insertions, swaps."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out) + 1)
        size = chance.choice((1, 2, 8, 64, 1024))
        change = chance.randrange(7)
        if change == 0 and at < len(out):
            out[at] ^= 1 << chance.randrange(8)
        elif change == 1 and at < len(out):
            out[at] = chance.randrange(256)
        elif change == 2:
            del out[at : at + size]
        elif change == 3:
            out[at:at] = out[at : at + size]
        elif change == 4:
            out[at:at] = chance.choice(_TOKENS)
        elif change == 5:
            out[at : at + size] = chance.randbytes(size)
        else:
            del out[at:]
    return bytes(out)


def inputs(n: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield n names and mutated files, the kinds in turn."""
    chance = random.Random(seed)
    samples = list(all_samples().items())
    for number in range(n):
        name, data = samples[number % len(samples)]
        if chance.random() < 0.1:
            name = "unnamed"
        yield name, mutated(data, chance)


def outcome(name: str, data: bytes) -> str:
    """Return read, refused or too slow, or the fault: another error, or an empty reading."""
    try:
        reading = read_bytes(data, name=name, source_id="fuzz", limits=LIMITS)
    except LimitExceededError as error:
        return "too slow" if error.what.startswith("reading time") else "refused"
    except ReadingError as error:
        return "broke its reader" if "broke its reader" in str(error) else "refused"
    except Exception as error:  # noqa: BLE001  # the very thing that is looked for
        return f"fault: {type(error).__name__}: {error}"
    if not any(document.text.strip() for document in reading.documents):
        return "fault: nothing read, nothing said"
    return "read"


def main() -> int:
    """Run and print the counts."""
    n, seed = int(sys.argv[1]), int(sys.argv[2])
    started = time.monotonic()
    slowest = (0.0, "")
    counts: Counter[str] = Counter()
    by_kind: Counter[tuple[str, str]] = Counter()
    for number, (name, data) in enumerate(inputs(n, seed)):
        before = time.monotonic()
        result = outcome(name, data)
        slowest = max(slowest, (time.monotonic() - before, f"{name} #{number}"))
        counts[result] += 1
        by_kind[name, result] += 1
        if result not in ("read", "refused"):
            print(f"{name} #{number}: {result}", flush=True)
    for (name, result), count in sorted(by_kind.items()):
        print(f"{name:12} {result:24} {count}")
    print(f"{n} inputs, seed {seed}: {dict(counts)}")
    print(f"{time.monotonic() - started:.0f} s, slowest {slowest[0]:.1f} s ({slowest[1]})")
    return int(any(result.startswith("fault") for result in counts))


if __name__ == "__main__":
    sys.exit(main())
