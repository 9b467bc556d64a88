"""Records as JSON and back, by their type annotations: for the store and the cache of files."""

import dataclasses
import json
import types
from collections.abc import Callable, Hashable
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

R = TypeVar("R")
_Reader = Callable[[Any], Any]  # plain JSON in, the value of one type out


def to_json(record: object) -> str:
    """Return a record as one line of JSON; tuples become lists, dates ISO texts."""
    return json.dumps(_plain(record), ensure_ascii=False)


def from_json(kind: type[R], text: str) -> R:
    """Build a record of type `kind` from its JSON.

    Raises:
        ValueError, TypeError, KeyError: the text is no such record.
    """
    return _reader(cast("Hashable", kind))(json.loads(text))  # type: ignore[no-any-return]  # of R


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def _reader(kind: object) -> _Reader:
    """Return the function that rebuilds a value of a type from plain JSON."""
    if dataclasses.is_dataclass(kind):
        readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}
        return lambda plain: kind(**{name: readers[name](v) for name, v in plain.items()})  # type: ignore[operator]  # a class
    if kind is date:
        return date.fromisoformat
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _tuple_reader(arguments)
    if origin in (Union, types.UnionType):
        some = [a for a in arguments if a is not type(None)]
        inner = _reader(some[0]) if len(some) == 1 else _same
        return _same if inner is _same else lambda plain: None if plain is None else inner(plain)
    if origin is Literal or isinstance(kind, type):
        return _same
    raise TypeError(f"no rule for {kind!r}; add it to knowledge.record_json")


def _tuple_reader(arguments: tuple[Any, ...]) -> _Reader:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item = _reader(arguments[0])
        return tuple if item is _same else lambda plain: tuple(item(v) for v in plain)
    items = tuple(_reader(a) for a in arguments)
    return lambda plain: tuple(read(v) for read, v in zip(items, plain, strict=True))


def _same(value: object) -> object:
    return value
