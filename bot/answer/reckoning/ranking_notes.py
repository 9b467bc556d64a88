"""What is said beside a ranking: among how many, who else is first, what is doubtful."""

from collections.abc import Sequence

from bot.answer.composition import Composer, Speaker
from bot.answer.intervals import difference, plain, ratio
from bot.answer.reckoning.asked_ranks import LAST, AskedRanks
from bot.answer.records import Number
from knowledge.groups import Group
from knowledge.records import Figure
from knowledge.words import Measure

GOOD = ("preferred", "ok")
_MAX_DOUBTFUL = 4


def marked(figure: Figure, speaker: Speaker) -> str:
    """Name what is ranked, with a mark where its figure is to be taken with caution."""
    name = speaker.subject(figure.subject_id, figure.region)
    if figure.standing in GOOD:
        return name
    say = speaker.wording.say
    return say("subject_marked", subject=name, mark=say("standing_caution"))


def ranked_name(kind: str, group: Group | None, speaker: Speaker) -> str:
    """Name what is ranked."""
    name = speaker.wording.say(f"ranking_{kind}")
    if group is None:
        return name
    return speaker.wording.say("subject_in", subject=name, region=speaker.text(group.title))


def state_apart(
    ranked: Sequence[Figure], asked: AskedRanks, measure: Measure, when: str, composer: Composer
) -> bool:
    """Lead with the difference or the ratio of two ranks; False where there is no such rank."""
    places = [len(ranked) if p == LAST else p for p in asked.apart or ()]
    if len(places) != 2 or max(places) > len(ranked):  # a pair
        return False
    figures = [ranked[place - 1] for place in places]
    if len({f.unit for f in figures}) > 1:
        return False
    large, small = sorted((f.quantity for f in figures), key=lambda q: q.value or 0.0, reverse=True)
    gap = ratio(figures[0].quantity, figures[1].quantity) if asked.is_ratio else None
    gap = gap if asked.is_ratio else difference(large, small)
    if gap is None:
        return False
    terms = [plain(f.quantity) for f in figures] if asked.is_ratio else [plain(large), plain(small)]
    speaker, say = composer.speaker, composer.speaker.wording.say
    derivation = composer.derive(
        "ratio" if asked.is_ratio else "difference",
        [f.figure_id for f in figures],
        (" ÷ " if asked.is_ratio else " − ").join(terms),
        gap,
    )
    first, second = (
        say("subject_ranked", rank=str(place), subject=marked(figure, speaker))
        for place, figure in zip(places, figures, strict=True)
    )
    composer.claim(
        "headline_ranks_ratio" if asked.is_ratio else "headline_ranks_apart",
        [Number("value", gap, None, derivation.derivation_id)],
        cites=[composer.cite_figure(f) for f in figures],
        first=first,
        second=second,
        subjects=say("list_and").join((first, second)),
        measure=speaker.measure(measure.measure_id),
        period=when,
    )
    return True


def note_coverage(number: int, year: str | None, group: Group | None, composer: Composer) -> None:
    """Say among how many was ranked, and who the members of a group are by number."""
    wording = composer.speaker.wording
    if year is None:
        composer.caveat(wording.say("caveat_ranked_any", number=str(number)))
    else:
        composer.caveat(wording.say("caveat_ranked", number=str(number), period=year))
    if group is not None and len(group.members) > 1:
        total, name = str(len(group.members)), composer.speaker.text(group.title)
        composer.caveat(wording.say("caveat_group", group=name, number=total))


def note_tied(values: Sequence[float | None], composer: Composer) -> None:
    """Say how many share the first place, ordered as they are: the zeros at the lower end."""
    tied = sum(value == values[0] for value in values)
    if tied > 1:
        composer.caveat(composer.speaker.wording.say("caveat_tied", number=str(tied)))


def note_scopes(shown: Sequence[Figure], composer: Composer) -> None:
    """Say what the figures shown leave in or out, by name where it is not the same of all."""
    speaker = composer.speaker
    names: dict[str, list[str]] = {}
    for figure in shown:
        scope = speaker.detail_parts(figure).get("scope", "")
        names.setdefault(scope, []).append(speaker.subject(figure.subject_id, figure.region))
    for scope, named in names.items():
        if scope and len(names) == 1:
            composer.caveat(speaker.wording.say("caveat_scope", scope=scope))
        elif scope:
            listed = speaker.wording.say("list_separator").join(named)
            composer.caveat(speaker.wording.say("caveat_scope_of", names=listed, scope=scope))


def note_times(shown: Sequence[Figure], composer: Composer) -> None:
    """Say of which times the figures shown are where these differ, the earliest first."""
    speaker = composer.speaker
    periods = sorted({f.period for f in shown if f.period is not None}, key=lambda p: p.text)
    if len(periods) > 1:
        listed = speaker.wording.say("list_separator").join(speaker.period(p.text) for p in periods)
        composer.caveat(speaker.wording.say("caveat_periods_differ", periods=listed))


def note_doubtful(
    figures: Sequence[Figure], ranked: Sequence[Figure], composer: Composer, *, lowest: bool
) -> None:
    """Name what would stand before the first if its doubtful figure counted."""
    first, sign = ranked[0].value_si or 0.0, -1 if lowest else 1
    kept = {f.subject_id for f in ranked}
    before = {
        f.subject_id: f
        for f in figures
        if f.standing == "caution"
        and f.subject_id not in kept
        and sign * (f.value_si or 0.0) > sign * first
    }
    speaker = composer.speaker
    names = [speaker.subject(f.subject_id, f.region) for f in before.values()][:_MAX_DOUBTFUL]
    if names:
        listed = speaker.wording.say("list_separator").join(names)
        composer.caveat(speaker.wording.say("caveat_ranked_caution", names=listed))
