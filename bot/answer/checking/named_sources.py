"""Takes who says a claim out of what it is about: “according to Epoch AI”, “Epoch AI reckons”."""

import re
from dataclasses import replace

from bot.answer.question import Question

_NAMED_SOURCE = re.compile(
    r"\b(?:according to|as per|source:)\s+(?:the\s+)?(?:[A-Z][\w.&-]*\s*){1,4}"
)
_SAYER = re.compile(  # “Epoch AI reckons ...”
    r"^\W*(?:the\s+)?((?:[A-Z][\w.&-]*\s+){1,4})(?:reckons?|says?|said|estimates?|estimated|puts?)\b"
)
_COMPANY = "company:"


def without_named_sources(question: Question, plain: str) -> Question:
    """“According to Epoch AI” names who says it: no AI is spoken of beside what else is.

    So does “Epoch AI reckons”.
    """
    spans = [match.span() for match in _NAMED_SOURCE.finditer(plain)]
    sayer = _SAYER.match(plain)
    spans += [sayer.span()] if sayer else []
    within = [t for t in question.topics if any(s <= t.start < e for s, e in spans)]
    if sayer and any(t.subject_id.startswith(_COMPANY) for t in within):
        return question  # who speaks of its own things may be what is spoken of
    if not within or len(within) == len(question.topics):
        return question
    named = " ".join(plain[start:end] for start, end in spans).split()
    return replace(
        question,
        topics=tuple(t for t in question.topics if t not in within),
        residue=tuple(w for w in question.residue if w not in named),
        touching_residue=tuple(w for w in question.touching_residue if w not in named),
    )
