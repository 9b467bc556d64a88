"""Quantities that are no figures of this field: savings, other things' shares, other money."""

import re

from knowledge.extraction.places import Place, Unit
from knowledge.words import Subject

_SAVED_DIMENSIONS = ("energy", "power", "mass", "volume", "share")
_ENERGY_DIMENSIONS = ("share", "mass", "emissions_per_distance")


def is_out_of_field(place: Place, unit: Unit, subject: Subject | None) -> bool:
    """Return whether a quantity measures nothing that kilowit tells of."""
    if unit.dimension in _SAVED_DIMENSIONS and _is_saving(place):
        return True
    if unit.dimension == "energy" and _SOLD.search(place.sentence.text[slice(*place.clause)]):
        return True
    if unit.dimension == "energy" and _BOUGHT.search(place.sentence.text[slice(*place.clause)]):
        return True
    if unit.dimension == "energy" and _is_other_energy(place):
        return True
    if unit.dimension == "money" and not _on_field(place, subject):
        return True
    return unit.dimension in _ENERGY_DIMENSIONS and not _on_energy(place, unit, subject)


_SAVED_EN = re.compile(
    r"\b(?:reduc\w+|sav(?:e|es|ed|ing|ings)|avoid\w*|offset\w*|decreas\w+|cut|cuts|lower\w*)\b"
    r"(?![^.;]*\bto\b)(?: [\w-]+){0,6} $"
)
_SAVED_SHARE_EN = re.compile(
    r"\b(?:can|could|may|might|would|will|to|help|helps) (?:help )?"
    r"(?:mitigat|reduc|cut|offset|sav|avoid|lower)"
    r"\w*\b[^.;]*$|savings? of $"
)
_SAVED_JA = re.compile(r"(?:分)?(?:を|の)?(?:削減|節約|節電|減ら|減る|減っ|抑え|回避)")
_ENERGY_EN = re.compile(
    r"electric|energy|\bpower\b|emission|carbon|co2|greenhouse|footprint|water|hash|\bdemand\b"
    r"|consumption|generation|renewable|fossil|\btax|\bshares (?:of|in)\b|\bstock\b|\bload\b"
    r"|\bcapacity factor",
    re.IGNORECASE,
)
_ENERGY_JA = re.compile(
    "電力|電気|エネルギー|排出|炭素|CO2|温室効果|水|使用量|利用率|ハッシュ|需要|消費|発電|再生可能|化石|税|株|負荷|石炭|ガス"
)
_OTHER_EN = re.compile(
    r"\b(?:latency|throughput|accurac\w+|performance|speed\w*|improv\w+|price|prices|bill|F1|score"
    r"|utili[sz]ation|probabilit\w+|confidence|interval|CI|discount|parameters|error|respondents"
    r"|participants|benefits?|credits?|savings|recycled|mile|miles|cars|costs?|health|deaths|mortality|jobs"
    r"|rates|employees|survey\w*|papers|memory|time)\b"
)


_OTHER_JA = re.compile("料金|価格|値段|精度|性能|速度|遅延|稼働率|回答者|満足")


def _is_percent(place: Place) -> bool:
    """Return whether a quantity is written in per cent."""
    return place.sentence.text[: place.end].endswith(("%", "percent", "per cent", "割"))


_MONEY_EN = re.compile(
    r"data cent|\bAI\b|\bchip|\bGPU|mining|miner|hosting|comput|power|energy|electric|solar"
    r"|renewable|nuclear|reactor|bitcoin|crypto|grid|hash|cloud|server|nvidia|stargate|lease",
    re.IGNORECASE,
)
_MONEY_JA = re.compile(
    "データセンター|AI|チップ|GPU|採掘|マイニング|計算|電力|エネルギー|電気|太陽光|再生|原子|原発|炉"
    "|ビットコイン|暗号|クラウド|サーバ|エヌビディア|契約|リース|スターゲート"
)
_COMPANY_MONEY = re.compile(
    r"revenue|market (?:cap|value)|trillion|capital expenditure|capex"
    r"|売上|時価総額|収入|投資額|設備投資",
    re.IGNORECASE,
)
# What is sold or carried is used by others.
_SOLD = re.compile(
    r"\b(?:sold|sells|electricity sales|sales of (?:electricity|power)|transmitted)\b"
    r"|販売電力|売電|送電|配電",
    re.IGNORECASE,
)
# A purchase of clean energy is not what is used.
_BOUGHT = re.compile(
    r"\b(?:purchas|procur|b(?:uy|ought))\w*\b[^.;]{0,40}\b(?:renewable|green|clean|solar|wind"
    r"|certificates)"
    r"|(?:再生可能エネルギー|再エネ|グリーン電力|証書)[^。]{0,20}(?:購入|調達)",
    re.IGNORECASE,
)
_CARBON = re.compile(
    r"carbon|co ?2|waste|greenhouse|\b(?:scope [123]|(?:in)?direct) emissions", re.IGNORECASE
)
_REMOVED = re.compile(r"\b(?:credits?|remov\w+|offsets?|captur\w+|sequest\w+)\b", re.IGNORECASE)


