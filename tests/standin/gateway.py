"""The stand-in's gateway: one WebSocket, events numbered and kept for RESUME."""

import contextlib
import json
from collections.abc import Callable
from itertools import count

from aiohttp import WSMsgType, web
from standin import world

Json = dict[str, object]
DISPATCH, HEARTBEAT, IDENTIFY, RESUME, INVALID, HELLO, ACK = 0, 1, 2, 6, 9, 10, 11
HEARTBEAT_MS = 1000
BAD_TOKEN, DISALLOWED_INTENTS = 4004, 4014
MESSAGE_CONTENT = 1 << 15
PRIVILEGED_INTENTS = 1 << 1 | 1 << 8 | MESSAGE_CONTENT  # members, presences


class Gateway:
    """Speaks the gateway protocol with one bot. `changed` is called after each of its frames."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.identifies: list[Json] = []
        self.resumes = 0
        self.heartbeats = 0
        self.refused_intents = PRIVILEGED_INTENTS
        self.url = ""
        self._changed = changed
        self._socket: web.WebSocketResponse | None = None
        self._events: list[Json] = []
        self._numbers = count(1)

    @property
    def shows_content(self) -> bool:
        """Whether the bot is granted the Message Content intent."""
        return bool(self.identifies and self.identifies[-1]["intents"] & MESSAGE_CONTENT)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Handle one connection until it ends."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await _send(socket, {"op": HELLO, "d": {"heartbeat_interval": HEARTBEAT_MS}})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._handle(socket, json.loads(frame.data))
                self._changed()
        if self._socket is socket:
            self._socket = None
        return socket

    async def _handle(self, socket: web.WebSocketResponse, frame: Json) -> None:
        if frame["op"] == HEARTBEAT:
            self.heartbeats += 1
            await _send(socket, {"op": ACK})
        elif frame["op"] == IDENTIFY:
            await self._identify(socket, frame["d"])
        elif frame["op"] == RESUME:
            await self._resume(socket, frame["d"])

    async def _identify(self, socket: web.WebSocketResponse, identity: Json) -> None:
        self.identifies.append(identity)
        if identity["token"] != world.TOKEN:
            await socket.close(code=BAD_TOKEN)
            return
        if identity["intents"] & self.refused_intents:
            await socket.close(code=DISALLOWED_INTENTS)
            return
        self._socket, self._events = socket, []
        await self.dispatch("READY", self._ready(identity))
        await self.dispatch("GUILD_CREATE", world.make_guild())

    def _ready(self, identity: Json) -> Json:
        return {
            "v": 10,
            "user": world.BOT,
            "guilds": [{"id": world.GUILD_ID, "unavailable": True}],
            "session_id": "stand-in-session",
            "resume_gateway_url": self.url,
            "application": {"id": world.APPLICATION_ID, "flags": 0},
            "shard": identity.get("shard", [0, 1]),
        }

    async def _resume(self, socket: web.WebSocketResponse, asked: Json) -> None:
        self.resumes += 1
        self._socket = socket
        for event in self._events:
            if event["s"] > asked["seq"]:
                await _send(socket, event)
        await self.dispatch("RESUMED", {})

    async def dispatch(self, name: str, data: Json) -> None:
        """Send an event; one that finds no connection waits for RESUME."""
        event = {"op": DISPATCH, "t": name, "s": next(self._numbers), "d": data}
        self._events.append(event)
        if self._socket is not None:
            await _send(self._socket, event)

    async def drop(self) -> None:
        """End the connection in a way that asks the bot to resume."""
        socket, self._socket = self._socket, None
        if socket is not None:
            await socket.close(code=4000)


async def _send(socket: web.WebSocketResponse, frame: Json) -> None:
    """Send a frame; on a connection that just ended it is lost, as anywhere, until RESUME."""
    with contextlib.suppress(ConnectionResetError):
        await socket.send_str(json.dumps(frame))
