"""What to quote of a line so that it is understood alone: a bare “Yes.”, “For this reason …”."""

import re

from bot.answer.reading.records import Line
from knowledge.passages import sentence_spans

_BARE = re.compile(r"\W*(?:yes|no|はい|いいえ|ええ|いえ)\W*", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\W*(?:(?:as a result|for (?:this|that) reason|therefore|thus|because of (?:this|that)"
    r"|that is why|this is why|hence|of (?:this|that|which|these|those))\b"
    r"|(?:この|その)(?:ため|結果|おかげ)|(?:この|その)?うち|これに(?:より|よって)|それで"
    r"|したがって|従って)",
    re.IGNORECASE,
)


def quoted(line: Line) -> str:
    """Return a line's words, with the sentence after a bare yes, before one that points back."""
    text = line.passage.text
    spans = list(sentence_spans(text))
    if not line.is_row and _BARE.fullmatch(line.text):
        after = next((end for start, end in spans if start >= line.end), line.end)
        return text[line.start : after]
    if not line.is_row and _POINTS_BACK.match(line.text):
        before = [start for start, end in spans if end <= line.start]
        return text[before[-1] if before else line.start : line.end]
    return line.text
