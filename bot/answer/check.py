"""Checks a text: finds its claims about energy, and judges each with figures and citations."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.answer.checking.changes import judge_change
from bot.answer.checking.claims import is_claim
from bot.answer.checking.courses import judge_rank
from bot.answer.checking.fuels import sets_two_apart
from bot.answer.checking.group_shares import judge_group_share
from bot.answer.checking.homes import judge_homes
from bot.answer.checking.judgement import Judgement, state_figures, unknown
from bot.answer.checking.known import Lookups, Repeated, known_misquotation
from bot.answer.checking.moving import judge_move
from bot.answer.checking.relations import judge_relation
from bot.answer.checking.rest import judge_against_rest
from bot.answer.checking.shares import judge_share
from bot.answer.checking.sources import judge_sources, sides_of_sources
from bot.answer.checking.statement import RANKS, Statement
from bot.answer.checking.statements import Parse, read_statements
from bot.answer.checking.values import judge_value
from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder
from bot.answer.guarding.narrowing import not_carried
from bot.answer.guarding.unheeded import names_told
from bot.answer.inquiry import Inquiry
from bot.answer.misconceptions import VERDICTS, state_misconception
from bot.answer.reckoning.own_sides import asked_of_one
from bot.answer.records import Answer, Claim, Finding, Unanswered
from bot.answer.settling.topics import within_companies
from bot.answer.words import Wording
from knowledge.records import Figure, Language, Misconception

MAX_CLAIMS = 20
_SHORTEST_NAME = 3  # letters of a publisher's name: IEA
_SHOWING_NEAREST = ("other_period", "other_measure", "other_source", "other_span")
_BOUNDS = ("over", "under", "at_least", "at_most")
_MEANINGS_LOOKED_UP = 5  # encodings a check may cost, some 20 ms each


def check_text(
    text: str, inquiry: Inquiry, *, parse: Parse, wordings: Mapping[Language, Wording]
) -> Answer | None:
    """Judge the claims of a text, in their order; None when it makes none about energy."""
    composer = inquiry.composer()
    lookups = Lookups(_MEANINGS_LOOKED_UP)
    misquotations = inquiry.knowledge.misconceptions()
    for statement in read_statements(text, parse=parse, wordings=wordings):
        if len(composer.claims) >= MAX_CLAIMS:
            composer.caveat(composer.speaker.wording.say("caveat_more_claims"))
            break
        repeated = known_misquotation(statement, misquotations, inquiry.retriever, lookups, parse)
        if repeated is not None or is_claim(statement):
            _check(statement, repeated, composer, inquiry)
    claims = composer.claims
    if not claims:
        return None
    interpretation = composer.speaker.wording.say(
        "interpretation_checks" if len(claims) > 1 else "interpretation_one_check",
        number=str(len(claims)),
    )
    return composer.answer("check", interpretation, verdict=claims[0].verdict)


def no_claim(inquiry: Inquiry) -> Unanswered:
    """Say that a text makes no claim that figures could judge."""
    return Unanswered(
        reason="unclear",
        language=inquiry.question.language,
        interpretation="",
        detail=inquiry.wording.say("unanswered_no_claim"),
    )


def _check(
    statement: Statement, repeated: Repeated | None, composer: Composer, inquiry: Inquiry
) -> None:
    since = len(composer.claims)
    known = repeated.known if repeated is not None else None
    is_denied = repeated is not None and repeated.is_denied
    if known is not None and known.verdict != "disputed" and not is_denied:
        _state_known(statement, known, composer, since)
        return
    judgement = _judged(statement, composer, inquiry)
    if judgement.verdict is None and statement.unknown:
        judgement = _by_who_says_it(statement, composer, inquiry, since) or judgement
    wider = _wider(judgement, statement, composer.claims[since:], inquiry)
    if wider is not None:
        judgement, composer.claims[since:] = wider, []
    state_figures(composer, judgement.figures)
    if judgement.reason in _SHOWING_NEAREST and len(composer.claims) == since:
        judgement = unknown("no_figure")
    if known is not None:
        state_misconception(known, composer)
        composer.claims[since:] = [_plain(claim) for claim in composer.claims[since:]]
        if judgement.verdict is None and is_denied and known.verdict == "false":
            judgement = Judgement(True, "supported")
        elif judgement.verdict is False and known.verdict == "disputed":
            judgement = unknown("disputed")  # contested: neither side's word decides
    _fold(statement, judgement, composer, since)


def _by_who_says_it(
    statement: Statement, composer: Composer, inquiry: Inquiry, since: int
) -> Judgement | None:
    """Judge without the unknown words where they name a publisher: “Altman says”, “(IEA)”.

    None where what then judges is not of that publisher.
    """
    plain = replace(statement, unknown=(), unread=())
    stated, composer.claims[since:] = composer.claims[since:], []
    judgement = _judged(plain, composer, inquiry)
    cites = [cite for claim in composer.claims[since:] for cite in claim.cites if ":" not in cite]
    figures = judgement.figures or tuple(map(inquiry.knowledge.figure, dict.fromkeys(cites)))
    if judgement.verdict is not None and any(
        set(statement.unknown) <= _publisher_words(figure, inquiry) for figure in figures
    ):
        return judgement
    composer.claims[since:] = stated
    return None


def _publisher_words(figure: Figure, inquiry: Inquiry) -> set[str]:
    """The names that a figure's publisher has, as written: no small words, which narrow."""
    source = inquiry.knowledge.source(figure.source_id)
    words = re.findall(r"\w+", f"{source.publisher} {source.reports or ''}")
    names = [word for word in words if word[0].isupper()]
    initials = "".join(re.findall(r"\b[A-Z]", source.publisher))  # LBNL
    return {word for word in (*names, initials) if len(word) >= _SHORTEST_NAME}


