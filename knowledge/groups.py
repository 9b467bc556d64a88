"""Groups of countries within which things are ranked, from knowledge/vocabulary/groups.toml."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

import tomli

from knowledge.records import Bilingual


@dataclass(frozen=True, slots=True)
class Group:
    """A group of countries by the codes of its members; `names` are lower case."""

    group_id: str
    title: Bilingual
    names: tuple[str, ...]
    members: frozenset[str]


@cache
def load_groups() -> tuple[Group, ...]:
    """Read the groups in their order."""
    file = resources.files("knowledge") / "vocabulary" / "groups.toml"
    return tuple(
        Group(
            group_id=row["id"],
            title=Bilingual(row["en"], row["ja"]),
            names=tuple(row["names"]),
            members=frozenset(row["members"].split()),
        )
        for row in tomli.loads(file.read_text("utf-8"))["group"]
    )


def named_group(text: str) -> Group | None:
    """Return the group that a text names, by the longest name; None when it names none."""
    lowered = text.lower()
    found = [
        (len(name), group)
        for group in load_groups()
        for name in group.names
        if _named(name).search(lowered)
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def named_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text names its group: no part of 「東南アジア」 is a name of its own."""
    group, lowered = named_group(text), text.lower()
    names = () if group is None else group.names
    return tuple(m.span() for name in names for m in _named(name).finditer(lowered))


@cache
def _named(name: str) -> re.Pattern[str]:
    if not name.isascii():
        return re.compile(re.escape(name))
    return re.compile(rf"(?<![a-z0-9-]){re.escape(name)}(?![a-z0-9-])")
