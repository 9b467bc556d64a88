"""The periods that a sentence tells of, without those that only date what it cites."""

import re
from datetime import date

from knowledge.extraction.saying import year_before
from knowledge.extraction.sentences import Sentence
from knowledge.periods import PeriodSpan, extract_periods

_NOT_ABOUT_JA = re.compile(
    r"^比|^(?:に|に発表|の(?:論文|報告|調査)|比|から見て)?(?:発表|公表|発行|出版)|^(?:に)?予測した"
)
_MIDYEAR = 7
_YEAR_ONLY = re.compile(r"\d{4}")
_LAST_YEAR = 2060  # what looks later is a model number or a size: RTX 2080, 2048 tokens


def periods_of(
    sentence: Sentence, published: date | None, written: str | None
) -> tuple[PeriodSpan, ...]:
    """Find a sentence's periods, those left out that only date a publication or a comparison.

    `written` is the published date as the source states it: where that is a year alone, this year
    and last year are told by it, and no month is.
    """
    found = extract_periods(sentence.text, published=published)
    if published is None and re.fullmatch(r"\d{4}", written or ""):
        absolute = {span.start for span in found}
        yearly = extract_periods(sentence.text, published=date(int(written or 0), _MIDYEAR, 1))
        found = tuple(
            s for s in yearly if s.start in absolute or _YEAR_ONLY.fullmatch(s.period.text)
        )
    opening = _before_that(sentence, published) or _same_year(sentence, found, published)
    if opening:
        return opening
    found = tuple(span for span in found if span.period.start.year <= _LAST_YEAR)
    return tuple(span for span in found if not _only_dates(sentence, span, alone=len(found) == 1))


_YEAR_BEFORE = re.compile(
    r"(?:その)?前年度?(?=は|には|の(?!約?\d)|に)"  # 前年度の128 GWh is moved back by itself
    r"|(?:(?:In )?[Tt]he (?:year before|(?:previous|prior|preceding) year)"
    r"|[Aa] year (?:earlier|before))(?=,? )"
)


_SAME_YEAR = re.compile(
    r"\b(?:in )?(?:the same|that) year\b|\b[Bb]y then\b|同年度?(?=[のにはも、])"
)


def _same_year(
    sentence: Sentence, found: tuple[PeriodSpan, ...], published: date | None
) -> tuple[PeriodSpan, ...]:
    """Return the year of the sentence before where a sentence names no other: in the same year."""
    same = _SAME_YEAR.search(sentence.text)
    if same is None or found or not sentence.previous:
        return ()
    for text in reversed(sentence.previous):
        found = extract_periods(text) or extract_periods(text, published=published)
        told = {span.period for span in found}
        if told:
            span = PeriodSpan(same[0], same.start(), same.end(), told.pop())
            return () if told else (span,)
    return ()


def _before_that(sentence: Sentence, published: date | None) -> tuple[PeriodSpan, ...]:
    """Return the year before that of the sentence before, where a sentence opens with it."""
    opened = _YEAR_BEFORE.match(sentence.text)
    if opened is None or not sentence.previous:
        return ()
    told = {p.period for p in extract_periods(sentence.previous[-1], published=published)}
    before = year_before(told.pop()) if len(told) == 1 else None
    return () if before is None else (PeriodSpan(opened[0], opened.start(), opened.end(), before),)


_DATES = re.compile(
    r"\b(?:[Ss]ince|than(?: in| for)?|from|compared (?:to|with)|relative to|versus|above|below) ?$"
    r"|\b(?:founded|published|launched|(?:ends|expires|ending|expiring|built|acquired) in) ?$"
    r"|\b(?:19|20)\d\d;? ?$"
    r"|\bet al\.?,? ?\(?$|\b(?:available|accessed|retrieved) (?:as of|in|on) ?$"
)


# What a clause in the middle tells of the subject: X, which was founded in 2011, used ...
_ASIDE = re.compile(r", (?:which|who)\b(?:[^,;\d]|\b(?:19|20)\d\d\b)*,")
_YEAR_BEFORE_JA = re.compile("前(?:年|年度|期)")  # before the sentence's own, not the source's
_CITED = re.compile(
    r"\) (?:also )?(?:report|estimat|predict|project|find|found|show|argue|note|measure"
    r"|suggest|calculat)"
)


def _only_dates(sentence: Sentence, span: PeriodSpan, *, alone: bool) -> bool:
    """Return whether a period only dates a publication, a beginning or what is compared."""
    if sentence.language == "ja" and _YEAR_BEFORE_JA.match(sentence.text, span.start):
        return True
    if any(a.start() <= span.start < a.end() for a in _ASIDE.finditer(sentence.text)):
        return True
    if sentence.language == "ja":
        return _NOT_ABOUT_JA.match(sentence.text[span.end : span.end + 8]) is not None
    if alone and sentence.text[: span.start].endswith("from "):
        return False
    if _CITED.match(sentence.text, span.end) and sentence.text[: span.start].endswith("("):
        return True
    return _DATES.search(sentence.text[max(0, span.start - 24) : span.start]) is not None
