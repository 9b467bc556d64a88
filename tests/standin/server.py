"""A small Discord of the project's own: real HTTP and WebSocket, for one bot in one guild."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from aiohttp import web
from standin import world
from standin.gateway import Gateway
from standin.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL_SUBMIT,
    Interaction,
)
from standin.rest import Fault, File, Rest

Json = dict[str, object]
T = TypeVar("T")
STRING, INTEGER, BOOLEAN, CHANNEL, ATTACHMENT = 3, 4, 5, 7, 11
OPTION_TYPES = {str: STRING, int: INTEGER, bool: BOOLEAN}
PATIENCE_SECONDS = 60.0  # a busy machine is slow


class StandIn:
    """What a test does as a person in Discord, and what it may look at afterwards."""

    def __init__(self) -> None:
        self.gateway = Gateway(self._note_change)
        self.rest = Rest(self.gateway, self._note_change)
        self.api_url = ""
        self._change = asyncio.Event()

    def _note_change(self) -> None:
        self._change.set()
        self._change = asyncio.Event()

    async def until(self, find: Callable[[], T | None], seconds: float = PATIENCE_SECONDS) -> T:
        """Return the first value of `find` that counts as true, looking after every request."""
        async with asyncio.timeout(seconds):
            while not (found := find()):
                await self._change.wait()
        return found

    def fail_next(self, method: str, path_part: str, status: int, times: int = 1) -> Fault:
        """Let the next requests of this kind fail."""
        fault = Fault(method, path_part, status, times)
        self.rest.faults.append(fault)
        return fault

    async def say(
        self,
        text: str,
        user: Json,
        *,
        direct: bool = False,
        webhook_id: str | None = None,
        reply_to: Json | None = None,
        thread: Json | None = None,
    ) -> Json:
        """Write a message, in the guild's channel or directly to the bot."""
        channel_id = world.DIRECT_CHANNEL_ID if direct else world.CHANNEL_ID
        channel_id = thread["id"] if thread else channel_id
        mentions = [world.BOT] if f"<@{world.APPLICATION_ID}>" in text else []
        seen = text if direct or mentions or self.gateway.shows_content else ""
        body: Json = {"content": seen, "mentions": mentions}
        if not direct:
            body |= {"guild_id": world.GUILD_ID, "member": world.make_member(user)}
        if reply_to is not None:
            reference = {"message_id": reply_to["id"], "channel_id": reply_to["channel_id"]}
            body |= {"type": 19, "message_reference": {**reference, "type": 0}}
            body["referenced_message"] = reply_to
        if webhook_id is not None:
            body["webhook_id"] = webhook_id
        message = world.make_message(user, channel_id, body)
        self.rest.said.append(message)
        await self.gateway.dispatch("MESSAGE_CREATE", message)
        return message

    async def answer_to(self, message: Json) -> Json:
        """Return the bot's reply to a message."""
        return await self.until(lambda: self.answer_now(message))

    def answer_now(self, message: Json) -> Json | None:
        """Return the bot's reply to a message, None while there is none."""
        for sent in self.rest.messages:
            reference = sent.get("message_reference") or {}
            if str(reference.get("message_id")) == message["id"]:
                return sent
        return None

    async def command(
        self, name: str, options: Json, user: Json, locale: str = "en-US"
    ) -> Interaction:
        """Give a slash command; a `File` among its options is uploaded."""
        files = {v: self.rest.keep_upload(v) for v in options.values() if isinstance(v, File)}
        given = {k: files[v]["id"] if v in files else v for k, v in options.items()}
        data = command_data(name, given)
        if files:
            attachments = {file["id"]: file for file in files.values()}
            for option in _leaf(data)["options"]:
                if option["value"] in attachments:
                    option["type"] = ATTACHMENT
            data["resolved"] = {"attachments": attachments}
        return await self.interact(Interaction(COMMAND, data, user, locale))

    async def menu(
        self, name: str, message: Json, user: Json, locale: str = "en-US"
    ) -> Interaction:
        """Choose a message's menu entry."""
        resolved = {"messages": {message["id"]: message}}
        data = {"id": world.next_id(), "name": name, "type": 3}
        data |= {"target_id": message["id"], "resolved": resolved}
        return await self.interact(Interaction(COMMAND, data, user, locale))

    async def delete(self, message: Json) -> None:
        """Delete a message."""
        event = {"id": message["id"], "channel_id": message["channel_id"]}
        await self.gateway.dispatch("MESSAGE_DELETE", {**event, "guild_id": world.GUILD_ID})

    async def autocomplete(
        self, name: str, options: Json, focused: str, user: Json, locale: str = "en-US"
    ) -> list[Json]:
        """Type into an option; return the choices that the bot offers."""
        data = command_data(name, options)
        for option in _leaf(data)["options"]:
            if option["name"] == focused:
                option["focused"] = True
        interaction = await self.interact(Interaction(AUTOCOMPLETE, data, user, locale))
        await self.until(lambda: interaction.answer_kind)
        return interaction.answer["choices"]

    async def click(
        self, message: Json, label: str, user: Json, locale: str = "en-US"
    ) -> Interaction:
        """Press the button of a message that has this label."""
        buttons = {
            button.get("label") or button["emoji"]["name"]: button
            for row in message["components"]
            for button in row["components"]
        }
        data = {"custom_id": buttons[label]["custom_id"], "component_type": 2}
        return await self.interact(Interaction(COMPONENT, data, user, locale, source=message))

    async def submit(self, asked: Interaction, text: str, locale: str = "en-US") -> Interaction:
        """Fill in and send the modal that an interaction opened."""
        modal = asked.answer
        field = modal["components"][0]["components"][0]
        row = {"type": 1, "components": [{"type": 4, "custom_id": field["custom_id"]}]}
        row["components"][0]["value"] = text
        data = {"custom_id": modal["custom_id"], "components": [row]}
        source = asked.source
        return await self.interact(Interaction(MODAL_SUBMIT, data, asked.user, locale, source))

    async def answered(self, interaction: Interaction) -> Json:
        """Return the bot's message to an interaction, once it no longer loads."""
        return await self.until(lambda: interaction.shown)

    async def interact(self, interaction: Interaction) -> Interaction:
        """Send any interaction to the bot."""
        self.rest.interactions[interaction.token] = interaction
        await self.gateway.dispatch("INTERACTION_CREATE", interaction.event())
        return interaction


