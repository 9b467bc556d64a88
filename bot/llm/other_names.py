"""By what other names than the answer's a thing may be called: those that the question uses."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer.composition import Speaker
from bot.llm.forms import Forms
from knowledge.records import Figure

_ONE_THING = ("per_item", "one_off")  # “ChatGPT” is not one question to it
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
                names += self._asked(text, measure.aliases_en, measure.aliases_ja)
        return list(dict.fromkeys(names))

    def of_place(self, code: str) -> list[str]:
        """Return a region's name, and the others that stand in the question."""
        region = self.speaker.vocabulary.region(code)
        own = self.speaker.region(code)
        return [re.escape(own), *self._asked(own, region.aliases_en, region.aliases_ja)]

    def _of_subject(self, figure: Figure) -> list[str]:
        vocabulary, language = self.speaker.vocabulary, self.speaker.language
        subject = vocabulary.subject(figure.subject_id)
        name = subject.names.in_(language)
        names = [re.escape(name)]
        if vocabulary.measure(figure.measure_id).basis not in _ONE_THING:
            names += self._asked(name, subject.aliases_en, subject.aliases_ja)
        if self.is_placed or name == self.speaker.subject(figure.subject_id, figure.region):
            return names
        if figure.region == _WORLD:
            return []
        form = self.forms.words["placed"]["form"]
        return [
            form.replace("SUBJECT", name).replace("REGION", place)
            for name in names
            for place in self.of_place(figure.region)
        ]

    def _asked(self, own: str, english: Iterable[str], japanese: Iterable[str]) -> list[str]:
        """Those of the names that stand in the question, and in no longer one that does."""
        names = [own, *(english if self.speaker.language == "en" else japanese)]
        found = [n for n in names if re.search(_whole(n), self.question, re.IGNORECASE)]
        longest = [
            name
            for name in found
            if not any(name != other and name.lower() in other.lower() for other in found)
        ]
        return [re.escape(name) for name in longest]


def _whole(name: str) -> str:
    """Match a name only where it stands whole, as far as its script parts words."""
    return rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() else re.escape(name)
