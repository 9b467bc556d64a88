"""What pronouns, bare measures and `the company` point to: what was named, or its own."""

import re
from dataclasses import replace
from typing import Literal

from knowledge.extraction.found import Found, Names
from knowledge.extraction.naming import is_name, read_names, read_phrase, subject_id_of
from knowledge.extraction.phrases import noun_phrases
from knowledge.extraction.places import Place
from knowledge.extraction.sentences import Sentence
from knowledge.extraction.story import Story
from knowledge.extraction.things import read_thing
from knowledge.extraction.trimming import ANAPHORIC
from knowledge.extraction.unknown import names_things, unknown_words
from knowledge.names import NameIndex

Pointing = Literal["nowhere", "we", "company", "thing", "pronoun", "topic", "measure"]
# How surely what is pointed to is meant, and what only the title names.
_POINTED, _TITLE = 0.85, 0.6
_REMEMBERED = 0.84
_HEADED = 0.72  # a heading that says more than a name may tell of a part: Japan's data centres
_MOST = 0.6

WE = re.compile(r"(?:we|our)\b|当社|弊社|わが社|当グループ|自社", re.IGNORECASE)
_COMPANY = re.compile(
    r"the (?:company|firm|group|business|corporation|operator|miner|chipmaker|start-?up|utility"
    r"|startup|developer)(?:['’]s)?\b|同社|同グループ",
    re.IGNORECASE,
)
_THING = re.compile(
    r"the (?P<en>campus|site|facility|plant|complex|reactor|network|cluster|supercomputer)"
    r"(?:['’]s)?\b"
    r"|同(?P<ja>施設|拠点|工場|発電所|センター)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:it|they|its|their|その|これ|the (?:agreement|deal|contract|lease|project"
    r"|investment))(?![a-z])",
    re.IGNORECASE,
)
_PLACES = re.compile(r"(?:センター|工場|拠点|発電所|施設|事業所)$")
_OUR = re.compile(r"(?:our|当社の|弊社の|自社の|わが社の)\s*", re.IGNORECASE)


def points(names: Names, phrase: tuple[int, int]) -> Pointing:
    """Return how a phrase points elsewhere: a pronoun, `the company`, measure words alone."""
    sentence = names.sentence
    text = sentence.text[phrase[0] : phrase[1]].strip()
    for pattern, pointing in _POINTERS:
        match = pattern.match(text)
        if match is not None and _only_measures(names, phrase, match.end()):
            return pointing
    if _PRONOUN.match(text):
        return "pronoun"
    inside = [m for m in names.regions if phrase[0] <= m.start and m.end <= phrase[1]]
    rest = unknown_words(sentence.text, *phrase, inside, sentence.language)
    if not re.search(r"[A-Za-z]{4}|[^\x00-\x7f]", text.replace("which", "")):
        return "nowhere"
    things = bool(inside) and names_things(text, sentence.language)
    return "nowhere" if rest or things or ANAPHORIC.match(text) else "measure"


_POINTERS: tuple[tuple[re.Pattern[str], Pointing], ...] = (
    (WE, "we"), (_COMPANY, "company"), (_THING, "thing"),
)  # fmt: skip


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


def above(
    sentence: Sentence, index: NameIndex, *, pointing: Pointing, story: Story
) -> Found | None:
    """Return what a pronoun, a name such as `the company` or a bare measure points to.

    It is the topic of the sentence before, else, for a bare measure, the heading's subject or
    whose document it is; `we` is that owner, or the company that the title names.
    """
    if pointing == "nowhere":
        return None
    if pointing == "we":
        return story.own or _titled(sentence, index)
    if pointing == "company":
        told = _remembered(sentence, index, story, is_thing=False)
        if told is None and sentence.language == "ja":
            told = _quoted_company(story)
        return told or story.own
    if pointing == "thing":
        return _remembered(sentence, index, story, is_thing=True)
    found = _before(sentence, index, pointing, story) or (
        _governing(sentence, index, story) if pointing == "measure" else None
    )
    if found is None and pointing == "pronoun" and story.last is not None:
        found = replace(story.last, trust=_PROTAGONIST)
    return found or _protagonist(index, story)


def _protagonist(index: NameIndex, story: Story) -> Found | None:
    """Return what all the sentences just before are about, where they are about one thing."""
    topics = [found for s in story.earlier if (found := _topic(s, index, story)) is not None]
    told = {_ends(found) for found in topics}
    is_named = bool(topics) and (
        topics[-1].name is not None or ":" in (topics[-1].subject_id or "")
    )
    if len(told) != 1 or len(topics) < _FEW or not is_named:
        return None
    return replace(topics[-1], trust=_PROTAGONIST)


def _ends(found: Found) -> tuple[str, ...]:
    """Return what tells one thing from another: an id, or a name's first word and its last."""
    words = (found.subject_id or found.name or "").split()
    return (words[0], words[-1]) if words else ()


_FEW = 2  # sentences that make one thing a text's subject
_PROTAGONIST = 0.82


def _before(sentence: Sentence, index: NameIndex, pointing: Pointing, story: Story) -> Found | None:
    """Return the topic of the sentence before; an English bare measure does not reach so far."""
    reaches = pointing != "measure" or sentence.language == "ja"
    for text in sentence.previous[-1:] if reaches else ():
        bare = replace(sentence, text=text, start=0, previous=(), headings=())
        found = _topic(bare, index, story)
        if found is not None:
            return found
    return None