def command_data(name: str, options: Json) -> Json:
    """Return a command's data; `admin setup` is a command of a group."""
    if " " in name:
        group, _, own = name.partition(" ")
        nested = {**command_data(own, options), "type": 1}
        data = {"id": world.next_id(), "name": group, "type": 1, "options": [nested]}
        if channels := _channels(options):
            data["resolved"] = {"channels": channels}
        return data
    values = [
        {"name": key, "type": _option_type(value), "value": value} for key, value in options.items()
    ]
    return {"id": world.next_id(), "name": name, "type": 1, "options": values}


def _option_type(value: object) -> int:
    return CHANNEL if value == world.CHANNEL_ID else OPTION_TYPES[type(value)]


def _channels(options: Json) -> Json:
    return {v: world.make_channel() for v in options.values() if v == world.CHANNEL_ID}


def _leaf(data: Json) -> Json:
    inner = data["options"][0] if data["options"] else {}
    return inner if "options" in inner else data


@asynccontextmanager
async def running_stand_in() -> AsyncIterator[StandIn]:
    """Serve a stand-in on a free port of this machine."""
    stand_in = StandIn()
    runner = web.AppRunner(stand_in.rest.application(), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    stand_in.api_url = f"http://127.0.0.1:{port}/api/v10"
    stand_in.rest.cdn_url = f"http://127.0.0.1:{port}/cdn"
    stand_in.gateway.url = f"ws://127.0.0.1:{port}/gateway/"
    try:
        yield stand_in
    finally:
        await runner.cleanup()
