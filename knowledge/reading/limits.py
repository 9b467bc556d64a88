"""How much one source may be, and what is said when it is more."""

from dataclasses import dataclass

from knowledge.errors import ReadingError

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of one source; what is beyond is refused, never cut off silently.

    `max_expansion` is the unpacked over the packed size of an archive. `max_depth` is how deep
    archives stand in archives, `max_nesting` how deep elements or brackets stand in each other.
    `max_memory_bytes` and `max_seconds` hold for the process that reads the source.
    """

    max_bytes: int = 200 * MEGABYTE
    max_characters: int = 50_000_000
    max_pages: int = 3_000
    max_rows: int = 500_000
    max_columns: int = 2_000
    max_cells: int = 5_000_000
    max_tables: int = 5_000
    max_files: int = 1_000
    max_expansion: int = 200
    max_depth: int = 2
    max_nesting: int = 200
    max_memory_bytes: int = 2_000 * MEGABYTE
    max_seconds: float = 120.0


DEFAULT_LIMITS = Limits()


class LimitExceededError(ReadingError):
    """A source that is larger, deeper or slower than the limits allow."""

    def __init__(self, *, source: str, what: str, value: float, limit: float, remedy: str) -> None:
        self.what, self.value, self.limit = what, value, limit
        super().__init__(
            source=source, problem=f"{what}: {value:,} where {limit:,} is the most", remedy=remedy
        )


def check_limit(source: str, what: str, value: float, limit: float, remedy: str) -> None:
    """Refuse a value beyond its limit.

    Raises:
        LimitExceededError: `value` is more than `limit`.
    """
    if value > limit:
        raise LimitExceededError(source=source, what=what, value=value, limit=limit, remedy=remedy)
