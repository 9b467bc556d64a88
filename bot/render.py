"""Words an answer: rounds, converts and fills the texts. Nothing before this does."""

import re
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.records import Answer, Citation, Claim, Conflict, Number, Unanswered
from bot.answer.words import Wording
from bot.numbers import escape_markdown, format_quantity
from bot.reply import Shown, ShownSource
from knowledge.protocols import Knowledge
from knowledge.records import Figure, Language, Source
from knowledge.words import Vocabulary

_FRAGMENT_WORDS = 6
_OPENING = re.compile(r"(^(?:[A-Z][a-z, ]{1,30}\. )?(?:\*\*)?|\.\*\* )([a-z])(?![A-Z])")


@dataclass(frozen=True, slots=True)
class Renderer:
    """Words answers with one generation's sources and the vocabulary's names."""

    knowledge: Knowledge
    vocabulary: Vocabulary

    def show(self, answer: Answer | Unanswered, wording: Wording) -> Shown:
        """Word an answer or a refusal."""
        if isinstance(answer, Unanswered):
            return self._show_unanswered(answer, wording)
        texts = [self.claim_text(claim, answer, wording) for claim in answer.claims]
        return Shown(
            answered=answer.is_known,
            kind=answer.kind,
            language=answer.language,
            title=escape_markdown(answer.interpretation),
            headline=texts[0],
            lines=tuple(texts[1:]),
            caveats=tuple(escape_markdown(c) for c in answer.caveats),
            conflicts=tuple(self._conflict(c, answer, wording) for c in answer.conflicts),
            steps=tuple(self._steps(answer)),
            sources=self.sources(answer.citations, wording),
            nearest=(),
            follow_ups=answer.follow_ups,
            chart=answer.chart,
            reason=None if answer.is_known else "no_figure",
        )

    def _show_unanswered(self, answer: Unanswered, wording: Wording) -> Shown:
        marks = "".join(f"[{citation.n}]" for citation in answer.citations)
        headline = f"{escape_markdown(answer.detail)} {marks}".rstrip()
        if answer.nearest:
            headline += "\n" + wording.say("unanswered_nearest")
        return Shown(
            answered=False,
            kind="unanswered",
            language=answer.language,
            title=escape_markdown(answer.interpretation),
            headline=headline,
            lines=(),
            caveats=(),
            conflicts=(),
            steps=(),
            sources=self.sources(answer.citations, wording),
            nearest=answer.nearest,
            follow_ups=answer.follow_ups,
            chart=None,
            reason=answer.reason,
        )

    def claim_text(self, claim: Claim, answer: Answer, wording: Wording) -> str:
        """Word one claim, its citation marks after it; parts bring their own, a line each."""
        words = {name: escape_markdown(text) for name, text in claim.words}
        words |= {n.name: number_text(n, answer.language) for n in claim.numbers}
        if claim.quote is not None:
            words["quote"] = escape_markdown(" ".join(claim.quote.split()))
        said = wording.say(claim.template, **words)
        if claim.parts:
            parts = [self.claim_text(part, answer, wording) for part in claim.parts]
            return "\n".join([capitalised(said), *parts])
        marks = "".join(f"[{n}]" for n in self._marks(claim, answer))
        return capitalised(f"{said} {marks}".rstrip())

    def worded(self, sentence: str, claim: Claim, answer: Answer, wording: Wording) -> str:
        """Show another wording of a claim: who worded it, and the claim's citation marks."""
        marks = "".join(f"[{n}]" for n in self._marks(claim, answer))
        said = wording.say("worded", sentence=capitalised(escape_markdown(sentence)), marks=marks)
        return said.rstrip()

    @staticmethod
    def _marks(claim: Claim, answer: Answer) -> list[int]:
        keys = {citation.key: citation.n for citation in answer.citations}
        return [keys[cite] for cite in claim.cites if cite in keys]

    def sources(self, citations: Sequence[Citation], wording: Wording) -> tuple[ShownSource, ...]:
        """Word the numbered sources."""
        return tuple(self._source(citation, wording) for citation in citations)

    def _source(self, citation: Citation, wording: Wording) -> ShownSource:
        source = self.knowledge.source(citation.source_id)
        figure = self.knowledge.figure(citation.figure_id) if citation.figure_id else None
        return ShownSource(
            n=citation.n,
            title=escape_markdown(source.title),
            publisher=escape_markdown(source.publisher),
            published=source.published,
            url=source.url,
            link=text_fragment_link(source, citation.quote),
            quote=escape_markdown(citation.quote) if citation.quote else None,
            cell=None if citation.quote or figure is None else self._cell(figure, wording),
            tier=source.tier,
            figure_id=citation.figure_id,
        )

    def _cell(self, figure: Figure, wording: Wording) -> str:
        """Word the cell that holds a figure without a quote: its row, its column, its value.

        A cell of an added table is shown as written; one of kilowit's own by what it means.
        """
        written = self._written_cell(figure)
        if written is not None:
            return escape_markdown(", ".join(part for part in written if part))
        subject = self.vocabulary.subject(figure.subject_id).names.in_(wording.language)
        measure = self.vocabulary.measure(figure.measure_id).names.in_(wording.language)
        value = " – ".join(
            f"{number:,.12g}"
            for number in (figure.lower, figure.value, figure.upper)
            if number is not None
        )
        period = figure.period.text if figure.period else ""
        return ", ".join(
            part for part in (subject, measure, period, f"{value} {figure.unit}") if part
        )

    def _written_cell(self, figure: Figure) -> tuple[str, str, str] | None:
        place = figure.locator
        if place.document_id is None or place.row is None or place.column is None:
            return None
        from knowledge.tabling import cell_words  # noqa: PLC0415  # brings the reading of tables

        return cell_words(self.knowledge.document(place.document_id).text, place.row, place.column)

    def _conflict(self, conflict: Conflict, answer: Answer, wording: Wording) -> str:
        parts = []
        for figure_id in conflict.figure_ids:
            figure = self.knowledge.figure(figure_id)
            publisher = self.knowledge.source(figure.source_id).publisher
            value = format_quantity(figure.quantity, unit=figure.unit, language=wording.language)
            parts.append(f"{escape_markdown(publisher)}: {value}")
        subject = self.vocabulary.subject(conflict.subject_id).names.in_(wording.language)
        period = f" ({conflict.period})" if conflict.period else ""
        return f"{escape_markdown(subject)}{period}: " + " / ".join(parts)

    @staticmethod
    def _steps(answer: Answer) -> list[str]:
        return [
            f"{d.steps} = {format_quantity(d.result, unit=d.result.unit, language=answer.language)}"
            for d in answer.derivations
        ]


