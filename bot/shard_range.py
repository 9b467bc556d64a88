"""Which shards of the bot a process runs, as KILOWIT_SHARDS says."""

from dataclasses import dataclass

MOST_SHARDS = 10_000


@dataclass(frozen=True, slots=True)
class ShardRange:
    """The shards from `first` to `last`, of `count` in all."""

    first: int
    last: int
    count: int

    def __str__(self) -> str:
        return f"{self.first}-{self.last}/{self.count}"

    @property
    def ids(self) -> list[int]:
        """The numbers of the shards."""
        return list(range(self.first, self.last + 1))

    @classmethod
    def parse(cls, text: str) -> "ShardRange":
        """Read "0-7/32". Raises ValueError."""
        span, _, count = text.partition("/")
        first, _, last = span.partition("-")
        found = cls(int(first), int(last or first), int(count))
        if not 0 <= found.first <= found.last < found.count <= MOST_SHARDS:
            raise ValueError(f"{text!r} is no range of shards")
        return found
