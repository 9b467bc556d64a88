"""Reads the vocabulary's files row by row; each mistake is told with its file and line."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, Literal

import tomli

from knowledge.errors import VocabularyError

Kind = Literal["text", "texts", "number"]
_SAID: Mapping[Kind, str] = {
    "text": 'a text in quotes: "..."',
    "texts": 'a list of texts: ["...", "..."]',
    "number": "a number",
}
_SEE = "see docs/content.md for the fields"


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one kind of record and what they hold; `optional` ones may be left out."""

    table: str
    texts: tuple[str, ...]
    lists: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()

    @property
    def kinds(self) -> dict[str, Kind]:
        """What each field holds."""
        kinds: dict[str, Kind] = dict.fromkeys(self.texts, "text")
        kinds |= dict.fromkeys(self.lists, "texts")
        return kinds | dict.fromkeys(self.numbers, "number")


def toml_rows(file: Traversable, fields: Fields) -> Iterator[dict[str, Any]]:
    """Yield the records of a file, each with all fields known and of the right kind.

    Raises:
        VocabularyError: the file is no TOML in UTF-8, or a record breaks its schema.
    """
    content = _toml(file)
    for name in content.keys() - {fields.table}:
        raise VocabularyError(
            file=file.name,
            line=_line(file, rf"\[*\s*{re.escape(name)}\b"),
            problem=f"unknown table {name!r}",
            remedy=f"write each record under [[{fields.table}]]",
        )
    rows = content.get(fields.table, ())
    if not isinstance(rows, list):
        raise VocabularyError(
            file=file.name,
            line=_line(file, rf"\[\s*{fields.table}\s*\]"),
            problem=f"[{fields.table}] holds one record only",
            remedy=f"write [[{fields.table}]]",
        )
    for row in rows:
        _check(file, row, fields)
        yield row


def _toml(file: Traversable) -> dict[str, Any]:
    try:
        return tomli.loads(file.read_text(encoding="utf-8"))
    except tomli.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else None
        problem, remedy = str(error), "mend the TOML"
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem, remedy = "the file is not in UTF-8", "save it as UTF-8"
    raise VocabularyError(file=file.name, line=line, problem=problem, remedy=remedy)


def _check(file: Traversable, row: dict[str, Any], fields: Fields) -> None:
    named = f"{fields.table} {row.get('id')!r}"
    for problem, names in (
        ("lacks", fields.kinds.keys() - fields.optional - row.keys()),
        ("has unknown", row.keys() - fields.kinds.keys()),
    ):
        if names:
            raise mistake(file, row, f"{named} {problem} {', '.join(sorted(names))}", _SEE)
    for name, value in row.items():
        kind = fields.kinds[name]
        if not _is(kind, value):
            raise mistake(file, row, f"{name} of {named} is {value!r}", f"give {_SAID[kind]}")


def _is(kind: Kind, value: object) -> bool:
    if kind == "texts":
        return isinstance(value, list) and all(isinstance(v, str) and v for v in value)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str) and bool(value.strip())


def mistake(
    file: Traversable, row: Mapping[str, object], problem: str, remedy: str
) -> VocabularyError:
    """Return the error about one record, with the line of its id."""
    line = line_of(file, str(row.get("id", "")))
    return VocabularyError(file=file.name, line=line, problem=problem, remedy=remedy)


def line_of(file: Traversable, identifier: str) -> int | None:
    """Return the line on which a record's id stands, None where there is none."""
    return _line(file, rf'id\s*=\s*"{re.escape(identifier)}"')


def _line(file: Traversable, start: str) -> int | None:
    pattern = re.compile(rf"\s*{start}")
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, start=1) if pattern.match(line)), None)


def csv_rows(
    file: Traversable, columns: Sequence[str], needed: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table with their lines.

    Raises:
        VocabularyError: the header is another one, a row has too few or too many cells, or one of
            the `needed` cells is empty.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _of_table(file, line, "the file is not in UTF-8", "save it as UTF-8") from None
    reader = csv.DictReader(text.splitlines())
    if tuple(reader.fieldnames or ()) != tuple(columns):
        found = ",".join(reader.fieldnames or ()) or "nothing"
        raise _of_table(file, 1, f"the header is {found}", f"write {','.join(columns)}")
    for row in reader:
        if None in row or None in row.values():
            problem = f"the row of {row['code']!r} has not {len(columns)} cells"
            raise _of_table(file, reader.line_num, problem, "quote cells that hold a comma")
        if not all(row[name].strip() for name in needed):
            listed = f"{', '.join(needed[:-1])} and {needed[-1]}"
            problem = "a region lacks its code or a name"
            raise _of_table(file, reader.line_num, problem, f"fill {listed}")
        yield reader.line_num, row


def _of_table(file: Traversable, line: int, problem: str, remedy: str) -> VocabularyError:
    return VocabularyError(file=file.name, line=line, problem=problem, remedy=remedy)
