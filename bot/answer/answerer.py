"""Question → answer with citations, or unanswered. Pure: the date and all knowledge are given."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer.comparison import compare, expand, find_sides
from bot.answer.composition import Composer, Speaker
from bot.answer.equivalents import answer_equivalent
from bot.answer.extracts import answer_explanation
from bot.answer.figures import FigureFinder, Missing, Selection
from bot.answer.lookup import answer_figure
from bot.answer.misconceptions import answer_misconception
from bot.answer.names import NameIndex, Referent
from bot.answer.nearest import follow_up_questions, nearest_questions
from bot.answer.question import Question, Topic, parse_question
from bot.answer.ranking import DEFAULT_ROWS, answer_ranking
from bot.answer.records import Answer, Unanswered, UnansweredReason
from bot.answer.share import WORLD, answer_share
from bot.answer.trend import answer_trend
from bot.answer.words import Wording
from index.protocols import Retriever
from knowledge.languages import language_of
from knowledge.protocols import Knowledge
from knowledge.records import Language, Period
from knowledge.words import Vocabulary

Result = Answer | Unanswered
_ROWS = re.compile(r"\b(?:top|bottom)\s+(\d{1,2})\b|(?:上位|下位|トップ|ベスト)\s*(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Gates:
    """How near a retrieved text must be to count, as centred cosine in [-1, 1].

    Below `passage` nothing is quoted; below `misconception` a question is not taken to repeat one.
    Chosen on some forty questions of both languages: nonsense stayed below 0.45, and plain
    comparisons below 0.64.
    """

    passage: float = 0.5
    misconception: float = 0.7


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions over one generation's knowledge, as of `today`."""

    knowledge: Knowledge
    retriever: Retriever
    vocabulary: Vocabulary
    names: NameIndex
    wordings: Mapping[Language, Wording]
    today: date
    gates: Gates = Gates()

    def answer(
        self, text: str, *, language: Language | None = None, context: Sequence[str] = ()
    ) -> Result:
        """Answer a question in its own language or the given one.

        `context` holds earlier questions, oldest first; a question that names no topic, or starts
        like a follow-up, takes what it lacks from the latest of them.
        """
        question = self.parse(text, language=language)
        for earlier in reversed(context):
            if not needs_context(question, self.wordings[question.language]):
                break
            question = with_context(question, self.parse(earlier, language=question.language))
        return self._answer(question)

    def parse(self, text: str, *, language: Language | None = None) -> Question:
        """Parse a question; patterns are those of the language it is written in."""
        written = language_of(text)
        question = parse_question(
            text,
            names=self.names,
            patterns=self.wordings[written].patterns,
            language=written,
        )
        return replace(question, language=language or written)

    def compare(
        self,
        topics: Sequence[Topic],
        *,
        measure_id: str | None,
        period: Period | None,
        language: Language,
    ) -> Result:
        """Compare subjects directly, as the compare command does."""
        question = Question(
            text="",
            language=language,
            intent="comparison",
            topics=tuple(topics),
            measure_id=measure_id,
            regions=(),
            periods=(period,) if period else (),
            quantities=(),
            direction=None,
            is_yes_no=False,
            wants_projection=False,
            residue=(),
        )
        return self._answer(question)

    def _answer(self, question: Question) -> Result:
        if question.intent == "advice":
            return self._refuse(question, "out_of_scope")
        composer, finder = self._composer(question.language), self._finder()
        known = self._misconception(question, composer)
        if known is not None:
            return known
        result = self._by_intent(question, composer, finder)
        if isinstance(result, Answer):
            return self._with_reading_notes(question, result)
        return result

    def _by_intent(self, question: Question, composer: Composer, finder: FigureFinder) -> Result:
        if question.intent == "explanation":
            return self._explain(question, composer)
        if question.intent == "ranking":
            return self._rank(question, composer, finder) or self._explain(question, composer)
        if question.intent == "equivalent":
            found = self._equivalent(question, composer, finder)
            if found is not None:
                return found
        return self._about_topics(question, self._composer(question.language), finder)

    def _about_topics(self, question: Question, composer: Composer, finder: FigureFinder) -> Result:
        if not question.topics:
            return self._without_topic(question, composer)
        if question.compounds or (question.touching_residue and len(question.topics) == 1):
            return self._refuse(question, "unknown_subject")
        placed = self._placed_share(question)
        if placed is not None:
            return self._figure(placed, composer, finder)
        if question.intent == "share":
            shared = self._share(question, self._composer(question.language), finder)
            if shared is not None:
                return shared
        if question.intent == "trend" and len(question.topics) == 1:
            return self._trend(question, composer, finder)
        if len(question.topics) >= 2:
            return self._compare(question, composer, finder)
        return self._figure(question, composer, finder)

    def _figure(self, question: Question, composer: Composer, finder: FigureFinder) -> Result:
        topic = question.topics[0]
        members = expand(topic, finder)
        if len(members) > 1:
            return self._umbrella(question, composer, finder)
        found = finder.find(
            members[0],
            measure_id=question.measure_id,
            period=_period(question),
            projected=self._projects(question),
        )
        if isinstance(found, Missing):
            return self._missing(question, found)
        return answer_figure(found, composer, finder, self._follow_ups(found, question.language))

    def _umbrella(self, question: Question, composer: Composer, finder: FigureFinder) -> Result:
        """One name that covers several subjects: each is shown, none silently picked."""
        topic = question.topics[0]
        sides = find_sides(
            [topic],
            finder,
            measure_id=question.measure_id,
            period=_period(question),
            projected=self._projects(question),
        )
        if isinstance(sides, Missing):
            return self._missing(question, sides)
        first, *rest = sides[0].selections
        answer = answer_figure(first, composer, finder, self._follow_ups(first, question.language))
        for selection in rest:
            other = answer_figure(selection, composer, finder, answer.follow_ups)
            answer = replace(other, interpretation=answer.interpretation, chart=None)
        return answer

    def _compare(self, question: Question, composer: Composer, finder: FigureFinder) -> Result:
        sides = find_sides(
            question.topics,
            finder,
            measure_id=question.measure_id,
            period=_period(question),
            projected=self._projects(question),
        )
        if isinstance(sides, Missing):
            return self._missing(question, sides)
        follow_ups = self._follow_ups(sides[0].selections[0], question.language)
        direction = question.direction if question.is_yes_no or question.direction else None
        answer = compare(sides, composer, finder, direction=direction, follow_ups=follow_ups)
        if answer is None:
            return self._refuse(question, "not_comparable")
        return answer

    def _trend(self, question: Question, composer: Composer, finder: FigureFinder) -> Result:
        found = finder.find(question.topics[0], measure_id=question.measure_id)
        if isinstance(found, Missing):
            return self._missing(question, found)
        first, last = _span(question)
        answer = answer_trend(
            found,
            composer,
            finder,
            first_year=first,
            last_year=last,
            follow_ups=self._follow_ups(found, question.language),
        )
        if answer is not None:
            return answer
        return answer_figure(
            found,
            self._composer(question.language),
            finder,
            self._follow_ups(found, question.language),
        )

    def _placed_share(self, question: Question) -> Question | None:
        """“Share of Bitcoin mining in the US” asks for a share that is a measure of its own."""
        countries = [t for t in question.topics if t.subject_id.startswith("country:")]
        parts = [t for t in question.topics if t not in countries]
        if question.measure_id in (None, "share_of_electricity") or len(parts) != 1:
            return None
        measure = self.vocabulary.measure(question.measure_id or "")
        if measure.dimension != "share" or len(countries) != 1:
            return None
        region = countries[0].subject_id.removeprefix("country:")
        return replace(question, topics=(Topic(parts[0].subject_id, region),))

    def _share(self, question: Question, composer: Composer, finder: FigureFinder) -> Answer | None:
        wholes = [t for t in question.topics if t.subject_id.startswith("country:")]
        parts = [t for t in question.topics if t not in wholes]
        if len(parts) != 1 or len(wholes) > 1:
            return None
        part = parts[0]
        whole = wholes[0] if wholes else Topic(f"country:{part.region}" if part.region else WORLD)
        return answer_share(
            Topic(part.subject_id),
            whole,
            composer,
            finder,
            period=_period(question),
            projected=self._projects(question),
        )

    def _rank(self, question: Question, composer: Composer, finder: FigureFinder) -> Answer | None:
        kind = "company" if _names_companies(question.text) else "country"
        measure_id = question.measure_id or "electricity_demand"
        if kind == "country" and measure_id == "electricity_consumption":
            measure_id = "electricity_demand"
        asked_rows = _ROWS.search(question.text.lower())
        rows = int(asked_rows[1] or asked_rows[2]) if asked_rows else DEFAULT_ROWS
        return answer_ranking(
            self.vocabulary.measure(measure_id),
            kind,
            composer,
            finder,
            period=_period(question),
            rows=max(1, rows),
            lowest=question.wants_lowest,
        )

    def _equivalent(
        self, question: Question, composer: Composer, finder: FigureFinder
    ) -> Answer | None:
        given = [q for q in question.quantities if q.unit is not None]
        if given:
            return answer_equivalent(given[0], composer, finder)
        topics = [t for t in question.topics if not t.subject_id.startswith("household:")]
        if len(topics) != 1:
            return None
        found = finder.find(topics[0], measure_id=question.measure_id, period=_period(question))
        if not isinstance(found, Selection):
            return None
        return answer_equivalent(
            found.lead.quantity,
            composer,
            finder,
            figure=found.lead,
            per_year=found.measure.basis == "per_year",
        )

    def _explain(self, question: Question, composer: Composer) -> Result:
        answer = answer_explanation(
            question,
            composer,
            retriever=self.retriever,
            knowledge=self.knowledge,
            gate=self.gates.passage,
        )
        return answer or self._refuse(question, "unclear")

    def _without_topic(self, question: Question, composer: Composer) -> Result:
        """No name was understood: a figure by its description, a quoted passage, or unanswered."""
        if question.residue and question.intent != "explanation":
            return self._refuse(question, "unknown_subject")
        return self._explain(question, composer)

    def _misconception(self, question: Question, composer: Composer) -> Answer | None:
        if question.intent not in ("check", "comparison", "figure") or not question.text:
            return None
        claims_a_number = question.is_yes_no and (question.quantities or not question.direction)
        if question.intent != "check" and not claims_a_number:
            return None
        return answer_misconception(
            question,
            composer,
            retriever=self.retriever,
            knowledge=self.knowledge,
            gate=self.gates.misconception,
        )

    def _with_reading_notes(self, question: Question, answer: Answer) -> Answer:
        """Say what was not understood, and which other readings the names have."""
        wording = self.wordings[question.language]
        notes = [
            wording.say(
                "caveat_fuzzy", typed=typed, name=self._name_of(referent, question.language)
            )
            for typed, referent in question.forgiven
        ]
        if question.residue and answer.kind not in ("explanation", "equivalent", "check"):
            words = wording.say("list_separator").join(dict.fromkeys(question.residue))
            notes.append(wording.say("caveat_not_understood", words=words))
        readings = [
            self.vocabulary.subject(reading).names.in_(question.language)
            for topic in question.topics
            for reading in self.vocabulary.subject(topic.subject_id).readings
        ]
        readings += [self._name_of(r, question.language) for r in question.other_referents]
        if readings and answer.kind in ("figure", "comparison"):
            named = wording.say("list_separator").join(dict.fromkeys(readings))
            notes.append(wording.say("caveat_other_readings", names=named))
        return replace(answer, caveats=(*answer.caveats, *notes))

    def _name_of(self, referent: Referent, language: Language) -> str:
        if referent.kind == "subject":
            return self.vocabulary.subject(referent.identifier).names.in_(language)
        if referent.kind == "region":
            return self.vocabulary.region(referent.identifier).names.in_(language)
        return self.vocabulary.measure(referent.identifier).names.in_(language)

    def _missing(self, question: Question, missing: Missing) -> Unanswered:
        reason: UnansweredReason = "no_period" if missing.what == "period" else "no_figure"
        speaker = self._composer(question.language).speaker
        wording = speaker.wording
        subject = speaker.subject(missing.topic.subject_id, missing.topic.region)
        measure_id = missing.measure_id or question.measure_id
        if measure_id is None:
            detail = wording.say("unanswered_no_figure_plain", subject=subject)
        elif missing.what == "period":
            texts = sorted({f.period.text for f in missing.available if f.period})
            period = _period(question)
            detail = wording.say(
                "unanswered_no_period",
                measure=speaker.measure(measure_id),
                subject=subject,
                period=speaker.period(period.text) if period else "",
                available=_listed(texts, speaker),
            )
        else:
            detail = wording.say(
                "unanswered_no_figure", measure=speaker.measure(measure_id), subject=subject
            )
        return self._unanswered(question, reason, detail, missing.topic)

    def _refuse(self, question: Question, reason: UnansweredReason) -> Unanswered:
        wording = self.wordings[question.language]
        words = {
            "words": wording.say("list_separator").join(
                dict.fromkeys(question.compounds or question.touching_residue or question.residue)
            )
        }
        if reason == "not_comparable":
            speaker = self._composer(question.language).speaker
            names = [speaker.subject(t.subject_id, t.region) for t in question.topics[:2]]
            words = {
                "reason": wording.say("reason_dimensions", first=names[0], second=names[-1])
                if len(names) > 1
                else wording.say("reason_one_subject")
            }
        template = "unanswered_unclear"
        if reason != "unknown_subject" or words["words"]:
            template = f"unanswered_{reason}"
        topic = question.topics[0] if question.topics else None
        return self._unanswered(question, reason, wording.say(template, **words), topic)

    def _unanswered(
        self, question: Question, reason: UnansweredReason, detail: str, topic: Topic | None
    ) -> Unanswered:
        wording = self.wordings[question.language]
        return Unanswered(
            reason=reason,
            language=question.language,
            interpretation=wording.say("interpretation_unclear", question=question.text)
            if question.text
            else "",
            detail=detail,
            nearest=nearest_questions(
                question,
                topic,
                self._composer(question.language).speaker,
                self._finder(),
                self.retriever,
            ),
        )

    def _follow_ups(self, selection: Selection, language: Language) -> tuple[str, ...]:
        return follow_up_questions(selection, self._composer(language).speaker)

    def _projects(self, question: Question) -> bool:
        if question.periods:
            return question.periods[0].start > self.today
        return question.wants_projection

    def _composer(self, language: Language) -> Composer:
        return Composer(Speaker(self.vocabulary, self.knowledge, self.wordings[language]))

    def _finder(self) -> FigureFinder:
        return FigureFinder(self.knowledge, self.vocabulary, self.today)


