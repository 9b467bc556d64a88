"""The stand-in's HTTP interface: what the bot needs of Discord's, with its refusals."""

import json
import mimetypes
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web
from standin import rules, world
from standin.description import described_problems
from standin.gateway import Gateway
from standin.interactions import AUTOCOMPLETE, Interaction

Json = dict[str, object]
MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
UNKNOWN_INTERACTION, ALREADY_ACKNOWLEDGED, INVALID_BODY, EMPTY = 10062, 40060, 50035, 50006
KEPT_PARTS = ("content", "embeds", "components", "message_reference", "allowed_mentions")


@dataclass
class Fault:
    """An error that the next `times` requests of this method and path meet."""

    method: str
    path_part: str
    status: int
    times: int = 1
    retry_after: float = 0.1
    has_via: bool = True

    def response(self) -> web.Response:
        """Return the error; only a 429 with Via is of Discord's own rate limits."""
        body = {"message": "injected", "code": 0}
        if self.status == 429:
            body |= {"retry_after": self.retry_after, "global": False}
        headers = {"Via": "1.1 stand-in"} if self.has_via else {}
        return reply(body, self.status, headers)


@dataclass
class Upload:
    """A request's JSON and its files by name."""

    body: Json
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class File:
    """A file that a person uploads."""

    name: str
    content: bytes


UPLOAD = web.RequestKey("upload", Upload)


class RefusedError(Exception):
    """The server refuses a request."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


def reply(body: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Answer with JSON; Discord's content type has no charset, and discord.py insists."""
    return web.Response(
        body=json.dumps(body).encode(),
        status=status,
        headers={"Content-Type": "application/json", **(headers or {})},
    )


