"""By which words a sentence gives a reason, says what something is, or leans on the one before."""

import re
from collections.abc import Mapping

from knowledge.records import Language

Patterns = Mapping[Language, re.Pattern[str]]

CAUSE: Patterns = {
    "en": re.compile(
        r"\bbecause\b|\bdue to\b|\bwhich is why\b|\bthat is why\b|\btherefore\b|\bthanks to\b"
        r"|\bsince (?:most|their|the|all|it|they)\b|\bso (?:that|the|it|a|they)\b|\bbrought\b"
        r"|\bwas (?:replaced|corrected|revised)\b|\bled to\b|\bfollows\b|\breason",
        re.IGNORECASE,
    ),
    "ja": re.compile("ため|から(?:です|、)|ので|によ[っり]て?|理由|背景"),
}
DEFINITION: Patterns = {
    "en": re.compile(
        r"\bis called\b|\bmean(?:s|t)?\b|\bsays how\b|\bis (?:an?|the|what)\b|\bare (?:a|the)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile("とは|です。$|を表し|意味|のことです|ということ"),
}
LEANING: Patterns = {
    "en": re.compile(
        r"^(?:it|they|this|that|these|those|he|but|and|so|nor|others|such|both|neither"
        r"|the (?:second|same|first|last|other|former|latter|result|figure|number|column))\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        "^(?:これ|それ|その|この|しかし|ただ|また|さらに|つまり|一方|どちら|後者|前者|次は|同じ"
        "|だから|ですから|ここ)"
    ),
}
ASKS_CAUSE: Patterns = {
    "en": re.compile(r"\bwhy\b|\bhow come\b|\bcauses?\b|\breasons?\b", re.IGNORECASE),
    "ja": re.compile("なぜ|どうして|なんで|何故|理由|原因"),
}
ASKS_MEANING: Patterns = {
    "en": re.compile(r"^\W*what(?:'s| is| are| does)\b|\bdifference\b|\bmeans?\b", re.IGNORECASE),
    "ja": re.compile("とは|って何|何(?:です|な)|違い|違う|意味"),
}
BEFORE_CAUSE: Patterns = {  # what is explained, before its reason
    "en": re.compile(r"^(.+?),?\s(?:because|due to|thanks to|since)\b", re.IGNORECASE),
    "ja": re.compile("^(.+?)の(?:は|が|には?)、?.*(?:から|ため|こと|ので)"),
}
QUESTION: Patterns = {
    "en": re.compile(r"\?\s*$"),
    "ja": re.compile(r"(?:[?？]|か。)\s*$"),
}
