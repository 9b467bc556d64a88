"""What the sentences of a text name as what they tell of."""

import re
from dataclasses import replace

from knowledge.extraction.found import Found
from knowledge.extraction.naming import read_names, read_phrase, subject_id_of
from knowledge.extraction.phrases import noun_phrases
from knowledge.extraction.pointing import DEFINITE, points
from knowledge.extraction.sentences import Sentence
from knowledge.extraction.story import Story
from knowledge.extraction.things import read_thing
from knowledge.names import NameIndex

POINTED = 0.85  # how surely what a sentence names is what the next one points to


def named_before(index: NameIndex, story: Story) -> list[Found | None]:
    """Return what the topic of each of the sentences before names."""
    return [
        named_topic(sentence, index, replace(story, earlier=story.earlier[:at]))
        for at, sentence in enumerate(story.earlier)
    ]


def named_topic(sentence: Sentence, index: NameIndex, story: Story) -> Found | None:
    """Return what the topic of a sentence names."""
    names = read_names(sentence, index)
    earlier = "".join(s.text for s in story.earlier)
    for phrase in noun_phrases(sentence, len(sentence.text), (0, len(sentence.text))):
        thing = read_thing(names, phrase, story.things, earlier)
        if thing is not None:
            return thing
        if points(names, phrase) in DEFINITE:
            continue
        found = read_phrase(names, *phrase)
        if found is None or is_kind_of_somebodys(found, index):
            continue
        if "の" in (found.name or "") and _DEED_JA.search(found.name or ""):
            continue
        if _SOME_JA.search(sentence.text[: phrase[0]]) or _MOST_JA.match(sentence.text, phrase[1]):
            continue
        located = found.name is not None and re.search(
            r" (?:at|in|near) (?:the )?[A-Z]", found.name
        )
        if found.subject_id or sentence.language == "ja" or found.trust >= _PROPER or located:
            return replace(found, trust=POINTED * min(1.0, found.trust + 0.1))
    is_named = _IS_JA.match(sentence.text) if sentence.language == "ja" else None
    found = read_phrase(names, *is_named.span(1)) if is_named else None
    return found and replace(found, trust=POINTED * min(1.0, found.trust + 0.1))


# What a sentence names and says no more of: 北浄水場です。 ふもとには北工場がある。
_IS_JA = re.compile(
    r"(?:A[.．:：]\s?)?(?:[^、。は]{1,12}には?、?)?([一-龠々ァ-ヶーA-Za-z0-9の・]{2,30}?)"
    r"(?:です|だ|である|がある|があります)。"
)


def is_kind_of_somebodys(found: Found, index: NameIndex) -> bool:
    """Return whether a new name is a known kind's, of somebody left out: (当社の)データセンター."""
    if found.name is None:
        return False
    whole = [m for m in index.find(found.name, forgive=False) if m.text == found.name]
    return any(subject_id_of(m) for m in whole)


_PROPER = 0.88  # what a new name written with capitals is trusted


_MOST_JA = re.compile("では(?:最|初|唯一|トップ)")  # only among whom: 県内の工場では最も多い
_SOME_JA = re.compile("(?:そ|こ)?のうち、?$")  # what follows is a part


# Japanese nouns of what is done, no things: 設備の更新が進む.
_DEED_JA = re.compile(
    "(?:更新|導入|増加|減少|拡大|縮小|整備|建設|開発|普及|利用|活用|値上げ|値上がり|見直し|停止|再開|増設|新設"
    "|開設|切り替え|転換|移行|高騰|強化|取り組み|動き|声)$"
)


def acts(found: Found, text: str) -> bool:
    """Return whether a new Japanese name is what its sentence tells of (は), no cause in it."""
    if found.name is None:
        return True
    return re.search(rf"{re.escape(found.name)}(?:の[^、。]{{0,20}})?は", text) is not None
