"""Typed requests: what a command with options asks, without composing a sentence."""

from dataclasses import dataclass

from bot.answer.reckoning.ranked_kinds import RANKED_KINDS

KINDS = tuple(kind.name for kind in RANKED_KINDS)


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """A subject's figure; `subject` and `measure` are ids or names in either language."""

    subject: str
    measure: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class TrendRequest:
    """How a subject's figure changed, between two years when they are given."""

    subject: str
    measure: str | None = None
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class RankRequest:
    """The subjects of a kind, one of `KINDS`, by a measure; `region` names a group of countries."""

    measure: str
    kind: str | None = None
    region: str | None = None
    lowest: bool = False


@dataclass(frozen=True, slots=True)
class EquivalentRequest:
    """An amount such as “200 MW” in familiar things, or in `into` (“homes”)."""

    amount: str
    into: str | None = None


Request = FigureRequest | TrendRequest | RankRequest | EquivalentRequest
