"""The day of publication that a byline under the title tells: By M. Lind, 18 September 2025."""

import re

from knowledge.periods import extract_periods

_N_LINES = 8
_MAX_CHARS = 110
_MAX_OTHER_WORDS = 9
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORD = re.compile(r"[^\W\d_]+")
# What a line with a day tells of instead: an event, an update of something else, a deadline.
_OTHER = re.compile(
    r"\b(?:will|was|were|is|are|has|had|from|until|by \d|before|after|since|opens?"
    r"|ends?|deadline)\b"
    r"|まで|から|開催|予定|締切|時点",
    re.IGNORECASE,
)


def byline_date(text: str) -> str | None:
    """Return the one day that a short line near a text's top states, else None.

    A line counts where it holds a day and little else: a byline, a date line.
    A line that tells of something on that day does not.
    """
    lines = [line.strip(" #*_|>\t") for line in text.splitlines() if line.strip()]
    days: list[str] = []
    for line in lines[:_N_LINES]:
        if len(line) > _MAX_CHARS or _OTHER.search(line):
            continue
        spans = [p for p in extract_periods(line) if _DAY.fullmatch(p.period.text)]
        if len(spans) != 1:
            continue
        rest = line[: spans[0].start] + " " + line[spans[0].end :]
        if len(_WORD.findall(rest)) <= _MAX_OTHER_WORDS:
            days.append(spans[0].period.text)
    return days[0] if days and len(set(days)) == 1 else None
