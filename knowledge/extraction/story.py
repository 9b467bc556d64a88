"""Whose document it is, and what it named before: whom `we`, 同社 and `the campus` mean."""

import re
from dataclasses import dataclass

from knowledge.extraction.naming import Found, subject_id_of
from knowledge.extraction.sentences import Sentence
from knowledge.names import NameIndex
from knowledge.records import Document, Source

_REACH = 8  # sentences back, over paragraphs
_OWN_TRUST = 0.9
_REPORT_EN = re.compile(
    r"^(?P<name>[^:|–—]{3,50}?)(?:['’]s?)?,? (?:(?:19|20)\d\d )?(?:annual|sustainability"
    r"|environment\w*|esg|impact|climate|integrated|corporate|responsibility|csr|progress)\b.*\breport\b",
    re.IGNORECASE,
)
_REPORT_JA = re.compile(
    r"^(?P<name>[^\s「」]{2,20}?)(?:グループ)?[\s　]*の?(?:\d{4}年?度?版?)?[\s　]*"
    r"(?:サステナビリティ|環境|統合|ESG|CSR|年次|有価証券)\s*(?:データ)?(?:報告|レポート|ブック)"
)


@dataclass(frozen=True, slots=True)
class Story:
    """What a document tells besides the sentence at hand.

    `own` is the organisation whose report it is, named `own_name` there; `earlier` are the
    sentences before, the nearest last.
    """

    own: Found | None
    own_name: str
    earlier: tuple[Sentence, ...] = ()

    def after(self, sentence: Sentence) -> "Story":
        """Return the story with one more sentence told."""
        return Story(self.own, self.own_name, (*self.earlier, sentence)[-_REACH:])


def story_of(document: Document, source: Source, index: NameIndex) -> Story:
    """Return the story of a document before its first sentence.

    The report is its publisher's where the title names the publisher, and of whom its title says:
    X's Sustainability Report, X 環境報告書.
    """
    first = re.match(r"#+ (.+)", document.text.lstrip())
    titles = (document.title, source.title, first[1] if first else "")
    for title in titles:
        publisher = source.publisher.strip()
        if publisher and publisher.casefold() in title.casefold():
            return _owned(publisher, index)
        report = _REPORT_EN.match(title) or _REPORT_JA.match(title)
        if report is not None:
            return _owned(report["name"].strip(), index)
    return Story(None, "")


def _owned(name: str, index: NameIndex) -> Story:
    name = re.sub(r"^(?:FY ?)?(?:19|20)\d\d\s*(?:年度?)?\s*|\s+(?:19|20)\d\d$", "", name)
    known = [m for m in index.find(name, forgive=False) if subject_id_of(m) and m.text == name]
    subject_id = subject_id_of(known[0]) if known else None
    return Story(Found(subject_id, None if subject_id else name, _OWN_TRUST), name)
