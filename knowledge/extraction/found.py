"""What is found to be the subject of a quantity, and the names that a sentence holds."""

from dataclasses import dataclass

from knowledge.extraction.sentences import Sentence
from knowledge.names import Mention


@dataclass(frozen=True, slots=True)
class Found:
    """A subject: an id of the vocabulary, or else a name as written.

    `trust` in [0, 1] tells how surely the quantity is about it; `scope` holds what narrows it.
    `is_one` tells that one of a kind is meant (a data centre), `is_owner` that the subject owns
    what the sentence is about (gas gives 38 % of X's power).
    """

    subject_id: str | None
    name: str | None
    trust: float
    scope: str = ""
    is_one: bool = False
    is_owner: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """The names in one sentence, found once for all its quantities."""

    sentence: Sentence
    subjects: tuple[Mention, ...]
    regions: tuple[Mention, ...]


NOBODY = Found(None, None, 0.0)
