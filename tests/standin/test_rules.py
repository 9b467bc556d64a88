"""The stand-in refuses what Discord refuses; a rule that never speaks would prove nothing."""

import pytest
from standin.rules import (
    choice_problems,
    command_problems,
    is_empty,
    message_problems,
    modal_problems,
)


def row(*buttons):
    return {"type": 1, "components": list(buttons)}


def button(**parts):
    return {"type": 2, "style": 2, "label": "a", "custom_id": "b", **parts}


def command(**parts):
    return {"name": "ask", "description": "Ask", **parts}


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ({"content": "a" * 2000}, []),
        ({"content": "a" * 2001}, ["content is no text of at most 2000 characters"]),
        ({"embeds": [{"title": "a" * 256, "description": "a" * 4096}]}, []),
        ({"embeds": [{"title": "a" * 257}]}, ["title is no text of at most 256 characters"]),
        (
            {"embeds": [{"description": "a" * 4097}]},
            ["description is no text of at most 4096 characters"],
        ),
        (
            {"embeds": [{"description": "a" * 3001}, {"footer": {"text": "a" * 2000}}] * 2},
            ["embeds hold 10002 characters, at most 6000"],
        ),
        ({"embeds": [{}] * 11}, ["11 embeds"]),
        (
            {"embeds": [{"image": {"url": "attachment://b.png"}}]},
            ["no file for attachment://b.png"],
        ),
        ({"attachments": [{"id": 0, "filename": "a.png"}]}, []),
        ({"attachments": [{"id": 0, "filename": "c.png"}]}, ["no file named c.png"]),
        (
            {"attachments": [{"id": 0, "description": "a" * 1025}]},
            ["alt text is no text of at most 1024 characters"],
        ),
        ({"components": [row(button())]}, []),
        ({"components": [row()]}, ["a row holds one to five components"]),
        (
            {"components": [row(button(), button())]},
            ["two components have the same custom_id"],
        ),
        (
            {"components": [row(button(label="a" * 81))]},
            ["button label is no text of at most 80 characters"],
        ),
        (
            {"components": [row(button(custom_id="a" * 101))]},
            ["custom_id has 1 to 100 characters"],
        ),
        (
            {"components": [row(button(url="https://example.org"))]},
            ["only link buttons have a url"],
        ),
    ],
)
def test_messages(body, problems):
    assert message_problems(body, ["a.png"]) == problems


@pytest.mark.parametrize(
    ("commands", "problems"),
    [
        ([command(name_localizations={"ja": "質問"})], []),
        ([command(name="Ask")], ["'Ask' is no command name"]),
        ([command(name="ask me")], ["'ask me' is no command name"]),
        ([command(description="")], ["description of ask has 1 to 100 characters"]),
        ([command(description="a" * 101)], ["description of ask has 1 to 100 characters"]),
        ([command(name_localizations={"jp": "質問"})], ["jp is no locale"]),
        ([command(), command()], ["two commands have the same name"]),
        (
            [command(options=[command(name="a"), command(name="b", required=True)])],
            ["ask: a required option after an optional one"],
        ),
        (
            [
                command(
                    options=[command(name=n, name_localizations={"ja": "年"}) for n in ("a", "b")]
                )
            ],
            ["ask: two options have the same name in ja"],
        ),
    ],
)
def test_commands(commands, problems):
    assert command_problems(commands) == problems


def test_choices():
    assert choice_problems([{"name": "a", "value": "b"}]) == []
    assert choice_problems([{"name": "a", "value": "b"}] * 26) == ["26 choices"]
    assert choice_problems([{"name": "", "value": "b" * 101}]) == [
        "choice name has 1 to 100 characters",
        "choice value is no text of at most 100 characters",
    ]


def test_modals():
    field = {"type": 4, "label": "a" * 46}
    assert modal_problems({"title": "a" * 46, "components": [row(field)]}) == [
        "modal title is no text of at most 45 characters",
        "input label is no text of at most 45 characters",
    ]


def test_empty_messages():
    assert is_empty({"content": "", "embeds": []})
    assert not is_empty({"content": "a"})
