"""What differs between two generations' knowledge, figure by figure."""

from collections import defaultdict
from dataclasses import dataclass

from knowledge.records import Figure, SourceNote, Standing
from knowledge.store import KnowledgeStore


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """A figure whose source now gives another value, range or wording."""

    before: Figure
    after: Figure


@dataclass(frozen=True, slots=True)
class ChangedStanding:
    """A figure that stays as it is but stands otherwise."""

    figure: Figure
    before: Standing


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences, in order of subject, measure, period and id.

    `passages` maps each source whose passages differ to their number before and after. `unread` are
    the new notes on sources of which something was not read.
    """

    new: tuple[Figure, ...]
    gone: tuple[Figure, ...]
    values: tuple[ChangedValue, ...]
    standings: tuple[ChangedStanding, ...]
    passages: dict[str, tuple[int, int]]
    unread: tuple[SourceNote, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(
            self.new or self.gone or self.values or self.standings or self.passages or self.unread
        )


def compare_knowledge(before: KnowledgeStore, after: KnowledgeStore) -> Changes:
    """Compare two stores; only the figures that differ are read."""
    old, new = before.standings(), after.standings()
    gone = [before.figure(i) for i in sorted(old.keys() - new.keys())]
    come = [after.figure(i) for i in sorted(new.keys() - old.keys())]
    values, gone, come = _paired(gone, come)
    standings = [
        ChangedStanding(after.figure(i), old[i])
        for i in sorted(i for i, _ in new.items() - old.items() if i in old)
    ]
    counts_before, counts_after = before.passage_counts(), after.passage_counts()
    return Changes(
        new=tuple(sorted(come, key=_order)),
        gone=tuple(sorted(gone, key=_order)),
        values=tuple(sorted(values, key=lambda v: _order(v.after))),
        standings=tuple(sorted(standings, key=lambda s: _order(s.figure))),
        passages={
            source: (counts_before.get(source, 0), counts_after.get(source, 0))
            for source in sorted(counts_before.keys() | counts_after.keys())
            if counts_before.get(source, 0) != counts_after.get(source, 0)
        },
        unread=_new_unread(before, after),
    )


def _new_unread(before: KnowledgeStore, after: KnowledgeStore) -> tuple[SourceNote, ...]:
    told = set(before.notes())
    return tuple(n for n in after.notes() if n.kind != "doubt" and n not in told)


def _paired(
    gone: list[Figure], come: list[Figure]
) -> tuple[list[ChangedValue], list[Figure], list[Figure]]:
    """Pair a lost figure with a new one of the same source about the same thing."""
    waiting: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in gone:
        waiting[_matter(figure)].append(figure)
    pairs, new = [], []
    for figure in come:
        same = waiting[_matter(figure)]
        if same:
            pairs.append(ChangedValue(same.pop(0), figure))
        else:
            new.append(figure)
    return pairs, [figure for left in waiting.values() for figure in left], new


def _matter(figure: Figure) -> tuple[object, ...]:
    return (
        figure.source_id, figure.subject_id, figure.measure_id, figure.region, figure.period,
        figure.status, figure.scope,
    )  # fmt: skip


def _order(figure: Figure) -> tuple[str, str, str, str]:
    period = figure.period.start.isoformat() if figure.period else ""
    return figure.subject_id, figure.measure_id, period, figure.figure_id
