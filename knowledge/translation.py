"""The vocabulary's names in a text, said in the other language."""

import functools
from dataclasses import dataclass

from knowledge.names import NameIndex, Referent
from knowledge.records import Bilingual, Language
from knowledge.vocabulary_names import vocabulary_names
from knowledge.words import Vocabulary


@dataclass(frozen=True)
class NameTranslator:
    """Finds names of subjects, measures and regions, and says them in a language."""

    vocabulary: Vocabulary

    def translate(self, text: str, language: Language) -> tuple[str, ...]:
        """Return the names in a text as `language` says them, in order, each once.

        Only what the vocabulary holds is translated, and only the likeliest reading of a name.
        """
        mentions = self._names.find(text, forgive=False)
        said = (self._names_of(mention.referents[0]).in_(language) for mention in mentions)
        return tuple(dict.fromkeys(said))

    @functools.cached_property
    def _names(self) -> NameIndex:
        return NameIndex.build(vocabulary_names(self.vocabulary))

    def _names_of(self, referent: Referent) -> Bilingual:
        if referent.kind == "region":
            return self.vocabulary.region(referent.identifier).names
        if referent.kind == "measure":
            return self.vocabulary.measure(referent.identifier).names
        return self.vocabulary.subject(referent.identifier).names
