"""Kinds about time: trends, and before and after an event."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.inquiry import Inquiry, Result
from bot.answer.lookup import answer_figure
from bot.answer.question import EARLIEST_YEAR, Direction, Question, Topic
from bot.answer.reckoning.by_years import answer_by_years
from bot.answer.reckoning.outlook import answer_outlook
from bot.answer.reckoning.published_change import answer_published_change
from bot.answer.reckoning.sides import expand
from bot.answer.reckoning.trend import AskedChange, answer_trend
from bot.answer.reckoning.turning_points import answer_before_after, side_of
from bot.answer.records import Answer
from bot.answer.refusals import missing_figure, refuse, refuse_trend
from bot.answer.selection import Missing, Selection
from bot.answer.yearly import extreme, yearly
from knowledge.records import Period

_OF_TIMES = ("figure", "comparison", "trend", "explanation")
_MOVES = ("rises", "falls", "how_many_times")
_LATELY = 5  # years over which what is going on is told
_CHANGES = ("change", "growth_rate", "energy_ratio")


def trend(inquiry: Inquiry) -> Result | None:
    """How a figure changed over the years."""
    question, lowered = inquiry.question, inquiry.question.text.lower()
    if question.intent != "trend" or len(question.topics) != 1:
        return None
    found = inquiry.finder.find(question.topics[0], measure_id=question.measure_id)
    if isinstance(found, Missing):
        return missing_figure(inquiry, found)
    if not question.periods and inquiry.patterns.shows("since_peak", lowered):
        return _since_peak(inquiry, found)
    return _history(inquiry, found)


def _since_peak(inquiry: Inquiry, found: Selection) -> Result:
    """How it changed since the year in which it was highest, which is said."""
    series = yearly(found)
    years = sorted(f.period.text for f in series if f.period)
    peak = extreme(series, lowest=False).period if series else None
    if peak is None:
        return refuse(inquiry, "unclear")
    span = (peak, Period.parse(years[-1]))
    told = _history(inquiry.asking(replace(inquiry.question, periods=span)), found)
    if not isinstance(told, Answer) or peak.text == years[-1]:
        return refuse(inquiry, "unclear")
    note = inquiry.wording.say("caveat_since_peak", year=peak.text, first=years[0], last=years[-1])
    return replace(told, caveats=(note, *told.caveats))


def _history(inquiry: Inquiry, found: Selection) -> Result:
    """The change between the asked years, or over all of them."""
    question, lowered = inquiry.question, inquiry.question.text.lower()
    first, last = asked_span(question)
    in_that_year = inquiry.patterns.shows("in_that_year", lowered)
    since = inquiry.patterns.shows("now_and_then", lowered)
    if first is not None and last is None and in_that_year and not since:
        first, last = first - 1, first
    last_year = inquiry.patterns.shows("year_on_year", lowered) and not question.periods
    of_late = last_year or inquiry.patterns.shows("going_on", lowered)
    recent = _before_last(found) if of_late else None
    asked = AskedChange(
        _asked_change(inquiry),
        _asked_times(lowered, inquiry),
        ratio=inquiry.patterns.shows("how_many_times", lowered),
        lately=of_late and not last_year and first is None,
    )
    starts = _starts(first, recent, last_year=last_year)
    answers = (
        answer_trend(
            found,
            inquiry.composer(),
            inquiry.finder,
            first_year=start,
            last_year=last,
            asked=asked,
            follow_ups=inquiry.follow_ups(found),
        )
        for start in starts
    )
    answer = next((a for a in answers if a is not None), None)
    ended = of_late and answer is not None and not _is_recent(answer, recent, inquiry)
    answer = None if ended else answer
    if answer is not None and (first is None or _tells(answer, first, inquiry)):
        return answer
    by_years = answer_by_years(
        found,
        inquiry.composer(),
        first_year=recent if ended and first is None else first,
        last_year=last,
        follow_ups=inquiry.follow_ups(found),
    )
    if by_years is not None and _tells(by_years, first, inquiry):
        return by_years
    by_how_much = _asks_by_how_much(inquiry)
    if answer is not None and not by_how_much and _spans_most(answer, first, last, inquiry):
        return answer
    published = published_change(inquiry, found)
    if published is not None:
        return published
    if answer is not None:
        missing = Missing(found.topic, "period", found.measure.measure_id, found.series)
        return missing_figure(inquiry, missing)
    return refuse(inquiry, "unclear") if last_year else by_years or _no_change(inquiry, found)


def _starts(first: int | None, recent: int | None, *, last_year: bool) -> Sequence[int | None]:
    """The years from which a history is tried; a change over all years is none of the last."""
    if recent is None or (first is not None and not last_year):
        return (first,)
    return (recent,) if last_year else (recent + 1 - _LATELY, recent, None)


def _no_change(inquiry: Inquiry, found: Selection) -> Result:
    """A figure that is a change itself, else a refusal that offers the one year that is known."""
    if found.measure.measure_id in _CHANGES:
        return answer_figure(found, inquiry.composer(), inquiry.finder, inquiry.follow_ups(found))
    return refuse_trend(inquiry, found)


def _asks_by_how_much(inquiry: Inquiry) -> bool:
    """Whether a ratio or a percentage is asked, which another first year makes another one."""
    lowered = inquiry.question.text.lower()
    asked = any(inquiry.patterns.shows(n, lowered) for n in ("how_many_times", "change_in_percent"))
    return asked or _asked_times(lowered, inquiry) is not None


def _spans_most(answer: Answer, first: int | None, last: int | None, inquiry: Inquiry) -> bool:
    """Whether what is told begins in the first half of the time that is asked about."""
    cited = (inquiry.knowledge.figure(c.figure_id) for c in answer.citations if c.figure_id)
    begins = min((f.period.start.year for f in cited if f.period), default=None)
    if first is None or begins is None:
        return True
    asked = (last or inquiry.finder.today.year) - first
    return begins - first <= max(1, asked // 2)


def _is_recent(answer: Answer, recent: int | None, inquiry: Inquiry) -> bool:
    """Whether what is told reaches the last two years: what ended before is not going on."""
    return recent is None or any(_tells(answer, year, inquiry) for year in (recent, recent + 1))


def _tells(answer: Answer, year: int | None, inquiry: Inquiry) -> bool:
    """Whether an answer tells a figure of a year."""
    cited = (inquiry.knowledge.figure(c.figure_id) for c in answer.citations if c.figure_id)
    return year is not None and any(f.period is not None and f.period.year == year for f in cited)


def outlook(inquiry: Inquiry) -> Result | None:
    """“How much will data centres grow by 2030?”: today's figure beside the projection."""
    question, lowered = inquiry.question, inquiry.question.text.lower()
    if len(question.topics) != 1 or question.intent not in _OF_TIMES[:3] or not question.periods:
        return None
    first, last = asked_span(question)
    start = None if first is None or last is None else Period.parse(str(first))
    target = question.periods[0] if last is None else Period.parse(str(last))
    times = _asked_times(lowered, inquiry)
    changes = any(inquiry.patterns.shows(how, lowered) for how in _MOVES)
    topic, *others = expand(question.topics[0], inquiry.finder)
    if target.start <= inquiry.finder.today or others or not (changes or times):
        return None
    measure_id = next((m for m in question.measures if m not in _CHANGES), None)
    now = inquiry.finder.find(topic, measure_id=measure_id, period=start)
    then = inquiry.finder.find(topic, measure_id=measure_id, period=target)
    if isinstance(then, Missing):
        return missing_figure(inquiry, then)
    if isinstance(now, Missing):
        return missing_figure(inquiry, now)
    return answer_outlook(
        now,
        then,
        inquiry.composer(),
        inquiry.finder,
        since=start,
        asked=_asked_change(inquiry),
        times=times,
        asks_ratio=inquiry.patterns.shows("how_many_times", lowered),
        follow_ups=inquiry.follow_ups(then),
    )


