"""The administrators' pages that change nothing."""

import asyncio
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.answer.composition import Speaker
from bot.errors import InputError
from bot.gaps import TARGETS, GapGroup, export_gaps, gap_texts, group_gaps
from bot.sources.proposals import Proposal, ProposalFolder
from bot.sources.report import changes_payload
from bot.state.servers import MAX_WATCHED
from bot.web.admin.desk import AdminDesk, admin_page
from bot.web.admin.gate import Session
from bot.web.admin.views import answers_view, audit_line, candidate_view, changes_view
from bot.web.site import SITE, language_of_request, speaker_of
from index.errors import GenerationError
from index.generations import Home, Manifest, read_manifest
from knowledge.changes import compare_knowledge
from knowledge.errors import NotKnownError
from knowledge.operator_sources import SourceFolder
from knowledge.raw_files import RawFile
from knowledge.records import LANGUAGES
from knowledge.store import KnowledgeStore

_AUDIT_ENTRIES, _GAP_GROUPS = 200, 200
TIERS = ("primary", "reputable", "secondary")


@dataclass(frozen=True, slots=True)
class GenerationLine:
    """One generation; `manifest` is None where this kilowit cannot read it, `problem` says why."""

    name: str
    is_current: bool
    manifest: Manifest | None
    problem: str


async def show_overview(
    request: web.Request, desk: AdminDesk, session: Session
) -> web.StreamResponse:
    """Answer `GET /knowledge`: what waits, what was added, and what can be done."""
    job = desk.runner.running
    generations, added, waiting = await asyncio.to_thread(_overview, desk)
    current = next((line for line in generations if line.is_current), None)
    return admin_page(
        request,
        session,
        "overview.html",
        {
            "job": job,
            "current": current,
            "added": added,
            "proposals": waiting,
            "tiers": TIERS,
            "languages": LANGUAGES,
        },
    )


def _overview(
    desk: AdminDesk,
) -> tuple[tuple[GenerationLine, ...], tuple[RawFile, ...], tuple[Proposal, ...]]:
    home = desk.settings.home
    return (
        generation_lines(Home(home)),
        SourceFolder(home / "sources").sources(),
        ProposalFolder(home / "proposals").all(),
    )


def generation_lines(home: Home) -> tuple[GenerationLine, ...]:
    """Return the published generations, newest first."""
    current = home.current()
    return tuple(_generation_line(home, name, is_current=name == current) for name in home.names())


def _generation_line(home: Home, name: str, *, is_current: bool) -> GenerationLine:
    try:
        return GenerationLine(name, is_current, read_manifest(home.folder(name)), "")
    except GenerationError as error:
        return GenerationLine(name, is_current, None, str(error))


async def show_generations(
    request: web.Request, desk: AdminDesk, session: Session
) -> web.StreamResponse:
    """Answer `GET /knowledge/generations`."""
    lines = await asyncio.to_thread(generation_lines, Home(desk.settings.home))
    return admin_page(request, session, "generations.html", {"lines": lines})


async def show_difference(
    request: web.Request, desk: AdminDesk, session: Session
) -> web.StreamResponse:
    """Answer `GET /knowledge/diff?from=&to=`, figure by figure."""
    home = Home(desk.settings.home)
    older, newer = (_generation(home, request.query.get(name, "")) for name in ("from", "to"))
    payload = await asyncio.to_thread(_compared, older, newer)
    language = language_of_request(request)
    view = await request.app[SITE].run(
        lambda engine: changes_view(payload, speaker_of(engine, language))
    )
    content = {"older": older.name, "newer": newer.name, "changes_of": view}
    return admin_page(request, session, "diff.html", content)


def _generation(home: Home, name: str) -> Path:
    if name not in home.names():
        raise NotKnownError("generation", name, remedy="see the list of generations")
    return home.folder(name)


def _compared(older: Path, newer: Path) -> dict[str, object]:
    with (
        closing(KnowledgeStore.open(older / "knowledge.db")) as before,
        closing(KnowledgeStore.open(newer / "knowledge.db")) as after,
    ):
        return changes_payload(compare_knowledge(before, after))


async def show_proposal(
    request: web.Request, desk: AdminDesk, session: Session
) -> web.StreamResponse:
    """Answer `GET /knowledge/proposals/{id}`: the preview, to publish or to discard."""
    folder = ProposalFolder(desk.settings.home / "proposals")
    proposal = await asyncio.to_thread(folder.proposal, request.match_info["id"])
    preview, language = proposal.preview, language_of_request(request)

    def views(speaker: Speaker) -> dict[str, object]:
        return {
            "sources": tuple(candidate_view(source, speaker) for source in preview["sources"]),
            "changes_of": changes_view(preview["changes"], speaker),
        }

    content = await request.app[SITE].run(lambda engine: views(speaker_of(engine, language)))
    content |= {"proposal": proposal, "answers_of": answers_view(preview["answers"])}
    return admin_page(request, session, "proposal.html", content)


async def show_added(request: web.Request, desk: AdminDesk, session: Session) -> web.StreamResponse:
    """Answer `GET /knowledge/sources/{id}`: one added source, and what can be done with it."""
    folder = SourceFolder(desk.settings.home / "sources")
    raw = await asyncio.to_thread(folder.source, request.match_info["id"])
    return admin_page(request, session, "source.html", {"raw": raw, "said": raw.said})


async def show_watched(
    request: web.Request, desk: AdminDesk, session: Session
) -> web.StreamResponse:
    """Answer `GET /knowledge/watch`."""
    watched = await desk.state(lambda state: state.servers.watched_by(0))
    content = {"watched": watched, "most": MAX_WATCHED}
    return admin_page(request, session, "watch.html", content)


async def show_audit(request: web.Request, desk: AdminDesk, session: Session) -> web.StreamResponse:
    """Answer `GET /knowledge/audit`, newest first."""
    entries = await desk.state(lambda state: state.audit.entries(limit=_AUDIT_ENTRIES))
    lines = tuple(audit_line(entry) for entry in entries)
    return admin_page(request, session, "audit.html", {"lines": lines, "most": _AUDIT_ENTRIES})


async def show_gaps(request: web.Request, desk: AdminDesk, session: Session) -> web.StreamResponse:
    """Answer `GET /knowledge/gaps`: unanswered questions, grouped by meaning."""
    groups = await _gap_groups(request, desk)
    n = sum(len(group.gaps) for group in groups)
    content = {"groups": groups[:_GAP_GROUPS], "n": n, "n_groups": len(groups)}
    return admin_page(request, session, "gaps.html", content)


async def send_gaps(request: web.Request, desk: AdminDesk, session: Session) -> web.StreamResponse:
    """Answer `GET /knowledge/gaps.csv`."""
    body = export_gaps(await _gap_groups(request, desk))
    headers = {
        "Content-Disposition": 'attachment; filename="gaps.csv"',
        "Cache-Control": "no-store",
    }
    return web.Response(body=body, content_type="text/csv", charset="utf-8", headers=headers)


async def _gap_groups(request: web.Request, desk: AdminDesk) -> tuple[GapGroup, ...]:
    gaps = await desk.state(lambda state: state.people.gaps())
    targets: dict[str, frozenset[str]] = {}
    for text in gap_texts(gaps):  # one piece of work each, so that questions go in between
        try:
            hits = await request.app[SITE].run(lambda e, text=text: e.search(text, k=TARGETS))  # type: ignore[misc]
        except InputError:  # a text that cannot be searched for stands alone
            continue
        targets[text] = frozenset(hit.target_id for hit in hits)
    return group_gaps(gaps, targets)