def _governing(sentence: Sentence, index: NameIndex, story: Story) -> Found | None:
    """Return what the headings above name, or whose document it is."""
    for text in reversed(sentence.headings[1:]):
        found = _only_name(text, index, _POINTED)
        if found is not None:
            return found
    if story.own is not None:
        return replace(story.own, trust=_POINTED)
    return _only_name(sentence.headings[0], index, _TITLE) if sentence.headings else None


def country_of(names: Names, place: Place, index: NameIndex) -> Found | None:
    """Return the one country whose plants a sentence tells of: its own, or the one named above."""
    sentence = names.sentence
    above_texts = (*reversed(sentence.previous), *reversed(sentence.headings))
    inside = {m.of("region") for m in names.regions if m.end <= place.start}
    groups = [inside or {m.of("region") for m in names.regions}]
    groups += [{m.of("region") for m in index.find(t, forgive=False)} - {None} for t in above_texts]
    codes = next((group for group in groups if group), set())
    return Found(f"country:{codes.pop()}", None, _POINTED) if len(codes) == 1 else None


def _titled(sentence: Sentence, index: NameIndex) -> Found | None:
    found = _only_name(sentence.headings[0], index, _POINTED) if sentence.headings else None
    is_company = found is not None and (found.subject_id or "").startswith("company:")
    return found if is_company else None


def _remembered(
    sentence: Sentence, index: NameIndex, story: Story, *, is_thing: bool
) -> Found | None:
    """Return the organisation named last before, or the thing whose name holds the noun."""
    noun = _THING.search(sentence.text)
    wanted = (noun["en"] or noun["ja"] or "").lower() if noun and is_thing else ""
    for earlier in reversed(story.earlier):
        found = _topic(earlier, index, story)
        if found is None or (is_thing and not wanted):
            continue
        name = (found.name or found.subject_id or "").lower()
        if is_thing and wanted in name:
            return replace(found, trust=_REMEMBERED)
        is_body = found.subject_id is None or found.subject_id.startswith("company:")
        if sentence.language == "ja" and not is_thing and not _acts(found, earlier.text):
            continue
        if not is_thing and is_body and not _PLACES.search(name) and _is_body_name(name, found):
            return replace(found, trust=_REMEMBERED)
    return None


_QUOTED_JA = re.compile(
    r"(?:大手|メーカー|運営|チェーン|会社)の([一-龠々ァ-ヶーA-Za-z0-9・]{2,20}?)(?:によ|は|が|も|では)"
    r"|(?:^|[、。])([一-龠々ァ-ヶーA-Za-z0-9・]{2,20}?)(?:社)?(?:によれば|によると)"
)
_NO_COMPANY_JA = re.compile(
    "(?:省|庁|大学|機関|協会|連盟|団体|研究所|報告書|調査|推計|統計|氏|政府)$"
)


def _quoted_company(story: Story) -> Found | None:
    """Return the Japanese company that was named last as who tells or does: X大手のYによれば."""
    for earlier in reversed(story.earlier):
        names = [m[1] or m[2] for m in _QUOTED_JA.finditer(earlier.text)]
        names = [name for name in names if not _NO_COMPANY_JA.search(name)]
        if names:
            return Found(None, names[-1], _REMEMBERED)
    return None


def _acts(found: Found, text: str) -> bool:
    """Return whether a new Japanese name is what its sentence tells of (は), no cause in it."""
    if found.name is None:
        return True
    return re.search(rf"{re.escape(found.name)}(?:の[^、。]{{0,20}})?は", text) is not None


_PLACE_WORDS = re.compile(r"\b(?:campus|site|plant|centre|center|facility|fab|reactor|grid)\b")


def _is_body_name(name: str, found: Found) -> bool:
    """Return whether a name is an organisation's: written as a name, and no place of work."""
    written = found.name or ""
    is_proper = found.subject_id is not None or not written.isascii() or written[:1].isupper()
    return is_proper and not _PLACE_WORDS.search(name)


def _topic(sentence: Sentence, index: NameIndex, story: Story) -> Found | None:
    """Return what the topic of a sentence names."""
    names = read_names(sentence, index)
    for phrase in noun_phrases(sentence, len(sentence.text), (0, len(sentence.text))):
        thing = read_thing(names, phrase, story.things, "")
        if thing is not None:
            return thing
        found = read_phrase(names, *phrase)
        if found is None or _is_kind_of_somebodys(found, index):
            continue
        located = found.name is not None and re.search(
            r" (?:at|in|near) (?:the )?[A-Z]", found.name
        )
        if found.subject_id or sentence.language == "ja" or found.trust >= _PROPER or located:
            return replace(found, trust=_POINTED * min(1.0, found.trust + 0.1))
    return None


def _is_kind_of_somebodys(found: Found, index: NameIndex) -> bool:
    """Return whether a new name is a known kind's, of somebody left out: (当社の)データセンター."""
    if found.name is None:
        return False
    whole = [m for m in index.find(found.name, forgive=False) if m.text == found.name]
    return any(subject_id_of(m) for m in whole)


_PROPER = 0.88  # what a new name written with capitals is trusted


def _only_name(text: str, index: NameIndex, trust: float) -> Found | None:
    """Return the subject that a text names where it names one alone."""
    found = {
        s: m for m in index.find(text, forgive=False) if (s := subject_id_of(m)) and is_name(m)
    }
    if len(found) == 1 and trust == _POINTED:
        mention = next(iter(found.values()))
        is_whole = len(mention.text) >= len(text) * _MOST
        return Found(next(iter(found)), None, trust if is_whole else _HEADED)
    if len(found) == 1:
        return Found(next(iter(found)), None, trust)
    return Found(next(iter(found)), None, trust - 0.2) if found else None
