"""The records that kilowit's knowledge is made of.

All are frozen; collections in them are tuples. Identifiers of documents, passages and
figures are hashes of their content, so a rebuild gives the same ones.
"""

import calendar
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from knowledge.errors import PeriodError

Language = Literal["en", "ja"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Status = Literal["measured", "estimated", "modelled", "projected", "announced", "claimed"]
NoteKind = Literal["unread", "skipped", "doubt"]
Standing = Literal["preferred", "ok", "caution", "superseded", "rejected"]
Tier = Literal["primary", "reputable", "secondary"]
Method = Literal["curated", "table", "extracted"]
Qualifier = Literal["exact", "about", "at_least", "at_most", "over", "under"]

NOT_STATED = "not stated"  # the licence of a source that states none
STANDING_ORDER: dict[Standing, int] = {
    standing: rank for rank, standing in enumerate(get_args(Standing))
}
TIER_ORDER: dict[Tier, int] = {tier: rank for rank, tier in enumerate(get_args(Tier))}
_AS_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str)


def content_hash(*parts: object) -> str:
    """Return 16 hexadecimal digits that stay the same for the same parts, on any machine."""
    text = _AS_JSON.encode(parts)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in both languages; an empty Japanese text falls back to English."""

    en: str = ""
    ja: str = ""

    def in_(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.ja if language == "ja" and self.ja else self.en


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value or a range, with its canonical unit.

    `value` may be None when only bounds are published. `unit` is None for a bare number.
    """

    value: float | None
    unit: str | None
    lower: float | None = None
    upper: float | None = None
    qualifier: Qualifier = "exact"

    def __post_init__(self) -> None:
        if self.value is None and self.lower is None and self.upper is None:
            raise ValueError("a quantity needs a value or a bound; give one of the three")


_PERIOD_FORMS = re.compile(
    r"(?P<fiscal>FY)?(?P<year>\d{4})"
    r"(?:(?P<decade>s)|-Q(?P<quarter>[1-4])|-H(?P<half>[12])"
    r"|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|/(?P<until>\d{4}))?"
)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The time that a figure is about.

    `text` is the canonical form: 2024, FY2024, 2024-Q1, 2024-H1, 2024-05, 2024-05-19,
    2020s, or 2020/2021 (both ends included). `start` and `end` are its first and last day;
    a fiscal year is given the calendar year of its name, because its months differ by country
    and company, and stays marked by its text.
    """

    start: date
    end: date
    text: str = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a canonical form.

        Raises:
            PeriodError: `text` is none of the forms above.
        """
        match = _PERIOD_FORMS.fullmatch(text)
        if match is None or (match["fiscal"] and match.end() > len("FY2024")):
            raise PeriodError(text)
        try:
            start, end = _period_span(match)
        except ValueError:
            raise PeriodError(text) from None
        return cls(start=start, end=end, text=text)

    @property
    def year(self) -> int | None:
        """The single year (calendar or fiscal) that this period is, else None."""
        named = self.text.removeprefix("FY")
        return self.start.year if len(named) == 4 and named.isdecimal() else None

    @property
    def is_fiscal(self) -> bool:
        """Whether this is a fiscal year."""
        return self.text.startswith("FY")


