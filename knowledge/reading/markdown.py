"""Reads Markdown: front matter, then the text as a reader sees it."""

import datetime
import re
import tomllib

import yaml
from markdown_it import MarkdownIt

from knowledge.errors import ReadingError
from knowledge.reading.html import read_fragment
from knowledge.reading.limits import Limits
from knowledge.reading.parts import Parts
from knowledge.reading.plain import facts_of, read_head, stated_field

_FRONT = re.compile(
    r"\A\s*(?P<mark>---|\+\+\+)[ \t]*\n(?P<fields>.{0,50000}?)\n(?P=mark)[ \t]*(?:\n|\Z)", re.DOTALL
)


def read_markdown(text: str, *, source: str, limits: Limits) -> Parts:
    """Read Markdown; tables of the text become tables, links and emphasis their words."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    stated, body = _front_matter(text, source)
    if not stated:
        facts, body = read_head(body)
    else:
        facts = facts_of(stated)
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(body)
    parts = read_fragment(rendered, source=source, limits=limits)
    return Parts(parts.texts, parts.tables, facts.or_else(parts.facts), parts.skipped)


def _front_matter(text: str, source: str) -> tuple[dict[str, str], str]:
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    try:
        if match["mark"] == "---":
            fields = yaml.load(match["fields"], Loader=_PlainLoader)  # safe below
        else:
            fields = tomllib.loads(match["fields"])
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise ReadingError(
            source=source,
            problem=f"its front matter cannot be read ({str(error).splitlines()[0]})",
            remedy="correct the lines between the --- marks",
        ) from None
    if not isinstance(fields, dict):
        return {}, text
    stated: dict[str, str] = {}
    for key, value in fields.items():
        field, words = stated_field(str(key)), _words(value)
        if field and words:
            stated.setdefault(field, words)
    return stated, text[match.end() :]


class _PlainLoader(yaml.SafeLoader):  # type: ignore[misc]  # the library has no types
    """Safe YAML without aliases, by which a few lines can stand for millions."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("it holds an alias (*name); write the value out")
        return super().compose_node(parent, index)


def _words(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(word for word in map(_words, value[:50]) if word) or None
    if isinstance(value, dict):
        return _words(value.get("name"))
    if isinstance(value, str | int | float | datetime.date) and not isinstance(value, bool):
        return " ".join(str(value).split())[:1000] or None
    return None
