"""The answers for programs: JSON of docs/interfaces.md over HTTP."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict

from aiohttp import web

from bot.engine import MAX_COMPARED
from bot.errors import InputError
from bot.figure_view import figure_view
from bot.reply import Engine, Reply
from bot.web.api_input import MAX_CONTEXTS, Given, read_body, read_query
from bot.web.openapi import describe_api
from bot.web.site import SITE
from knowledge.records import Source

_ASK = ("question", "context", "lang")
_COMPARE = ("subjects", "measure", "year", "lang")
_CHECK = ("text", "lang")
_FIGURES = ("subject", "measure", "region", "period", "source", "limit", "offset")
_MOST_FIGURES, _MOST_OFFSET, _MOST_FOUND = 500, 1_000_000, 100
_FILTER_VALUES = 20


def add_api(app: web.Application) -> None:
    """Add the routes under /api."""
    app.add_routes(
        [
            web.get("/api/ask", _by_query(_ask, _ASK)),
            web.post("/api/ask", _by_body(_ask, _ASK)),
            web.get("/api/compare", _by_query(_compare, _COMPARE)),
            web.post("/api/compare", _by_body(_compare, _COMPARE)),
            web.get("/api/check", _by_query(_check, _CHECK)),
            web.post("/api/check", _by_body(_check, _CHECK)),
            web.get("/api/search", _by_query(_search, ("q", "k"))),
            web.get("/api/figures", _by_query(_figures, _FIGURES)),
            web.get("/api/figures/{id}", _figure),
            web.get("/api/sources", _by_query(_sources, ())),
            web.get("/api/sources/{id}", _source),
            web.get("/api/subjects", _by_query(_subjects, ("q", "lang", "limit"))),
            web.get("/api/misconceptions", _by_query(_misconceptions, ())),
            web.get("/api/status", _by_query(_status, ())),
            web.get("/api/openapi.json", _description),
        ]
    )


Work = Callable[[Given], Callable[[Engine], object]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _by_query(read: Work, known: tuple[str, ...]) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        return await _answered(request, read(read_query(request, known)))

    return handle


def _by_body(read: Work, known: tuple[str, ...]) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        return await _answered(request, read(await read_body(request, known)))

    return handle


async def _answered(request: web.Request, work: Callable[[Engine], object]) -> web.Response:
    found = await request.app[SITE].run(work)
    response = web.json_response(found.payload if isinstance(found, Reply) else found)
    response.enable_compression()
    return response


def _ask(given: Given) -> Callable[[Engine], object]:
    question, language = given.text("question"), given.language()
    context = given.texts("context", most=MAX_CONTEXTS)
    return lambda engine: engine.ask(question, language=language, context=context)


def _compare(given: Given) -> Callable[[Engine], object]:
    subjects = given.texts("subjects", most=MAX_COMPARED)
    measure, year = given.optional_text("measure"), given.optional_text("year")
    language = given.language() or "en"
    return lambda engine: engine.compare(
        subjects, measure=measure or None, year=year or None, language=language
    )


def _check(given: Given) -> Callable[[Engine], object]:
    text, language = given.text("text"), given.language()
    return lambda engine: engine.check(text, language=language)


def _search(given: Given) -> Callable[[Engine], object]:
    query, k = given.text("q"), given.number("k", 10, least=1, most=_MOST_FOUND)

    def work(engine: Engine) -> object:
        return [
            {
                "kind": hit.kind,
                "id": hit.target_id,
                "language": hit.language,
                "score": round(hit.score, 4),
                "text": hit.text,
            }
            for hit in engine.search(query, k=k)
        ]

    return work


def _figures(given: Given) -> Callable[[Engine], object]:
    limit = given.number("limit", 100, least=1, most=_MOST_FIGURES)
    offset = given.number("offset", 0, least=0, most=_MOST_OFFSET)
    subjects, measures, regions, periods, sources = (
        given.texts(name, most=_FILTER_VALUES) for name in _FIGURES[:5]
    )
    if not (subjects or measures or sources):
        raise InputError("name a subject, measure or source; all figures: /data/figures.csv")

    def work(engine: Engine) -> object:
        found = engine.knowledge.figures(
            subject_ids=subjects,
            measure_ids=measures,
            regions=regions,
            periods=periods,
            source_ids=sources,
        )
        shown = found[offset : offset + limit]
        return {
            "total": len(found),
            "figures": [figure_view(engine.knowledge, figure.figure_id) for figure in shown],
        }

    return work


async def _figure(request: web.Request) -> web.Response:
    read_query(request, ())
    figure_id = request.match_info["id"]
    return await _answered(request, lambda engine: figure_view(engine.knowledge, figure_id))


def _sources(given: Given) -> Callable[[Engine], object]:
    return lambda engine: [_source_fields(source) for source in engine.knowledge.sources()]


async def _source(request: web.Request) -> web.Response:
    read_query(request, ())
    source_id = request.match_info["id"]

    def work(engine: Engine) -> object:
        source = engine.knowledge.source(source_id)
        figures = engine.knowledge.figures(source_ids=(source_id,))
        return _source_fields(source) | {"n_figures": len(figures)}

    return await _answered(request, work)


def _source_fields(source: Source) -> dict[str, object]:
    return asdict(source)


def _subjects(given: Given) -> Callable[[Engine], object]:
    typed, language = given.optional_text("q") or "", given.language() or "en"
    limit = given.number("limit", 25, least=1, most=1000)
    return lambda engine: [
        {"subject_id": suggestion.value, "name": suggestion.label}
        for suggestion in engine.suggest_subjects(typed, language=language, limit=limit)
    ]


def _misconceptions(given: Given) -> Callable[[Engine], object]:
    return lambda engine: [asdict(known) for known in engine.knowledge.misconceptions()]


def _status(given: Given) -> Callable[[Engine], object]:
    return lambda engine: {
        "generation": engine.generation,
        "sources": len(engine.knowledge.sources()),
        "misconceptions": len(engine.knowledge.misconceptions()),
        "ready": True,
    }


async def _description(request: web.Request) -> web.Response:
    return web.json_response(describe_api())
