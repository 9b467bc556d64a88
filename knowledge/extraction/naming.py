"""What a noun phrase names: a subject of the vocabulary, or something new as it is written."""

import re

from knowledge.extraction.found import Found, Names
from knowledge.extraction.new_names import is_proper, new_name
from knowledge.extraction.sentences import Sentence
from knowledge.extraction.trimming import trimmed_name
from knowledge.extraction.unknown import names_things, unknown_words
from knowledge.names import Mention, NameIndex


def read_names(sentence: Sentence, index: NameIndex) -> Names:
    """Find the names of a sentence; short words in lower case are words, not names (us, it)."""
    found = [m for m in index.find(sentence.text, forgive=False) if is_name(m)]
    found = [m for m in found if not _is_part(sentence.text, m)]
    found = [m for m in found if not _ends_a_name(sentence.text, m)]
    return Names(
        sentence,
        tuple(m for m in found if subject_id_of(m)),
        tuple(m for m in found if not subject_id_of(m) and m.of("region")),
    )


_NAMED_BEFORE = re.compile(r"(?:^|(?<=[a-z,;、。はがの(（] )|(?<=[、。はがの(（]))[A-Z][a-z]+ $")
_COMMON_BEFORE = re.compile(
    r"\b(?:The|Global|Most|All|Generative|Modern|Such|New|Global|While|Many|Some|Big) $"
)


def _ends_a_name(text: str, mention: Mention) -> bool:
    """Return whether a short name ends a longer one: Epoch AI is no AI."""
    before = text[: mention.start]
    return (
        mention.text == "AI"
        and _NAMED_BEFORE.search(before) is not None
        and _COMMON_BEFORE.search(before) is None
    )


_KATAKANA = re.compile(r"[ァ-ヶー]+")


def _is_part(text: str, mention: Mention) -> bool:
    """Return whether a place stands in a longer word (ニューメキシコ), or a name is a fuel's."""
    if (mention.of("subject") or "").startswith("fuel:"):
        return True
    if mention.of("region") is None or not _KATAKANA.fullmatch(mention.text):
        return False
    around = text[max(0, mention.start - 1) : mention.start] + text[mention.end : mention.end + 1]
    return _KATAKANA.search(around) is not None


def is_name(mention: Mention) -> bool:
    """Return whether a mention is a name, and no short word in lower case (us, it)."""
    text = mention.text
    if text.lower() == "the state":  # one of the states, not the country
        return False
    return not (text.isalpha() and text.isascii() and text.islower() and len(text) <= 3)


def subject_id_of(mention: Mention) -> str | None:
    """Return the subject that a mention means; a country is a place until nothing else is."""
    subject = mention.of("subject")
    return None if subject is None or subject.startswith("country:") else subject


def of_mention(mention: Mention, trust: float) -> Found | None:
    """Return the subject of a mention, a country's included."""
    subject = subject_id_of(mention)
    if subject is not None:
        return Found(subject, None, trust)
    region = mention.of("region")
    return Found(f"country:{region}", None, trust) if region else None


def read_phrase(names: Names, start: int, end: int) -> Found | None:
    """Return what a noun phrase of the sentence names, or None where it names nothing."""
    language = names.sentence.language
    head_end = _head_end(names, start, end) if language == "en" else end
    for left, right in ((start, head_end), (head_end, _complement_end(names, head_end, end))):
        inside = [m for m in names.subjects if left <= m.start and m.end <= right]
        places = [m for m in names.regions if left <= m.start and m.end <= right]
        rest = unknown_words(names.sentence.text, left, right, [*inside, *places], language)
        if inside:
            return _named_by(names, inside, rest, left, right)
        if rest:
            return new_name(names, left, right, end, places)
        things = places and names_things(names.sentence.text[left:right], language)
        if things and left == start:
            return new_name(names, left, right, end, places)
        if places and left == start:
            return Found(f"country:{places[0].of('region')}", None, 0.95)
        if places and not _is_place_only(names.sentence.text[left:right]):
            return Found(f"country:{places[0].of('region')}", None, 0.9)
    return None


def _is_place_only(text: str) -> bool:
    return re.match(r" ?(?:in|at|within|across)\b", text) is not None


_PREPOSITION = re.compile(
    r" (?:of|by|from|for|in|at|on|with|per|to|under|that|which|within|across|,)\b"
)
_RELATIVE = re.compile(
    r" (?:which|that|who|used|–|—|-|such as|including)\b|[,(–—]| for (?=\w+ing\b)"
)


def _complement_end(names: Names, start: int, end: int) -> int:
    """Return where what belongs to a head ends: before a relative clause or an aside."""
    match = _RELATIVE.search(names.sentence.text, start + 1, end)
    return match.start() if match and names.sentence.language == "en" else end


def _head_end(names: Names, start: int, end: int) -> int:
    """Return where an English phrase's head ends: before the first of, by, in, ..."""
    for match in _PREPOSITION.finditer(names.sentence.text, start, end):
        if not any(m.start < match.end() <= m.end for m in names.subjects):
            return match.start()
    return end