def published_change(inquiry: Inquiry, found: Selection) -> Result | None:
    """The change that a source states where its yearly values are not known."""
    first, last = asked_span(inquiry.question)
    lowered = inquiry.question.text.lower()
    return answer_published_change(
        found,
        inquiry.composer(),
        inquiry.finder,
        since=first,
        until=last,
        asked=None if _asked_times(lowered, inquiry) else _asked_change(inquiry),
        follow_ups=inquiry.follow_ups(found),
    )


def _before_last(found: Selection) -> int | None:
    """The year before the last of a history: what is going on now is told by these two."""
    lead = found.lead.period
    return lead.start.year - 1 if lead is not None and lead.year is not None else None


def _asked_times(lowered: str, inquiry: Inquiry) -> float | None:
    """How many times as much “doubled”, “tripled” or “halved” ask for."""
    named = {"asks_double": 2.0, "asks_triple": 3.0}
    return next((n for name, n in named.items() if inquiry.patterns.shows(name, lowered)), None)


def _asked_change(inquiry: Inquiry) -> Direction | None:
    """Whether the question asks if something rose or fell."""
    lowered = inquiry.question.text.lower()
    if not (inquiry.question.is_yes_no or inquiry.patterns.shows("whether_to_come", lowered)):
        return None
    falls, rises = (inquiry.patterns.shows(name, lowered) for name in ("falls", "rises"))
    if falls == rises:  # 「増えてる?減ってる?」 has no yes
        return None
    return "less" if falls else "more"


def asked_span(question: Question) -> tuple[int | None, int | None]:
    """The years between which a trend is asked: one range, two years, or since or until one."""
    if not question.periods:
        return None, None
    years = [p.start.year for p in question.periods] + [p.end.year for p in question.periods]
    first, last = min(years), max(years)
    return (first if first > EARLIEST_YEAR else None), (last if last > first else None)


def before_and_after(inquiry: Inquiry) -> Result | None:
    """The figures on both sides of an event, or on the one side that is asked."""
    question = inquiry.question
    event = inquiry.patterns.event(question.text)
    subjects = {t.subject_id for t in question.topics}
    changed = event.subject_id if event is not None else None
    if event is None or changed is None or subjects != {changed}:
        return None
    if question.intent not in _OF_TIMES:
        return None
    lowered = question.text.lower()
    before, after = (inquiry.patterns.shows(side, lowered) for side in ("before", "after"))
    both = before == after or inquiry.patterns.shows("before_after", lowered)
    moves = inquiry.patterns.shows("rises", lowered) or inquiry.patterns.shows("falls", lowered)
    both = both or (moves and question.intent != "explanation")
    if both and not before and not moves and question.intent != "trend":
        return None
    found = inquiry.finder.find(Topic(changed), measure_id=question.measure_id)
    if isinstance(found, Missing):
        return missing_figure(inquiry, found)
    if not both:
        one = side_of(found, event, inquiry.finder, before=before)
        if one is None:
            return missing_figure(inquiry, Missing(found.topic, "period", found.measure.measure_id))
        return answer_figure(one, inquiry.composer(), inquiry.finder, inquiry.follow_ups(one))
    return answer_before_after(
        found, event, inquiry.composer(), inquiry.finder, follow_ups=inquiry.follow_ups(found)
    )
