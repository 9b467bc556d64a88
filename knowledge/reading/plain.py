"""Reads plain text, with its page marks and what its first lines state."""

import re

from knowledge.reading.limits import Limits, check_limit
from knowledge.reading.line_tables import find_line_tables
from knowledge.reading.parts import Facts, Parts, TextPart, iso_date, language_code

PAGE_MARK = re.compile(
    r"^[ \t]*(?:[=\-*–—]{2,}|\[|<<|\()?[ \t]*(?:[Pp]age|PAGE|ページ|頁)[ \t]*(\d{1,5})"
    r"(?:[ \t]*(?:of|/)[ \t]*\d{1,5})?[ \t]*(?:[=\-*–—]{2,}|\]|>>|\))[ \t]*$",
    re.M,
)
_STATED = re.compile(r"(?:#+\s*)?(?P<key>[A-Za-z_ ]{2,20}|\w{2,6})\s*[:：]\s*(?P<value>\S.*)")
_KEYS = {
    "title": ("title", "題名", "タイトル"),
    "author": ("author", "authors", "by", "著者"),
    "publisher": ("publisher", "発行", "発行者", "出版社"),
    "published": ("published", "date", "year", "published on", "発行日", "公開日", "日付"),
    "language": ("language", "lang", "言語"),
    "licence": ("licence", "license", "rights", "ライセンス"),
    "url": ("url", "source", "link", "canonical", "出典", "出所"),
}
_FIELD_OF = {name: field for field, names in _KEYS.items() for name in names}
_N_HEAD_LINES = 8


def stated_field(key: str) -> str | None:
    """Return the fact that a key (date, 著者, licence) states, or None."""
    return _FIELD_OF.get(key.strip().lower())


def read_plain(text: str, *, source: str, limits: Limits) -> Parts:
    """Read a text; form feeds and lines such as `=== Page 3 ===` begin pages.

    Rows of numbers under a header line stay in the text and become tables too.
    """
    facts, body = read_head(text.replace("\r\n", "\n").replace("\r", "\n"))
    pages = _pages(body)
    part = join_pages(pages, source=source, limits=limits)
    tables = tuple(t.part for _, page in pages for t in find_line_tables(page.split("\n")))
    return Parts(texts=(part,), tables=tables, facts=facts)


def read_head(text: str) -> tuple[Facts, str]:
    """Take out the first lines that state facts (`url: ...`), and read the title line.

    A title is a first line marked `#`, or a short one with a blank line below and no full stop.
    """
    lines = text.split("\n")
    stated: dict[str, str] = {}
    kept: list[str] = []
    for line in lines[:_N_HEAD_LINES]:
        found = _stated(line)
        if found:
            stated = found | stated
        else:
            kept.append(line)
    if "title" not in stated and (title := _title_of(kept)):
        stated["title"] = title
    return facts_of(stated), "\n".join(kept + lines[_N_HEAD_LINES:])


def facts_of(stated: dict[str, str]) -> Facts:
    """Return facts of stated fields; what cannot be read as its kind is left out."""
    return Facts(
        title=stated.get("title"),
        author=stated.get("author"),
        publisher=stated.get("publisher"),
        published=iso_date(stated.get("published")),
        language=language_code(stated.get("language")),
        licence=stated.get("licence"),
        url=stated["url"] if stated.get("url", "").startswith(("http://", "https://")) else None,
    )


def _stated(line: str) -> dict[str, str]:
    """Return the facts of a line that states nothing else, such as `# id: x | url: y`."""
    found: dict[str, str] = {}
    pieces = [piece for piece in line.split(" | ") if piece.strip()]
    for piece in pieces:
        match = _STATED.fullmatch(piece.strip())
        if match is None:
            return {}
        if field := stated_field(match["key"]):
            found[field] = match["value"].strip()
    return found


def _title_of(lines: list[str]) -> str | None:
    at = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if at == len(lines):
        return None
    line, rest = lines[at].strip(), lines[at + 1 :]
    if line.startswith("# "):
        return line[2:].strip() or None
    stands_alone = bool(rest) and not rest[0].strip()
    is_title = stands_alone and 3 <= len(line) <= 150 and line[-1] not in "。.!?！？:：,、"
    return line if is_title and not PAGE_MARK.match(line) else None


def _pages(text: str) -> list[tuple[int, str]]:
    """Return (page number, text) of a text; one page 0 where it has no marks."""
    marks = list(PAGE_MARK.finditer(text))
    numbers = [int(mark[1]) for mark in marks]
    if marks and numbers == sorted(set(numbers)) and numbers[0] >= 1:
        bounds = [mark.start() for mark in marks[1:]] + [len(text)]
        pages = [
            (number, text[mark.end() : end].replace("\f", "\n"))
            for number, mark, end in zip(numbers, marks, bounds, strict=True)
        ]
        before = text[: marks[0].start()].strip()
        if before:
            pages[0] = (pages[0][0], f"{before}\n\n{pages[0][1].lstrip()}")
        return pages
    if "\f" in text.strip("\f"):
        return list(enumerate(text.split("\f"), start=1))
    return [(0, text.replace("\f", "\n"))]


def join_pages(pages: list[tuple[int, str]], *, source: str, limits: Limits) -> TextPart:
    """Join pages into one text; a sentence that runs on over a page's end stays one paragraph."""
    check_limit(
        source, "number of pages", pages[-1][0], limits.max_pages, "split it into smaller files"
    )
    starts: list[int] = []
    chunks: list[str] = []
    length = 0
    last = ""
    for number, written in pages:
        page = written.strip("\n ")
        gap = "" if not length else _gap(last, page)
        chunks += [gap, page]
        length += len(gap)
        starts += [length] * (number - len(starts))
        length += len(page)
        last = page or last
    text = "".join(chunks)
    return TextPart(text, tuple(starts))


def _gap(before: str, after: str) -> str:
    runs_on = before[-1:] not in tuple('。.!?！？:;」"”') and after[:1].islower()
    return "\n" if runs_on else "\n\n"
