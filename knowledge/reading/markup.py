"""Turns a tree of HTML elements into running text and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from lxml import html

from knowledge.errors import ReadingError
from knowledge.reading.limits import Limits, check_limit
from knowledge.reading.parts import TablePart
from knowledge.reading.tables import TableLimiter, as_tables

_UNREAD = {
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed",
    "form", "button", "select", "input", "textarea", "head", "canvas", "audio", "video",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "section", "article", "main", "ul", "ol", "li", "dl", "dt", "dd", "blockquote",
    "figure", "figcaption", "header", "footer", "aside", "nav", "address", "details", "summary",
    "body", "html", "hr", "center", "tr", "td", "th", "tbody", "thead", "table", "pre", "caption",
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.I)
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_TABLE_NAME = re.compile(r"(?:table|tab\.|表|図表)\s*[\dA-Z０-９一二三四五]", re.I)
_OWN_TYPES = re.compile(r"<!DOCTYPE[^<>\[]*\[.{0,100000}?\]\s*>", re.I | re.S)
_MAX_SPAN = 1000
Element: TypeAlias = Any  # an lxml element: the library has no types


def parse_html(text: str, *, source: str, limits: Limits) -> Element:
    """Parse a page; nothing it refers to is fetched, and entities of its own are not expanded.

    Raises:
        ReadingError: there is no element in it.
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True,
                             remove_pis=True, recover=True, huge_tree=False)  # fmt: skip
    try:
        markup = _OWN_TYPES.sub("", text.replace("\0", ""), count=1)
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser)
    except (ValueError, html.etree.ParserError) as error:
        raise ReadingError(
            source=source, problem=f"it is no web page ({error})", remedy="save the page again"
        ) from None
    depth = max((_depth_of(element) for element in tree.iter() if not len(element)), default=0)
    check_limit(source, "depth of elements", depth, limits.max_nesting, "save a simpler page")
    _drop_controls(tree)
    return tree


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def _drop_controls(tree: Element) -> None:
    """Take out what a reference such as &#1; smuggles in: no tree takes it when text is moved."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.text and _CONTROL.search(element.text):
            element.text = _CONTROL.sub("", element.text)
        if element.tail and _CONTROL.search(element.tail):
            element.tail = _CONTROL.sub("", element.tail)


def _depth_of(element: Element) -> int:
    return sum(1 for _ in element.iterancestors())


def drop_unseen(tree: Element) -> None:
    """Remove what a reader does not see: scripts, forms and hidden elements."""
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or _is_unseen(element):
            parent = element.getparent()
            if parent is not None:
                element.drop_tree()


def _is_unseen(element: Element) -> bool:
    if element.tag in _UNREAD:
        return bool(element.tag != "head")
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style", "")))
    )


def write_superscripts(tree: Element) -> None:
    """Write powers as 10^9 and footnote marks as [1], so that neither grows a number."""
    for element in list(tree.iter("sup")):
        text = element.text_content().strip()
        before = _text_before(element)
        if not text:
            continue
        if re.search(r"\b10$", before) and re.fullmatch(r"[-−–+]?\d{1,2}", text):
            text = f"^{text}"
        elif not (re.search(r"\b[kcm]?m$", before) and text in ("2", "3")) and text[:1] not in "[(":
            text = f"[{text}]" if re.fullmatch(r"[\d\w*†‡§,]{1,5}", text) else text
        for child in list(element):
            element.remove(child)
        element.text = text


def _text_before(element: Element) -> str:
    sibling = element.getprevious()
    if sibling is not None:
        return str(sibling.tail or sibling.text_content())
    parent = element.getparent()
    return (parent.text or "") if parent is not None else ""


def take_tables(tree: Element, *, source: str, limits: Limits) -> tuple[TablePart, ...]:
    """Take the tables of data out of a tree, each with the headings above it and its caption.

    Tables that lay out a page (one column or row, tables within, or long running text) stay.
    """
    limiter = TableLimiter(source, limits)
    path: dict[int, str] = {}
    taken: list[TablePart] = []
    for element in list(tree.iter()):
        if element.tag in _HEADINGS:
            level = _HEADINGS[element.tag]
            path = {k: v for k, v in path.items() if k < level} | {level: _words(element)}
        if element.tag != "table" or not _is_data(element):
            continue
        rows = list(_grid(element, limiter))
        if len(rows) < 2 or max(map(len, rows)) < 2:
            continue
        heading = tuple(path[level] for level in sorted(path) if path[level])
        parts = as_tables(rows, caption=_caption(element), heading=heading)
        taken += parts.tables
        element.drop_tree()
    return tuple(taken)


def _words(element: Element) -> str:
    return _SPACES.sub(" ", element.text_content()).strip()


def _caption(table: Element) -> str:
    """Return the caption, or that of the figure around it, or a paragraph above named Table."""
    for caption in table.iter("caption"):
        return _words(caption)
    figure = next(table.iterancestors("figure"), None)
    if figure is not None:
        for caption in figure.iter("figcaption"):
            return _words(caption)
    before = table.getprevious()
    if before is not None and before.tag in ("p", "div"):
        words = _words(before)
        if len(words) <= 300 and re.match(
            r"(?:table|tab\.|表|図表)\s*[\dA-Z０-９一二三四五]", words, re.I
        ):
            before.drop_tree()
            return words
    return ""


def _is_data(table: Element) -> bool:
    if any(inner is not table for inner in table.iter("table")):
        return False
    cells = [_words(cell) for cell in table.iter("td", "th")]
    n_long = sum(1 for cell in cells if len(cell) > 300)
    return len(cells) >= 4 and n_long * 4 <= len(cells)


def _grid(table: Element, limiter: TableLimiter) -> Iterator[tuple[str, ...]]:
    """Yield the rows with merged cells written out in each place that they cover."""
    pending: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in (c for c in row if c.tag in ("td", "th")):
            _fill(cells, pending)
            text = _words(cell)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for _ in range(wide):
                if high > 1:
                    pending[len(cells)] = (high - 1, text)
                cells.append(text)
            limiter.count(cells)
        _fill(cells, pending)
        yield tuple(cells)


def _fill(cells: list[str], pending: dict[int, tuple[int, str]]) -> None:
    while len(cells) in pending:
        at = len(cells)
        left, text = pending.pop(at)
        if left > 1:
            pending[at] = (left - 1, text)
        cells.append(text)


def _span(cell: Element, name: str) -> int:
    written = cell.get(name, "1").strip()
    return max(1, min(int(written), _MAX_SPAN)) if written.isdecimal() and len(written) < 6 else 1


@dataclass(slots=True)
class _Writer:
    """Collects words into blocks, each a paragraph, heading or list item."""

    blocks: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    prefix: str = ""

    def end_block(self) -> None:
        lines = [_SPACES.sub(" ", line).strip() for line in "".join(self.words).split("\v")]
        text = "\n".join(line for line in lines if line)
        self.words.clear()
        if not text:
            return
        if text.startswith("#") and not self.prefix.startswith("#"):
            text = "＃" + text[1:]  # a paragraph must not pass for a heading
        self.blocks.append(self.prefix + text)
        self.prefix = ""

    def text(self) -> str:
        """Return the blocks with blank lines between; items of a list stand together."""
        self.end_block()
        out: list[str] = []
        for before, block in zip(["", *self.blocks], self.blocks, strict=False):
            if out:
                out.append("\n" if before.startswith("- ") and block.startswith("- ") else "\n\n")
            out.append(block)
        return "".join(out)


def text_of(tree: Element) -> str:
    """Return the running text of a tree: headings as # lines, list items as - lines."""
    writer = _Writer()
    for event, element in html.etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            _start(writer, element)
        else:
            _end(writer, element)
            writer.words.append(element.tail or "")
    return writer.text()


def _start(writer: _Writer, element: Element) -> None:
    tag = element.tag
    if tag in _HEADINGS:
        writer.end_block()
        writer.prefix = "#" * _HEADINGS[tag] + " "
    elif tag == "li":
        writer.end_block()
        writer.prefix = "- "
    elif tag in _BLOCKS:
        writer.end_block()
        writer.prefix = writer.prefix if writer.prefix == "- " else ""
    elif tag == "br":
        writer.words.append("\v")
    writer.words.append(
        element.text or "" if tag != "pre" else (element.text or "").replace("\n", "\v")
    )


def _end(writer: _Writer, element: Element) -> None:
    tag = element.tag
    if tag in _HEADINGS:
        writer.words = ["".join(writer.words).replace("\v", " ")]
    if tag in _HEADINGS or tag in _BLOCKS:
        writer.end_block()
        writer.prefix = "" if tag == "li" or tag in _HEADINGS else writer.prefix
    if tag in ("td", "th"):
        writer.words.append(" ")
