"""Reads web pages: main text, tables, and what the page states of itself."""

import re

import trafilatura
from lxml import html as lxml_html

from knowledge.reading.html_facts import facts_of_page
from knowledge.reading.limits import Limits
from knowledge.reading.markup import (
    Element,
    drop_unseen,
    parse_html,
    take_tables,
    text_of,
    write_superscripts,
)
from knowledge.reading.parts import Facts, Parts, TextPart

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML_ENCODING = re.compile(rb"""<\?xml[^>]+encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""")
_SURROUNDINGS = ("nav", "header", "footer", "aside")
# Below this share of all paragraphs' letters the extractor is taken to have missed the main text.
_LEAST_SHARE = 0.4


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that a page declares in its first bytes."""
    match = _CHARSET.search(data[:4096]) or _XML_ENCODING.match(data[:200])
    return match[1].decode("ascii") if match else None


def read_html(text: str, *, source: str, limits: Limits) -> Parts:
    """Read a page without what stands around its main text: navigation, forms, hidden words."""
    tree = parse_html(text, source=source, limits=limits)
    facts = facts_of_page(tree)
    drop_unseen(tree)
    write_superscripts(tree)
    for element in list(tree.iter(*_SURROUNDINGS)):
        if not _holds_main(element):
            element.drop_tree()
    tables = take_tables(tree, source=source, limits=limits)
    return Parts(texts=(TextPart(_main_text(tree, facts)),), tables=tables, facts=facts)


def read_fragment(markup: str, *, source: str, limits: Limits) -> Parts:
    """Read markup that is all main text."""
    tree = parse_html(f"<div>{markup}</div>", source=source, limits=limits)
    drop_unseen(tree)
    write_superscripts(tree)
    tables = take_tables(tree, source=source, limits=limits)
    title = next((h.text_content().strip() for h in tree.iter("h1")), None)
    return Parts(texts=(TextPart(text_of(tree)),), tables=tables, facts=Facts(title=title))


def _holds_main(element: Element) -> bool:
    """Return whether an article stands within, or a header is the article's own."""
    if next(element.iter("article", "main"), None) is not None:
        return True
    return (
        element.tag == "header" and next(element.iterancestors("article", "main"), None) is not None
    )


def _main_text(tree: Element, facts: Facts) -> str:
    """Return what the extractor takes for the main text, or all text where it missed most."""
    whole = text_of(tree)
    extracted = trafilatura.extract(
        lxml_html.tostring(tree, encoding="unicode"),
        output_format="html", include_comments=False, include_tables=True, include_links=False,
        include_formatting=False, favor_recall=True, deduplicate=False,
    )  # fmt: skip
    main = text_of(lxml_html.fromstring(extracted)) if extracted else ""
    text = main if _n_prose(main) >= _LEAST_SHARE * _n_prose(whole) else whole
    if facts.title and facts.title not in text[:1000]:
        text = f"# {facts.title}\n\n{text}"
    return text


def _n_prose(text: str) -> int:
    """Return the characters in blocks that are long enough for prose."""
    return sum(len(block) for block in text.split("\n\n") if len(block) >= 40)