def _wider(
    judgement: Judgement, statement: Statement, stated: Sequence[Claim], inquiry: Inquiry
) -> Judgement | None:
    """Not known, where the figures that judge do not tell what narrows it, as “installed”.

    These are the judgement's, or those of what its judge has `stated` already.
    """
    narrowed = [n for n in statement.question.narrowed if not n.by.kinds]  # ranks are judged
    if judgement.verdict is None or not narrowed:
        return None
    cites = dict.fromkeys(cite for claim in stated for cite in claim.cites if ":" not in cite)
    figures = judgement.figures or tuple(map(inquiry.knowledge.figure, cites))
    told = [name for figure in figures for name in names_told(figure, inquiry)]
    left = not_carried(narrowed, "check", told)
    words = inquiry.wording.say("list_separator").join(left)
    return unknown("words_unknown", figures, words=words) if left else None


def _plain(claim: Claim) -> Claim:
    """A sentence on a disputed point, without the verdict that it would have as an answer."""
    if not claim.template.startswith("headline_check_"):
        return claim
    return Claim("statement", claim.numbers, claim.words, claim.cites, claim.quote)


def _state_known(
    statement: Statement, known: Misconception, composer: Composer, since: int
) -> None:
    state_misconception(known, composer)
    composer.claims[since:] = [_plain(claim) for claim in composer.claims[since:]]
    finding: Finding = "misquoted" if known.verdict == "misquoted" else "contradicted"
    reason = {"misquoted": "misquoted", "outdated": "outdated"}.get(known.verdict, "contradicted")
    _fold(statement, Judgement(VERDICTS[known.verdict], reason, (), finding), composer, since)


def _judged(statement: Statement, composer: Composer, inquiry: Inquiry) -> Judgement:
    if not statement.topics:
        return unknown("no_figure")
    misread = statement.question.forgiven and not statement.question.topics
    if misread or statement.shows("one_coin"):
        return unknown("no_figure")
    asked = replace(statement.question, topics=statement.topics)
    statement = replace(statement, topics=within_companies(asked, inquiry.finder))
    judgement = _by_shape(statement, composer, inquiry)
    if statement.negations == 0:
        return judgement
    return (
        judgement.negated() if statement.negations == 1 else unknown("negations", judgement.figures)
    )


