"""What a pronoun, `the company` or a bare measure means: what was named before, or one's own."""

import re
from dataclasses import replace

from knowledge.extraction.cues import extraction_cues
from knowledge.extraction.found import Found, Names
from knowledge.extraction.naming import is_name, read_names, subject_id_of
from knowledge.extraction.phrases import noun_phrases
from knowledge.extraction.places import Place
from knowledge.extraction.pointing import Pointing, opening_ja, points
from knowledge.extraction.sentences import Sentence
from knowledge.extraction.story import Story
from knowledge.extraction.topics import (
    POINTED,
    acts,
    is_kind_of_somebodys,
    named_before,
    named_topic,
)
from knowledge.extraction.unknown import own_name_ja
from knowledge.names import NameIndex

# How surely what only the title names is meant, what was named before, what a heading names.
_TITLE = 0.6
_REMEMBERED = 0.84
_HEADED = 0.72  # a heading that says more than a name may tell of a part: Japan's data centres
_MOST = 0.6
_PLACES = re.compile(
    r"(?:センター|工場|拠点|発電所|施設|事業所|キャンパス|パーク|プラント|病院|空港|タワー|ビル)$"
)


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
        told = _last_body(sentence, index, story)
        if told is None and sentence.language == "ja":
            told = _quoted_company(story)
        return told or story.own
    found = _before(sentence, index, pointing, story)
    if found is None and story.earlier and re.match(r"(?:It|They)\b", sentence.text):
        found = story.things.named_in(_span(story.earlier[-1]))
    if pointing == "thing" and sentence.language == "ja":
        return _last_place(index, story)
    if pointing == "thing" and found is not None and not _is_thing(found):
        return None
    if found is not None and _BODYS.search(sentence.text) and is_place(found):
        found = _last_body(sentence, index, story) or story.own
    found = found or (_governing(sentence, index, story) if pointing == "measure" else None)
    if found is None and pointing == "pronoun" and story.last is not None:
        found = replace(story.last, trust=_PROTAGONIST)
    return found or _protagonist(index, story)


# What organisations have and do, no plant.
_BODYS = re.compile(
    r"\b(?:revenue|sales|profits?|earnings|shareholders|employs|said|says|announced|reported)\b"
    r"|売上|利益|設備投資|従業員",
    re.IGNORECASE,
)


def _is_thing(found: Found) -> bool:
    """Return whether what is found may be `the campus` or `the network`: no organisation."""
    return is_place(found) or not (found.subject_id or "company:").startswith("company:")


def is_place(found: Found) -> bool:
    """Return whether what is found is a place of work by its name: Varn mill, 北工場."""
    name = (found.name or "").lower()
    kind_of = extraction_cues().nouns.kind_of
    return bool(_PLACES.search(name)) or any(kind_of.get(w) == "place" for w in name.split())


def _protagonist(index: NameIndex, story: Story) -> Found | None:
    """Return what all the sentences just before are about, where they are about one thing."""
    topics = [found for found in named_before(index, story) if found is not None]
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
    """Return the topic of the sentence before; an English bare measure does not reach so far.

    It is itself told by what it points to. A place that it introduces is what the next tells of.
    """
    reaches = pointing != "measure" or sentence.language == "ja"
    if not reaches or not sentence.previous or not story.earlier:
        return None
    last = story.earlier[-1]
    place = _introduced(last, story, index)
    if place is not None and not _BODYS.search(sentence.text) and _OF_PLACES.search(sentence.text):
        return place
    return _topic(last, index, replace(story, earlier=story.earlier[:-1], last=None))


_INTRODUCED_JA = re.compile(
    r"((?<=「)[^「」]{2,24}(?=」)"
    r"|[一-龠々ァ-ヶーA-Za-z0-9・]{2,20}(?:センター|工場|拠点|発電所|施設|事業所|製油所|製鉄所))」?を"
    r"[^、。]{0,8}(?:開設|建設|新設|整備|稼働|建て|設け|開い|完成|運営|開所|着工)"
)
_INTRODUCES = re.compile(
    r"\b(?:buil[dt]\w*|open(?:s|ed|ing)|construct\w*|commission\w*|inaugurat\w*|complet\w+|approv\w+"
    r"|unveil\w*|switched on)\b"
)
# What is told of a place, not of who builds it.
_OF_PLACES = re.compile(
    r"\b(?:will|would|is to|expected|due|capacity|draws?|uses|consumes|PUE|generates?|can)\b"
    r"|容量|出力|PUE|消費|使用|電力|発電|投資|まかな|賄",
)


def _introduced(sentence: Sentence, story: Story, index: NameIndex) -> Found | None:
    """Return the place that a sentence introduces: X opened a campus at Varn, 北工場を開設した."""
    if sentence.language == "ja":
        built = _INTRODUCED_JA.search(sentence.text)
        found = Found(None, built[1], _REMEMBERED) if built else None
        return None if found is None or is_kind_of_somebodys(found, index) else found
    if not _INTRODUCES.search(sentence.text):
        return None
    return story.things.named_in(_span(sentence), "place")


