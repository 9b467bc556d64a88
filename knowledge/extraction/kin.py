"""Subjects akin: contracts of two parties, a model's training and its prompts, new names."""

import re
from dataclasses import replace
from functools import cache
from itertools import permutations

from knowledge.extraction.building import Context
from knowledge.extraction.cues import extraction_cues
from knowledge.extraction.found import Found, Names
from knowledge.names import NameIndex, name_key
from knowledge.records import Bilingual, Language
from knowledge.words import Measure, Subject, Vocabulary

_CONTRACT = re.compile(
    r"\b(?:contract|sign(?:s|ed)|agree[ds]?|agreement|deal|lease|host(?:s|ed|ing)?|ordered|acquir"
    r"|merger|offer(?:s|ed)?|extend(?:s|ed)?)|契約|締結|提携|発注|リース|買収|合意",
    re.IGNORECASE,
)
_HASH_RATE = re.compile(r"hash ?(?:rate|power)|ハッシュレート", re.IGNORECASE)
_HASH_RATE_SUBJECT = "bitcoin-network"
_JOINTS = (" ", "と", " and ", "")
# Measures of one kind of subject, by how their names begin or end.
_KINDS = (
    (re.compile(r"training_\w+"), "training"),
    (re.compile(r"\w+_per_prompt"), "prompt"),
    (re.compile(r"\w+_per_token"), "prompt"),
    (re.compile(r"\w+_per_image"), "image"),
    (re.compile(r"\w+_per_video"), "video"),
)


def contract_between(
    names: Names, clause: tuple[int, int], index: NameIndex, vocabulary: Vocabulary
) -> Found | None:
    """Return the contract of two parties that a clause on a contract names."""
    inside = tuple(m for m in names.subjects if clause[0] <= m.start < clause[1])
    names = replace(names, subjects=inside)
    text = names.sentence.text[clause[0] : clause[1]]
    if not _CONTRACT.search(text):
        return None
    whole = [m for m in names.subjects if (m.of("subject") or "").startswith("contract:")]
    if whole:
        return Found(whole[0].of("subject"), None, 0.95)
    named = _by_words(names, text, vocabulary)
    if named is not None:
        return named
    parties = [m for m in names.subjects if (m.of("subject") or "").startswith("company:")]
    for one, other in permutations(parties, 2):
        stems = [(m.of("subject") or "").partition(":")[2] for m in (one, other)]
        subject_id = f"contract:{stems[0]}-{stems[1]}"
        if vocabulary.has_subject(subject_id):
            return Found(subject_id, None, 0.95)
        for joint in _JOINTS:
            referents = index.names.get(name_key(f"{one.text}{joint}{other.text}"), ())
            for referent in referents:
                if referent.identifier.startswith("contract:"):
                    return Found(referent.identifier, None, 0.95)
    return None


def _by_words(names: Names, text: str, vocabulary: Vocabulary) -> Found | None:
    """Return the contract whose id names a company of the sentence and another word of it."""
    lowered = text.lower()
    for mention in names.subjects:
        kind, _, stem = (mention.of("subject") or "").partition(":")
        if kind != "company":
            continue
        for subject in vocabulary.subjects():
            start = f"contract:{stem}-"
            if not subject.subject_id.startswith(start):
                continue
            others = subject.subject_id.removeprefix(start).split("-")
            if all(re.search(rf"\b{re.escape(word)}\b", lowered) for word in others):
                return Found(subject.subject_id, None, 0.95)
    return None


def fitting_subject(
    found: Found,
    known: Subject | None,
    measure: Measure,
    names: Names,
    context: Context,
) -> Subject:
    """Return the subject for a measure: the same model's training for its training energy.

    A name that the vocabulary lacks becomes a subject of the kind `named`.
    """
    if known is None:
        name = found.name or (found.subject_id or "").partition(":")[2]
        written = context.document.text
        language = names.sentence.language
        return named_subject(name, measure.measure_id, language, document=written)
    vocabulary = context.vocabulary
    if known.subject_id.startswith("country:") and _is_hash_rate(measure, names):
        return vocabulary.subject(_HASH_RATE_SUBJECT)
    return sibling_of(known, measure, vocabulary)


_MODELS = ("training", "prompt", "image", "video")
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?")
_DESCRIBED = re.compile(
    r"\(.*?\)|\b(?:training|of|prompts?|response|query|question|request|image|video|text|chat|model"
    r"|with|an?|the|generation|per|one)\b"
)


_PERSON = re.compile(
    r"\b(?:chief executive|CEO|CFO|president|chair(?:man|woman)?|spokes\w+|director|minister"
    r"|officer|analyst|researcher|author|engineer|professor|manager)s?(?: of [A-Z].*)?$"
    r"|(?:社長|会長|所長|教授|氏)$",
    re.IGNORECASE,
)


def is_person(found: Found) -> bool:
    """Return whether a name is somebody's who tells of others and uses nothing."""
    return _PERSON.search(found.name or "") is not None


