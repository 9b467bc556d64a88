"""Does a figure hold against what is known? What cannot be is rejected, what is odd is doubted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.errors import UnitError
from knowledge.extraction.records import Doubt, FoundFigures
from knowledge.other_sources import (
    Verdict,
    is_slip,
    jump,
    other_sources,
    shown,
    size_of,
    slipped,
)
from knowledge.plausibility import reject_reason
from knowledge.protocols import Knowledge
from knowledge.records import Bilingual, Figure
from knowledge.units import to_base
from knowledge.vocabulary_names import name_index
from knowledge.words import Vocabulary

__all__ = ["examine", "reject_reason"]

_WORLD, _DEMAND = "country:world", "electricity_demand"
# What a text read in the wrong encoding holds: UTF-8 as Latin-1, replacement signs, private use.
_DAMAGE = re.compile("\ufffd|Ã[\x80-\xbf©¨¼¶¤]|â€|ã[\x80-\xbf]{2}|[\ue000-\uf8ff]|\x00")


def examine(
    figures: Sequence[Figure], *, known: Knowledge | None, vocabulary: Vocabulary
) -> FoundFigures:
    """Check figures against their measures, each other and what is known already.

    Implausible ones come back rejected with the reason, odd ones as caution, copies as superseded;
    each with a doubt in both languages. The order stays; figures that stand as rejected already
    stay as they are. Only figures in the same dimension are compared, by their base units.

    Args:
        figures: New figures, of one source or several.
        known: The knowledge that they would join; None where there is none yet.
        vocabulary: Measures of all figures.
    """
    examined: list[Figure] = []
    doubts: list[Doubt] = []
    seen: dict[tuple[object, ...], str] = {}
    neighbours = _Neighbours(figures, known)
    for figure in figures:
        if figure.standing == "rejected":
            examined.append(figure)
            continue
        verdicts = [*_checks(figure, neighbours, vocabulary)]
        copy_of = seen.setdefault(_identity(figure), figure.figure_id)
        checked = _judged(figure, verdicts)
        if copy_of != figure.figure_id:
            doubts.append(Doubt(figure.figure_id, "duplicate", _duplicate(copy_of)))
            checked = replace(checked, standing="superseded")
        examined.append(checked)
        doubts += [Doubt(figure.figure_id, v.kind, v.message) for v in verdicts]
    return FoundFigures(tuple(examined), (), tuple(doubts))


def _judged(figure: Figure, verdicts: Sequence[Verdict]) -> Figure:
    falls = next((v for v in verdicts if v.rejects), None)
    if falls is not None:
        return replace(figure, standing="rejected", reason=falls.message.en)
    if any(v.lowers for v in verdicts) and figure.standing in ("ok", "preferred"):
        return replace(figure, standing="caution")
    return figure


def _identity(figure: Figure) -> tuple[object, ...]:
    period = figure.period.text if figure.period else None
    return (
        figure.source_id, figure.subject_id, figure.measure_id, figure.region, period,
        figure.scope.en, figure.value_si, figure.lower_si, figure.upper_si,
    )  # fmt: skip


def _duplicate(other: str) -> Bilingual:
    return Bilingual(
        f"the source says the same in another place (figure {other})",
        f"同じ出典に同じ数値があります(数値 {other})",
    )


class _Neighbours:
    """Figures to compare with: the known ones and the new ones, by subject and measure."""

    def __init__(self, figures: Sequence[Figure], known: Knowledge | None) -> None:
        self._known = known
        self._new: dict[tuple[str, str, str], list[Figure]] = {}
        self._stored: dict[tuple[str, str, str], tuple[Figure, ...]] = {}
        for figure in figures:
            if figure.standing not in ("rejected", "superseded"):
                self._new.setdefault(_series_of(figure), []).append(figure)

    def stored(self, subject_id: str, measure_id: str, region: str) -> tuple[Figure, ...]:
        """Return the known figures of a subject, measure and region."""
        key = (subject_id, measure_id, region)
        if self._known is None:
            return ()
        if key not in self._stored:
            self._stored[key] = self._known.figures(
                subject_ids=(subject_id,), measure_ids=(measure_id,), regions=(region,)
            )
        return self._stored[key]

    def everywhere(self, subject_id: str, measure_id: str) -> tuple[Figure, ...]:
        """Return the known figures of a subject and measure in any region and period."""
        if self._known is None:
            return ()
        return self._known.figures(subject_ids=(subject_id,), measure_ids=(measure_id,))

    def alike(self, figure: Figure) -> tuple[Figure, ...]:
        """Return other figures of the same series, of any source."""
        others = (*self.stored(*_series_of(figure)), *self._new.get(_series_of(figure), ()))
        return tuple(f for f in others if f.figure_id != figure.figure_id)


def _series_of(figure: Figure) -> tuple[str, str, str]:
    return figure.subject_id, figure.measure_id, figure.region


def _checks(figure: Figure, neighbours: _Neighbours, vocabulary: Vocabulary) -> Iterator[Verdict]:
    yield from _magnitude(figure, vocabulary)
    yield from _encoding(figure)
    yield from _part(figure, neighbours, vocabulary)
    yield from _world_total(figure, neighbours)
    yield from _load(figure, neighbours)
    slips = list(_lost_prefix(figure, neighbours))
    yield from slips or other_sources(figure, neighbours.alike(figure))
    yield from jump(figure, neighbours.alike(figure))


def _magnitude(figure: Figure, vocabulary: Vocabulary) -> Iterator[Verdict]:
    measure = vocabulary.measure(figure.measure_id)
    try:
        reason = reject_reason(figure.quantity, measure)
    except UnitError:  # another currency, or another thing counted: its size cannot be told
        return
    if reason is not None:
        message = Bilingual(
            reason,
            f"{shown(figure)}は「{measure.names.ja}」としてあり得る範囲"
            f"({measure.sane_min:g}〜{measure.sane_max:g} {measure.unit})の外です",
        )
        yield Verdict("magnitude", message, rejects=True)


def _encoding(figure: Figure) -> Iterator[Verdict]:
    if figure.quote and _DAMAGE.search(figure.quote):
        message = Bilingual(
            "the quoted words show damage from a wrong encoding; compare them with the original",
            "引用文に文字化けがあります。原文と照らし合わせてください",
        )
        yield Verdict("encoding", message)


def _world_total(figure: Figure, neighbours: _Neighbours) -> Iterator[Verdict]:
    """Reject a part that is larger than its whole: a region's or the world's electricity."""
    size = size_of(figure)
    if figure.measure_id not in _ANNUAL or size is None or figure.subject_id == _WORLD:
        return
    whole_id = _WORLD if figure.subject_id.startswith("country:") else f"country:{figure.region}"
    region = "world" if whole_id == _WORLD else figure.region
    wholes = neighbours.stored(whole_id, _DEMAND, region)
    largest = max((size_of(f) or 0.0 for f in wholes), default=0.0)
    if not largest or size <= largest * _GROWS:
        return
    place = whole_id.partition(":")[2]
    message = Bilingual(
        f"{shown(figure)} is more than all electricity of {place}",
        f"{shown(figure)}は{place}の電力全体を上回ります",
    )
    yield Verdict("world_total", message, rejects=True)


def _load(figure: Figure, neighbours: _Neighbours) -> Iterator[Verdict]:
    """Reject a country's load that its electricity of a year cannot have: 745 MW for 745 GW."""
    size = size_of(figure)
    if figure.measure_id != "power_demand" or not figure.subject_id.startswith("country:"):
        return
    years = neighbours.stored(figure.subject_id, _DEMAND, figure.region)
    averages = [s / to_base(_HOURS_OF_YEAR, "h") for f in years if (s := size_of(f))]
    if not size or not averages:
        return
    if min(averages) * _LEAST_LOAD <= size <= max(averages) * _MOST_LOAD:
        return
    average_gw = max(averages) / to_base(1.0, "GW")
    message = Bilingual(
        f"{shown(figure)} does not fit a load of {average_gw:.3g} GW on average over a year",
        f"{shown(figure)}は年平均の負荷{average_gw:.3g} GWと合いません",
    )
    yield Verdict("world_total", message, rejects=True)


