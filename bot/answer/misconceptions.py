"""Recognises popular misquotations and answers with what the sources really say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.composition import Composer
from bot.answer.extracts import terms
from bot.answer.question import Question
from bot.answer.records import Answer, Claim, Derivation, Number
from index.protocols import Filters, Retriever
from knowledge.marks import Mark, parse_marks
from knowledge.protocols import Knowledge
from knowledge.records import Misconception

_VERDICTS: dict[str, bool | None] = {
    "false": False,
    "misquoted": False,
    "outdated": False,
    "disputed": None,
}
