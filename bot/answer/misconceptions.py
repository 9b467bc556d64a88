"""Recognises popular misquotations and answers with what the sources really say."""

from collections.abc import Sequence

from bot.answer.composition import Composer
from bot.answer.question import Question
from bot.answer.records import Answer, Finding, Number
from bot.answer.verify import is_measured
from index.protocols import Filters, Retriever
from knowledge.marks import Mark, evaluate_formula, read_marks
from knowledge.passages import sentence_spans
from knowledge.protocols import Knowledge
from knowledge.quantities import extract_quantities
from knowledge.records import Figure, Misconception, Quantity

_SUBJECT_EVIDENCE = 0.1  # naming the same subjects is worth this much of nearness
# Where a claim is set, not what it is about: “one US home”, “banned in New York”.
_SETTINGS = ("household:", "country:US-")
VERDICTS: dict[str, bool | None] = {
    "false": False,
    "misquoted": False,
    "outdated": False,
    "disputed": None,
}


def answer_misconception(
    question: Question,
    composer: Composer,
    *,
    retriever: Retriever,
    knowledge: Knowledge,
    gate: float,
) -> Answer | None:
    """Answer with the misconception that the question repeats; None when none is near enough."""
    hits = retriever.retrieve(question.text, k=1, filters=Filters(kinds=("misconception",)))
    if not hits:
        return None
    known = next(m for m in knowledge.misconceptions() if m.misconception_id == hits[0].target_id)
    asked = {topic.subject_id for topic in question.topics}
    beyond = [s for s in asked - set(known.subject_ids) if not s.startswith(_SETTINGS)]
    if known.subject_ids and beyond:
        return None
    if question.intent != "check" and not question.quantities and _is_amount(known.title.en):
        return None  # who states no amount repeats none
    is_named = bool(asked) and _is_of_its_places(question, known)
    if hits[0].dense < (gate if is_named else gate + _SUBJECT_EVIDENCE):
        return None
    return state_misconception(known, composer)


def _is_of_its_places(question: Question, known: Misconception) -> bool:
    """Whether a question names a place that a misconception is about, if it is about any."""
    places = {s for s in known.subject_ids if s.startswith("country:")}
    named = {t.subject_id for t in question.topics} | {
        f"country:{t.region}" for t in question.topics
    }
    return not places or not places.isdisjoint(named)


def _is_amount(title: str) -> bool:
    return any(is_measured(span.quantity.unit) for span in extract_quantities(title))


def state_misconception(known: Misconception, composer: Composer) -> Answer:
    """State the short honest answer, then what the sources say, each sentence with its figures."""
    language = composer.speaker.language
    title = known.title.in_(language)
    short = _sentences(known.answer.in_(language))
    rest = [s for s in _sentences(known.says.in_(language)) if s not in short]
    for at, (text, marks) in enumerate([*short, *rest]):
        template = f"headline_check_{known.verdict}" if at == 0 else "statement"
        _state(text, marks, template, known, composer)
    return composer.answer(
        "check",
        composer.speaker.wording.say("interpretation_check", title=title),
        verdict=VERDICTS[known.verdict],
    )


def _sentences(marked_text: str) -> list[tuple[str, tuple[Mark, ...]]]:
    """Split a marked text into sentences, each with its own marks."""
    marked = read_marks(marked_text)
    return [
        (
            marked.text[start:end],
            tuple(m for m in marked.marks if start < m.position <= end),
        )
        for start, end in sentence_spans(marked.text)
    ]


def _state(
    text: str, marks: Sequence[Mark], template: str, known: Misconception, composer: Composer
) -> None:
    knowledge = composer.speaker.knowledge
    figures = [knowledge.figure(key) for mark in marks for key in mark.keys]
    numbers = [Number("n", f.quantity, f.figure_id) for f in figures]
    numbers += [_derived(mark, composer, text) for mark in marks if mark.formula]
    finding: Finding = "misquoted" if known.verdict == "misquoted" else "contradicted"
    composer.claim(
        template,
        numbers,
        cites=[composer.cite_figure(figure) for figure in figures],
        verdict=VERDICTS[known.verdict],
        text=text,
    )
    if known.verdict != "disputed":
        composer.mark_finding(finding)


def _derived(mark: Mark, composer: Composer, text: str) -> Number:
    """Compute a derivation mark; its unit is that of the number which it stands behind."""
    knowledge = composer.speaker.knowledge
    figures = {key: knowledge.figure(key) for key in mark.keys}
    value = evaluate_formula(mark.formula or "", lambda key: _value(figures[key]))
    spans = [s for s in extract_quantities(text) if is_measured(s.quantity.unit)]
    unit = spans[-1].quantity.unit if spans else None
    steps = mark.formula or ""
    for key, figure in figures.items():
        steps = steps.replace(f"@{key}", f"{_value(figure):,.10g} {figure.unit}")
    derivation = composer.derive(
        "ratio", [f.figure_id for f in figures.values()], steps, Quantity(value, unit)
    )
    return Number("n", derivation.result, None, derivation.derivation_id)


def _value(figure: Figure) -> float:
    for value in (figure.value, figure.upper, figure.lower):
        if value is not None:
            return value
    raise AssertionError  # a figure has one of the three
