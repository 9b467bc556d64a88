"""Reads kilowit's own articles and misconceptions, whose numbers carry citation marks."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.errors import ContentError
from knowledge.marks import MarkedText, read_marks
from knowledge.passages import split_document
from knowledge.records import (
    Bilingual,
    CarriedQuestion,
    Document,
    Language,
    Misconception,
    Passage,
    Source,
    content_hash,
)
from knowledge.sentences import sentence_spans

_FRONT_MATTER = re.compile(r"---\n(?P<fields>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_TITLE = re.compile(r"^# .*\n+")
_ARTICLE_KEYS = {"id", "title", "language", "published"}
_VERDICTS = ("false", "misquoted", "outdated", "disputed")

FigureIdOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its source record, its text without marks, and the marks."""

    source: Source
    document: Document
    marked: MarkedText
    file: str

    def passages(self, figure_id_of: FigureIdOf) -> tuple[Passage, ...]:
        """Cut the article; each passage cites the figures whose marks it holds.

        Raises:
            ContentError: a mark with questions stands behind no sentence.
        """
        marks = tuple(
            (mark.position, figure_id_of(key)) for mark in self.marked.marks for key in mark.keys
        )
        passages = split_document(self.document, marks)
        asked = tuple(replace(p, questions=self._questions(p)) for p in passages)
        if sum(len(p.questions) for p in asked) < len(self.marked.questions):
            raise ContentError(
                file=self.file,
                line=None,
                problem="a mark with questions stands behind no sentence",
                remedy="put [?...] right behind the sentence that answers",
            )
        return asked

    def _questions(self, passage: Passage) -> tuple[CarriedQuestion, ...]:
        """The questions whose marks stand behind a passage's sentences."""
        return tuple(
            CarriedQuestion(text, start, end)
            for start, end in sentence_spans(passage.text)
            for at, text in self.marked.questions
            if start < at - passage.start <= end
        )


def read_articles(folder: Path) -> Iterator[Article]:
    """Yield the articles of a folder's languages, by file name.

    Raises:
        ContentError: the front matter is missing or lacks a field.
    """
    for file in sorted(folder.glob("*/*.md")):
        yield read_article(file)


def read_article(file: Path) -> Article:
    """Read one article."""
    match = _FRONT_MATTER.fullmatch(file.read_text(encoding="utf-8"))
    if match is None:
        raise ContentError(
            file=file.name, line=1, problem="no front matter", remedy="start with --- lines"
        )
    fields = dict(line.split(": ", 1) for line in match["fields"].splitlines() if ": " in line)
    if missing := _ARTICLE_KEYS - fields.keys():
        raise ContentError(
            file=file.name,
            line=1,
            problem=f"the front matter lacks {', '.join(sorted(missing))}",
            remedy="see docs/content.md",
        )
    language: Language = "ja" if fields["language"] == "ja" else "en"
    marked = read_marks(_TITLE.sub("", match["body"].strip() + "\n"))
    source_id = f"kilowit-{fields['id']}-{language}"
    source = Source(
        source_id=source_id,
        title=fields["title"],
        publisher="kilowit",
        url=f"kilowit:article/{fields['id']}/{language}",
        kind="article",
        tier="secondary",
        language=language,
        licence="CC BY 4.0",
        published=fields["published"],
        note="Written for kilowit; every figure in it cites its own source.",
    )
    document = Document(
        document_id=content_hash("document", source_id, marked.text),
        source_id=source_id,
        title=fields["title"],
        language=language,
        kind="text",
        text=marked.text,
    )
    return Article(source, document, marked, f"{language}/{file.name}")


def read_misconceptions(folder: Path, figure_id_of: FigureIdOf) -> Iterator[Misconception]:
    """Yield the misconceptions of a folder's TOML files.

    Raises:
        ContentError: an entry lacks a field or names an unknown verdict.
    """
    for file in sorted(folder.glob("*.toml")):
        for identifier, fields in tomllib.loads(file.read_text(encoding="utf-8")).items():
            yield _misconception(file, identifier, fields, figure_id_of)


def _misconception(
    file: Path, identifier: str, fields: dict[str, object], figure_id_of: FigureIdOf
) -> Misconception:
    def text(name: str) -> str:
        value = fields.get(name)
        if not isinstance(value, str) or not value.strip():
            raise ContentError(
                file=file.name,
                line=None,
                problem=f"{identifier!r} lacks {name}",
                remedy="see docs/content.md",
            )
        return value

    def texts(name: str) -> tuple[str, ...]:
        value = fields.get(name, ())
        return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()

    verdict = text("verdict")
    if verdict not in _VERDICTS:
        raise ContentError(
            file=file.name,
            line=None,
            problem=f"{identifier!r} has the verdict {verdict!r}",
            remedy=f"use one of {', '.join(_VERDICTS)}",
        )
    says = Bilingual(text("says_en"), text("says_ja"))
    answer = Bilingual(text("answer_en"), text("answer_ja"))
    marked = [read_marks(part) for t in (answer, says) for part in (t.en, t.ja)]
    keys = dict.fromkeys(key for m in marked for mark in m.marks for key in mark.keys)
    return Misconception(
        misconception_id=identifier,
        title=Bilingual(text("title_en"), text("title_ja")),
        kind=text("kind"),
        claims_en=texts("claims_en"),
        claims_ja=texts("claims_ja"),
        says=says,
        answer=answer,
        verdict=verdict,  # type: ignore[arg-type]  # checked above
        figure_ids=tuple(figure_id_of(key) for key in keys),
        subject_ids=texts("subjects"),
    )
