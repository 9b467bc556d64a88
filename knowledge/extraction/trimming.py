"""A phrase cut down to the name in it, or to nothing where it holds none."""

import re

from knowledge.extraction.cues import extraction_cues
from knowledge.extraction.phrases import TIMES_JA
from knowledge.extraction.unknown import RUN_JA, is_plain_ja
from knowledge.quantities.unit_matching import find_unit
from knowledge.records import Language

MAX_NAME_CHARS = 60
_MIN_NAME_CHARS = 3
_NO_NAME = re.compile(
    r"\b(?:rate|rates|price|prices|fraction|cost|costs|choice|size|emissions?|consumption|energy"
    r"|electricity|share|efficiency|usage|number|amount|training|inference|optimi[sz]ations?|zero-shot"
    r"|one-shot|few-shot|policies|policy|PUE|footprint|operators?|reports?|lasted"
    r"|configurations?|settings?|tokens?|batch\w*|sources?|GPUs?|CPUs?|attributed|issued|reduction"
    r"|growth|production of)\b|(?:\w+(?<!min)ing)$|\w{4,}ed$",
    re.IGNORECASE,
)
_TITLED = re.compile(r"[A-Z][\w&.'’-]*(?: (?:of|and|de|&|[A-Z][\w&.'’-]*))* [A-Z][\w&.'’-]*")


def _is_title(name: str) -> bool:
    """Return whether a name is written as one, whatever it ends with: Oxbow Brewing."""
    first = name.partition(" ")[0]
    return _TITLED.fullmatch(name) is not None and not _NO_NAME.search(first)


ANAPHORIC = re.compile(r"(?:our|my|its|their|this|these|such|that|those|his|her)\b", re.IGNORECASE)
_DETERMINERS = re.compile(
    r"^(?:[A-Z]{3,}(?:, [A-Z][\w.]+)? [—–-](?=\s)"
    r"|(?:(?:chip|car|auto|steel|paper)maker|retailer|brewer|start-?up|utility|developer)"
    r"(?=\s(?-i:[A-Z]))|the|an?|its|their|our|his|her|this|that|these|those|one|each|every|some|all|most|many"
    r"|both|any|such|of|by|in|for|from|at|and|or|but|a single|typical|average|said|says"
    r"|rival|competitor|subsidiary|affiliate|parent|partner|training|serving|running|the largest,"
    r"|the smallest,)\s+",
    re.IGNORECASE,
)
# What is said of a thing after its name and before the verb: the metro as a whole used ...
TAIL = re.compile(
    r"(?:,? (?:as a whole|alone|itself|themselves|together|combined|overall|never|also|now|still"
    r"|already|currently|reportedly|typically|usually|normally|alike|today|worldwide|globally))+$"
)
# The subject and verb of a clause whose object is the thing: The battery replaced the coal plant.
_CLAUSE = re.compile(
    r"^.*\b(?!(?:of|in|at|for|and|or|on|by|from|to|under|near|with|around|behind|outside|across"
    r"|beside|along|between|over|than|as|like)\b)[a-z]+ the (?=\w)"
)
_LEAD_JA = re.compile(
    r"^(?:[\sのとにはがを、・]|この|その|同社の?|当社の?|弊社の?|同|なお|また|一方|うち|競合する|ライバルの"
    r"|競合の|子会社の)+"
)

_PERSON_JA = re.compile(r"(?:氏|さん|教授|町長|市長|村長|知事|社長|会長|\d ?[人名])$")
_TWO_JA = re.compile(r"[一-龠々ァ-ヶー]と[一-龠々ァ-ヶーA-Z]")  # 霧塩町と沖波電力 are two
_SORT_JA = re.compile(
    "^(?:[^の]{0,12}(?:大手|メーカー|企業|ベンチャー|子会社|専業|チェーン)|主力|最大|大型|新設|既存|地元)の(?=..)"
)


def trimmed_name(text: str, language: Language) -> str | None:
    """Return a name without determiners and measure words around it, or None when none is left."""
    words = extraction_cues().words[language]
    if language == "ja":
        name = TIMES_JA.sub("", text)
        name = _SORT_JA.sub("", _LEAD_JA.sub("", name)).strip(" 、の")
        name = re.sub(r"[（(][^（()）]*[）)]$", "", name)
        parts = name.split("の")
        while parts and is_plain_ja(parts[-1], words):
            parts.pop()
        name = "の".join(parts).strip(" 、「」")
        if (
            re.match(r"[\d.,]", name)
            or re.search(r"\d ?(?:[kMGTP]?Wh?|%)$", name)
            or name.endswith(("後", "前", "時"))
            or _TWO_JA.search(name)
            or _PERSON_JA.search(name)
        ):
            return None
        good = bool(RUN_JA.search(name)) and not re.search(r"[をにへとでがはもたりるっ]", name[-1:])
        return name if good and 2 <= len(name) <= 30 and name not in words.bare else None
    name = TAIL.sub("", text.strip(" ,;:()\"“”'’"))
    while (shorter := _DETERMINERS.sub("", name)) != name:
        name = shorter
    name = _CLAUSE.sub("", name)
    lowered = name.lower()
    if not _MIN_NAME_CHARS <= len(name) <= MAX_NAME_CHARS or lowered in words.bare:
        return None
    parts = re.split(r"[ ,]+", lowered)
    if parts[0] in words.bare or parts[-1] in words.bare or words.opener.match(name):
        return None
    unit = find_unit(name, 0)
    if (_NO_NAME.search(name) and not _is_title(name)) or (
        unit is not None and unit.end == len(name)
    ):
        return None
    if re.search(r"\b(?:[a-z]+ly|we|our|us|you)\b|\. |,| an? ", lowered) or name[0].isdigit():
        return None
    if re.search(
        r"[=<>|{}\[\]•$€£¥]|(?<![A-Za-z\d.-])\d{3,}|illion\b|\d ?(?:[kMGTP]?Wh?|%)(?![A-Za-z])",
        name,
    ):
        return None
    return re.sub(r"['’]s?$", "", name) if re.search("[A-Za-z]{2}", name) else None
