"""The pages that show what is known: figures, sources, subjects, countries, search, data."""

import asyncio
import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import TypeVar

from aiohttp import web

from bot.answer.composition import Speaker
from bot.reply import Engine
from bot.web.site import SITE, language_of_request, speaker_of
from bot.web.views.conflicts import ConflictLine, conflict_lines
from bot.web.views.countries import CountryLine, country_lines, country_measures, map_legend
from bot.web.views.documents import passage_view
from bot.web.views.figures import figure_view
from bot.web.views.misconceptions import misconception_view, misconception_views
from bot.web.views.searching import Found, search_results
from bot.web.views.sources import source_view
from bot.web.views.subjects import subject_lines, subject_view
from bot.web.world_map import world_map
from knowledge.errors import NotKnownError
from knowledge.exporting import (
    FIGURE_FIELDS,
    claim_reviews,
    csl_item,
    data_package,
    figure_row,
)
from knowledge.records import Figure

T = TypeVar("T")
_PER_PAGE = 50
CONFLICTS: web.AppKey[dict[tuple[str, str], tuple[ConflictLine, ...]]] = web.AppKey(
    "conflicts", dict
)


async def _viewed(request: web.Request, work: Callable[[Speaker], T]) -> T:
    language = language_of_request(request)
    return await request.app[SITE].run(lambda engine: work(speaker_of(engine, language)))


def _page(request: web.Request, template: str, **content: object) -> web.Response:
    language = language_of_request(request)
    return request.app[SITE].page(template, content, language=language, request=request)


def _page_number(request: web.Request) -> int:
    text = request.query.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


async def show_figure(request: web.Request) -> web.Response:
    """Answer `GET /figure/{id}`."""
    figure_id = request.match_info["id"]
    view = await _viewed(request, lambda speaker: figure_view(figure_id, speaker))
    return _page(request, "figure.html", view=view)


async def show_passage(request: web.Request) -> web.Response:
    """Answer `GET /passage/{id}?at=start-end`."""
    passage_id, at = request.match_info["id"], request.query.get("at", "")
    source, marked = await _viewed(request, lambda speaker: passage_view(passage_id, speaker, at))
    return _page(request, "passage.html", source=source, part=marked)


async def show_source(request: web.Request) -> web.Response:
    """Answer `GET /source/{id}?page=`."""
    source_id, page = request.match_info["id"], _page_number(request)
    view = await _viewed(request, lambda speaker: source_view(source_id, speaker, page=page))
    return _page(request, "source.html", view=view)


async def show_sources(request: web.Request) -> web.Response:
    """Answer `GET /sources?q=`."""
    typed = request.query.get("q", "")
    sources = await _viewed(request, lambda speaker: speaker.knowledge.sources())
    wanted = typed.strip().casefold()
    kept = [s for s in sources if wanted in f"{s.publisher} {s.title} {s.source_id}".casefold()]
    kept.sort(key=lambda s: (s.publisher.casefold(), s.title))
    return _page(request, "sources.html", sources=kept, typed=typed, n_all=len(sources))


async def show_subjects(request: web.Request) -> web.Response:
    """Answer `GET /subjects?q=`."""
    typed = request.query.get("q", "")
    lines = await _viewed(request, lambda speaker: subject_lines(speaker, typed))
    return _page(request, "subjects.html", lines=lines, typed=typed)


async def show_subject(request: web.Request) -> web.Response:
    """Answer `GET /subject/{id}`."""
    subject_id = request.match_info["id"]
    view = await _viewed(request, lambda speaker: subject_view(subject_id, speaker))
    return _page(request, "subject.html", view=view)


async def show_countries(request: web.Request) -> web.Response:
    """Answer `GET /countries?measure=`."""
    measures = await _viewed(request, country_measures)
    names = dict(measures)
    asked = request.query.get("measure", "")
    chosen = asked if asked in names else next(iter(names), "")
    lines: tuple[CountryLine, ...] = ()
    if chosen:
        lines = await _viewed(request, lambda speaker: country_lines(chosen, speaker))
    return _page(
        request,
        "countries.html",
        lines=lines,
        legend=map_legend(lines),
        measures=measures,
        chosen=chosen,
        chosen_name=names.get(chosen, ""),
        shapes=world_map(),
        by_code={line.code: line for line in lines},
    )


