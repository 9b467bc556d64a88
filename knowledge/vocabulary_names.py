"""All names by which a text may call the vocabulary's subjects, measures and regions."""

from collections.abc import Iterator
from functools import lru_cache

from knowledge.names import NameIndex, Referent
from knowledge.words import Vocabulary


@lru_cache(maxsize=4)
def name_index(vocabulary: Vocabulary) -> NameIndex:
    """Return the index of a vocabulary's names, built once for each vocabulary."""
    return NameIndex.build(vocabulary_names(vocabulary))


def vocabulary_names(vocabulary: Vocabulary) -> Iterator[tuple[str, Referent]]:
    """Yield (name, referent), likelier readings of a shared name first.

    Regions, then subjects in the vocabulary's order, then measures; full names before aliases.
    """
    for region in vocabulary.regions():
        referent = Referent("region", region.code)
        yield region.names.en, referent
        yield region.names.ja, referent
    for subject in vocabulary.subjects():
        if not subject.subject_id.startswith("country:"):
            referent = Referent("subject", subject.subject_id)
            yield subject.names.en, referent
            yield subject.names.ja, referent
    for measure in vocabulary.measures():
        referent = Referent("measure", measure.measure_id)
        yield measure.names.en, referent
        yield measure.names.ja, referent
    yield from _aliases(vocabulary)


def _aliases(vocabulary: Vocabulary) -> Iterator[tuple[str, Referent]]:
    for region in vocabulary.regions():
        for alias in (*region.aliases_en, *region.aliases_ja):
            yield alias, Referent("region", region.code)
    for subject in vocabulary.subjects():
        if not subject.subject_id.startswith("country:"):
            for alias in (*subject.aliases_en, *subject.aliases_ja):
                yield alias, Referent("subject", subject.subject_id)
    for measure in vocabulary.measures():
        for alias in (*measure.aliases_en, *measure.aliases_ja):
            yield alias, Referent("measure", measure.measure_id)
