"""Whose document it is, and what it named before: whom `we`, 同社 and `the campus` mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge.extraction.found import Found
from knowledge.extraction.naming import subject_id_of
from knowledge.extraction.sentences import Sentence
from knowledge.extraction.things import Things, things_of
from knowledge.names import NameIndex
from knowledge.records import Document, Source

_REACH = 8  # sentences back, over paragraphs
_OWN_TRUST = 0.9
_REPORT_EN = re.compile(
    r"^(?P<name>[^:|–—]{3,50}?)(?:['’]s?)?(?:[,:]| [–—|-])? (?:(?:19|20)\d\d )?"
    r"(?:annual|half-year|interim|quarterly|sustainability|environment\w*|esg|impact|climate|integrated|corporate|responsibility|csr|progress"
    r"|performance|energy|data|key)\b.*\b(?:report|data|databook|factbook|figures|indicators|statement)\b",
    re.IGNORECASE,
)
# 環境データ集（株式会社青空通信）
_REPORT_OF_JA = re.compile(
    r"^[^（(]{0,16}(?:データ集?|ブック|報告書?|レポート|指標|実績)[（(](?P<name>[^（）()\d]{2,20})[)）]"
)
# The page of a site: 環境データ | 株式会社青空通信, Climate and water - Norvane Foods.
_PAGE_OF = re.compile(
    r"^[^|｜–—-]*(?:環境|気候|サステナビリティ|ESG|CSR|Sustainability|Environment|Climate|Energy)"
    r"[^|｜–—-]* ?[|｜–—-] ?(?P<name>[^|｜\d]{2,30})$",
    re.IGNORECASE,
)
_REPORT_JA = re.compile(
    r"^(?P<name>[^\s「」]{2,20}?)(?:グループ)?[\s　]*の?(?:\d{4}年?度?版?)?[\s　]*"
    r"(?:サステナビリティ|環境|統合|ESG|CSR|年次|有価証券)\s*(?:データ)?(?:報告|レポート|ブック|データ|指標|実績)"
)


@dataclass(frozen=True, slots=True)
class Story:
    """What a document tells besides the sentence at hand.

    `own` is the organisation whose report it is, named `own_name` there; `earlier` are the
    sentences before, the nearest last; `things` are what the document names once in full, by
    their nouns; `last` is whose the figures of the sentence just before are, where they are one's.
    """

    own: Found | None
    own_name: str
    earlier: tuple[Sentence, ...] = ()
    things: Things = field(default_factory=Things)
    last: Found | None = None

    def after(self, sentence: Sentence, told: Sequence[Found] = ()) -> "Story":
        """Return the story with one more sentence told, and whose its figures were."""
        whose = {(found.subject_id, found.name) for found in told}
        last = told[-1] if len(whose) == 1 else None
        return replace(self, earlier=(*self.earlier, sentence)[-_REACH:], last=last)


def story_of(document: Document, source: Source, index: NameIndex) -> Story:
    """Return the story of a document before its first sentence.

    The report is its publisher's where the title names the publisher, and of whom its title says:
    X's Sustainability Report, X 環境報告書.
    """
    story = owner_of(document, source, index)
    return replace(story, things=things_of(document.text, title=document.title))


def owner_of(document: Document, source: Source, index: NameIndex) -> Story:
    """Return the story of a document as far as it tells whose it is."""
    first = re.match(r"#+ (.+)", document.text.lstrip())
    titles = (document.title, document.caption, source.title, first[1] if first else "")
    for title in titles:
        publisher = source.publisher.strip()
        is_file = re.search(r"\.[a-z]{2,5}$", publisher) is not None
        if publisher and not is_file and publisher.casefold() in title.casefold():
            return _owned(publisher, index)
        report = _REPORT_EN.match(title) or _REPORT_JA.match(title)
        report = report or _REPORT_OF_JA.match(title) or _PAGE_OF.match(title)
        if report is not None:
            return _owned(report["name"].strip(), index)
    speaker = _speaker_of(document.text)
    if speaker is not None:
        return _owned(speaker, index)
    return Story(None, "")


# A release introduces who speaks in its first lines: 株式会社X（本社：大阪市）, X Inc. (NYSE: X).
_INTRODUCED = re.compile(
    r"(?P<ja>(?:株式会社|合同会社)?[一-龠々ァ-ヶーA-Za-z0-9・&.\- ]{2,30}?(?:株式会社)?)"
    r"\s?[（(](?:本社|本店|所在地|東証|証券コード|本部)"
    r"|(?P<en>[A-Z][\w&.'’-]*(?: (?:[A-Z&][\w&.'’-]*|of|and)){0,4}"
    r",? ?(?:Inc\.?|Corp\.?|plc|Ltd\.?)?)"
    r" \((?:NYSE|NASDAQ|Nasdaq|LSE|TSE|TSX|ASX|Euronext|headquarter\w+)\b"
)
_OPENING_CHARS = 1500
_FORM = re.compile(r"^(?:株式会社|合同会社)|(?:株式会社)$|,? (?:Inc\.?|Corp\.?|plc|Ltd\.?)$")


def _speaker_of(text: str) -> str | None:
    """Return who a press release says that it is from."""
    found = _INTRODUCED.search(text, 0, _OPENING_CHARS)
    if found is None:
        return None
    return _FORM.sub("", (found["ja"] or found["en"]).strip(" ,")) or None


def _owned(name: str, index: NameIndex) -> Story:
    name = re.sub(r"^(?:FY ?)?(?:19|20)\d\d\s*(?:年度?)?\s*|\s+(?:19|20)\d\d$", "", name)
    name = _FORM.sub("", name) or name
    known = [m for m in index.find(name, forgive=False) if subject_id_of(m) and m.text == name]
    subject_id = subject_id_of(known[0]) if known else None
    return Story(Found(subject_id, None if subject_id else name, _OWN_TRUST), name)