_HOURS_OF_YEAR = 8766.0
_LEAST_LOAD, _MOST_LOAD = 0.25, 8.0  # of the average: a quiet night, the peak of a small country
_INSIDE = re.compile(r"\b(?:in|of|within) (?:the |all )?$", re.IGNORECASE)


def _part(figure: Figure, neighbours: _Neighbours, vocabulary: Vocabulary) -> Iterator[Verdict]:
    """Doubt a part that is nearly all of the whole in which its sentence puts it."""
    size, quote = size_of(figure), figure.quote or ""
    if figure.measure_id not in _ANNUAL or size is None:
        return
    for mention in name_index(vocabulary).find(quote, forgive=False):
        whole_id = mention.of("subject") or ""
        is_inside = _INSIDE.search(quote[: mention.start]) or quote.startswith(
            ("の", "で"), mention.end
        )
        if not is_inside or whole_id in ("", figure.subject_id, _WORLD):
            continue
        wholes = [f for m in _ANNUAL for f in neighbours.everywhere(whole_id, m)]
        largest = max((size_of(f) or 0.0 for f in wholes), default=0.0)
        if largest and size > largest * _NEARLY_ALL:
            name = vocabulary.subject(whole_id).names
            message = Bilingual(
                f"{shown(figure)} would be nearly all that {name.en} use",
                f"{shown(figure)}は{name.ja}の使用量のほぼ全部に当たります",
            )
            yield Verdict("world_total", message, rejects=size > largest)
            return


_NEARLY_ALL = 0.8
_ANNUAL = ("electricity_consumption", "electricity_demand", "electricity_annualised",
           "electricity_generation", "added_electricity")  # fmt: skip
_GROWS = 1.6  # a projection may lie above the largest yearly total that is known


_APART, _LOST = 3.0, 15.0  # times; nearer to any other source it may be told right
# Of one size wherever and whenever it is told.
_STEADY = ("contract", "site", "chip", "system", "prompt", "training", "image", "video")


def _lost_prefix(figure: Figure, neighbours: _Neighbours) -> Iterator[Verdict]:
    """Doubt what a wrong prefix tells apart, and nothing is near to: 1.92 MW for 1.92 GW."""
    size = size_of(figure)
    if not size or figure.subject_id.partition(":")[0] not in _STEADY or figure.unit == "%":
        return
    others = [
        f
        for f in neighbours.everywhere(figure.subject_id, figure.measure_id)
        if f.source_id != figure.source_id
    ]
    ratios = [(max(size / s, s / size), f) for f in others if (s := size_of(f))]
    slips = [(ratio, other) for ratio, other in ratios if is_slip(figure, ratio)]
    nearest = min((ratio for ratio, _ in ratios), default=1.0)
    if not slips or nearest < _APART:
        return
    ratio, other = slips[0]
    yield Verdict("unit_slip", slipped(figure, ratio, other), rejects=nearest >= _LOST)
