"""The log: text or JSON lines on standard error, with ids, counts and seconds alone."""

import io
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.logs import JsonFormatter, TextFormatter, start_logging
from bot.settings import read_log_format

ROOT = Path(__file__).parents[2]
QUESTION = "How much electricity does Bitcoin use, asks Alice Example?"


def failing(formatter):
    """The line for an exception whose message holds a secret."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger = logging.Logger("bot.test")
    logger.addHandler(handler)
    try:
        int("the secret question")
    except ValueError:
        logger.exception("unexpected error %s", "ab12")
    return stream.getvalue()


def kilowit(*arguments, home, log):
    environment = {"PATH": os.environ["PATH"], "KILOWIT_HOME": str(home), "KILOWIT_LOG": log}
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        capture_output=True, text=True, env=environment, cwd=ROOT, check=False,
    )  # fmt: skip


@pytest.fixture
def restored_logging():
    root, own = logging.getLogger(), ("bot", "index", "knowledge")
    before = (root.level, list(root.handlers), [logging.getLogger(n).level for n in own])
    yield
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    for name, level in zip(own, before[2], strict=True):
        logging.getLogger(name).setLevel(level)


def test_a_text_line_tells_where_an_exception_passed_but_not_its_message():
    line = failing(TextFormatter())
    assert "ERROR bot.test: unexpected error ab12 (ValueError < failing:" in line
    assert "secret" not in line
    assert line.count("\n") == 1


@pytest.mark.parametrize("formatter", [TextFormatter(), JsonFormatter()])
def test_the_token_in_an_address_of_discord_is_hidden(formatter):
    address = "https://discord.com/api/v10/webhooks/123/aW50ZXJ.abc-def_9/messages/@original"
    record = logging.LogRecord("discord.http", 30, "", 1, "rate limited: %s", (address,), None)
    line = formatter.format(record)
    assert "/webhooks/123/(hidden)/messages/@original" in line
    assert "aW50ZXJ" not in line


def test_a_json_line_has_the_same_fields():
    fields = json.loads(failing(JsonFormatter()))
    assert sorted(fields) == ["error", "level", "logger", "message", "time"]
    assert (fields["level"], fields["message"]) == ("ERROR", "unexpected error ab12")
    assert fields["error"].startswith("ValueError < failing:")
    assert "secret" not in json.dumps(fields)


def test_json_lines_tell_of_an_answer_without_its_question(small_home):
    done = kilowit("ask", QUESTION, home=small_home, log="json")
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["logger"] for line in lines] == ["bot.wiring", "bot.engine"]
    assert lines[0]["message"].startswith("opened generation ")
    assert "claims" in lines[1]["message"]
    assert "Alice" not in done.stderr
    assert "Bitcoin" not in done.stderr


def test_text_lines_tell_the_same(small_home):
    done = kilowit("ask", QUESTION, home=small_home, log="text")
    first, second = done.stderr.splitlines()
    assert " INFO bot.wiring: opened generation " in first
    assert " INFO bot.engine: " in second
    assert "Alice" not in done.stderr


def test_without_a_choice_a_command_logs_nothing_but_errors(small_home):
    assert kilowit("ask", QUESTION, home=small_home, log="").stderr == ""


def test_other_packages_stay_at_warnings(restored_logging, capsys):
    start_logging("text", verbose=True)
    start_logging("text", verbose=True)
    logging.getLogger("discord.client").info("logging in as Alice")
    logging.getLogger("bot.discord.client").info("connected, 3 guilds")
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("given", "form"), [("", None), ("text", "text"), (" json ", "json"), ("xml", None)]
)
def test_the_form_is_read_before_the_settings(given, form):
    assert read_log_format({"KILOWIT_LOG": given}) == form