def _by_shape(statement: Statement, composer: Composer, inquiry: Inquiry) -> Judgement:
    """Send a statement to the judge of its shape."""
    finder = inquiry.finder
    units = [span.quantity.unit for span in statement.amounts]
    is_value = bool(units) and units[0] not in (None, "%", "x", "pp", "%/yr")
    moves = statement.shows("rise") or statement.shows("fall")
    subjects = [t for t in statement.topics if t.subject_id != "country:world"]
    subjects = subjects or list(statement.topics[:1])
    at_event = statement.patterns.event(statement.lowered) is not None
    if moves and not is_value and (statement.periods or at_event):
        return judge_move(statement, composer, finder)
    among = _among_countries(statement, composer, finder)
    if among is not None:
        return among
    sources = sides_of_sources(statement)
    if sources is not None:
        return judge_sources(statement, sources, composer, finder)
    if not is_value and _is_share(statement, units):
        judges = (judge_group_share, judge_share)
        shared = (judge(statement, composer, finder) for judge in judges)
        if (judgement := next(filter(None, shared), None)) is not None:
            return judgement
    homes = judge_homes(statement, composer, finder)
    if homes is not None:
        return homes
    if is_value:
        return _by_value(statement, len(subjects), finder, moves=moves)
    if len(subjects) == 2 or asked_of_one(statement.question):
        return judge_relation(statement, composer, finder)
    return unknown("no_figure")


def _by_value(
    statement: Statement, n_subjects: int, finder: FigureFinder, *, moves: bool
) -> Judgement:
    """Judge an amount of one thing, or two of which one became the other."""
    if n_subjects != 1:
        return unknown("several_subjects")
    change = judge_change(statement, lambda said: judge_value(said, finder)) if moves else None
    judged = change or judge_value(statement, finder)
    if judged.verdict is False and statement.measure_before is not None:
        judged = _of_measure_before(statement, statement.measure_before, judged, finder)
    may_be_of_another = statement.of_several and judged.verdict is False
    return unknown("several_subjects") if may_be_of_another else judged


def _of_measure_before(
    statement: Statement, measure_id: str, judged: Judgement, finder: FigureFinder
) -> Judgement:
    """“..., with 584 TWh” may be of what the words before it were about."""
    question = replace(statement.question, measure_id=measure_id, measures=(measure_id,))
    again = judge_value(replace(statement, question=question), finder)
    return again if again.verdict is not None else judged


def _among_countries(
    statement: Statement, composer: Composer, finder: FigureFinder
) -> Judgement | None:
    """Judge a place among all countries: against the rest of them, or in their ranking."""
    if statement.shows("rest_of_world"):
        return judge_against_rest(statement, composer, finder)
    if statement.amounts or not any(statement.shows(name) for name in RANKS):
        return None
    return judge_rank(statement, composer, finder)


def _is_share(statement: Statement, units: list[str | None]) -> bool:
    if not units or units[0] not in (None, "%"):
        return False
    if sets_two_apart(statement.lowered, statement.patterns):
        return False  # one source of power is a part of the other's amount
    bounded = bool(units) and statement.amounts[0].quantity.qualifier in _BOUNDS
    if statement.question.direction is not None and len(statement.topics) >= 2 and not bounded:
        return False  # “more than 2 %” bounds the number, “more than Japan” compares
    subjects = {t.subject_id.partition(":")[0] for t in statement.topics}
    if statement.shows("of_data_centres") or statement.shows("of_mining"):
        return True
    return statement.shows("percent_of") or len(subjects) == 1


def _fold(statement: Statement, judgement: Judgement, composer: Composer, since: int) -> None:
    wording = composer.speaker.wording
    named = " · ".join(
        composer.speaker.subject(t.subject_id, t.region) for t in statement.topics[:1]
    )
    own = statement.topics[:1] == statement.question.topics[:1]
    said = f"{named}: {statement.text}" if statement.inherited and not own else statement.text
    reason = wording.say(f"check_reason_{judgement.reason}", **dict(judgement.words))
    verdict = {True: "true", False: "false", None: "unknown"}[judgement.verdict]
    composer.fold(
        f"headline_claim_{verdict}"
        if judgement.finding != "misquoted"
        else "headline_claim_misquoted",
        since,
        verdict=judgement.verdict,
        finding=judgement.finding,
        claim=said,
        reason=reason,
    )
