"""Kinds that answer by saying that there is no answer: advice, unknown names."""

import re

from bot.answer.figures import GENERIC_MEASURES
from bot.answer.inquiry import Inquiry, Result
from bot.answer.intervals import high
from bot.answer.kinds.explaining import SURE, explain, leaves_a_name, quoted
from bot.answer.kinds.reckoned import ONE, is_of_one
from bot.answer.labels import labels_in
from bot.answer.lookup import answer_figure
from bot.answer.question import Question, Topic
from bot.answer.refusals import refuse, unanswered
from bot.answer.selection import Missing, Selection
from bot.answer.settling.amounts import asks_of_all_homes
from bot.answer.stated_amounts import PARTS_OF_A_YEAR
from knowledge.names import Mention
from knowledge.units import convert, dimension_of

_OF_HOMES = ("figure", "explanation", "trend", "share")
_OF_ONE = ("figure", "arithmetic", "explanation", "equivalent")
_POWER, _RATED = "power_demand", "rated_power"
_BITCOIN = "bitcoin-network"
_ALL = "all "  # how the scope of a whole begins
_SMALL = ("kWh", "Wh")  # units in which one device is told, and not all of a country
_OF_DEVICES = ("product", "activity")  # what one does with a device is told by it
_OF_USE = ("one_use", "asks_money", *PARTS_OF_A_YEAR)
_MOST_OF_ONE_KWH = 1e6  # a year; more is of many devices
_NONE_OF = re.compile(
    r"\b(?:without|no|non|zero|lack(?:s|ing)?|not (?:us(?:e|ing)|hav(?:e|ing))"
    r"|(?:do|does)(?:n['’]?t| not) (?:use|have|run|own|burn))(?:\s+any)?[\s-]*$",
    re.IGNORECASE,
)
_NONE_OF_JA = re.compile(
    r"(?:発電|火力)?[をがの]?[^、。はが]{0,8}(?:ない|なし|ゼロ)の?(?:国|地域|会社|企業)"
)
_BEFORE = (
    r"(?:\b(?:or|vs\.?|versus|than|and|with)\s+(?:the\s+|(?:an?|one|1)\s+\w+\s+of\s+)?"
    r"(?:[A-Z]\w+\s+)?|[と、]|より|対)"
)
_AFTER = r"(?:(?:\s+[\w-]+)?,?\s+(?:or|vs\.?|versus|and)\b|[\w\u30a0-\u30ff]*(?:と|より|、|対))"


def advice(inquiry: Inquiry) -> Result | None:
    """Predictions, prices and advice are not given; other things are not known.

    What an order wants to be said and no figure judges is not said.
    """
    lowered = inquiry.question.text.lower()
    if inquiry.question.quantities and inquiry.patterns.shows("instruction", lowered):
        return refuse(inquiry, "unclear")
    if inquiry.question.intent != "advice":
        return None
    if inquiry.patterns.shows("predict", lowered):
        return refuse(inquiry, "out_of_scope")
    told = None if inquiry.patterns.shows("asks_when", lowered) else quoted(inquiry, least=SURE)
    if told is not None:
        return told
    detail = inquiry.wording.say("unanswered_elsewhere")
    return unanswered(inquiry, "out_of_scope", detail, None)


def without_a_part(inquiry: Inquiry) -> Result | None:
    """What is left when a part is taken away, as “not including homes”, no figure tells."""
    question = inquiry.question
    if question.intent in ("explanation", "check", "advice"):
        return None
    excludes = inquiry.patterns.shows("excludes", question.text.lower())
    if not excludes and (
        question.is_yes_no or not any(_lacks(question, m) for m in question.named)
    ):
        return None
    topic = question.topics[0] if question.topics else None
    return unanswered(inquiry, "no_figure", inquiry.wording.say("unanswered_without_part"), topic)


def _lacks(question: Question, source: Mention) -> bool:
    """Whether what has nothing of a source of power is meant: “countries without nuclear”."""
    if not any(r.identifier.startswith("fuel:") for r in source.referents):
        return False
    ahead, behind = question.text[: source.start], question.text[source.end :]
    return bool(_NONE_OF.search(ahead) or _NONE_OF_JA.match(behind))


def without_topic(inquiry: Inquiry) -> Result | None:
    """No name was understood: a quoted passage, or unanswered."""
    question = inquiry.question
    if question.topics:
        return None
    if question.residue:
        return _explained(inquiry) or refuse(inquiry, "unknown_subject")
    return explain(inquiry)


def price_of_a_thing(inquiry: Inquiry) -> Result | None:
    """What a thing costs to buy is told by no figure of what it takes."""
    question = inquiry.question
    if question.intent not in ("figure", "explanation") or len(question.topics) != 1:
        return None
    priced = any(inquiry.patterns.shows("price", word.lower()) for word in question.residue)
    if not priced or question.measure_id not in (None, *GENERIC_MEASURES):
        return None
    topic = question.topics[0]
    if topic.is_country:
        return None
    subject = inquiry.speaker.subject(topic.subject_id, topic.region)
    detail = inquiry.wording.say("unanswered_price", subject=subject)
    return unanswered(inquiry, "no_figure", detail, topic)


