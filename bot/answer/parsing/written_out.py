"""Writes out what a question says in short: a year before a unit, 60w, “who” for a country."""

import re
import unicodedata

from bot.answer.parsing.years_on import with_own_distance
from bot.answer.words import Patterns

_OWNED_MODEL = re.compile(  # OpenAIのGPT-3, Gemma 3の12B
    r"(?<![A-Za-z])([A-Za-z]{3,})の(?!co2)(?=[A-Za-z]+[- ]?\d)"
    r"|(?<=[A-Za-z \d.]\d)の(?=\d+B(?![A-Za-z]))",
    re.IGNORECASE,
)
_GLUED = re.compile(r"([A-Za-z]{2,})(\d+)(?=[回件枚人日時分台本個])")  # Gemini1回
_SMALL_WATT = re.compile(r"(\d ?)w\b")
_GLUED_PRICE_JA = re.compile(r"(1 ?kWh)[、,は ]?(?=[\d.]+ ?円)", re.IGNORECASE)
_GLUED_PUE = re.compile(r"(PUE)(?=\d)", re.IGNORECASE)
_SMALL_MEGAWATT = re.compile(r"(\d ?)mw(?=h?(?![A-Za-z]))")  # nobody types a milliwatt's plant
_PER_ANNUM = re.compile(r"\b(?:per annum|p\.a\.)", re.IGNORECASE)
_SLICE = re.compile(r"\b(?:slice|chunk) of\b", re.IGNORECASE)
_THAN_HALF = re.compile(
    r"(?<=\bmore than )half(?: of)?\b|(?<=\bless than )half(?: of)?\b|(?<=\bover )half(?: of)?\b",
    re.IGNORECASE,
)
_THAN_HALF_JA = re.compile(r"半分(?=以上|以下|未満|より|を?超)")
_ARROW = re.compile(
    r"((?:\bFY ?)?(?<!\d)(?:19|20)\d\d)(年度?)?\s*(?:[-=–—]+>|→|⇒|➡)\s*"
    r"(?=(?:FY ?)?(?:19|20)\d\d(?!\d))",
    re.IGNORECASE,
)
_YEN_A_KWH = re.compile(
    r"(?:1 ?)?(kWh|MWh)(?:あたり|当たり|につき|で)?(\d+(?:\.\d+)?)円", re.IGNORECASE
)
_PER_KWH = re.compile(
    r"(?<!\d)(?<!\d )\bg(?:rams?)?(?: of)? ?(?:co2e?q?)?(?: per | ?/ ?)kwh\b", re.IGNORECASE
)
_COSTS_ENERGY = re.compile(  # “what does a transaction cost in energy” asks for no money
    r"\bcosts?\b(?=.*\bin (?:energy|joules|[kMGTP]?Wh)\b)", re.IGNORECASE
)
_PER_100_KM = re.compile(r"\bkwh (?:per|/|a) 100 ?km\b", re.IGNORECASE)
_WHO_MOST = re.compile(
    r"^who\b(?= (?:us|consum|need|emit|generat|produc|pollut|burn|mak)\w* the (?:most|least)\b)",
    re.IGNORECASE,
)
_WHO_LEADS = re.compile(
    r"^who (?:leads|tops) (?:the )?(?:world|globe|list|rankings?|table)(?= (?:in|for|by)\b)",
    re.IGNORECASE,
)
_WORTH = re.compile(  # “how many homes’ worth of electricity” asks for homes, and for no money
    r"\b(homes|households|houses)['’]? worth of (?:electricity|power|energy)\b", re.IGNORECASE
)
# “hydro generation 2024 TWh” asks for a year, in a unit: a sentence would have a verb.
_YEAR_AND_UNIT = re.compile(
    r"^((?:(?!\d|(?:us|consum|generat|mak|produc)(?:es|ed)\b|is\b|was\b|convert\b)\S+ ){1,5})"
    r"(20[0-2]\d) ([kMGTP]?Wh|[kMGT]W|lit(?:re|er)s?|gallons?|tonnes?|tons?|kg)$",
    re.IGNORECASE,
)


def written_out(text: str, patterns: Patterns) -> str:
    """Return a question, normalised (NFKC), with what is said in short as it is usually put."""
    plain = _GLUED.sub(r"\1 \2", unicodedata.normalize("NFKC", text).strip())
    plain = _YEAR_AND_UNIT.sub(r"\1\3 \2", plain)
    plain = _SMALL_WATT.sub(r"\1W", plain)
    plain = _GLUED_PUE.sub(r"\1 ", _GLUED_PRICE_JA.sub(r"\1あたり", plain))
    if not patterns.shows("of_small_power", plain):
        plain = _SMALL_MEGAWATT.sub(r"\1MW", plain)
    plain = _PER_ANNUM.sub("per year", plain)
    plain = _SLICE.sub("share of", plain)
    plain = plain.replace(patterns.found("flat_out", plain) or "", "")
    plain = _COSTS_ENERGY.sub("use", plain).replace("w/ ", "with ")
    plain = _THAN_HALF_JA.sub("50%", _THAN_HALF.sub("50% of", plain))
    plain = _WHO_MOST.sub("which country", plain)
    plain = _WORTH.sub(r"\1", _WHO_LEADS.sub("which country ranks highest", plain))
    plain = _PER_KWH.sub("CO2 per kWh in gCO2e/kWh", plain)
    plain = _ARROW.sub(_to, plain)
    plain = _YEN_A_KWH.sub(r"\2円/\1", plain)
    plain = _OWNED_MODEL.sub(lambda m: f"{m[1] or ''} ", plain)
    return with_own_distance(_PER_100_KM.sub("kWh/100km", plain))


def _to(arrow: re.Match[str]) -> str:
    """The words for an arrow between two years: “2019 to”, 「2019年から」."""
    return f"{arrow[1]}{arrow[2]}から" if arrow[2] else f"{arrow[1]} to "
