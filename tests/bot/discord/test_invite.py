"""The invitation asks for six permissions and no more."""

from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from bot.cli import main
from bot.discord.invite import invite_link
from bot.errors import InputError

APPLICATION_ID = "123456789012345678"


def test_the_link_names_application_permissions_and_scopes():
    assert invite_link(APPLICATION_ID) == (
        "https://discord.com/oauth2/authorize?client_id=123456789012345678"
        "&permissions=274878024704&scope=bot+applications.commands"
    )


def test_the_permissions_are_those_that_answering_needs():
    (number,) = parse_qs(urlsplit(invite_link(APPLICATION_ID)).query)["permissions"]
    assert sorted(name for name, given in discord.Permissions(int(number)) if given) == [
        "attach_files",
        "embed_links",
        "read_message_history",
        "read_messages",
        "send_messages",
        "send_messages_in_threads",
    ]


@pytest.mark.parametrize(
    "bad", ["", "kilowit", "12345", "1" * 21, "²" * 18, "１２３４５６７８９０１２３４５６７８"]
)
def test_what_is_no_application_id_is_refused(bad):
    with pytest.raises(InputError) as caught:
        invite_link(bad)
    assert str(caught.value) == (
        f"{bad!r} is no application id; copy it from the Developer Portal (General Information)"
    )


def test_the_command_line_prints_the_link(capsys):
    assert main(["discord", "--invite", APPLICATION_ID]) == 0
    assert capsys.readouterr().out == invite_link(APPLICATION_ID) + "\n"
