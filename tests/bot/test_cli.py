"""The command line, run as a user runs it, over a small generation."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.cli import asking
from bot.cli.main import main, make_parser

ROOT = Path(__file__).parents[2]


def kilowit(*arguments, home, stdin=""):
    environment = {"PATH": os.environ["PATH"], "KILOWIT_HOME": str(home), "LANG": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        capture_output=True,
        text=True,
        input=stdin,
        env=environment,
        cwd=ROOT,
        check=False,
    )


def commands():
    action = next(a for a in make_parser()._actions if a.choices)
    return sorted(action.choices)


@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented(command):
    assert f"`kilowit {command}" in (ROOT / "docs" / "interfaces.md").read_text(encoding="utf-8")


def unexplained(parser):
    """The arguments of a command, and of those beneath it, whose help is empty."""
    for action in parser._actions:
        if isinstance(action.choices, dict):
            for name, child in action.choices.items():
                yield from (f"{name} {left}" for left in unexplained(child))
        elif not action.help:
            yield action.dest


def test_help_says_what_every_argument_is():
    assert list(unexplained(make_parser())) == []


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"kilowit {version('kilowit')}\n")


def test_a_question_needs_no_quotes(small_home):
    whole, parted = (
        kilowit("ask", *words, home=small_home)
        for words in (["who are you"], ["who", "are", "you"])
    )
    assert parted.stdout == whole.stdout
    assert parted.returncode == whole.returncode


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ask", ""], 2, "the text is empty"),
        (["check", " "], 2, "the text is empty"),
        (
            ["export", "/dev/null/x"],
            2,
            "cannot write to /dev/null/x (Not a directory); name a folder",
        ),
        (["ask", "a" * 10_000], 2, "give at most 2,000"),
        (["compare", "Bitcoin"], 2, "1 is no number of subjects to compare; name 2 to 6"),
        (["search", "x", "--k", "0"], 2, "a number from 1 to 100"),
        (["figure", "nothing"], 2, "no figure 'nothing' is known"),
        (["check", " "], 2, "is empty"),
        (["add", "x"], 2, "there is no file x"),
        (["web", "--port", "70000"], 2, "give a number from 0"),
        (["web", "--processes", "0"], 2, "give a number from 1 to 64"),
        (["web", "--host", "256.1.1.1"], 2, "cannot listen on 256.1.1.1"),
        (["evaluate", "retrieval"], 2, "name at least one labelled file"),
        (["batch", "missing.jsonl", "out.jsonl"], 2, "there is no file missing.jsonl"),
        (["discord"], 2, "no Discord token"),
        (["discord", "--invite", "x"], 2, "is no application id"),
    ],
)
def test_wrong_use_gets_one_sentence(small_home, arguments, code, message):
    done = kilowit(*arguments, home=small_home)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_without_knowledge_the_command_is_named(tmp_path):
    done = kilowit("ask", "Bitcoin", home=tmp_path)
    assert (done.returncode, "run: kilowit build" in done.stderr) == (3, True)


def test_an_answer_as_json(small_home):
    done = kilowit("ask", "How much electricity does Bitcoin use?", "--json", home=small_home)
    assert (done.returncode, json.loads(done.stdout)["answered"]) == (0, True)


def test_an_unanswered_question_exits_with_one(small_home):
    assert kilowit("ask", "should I buy bitcoin?", home=small_home).returncode == 1


def test_a_batch_keeps_its_order(small_home, tmp_path):
    lines = [{"id": n, "question": q} for n, q in enumerate(["Bitcoin", "日本の電力需要は?"])]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert kilowit("batch", str(source), str(target), home=small_home).returncode == 0
    answers = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [a["id"] for a in answers] == [0, 1]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "no object with an id"),
        ('{"id": 1}', "question must be text"),
        ('{"id": 1, "question": "x", "lang": "de"}', "lang must be en or ja"),
    ],
)
def test_a_broken_batch_names_file_and_line(small_home, tmp_path, line, problem):
    source = tmp_path / "in.jsonl"
    source.write_text(f'{{"id": 0, "question": "Bitcoin"}}\n{line}\n', encoding="utf-8")
    done = kilowit("batch", str(source), str(tmp_path / "out.jsonl"), home=small_home)
    assert done.returncode == 2
    assert f"in.jsonl:2: {problem}" in done.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_the_chat_answers_until_the_end_of_input(small_home):
    done = kilowit("chat", home=small_home, stdin="/help\nBitcoin\n\n")
    assert done.returncode == 0
    assert "TWh" in done.stdout
    assert "kilowit is ready" in done.stderr


def test_settings_are_shown_with_secrets_masked(tmp_path):
    environment = os.environ | {"KILOWIT_HOME": str(tmp_path), "DISCORD_TOKEN": "very-secret"}
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "config"],
        capture_output=True,
        text=True,
        env=environment,
        cwd=ROOT,
        check=True,
    )
    assert "very-secret" not in done.stdout
    assert "(set, hidden)" in done.stdout


def test_bad_settings_are_reported_together(tmp_path):
    environment = os.environ | {"KILOWIT_THREADS": "0", "KILOWIT_LOG": "xml"}
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "config"],
        capture_output=True,
        text=True,
        env=environment,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 2
    assert "KILOWIT_THREADS is '0'" in done.stderr
    assert "KILOWIT_LOG is 'xml'" in done.stderr


def test_quantities_are_extracted_with_their_places(tmp_path):
    done = kilowit("extract", "about 415 TWh in 2024", "--json", home=tmp_path)
    (found,) = json.loads(done.stdout)
    assert (found["value"], found["unit"], found["qualifier"]) == (415, "TWh", "about")
    assert "about 415 TWh in 2024"[found["start"] : found["end"]] == found["text"]


def test_run_answers_what_is_piped_without_a_token(small_home):
    environment = {"PATH": os.environ["PATH"], "KILOWIT_HOME": str(small_home)}
    done = subprocess.run(
        [sys.executable, "-c",
         "import bot.wiring; bot.wiring.is_up_to_date = lambda *_: True; "
         "from bot.cli.main import main; raise SystemExit(main(['run']))"],
        input="How much electricity does Bitcoin use?\n", capture_output=True, text=True,
        env=environment, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "TWh" in done.stdout


def test_a_question_that_fails_costs_no_other_its_answer(tmp_path, monkeypatch, capsys):
    class Faulty:
        def ask(self, question, **_):
            if question == "fault":
                raise ZeroDivisionError
            return SimpleNamespace(payload={"answered": True})

    monkeypatch.setattr(asking, "_engine", Faulty)
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": "1", "question": "fault"}\n{"id": "2", "question": "sound"}\n')
    assert main(["batch", str(source), str(target)]) == 0
    rows = [json.loads(line) for line in target.read_text().splitlines()]
    assert [(r["id"], r["answered"], r.get("reason")) for r in rows] == [
        ("1", False, "error"),
        ("2", True, None),
    ]
    assert "1 of 2 questions failed" in capsys.readouterr().err