def _period_span(match: re.Match[str]) -> tuple[date, date]:
    year = int(match["year"])
    if match["decade"]:
        return date(year, 1, 1), date(year + 9, 12, 31)
    if match["until"]:
        until = int(match["until"])
        if until <= year:
            raise ValueError
        return date(year, 1, 1), date(until, 12, 31)
    if match["quarter"]:
        last = 3 * int(match["quarter"])
        return _months(year, last - 2, last)
    if match["half"]:
        last = 6 * int(match["half"])
        return _months(year, last - 5, last)
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["month"]:
        return _months(year, int(match["month"]), int(match["month"]))
    return date(year, 1, 1), date(year, 12, 31)


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher's work.

    `published` and `retrieved` are ISO dates as precise as known (2025, 2025-04, 2025-04-10).
    `reports` names who produced the figures when the publisher only reports them.
    """

    source_id: str
    title: str
    publisher: str
    url: str
    kind: str
    tier: Tier
    language: Language
    licence: str
    published: str | None = None
    retrieved: str | None = None
    reports: str | None = None
    file: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One text or table read from a source.

    A text keeps its headings as lines that begin with `#`, and `page_starts` holds the offset of
    each page where the original has pages. A table's `text` is its cells as CSV (RFC 4180, lines
    end in a line feed), header rows included, each row as wide as the widest; `caption` and
    `heading` say what it stood under, notes below it included in the caption.
    """

    document_id: str
    source_id: str
    title: str
    language: Language
    kind: Literal["text", "table"]
    text: str
    page_starts: tuple[int, ...] = ()
    heading: tuple[str, ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one file or page: its documents, and what it says of itself.

    Facts about the source are None when the file does not state them; none is guessed.
    `skipped` tells, in sentences, what could not be read and why.
    """

    documents: tuple[Document, ...]
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: Language | None = None
    licence: str | None = None
    url: str | None = None
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CarriedQuestion:
    """A question that an article says it answers, and the sentence that does: a span of a passage.

    It is found by likeness to what is asked, and is never shown.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of text that is retrieved: `document.text[start:end] == text`.

    `figure_ids` are the figures that the passage cites, in order of appearance; `questions` those
    that its sentences are marked to answer.
    """

    passage_id: str
    document_id: str
    source_id: str
    language: Language
    heading: tuple[str, ...]
    text: str
    start: int
    end: int
    page: int | None = None
    kind: Literal["text", "list", "table"] = "text"
    figure_ids: tuple[str, ...] = ()
    questions: tuple[CarriedQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a figure stands in its source.

    Either a character span of a stored document (`document_id`, `start`, `end`), or a cell of
    one of kilowit's tables (`table`, `row` counted from 1 below the header, `column`); `page`
    is the page of the original where known.
    """

    document_id: str | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None
    table: str | None = None
    row: int | None = None
    column: str | None = None

    def told(self) -> dict[str, str | int]:
        """Return the fields that are known, by name, in reading order."""
        named = ((name, getattr(self, name)) for name in self.__dataclass_fields__)
        return {name: value for name, value in named if value is not None}


@dataclass(frozen=True, slots=True)
class Figure:
    """A published quantity about a subject, for a measure, a period and a region.

    `value`, `lower`, `upper` and `unit` are as published, never rounded, never converted;
    those ending in `_si` are in the base unit of the measure's dimension. `region` is 'world',
    an ISO 3166 code (US, US-NY, JP-13) or a named group from the vocabulary ('EU').
    `period` is None for undated properties (the rated power of a chip). `key` is the readable
    name by which articles cite the figure. `quote` holds the source's words, or is None where
    a cell is the evidence.
    """

    figure_id: str
    subject_id: str
    measure_id: str
    region: str
    period: Period | None
    value: float | None
    lower: float | None
    upper: float | None
    unit: str
    value_si: float | None
    lower_si: float | None
    upper_si: float | None
    status: Status
    scope: Bilingual
    standing: Standing
    source_id: str
    locator: Locator
    quote: str | None
    method: Method
    qualifier: Qualifier = "exact"
    confidence: float = 1.0
    published: str | None = None
    retrieved: str | None = None
    key: str | None = None
    caveat: Bilingual = Bilingual()
    reason: str = ""

    @property
    def quantity(self) -> Quantity:
        """The published quantity."""
        return Quantity(self.value, self.unit, self.lower, self.upper, self.qualifier)

    @property
    def is_extracted(self) -> bool:
        """Whether a program found it in an added file; such a figure never leads a curated one."""
        return self.method == "extracted"


def curated_first(figures: Sequence[Figure]) -> list[Figure]:
    """Return the curated figures where there are any, else all."""
    return [f for f in figures if not f.is_extracted] or list(figures)


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What a reader of a source should know: it or a part was not read, or a figure is doubtful."""

    source_id: str
    kind: NoteKind
    message: Bilingual
    figure_id: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """All figures that share subject, measure, region, scope and source.

    What is described and embedded once. `periods` are in order of time.
    """

    series_id: str
    subject_id: str
    measure_id: str
    region: str
    scope: Bilingual
    source_id: str
    periods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Misconception:
    """A popular misquotation with what the sources really say.

    `claims` are wordings by which people repeat it, in each language. `says` and `answer` cite
    figures inline as `[@key]`, like articles.
    """

    misconception_id: str
    title: Bilingual
    kind: str
    claims_en: tuple[str, ...]
    claims_ja: tuple[str, ...]
    says: Bilingual
    answer: Bilingual
    verdict: Literal["false", "misquoted", "outdated", "disputed"]
    figure_ids: tuple[str, ...]
    subject_ids: tuple[str, ...] = ()
