"""Prints sentences that a language model could get shown, for people to read: is any misleading?

Run: .venv/bin/python benchmarks/form_instances.py N QUESTIONS.jsonl...   (needs a built generation)

For each line's `question` whose answer has forms (bot/texts/worded.*.toml), N random instances of
them are written, filled as a wording would have to be, beside the plain sentence.
"""

import json
import random
import sys
from collections.abc import Iterable
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]  # what an expression consists of
from typing import Any

from bot.answer.composition import Speaker
from bot.answer.records import Answer
from bot.engine import KilowitEngine
from bot.llm.forms import filled, load_forms
from bot.llm.lead import read_lead
from bot.settings import read_settings
from bot.wiring import open_engine

_TRIES, _REPEATS = 10, 2


def main() -> None:
    """Write the instances, then how many answers have forms."""
    most, *files = sys.argv[1:]
    engine = open_engine(read_settings())
    dice = random.Random(20261130)
    lines = [line for file in files for line in Path(file).read_text("utf-8").splitlines()]
    questions = [json.loads(line).get("question") for line in lines if line]
    n_answers = n_formed = 0
    for question in filter(None, questions):
        found = list(_instances(question, int(most), engine, dice))
        plain = engine.ask(question).shown
        n_answers, n_formed = n_answers + plain.answered, n_formed + bool(found)
        for instance in found:
            print(f"{instance}\n    {plain.headline}")
    print(f"{n_answers} answers, {n_formed} with forms")


def _instances(
    question: str, most: int, engine: KilowitEngine, dice: random.Random
) -> Iterable[str]:
    """Sentences that the forms let pass and a check bears out."""
    result = engine.answerer.answer(question)
    if not isinstance(result, Answer):
        return
    forms = load_forms(result.language)
    speaker = Speaker(engine.vocabulary, engine.knowledge, engine.wordings[result.language])
    parsed = engine.answerer.parse(question)
    lead = read_lead(result, parsed, speaker, forms, today=engine.today)
    seen: set[str] = set()
    for _ in range(most * _TRIES if lead else 0):
        assert lead is not None
        form = dice.choice(forms.sentences[lead.template])
        said = _one(_parser.parse(filled(form, lead.slots)), dice)
        if said is None or said in seen or not lead.is_said_by(said, forms):
            continue
        seen.add(said)
        if len(seen) > most:
            return
        if engine.bears_out(said, result.language):
            yield said


def _one(parts: Iterable[tuple[Any, Any]], dice: random.Random) -> str | None:
    """A random text that an expression matches; None where a slot has nothing to fill it."""
    said = ""
    for kind, given in parts:
        piece: str | None = ""
        if kind is _constants.LITERAL:
            piece = chr(given)
        elif kind is _constants.IN:
            piece = chr(dice.choice([code for k, code in given if k is _constants.LITERAL]))
        elif kind is _constants.SUBPATTERN:
            piece = _one(given[3], dice)
        elif kind is _constants.BRANCH:
            found = [one for branch in given[1] if (one := _one(branch, dice)) is not None]
            piece = dice.choice(found) if found else None
        elif kind is _constants.MAX_REPEAT:
            least, highest, repeated = given
            times = dice.randint(least, max(least, min(int(highest), _REPEATS)))
            found = [one for _ in range(times) if (one := _one(repeated, dice)) is not None]
            piece = "".join(found) if len(found) >= least else None
        elif kind is _constants.ASSERT_NOT:
            piece = None
        if piece is None:
            return None
        said += piece
    return said


if __name__ == "__main__":
    main()
