"""Autocomplete over subjects and measures, in both languages, typos forgiven."""

import difflib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.reply import Suggestion
from knowledge.groups import load_groups
from knowledge.protocols import Knowledge
from knowledge.records import Bilingual, Language
from knowledge.words import Vocabulary

_LABEL_CHARS = 100  # Discord's limit for a choice
_CLOSE = 0.6
_EXACT, _PREFIX, _WORD_PREFIX, _INSIDE = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to suggest: its id, its names, every spelling that finds it, how many figures."""

    identifier: str
    names: Bilingual
    spellings: tuple[str, ...]
    n_figures: int


@dataclass(frozen=True, slots=True)
class SubjectSuggestions:
    """Suggestions from memory; only subjects and measures that have figures are offered."""

    subject_choices: tuple[Choice, ...]
    measure_choices: tuple[Choice, ...]
    measures_of: dict[str, frozenset[str]]
    years_of: dict[str, tuple[int, ...]]
    groups: tuple[Choice, ...]

    @classmethod
    def build(cls, knowledge: Knowledge, vocabulary: Vocabulary) -> "SubjectSuggestions":
        """Collect what has figures in one generation."""
        subjects: Counter[str] = Counter()
        measures: Counter[str] = Counter()
        measures_of: dict[str, set[str]] = {}
        years_of: dict[str, set[int]] = {}
        for series in knowledge.all_series():
            subjects[series.subject_id] += len(series.periods) or 1
            measures[series.measure_id] += len(series.periods) or 1
            measures_of.setdefault(series.subject_id, set()).add(series.measure_id)
            years_of.setdefault(series.subject_id, set()).update(_years(series.periods))
        for subject in vocabulary.subjects():
            for covered in subject.covers:
                subjects[subject.subject_id] += subjects[covered]
        return cls(
            subject_choices=tuple(
                _choice(s.subject_id, s.names, (*s.aliases_en, *s.aliases_ja), subjects)
                for s in vocabulary.subjects()
                if subjects[s.subject_id]
            ),
            measure_choices=tuple(
                _choice(m.measure_id, m.names, (*m.aliases_en, *m.aliases_ja), measures)
                for m in vocabulary.measures()
                if measures[m.measure_id]
            ),
            measures_of={key: frozenset(value) for key, value in measures_of.items()},
            years_of={key: tuple(sorted(value)) for key, value in years_of.items()},
            groups=tuple(
                Choice(g.names[0], g.title, tuple(map(_plain, g.names)), len(g.members))
                for g in load_groups()
            ),
        )

    def subjects(
        self, typed: str, *, language: Language, limit: int, measure: str | None = None
    ) -> tuple[Suggestion, ...]:
        """Return the subjects that match, best first, those with the measure before the others.

        Nothing typed gives the most known.
        """
        found = _suggest(self.subject_choices, typed, language, len(self.subject_choices))
        if measure is None:
            return found[:limit]
        having = {s for s, measures in self.measures_of.items() if measure in measures}
        return tuple(sorted(found, key=lambda s: s.value not in having)[:limit])

    def years(self, typed: str, *, subject: str | None, limit: int) -> tuple[int, ...]:
        """Return the years that the subject has figures for and that begin so, latest first."""
        years = self.years_of.get(subject or "", ()) or self._all_years()
        return tuple(y for y in reversed(years) if str(y).startswith(typed.strip()))[:limit]

    def _all_years(self) -> tuple[int, ...]:
        return tuple(sorted({year for years in self.years_of.values() for year in years}))

    def regions(self, typed: str, *, language: Language, limit: int) -> tuple[Suggestion, ...]:
        """Return the groups of countries that match, best first."""
        return _suggest(self.groups, typed, language, limit)

    def measures(
        self, typed: str, *, language: Language, subject: str | None, limit: int
    ) -> tuple[Suggestion, ...]:
        """Return matching measures, those with figures for the subject first."""
        own = self.measures_of.get(subject or "", frozenset())
        first = [c for c in self.measure_choices if c.identifier in own]
        rest = [c for c in self.measure_choices if c.identifier not in own]
        found = (
            *_suggest(first, typed, language, limit),
            *_suggest(rest, typed, language, limit),
        )
        return found[:limit]


def _years(periods: Iterable[str]) -> set[int]:
    """The years of periods that are one year; Discord's option takes a number."""
    return {int(text) for text in periods if text.isdecimal()}


def _choice(
    identifier: str, names: Bilingual, aliases: Iterable[str], counts: Counter[str]
) -> Choice:
    spellings = dict.fromkeys(_plain(name) for name in (names.en, names.ja, *aliases) if name)
    return Choice(identifier, names, tuple(spellings), counts[identifier])


def _suggest(
    choices: Iterable[Choice], typed: str, language: Language, limit: int
) -> tuple[Suggestion, ...]:
    wanted = _plain(typed)
    ranked = []
    for choice in choices:
        rank = _rank(choice, wanted) if wanted else 0.0
        if rank is not None:
            ranked.append((rank, -choice.n_figures, choice.identifier, choice))
    ranked.sort(key=lambda item: item[:3])
    return tuple(
        Suggestion(choice.names.in_(language)[:_LABEL_CHARS], choice.identifier)
        for *_, choice in ranked[:limit]
    )


def _rank(choice: Choice, wanted: str) -> float | None:
    """Lower is better; None does not match. A typo ranks after every exact spelling."""
    best: float | None = None
    for spelling in choice.spellings:
        rank = _spelling_rank(spelling, wanted)
        if rank is not None and (best is None or rank < best):
            best = rank
    return best


def _spelling_rank(spelling: str, wanted: str) -> float | None:
    if spelling == wanted:
        return _EXACT
    if spelling.startswith(wanted):
        return _PREFIX
    if any(word.startswith(wanted) for word in spelling.split()):
        return _WORD_PREFIX
    if wanted in spelling:
        return _INSIDE
    if len(wanted) < 3 or abs(len(spelling) - len(wanted)) > 3:
        return None
    matcher = difflib.SequenceMatcher(None, spelling, wanted, autojunk=False)
    if matcher.quick_ratio() < _CLOSE:
        return None
    ratio = matcher.ratio()
    return _INSIDE + 2 - ratio if ratio >= _CLOSE else None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())
