"""Items of lists that name and number without a verb: `Dresden fab: 1,450 GWh in 2024`."""

import re

from knowledge.extraction.sentences import Sentence

_ITEM = re.compile(
    r"^[\s\-*•●・■◆–—]{0,4}(?P<label>[^:：。;\d][^:：。;]{1,59}?)\s*[:：]\s*"
    r"(?:約|およそ|about |around |approx\. )?(?=[\d$€£¥])"
)
_FIELD = re.compile(r"electric|energy|\bpower\b|consum|電力|電気|エネルギー|消費", re.IGNORECASE)
# What a heading may tell that is no use: what is generated, heat, batteries.
_OTHER = re.compile(
    r"generat|solar|\bwind\b|\bheat|storage|batter|saving|\bsold|\bsales|suppl|capacit"
    r"|発電|熱|蓄電|節電|削減|販売|供給",
    re.IGNORECASE,
)


def label_of(sentence: Sentence) -> tuple[int, int] | None:
    """Return the span of the label where a sentence is an item `label: number`."""
    match = _ITEM.match(sentence.text)
    return match.span("label") if match else None


def is_on_energy(sentence: Sentence) -> bool:
    """Return whether an item, or the heading over it, says that its numbers are of electricity."""
    if label_of(sentence) is None:
        return False
    if any(_OTHER.search(text) for text in sentence.headings[-1:]):
        return False
    return any(_FIELD.search(text) for text in (sentence.text, *sentence.headings))
