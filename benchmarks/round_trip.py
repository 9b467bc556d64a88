"""Asks for what is stored by its own names, and tells where something else is told.

    .venv/bin/python benchmarks/round_trip.py [EVERY]

Needs a built generation. First, each pair of a subject and a measure with figures (every EVERYth of
them) is asked for by each name of the subject with each name of the measure, in both languages,
with its place: what leads the answer should be of that subject, measure and place. Then what each
subject but countries uses is asked for in several wordings, by each of its names: they should all
tell the same. What is refused is counted; what differs is printed, to be read, since some names
stand for several things.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.engine import KilowitEngine
from bot.settings import read_settings
from bot.wiring import open_engine
from knowledge.records import LANGUAGES, Language
from knowledge.units import dimension_of, to_base
from knowledge.words import Measure, Subject

_NAMED = {
    "en": ("{measure} of {subject}", "{subject} {measure}"),
    "ja": ("{subject}の{measure}は?",),
}
_PLACED = {"en": "{text} in {place}", "ja": "{place}の{text}"}
_USED = {
    "en": (
        "how much electricity does {subject} use",
        "how much energy does {subject} use",
        "how much power does {subject} use",
        "{subject} electricity consumption",
        "energy use of {subject}",
        "what is the power consumption of {subject}?",
        "how many kWh does {subject} use",
    ),
    "ja": (
        "{subject}の消費電力は?",
        "{subject}の電力消費量は?",
        "{subject}はどれくらい電気を使う?",
        "{subject} 電力",
        "{subject}は何kWh使う?",
    ),
}
_MOST_NAMES = 4
_WORLD, _COUNTRY = "world", "country:"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for one series."""

    text: str
    language: Language
    subject_id: str
    measure_id: str
    region: str


def main() -> None:
    """Print what differs, then how many answers were right, refused or of something else."""
    engine = open_engine(read_settings())
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    topics = sorted(engine.knowledge.series_topics())
    found: Counter[str] = Counter()
    for subject_id, measure_id, region in topics[::every]:
        for asked in by_name(engine, subject_id, measure_id, region):
            outcome, told = judge(engine, asked)
            found[outcome] += 1
            if told:
                _say(f"{asked.text} | {asked.subject_id} {asked.measure_id} | {told}")
    _say(f"by name: {dict(sorted(found.items()))}")
    things = sorted({topic[0] for topic in topics if not topic[0].startswith(_COUNTRY)})
    different = 0
    for subject_id in things[::every]:
        for language in LANGUAGES:
            told_by = in_wordings(engine, subject_id, language)
            different += len(told_by) > 1
            for told, questions in told_by.items() if len(told_by) > 1 else ():
                _say(f"{subject_id} | {told} | {len(questions)}: {questions[0]}")
    _say(f"in wordings: {different} of {len(LANGUAGES) * len(things[::every])} differ")
    engine.close()


def by_name(
    engine: KilowitEngine, subject_id: str, measure_id: str, region: str
) -> Iterator[Asked]:
    """Ask for a series by each of its names."""
    subject, measure = engine.vocabulary.subject(subject_id), engine.vocabulary.measure(measure_id)
    is_placed = region != _WORLD and not subject_id.startswith(_COUNTRY)
    for language in LANGUAGES:
        place = engine.vocabulary.region(region).names.in_(language) if is_placed else None
        for named in names_of(subject, language):
            for measured in names_of(measure, language):
                for form in _NAMED[language]:
                    text = form.format(subject=named, measure=measured)
                    if place:
                        text = _PLACED[language].format(text=text, place=place)
                    yield Asked(text, language, subject_id, measure_id, region)


def names_of(one: Subject | Measure, language: Language) -> list[str]:
    """Return the first names by which a thing or a measure goes in a language."""
    aliases = one.aliases_en if language == "en" else one.aliases_ja
    return list(dict.fromkeys((one.names.in_(language), *aliases)))[:_MOST_NAMES]


def judge(engine: KilowitEngine, asked: Asked) -> tuple[str, str | None]:
    """Return what became of a question, and what it told where that is something else."""
    payload = engine.ask(asked.text, language=asked.language).payload
    if not payload["answered"]:
        return f"refused, {payload['reason']}", None
    cited = [c["figure_id"] for c in payload["citations"] if c["figure_id"]]
    if not cited:
        return "no figure", payload["kind"]
    figure = engine.knowledge.figure(cited[0])
    told = f"{payload['kind']} {figure.subject_id} {figure.measure_id} {figure.region}"
    if figure.measure_id != asked.measure_id:
        return "another measure", told
    if figure.subject_id != asked.subject_id:
        return "another subject", told
    return ("right", None) if figure.region == asked.region else ("another place", told)


def in_wordings(
    engine: KilowitEngine, subject_id: str, language: Language
) -> dict[tuple[str, float | None, str | None], list[str]]:
    """Return the questions for what a thing uses by the headline that each gets."""
    told_by = defaultdict(list)
    for named in names_of(engine.vocabulary.subject(subject_id), language):
        for form in _USED[language]:
            question = form.format(subject=named)
            payload = engine.ask(question, language=language).payload
            if payload["answered"]:
                told_by[payload["kind"], *_headline(payload)].append(question)
    return dict(told_by)


def _headline(payload: dict[str, object]) -> tuple[float | None, str | None]:
    """The headline's value in the base unit of its dimension, to three digits, and that."""
    headline = payload.get("headline")
    if not isinstance(headline, dict) or headline["value"] is None:
        return None, None
    unit = headline["unit"]
    if unit is None:
        return headline["value"], None
    return float(f"{to_base(headline['value'], unit):.3g}"), dimension_of(unit)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
