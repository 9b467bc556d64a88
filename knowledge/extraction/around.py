"""Names around a quantity whose clause has no phrase that names what it is about."""

import re
from dataclasses import replace

from knowledge.extraction.found import NOBODY, Found, Names
from knowledge.extraction.naming import of_mention, subject_id_of

# How surely a name outside the quantity's own phrase is meant where nothing points to it.
_ALONE, _NEAR, _FAR = {"en": 0.76, "ja": 0.82}, 0.65, 0.5
_SIMPLE_CHARS = {"en": 110, "ja": 60}


def owner_around(names: Names, end: int, clause: tuple[int, int]) -> Found | None:
    """Return whose measure it is where the measure is the subject: gas gives 38 % of X's power."""
    text = names.sentence.text
    after = [m for m in names.subjects if end <= m.start < clause[1]]
    if len(after) == 1 and text[:end].endswith(("%", "cent")):
        return replace(of_mention(after[0], 0.85) or NOBODY, is_owner=True)
    places = [m for m in names.regions if clause[0] <= m.start < clause[1]]
    places = [m for m in places if not _DESCRIBES_JA.match(text, m.start)]
    if names.sentence.language == "en":
        places = [m for m in places if re.search(r"\b(?:of|in|for) (?:the )?$", text[: m.start])]
    if len({m.of("region") for m in places}) == 1 and not names.subjects:
        owns_share = text[:end].endswith(("%", "cent", "割"))
        return replace(of_mention(places[0], 0.88) or NOBODY, is_owner=owns_share)
    return None


# 国内6,200店舗, 国内でも最も低い
_DESCRIBES_JA = re.compile(
    r"国内(?=[\d０-９一-龠ァ-ヶ])|(?<=の)国内|国内(?=で[はも]?(?:最|初|唯一|トップ|有数|屈指))"
)
_OF = re.compile(r" of (?:the )?")
# What a Japanese name that ends its phrase is followed by: what stands before it describes it.
_HEAD_JA = re.compile(r"\s*(?:[（(][^）)]*[）)])?\s*(?:に|は|が|を|の|と|も|で|、|。)")


_DONE_JA = re.compile("[えけせねべめれげびみりきし]、")  # 電気自動車に替え、4.5MWのパネルを


def name_around(names: Names, start: int, end: int, clause: tuple[int, int]) -> Found | None:
    """Return the nearest name before the quantity in its sentence, else after it in its clause."""
    sentence = names.sentence
    is_simple = len(sentence.text) <= _SIMPLE_CHARS[sentence.language]
    alone = is_simple and len({subject_id_of(m) for m in names.subjects}) == 1
    before = [m for m in names.subjects if m.end <= start]
    if before and sentence.language == "ja":
        alone = alone and not _DONE_JA.search(sentence.text, before[-1].end, start)
    if before:
        in_clause = before[-1].start >= clause[0]
        return of_mention(
            before[-1], _ALONE[sentence.language] if alone else _NEAR if in_clause else _FAR
        )
    after = [m for m in names.subjects if end <= m.start < clause[1]]
    heads = [m for m in after if _HEAD_JA.match(sentence.text, m.end)]
    if sentence.language == "ja" and heads:
        return of_mention(heads[0], 0.82)
    if after:
        return of_mention(after[0], _ALONE[sentence.language] if alone else _FAR)
    whole = next((m for m in names.regions if _OF.fullmatch(sentence.text[end : m.start])), None)
    if whole is not None:
        return replace(of_mention(whole, 0.9) or NOBODY, is_owner=True)
    places = [m for m in names.regions if clause[0] <= m.start < clause[1]]
    places = [m for m in places if not _DESCRIBES_JA.match(sentence.text, m.start)]
    alone_ja = is_simple and sentence.language == "ja"
    trust = 0.82 if alone_ja else _NEAR if is_simple else _FAR
    return of_mention(places[0], trust) if places else None


def only_told(names: Names, start: int, clause: tuple[int, int]) -> Found | None:
    """Return the one thing, its speaker aside, that a clause tells of before the quantity."""
    before = [m for m in names.subjects if clause[0] <= m.start and m.end <= start]
    things = {s for m in before if not (s := subject_id_of(m) or "").startswith("company:")}
    return Found(things.pop(), None, 0.85) if len(things) == 1 else None