def _explained(inquiry: Inquiry) -> Result | None:
    """What an unknown word means may be told in the sources; no amount of it is."""
    question, lowered = inquiry.question, inquiry.question.text.lower()
    asks = any(inquiry.patterns.shows(how, lowered) for how in ("explain", "tells"))
    counts = question.quantities or question.asked_unit or question.periods
    if not asks or counts or inquiry.patterns.shows("counting", lowered):
        return None
    told = quoted(inquiry)
    if told is not None and question.measure_id is not None and leaves_a_name(question, told):
        return None
    return told


def one_for_all(inquiry: Inquiry) -> Result | None:
    """What all of a kind use together is not known by what one of them uses."""
    question = inquiry.question
    homes = [t for t in question.topics if t.subject_id.startswith("household:")]
    counted = any(q.unit == "home" for q in question.quantities)
    if not homes and _asks_of_all(inquiry):
        subject = inquiry.speaker.subject(question.topics[0].subject_id, None)
        detail = inquiry.wording.say("unanswered_one_of_all", subject=subject)
        return unanswered(inquiry, "no_figure", detail, question.topics[0])
    if not homes or counted or question.intent not in _OF_HOMES:
        return None
    if not asks_of_all_homes(question, inquiry.patterns):
        return None
    subject = inquiry.speaker.subject(homes[0].subject_id, homes[0].region)
    detail = inquiry.wording.say("unanswered_one_home", subject=subject)
    return unanswered(inquiry, "no_figure", detail, homes[0])


def _asks_of_all(inquiry: Inquiry) -> bool:
    """Whether all chips or prompts of a kind are asked about, of which figures are of one each."""
    question = inquiry.question
    if len(question.topics) != 1 or question.quantities:
        return False
    if question.intent not in ("figure", "comparison"):
        return False
    if not inquiry.patterns.shows("of_all", question.text.lower()):
        return False
    found = inquiry.finder.find(question.topics[0], measure_id=question.measure_id)
    return isinstance(found, Selection) and is_of_one(found, inquiry)


def one_coin(inquiry: Inquiry) -> Result | None:
    """What mining one coin takes is not told by what the network uses in a year."""
    question = inquiry.question
    if [t.subject_id for t in question.topics] not in ([], [_BITCOIN]):
        return None
    if not inquiry.patterns.shows("one_coin", question.text.lower()):
        return None
    if inquiry.patterns.shows("predict", question.text.lower()):
        return None
    detail = inquiry.wording.say("unanswered_one_coin")
    return unanswered(inquiry, "no_figure", detail, Topic(_BITCOIN))


def numbered_part(inquiry: Inquiry) -> Result | None:
    """Scope 3, or phase 2, of a thing is not all of it."""
    question = inquiry.question
    asked = labels_in(question.text)
    if not asked or question.intent in ("explanation", "check", "equivalent", "arithmetic"):
        return None
    for topic in question.topics:
        names = inquiry.vocabulary.subject(topic.subject_id)
        known = " ".join([names.names.en, names.names.ja, *names.aliases_en, *names.aliases_ja])
        found = inquiry.finder.find(
            topic, measure_id=question.measure_id, period=inquiry.period, unit=question.asked_unit
        )
        told = "" if isinstance(found, Missing) else found.lead.scope.en
        missing = sorted(asked - labels_in(known) - labels_in(told))
        if missing:
            part = inquiry.wording.say("list_separator").join(" ".join(one) for one in missing)
            subject = inquiry.speaker.subject(topic.subject_id, topic.region)
            detail = inquiry.wording.say("unanswered_part", part=part, subject=subject)
            return unanswered(inquiry, "no_figure", detail, topic)
    return None


def all_for_one(inquiry: Inquiry) -> Result | None:
    """What all of a kind use together tells nothing of one: “how much does my fridge use”."""
    question = inquiry.question
    kinds = {t: inquiry.vocabulary.subject(t.subject_id).kind for t in question.topics}
    many = [t for t, kind in kinds.items() if kind in ("product", "sector")]
    many = many or [t for t, kind in kinds.items() if kind == "activity" or t.part]
    others = len(kinds) - len(many)
    if len(many) != 1 or question.intent not in _OF_ONE or _states_power(question):
        return None
    if others and question.intent != "equivalent":
        return None
    topic, kind = many[0], kinds[many[0]]
    found = inquiry.finder.find(
        topic,
        measure_id=question.measure_id,
        period=inquiry.period,
        unit=question.asked_unit,
    )
    if isinstance(found, Missing) or not _is_of_many(found, kind):
        return None
    if not _asks_of_one(topic, kind, inquiry):
        return None
    single = _single(topic, found, inquiry)
    if single is not None:
        return answer_figure(single, inquiry.composer(), inquiry.finder, inquiry.follow_ups(single))
    subject = inquiry.speaker.subject(topic.subject_id, topic.region)
    scope = found.lead.scope.in_(question.language)
    template = "unanswered_all_not_one" if kind in _OF_DEVICES else "unanswered_whole_not_one"
    detail = inquiry.wording.say(template, scope=scope, subject=subject)
    return unanswered(inquiry, "no_figure", detail, topic)