def _span(sentence: Sentence) -> tuple[int, int]:
    return sentence.start, sentence.start + len(sentence.text)


def _governing(sentence: Sentence, index: NameIndex, story: Story) -> Found | None:
    """Return what the headings above name, or whose document it is."""
    for text in reversed(sentence.headings[1:]):
        found = _only_name(text, index, POINTED)
        if found is not None:
            return found
    if story.own is not None:
        return replace(story.own, trust=POINTED)
    return _only_name(sentence.headings[0], index, _TITLE) if sentence.headings else None


def country_of(names: Names, place: Place, index: NameIndex) -> Found | None:
    """Return the one country whose plants a sentence tells of: its own, or the one named above."""
    sentence = names.sentence
    above_texts = (*reversed(sentence.previous), *reversed(sentence.headings))
    inside = {m.of("region") for m in names.regions if m.end <= place.start}
    groups = [inside or {m.of("region") for m in names.regions}]
    groups += [{m.of("region") for m in index.find(t, forgive=False)} - {None} for t in above_texts]
    codes = next((group for group in groups if group), set())
    return Found(f"country:{codes.pop()}", None, POINTED) if len(codes) == 1 else None


def _titled(sentence: Sentence, index: NameIndex) -> Found | None:
    found = _only_name(sentence.headings[0], index, POINTED) if sentence.headings else None
    is_company = found is not None and (found.subject_id or "").startswith("company:")
    return found if is_company else None


def _last_place(index: NameIndex, story: Story) -> Found | None:
    """Return the place that a Japanese sentence before introduced or told of, the last first."""
    named = zip(story.earlier, named_before(index, story), strict=True)
    for earlier, found in reversed(list(named)):
        place = _introduced(earlier, story, index) or (found if found and is_place(found) else None)
        if place is not None:
            return replace(place, trust=_REMEMBERED)
    return None


def _last_body(sentence: Sentence, index: NameIndex, story: Story) -> Found | None:
    """Return the organisation that a sentence before was about, the last first.

    Where none was, it is the last that the text calls a firm, or the one place: a brewery too.
    """
    places: list[Found] = []
    named = zip(story.earlier, named_before(index, story), strict=True)
    for earlier, found in reversed(list(named)):
        if found is None:
            continue
        is_body = found.subject_id is None or found.subject_id.startswith("company:")
        if sentence.language == "ja" and not acts(found, earlier.text):
            continue
        if is_body and is_place(found):
            places.append(found)
        elif is_body and _is_body_name(found):
            return replace(found, trust=_REMEMBERED)
    told = story.things.last("body", sentence.start)
    if told is not None:
        return told
    is_one = len({_ends(found)[:1] for found in places}) == 1
    return replace(places[0], trust=_REMEMBERED) if is_one else None


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


def _is_body_name(found: Found) -> bool:
    """Return whether a name may be an organisation's: written as a name."""
    written = found.name or ""
    return found.subject_id is not None or not written.isascii() or written[:1].isupper()


def _topic(sentence: Sentence, index: NameIndex, story: Story) -> Found | None:
    """Return what the topic of a sentence names, or what it points to."""
    opening = opening_ja(sentence)
    if opening is not None:
        return above(sentence, index, pointing=opening, story=story)
    named = named_topic(sentence, index, story)
    if named is not None or not story.earlier:
        return named
    names = read_names(sentence, index)
    phrases = noun_phrases(sentence, len(sentence.text), (0, len(sentence.text)))
    pointing = next((p for phrase in phrases if (p := points(names, phrase)) != "nowhere"), None)
    if pointing is None and sentence.language == "ja":
        pointing = "pronoun"  # a sentence without a topic goes on with the last one
    return above(sentence, index, pointing=pointing or "nowhere", story=story)


def _only_name(text: str, index: NameIndex, trust: float) -> Found | None:
    """Return the subject that a text names where it names one alone."""
    found = {
        s: m for m in index.find(text, forgive=False) if (s := subject_id_of(m)) and is_name(m)
    }
    known = {m.text for m in index.find(text, forgive=False) if m.of("region")}
    own = next((own_name_ja(text, mention) for mention in found.values()), None)
    if own is not None and not own.startswith(tuple(known) or ("\0",)):
        return Found(None, own, trust)
    if len(found) == 1 and trust == POINTED:
        mention = next(iter(found.values()))
        is_whole = len(mention.text) >= len(text) * _MOST
        return Found(next(iter(found)), None, trust if is_whole else _HEADED)
    if len(found) == 1:
        return Found(next(iter(found)), None, trust)
    return Found(next(iter(found)), None, trust - 0.2) if found else None