def is_called(subject: Subject, text: str) -> bool:
    """Return whether a text names this very model: GPT-4.1 is not GPT-4.1 nano, nor V3 V3.1."""
    if subject.subject_id.partition(":")[0] not in _MODELS:
        return True
    own = set(_TOKEN.findall(_DESCRIBED.sub("", subject.names.en.lower())))
    written = set(_TOKEN.findall(text.lower()))
    return own <= written or not own & written


def sibling_of(known: Subject, measure: Measure, vocabulary: Vocabulary) -> Subject:
    """Return the subject of a measure's kind where it is known: a prompt's model's training."""
    kind, _, stem = known.subject_id.partition(":")
    for pattern, wanted in _KINDS:
        if pattern.fullmatch(measure.measure_id) and kind != wanted and stem:
            sibling = f"{wanted}:{stem}"
            if vocabulary.has_subject(sibling):
                return vocabulary.subject(sibling)
    return known


def _is_hash_rate(measure: Measure, names: Names) -> bool:
    """Return whether a place's figure is one of the network's hash rate there."""
    if measure.measure_id in ("share_of_hash_rate", "hash_rate"):
        return True
    return measure.family == "change" and _HASH_RATE.search(names.sentence.text) is not None


_PLANTS = re.compile(
    r"\b(?:wind|solar|nuclear|hydro\w*|gas|coal|oil|biomass|geothermal)\b|太陽光|風力|原子力|原発|水力|火力|石炭"
    r"|ガス|石油|バイオマス",
    re.IGNORECASE,
)


_PLANT_WORDS = re.compile(
    r"\b(?:power|plants?|farms?|and|onshore|offshore|pv)\b|発電|所|[\W\d]", re.IGNORECASE
)


def names_only_plants(name: str) -> bool:
    """Return whether a name is nothing but fuels: Solar, Wind and hydro."""
    rest = re.sub(
        r"\b(?:power|plants?|farms?|and|onshore|offshore|pv|発電|所)\b|[\W\d]", "", name, flags=re.I
    )
    return _PLANTS.search(name) is not None and not _PLANTS.sub("", rest).strip()


def names_plants(found: Found) -> bool:
    """Return whether a new name only tells how power is made: wind farms, 石炭火力.

    A farm with a name of its own (Harrow Ridge wind farm) is a thing, no country's power.
    """
    if found.name is None or _PLANTS.search(found.name) is None:
        return False
    rest = _PLANTS.sub(" ", found.name)
    return re.search(r"[A-Z][a-z]{2}", rest) is None or rest[:1] != found.name[:1]


def is_misfit(known: Subject, measure: Measure, vocabulary: Vocabulary) -> bool:
    """Return whether a measure is another kind of subject's, and no such subject is known."""
    kind, _, stem = known.subject_id.partition(":")
    kinds = [wanted for _, wanted in _KINDS]
    wanted = next((w for pattern, w in _KINDS if pattern.fullmatch(measure.measure_id)), kind)
    return kind in kinds and wanted != kind and not vocabulary.has_subject(f"{wanted}:{stem}")


@cache
def _site() -> re.Pattern[str]:
    """Return what a site told by its place is: X's new smelter at Port Varn."""
    return re.compile(
        r"(?:[A-Z][\w&.-]*(?: [A-Z][\w&.-]*)*['’]s )?(?:new |planned |first |rival )?"
        rf"({extraction_cues().nouns.pattern('place')}) (?:in|at|near) "
        r"([A-Z]\w+(?: [A-Z]\w+)?)(?:, [A-Z]\w+)?"
    )


_FORM = re.compile(
    r"^(?:株式会社|合同会社)|(?:株式会社)$|,? (?:Inc|Corp|Ltd|LLC|plc|AG|SE|GmbH)\.?$"
)
_DESCRIBED_JA = re.compile(r"^.{2,14}(?:運営|大手|最大手|メーカー|事業者|中堅)の(?=\S{2,})")
_FULL = (
    "AI|Cloud|Compute|Computing|Corp|Corporation|Data|Digital|Electric|Electronics|Energy|Group"
    "|Holdings|Inc|Labs|Materials|Mining|Motors|Networks|Partners|Platforms|Power|Resources"
    "|Semiconductor|Services|Solar|Solutions|Steel|Systems|Technologies|Technology|Utilities"
)


def named_subject(name: str, measure_id: str, language: Language, *, document: str = "") -> Subject:
    """Return a subject outside the vocabulary, with its name as the document writes it in full.

    Halcyon is Halcyon Compute where the document says so once; X's campus in Lima and the Lima
    campus are one.
    """
    site = _site().fullmatch(name)
    if site is not None:
        name = f"{site[2]} {site[1]}"
    elif re.fullmatch(r"[A-Z][\w-]+", name):
        full = re.search(rf"\b{re.escape(name)}(?: [A-Z][\w-]+)? (?:{_FULL})\b", document)
        name = full[0] if full else name
    name = _DESCRIBED_JA.sub("", _FORM.sub("", name) or name)
    both = Bilingual(name, name if language == "ja" else "")
    return Subject(f"named:{slug(name)}", "named", both, measure_id)


def slug(name: str) -> str:
    """Return a name as an identifier: its words in lower case, joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+|[^\W_a-z0-9]+", name.lower()))
