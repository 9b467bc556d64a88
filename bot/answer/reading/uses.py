"""Whether a line tells of electricity made, sold or used, and the question of another of them."""

import re

from bot.answer.reading.records import Asked, Evidence
from bot.answer.reading.terms import fold

_USED = re.compile(
    r"\b(?:us(?:e|es|ed|ing|age)|consum\w*|draw\w*|drew|needs?|needed|takes?|took|burn\w*"
    r"|requir\w*|get through|demand)\b|使|消費|需要|購入|食[うい]|かかる電[力気]"
)
_MADE = re.compile(
    r"\b(?:generat\w*|produc\w*|put out|puts out|output|yield\w*|deliver\w*|suppl\w*)\b"
    r"|発電|つく[られ]"
)
_TRADED = (  # what is sold or bought is neither all that is used nor all that is made
    re.compile(r"\b(?:sells?|sold|selling|exports?|exported|feeds? in)\b|売[らりるれっ電]|販売"),
    re.compile(r"\b(?:buys?|bought|buying|purchas\w*|imports?|imported)\b|買[わいうえっ電]|購入"),
)
_ENERGY = re.compile(
    r"\belectric|\bpower\b|\benergy\b|電力|電気|エネルギー|発電|wh\b", re.IGNORECASE
)


def is_of_other_use(asked: Asked, fitted: Evidence) -> bool:
    """Whether a line says only what is made, and the question only what is used; or the reverse."""
    if asked.wanted != "number":
        return False
    question, line = fold(asked.text), fold(fitted.line.text)
    if _ENERGY.search(question) is None:
        return False
    if any(kind.search(question) and not kind.search(line) for kind in _TRADED):
        return True
    uses, makes = _USED.search(question) is not None, _MADE.search(question) is not None
    if uses == makes:
        return False
    used, made = _USED.search(line) is not None, _MADE.search(line) is not None
    return used not in (made, uses)
