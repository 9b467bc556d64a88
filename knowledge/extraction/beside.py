"""What stands right beside a quantity: its owner, the thing that it rates, or a yardstick."""

import re
from dataclasses import replace

from knowledge.extraction.found import NOBODY, Found, Names
from knowledge.extraction.naming import of_mention, read_phrase, subject_id_of
from knowledge.extraction.sentences import Sentence


def find_beside(names: Names, start: int, end: int) -> Found | None:
    """Return what stands right beside the quantity; NOBODY where it is only a yardstick."""
    sentence = names.sentence
    beside = _beside(names, start, end)
    if beside is not None:
        return beside
    if _compares(sentence, start, end) and not _DATED.match(sentence.text, end):
        return NOBODY
    return NOBODY if _is_anothers(sentence, start) else _attributed(names, start, end)


_ARTICLE = re.compile(r"\b(?:an?|the|each|one) $", re.IGNORECASE)
_NOUN_EN = re.compile(r"[ -]((?:[A-Za-z][\w-]* ){0,2}[a-z]{4,})(?= |,|\.)")
_NOUN_JA = re.compile(r"の([一-龠々ァ-ヶーA-Za-z]{3,12})(?=[にをはがと、。])")
_SITE_NOUN = re.compile(
    r"(?:センター|工場|拠点|発電所|施設|設備|パネル|発電|風車|蓄電池)$|\b(?:cent(?:er|re)|campus|plant|site|facility|farm)$"
)


def _attributed(names: Names, start: int, end: int) -> Found | None:
    """Return the thing whose rating stands before it: a 60 W lamp, 60Wの白熱電球."""
    text = names.sentence.text
    if not re.search(r"W$|ワット$|watts?$", text[:end]):
        return None
    if names.sentence.language == "ja":
        noun = _NOUN_JA.match(text, end)
    else:
        noun = _NOUN_EN.match(text, end) if _ARTICLE.search(text[:start]) else None
    if noun is None or _SITE_NOUN.search(noun[1]):
        return None
    found = read_phrase(names, *noun.span(1))
    return None if found is None else replace(found, trust=min(found.trust, 0.85), is_one=True)


_COMPARED_EN = re.compile(
    r"\b(?:as much (?:\w+ ){0,2}?as|as many|equivalent (?:to|of)|equal to|equals|comparable to"
    r"|enough|same (?:amount )?as|similar to|versus"
    r"|compared (?:to|with)|relative to|roughly that of|like)\b[^.;,]*$"
)
# What is compared with another year's is a figure itself.
_DATED = re.compile(
    r" ?\(?(?:in|for) (?:FY ?)?(?:19|20)\d\d| (?:a|one) year (?:earlier|ago|before)"
    r"|,? (?:in )?the (?:previous|prior) year|,? (?:in )?the year before|,? last year"
)
_ANOTHERS = re.compile(
    r"\b(?:and|while) (?:those|that(?! (?:it|they|the|we|its)\b)|the others?|others"
    r"|another)\b[^,;.]*$"
)


def _is_anothers(sentence: Sentence, start: int) -> bool:
    """Return whether a quantity is of what only `those` names: X used 18 % and those in Y 10 %."""
    return sentence.language == "en" and _ANOTHERS.search(sentence.text, 0, start) is not None


_COMPARED_JA = re.compile(
    r"(?:分)?(?:に(?:相当|匹敵|等しい|当たる量)|と同(?:じ|程度|等)|並み)"
    r"|より(?:も)?(?:小さ|大き|多[いくか]|少な|高[いくか]|低[いくか])"
)


def _compares(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether the quantity is a yardstick: as much as a lamp of 60 W, 60Wに相当."""
    if sentence.language == "ja":
        return _COMPARED_JA.match(sentence.text, end) is not None
    return _COMPARED_EN.search(sentence.text[max(0, start - 90) : start]) is not None


_INSIDE_WORD = re.compile(r"[一-龠々ァ-ヶー]$")  # 印西データセンター is one of them
_LOCATES = re.compile(r"\b(?:in|across|within|of|for) (?:the )?$")
_BESIDE_EN = re.compile(
    r"(?:['’]s)? ?[(,:]? ?(?:(?:about|around|some|roughly|nearly|only|just|an estimated|over"
    r"|more than|up to|and) )*"
)
_BESIDE_JA = re.compile(
    r"(?:の|が|は|[(（:：]|(?:の(?:動画|画像|質問|回答)?(?:1?[本枚回件])?)?を)(?:約|およそ|推定|最大)?"
)
_OF_AFTER = re.compile(
    r" (?:\w+ ){0,2}?(?:that|which) (?=[A-Z])|(?: (?:of )?\w+){0,3}? (?:by|for) (?:the )?(?=[A-Z])"
)
_AFTER = re.compile(r" (?:that|which) (?:the )?")
_AT = re.compile(r" at (?:the (?:first |new )?)?")


def _beside(names: Names, start: int, end: int) -> Found | None:
    sentence = names.sentence
    pattern = _BESIDE_JA if sentence.language == "ja" else _BESIDE_EN
    for mention in (*names.subjects, *names.regions):
        if mention.end > start or not pattern.fullmatch(sentence.text, mention.end, start):
            continue
        if _INSIDE_WORD.search(sentence.text[: mention.start]):
            continue
        before = sentence.text[: mention.start]
        if mention in names.subjects or before.endswith("that of ") or not _LOCATES.search(before):
            return of_mention(mention, 0.95)
    if sentence.language == "ja":
        return None
    after = _AFTER.match(sentence.text, end)
    for mention in (*names.subjects, *names.regions):
        if after and mention.start == after.end():
            return of_mention(mention, 0.95)
    at_site = _AT.match(sentence.text, end)
    for mention in names.subjects:
        is_site = (subject_id_of(mention) or "").startswith(("site:", "stargate"))
        if at_site and is_site and mention.start == at_site.end():
            return of_mention(mention, 0.95)
    return None