def _is_saving(place: Place) -> bool:
    """Return whether the quantity is what is no longer used: savings of 5 GWh."""
    text = place.sentence.text
    if place.sentence.language == "ja":
        return not _is_percent(place) and _SAVED_JA.match(text, place.end) is not None
    before = text[max(place.clause[0], place.start - 60) : place.start]
    if _is_percent(place):
        return _SAVED_SHARE_EN.search(text[max(0, place.start - 90) : place.start]) is not None
    return _SAVED_EN.search(before) is not None


_OTHER_ENERGY_EN = re.compile(
    r"\b(?:heat|heating|steam|diesel|petrol|gasoline|fuel|kerosene|primary energy|final energy"
    r"|thermal"
    r"|natural gas|gas consumption|gas use|gas demand|of gas|coal consumption|hydrogen)\b",
    re.IGNORECASE,
)
_ELECTRIC_EN = re.compile(
    r"electric|\bpower\b|generat|\bpump|\bplants?\b|\bprompt|\bdata cent", re.IGNORECASE
)
_OTHER_ENERGY_JA = re.compile(
    "熱需要|熱量|の熱|廃熱|排熱|温水|蒸気|軽油|ガソリン|灯油|重油|燃料|一次エネルギー|都市ガス|ガス使用|ガス消費"
)
_ELECTRIC_JA = re.compile("電力|電気|発電|火力")


def _is_other_energy(place: Place) -> bool:
    """Return whether an energy is told to be heat or fuel, not electricity."""
    text = place.sentence.text[slice(*place.clause)]
    if place.sentence.language == "ja":
        return bool(_OTHER_ENERGY_JA.search(text)) and not _ELECTRIC_JA.search(text)
    return bool(_OTHER_ENERGY_EN.search(text)) and not _ELECTRIC_EN.search(text)


def _on_energy(place: Place, unit: Unit, subject: Subject | None) -> bool:
    """Return whether a share or a mass is one of energy, carbon or water, not of anything else."""
    text = place.sentence.text[place.clause[0] : place.clause[1]]
    if place.sentence.language == "ja":
        if unit.dimension == "share" and _OTHER_JA.search(text) and "株価" not in text:
            return False
        return (subject is not None and subject.kind != "named") or bool(_ENERGY_JA.search(text))
    if unit.dimension == "emissions_per_distance":
        return "CO2" in unit.unit
    if unit.dimension == "mass":
        is_table = place.start == place.end == len(place.sentence.text)
        if is_table and re.search(r"\bemissions\b", text, re.IGNORECASE):
            return True
        is_carbon = "CO2" in unit.unit or _CARBON.search(text) is not None
        return is_carbon and not _REMOVED.search(text)
    has_money_subject = subject is not None and subject.measure == "market_value_change"
    return (has_money_subject or _ENERGY_EN.search(text) is not None) and not _OTHER_EN.search(text)


def _on_field(place: Place, subject: Subject | None) -> bool:
    """Return whether money is of power, computing, mining or their companies' own."""
    if subject is not None and subject.kind not in ("company", "named"):
        return True
    pattern = _MONEY_JA if place.sentence.language == "ja" else _MONEY_EN
    text = place.sentence.text
    return bool(_COMPANY_MONEY.search(text) or pattern.search(text))