class Rest:
    """Answers requests and remembers what was sent. `changed` is called after each request."""

    def __init__(self, gateway: Gateway, changed: Callable[[], None]) -> None:
        self.gateway = gateway
        self.faults: list[Fault] = []
        self.violations: list[str] = []
        self.requests: list[str] = []
        self.registrations: list[list[Json]] = []
        self.messages: list[Json] = []
        self.said: list[Json] = []  # by people
        self.refused_doubles = 0  # messages of a nonce that another had
        self._nonces: dict[object, Json] = {}
        self.files: dict[str, bytes] = {}
        self.cdn_url = "https://cdn.example"
        self.threads: list[Json] = []
        self.interactions: dict[str, Interaction] = {}
        self._changed = changed
        self.is_described = True  # whether Discord's own description is asked, which takes time

    def application(self) -> web.Application:
        """Return the server's routes."""
        app = web.Application(middlewares=[self._guard])
        hook, callback = "/webhooks/{app}/{token}", "/interactions/{id}/{token}/callback"
        routes = [
            web.get("/gateway/", self.gateway.serve),
            web.get("/cdn/{id}/{name}", self._file),
            web.post("/api/v10/channels/{channel}/messages/{message}/threads", self._thread),
            web.get("/api/v10/users/@me", self._me),
            web.get("/api/v10/oauth2/applications/@me", self._application),
            web.get("/api/v10/gateway/bot", self._gateway),
            web.put("/api/v10/applications/{app}/commands", self._register),
            web.post("/api/v10/channels/{channel}/messages", self._send),
            web.get("/api/v10/channels/{channel}", self._channel),
            web.get("/api/v10/channels/{channel}/messages", self._history),
            web.get("/api/v10/channels/{channel}/messages/{message}", self._message),
            web.post("/api/v10/channels/{channel}/typing", self._typing),
            web.post(f"/api/v10{callback}", self._callback),
            web.post(f"/api/v10{hook}", self._follow_up),
            web.patch(f"/api/v10{hook}/messages/{{message}}", self._edit),
            web.get(f"/api/v10{hook}/messages/@original", self._original),
        ]
        app.add_routes(routes)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler) -> web.StreamResponse:
        if not request.path.startswith("/api"):
            return await handler(request)
        self.requests.append(f"{request.method} {request.path}")
        try:
            await self._note_undescribed(request)
            return self._fault(request) or await self._checked(request, handler)
        except RefusedError as refusal:
            self.violations.append(f"{request.method} {request.path}: {refusal}")
            return reply({"message": str(refusal), "code": refusal.code}, refusal.status)
        finally:
            self._changed()

    async def _note_undescribed(self, request: web.Request) -> None:
        if not self.is_described:
            return
        body = (await _read(request)).body if request.can_read_body else None
        path = request.path.removeprefix("/api/v10")
        problems = described_problems(request.method, path, body)
        self.violations += [f"{request.method} {path}: {problem}" for problem in problems]

    def _fault(self, request: web.Request) -> web.Response | None:
        for fault in self.faults:
            if fault.times and fault.method == request.method and fault.path_part in request.path:
                fault.times -= 1
                return fault.response()
        return None

    async def _checked(self, request: web.Request, handler) -> web.StreamResponse:
        needs_token = not request.path.startswith(("/api/v10/interactions", "/api/v10/webhooks"))
        if needs_token and request.headers.get("Authorization") != f"Bot {world.TOKEN}":
            return reply({"message": "401: Unauthorized", "code": 0}, 401)
        return await handler(request)

    async def _me(self, request: web.Request) -> web.Response:
        return reply(world.BOT)

    async def _application(self, request: web.Request) -> web.Response:
        application = {"id": world.APPLICATION_ID, "name": "kilowit", "description": "", "flags": 0}
        application |= {"icon": None, "bot_public": True, "bot_require_code_grant": False}
        return reply({**application, "verify_key": "", "owner": world.make_user("owner")})

    async def _gateway(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        return reply({"url": self.gateway.url, "shards": 1, "session_start_limit": limit})

    async def _register(self, request: web.Request) -> web.Response:
        commands = await request.json()
        _refuse(rules.command_problems(commands))
        self.registrations.append(commands)
        extra = {"application_id": world.APPLICATION_ID, "version": "1"}
        extra |= {"default_member_permissions": None}
        menus = {"description": ""}  # Discord returns an empty one
        return reply([{**menus, **command, **extra, "id": world.next_id()} for command in commands])

    async def _typing(self, request: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _send(self, request: web.Request) -> web.Response:
        upload = await _read(request)
        nonce = upload.body.get("nonce") if upload.body.get("enforce_nonce") else None
        if nonce in self._nonces:
            self.refused_doubles += 1
            return reply(self._nonces[nonce])
        message = self._store(upload, request.match_info["channel"], flags=0)
        if nonce is not None:
            self._nonces[nonce] = message
        self.messages.append(message)
        await self.gateway.dispatch("MESSAGE_CREATE", message)
        return reply(message)

    async def _channel(self, request: web.Request) -> web.Response:
        if request.match_info["channel"] != world.DIRECT_CHANNEL_ID:
            return reply(world.make_channel())
        return reply(world.make_direct_channel(self.said[-1]["author"]))

    async def _message(self, request: web.Request) -> web.Response:
        found = [m for m in self.said if m["id"] == request.match_info["message"]]
        if not found:
            raise RefusedError(404, 10008, "unknown message")
        return reply(found[0])

    async def _history(self, request: web.Request) -> web.Response:
        channel, after = request.match_info["channel"], int(request.query.get("after", 0))
        later = [
            message
            for message in (*self.said, *self.messages)
            if message["channel_id"] == channel and int(message["id"]) > after
        ]
        later.sort(key=lambda message: int(message["id"]))
        return reply(later[: int(request.query["limit"])][::-1])

    async def _original(self, request: web.Request) -> web.Response:
        return reply(self._acknowledged(request).original)

    async def _file(self, request: web.Request) -> web.Response:
        url = f"{self.cdn_url}/{request.match_info['id']}/{request.match_info['name']}"
        kind = mimetypes.guess_type(url)[0] or "text/plain"
        return web.Response(body=self.files[url], content_type=kind)

    async def _thread(self, request: web.Request) -> web.Response:
        body = await request.json()
        if not 1 <= len(body["name"]) <= 100:
            raise RefusedError(400, INVALID_BODY, "a thread's name has 1 to 100 characters")
        thread = world.make_thread(request.match_info["message"], body["name"])
        self.threads.append(thread)
        await self.gateway.dispatch("THREAD_CREATE", thread)
        return reply(thread)

    async def _callback(self, request: web.Request) -> web.Response:
        interaction = self._interaction(request)
        if interaction.answer_kind is not None:
            raise RefusedError(400, ALREADY_ACKNOWLEDGED, "acknowledged twice")
        if interaction.is_late:
            interaction.was_late = True
            raise RefusedError(404, UNKNOWN_INTERACTION, "acknowledged after three seconds")
        upload = await _read(request)
        kind, data = upload.body["type"], upload.body.get("data") or {}
        self._acknowledge(interaction, kind, Upload(data, upload.files))
        interaction.answer_kind, interaction.answer = kind, data
        interaction.acknowledged = time.monotonic()
        return reply(_callback_body(interaction))

    def _acknowledge(self, interaction: Interaction, kind: int, upload: Upload) -> None:
        flags = upload.body.get("flags", 0)
        if (kind == CHOICES) != (interaction.kind == AUTOCOMPLETE):
            raise RefusedError(400, INVALID_BODY, f"callback {kind} to type {interaction.kind}")
        if kind == MESSAGE:
            interaction.original = self._store(upload, world.CHANNEL_ID, flags=flags)
        elif kind == UPDATE:
            interaction.original = self._store(upload, world.CHANNEL_ID, flags=world.EPHEMERAL)
        elif kind == DEFERRED:
            body = {"flags": flags | world.LOADING}
            interaction.original = world.make_message(world.BOT, world.CHANNEL_ID, body)
        elif kind == DEFERRED_UPDATE:
            interaction.original = interaction.source
        elif kind == CHOICES:
            _refuse(rules.choice_problems(upload.body["choices"]))
        elif kind == MODAL:
            _refuse(rules.modal_problems(upload.body))

    async def _follow_up(self, request: web.Request) -> web.Response:
        interaction = self._acknowledged(request)
        upload = await _read(request)
        message = self._store(upload, world.CHANNEL_ID, flags=upload.body.get("flags", 0))
        interaction.follow_ups.append(message)
        return reply(message)

    async def _edit(self, request: web.Request) -> web.Response:
        interaction = self._acknowledged(request)
        if request.match_info["message"] != "@original" or interaction.original is None:
            raise RefusedError(404, 10008, "unknown message")
        original, upload = interaction.original, await _read(request)
        flags = original["flags"] & ~world.LOADING
        edited = self._store(upload, world.CHANNEL_ID, flags=flags)
        interaction.original = {**edited, "id": original["id"]}
        return reply(interaction.original)

    def _interaction(self, request: web.Request) -> Interaction:
        interaction = self.interactions.get(request.match_info["token"])
        if interaction is None:
            raise RefusedError(404, UNKNOWN_INTERACTION, "unknown interaction")
        return interaction

    def _acknowledged(self, request: web.Request) -> Interaction:
        interaction = self._interaction(request)
        if interaction.answer_kind is None:
            raise RefusedError(404, 10015, "the interaction is not acknowledged")
        return interaction

    def _store(self, upload: Upload, channel_id: str, *, flags: int) -> Json:
        body = upload.body
        _refuse(rules.message_problems(body, list(upload.files)))
        if rules.is_empty(body):
            raise RefusedError(400, EMPTY, "an empty message")
        kept = {part: body[part] for part in KEPT_PARTS if body.get(part) is not None}
        attachments = [self._keep_file(a, upload) for a in body.get("attachments") or []]
        kept["embeds"] = [_with_links(embed, attachments) for embed in kept.get("embeds", [])]
        if channel_id == world.CHANNEL_ID:
            kept["guild_id"] = world.GUILD_ID
        kept |= {"attachments": attachments, "flags": flags}
        return world.make_message(world.BOT, channel_id, kept)

    def keep_upload(self, file: File) -> Json:
        """Keep a person's file; return it as an attachment."""
        url = f"{self.cdn_url}/{world.next_id()}/{file.name}"
        self.files[url] = file.content
        return {"id": world.next_id(), "filename": file.name, "size": len(file.content),
                "url": url, "proxy_url": url, "content_type": "text/plain"}  # fmt: skip

    def _keep_file(self, attachment: Json, upload: Upload) -> Json:
        name, content = attachment["filename"], upload.files[attachment["filename"]]
        url = f"{self.cdn_url}/{world.next_id()}/{name}"
        self.files[url] = content
        return {**attachment, "id": world.next_id(), "size": len(content), "url": url,
                "proxy_url": url}  # fmt: skip


def _callback_body(interaction: Interaction) -> Json:
    told: Json = {"id": interaction.id, "type": interaction.kind}
    if interaction.original is None or interaction.answer_kind in (CHOICES, MODAL):
        return {"interaction": told}
    flags = interaction.original["flags"]
    told |= {
        "response_message_id": interaction.original["id"],
        "response_message_loading": bool(flags & world.LOADING),
        "response_message_ephemeral": bool(flags & world.EPHEMERAL),
    }
    resource = {"type": interaction.answer_kind, "message": interaction.original}
    return {"interaction": told, "resource": resource}


def _with_links(embed: Json, attachments: list[Json]) -> Json:
    image = embed.get("image")
    if image is None:
        return {**embed, "type": "rich"}
    urls = {f"attachment://{a['filename']}": a["url"] for a in attachments}
    return {**embed, "type": "rich", "image": {"url": urls.get(image["url"], image["url"])}}


def _refuse(problems: list[str]) -> None:
    if problems:
        raise RefusedError(400, INVALID_BODY, "; ".join(problems))


async def _read(request: web.Request) -> Upload:
    """Read a request's body, once for all who look at it."""
    if UPLOAD not in request:
        request[UPLOAD] = await _unpacked(request)
    return request[UPLOAD]


async def _unpacked(request: web.Request) -> Upload:
    if not request.content_type.startswith("multipart/"):
        return Upload(await request.json())
    form = await request.post()
    files = {
        value.filename: value.file.read()
        for name, value in form.items()
        if name.startswith("files[") and isinstance(value, web.FileField)
    }
    return Upload(json.loads(form["payload_json"]), files)
