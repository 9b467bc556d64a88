"""The examples of the README are what kilowit says and does."""

import re
from pathlib import Path

import pytest

from bot.cli.main import make_parser
from bot.cli.output import say_answer

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def example():
    """The question and the parts of the README's answer between what is cut."""
    block = next(b for b in re.findall(r"```\n(.*?)```", README, re.DOTALL) if b.startswith("> "))
    question, _, answer = block.partition("\n")
    return question.removeprefix("> "), [" ".join(part.split()) for part in answer.split("...")]


def test_the_answer_in_the_readme_is_kilowits_own(engine, capsys):
    question, parts = example()
    say_answer(engine.ask(question).shown)
    said = " ".join(capsys.readouterr().out.split())
    assert [part for part in parts if part not in said] == []


def test_the_readme_is_short():
    assert len(README.splitlines()) <= 150


def test_the_picture_is_there():
    (picture,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`kilowit (\w+)", README))))
def test_every_command_of_the_readme_exists(command):
    assert command in next(a for a in make_parser()._actions if a.choices).choices


def rows():
    table = re.findall(r"^\| ([a-z ]+) \| (.+) \|$", README, re.MULTILINE)
    return [
        (kind, question.strip())
        for kind, questions in table
        if kind != "kind"
        for question in questions.split(" · ")
    ]


@pytest.mark.parametrize(("kind", "question"), rows())
def test_every_question_of_the_readme_is_answered(engine, kind, question):
    payload = engine.ask(question).payload
    assert payload["answered"], payload["text"]
