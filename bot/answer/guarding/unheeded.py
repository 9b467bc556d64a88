"""What a question names and its answer takes no account of.

“A Google data centre in Oregon” is not answered by what Google uses, nor “how much solar was
installed” by what solar power generated, however right these are.
"""

import difflib
from collections.abc import Iterator, Sequence

from bot.answer.figures import OF_THEMSELVES
from bot.answer.guarding.narrowing import not_carried
from bot.answer.inquiry import Inquiry
from bot.answer.parsing.home_sizes import home_sizes, sizes_left
from bot.answer.reckoning.ranked_kinds import COUNTRY, ranked_kind
from bot.answer.records import Answer
from knowledge.groups import named_group
from knowledge.names import Mention, Referent, name_key, text_units
from knowledge.records import Figure
from knowledge.words import Vocabulary

_TEXTS = ("check", "explanation")
_HOME, _HOME_CODES = "household:", {"GB": "uk"}
_WORLD = ("world", "country:world")
_DATA_CENTRES, _SITE = "data-centres", "site"
_AI, _OF_AI = ("ai", "generative-ai"), ("training", "prompt", "image", "video", "chip")
_AI_CHIPS = "ai-chips"
_DOT = "・"  # parts a foreign name as one likes
_MATTERS = {  # what measures of a dimension are of, where nothing else stands for it
    "mass": "emissions",
    "carbon_intensity": "emissions",
    "emissions_per_distance": "emissions",
    "volume": "water",
    "money": "money",
    "price_per_energy": "money",
}
_MADE = "generation_"
_SHARES_OF_SOURCES = ("sustainable_share", "share_low_carbon", "share_fossil")
_SIMILAR = 0.85  # one typo in seven letters


def unheeded(inquiry: Inquiry, answer: Answer, cited: Sequence[Figure]) -> tuple[str, ...]:
    """The names and unknown words of the question, as written, that nothing told is about.

    `cited` are the answer's figures. An answer by texts is judged by its words elsewhere; where it
    reckons with an amount that the question states, what that amount is of changes nothing.
    """
    question = inquiry.question
    if answer.kind in _TEXTS or not cited:
        return ()
    unnamed = answer.kind == "conversion" and not question.topics  # of what is left to be guessed
    reckoned = answer.reckons_with_stated and not unnamed
    parts = [topic.part for topic in question.topics if topic.part]
    units = {number.quantity.unit for claim in answer.claims for number in claim.numbers}
    names = [
        m
        for m in question.named
        if m.of("subject") not in parts
        and units.isdisjoint(name_key(m.text))
        and not _is_of_any(m, cited, inquiry.vocabulary)
    ]
    if reckoned:
        names = [m for m in names if m.of("region") is not None and m.of("subject") is None]
    sizes = sizes_left(home_sizes(question.text, inquiry.patterns), cited)
    words = () if reckoned else _besides_their_kind(question.residue, inquiry, answer, cited)
    if not names and not words:
        return tuple(dict.fromkeys((*sizes, *_left_wide(inquiry, answer, cited))))
    told = tuple(_told(answer, cited, inquiry))
    of_measures = [m.text for m in names if {r.kind for r in m.referents} == {"measure"}]
    written = (*(m.text for m in names), *words)
    own = inquiry.patterns.source_names
    narrow = {n.written for n in question.narrowed}  # carried or not, whatever is known of them
    left = (
        w
        for w in written
        if w not in narrow and (w in of_measures or not _stands_in(own.get(w, w), told))
    )
    return tuple(dict.fromkeys((*left, *sizes, *_left_wide(inquiry, answer, cited))))


def _besides_their_kind(
    words: Sequence[str], inquiry: Inquiry, answer: Answer, cited: Sequence[Figure]
) -> Sequence[str]:
    """The words but for what things of the ranked kind are called: a campus among sites."""
    kind = f"kind_{inquiry.vocabulary.subject(cited[0].subject_id).kind}"
    if answer.kind != "ranking" or kind not in inquiry.patterns.expressions:
        return words
    return [w for w in words if not inquiry.patterns.shows(kind, w.lower())]


def _left_wide(inquiry: Inquiry, answer: Answer, cited: Sequence[Figure]) -> tuple[str, ...]:
    """What narrows the question and is not told by what leads the answer."""
    narrowed = inquiry.question.narrowed
    if not narrowed:
        return ()
    leading = [f for f in cited if f.figure_id in answer.claims[0].cites] or cited
    units = {n.quantity.unit or "" for claim in answer.claims for n in claim.numbers}
    told = (*_told(answer, leading, inquiry), *sorted(units), *map(_sort_of, leading))
    return not_carried(narrowed, answer.kind, told)


def _is_of_any(mention: Mention, cited: Sequence[Figure], vocabulary: Vocabulary) -> bool:
    """Whether a figure is about something that the name may stand for."""
    return any(
        referent.identifier in _WORLD
        or any(_is_of(referent, figure, vocabulary) for figure in cited)
        for referent in mention.referents
    )


