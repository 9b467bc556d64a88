"""The kind that ranks the subjects of a sort."""

import re

from bot.answer.figures import GENERIC_MEASURES
from bot.answer.inquiry import Inquiry, Result
from bot.answer.kinds.explaining import explain
from bot.answer.ranking import DEFAULT_MEASURES, DEFAULT_ROWS, answer_ranking

_NUMBER_WORDS = {"three": 3, "five": 5, "ten": 10, "twenty": 20}
_ROWS = re.compile(
    r"\b(?:top|bottom)\s+(\d{1,2}|three|five|ten|twenty)\b"
    r"|(?:上位|下位|トップ|ベスト|ワースト)\s*(\d{1,2})"
)


def ranking(inquiry: Inquiry) -> Result | None:
    """The top or bottom of a kind."""
    question = inquiry.question
    if question.intent != "ranking":
        return None
    kind = _ranked_kind(inquiry)
    measure_id = question.measure_id or DEFAULT_MEASURES[kind]
    if measure_id in GENERIC_MEASURES:
        measure_id = DEFAULT_MEASURES[kind]
    answer = answer_ranking(
        inquiry.vocabulary.measure(measure_id),
        kind,
        inquiry.composer(),
        inquiry.finder,
        period=inquiry.period,
        rows=_asked_rows(question.text.lower()),
        lowest=question.wants_lowest,
    )
    return answer or explain(inquiry)


def _ranked_kind(inquiry: Inquiry) -> str:
    lowered = inquiry.question.text.lower()
    kinds = ("company", "chip", "model", "site")
    return next((k for k in kinds if inquiry.patterns.shows(f"kind_{k}", lowered)), "country")


def _asked_rows(lowered: str) -> int:
    asked = _ROWS.search(lowered)
    if asked is None:
        return DEFAULT_ROWS
    written = asked[1] or asked[2]
    return max(1, int(written)) if written.isdigit() else _NUMBER_WORDS[written]