async def show_misconceptions(request: web.Request) -> web.Response:
    """Answer `GET /misconceptions`."""
    return _page(request, "misconceptions.html", views=await _viewed(request, misconception_views))


async def show_misconception(request: web.Request) -> web.Response:
    """Answer `GET /misconception/{id}`."""
    identifier = request.match_info["id"]
    view = await _viewed(request, lambda s: misconception_view(identifier, s))
    if view is None:
        raise NotKnownError("misconception", identifier, remedy="see the list of misquotations")
    return _page(request, "misconception.html", view=view)


async def show_conflicts(request: web.Request) -> web.Response:
    """Answer `GET /conflicts?page=`."""
    language, kept = language_of_request(request), request.app[CONFLICTS]
    key = (await request.app[SITE].run(lambda engine: engine.generation), language)
    if key not in kept:  # a generation does not change; the lines of older ones are let go
        kept |= {key: await _viewed(request, conflict_lines)}
        for old in [k for k in kept if k[0] != key[0]]:
            del kept[old]
    lines = kept[key]
    n_pages = max(1, -(-len(lines) // _PER_PAGE))
    page = min(_page_number(request), n_pages)
    shown = lines[(page - 1) * _PER_PAGE : page * _PER_PAGE]
    return _page(request, "conflicts.html", lines=shown, page=page, n_pages=n_pages)


async def show_search(request: web.Request) -> web.Response:
    """Answer `GET /search?q=`."""
    typed = request.query.get("q", "").strip()
    language = language_of_request(request)
    found: tuple[Found, ...] = ()
    if typed:
        found = await request.app[SITE].run(
            lambda engine: search_results(engine, typed, speaker_of(engine, language), k=20)
        )
    return _page(request, "search.html", typed=typed, found=found)


async def show_data(request: web.Request) -> web.Response:
    """Answer `GET /data`."""
    return _page(request, "data.html")


async def send_figures(request: web.Request) -> web.StreamResponse:
    """GET /data/figures.csv: all figures, sent subject by subject so that others are not held up.

    Order is by subject, then that of `Knowledge.figures`.
    """
    site = request.app[SITE]
    series = await site.run(lambda engine: engine.knowledge.all_series())
    response = web.StreamResponse(
        headers={"Content-Disposition": 'attachment; filename="figures.csv"'}
    )
    response.content_type, response.charset = "text/csv", "utf-8"
    response.enable_compression()
    await response.prepare(request)
    await response.write(_csv_text([[name for name, _ in FIGURE_FIELDS]]))
    for subject_id in sorted({s.subject_id for s in series}):
        figures = await site.run(_figures_of(subject_id))
        await response.write(_csv_text(figure_row(figure) for figure in figures))
        await asyncio.sleep(0)
    await response.write_eof()
    return response


def _figures_of(subject_id: str) -> Callable[[Engine], tuple[Figure, ...]]:
    return lambda engine: engine.knowledge.figures(subject_ids=(subject_id,))


def _csv_text(rows: Iterable[list[object]] | list[list[str]]) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue().encode()


async def send_data_file(request: web.Request) -> web.Response:
    """Answer `GET /data/{datapackage.json,sources.csl.json,claimreviews.json}`."""
    makers: dict[str, Callable[[Engine], object]] = {
        "datapackage.json": lambda e: data_package(e.knowledge.sources()),
        "sources.csl.json": lambda e: [csl_item(source) for source in e.knowledge.sources()],
        "claimreviews.json": lambda e: list(claim_reviews(e.knowledge.misconceptions())),
    }
    content = await request.app[SITE].run(makers[request.match_info["name"]])
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    response = web.Response(text=text, content_type="application/json")
    response.enable_compression()
    return response