def _states_power(question: Question) -> bool:
    """Whether the question says itself how much power the thing takes."""
    return any(q.unit and dimension_of(q.unit) == "power" for q in question.quantities)


def _is_of_many(found: Selection, kind: str) -> bool:
    """Whether a figure is of all devices of a kind, or of a sector as a whole."""
    lead, yearly = found.lead, found.measure.basis == "per_year"
    if kind in _OF_DEVICES:
        energy = yearly and dimension_of(lead.unit) == "energy"
        return lead.scope.en.startswith(_ALL) or (
            energy and convert(high(lead.quantity), lead.unit, "kWh") > _MOST_OF_ONE_KWH
        )
    return yearly and not lead.scope.en.startswith(ONE)


def _asks_of_one(topic: Topic, kind: str, inquiry: Inquiry) -> bool:
    """Whether one of a kind is asked about; of a device it is what a day or kilowatt-hours are."""
    text, shows = inquiry.question.text, inquiry.patterns.shows
    one = shows("of_one", text[: topic.start].lower())
    if one or shows("one_behind", text[topic.start :].lower()) or kind not in _OF_DEVICES:
        return one or shows("one_behind", text[topic.start :].lower())
    lowered = text.lower()
    return inquiry.question.asked_unit in _SMALL or any(shows(how, lowered) for how in _OF_USE)


def _single(topic: Topic, found: Selection, inquiry: Inquiry) -> Selection | None:
    """The figure of one, where there is one: its watts, or what the subject is told by."""
    question = inquiry.question
    own = inquiry.vocabulary.subject(topic.subject_id).measure
    of_one = _RATED if question.measure_id == _POWER else own
    if question.intent == "equivalent" or of_one == found.measure.measure_id:
        return None
    single = inquiry.finder.find(topic, measure_id=of_one)
    told = isinstance(single, Selection) and single.measure.measure_id == of_one
    return single if told and isinstance(single, Selection) else None


def unknown_name(inquiry: Inquiry) -> Result | None:
    """A name that an unknown word is part of is another thing: “Bitcoin ATMs”."""
    question = inquiry.question
    only_world = question.topics[0].subject_id == "country:world" and question.residue
    linked = question.touching_residue or only_world
    if len(question.topics) == 1 and _is_other_side(question):
        return refuse(inquiry, "unknown_subject")
    if any(_is_name(word) and word in question.touching_residue for word in question.residue):
        return refuse(inquiry, "unknown_subject")
    if any(inquiry.patterns.shows("other_flow", w.lower()) for w in question.residue):
        return refuse(inquiry, "unknown_subject")
    if any(_is_place(w, question.text) or _is_quality(w, question) for w in question.residue):
        return refuse(inquiry, "unknown_subject")
    if question.compounds or (linked and len(question.topics) == 1):
        return refuse(inquiry, "unknown_subject")
    return None


def _is_place(word: str, text: str) -> bool:
    """Whether an unknown word is where something is asked about: “in X”, 「X州」."""
    name = re.escape(word)
    if re.search(rf"{name}(?:州|県|市|郡|省|府|町|村|地方)", text):
        return True
    state = rf"\b{name}\s+(?:state|county|city|province|prefecture)\b"
    if re.search(state, text, re.IGNORECASE):
        return True
    return word[0].isupper() and re.search(rf"\b(?:in|near|across) {name}\b", text) is not None


def _is_quality(word: str, question: Question) -> bool:
    """Whether things are compared by an unknown word: “which is more polluting”."""
    compared = rf"\b(?:more|less|most|least)\s+{re.escape(word)}\b"
    return question.measure_id is None and bool(re.search(compared, question.text, re.IGNORECASE))


def _is_name(word: str) -> bool:
    return word[0].isupper() or any(c.isdigit() for c in word)


def _is_other_side(question: Question) -> bool:
    """Whether an unknown word is one side of a comparison: “Dojo or Frontier”."""
    if not question.is_compared:
        return False
    words = "|".join(re.escape(word) for word in question.residue if _is_name(word))
    if not words:
        return False
    sides = rf"(?:{_BEFORE}(?:{words})(?![A-Za-z]))|(?:(?<![A-Za-z])(?:{words}){_AFTER})"
    return re.search(sides, question.text) is not None