# Kinds that are one thing: with its owner's name before it, it is meant, not the owner.
_SPECIAL = (
    "site:",
    "contract:",
    "chip:",
    "system:",
    "prompt:",
    "training:",
    "video:",
    "image:",
    "stargate",
)


def _named_by(
    names: Names, inside: list[Mention], rest: list[str], start: int, end: int
) -> Found | None:
    """Return the vocabulary's subject, or a new one that a longer name tells: X's Y campus."""
    subject = subject_id_of(inside[0]) or ""
    owned = _owned_things(names, inside, end)
    if owned is not None:
        return owned
    others = [m.text for m in inside[1:]]
    special = [m for m in inside if (subject_id_of(m) or "").startswith(_SPECIAL)]
    if special and special[-1] is not inside[0]:
        subject, others = subject_id_of(special[-1]) or subject, []
    if not rest:
        chosen = subject
        if others and not subject.startswith(("company:", *_SPECIAL)):
            chosen = subject_id_of(inside[-1]) or subject
            others = []
        return Found(chosen, None, 1.0, ", ".join(others), is_one=_is_one(names, inside[-1]))
    text = names.sentence.text[start:end].strip(" ,")
    name = trimmed_name(text, names.sentence.language)
    if names.sentence.language == "ja" and "と" in text:
        return Found(subject, None, 0.85)
    if names.sentence.language == "ja":
        is_longer = name is not None and any(
            c.isascii() or c > "\u4dff" or "ァ" <= c <= "ー" for r in rest for c in r
        )
        trust = 0.87 if _is_own_name(names, inside[-1], name) else 0.8
        return Found(None, name, trust) if is_longer else Found(subject, None, 0.75)
    opens = names.sentence.text[:start].strip() == "" and text.startswith(rest[0])
    proper = sum(is_proper(w, opens=opens and at == 0) for at, w in enumerate(rest))
    if name is None and proper and _TITLED.fullmatch(text):
        name = text  # Data Centre South
    if name is None or (not proper and len(rest) > 2):
        return Found(subject, None, 0.6)
    return Found(None, name, 0.88 if proper else 0.8)


_TITLED = re.compile(r"(?:[A-Z][\w-]* )+[A-Z][\w-]*")


def _is_own_name(names: Names, kind: Mention, name: str | None) -> bool:
    """Return whether a name and its kind are one word: 北浜データセンター."""
    before = names.sentence.text[kind.start - 1 : kind.start]
    return (
        name is not None
        and name.endswith(kind.text)
        and bool(re.match(r"[一-龠々ァ-ヶー]", before))
    )


_OWNER_EN = re.compile(r"((?:[A-Z][\w&.-]*)(?: [A-Z][\w&.-]*){0,2})['’]s (?:own )?$")
_SITE_EN = re.compile(
    r"['’]s (?:new |planned |own |first |proposed |[A-Z]\w+ )*(?:campus|sites?|plants?|facility"
    r"|facilities|fabs?|reactors?)\b(?: (?:in|at|near) [A-Z]\w+(?: [A-Z]\w+)?)?"
)
_SITE_JA = re.compile(r"の(?:[一-龠々ァ-ヶーA-Za-z]+の)?(?:拠点|工場|施設|発電所)")


def _owned_things(names: Names, inside: list[Mention], end: int) -> Found | None:
    """Return what belongs to an owner, which is neither the owner nor all of the kind.

    Visa's data centres, Amazon's campus in New Carlisle. A known company's data centres stay the
    company's, with the scope.
    """
    text, first = names.sentence.text, inside[0]
    subject = subject_id_of(first) or ""
    if any((subject_id_of(m) or "").startswith(_SPECIAL) for m in inside):
        return None
    if subject.startswith("company:"):
        pattern = _SITE_JA if names.sentence.language == "ja" else _SITE_EN
        thing = pattern.match(text, first.end, max(end, first.end))
        return Found(None, text[first.start : thing.end()], 0.85) if thing else None
    owner = _OWNER_EN.search(text, 0, first.start)
    if ":" in subject or owner is None or subject not in _KINDS_OWNED:
        return None
    if any(m.start < owner.end() and owner.start() < m.end for m in names.regions):
        return None
    return Found(None, text[owner.start() : first.end], 0.85)


_KINDS_OWNED = ("data-centres", "ai-servers", "ai-chips", "ai-data-centres")
_ONE_OF = re.compile(
    r"\b(?:an?|the|one|each|every|single|typical|this|that|new|its)(?: [\w-]+){0,2}[ -]$",
    re.IGNORECASE,
)
_COUNTED_JA = re.compile(
    r"(?:[1１一]|ある|この|その|新しい|新設の|大規模)(?:カ所|か所|つ|棟|基)?の?$"
)


def _is_one(names: Names, mention: Mention) -> bool:
    """Return whether a name of a kind of things stands for one of them: a data centre."""
    before = names.sentence.text[: mention.start]
    if names.sentence.language == "ja":
        return _COUNTED_JA.search(before) is not None
    return not mention.text.lower().endswith("s") and _ONE_OF.search(before) is not None
