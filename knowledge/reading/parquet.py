"""Reads Parquet by DuckDB, which is kept from files, the network and extensions."""

import tempfile
from pathlib import Path

import duckdb

from knowledge.errors import ReadingError
from knowledge.reading.limits import Limits
from knowledge.reading.parts import Parts
from knowledge.reading.tables import TableLimiter, as_tables

_BATCH_ROWS = 1000


def read_parquet(data: bytes, *, source: str, limits: Limits) -> Parts:
    """Read the one table of a Parquet file, its columns' names as the header."""
    limiter = TableLimiter(source, limits)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        path.write_bytes(data)
        try:
            rows = _rows(path, limiter)
        except duckdb.Error as error:
            raise ReadingError(
                source=source,
                problem=f"its Parquet is damaged ({str(error).splitlines()[0][:100]})",
                remedy="write it anew, or give the table as CSV",
            ) from None
    return as_tables(rows)


def _rows(path: Path, limiter: TableLimiter) -> list[tuple[str, ...]]:
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        for setting in (
            f"allowed_paths = ['{path}']",
            "autoinstall_known_extensions = false",
            "autoload_known_extensions = false",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            connection.execute(f"SET {setting}")
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        rows = [tuple(str(column[0]) for column in found.description or [])]
        while batch := found.fetchmany(_BATCH_ROWS):
            for row in batch:
                limiter.count(row)
                rows.append(tuple("" if value is None else str(value) for value in row))
    return rows
