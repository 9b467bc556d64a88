"""Reads answers off added documents, beside what figures answer or where there are none."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.inquiry import Inquiry
from bot.answer.question import Question
from bot.answer.reading import (
    ADDED_NAMED,
    DOCUMENTS_ALONE,
    Evidence,
    ReadingGate,
    Shelf,
    names_added,
    outdoes,
)
from bot.answer.records import Answer, Unanswered
from index.protocols import Retriever
from knowledge.protocols import Knowledge

_OWN_PUBLISHER = "kilowit"
_NEVER_READ = ("predict", "instruction")


@dataclass(frozen=True, slots=True)
class DocumentReader:
    """Reads what documents on the shelf tell, and what of it figures do not."""

    knowledge: Knowledge
    retriever: Retriever
    shelf: Shelf

    def outdoes(self, read: Answer | Evidence | None, result: Answer, question: Question) -> bool:
        """Whether what was read of a named thing answers where figures and sentences do less."""
        if not isinstance(read, Answer):
            return False
        added = self.shelf.parted(_OWN_PUBLISHER)[1].source_ids or frozenset()
        cited = {citation.source_id for citation in (*read.citations, *result.citations)}
        titles = {s: self.knowledge.source(s).title for s in sorted(cited & added)}
        figures = [self.knowledge.figure(c.figure_id) for c in result.citations if c.figure_id]
        told = {figure.measure_id for figure in figures}
        heeded = [m.text for m in question.named if m.of("measure") in told]
        return outdoes(read, result, titles, text=question.text, heeded=heeded)

    def names(self, question: Question) -> frozenset[str]:
        """The words of a question of which added documents alone tell; names of old are known."""
        own, added = self.shelf.parted(_OWN_PUBLISHER)
        if not added.source_ids:
            return frozenset()
        new = {subject.subject_id for subject in self.knowledge.subjects()}
        of_old = [
            m.text for m in question.named if any(r.identifier not in new for r in m.referents)
        ]
        return names_added(question.text, own.weights, added.weights, known=of_old)

    def read_named(self, inquiry: Inquiry, about: frozenset[str]) -> Answer | Evidence | None:
        """Read what is asked about a name that added documents alone have."""
        return self.read_added(inquiry, ADDED_NAMED, about) if about else None

    def read_added(
        self,
        inquiry: Inquiry,
        gates: Sequence[ReadingGate],
        about: frozenset[str] = frozenset(),
    ) -> Answer | Evidence | None:
        """Read what was added beside kilowit's own content, whose numbers are figures."""
        added = self.shelf.parted(_OWN_PUBLISHER)[1]
        return self.read(inquiry, gates, added, about) if added.source_ids else None

    def read(
        self,
        inquiry: Inquiry,
        gates: Sequence[ReadingGate] = DOCUMENTS_ALONE,
        shelf: Shelf | None = None,
        about: frozenset[str] = frozenset(),
    ) -> Answer | Evidence | None:
        """Read the answer off the passages of added documents, or the line that comes closest.

        Beside kilowit's own content predictions and instructions are left alone.
        """
        question = inquiry.question
        lowered = question.text.lower()
        is_plan = bool(about) and not question.is_yes_no  # a page may tell what will be
        never = _NEVER_READ[is_plan:]
        is_left = any(inquiry.patterns.shows(name, lowered) for name in never)
        if not lowered or (is_left and gates is not DOCUMENTS_ALONE):
            return None
        from bot.answer.reading.answering import answer_from_documents  # noqa: PLC0415  # seldom needed

        return answer_from_documents(
            inquiry.question.text,
            inquiry.composer(),
            retriever=self.retriever,
            shelf=shelf or self.shelf,
            gates=gates,
            about=about,
        )


def beside(refusal: Unanswered, closest: Evidence, inquiry: Inquiry) -> Unanswered:
    """A refusal with the line that comes closest to what was asked."""
    from bot.answer.reading.composing import with_closest  # noqa: PLC0415  # seldom needed

    return with_closest(refusal, closest, inquiry.composer())
