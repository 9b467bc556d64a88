"""Turns what was read into an answer: the value, phrase or verdict, with its sentence quoted."""

from dataclasses import replace

from bot.answer.composition import Composer
from bot.answer.reading.arithmetic import Computed
from bot.answer.reading.asking import quantity_values
from bot.answer.reading.quoting import quoted
from bot.answer.reading.records import Asked, Evidence, PhraseRead, ValueRead
from bot.answer.reading.remainders import Remainder
from bot.answer.reading.spans import in_unit, quantities_in
from bot.answer.reading.statements import Judgement
from bot.answer.records import Answer, AnswerKind, Number, Unanswered


def compose_value(asked: Asked, read: ValueRead, composer: Composer) -> Answer:
    """Answer with a quantity; one in another unit than asked is converted, as a derivation."""
    key, quote = cite(read.evidence, composer)
    converted = in_unit(read.quantity, asked.unit)
    stated = stated_words(read)
    if converted is None and stated != read.span.text:
        converted = read.quantity  # the header states the unit, or the millions
    number = Number("value", read.quantity, written=read.span.text if asked.wants_year else None)
    if converted is not None:
        derivation = composer.derive("convert", [key], stated, converted)
        number = Number("value", converted, None, derivation.derivation_id)
    if converted is None and _is_scaled(read):
        stated = " ".join(read.span.text.split())
        composer.claim("reading_stated", [number], cites=[key], quote=quote, stated=stated)
    else:
        composer.claim("reading_value", [number], cites=[key], quote=quote)
    return _answer("figure", asked, read.evidence, composer)


def stated_words(read: ValueRead) -> str:
    """The words that state a value: those of a cell with the unit of the header over it."""
    over = next((c for c in read.evidence.line.columns if c.start <= read.span.start < c.end), None)
    if over is None or quantity_values(read.quantity) == _alone(read):
        return read.span.text
    return f"{read.span.text} {over.unit_words}"


def _alone(read: ValueRead) -> tuple[float, ...]:
    """The values that a cell states without its header."""
    return tuple(v for s in quantities_in(read.span.text) for v in quantity_values(s.quantity))


_MANY_DIGITS = 1e6


def _is_scaled(read: ValueRead) -> bool:
    """Whether the source writes a large number with a word: 12.5億, 3.2 billion."""
    largest = max(map(abs, quantity_values(read.quantity)), default=0.0)
    return largest >= _MANY_DIGITS and any(c.isalpha() for c in read.span.text)


def compose_computed(asked: Asked, computed: Computed, composer: Composer) -> Answer:
    """Answer with a computed number, its arithmetic, and both values quoted."""
    keys = [cite(read.evidence, composer)[0] for read in (computed.first, computed.second)]
    if computed.operation == "percent_change":
        raise ValueError("a percentage of change is read, not computed")
    derivation = composer.derive(computed.operation, keys, computed.steps, computed.result)
    number = Number("value", computed.result, None, derivation.derivation_id)
    composer.claim("reading_computed", [number], cites=keys)
    for read, key in zip((computed.first, computed.second), keys, strict=True):
        composer.claim(
            "reading_value",
            [Number("value", read.quantity)],
            cites=[key],
            quote=read.evidence.line.text,
        )
    return _answer("figure", asked, computed.first.evidence, composer)


def compose_remainder(asked: Asked, rest: Remainder, composer: Composer) -> Answer:
    """Answer with the share that a sentence leaves over, its arithmetic shown."""
    if rest.result is None:
        raise ValueError("nothing is left over; refuse instead")
    key, quote = cite(rest.evidence, composer)
    derivation = composer.derive("difference", [key], rest.steps, rest.result)
    number = Number("value", rest.result, None, derivation.derivation_id)
    composer.claim("reading_value", [number], cites=[key], quote=quote)
    return _answer("figure", asked, rest.evidence, composer)


def compose_phrase(asked: Asked, read: PhraseRead, composer: Composer) -> Answer:
    """Answer with a name or term as it is written in the source."""
    key, quote = cite(read.evidence, composer)
    phrase = " ".join(read.text.split())
    composer.claim("reading_phrase", cites=[key], quote=quote, phrase=phrase)
    return _answer("explanation", asked, read.evidence, composer)


def compose_sentence(asked: Asked, evidence: Evidence, composer: Composer) -> Answer:
    """Answer with a sentence as it is written."""
    key, quote = cite(evidence, composer)
    composer.claim("reading_sentence", cites=[key], quote=" ".join(quote.split()))
    return _answer("explanation", asked, evidence, composer)


def compose_verdict(asked: Asked, judged: Judgement, composer: Composer) -> Answer:
    """Answer whether a statement is true, by the sentence that it was judged by."""
    key, quote = cite(judged.evidence, composer)
    template = "reading_true" if judged.verdict else "reading_false"
    composer.claim(template, cites=[key], quote=quote, verdict=judged.verdict)
    return _answer("check", asked, judged.evidence, composer, verdict=judged.verdict)


def with_closest(refusal: Unanswered, evidence: Evidence, composer: Composer) -> Unanswered:
    """Show beside a refusal the passage that came closest, said to be no answer, and cite it."""
    key, quote = cite(evidence, composer)
    said = composer.speaker.wording.say("reading_closest", quote=" ".join(quote.split()))
    detail = f"{refusal.detail}\n{said}"
    return replace(refusal, detail=detail, citations=(composer.cited[key],))


def cite(evidence: Evidence, composer: Composer) -> tuple[str, str]:
    """Cite the line; return the citation's key and the words as written."""
    passage = evidence.line.passage
    quote = quoted(evidence.line)
    return composer.cite_passage(passage.passage_id, passage.source_id, quote), quote


def _answer(
    kind: AnswerKind,
    asked: Asked,
    evidence: Evidence,
    composer: Composer,
    *,
    verdict: bool | None = None,
) -> Answer:
    wording = composer.speaker.wording
    if evidence.line.passage.language != asked.language:
        composer.caveat(wording.say("caveat_quoted_in_original"))
    interpretation = wording.say("interpretation_reading", question=asked.text)
    return composer.answer(kind, interpretation, verdict=verdict)
