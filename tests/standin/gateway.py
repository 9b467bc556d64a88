"""The stand-in's gateway: WebSockets, events numbered and kept for RESUME."""

import contextlib
import json
from collections.abc import Callable

from aiohttp import WSMsgType, web
from standin import world

Json = dict[str, object]
DISPATCH, HEARTBEAT, IDENTIFY, RESUME, INVALID, HELLO, ACK = 0, 1, 2, 6, 9, 10, 11
HEARTBEAT_MS = 1000
BAD_TOKEN, DISALLOWED_INTENTS = 4004, 4014
MESSAGE_CONTENT = 1 << 15
PRIVILEGED_INTENTS = 1 << 1 | 1 << 8 | MESSAGE_CONTENT  # members, presences


class Session:
    """What one identification began: its connection, and its events, numbered for RESUME."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.id = f"session-{world.next_id()}"
        self.socket: web.WebSocketResponse | None = socket
        self._events: list[Json] = []

    async def send(self, name: str, data: Json) -> None:
        """Send an event; one that finds no connection waits for RESUME."""
        event = {"op": DISPATCH, "t": name, "s": len(self._events) + 1, "d": data}
        self._events.append(event)
        if self.socket is not None:
            await _send(self.socket, event)

    async def resume(self, socket: web.WebSocketResponse, seen: int) -> None:
        """Go on over a new connection, with what came after the `seen`th event."""
        self.socket = socket
        for event in self._events[seen:]:
            await _send(socket, event)
        await self.send("RESUMED", {})


class Gateway:
    """Speaks the gateway protocol with the processes of one bot; each hears every event.

    `changed` is called after each of their frames.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self.identifies: list[Json] = []
        self.resumes = 0
        self.heartbeats = 0
        self.refused_intents = PRIVILEGED_INTENTS
        self.url = ""
        self._changed = changed
        self._sessions: dict[str, Session] = {}

    @property
    def n_connected(self) -> int:
        """How many processes hear events."""
        return sum(session.socket is not None for session in self._sessions.values())

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
        for session in self._sessions.values():
            if session.socket is socket:
                session.socket = None
        self._changed()
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
        session = Session(socket)
        self._sessions[session.id] = session
        await session.send("READY", self._ready(session.id, identity))
        await session.send("GUILD_CREATE", world.make_guild())

    def _ready(self, session_id: str, identity: Json) -> Json:
        return {
            "v": 10,
            "user": world.BOT,
            "guilds": [{"id": world.GUILD_ID, "unavailable": True}],
            "session_id": session_id,
            "resume_gateway_url": self.url,
            "application": {"id": world.APPLICATION_ID, "flags": 0},
            "shard": identity.get("shard", [0, 1]),
        }

    async def _resume(self, socket: web.WebSocketResponse, asked: Json) -> None:
        self.resumes += 1
        await self._sessions[asked["session_id"]].resume(socket, asked["seq"])

    async def dispatch(self, name: str, data: Json) -> None:
        """Send an event to every session."""
        for session in self._sessions.values():
            await session.send(name, data)

    async def drop(self) -> None:
        """End the connections in a way that asks the bot to resume."""
        for session in self._sessions.values():
            socket, session.socket = session.socket, None
            if socket is not None:
                await socket.close(code=4000)


async def _send(socket: web.WebSocketResponse, frame: Json) -> None:
    """Send a frame; on a connection that just ended it is lost, as anywhere, until RESUME."""
    with contextlib.suppress(ConnectionResetError):
        await socket.send_str(json.dumps(frame))
