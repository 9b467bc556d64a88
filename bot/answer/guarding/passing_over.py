"""Passes over unknown words that hardly narrow a question, and says so with the answer.

“Can you dig up what Japan uses” is answered, “what do underwater data centres use” is not. How
likely a word is to change nothing is told by a judge that learnt it from words of both sorts; where
a word qualifies a name or says where, by whom or of what, it has to be surer.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.answer.question import Question
from knowledge.names import NameIndex
from knowledge.records import Language

_FREE, _LINKED, _NEVER = 1.0, 3.5, float("inf")  # least log odds, by where the word stands
_PLACED = ("site:", "contract:")  # another word may make a chip or a thing of a kind another one
_LETTERS = 3  # least of a Japanese word that is part of a name
_ASKED = re.compile(r"\b(?:how many|which|what|whose)\s+(?:[a-z]+ly\s+)?$", re.IGNORECASE)
_BEHIND = re.compile(
    r"\b(?:in|at|of|by|from|on|for|with|within|inside|under|via|per|than|without|as|or|vs|and|plus"
    r"|do|does|did|to)\s+(?:the\s+|an?\s+|all\s+|its\s+|their\s+)?$",
    re.IGNORECASE,
)
_CONDITION = re.compile(  # “when undervolted” tells of another state
    r"\b(?:when|while|if|once|unless|whenever)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_INFLECTED = re.compile(r"[いしされらたてでるなくき]{0,4}")  # 「超過した」 before a name
_HEAD = re.compile(r"の$")  # 「電力の質は」 asks for what comes last
_TOLD = re.compile(r"は|が|って|を|\W*$")
_ASKING = "何誰幾"
_KATAKANA = re.compile(r"[ァ-ヺー]+")
_PARTICLE = re.compile(r"(?:の|は|が|で(?!す|し)|に|を|と|も|へ|から|まで|用|別|内|製|型|版)")


class WordJudge(Protocol):
    """Tells how likely words are to change nothing of what is asked."""

    def log_odds(self, words: Sequence[str], language: Language) -> Sequence[float]:
        """Return each word's log odds that a question means the same without it."""
        ...


def passed_over(question: Question, judge: WordJudge | None) -> Question:
    """Return the question without the unknown words that hardly narrow it; `passed` keeps them."""
    words = tuple(dict.fromkeys((*question.residue, *question.touching_residue)))
    words = tuple(w for w in words if _is_plain_word(w))
    if judge is None or not words or not (question.measure_id or question.asked_unit):
        return question
    language: Language = "en" if all(map(str.isascii, words)) else "ja"
    odds = dict(zip(words, judge.log_odds(words, language), strict=True))
    passed = tuple(w for w in words if odds[w] >= _least(w, question))
    return replace(
        question,
        passed=passed,
        residue=tuple(w for w in question.residue if w not in passed),
        touching_residue=tuple(w for w in question.touching_residue if w not in passed),
    )


def without_own_names(question: Question, names: NameIndex) -> Question:
    """Return the question without words of another name of the site or deal that it asks about.

    “Atlanta” narrows nothing of the Fairwater that is called Fairwater Atlanta.
    """
    words = {*question.residue, *question.touching_residue}
    if not words:
        return question
    asked = {t.subject_id for t in question.topics if t.subject_id.startswith(_PLACED)}
    keys = [
        key
        for key, referents in names.names.items()
        if any(r.kind == "subject" and r.identifier in asked for r in referents)
    ]
    own = {word for word in words if any(_is_part(word.lower(), key) for key in keys)}
    return replace(
        question,
        residue=tuple(w for w in question.residue if w not in own),
        touching_residue=tuple(w for w in question.touching_residue if w not in own),
    )


def _is_part(word: str, key: Sequence[str]) -> bool:
    """Whether a word is one of a name's words, or some of its letters in Japanese."""
    return word in key if word.isascii() else len(word) >= _LETTERS and word in "".join(key)


def _is_plain_word(word: str) -> bool:
    """Whether a word is no name, nor asks: no capital, no digit, no 「何」."""
    return not any(c.isdigit() or c.isupper() or c in _ASKING for c in word)


def _least(word: str, question: Question) -> float:
    """The log odds that a word needs where it stands."""
    at = question.text.find(word)
    if at < 0:
        return _LINKED
    before, end = question.text[:at], at + len(word)
    if _ASKED.search(before) or _CONDITION.search(before):
        return _NEVER
    if not word.isascii():
        return _least_ja(end, before, question)
    gaps = (question.text[min(m.end, end) : max(m.start, at)] for m in question.named)
    is_linked = any(gap in ("", " ", "-") for gap in gaps) or _BEHIND.search(before)
    return _LINKED if is_linked else _FREE


def _least_ja(end: int, before: str, question: Question) -> float:
    text = question.text
    if _HEAD.search(before) and _TOLD.match(text, end):
        return _NEVER
    touched = any(m.end == len(before) for m in question.named)
    qualifies = any(_INFLECTED.fullmatch(text, end, m.start) for m in question.named)
    is_name = _KATAKANA.fullmatch(text[len(before) : end]) is not None
    return _LINKED if is_name or touched or qualifies or _PARTICLE.match(text, end) else _FREE
