"""Asks what cannot be answered, made from labelled questions, and counts what is answered.

Run: PYTHONPATH=. .venv/bin/python benchmarks/narrowed_questions.py [--show N] FILES
(needs a built generation: kilowit build)

FILES are labelled as for `kilowit evaluate answers`. Every question that is answered with figures
is asked again in two ways, and known things are asked for what no figure tells; each sure answer to
that is wrong, or says the same in other words:

- narrowed: with a word before one of its names that no figure knows (“rented France”), drawn
  from tests/bot/gold/narrowing-words.json;
- left out: over a knowledge without the figures that led, those of their subject and measure;
- beside: “what colour is Google”, by the frames and things of tests/bot/gold/beside-frames.json.

Of the narrowed ones it tells those with the very citations of before; `--show` prints some of each.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from bot.answer.answerer import Answerer
from bot.answer.inquiry import Result
from bot.answer.records import Answer
from bot.answer_evaluation import read_labelled
from bot.settings import read_settings
from bot.wiring import open_engine
from knowledge.protocols import Knowledge
from knowledge.records import Figure

SEED = 3
TIMES = 4  # narrowed by so many words, each before a name drawn at random
GOLD = Path(__file__).resolve().parent.parent / "tests/bot/gold"
WORDS = GOLD / "narrowing-words.json"
FRAMES = GOLD / "beside-frames.json"
_TOLD_BY_TEXTS = ("explanation", "check")


class Without:
    """A knowledge without the figures that are hidden."""

    def __init__(self, knowledge: Knowledge, hides: Callable[[Figure], bool]) -> None:
        self._knowledge, self._hides = knowledge, hides

    def __getattr__(self, name: str) -> object:
        return getattr(self._knowledge, name)

    def figures(self, **asked: Sequence[str]) -> tuple[Figure, ...]:
        """As the knowledge, without the hidden ones."""
        return tuple(f for f in self._knowledge.figures(**asked) if not self._hides(f))

    def units_of(self, subject_id: str) -> tuple[tuple[str, str, str, int], ...]:
        """As the knowledge, without the hidden ones."""
        found = self.figures(subject_ids=(subject_id,))
        counts = Counter((f.measure_id, f.region, f.unit) for f in found)
        return tuple((*key, n) for key, n in sorted(counts.items()))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that cannot be answered, and what it got."""

    way: str
    text: str
    got: Result
    is_as_before: bool

    @property
    def is_sure(self) -> bool:
        """Whether it was answered with figures."""
        return _is_of_figures(self.got)


def main() -> None:
    """Ask, and print what was answered."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    answerer = open_engine(read_settings()).answerer
    draw = random.Random(SEED)
    asked = [
        one
        for file in options.files
        for row in read_labelled(file)
        if not row.context
        for one in _asked(row.question, answerer, draw)
    ]
    asked += _beside(answerer)
    for way in ("narrowed", "left out", "beside"):
        _report(way, [a for a in asked if a.way == way], options.show, draw)


def _report(way: str, asked: list[Asked], n_shown: int, draw: random.Random) -> None:
    sure = [a for a in asked if a.is_sure]
    same = sum(a.is_as_before for a in sure)
    share = len(sure) / len(asked) if asked else 0.0
    sys.stdout.write(
        f"{way}: {len(asked)} questions, {len(sure)} answered with figures ({share:.3f})"
        f", {same} with those of before\n"
    )
    for one in draw.sample(sure, min(n_shown, len(sure))):
        sys.stdout.write(f"  {one.text}\n      {one.got.interpretation[:160]}\n")


def _asked(text: str, answerer: Answerer, draw: random.Random) -> Iterator[Asked]:
    """Ask a question that is answered with figures in ways that none answers."""
    before = answerer.answer(text)
    if not isinstance(before, Answer) or not _is_of_figures(before):
        return
    cited = [c.figure_id for c in before.citations if c.figure_id]
    if not cited:
        return
    for narrowed in _narrowed(text, answerer, draw):
        got = answerer.answer(narrowed)
        as_before = [c.figure_id for c in got.citations if c.figure_id] == cited
        yield Asked("narrowed", narrowed, got, as_before)
    if before.kind != "ranking":  # which loses one of its many
        lead = answerer.knowledge.figure(cited[0])
        kept = Without(answerer.knowledge, lambda f: _key(f) == _key(lead))
        hidden = cast("Knowledge", kept)
        yield Asked("left out", text, replace(answerer, knowledge=hidden).answer(text), False)


def _beside(answerer: Answerer) -> Iterator[Asked]:
    """What no figure tells of known things."""
    frames = json.loads(FRAMES.read_text("utf-8"))
    for language, things in frames["things"].items():
        for frame in frames[language]:
            for thing in things:
                text = frame.format(thing)
                yield Asked("beside", text, answerer.answer(text), is_as_before=False)


def _narrowed(text: str, answerer: Answerer, draw: random.Random) -> Iterator[str]:
    """The question with a word before one of its names."""
    names = answerer.parse(text).named
    words = json.loads(WORDS.read_text("utf-8"))["en" if text.isascii() else "ja"]
    for word in draw.sample(words, TIMES) if names else ():
        at = text.lower().find(draw.choice(names).text.lower())
        if at >= 0:
            yield f"{text[:at]}{word}{' ' if text.isascii() else ''}{text[at:]}"


def _is_of_figures(result: Result) -> bool:
    return isinstance(result, Answer) and result.kind not in _TOLD_BY_TEXTS


def _key(figure: Figure) -> tuple[str, str]:
    return figure.subject_id, figure.measure_id


if __name__ == "__main__":
    main()
