"""What a web page states of itself in its meta tags and JSON-LD; nothing is guessed."""

import json
import re
from collections.abc import Iterator

from knowledge.reading.markup import Element
from knowledge.reading.parts import Facts, iso_date, language_code

_TITLE = ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title")
_AUTHOR = ("citation_author", "author", "article:author", "dc.creator", "parsely-author")
_PUBLISHER = ("citation_publisher", "publisher", "dc.publisher", "og:site_name", "application-name")
_PUBLISHED = (
    "article:published_time", "citation_publication_date", "citation_date", "dc.date",
    "dcterms.date", "dc.date.issued", "dcterms.issued", "datepublished", "pubdate", "date",
    "parsely-pub-date", "sailthru.date", "publish-date",
)  # fmt: skip
_LICENCE = ("license", "licence", "dc.rights", "dcterms.license", "dcterms.rights")
_URL = ("og:url", "citation_public_url")
_MAX_JSON_CHARS = 500_000


def facts_of_page(tree: Element) -> Facts:
    """Return the facts of a page's tags, then of its JSON-LD, then of its visible marks."""
    meta = _meta(tree)
    linked = Facts(
        title=_first(meta, _TITLE),
        author=_names(meta, _AUTHOR),
        publisher=_first(meta, _PUBLISHER),
        published=iso_date(_first(meta, _PUBLISHED)),
        language=language_code(
            tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        ),
        licence=_first(meta, _LICENCE) or _link(tree, "license"),
        url=_link(tree, "canonical") or _first(meta, _URL),
    )
    shown = Facts(
        title=_shown_title(tree),
        publisher=_shown_publisher(tree),
        published=_shown_date(tree),
        language=language_code(_first(meta, ("og:locale", "content-language", "dc.language"))),
    )
    return linked.or_else(_linked_data(tree)).or_else(shown)


def _meta(tree: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (
            element.get("name")
            or element.get("property")
            or element.get("itemprop")
            or element.get("http-equiv")
            or ""
        )
        content = " ".join(element.get("content", "").split())
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content[:1000])
    return found


def _first(meta: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((meta[name][0] for name in names if name in meta), None)


def _names(meta: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    for name in names:
        people = [person for person in meta.get(name, []) if not person.startswith("http")]
        if people:
            return ", ".join(dict.fromkeys(people))
    return None


def _link(tree: Element, relation: str) -> str | None:
    for element in tree.iter("link", "a"):
        href: str = element.get("href", "")
        if relation in element.get("rel", "").lower().split() and href.startswith("http"):
            return href
    return None


def _shown_title(tree: Element) -> str | None:
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    titles = [" ".join(t.text_content().split()) for t in tree.iter("title")]
    found = headings if len(headings) == 1 else titles or headings
    return next((text for text in found if text), None)


_SEPARATOR = re.compile(r"\s*[|｜–—:：»]\s*|\s+[-‐]\s+")
_MAX_SITE_CHARS = 60


def _shown_publisher(tree: Element) -> str | None:
    """Return the site that a page's title names after its heading: `Heading | Site`."""
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    title = next((" ".join(t.text_content().split()) for t in tree.iter("title")), "")
    for heading in headings[:1]:
        mark = _SEPARATOR.match(title, len(heading)) if title.startswith(heading) else None
        site = title[mark.end() :] if mark is not None else ""
        if heading and 1 < len(site) <= _MAX_SITE_CHARS and not _SEPARATOR.search(site):
            return site
    return None


def _shown_date(tree: Element) -> str | None:
    """Return the date of the one <time> that says it is the publication's, or the only one."""
    times = list(tree.iter("time"))
    marked = [
        t for t in times if t.get("itemprop") == "datePublished" or t.get("pubdate") is not None
    ]
    dates = {iso_date(t.get("datetime") or t.text_content()) for t in marked or times} - {None}
    return dates.pop() if len(dates) == 1 else None


def _linked_data(tree: Element) -> Facts:
    """Return the facts of the first JSON-LD object that has a headline or a date."""
    for element in tree.iter("script"):
        if element.get("type", "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads((element.text or "")[:_MAX_JSON_CHARS])
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            if "headline" in item or "datePublished" in item:
                return Facts(
                    title=_text(item.get("headline")) or _text(item.get("name")),
                    author=_text(item.get("author")) or _text(item.get("creator")),
                    publisher=_text(item.get("publisher")),
                    published=iso_date(_text(item.get("datePublished"))),
                    language=language_code(_text(item.get("inLanguage"))),
                    licence=_text(item.get("license")),
                    url=_text(item.get("url")),
                )
    return Facts()


def _objects(data: object) -> Iterator[dict[str, object]]:
    items = data if isinstance(data, list) else [data]
    for item in items:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (g for g in graph if isinstance(g, dict)) if isinstance(graph, list) else ()


def _text(value: object) -> str | None:
    """Return a text, or the names of the people or organisations that stand for it."""
    if isinstance(value, list):
        texts = [text for text in map(_text, value[:50]) if text]
        return ", ".join(dict.fromkeys(texts)) or None
    if isinstance(value, dict):
        return _text(value.get("name"))
    return " ".join(value.split())[:1000] or None if isinstance(value, str) else None
