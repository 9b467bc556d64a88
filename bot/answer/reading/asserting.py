"""Tells what a line asserts from what it only reports: refuted, denied, supposed."""

import re
from collections.abc import Sequence

from bot.answer.reading.records import Evidence
from bot.answer.reading.terms import fold

_REFUTED = re.compile(
    r"\b(?:which|that|this|it) (?:is|was|are|were|has been) (?:simply |plainly |entirely |flatly )?"
    r"(?:wrong|false|untrue|incorrect|mistaken|inaccurate|not (?:true|so|the case|correct|right))\b"
    r"|\b(?:is|was|are|were) (?:a )?(?:myth|hoax|misconception)\b"
    r"|\b(?:wrongly|falsely|mistakenly|incorrectly|erroneously) (?:claim|stat|said|report|assert)"
    r"|\b(?:debunk|refut|disprov)(?:ed|es)\b"
    r"|誤り(?:だ|で|とさ|と判|。|$)|間違(?:い(?:だ|で|。|$)|って)|誤って(?:伝|報|述|主張)"
    r"|事実では(?:な|あり)|正しく(?:な|あり)|誤解(?:だ|で)",
)
_DENIED = re.compile(
    r"\bden(?:y|ies|ied|ying)\b|\bdisput(?:e[sd]?|ing)\b|\bretract(?:s|ed)\b"
    r"|\brejected (?:the )?(?:claims?|reports?|idea|suggestion)|\bno evidence (?:that|for)\b"
    r"|否定(?:した|され|して|する)|根拠(?:が|は)(?:な|あり)|撤回"
)
_SUPPOSED = re.compile(
    r"^\W*(?:if|suppose|supposing|assuming|imagine)\b|\bif (?:it|they|he|she|we|all|every)\b"
    r"|\bwould have (?:been|used|needed|cost|taken)\b|\bhypothetical"
    r"|もし|仮に|仮定すると|としたら|とすれば"
)
_CLAIMED = re.compile(
    r"\b(?:critics?|opponents?|rumou?rs?|sceptics?|skeptics?|some|reports?) (?:had |have |has )?"
    r"(?:once )?(?:claim|alleg|rumou?r|assert)"
    r"|\b(?:was|were|been) (?:rumou?red|alleged)\b|との噂|と噂|と主張(?:し|す|さ)|という批判"
)
_TAKEN_BACK = re.compile(
    r"^\W*(?:(?:but |however,? |in fact,? )?(?:this|that|the (?:claim|figure|number|report))\b"
    r".{0,30}\b(?:wrong|false|untrue|incorrect|not true|denied|refuted)"
    r"|(?:しかし)?(?:これ|それ|この(?:主張|数字|報道))は.{0,12}(?:誤|間違|事実で|否定))"
)


def is_refuted(text: str, following: str = "") -> bool:
    """Whether a line denies what it reports, or the next one takes it back."""
    return bool(_REFUTED.search(fold(text)) or _TAKEN_BACK.search(fold(following)))


def is_unasserted(text: str, following: str = "") -> bool:
    """Whether a line states nothing itself: refuted, denied, supposed or claimed by others."""
    folded = fold(text)
    return (
        is_refuted(text, following)
        or bool(_DENIED.search(folded))
        or bool(_SUPPOSED.search(folded))
        or bool(_CLAIMED.search(folded))
    )


def following(fitted: Evidence) -> str:
    """The words of the passage right after a line."""
    return fitted.line.passage.text[fitted.line.end : fitted.line.end + 160].lstrip()


def asserted(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the lines that state what they say."""
    return [e for e in evidence if not is_unasserted(e.line.text, following(e))]