def needs_context(question: Question, wording: Wording) -> bool:
    """Whether a question leans on an earlier one: it names no topic, or starts like a follow-up."""
    if not question.topics:
        return not question.residue or wording.patterns.shows("follow_up", question.text.lower())
    return wording.patterns.shows("follow_up", question.text.lower())


def with_context(question: Question, earlier: Question) -> Question:
    """Fill what a follow-up lacks from an earlier question; what it names itself replaces."""
    topics = question.topics
    if not topics:
        topics = earlier.topics
    elif len(topics) == 1 and topics[0].subject_id.startswith("country:"):
        topics = _moved_region(topics[0], earlier.topics) or topics
    intent = question.intent
    if intent in ("figure", "explanation") and earlier.intent in ("trend", "share", "equivalent"):
        intent = earlier.intent
    if intent == "explanation" and topics and earlier.intent == "figure":
        intent = "figure"
    return replace(
        question,
        topics=topics,
        measure_id=question.measure_id or earlier.measure_id,
        periods=question.periods or earlier.periods,
        quantities=question.quantities or earlier.quantities,
        intent=intent,
    )


def _moved_region(country: Topic, earlier: Sequence[Topic]) -> tuple[Topic, ...]:
    """“And Japan?” after a question about data centres means data centres in Japan."""
    if len(earlier) == 1 and not earlier[0].subject_id.startswith("country:"):
        region = country.subject_id.removeprefix("country:")
        if earlier[0].region is not None:
            return (Topic(earlier[0].subject_id, region),)
    return ()


def _period(question: Question) -> Period | None:
    return question.periods[0] if question.periods else None


def _span(question: Question) -> tuple[int | None, int | None]:
    """The years between which a trend is asked: one range, two years, or since one year."""
    if not question.periods:
        return None, None
    years = [p.start.year for p in question.periods] + [p.end.year for p in question.periods]
    first, last = min(years), max(years)
    return first, (last if last > first else None)


def _listed(texts: Sequence[str], speaker: Speaker) -> str:
    shown = texts if len(texts) <= 4 else [texts[0], texts[-1]]
    joined = speaker.wording.say("list_separator").join(speaker.period(t) for t in shown)
    if len(texts) > 4:
        return f"{speaker.period(texts[0])} – {speaker.period(texts[-1])}"
    return joined


def _names_companies(text: str) -> bool:
    return any(word in text.lower() for word in ("compan", "firm", "会社", "企業"))
