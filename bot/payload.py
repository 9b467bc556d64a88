"""Writes an answer as the JSON of docs/interfaces.md."""

from bot.answer.intervals import has_range
from bot.answer.records import Answer, Citation, Claim, Derivation, Number, Unanswered
from bot.numbers import in_shown_unit
from bot.render import number_text
from bot.reply import Shown
from knowledge.protocols import Knowledge
from knowledge.records import Language

_UNDECIDED = ("headline_depends", "headline_umbrella", "headline_figure_umbrella")


def answer_payload(answer: Answer, shown: Shown, knowledge: Knowledge) -> dict[str, object]:
    """Return the JSON object of an answer, all but its generation and time."""
    texts = [shown.headline, *shown.lines]
    keys = {citation.key: citation.n for citation in answer.citations}
    claims = [
        _claim(claim, text, keys, answer.language)
        for claim, text in zip(answer.claims, texts, strict=True)
    ]
    return {
        "answered": answer.is_known,
        **({} if answer.is_known else {"reason": shown.reason, "nearest": list(shown.nearest)}),
        "kind": answer.kind,
        "language": answer.language,
        "interpretation": answer.interpretation,
        **({} if shown.worded is None else {"worded": shown.worded}),
        "headline": _headline(answer, shown),
        "text": shown.text,
        "claims": claims,
        "citations": [_citation(citation, knowledge) for citation in answer.citations],
        "derivations": [_derivation(derivation) for derivation in answer.derivations],
        "conflicts": [
            {
                "subject_id": conflict.subject_id,
                "measure_id": conflict.measure_id,
                "period": conflict.period,
                "figure_ids": list(conflict.figure_ids),
                "text": text,
            }
            for conflict, text in zip(answer.conflicts, shown.conflicts, strict=True)
        ],
        "caveats": list(answer.caveats),
        "chart": answer.chart is not None,
        "follow_ups": list(answer.follow_ups),
    }


def unanswered_payload(answer: Unanswered, shown: Shown, knowledge: Knowledge) -> dict[str, object]:
    """Return the JSON object of a refusal, all but its generation and time."""
    return {
        "answered": False,
        "reason": answer.reason,
        "language": answer.language,
        "interpretation": answer.interpretation,
        "text": shown.text,
        "nearest": list(answer.nearest),
        "citations": [_citation(citation, knowledge) for citation in answer.citations],
        "follow_ups": list(answer.follow_ups),
    }


def _headline(answer: Answer, shown: Shown) -> dict[str, object]:
    """The first number of the first claim, unrounded, in the unit in which it is shown.

    `depends` tells that it is one reading of several, or that ranges overlap: it decides nothing.
    """
    headline: dict[str, object] = {
        "text": shown.headline,
        "value": None,
        "lower": None,
        "upper": None,
        "unit": None,
        "verdict": answer.verdict,
        "depends": answer.claims[0].template in _UNDECIDED,
    }
    phrase = dict(answer.claims[0].words).get("phrase")
    if phrase is not None:  # a name or term, as written in the source
        headline["text"] = phrase
    numbers = answer.claims[0].all_numbers
    if not numbers:
        return headline
    main = next((n for n in numbers if n.name in ("value", "ratio", "share", "last")), numbers[0])
    return headline | _quantity(main)


def _claim(claim: Claim, text: str, keys: dict[str, int], language: Language) -> dict[str, object]:
    shown: dict[str, object] = {
        "text": text,
        "citations": [keys[cite] for cite in claim.cites if cite in keys],
        "numbers": [
            {
                "text": number_text(number, language),
                **_quantity(number),
                "figure_id": number.figure_id,
                "derivation": number.derivation_id,
            }
            for number in claim.all_numbers
        ],
        "verdict": claim.verdict,
    }
    if claim.finding is not None:
        shown["finding"] = claim.finding
    return shown


def _quantity(number: Number) -> dict[str, object]:
    shown = in_shown_unit(number.quantity, number.show_unit)
    ranged = has_range(shown)
    return {
        "value": shown.value,
        "lower": shown.lower if ranged else None,
        "upper": shown.upper if ranged else None,
        "unit": shown.unit,
    }


def _derivation(derivation: Derivation) -> dict[str, object]:
    result = derivation.result
    return {
        "id": derivation.derivation_id,
        "operation": derivation.operation,
        "inputs": list(derivation.inputs),
        "steps": derivation.steps,
        "value": result.value,
        "lower": result.lower,
        "upper": result.upper,
        "unit": result.unit,
        "assumptions": list(derivation.assumptions),
    }


def _citation(citation: Citation, knowledge: Knowledge) -> dict[str, object]:
    source = knowledge.source(citation.source_id)
    return {
        "n": citation.n,
        "source_id": source.source_id,
        "source_title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "published": source.published,
        "tier": source.tier,
        "locator": _locator(citation, knowledge),
        "quote": citation.quote,
        "figure_id": citation.figure_id,
        "passage_id": citation.passage_id,
    }


def _locator(citation: Citation, knowledge: Knowledge) -> dict[str, object]:
    """Where the citation stands: page and span of a passage's quote, or the figure's own place."""
    if citation.figure_id is not None:
        locator = knowledge.figure(citation.figure_id).locator
        fields = ("document_id", "start", "end", "page", "table", "row", "column")
        values = {name: getattr(locator, name) for name in fields}
        return {name: value for name, value in values.items() if value is not None}
    if citation.passage_id is None or citation.quote is None:
        return {}
    passage = knowledge.passage(citation.passage_id)
    start = passage.start + passage.text.index(citation.quote)
    located: dict[str, object] = {
        "document_id": passage.document_id,
        "start": start,
        "end": start + len(citation.quote),
    }
    return located | ({"page": passage.page} if passage.page is not None else {})
