"""The records of `state.db`. Times are aware and in UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from knowledge.records import Language

MentionPolicy = Literal["off", "reply", "thread"]
Rating = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server's administrators chose.

    `channels` are the only ones in which kilowit answers; empty means all. `language` None
    follows each user. Quotas count answers; 0 means none are given. `keep_gap_texts` allows
    unanswered questions to be kept as text. `news_channel` is told what changed in the knowledge.
    """

    channels: tuple[int, ...] = ()
    is_private: bool = False
    language: Language | None = None
    mentions: MentionPolicy = "reply"
    user_daily_quota: int = 100
    server_daily_quota: int = 2000
    keep_gap_texts: bool = False
    news_channel: int | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """One person's rating of one answer; `reason` is their own words or empty."""

    answer_id: str
    rating: Rating
    reason: str
    server_id: int | None
    when: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that had no answer. `text` is empty unless the server allows texts to be kept."""

    text: str
    reason: str
    language: Language
    server_id: int | None
    when: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who changed what, when. `actor` is a Discord user or `cli:<user>`; `details` is JSON."""

    when: datetime
    actor: str
    action: str
    subject: str
    details: str
    server_id: int | None = None