def _is_of(referent: Referent, figure: Figure, vocabulary: Vocabulary) -> bool:
    named = referent.identifier
    if referent.kind == "measure":
        return _tells(named, figure, vocabulary)
    if referent.kind == "region" or named.startswith("country:"):
        place = named.removeprefix("country:")
        return figure.region == place or figure.subject_id == f"country:{place}"
    subject = vocabulary.subject(figure.subject_id)
    meant = vocabulary.subject(named)
    family, _, name = figure.subject_id.partition(":")
    own = named.partition(":")[2]
    return (
        named in (figure.subject_id, subject.part_of, *subject.readings)
        or figure.subject_id in (*meant.readings, *meant.covers)
        or (own != "" and (own == name or f"{own}-" in figure.subject_id))
        or own in (*figure.measure_id.split("_"), *name_key(subject.names.en))
        or (named.startswith(_HOME) and figure.subject_id.startswith(_HOME))  # of the named place
        or (named == _home_of(figure.region) and "homes" in figure.scope.en)
        or (named.endswith(_DATA_CENTRES) and (subject.kind == _SITE or named in figure.scope.en))
        or (named in _AI and family in _OF_AI)
        or (named == _AI_CHIPS and subject.kind == "chip")
    )


def _home_of(region: str) -> str:
    return f"{_HOME}{_HOME_CODES.get(region, region.lower())}"


def _tells(measure_id: str, figure: Figure, vocabulary: Vocabulary) -> bool:
    """Whether a figure tells the matter that a measure is of: emissions, water or money.

    What energy is spent on, a share or a ratio of it, is all told by energies; what one source of
    power generates only by what sources generate.
    """
    if measure_id.startswith(_MADE):
        told = figure.measure_id.startswith(_MADE) or figure.measure_id in (
            *_SHARES_OF_SOURCES,
            f"{measure_id.removeprefix(_MADE)}_share",
        )
        return told or figure.subject_id.startswith("fuel:")
    if measure_id in OF_THEMSELVES:
        return figure.measure_id == measure_id
    asked = _MATTERS.get(vocabulary.measure(measure_id).dimension)
    return asked in (None, _MATTERS.get(vocabulary.measure(figure.measure_id).dimension))


def _told(answer: Answer, cited: Sequence[Figure], inquiry: Inquiry) -> Iterator[str]:
    """What the answer says, and every name of what it cites."""
    yield answer.interpretation
    if answer.kind == "ranking":
        yield from _ranked_words(inquiry)
    if inquiry.wording.say("mix") in answer.interpretation:  # told from the largest source down
        yield from _found(inquiry, "mix")
    for claim in answer.claims:
        yield from (text for _, text in claim.words)
        yield inquiry.wording.templates[claim.template]
    of_age = inquiry.wording.templates["caveat_stale"].partition("{")[0]  # “the newest figure …”
    yield from (caveat for caveat in answer.caveats if not (of_age and caveat.startswith(of_age)))
    for derivation in answer.derivations:
        yield from (derivation.steps, *derivation.assumptions)
    for figure in cited:
        yield from names_told(figure, inquiry)


def _ranked_words(inquiry: Inquiry) -> Iterator[str]:
    """The question's words for what is ranked: the names of a group, “chatbots” for prompts."""
    question, patterns = inquiry.question, inquiry.patterns
    group = named_group(question.text)
    yield from group.names if group is not None else ()
    kind = ranked_kind(question.text.lower(), question.measures, patterns)
    yield from _found(inquiry, f"kind_{kind.name}") if kind is not COUNTRY else ()


def _found(inquiry: Inquiry, name: str) -> Iterator[str]:
    """What of the question's text a pattern finds."""
    for pattern in inquiry.patterns.of(name):
        yield from (found.group() for found in pattern.finditer(inquiry.question.text))


def names_told(figure: Figure, inquiry: Inquiry) -> Iterator[str]:
    """All names that a figure carries: of what it is of, its scope, its quote and its source."""
    vocabulary, source = inquiry.vocabulary, inquiry.knowledge.source(figure.source_id)
    subject = vocabulary.subject(figure.subject_id)
    measure = vocabulary.measure(figure.measure_id)
    for one in (subject, measure):
        yield from (one.names.en, one.names.ja, *one.aliases_en, *one.aliases_ja)
    yield from (figure.scope.en, figure.scope.ja, figure.quote or "")
    yield from (source.publisher, source.reports or "")


def _sort_of(figure: Figure) -> str:
    """What sort of thing a figure is of: a home is a mean one."""
    sort = f"{figure.subject_id} {figure.measure_id} {figure.unit} {figure.status}".lower()
    return f"{sort} average" if figure.subject_id.startswith(_HOME) else sort


def _stands_in(written: str, told: Sequence[str]) -> bool:
    """Whether one of the texts holds all words of another, a typo forgiven."""
    if not written.isascii():
        return any(written.replace(_DOT, "") in text.replace(_DOT, "") for text in told)
    words = name_key(written)
    return any(_holds([unit.text for unit in text_units(text)], words) for text in told)


def _holds(known: Sequence[str], words: Sequence[str]) -> bool:
    return all(
        word in known
        or (word.isalpha() and difflib.get_close_matches(word, known, n=1, cutoff=_SIMILAR) != [])
        for word in words
    )
