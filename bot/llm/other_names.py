"""By what other names than the answer's a thing may be called: those that the question uses."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer.composition import Speaker
from bot.llm.forms import Forms
from knowledge.records import Figure

_BY_OTHER_NAMES = ("network", "chip", "company", "sector")  # “ChatGPT” is not one question to it
_PLACES = ("country", "state", "group")
_WORLD = "world"


@dataclass(frozen=True, slots=True)
class OtherNames:
    """Names of what figures are about, as regular expressions.

    Where the answer tells the place apart (`is_placed`), as the whole of a share, the bare name of
    a thing will do; else it stays in its place.
    """

    question: str
    speaker: Speaker
    forms: Forms
    is_placed: bool

    def of(self, text: str, figures: Sequence[Figure]) -> list[str]:
        """Return the text itself, then what else names the same thing of one of the figures."""
        names = [re.escape(text)]
        for figure in figures:
            measure = self.speaker.vocabulary.measure(figure.measure_id)
            if text == self.speaker.subject(figure.subject_id, figure.region):
                names += self._of_subject(figure)
            elif text == self.speaker.measure(figure.measure_id):
                names += self._asked(
                    text,
                    measure.aliases_en,
                    measure.aliases_ja,
                    like=self.forms.names["other_measure"],
                )
        return list(dict.fromkeys(names))

    def of_place(self, code: str) -> list[str]:
        """Return a region's name, and the others that stand in the question."""
        region = self.speaker.vocabulary.region(code)
        own = self.speaker.region(code)
        like = self.forms.names["other_place"]
        return [re.escape(own), *self._asked(own, region.aliases_en, region.aliases_ja, like=like)]

    def _of_subject(self, figure: Figure) -> list[str]:
        vocabulary, language = self.speaker.vocabulary, self.speaker.language
        subject = vocabulary.subject(figure.subject_id)
        name = subject.names.in_(language)
        names = [re.escape(name)]
        if subject.kind in (*_BY_OTHER_NAMES, *_PLACES):
            like = self.forms.names["other_place"] if subject.kind in _PLACES else ".+"
            names += self._asked(name, subject.aliases_en, subject.aliases_ja, like=like)
        if self.is_placed or name == self.speaker.subject(figure.subject_id, figure.region):
            return names
        if figure.region == _WORLD:
            return []
        form = self.forms.names["placed"]
        return [
            form.replace("SUBJECT", name).replace("REGION", place)
            for name in names
            for place in self.of_place(figure.region)
        ]

    def _asked(
        self, own: str, english: Iterable[str], japanese: Iterable[str], *, like: str
    ) -> list[str]:
        """Those of the names that stand in the question, and in no longer one that does."""
        names = [own, *(english if self.speaker.language == "en" else japanese)]
        found = [n for n in names if re.search(_whole(n), self.question, re.IGNORECASE)]
        longest = [
            name
            for name in found
            if not any(name != other and name.lower() in other.lower() for other in found)
        ]
        return [re.escape(name) for name in longest if re.fullmatch(like, name)]


def _whole(name: str) -> str:
    """Match a name only where it stands whole, as far as its script parts words."""
    return rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() else re.escape(name)
