"""No chip is known by a name that is another's own."""

from itertools import chain

import pytest

from bot.wording import asked_names
from knowledge.names import NameIndex
from knowledge.vocabulary_names import vocabulary_names
from knowledge.words import load_vocabulary

VOCABULARY = load_vocabulary()
NAMES = NameIndex.build(chain(vocabulary_names(VOCABULARY), asked_names()))


@pytest.mark.parametrize(
    "subject",
    [s for s in VOCABULARY.subjects() if s.subject_id.startswith("chip:")],
    ids=lambda subject: subject.subject_id,
)
def test_a_chip_is_found_by_its_name_with_and_without_its_maker(subject):
    name = subject.names.en
    short = name.partition(" ")[2]
    found = [m for text in (name, short) for m in NAMES.find(text, forgive=False)]
    others = {m.of("subject") for m in found if m.text in (name, short)}
    assert others <= {
        subject.subject_id,
        None,
        "fuel:hydro",
        "chip:nvidia-b200",
        "chip:nvidia-h100",
    }
