"""The bot inside a second, independent simulation of Discord: wide, quick cases."""

import shutil
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord
import pytest
import simcord

from bot.discord.client import KilowitClient
from bot.jobs import JobRunner
from bot.settings import Settings
from bot.wiring import make_room


@dataclass(frozen=True)
class Scene:
    """A running bot, one channel, and a person in it."""

    env: simcord.Env
    channel: simcord.ChannelHandle
    asker: simcord.MemberActor

    def administrator(self):
        """Return a member who may manage the server."""
        manage = discord.Permissions(manage_guild=True)
        role = self.env.guild.create_role("managers", permissions=manage)
        return self.env.guild.add_member(self.env.create_user("admin"), roles=[role])


@pytest.fixture
def scene(small_home, tmp_path):
    """Return a context manager: SimCord's clock belongs to the task that enters it."""

    @asynccontextmanager
    async def entered():
        settings = Settings(home=shutil.copytree(small_home, tmp_path / "home"))
        room, runner = make_room(settings), JobRunner(settings)
        client = KilowitClient(room, settings, runner)
        async with simcord.run(client, shard_count=1) as env:
            channel = env.create_guild().create_text_channel("energy")
            yield Scene(env, channel, env.guild.add_member(env.create_user("asker")))
        await runner.close()
        await client.drawer.close()
        room.close()

    return entered


def description(message):
    return message.embeds[0].description


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How much electricity does Bitcoin use?", "TWh"),
        ("ビットコインの電力消費量は?", "です"),
        ("should I buy bitcoin?", "no advice"),
        ("How much electricity does Zorblax use?", "Zorblax"),
    ],
)
async def test_asking_shows_one_embed(scene, question, expected):
    async with scene() as at:
        result = await at.asker.slash(at.channel, "ask", question=question)
        assert expected in description(result.response)


async def test_a_private_answer_is_for_the_asker_alone(scene):
    async with scene() as at:
        result = await at.asker.slash(
            at.channel, "ask", question="Bitcoin electricity", private=True
        )
        assert result.ephemeral


async def test_comparing_shows_a_chart_with_alt_text(scene):
    async with scene() as at:
        result = await at.asker.slash(at.channel, "compare", a="bitcoin-network", b="country:JP")
        (chart,) = result.response.attachments
        assert (chart.filename, chart.description[:9]) == ("chart.png", "Bar chart")


@pytest.mark.parametrize(("typed", "found"), [("bitc", "bitcoin-network"), ("Japn", "country:JP")])
async def test_subjects_complete_and_forgive_typos(scene, typed, found):
    async with scene() as at:
        choices = await at.asker.autocomplete(at.channel, "compare", "a", typed)
        assert found in [choice["value"] for choice in choices]


async def test_sources_are_shown_on_a_button(scene):
    async with scene() as at:
        result = await at.asker.slash(
            at.channel, "ask", question="How much electricity does Bitcoin use?"
        )
        shown = await at.asker.click(result.response, label="Sources")
        assert shown.ephemeral
        assert "[1]" in description(shown.response)


async def test_a_mention_is_answered_without_a_ping(scene):
    async with scene() as at:
        await at.asker.send(
            at.channel, f"{at.env.bot.user.mention} @everyone how much does Bitcoin use?"
        )
        answer = at.channel.last_message
        assert answer.author == at.env.bot.user
        assert (answer.mentions, answer.mention_everyone) == ([], False)
        assert "TWh" in description(answer)


async def test_talk_without_a_mention_is_left_alone(scene):
    async with scene() as at:
        await at.asker.send(at.channel, "how much does Bitcoin use?")
        assert at.channel.last_message.author != at.env.bot.user


@pytest.mark.parametrize("command", ["help", "privacy"])
async def test_help_and_privacy_are_private(scene, command):
    async with scene() as at:
        result = await at.asker.slash(at.channel, command)
        assert result.ephemeral
        assert result.response.content or result.response.embeds


async def test_the_knowledge_is_shown_to_who_manages_the_server(scene):
    async with scene() as at:
        admin = at.administrator()
        status = await admin.slash(at.channel, "knowledge status")
        listed = await admin.slash(at.channel, "knowledge list")
        assert (status.ephemeral, listed.ephemeral) == (True, True)
        assert "no knowledge of its own" in description(status.response)
        assert description(listed.response).startswith("No sources were added.")


async def test_a_source_is_shown_with_its_licence(scene):
    async with scene() as at:
        admin = at.administrator()
        (first, *_) = await admin.autocomplete(at.channel, "knowledge show", "source", "")
        result = await admin.slash(at.channel, "knowledge show", source=first["value"])
        assert "Licence: " in description(result.response)


async def test_who_does_not_manage_the_server_sees_no_such_command(scene):
    async with scene() as at:
        seen = at.asker.available_commands(at.channel)
        assert [name for name in seen if name.startswith(("admin", "knowledge"))] == []
