"""What narrows a quantity: what is left out, what is inside, how it was counted."""

import re

from knowledge.extraction.places import Place
from knowledge.records import Bilingual

_SCOPE_EN = re.compile(
    r"\b(?:excluding|including|not counting|without counting|not including) [^,.;()]{3,60}"
    r"|\b(?:critical )?IT load\b|\b(?:gross|median|nameplate)\b|\b(?:market|location)-based\b"
    r"|\b(?:proof[- ]of[- ](?:work|stake))\b|\bscope [123]\b",
    re.IGNORECASE,
)
_SCOPE_JA = re.compile(
    r"[^、。（(]{1,16}を(?:除く|除いた|除き|含む|含めた)|IT負荷|総出力|中央値|マーケット基準|ロケーション基準"
    r"|スコープ[123１２３]"
)


def scope_of(place: Place, narrowed: str = "") -> Bilingual:
    """Return the words of the clause that narrow its quantity, as written."""
    sentence = place.sentence
    pattern = _SCOPE_JA if sentence.language == "ja" else _SCOPE_EN
    clause = sentence.text[place.clause[0] : place.clause[1]]
    words = [narrowed] if narrowed else []
    words += [match.group().strip() for match in pattern.finditer(clause)]
    text = ", ".join(dict.fromkeys(words))
    return Bilingual(text, text if sentence.language == "ja" else "")
