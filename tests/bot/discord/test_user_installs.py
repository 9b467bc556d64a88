"""Installed to one user, the bot answers wherever they are, and manages nothing."""

import pytest
from standin import world
from standin.interactions import COMMAND, COMPONENT, Interaction
from standin.server import command_data

QUESTION = "How much electricity do data centres use?"
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def given(server, user, name, options, guild_id):
    data = command_data(name, options)
    return await server.interact(
        Interaction(COMMAND, data, user, guild_id=guild_id, is_users_own=True)
    )


@pytest.mark.parametrize("guild_id", [None, "600000000000000555"], ids=["people", "server"])
async def test_a_question_is_answered_with_its_buttons(server, user, guild_id):
    asked = await given(server, user, "ask", {"question": QUESTION}, guild_id)
    message = await server.answered(asked)
    assert message["embeds"][0]["description"].startswith("Data centres: electricity consumption")
    custom_id = message["components"][0]["components"][0]["custom_id"]
    data = {"custom_id": custom_id, "component_type": 2}
    press = Interaction(COMPONENT, data, user, source=message, guild_id=guild_id, is_users_own=True)
    shown = await server.answered(await server.interact(press))
    assert "[1]" in shown["embeds"][0]["description"]


@pytest.mark.parametrize("name", ["admin setup", "admin status", "knowledge status"])
async def test_in_a_server_without_the_bot_nothing_is_managed(server, user, name):
    asked = await given(server, user, name, {}, "600000000000000555")
    message = await server.answered(asked)
    assert message["content"].startswith("I am not a member of this server")


async def test_a_servers_settings_do_not_bind_who_brought_the_bot_along(server, user):
    setup = await server.command("admin setup", {"private": True}, user)
    await server.answered(setup)
    asked = await given(server, user, "ask", {"question": QUESTION}, world.GUILD_ID)
    message = await server.answered(asked)
    back = await server.command("admin setup", {"private": False}, user)
    await server.answered(back)
    assert not message["flags"] & world.EPHEMERAL
