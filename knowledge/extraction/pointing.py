"""How phrases point elsewhere: pronouns, `the company`, bare measures, what is our own."""

import re
from functools import cache
from typing import Literal

from knowledge.extraction.cues import extraction_cues
from knowledge.extraction.found import Found, Names
from knowledge.extraction.naming import subject_id_of
from knowledge.extraction.sentences import Sentence
from knowledge.extraction.story import Story
from knowledge.extraction.trimming import ANAPHORIC
from knowledge.extraction.unknown import names_things, unknown_words

Pointing = Literal["nowhere", "we", "company", "thing", "pronoun", "topic", "measure"]
DEFINITE = ("company", "thing")  # the firm, the works: named before, by no word of the sentence

WE = re.compile(
    r"(?:we|our(?: (?:own )?(?:campus|sites|facilities|operations|plants|factories|offices"
    r"|stores|buildings))?)\b"
    r"|[a-z][a-z0-9, ]{2,40} (?:across|at|in|of|by|for) (?:all )?(?:of )?our (?:\d+ )?"
    r"(?:[a-z-]+ ){0,2}[a-z]+s$|当社|弊社|わが社|当グループ|自社",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:it|they|its|their|その|これ|ここ|こちら"
    r"|the (?:[$€£]?\d[\d.,]*(?:[ -][a-zA-Z]+){1,2} )?(?:agreement|deal|contract|lease|project"
    r"|investment))(?![a-z])",
    re.IGNORECASE,
)
_OUR = re.compile(r"(?:our|当社の|弊社の|自社の|わが社の)\s*", re.IGNORECASE)


def points(names: Names, phrase: tuple[int, int]) -> Pointing:
    """Return how a phrase points elsewhere: a pronoun, `the company`, measure words alone."""
    sentence = names.sentence
    text = sentence.text[phrase[0] : phrase[1]].strip()
    is_known = any(phrase[0] <= m.start and m.end <= phrase[1] for m in names.subjects)
    for pattern, pointing in _pointers():
        match = None if is_known and pointing in DEFINITE else pattern.match(text)
        if match is not None and _only_measures(names, phrase, match.end()):
            return pointing
    if _PRONOUN.match(text) or is_part(names, phrase):
        return "pronoun"
    inside = [m for m in names.regions if phrase[0] <= m.start and m.end <= phrase[1]]
    rest = unknown_words(sentence.text, *phrase, inside, sentence.language)
    if not re.search(r"[A-Za-z]{4}|[^\x00-\x7f]", text.replace("which", "")):
        return "nowhere"
    things = bool(inside) and names_things(text, sentence.language)
    return "nowhere" if rest or things or ANAPHORIC.match(text) else "measure"


@cache
def _pointers() -> tuple[tuple[re.Pattern[str], Pointing], ...]:
    """Return what points elsewhere: we, the firm, 同社; the works, 同工場."""
    nouns = extraction_cues().nouns
    the = r"(?:the|this) "
    return (
        (WE, "we"),
        (
            _pattern(
                rf"{the}(?:\w+-based )?(?:{'|'.join(nouns.any_body)})(?:['’]s)?\b"
                "|同社|同グループ"
            ),
            "company",
        ),
        (
            _pattern(
                rf"{the}(?:{nouns.pattern('place', 'machine')})(?:['’]s)?\b"
                "|同(?:施設|拠点|工場|発電所|センター)"
            ),
            "thing",
        ),
    )


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


# What belongs to the one told of: 屋根の太陽光パネルは, its plants.
_PART = re.compile(
    r"(?:屋根|屋上|敷地内?|構内|駐車場)の"
    r"|(?:its|their) (?:own )?(?:fleet|machines|sites|facilities|operations|plants|factories"
    r"|offices|stores|buildings)$",
    re.IGNORECASE,
)


def is_part(names: Names, phrase: tuple[int, int]) -> bool:
    """Return whether a phrase names parts of what is told of, or all that it has."""
    return _PART.match(names.sentence.text[slice(*phrase)].strip()) is not None


_THIS_JA = re.compile("(?:また|なお|一方)?、?(?:これ|それ|ここ|こちら)(?:は|が|も|だけで|では?)")
# A Japanese sentence that opens with whom it tells of, before what it measures.
_OPENS_JA = re.compile(
    "(?:また|なお|一方|さらに)?、?((?:同社|当社|弊社|同グループ|当グループ)[のはがでも])"
)


def opening_ja(sentence: Sentence) -> Pointing | None:
    """Return how a Japanese sentence points at its very beginning: 当社の, 同社は, これは."""
    if _THIS_JA.match(sentence.text):
        return "pronoun"
    opens = _OPENS_JA.match(sentence.text)
    if opens is None:
        return None
    return "we" if WE.match(opens[1]) else "company"


def _only_measures(names: Names, phrase: tuple[int, int], size: int) -> bool:
    """Return whether nothing but measure words follows what points: our total emissions."""
    text = names.sentence.text
    start = phrase[0] + len(text[slice(*phrase)]) - len(text[slice(*phrase)].lstrip()) + size
    return not unknown_words(text, start, phrase[1], [], names.sentence.language)


def owned_kind(names: Names, phrase: tuple[int, int], story: Story) -> Found | None:
    """Return the document's own things of a known kind, which are not all of that kind.

    `Our data centres` in X's report are X's data centres.
    """
    text = names.sentence.text[slice(*phrase)]
    lead = _OUR.match(text.lstrip())
    if lead is None or not story.own_name:
        return None
    start = phrase[0] + len(text) - len(text.lstrip()) + lead.end()
    kind = next((m for m in names.subjects if m.start == start and m.end <= phrase[1]), None)
    if kind is None or ":" in (subject_id_of(kind) or ":"):
        return None
    joint = "の" if names.sentence.language == "ja" else " "
    return Found(None, f"{story.own_name}{joint}{kind.text}", 0.85)
