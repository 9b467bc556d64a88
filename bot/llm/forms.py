"""The forms in which a language model may word an answer's first sentence, of bot/texts.

They are all that is ever shown of its words: a sentence is taken when it is one of them from its
first letter to its last, filled with the answer's own names, numbers and periods.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import count

import tomli

from knowledge.records import Language

_BLOCK = re.compile(r"<(\w+)>")
_SLOT = re.compile(r"\{(\w+)\}")
_NOTHING = "(?!)"  # a slot that the answer does not fill


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one language.

    `sentences` are those of each template. The rest fill slots: `actions` by measure, the verbs
    that may stand for its name; `statuses` by a figure's status; `tenses` by whether it is to come;
    `direction` of a comparison; `names`, what names may be like.
    """

    sentences: Mapping[str, tuple[str, ...]]
    actions: Mapping[str, Mapping[str, str]]
    statuses: Mapping[str, Mapping[str, str]]
    tenses: Mapping[str, Mapping[str, str]]
    direction: Mapping[str, str]
    names: Mapping[str, str]

    def told(
        self, sentence: str, template: str, slots: Mapping[str, str]
    ) -> Iterator[frozenset[str]]:
        """Yield, for each form of the template that the sentence fits, the slots that it told.

        `slots` are regular expressions by name. Letters may be upper or lower case but where a
        slot's expression forbids it.
        """
        for form in self.sentences.get(template, ()):
            found = re.fullmatch(filled(form, slots), sentence, re.IGNORECASE)
            if found is not None:
                texts = found.groupdict()
                yield frozenset(n.partition("__")[0] for n in texts if texts[n] is not None)


def filled(form: str, slots: Mapping[str, str]) -> str:
    """Put the slots' expressions into a form, each as a group of its own number.

    A slot without an expression matches nothing.
    """
    number = count()

    def group(match: re.Match[str]) -> str:
        return f"(?P<{match[1]}__{next(number)}>{slots.get(match[1], _NOTHING)})"

    return _SLOT.sub(group, form)


@cache
def load_forms(language: Language) -> Forms:
    """Read worded.{language}.toml of bot/texts."""
    file = resources.files("bot") / "texts" / f"worded.{language}.toml"
    read = tomli.loads(file.read_text("utf-8"))
    blocks = read["blocks"]

    def expanded(form: str) -> str:
        return _BLOCK.sub(lambda match: f"(?:{expanded(blocks[match[1]])})", form)

    return Forms(
        {template: tuple(map(expanded, forms)) for template, forms in read["forms"].items()},
        read["actions"],
        read["statuses"],
        read["tense"],
        read["direction"],
        read["names"],
    )
