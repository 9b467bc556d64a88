"""The stand-in holds requests against Discord's own description, where there is a copy of it."""

import pytest
from standin.description import FILE, described_problems

pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="no copy of Discord's description")
MESSAGES = "/channels/600000000000000003/messages"


def test_a_right_message_has_no_problem():
    body = {"content": "Hello", "embeds": [{"title": "Figures", "description": "415 TWh"}]}
    assert described_problems("POST", MESSAGES, body) == []


@pytest.mark.parametrize(
    "body",
    [{"content": 5}, {"embeds": "none"}, {"embeds": [{"fields": [{"name": "only a name"}]}]}],
)
def test_a_wrong_message_has_one(body):
    assert len(described_problems("POST", MESSAGES, body)) == 1


def test_an_unknown_path_is_one():
    assert described_problems("GET", "/nowhere/at/all", None) == [
        "/nowhere/at/all is not described"
    ]
