"""What administrators do: each is a command in a process of its own, told as it goes."""

import asyncio
import html
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot import jobs
from bot.curating import watch
from bot.errors import InputError
from bot.jobs import Command, Job, JobResult
from bot.request_reader import clean_question
from bot.web.admin.desk import DESK, AdminDesk, session_of, to_door
from bot.web.admin.gate import Session
from bot.web.admin.uploads import Upload, read_upload, scratch_folder
from bot.web.admin.views import answers_view, changes_view
from bot.web.links import address
from bot.web.site import SITE, given_language, language_of_request, speaker_of

_SAID = ("title", "publisher", "licence", "published", "tier", "language", "id")
_MARK = "<!--progress-->"


async def add(request: web.Request) -> web.StreamResponse:
    """Answer `POST /knowledge/add`: read and build what a file or an address gives."""
    session = await session_of(request)
    if session is None:
        raise to_door(request)
    with scratch_folder() as folder:
        upload = await read_upload(request, session, folder)
        return await told(request, request.app[DESK], session, _add_command(upload))


def _add_command(upload: Upload) -> Command:
    """Return the command of a filled form; beside a file, the address is where it came out."""
    given = upload.fields
    said = {name: given[name] for name in _SAID if name in given}
    url = given.get("address", "")
    if upload.file is not None:
        return jobs.add_file(upload.file, said=said | ({"url": url} if url else {}))
    if not url:
        raise InputError("there is neither a file nor an address; give one of them")
    return jobs.add_address(url, said=said)


async def remove(
    request: web.Request, desk: AdminDesk, session: Session, form: Mapping[str, str]
) -> web.StreamResponse:
    """Answer `POST /knowledge/sources/{id}/remove`: propose that a source goes."""
    return await told(request, desk, session, jobs.remove(request.match_info["id"]))


async def refresh(
    request: web.Request, desk: AdminDesk, session: Session, form: Mapping[str, str]
) -> web.StreamResponse:
    """Answer `POST /knowledge/refresh`: fetch one source again, all, or the publishers' files."""
    if form.get("publishers"):
        return await told(request, desk, session, jobs.refresh_publishers())
    return await told(request, desk, session, jobs.refresh(form.get("source") or None))


async def rebuild(
    request: web.Request, desk: AdminDesk, session: Session, form: Mapping[str, str]
) -> web.StreamResponse:
    """Answer `POST /knowledge/rebuild`."""
    return await told(request, desk, session, jobs.build())


async def publish(
    request: web.Request, desk: AdminDesk, session: Session, form: Mapping[str, str]
) -> web.StreamResponse:
    """Answer `POST /knowledge/proposals/{id}/publish`."""
    return await told(request, desk, session, jobs.publish(request.match_info["id"]))


async def discard(
    request: web.Request, desk: AdminDesk, session: Session, form: Mapping[str, str]
) -> web.StreamResponse:
    """Answer `POST /knowledge/proposals/{id}/discard`."""
    return await told(request, desk, session, jobs.discard(request.match_info["id"]))


async def roll_back(
    request: web.Request, desk: AdminDesk, session: Session, form: Mapping[str, str]
) -> web.StreamResponse:
    """Answer `POST /knowledge/rollback`."""
    return await told(request, desk, session, jobs.roll_back(form.get("generation") or None))


async def change_watched(
    request: web.Request, desk: AdminDesk, session: Session, form: Mapping[str, str]
) -> web.StreamResponse:
    """Answer `POST /knowledge/watch`: watch a question, or no longer."""
    question = clean_question(" ".join(form.get("question", "").split()))
    watched = await desk.state(lambda state: state.servers.watched_by(0))
    kept = [known for known in watched if known != question]
    if not form.get("remove"):
        kept.append(question)
    await asyncio.to_thread(watch, desk.settings, kept)
    raise web.HTTPSeeOther(address("/knowledge/watch", lang=given_language(request)))


async def told(
    request: web.Request, desk: AdminDesk, session: Session, command: Command
) -> web.StreamResponse:
    """Run a command and send its progress as it goes, then what came of it.

    Whoever leaves the page does not end the command. Raises JobRunningError.
    """
    job = await desk.runner.start(command, actor=session.actor)
    language, site = language_of_request(request), request.app[SITE]
    frame = site.text(
        "knowledge/working.html",
        {"session": session, "action": command.name},
        language=language,
        request=request,
    )
    head, _, tail = frame.partition(_MARK)
    page = _Page(request)
    await page.open(head)
    result = await _followed(job, page)
    await page.write(await _outcome(request, session, command, result) + tail)
    return await page.close()


class _Page:
    """A page that is sent piece by piece; a reader who left is no error."""

    def __init__(self, request: web.Request) -> None:
        self._request = request
        self._response = web.StreamResponse(headers={"Cache-Control": "no-store"})
        self._response.content_type, self._response.charset = "text/html", "utf-8"
        self._is_left = False

    async def open(self, text: str) -> None:
        await self._response.prepare(self._request)
        await self.write(text)

    async def write(self, text: str) -> None:
        if self._is_left:
            return
        try:
            await self._response.write(text.encode())
        except ConnectionError:
            self._is_left = True

    async def close(self) -> web.StreamResponse:
        if not self._is_left:
            await self._response.write_eof()
        return self._response


async def _followed(job: Job, page: _Page) -> JobResult:
    """Send each line of progress until the command ends."""
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    ending = asyncio.ensure_future(job.result(lines.put_nowait))
    ending.add_done_callback(lambda _: lines.put_nowait(None))
    while (line := await lines.get()) is not None:
        await page.write(f"<p>{html.escape(line)}</p>\n")
    return await ending


async def _outcome(
    request: web.Request, session: Session, command: Command, result: JobResult
) -> str:
    payload: Any = result.payload if isinstance(result.payload, dict) else {}
    language, site = language_of_request(request), request.app[SITE]
    changes = await site.run(lambda engine: changes_view(payload, speaker_of(engine, language)))
    return site.text(
        "knowledge/outcome.html",
        {
            "session": session,
            "action": command.name,
            "result": result,
            "proposal": payload.get("proposal"),
            "generation": payload.get("generation"),
            "changes_of": changes if payload.get("generation") else None,
            "told": payload.get("told", ()),
            "answers_of": answers_view(payload.get("answers", ())),
        },
        language=language,
        request=request,
    )