def capitalised(text: str) -> str:
    """Write the first letter of each bold or plain opening, and after “Yes.”, in upper case."""
    return _OPENING.sub(lambda match: match[1] + match[2].upper(), text)


def number_text(number: Number, language: Language) -> str:
    """Word one number; a ratio is always approximate."""
    if number.written is not None:
        return escape_markdown(number.written)
    unit = number.show_unit or number.quantity.unit
    text = format_quantity(number.quantity, unit=unit, language=language)
    if number.derivation_id and number.quantity.unit == "x":
        return f"about {text}" if language == "en" else f"約{text}"
    return text


def text_fragment_link(source: Source, quote: str | None) -> str:
    """Return the source's address, jumping to the quoted words where it is a web page.

    A fragment holds the first and last words of the quote, as browsers match them
    (https://wicg.github.io/scroll-to-text-fragment/).
    """
    url = source.url
    if not quote or "#" in url or not url.startswith(("http://", "https://")):
        return url
    if re.search(r"\.pdf(?:$|\?)", url, re.IGNORECASE):
        return url
    words = quote.split()
    if len(words) <= 2 * _FRAGMENT_WORDS:
        return f"{url}#:~:text={_encoded(words)}"
    first, last = words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:]
    return f"{url}#:~:text={_encoded(first)},{_encoded(last)}"


def _encoded(words: Sequence[str]) -> str:
    return urllib.parse.quote(" ".join(words), safe="").replace("-", "%2D")
