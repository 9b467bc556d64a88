"""Reads JSON and JSON Lines that hold tables, numbers as they are written."""

import json
from collections.abc import Iterator, Sequence

from knowledge.errors import ReadingError
from knowledge.reading.limits import Limits, check_limit
from knowledge.reading.parts import Facts, Parts, TablePart, iso_date, language_code
from knowledge.reading.tables import TableLimiter

_MAX_LEVELS = 6
_NO_TABLE = "give a list of objects, a list of lists, or an object of lists"


def read_json(text: str, *, source: str, limits: Limits) -> Parts:
    """Read every table in a JSON text: lists of objects or lists, and objects of lists."""
    data = _loaded(text, source=source, limits=limits)
    limiter = TableLimiter(source, limits)
    tables = tuple(_tables(data, (), limiter))
    if not tables:
        raise ReadingError(source=source, problem="it holds no table", remedy=_NO_TABLE)
    check_limit(source, "number of tables", len(tables), limits.max_tables, "split it")
    return Parts(tables=tables, facts=_facts(data))


def read_json_lines(text: str, *, source: str, limits: Limits) -> Parts:
    """Read one row a line, as objects or lists."""
    rows: list[object] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            place = f"{source} line {number}"
            rows.append(_loaded(line, source=place, limits=limits))
    tables = tuple(_tables(rows, (), TableLimiter(source, limits)))
    if not tables:
        raise ReadingError(source=source, problem="its lines are no rows", remedy=_NO_TABLE)
    return Parts(tables=tables)


def _loaded(text: str, *, source: str, limits: Limits) -> object:
    _check_nesting(text, source, limits)
    try:
        # Numbers stay text: 0.10 must not become 0.1, nor a long one lose digits.
        return json.loads(text.lstrip("\ufeff"), parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise ReadingError(
            source=source, problem=f"it is no JSON ({error})", remedy="correct it at that place"
        ) from None


def _check_nesting(text: str, source: str, limits: Limits) -> None:
    depth = deepest = 0
    is_text = is_escaped = False
    for char in text:
        if is_text:
            is_text = is_escaped or char != '"'
            is_escaped = char == "\\" and not is_escaped
        elif char == '"':
            is_text = True
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    check_limit(source, "depth of brackets", deepest, limits.max_nesting, "save a flatter file")


def _tables(data: object, path: tuple[str, ...], limiter: TableLimiter) -> Iterator[TablePart]:
    rows = _rows(data)
    if rows is not None:
        for row in rows:
            limiter.count(row)
        yield TablePart(tuple(rows), caption=" ".join(path))
        return
    if len(path) >= _MAX_LEVELS or not isinstance(data, dict):
        return
    for key, value in data.items():
        yield from _tables(value, (*path, str(key)), limiter)


def _rows(data: object) -> list[tuple[str, ...]] | None:
    """Return the rows that data is as a table, header first, or None."""
    if isinstance(data, list) and data and all(isinstance(item, dict) for item in data):
        return _rows_of_objects([dict(_flat(item)) for item in data])
    if isinstance(data, list) and len(data) > 1 and all(_is_plain_list(item) for item in data):
        return [tuple(map(_text, item)) for item in data]
    if isinstance(data, dict) and len(data) > 1:
        columns = list(data.values())
        lengths = {len(column) if _is_plain_list(column) else -1 for column in columns}
        if len(lengths) == 1 and lengths not in ({-1}, {0}):
            rows = zip(*columns, strict=True)
            return [tuple(map(str, data)), *(tuple(map(_text, row)) for row in rows)]
    return None


def _rows_of_objects(objects: Sequence[dict[str, str]]) -> list[tuple[str, ...]] | None:
    names = list(dict.fromkeys(name for item in objects for name in item))
    if not names:
        return None
    return [tuple(names), *(tuple(item.get(name, "") for name in names) for item in objects)]


def _flat(item: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(item, dict):
        for key, value in item.items():
            yield from _flat(value, f"{path}.{key}" if path else str(key))
    elif isinstance(item, list):
        yield path, "; ".join(map(_text, item))
    else:
        yield path, _text(item)


def _is_plain_list(item: object) -> bool:
    return isinstance(item, list) and not any(isinstance(cell, dict | list) for cell in item)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _facts(data: object) -> Facts:
    if not isinstance(data, dict):
        return Facts()

    def stated(*names: str) -> str | None:
        return next((data[n] for n in names if isinstance(data.get(n), str) and data[n]), None)

    return Facts(
        title=stated("title", "name"),
        author=stated("author"),
        publisher=stated("publisher"),
        published=iso_date(stated("published", "date", "created")),
        language=language_code(stated("language", "lang")),
        licence=stated("license", "licence"),
        url=stated("url", "homepage", "source"),
    )
