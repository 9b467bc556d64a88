"""What a cell measures: named by its header, label or title, or told by their words."""

import re
from collections.abc import Mapping, Sequence

from knowledge.extraction.measures import choose_measure
from knowledge.extraction.places import Place, Unit
from knowledge.extraction.sentences import Sentence
from knowledge.tabling.headings import Names, period_in, says_projected, unit_in
from knowledge.tabling.tables import Column, Table
from knowledge.tabling.whose import Labels
from knowledge.words import Measure, Subject

BRACKETED = re.compile(r"[(（]([^()（）]{2,60})[)）]")


def limits(text: str) -> bool:
    """Return whether words in brackets tell of what a column is: 100 input tokens, new sites."""
    is_plain = unit_in(text) is not None or period_in(text) is not None or says_projected(text)
    return not is_plain and re.search(r"\d|[^\W\d_]{3} [^\W\d_]", text) is not None


# Energy that is no electricity, and amounts that are not what is used or emitted.
_OTHER_ENERGY = re.compile(
    r"\b(?:diesel|petrol|gasoline|fuels?|heat(?:ing)?|steam|gas|lng|lpg|coal|oil|kerosene|biogas"
    r"|hydrogen|thermal|primary|total energy|final energy)\b"
    r"|軽油|ガソリン|燃料|熱|蒸気|ガス|石炭|石油|灯油|重油|一次エネルギー|水素",
    re.IGNORECASE,
)
_ELECTRIC = re.compile(r"electric|generat|output|\bpower\b|電力|電気|発電", re.IGNORECASE)
_NOT_USED = re.compile(
    r"\b(?:saved|savings?|avoided|avoidance|reduced|reductions?|offsets?|captured?|sequestered|removed"
    r"|battery|batteries|storage|stored|purchased co2|co2 purchased|sold|exported?|delivered"
    r"|transmitted|distributed|target|std|stdev|standard deviation|health)\b"
    r"|標準偏差|削減|節約|節電|回避|蓄電|貯蔵|販売|売電|送電|配電|目標",
    re.IGNORECASE,
)


_ITEM_WORDS = re.compile(
    r"\bper\b|/|quer|prompt|request|question|token|image|video|transaction|train|rated|tdp"
    r"|watts? of|each|single|1回|1件|あたり|当たり|学習|訓練|定格|質問",
    re.IGNORECASE,
)


def _is_other_energy(text: str, unit: Unit) -> bool:
    """Return whether a cell's energy is told to be fuel or heat: Diesel (MWh)."""
    is_energy = unit.dimension == "energy"
    return is_energy and bool(_OTHER_ENERGY.search(text)) and not _ELECTRIC.search(text)


def measure_of(
    table: Table,
    labels: Labels,
    column: Column,
    unit: Unit,
    *,
    subject: Subject | str,
) -> Measure | None:
    """Return the measure that header, label or title names, else what their words tell."""
    known = subject if isinstance(subject, Subject) else None
    header = BRACKETED.sub(lambda m: "" if limits(m[1]) else m[0], column.header)
    header = header.replace("_", " ")
    said = ". ".join((*labels.texts, header))
    if _is_other_energy(said, unit) or _NOT_USED.search(said):
        return None
    in_row = (column.names, *labels.names[: len(labels.texts)])
    above = (*labels.names[len(labels.texts) :], table.title_names)
    words = ". ".join(dict.fromkeys((table.title, *labels.texts, header)))
    whole = [names for names in in_row if names.whole]
    item = _item_of(words, known)
    known = None if item else known  # whose own measure may be of its other kind
    measure = (
        _named(table, whole, unit, known, words)
        or _told(table, said, unit, known, above=_PLAIN)
        or _named(table, (*in_row, *above), unit, known, words)
        or _told(table, words, unit, known, above=_GUESSED)
    )
    sister = item.get(measure.measure_id) if measure else None
    return table.vocabulary.measure(sister) if sister else measure


def _named(
    table: Table, names: Sequence[Names], unit: Unit, known: Subject | None, words: str
) -> Measure | None:
    """Return the first measure that is named and has the unit's dimension."""
    vocabulary = table.vocabulary
    for name in names:
        if name.measure is None:
            continue
        measure = vocabulary.measure(name.measure)
        if measure.dimension != unit.dimension or unit.per not in ("", "year"):
            continue
        own = vocabulary.measure(known.measure) if known else None
        return own if own is not None and own.family == measure.family else measure
    return None


def _told(
    table: Table, words: str, unit: Unit, known: Subject | None, *, above: float
) -> Measure | None:
    """Return the measure that words tell more surely than `above`."""
    sentence = Sentence(words, 0, table.document.language, (), (), None)
    place = Place(sentence, len(words), len(words), (0, len(words)), (0, len(words)))
    basis = table.vocabulary.measure(known.measure).basis if known is not None else ""
    if basis in ("per_item", "one_off") and not _ITEM_WORDS.search(words):
        return None  # Energy (Wh) beside a model's name may be of any number of prompts
    chosen = choose_measure(place, unit, known, table.vocabulary)
    if chosen is None or chosen.measure.dimension != unit.dimension or chosen.trust <= above:
        return None
    return chosen.measure


_PLAIN = 0.92  # how a measure is trusted that only a plain verb tells
# What of a model's is told under a title on training or prompts, and is no year's.
_TRAINING = {
    "electricity_consumption": "training_energy",
    "emissions": "training_emissions",
    "water_consumption": "training_water",
}
_PROMPTED = {
    "electricity_consumption": "energy_per_prompt",
    "emissions": "emissions_per_prompt",
    "water_consumption": "water_per_prompt",
}
_TRAINED = re.compile(r"\b(?:pre-?)?train(?:ing|ed)\b|学習|訓練", re.IGNORECASE)
_OF_PROMPTS = re.compile(
    r"\b(?:per|each|one|a|single) (?:prompt|query|request|response|question)\b"
    r"|\bprompt (?:sizes?|lengths?)\b"
    r"|(?:質問|応答|プロンプト|クエリ)(?:1回|1件)?(?:あたり|当たり|ごと)",
    re.IGNORECASE,
)


def _item_of(words: str, known: Subject | None) -> Mapping[str, str]:
    """Return the measures of the one thing that a table tells of: a model's training, a prompt."""
    kind = known.subject_id.partition(":")[0] if known else "named"
    if kind not in ("named", "training", "prompt", "image", "video"):
        return {}
    if _TRAINED.search(words):
        return _TRAINING
    if _OF_PROMPTS.search(words):
        return _PROMPTED
    return _TRAINING if kind == "training" else {}


_GUESSED = 0.6  # how a measure is trusted that only its unit tells
