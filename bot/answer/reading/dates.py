"""Reads when something is, where the line names no year: “in May”, 「12月8日」, 「来春」."""

import re
from collections.abc import Sequence

from bot.answer.reading.records import Asked, Evidence, PhraseRead
from bot.answer.reading.terms import content_stems, fold

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DATE = {
    "en": re.compile(
        rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?{_MONTH}\b(?:\s\d{{1,2}}(?:st|nd|rd|th)?\b)?"
        r"|\b(?:(?:early|late|mid|next|this|last)[\s-])?(?:spring|summer|autumn|winter)\b"
        r"|\b(?:next|this|last)\s(?:year|month|week)\b"
    ),
    "ja": re.compile(
        r"(?:(?:来年|今年|昨年|翌年|同年)の?)?\d{1,2}月(?:\d{1,2}日|上旬|中旬|下旬|末)?"
        r"|(?:来|今|昨)(?:春|夏|秋|冬|年|年度|月|週)(?![一-龠])"
    ),
}


_STARTS = re.compile(
    r"\b(?:start|beg[aiu]n|open|launch|install|commission|inaugurat|switch(?:ed)? on|go(?:es)? live"
    r"|went live|in (?:operation|service)|up and running|put in)"
    r"|稼働|運転|運用|始ま|始め|開始|開業|開設|導入|設置|設け|入れ|完成|竣工"
)
_SINCE = re.compile(
    r"\bwhen (?:did|does|do|was|were|is|has|have)\b.*\b(?:start|begin|beg[au]n|open|launch|install"
    r"|commission|go live|switched on|up and running)|いつから(?!いつ)"
)


_READY = re.compile(
    r"\bwhen (?:will|is|are)\b.*\b(?:ready|finished|completed?|done|open|built|in place)\W*$"
    r"|いつ(?:頃|ごろ)?(?:でき|完成|開通|仕上)"
)
READY = frozenset(content_stems("ready finished completed complete done built open place due"))
_DUE = re.compile(
    r"\b(?:due|planned|expected|scheduled|complet\w+|finished|ready)\b|完成|予定|開通"
)


def tells_ready(question: str, line: str) -> bool:
    """Whether it is asked when a thing will be ready, and a line says when it is due."""
    return _READY.search(fold(question)) is not None and _DUE.search(fold(line)) is not None


def tells_start(question: str, line: str) -> bool:
    """Whether it is asked since when a thing runs, and a line says that it was put to work."""
    return _SINCE.search(fold(question)) is not None and _STARTS.search(fold(line)) is not None


def read_date(asked: Asked, near: Sequence[Evidence]) -> PhraseRead | None:
    """Return the date in the line that tells most of the event that is asked about."""
    event = [stem for stem in content_stems(asked.text) if stem not in asked.names][-1:]
    for fitted in sorted(near, key=lambda e: (-2 * e.own_coverage - e.coverage, e.line.number)):
        found = _DATE[fitted.line.passage.language].search(fitted.line.text)
        text = fitted.line.text
        if found and (tells_start(asked.text, text) or fitted.line.stems.issuperset(event)):
            return PhraseRead(fitted, *found.span(), score=0.0)
    return None
