"""The web application: every address, behind one guard."""

import asyncio

from aiohttp import web

from bot.web import asking, knowing
from bot.web.admin import DESK, AdminDesk, add_admin
from bot.web.api import add_api
from bot.web.guards import MAX_BODY_BYTES, Guard, Problem, add_safe_headers, guarding
from bot.web.site import SITE, Site, given_language, language_of_request
from bot.web.static_files import send
from bot.worker import EngineWorker
from knowledge.records import Language

_CLOSING_S = 5.0
MAX_LINE_BYTES = 128 * 1024  # an address with 6,000 characters, each of up to 12 bytes encoded


def make_runner(worker: EngineWorker, guard: Guard, desk: AdminDesk) -> web.AppRunner:
    """Return what serves the application."""
    app = make_app(worker, guard, desk)
    return web.AppRunner(
        app, access_log=None, max_line_size=MAX_LINE_BYTES, shutdown_timeout=_CLOSING_S
    )


def make_app(worker: EngineWorker, guard: Guard, desk: AdminDesk) -> web.Application:
    """Return the application over a worker that was started."""
    app = web.Application(
        middlewares=[guarding(guard, _tell, _language_of)], client_max_size=MAX_BODY_BYTES
    )
    app.on_response_prepare.append(add_safe_headers)
    app[SITE] = Site(worker, has_admin=desk.gate is not None)
    app[DESK] = desk
    app[asking.DRAWING] = asyncio.Lock()
    app[knowing.CONFLICTS] = {}
    _add_pages(app)
    add_api(app)
    add_admin(app)
    return app


def _add_pages(app: web.Application) -> None:
    data_files = "datapackage.json|sources.csl.json|claimreviews.json"
    app.add_routes(
        [
            web.get("/", asking.show_home),
            web.get("/ask", asking.show_answer),
            web.get("/compare", asking.show_comparison),
            web.get("/check", asking.show_check),
            web.post("/check", asking.show_check),
            web.get("/chart.{form:png|svg|csv}", asking.show_chart),
            web.get("/api/suggest", asking.suggest),
            web.get("/figure/{id}", knowing.show_figure),
            web.get("/passage/{id}", knowing.show_passage),
            web.get("/source/{id}", knowing.show_source),
            web.get("/sources", knowing.show_sources),
            web.get("/subjects", knowing.show_subjects),
            web.get("/subject/{id}", knowing.show_subject),
            web.get("/countries", knowing.show_countries),
            web.get("/misconceptions", knowing.show_misconceptions),
            web.get("/misconception/{id}", knowing.show_misconception),
            web.get("/conflicts", knowing.show_conflicts),
            web.get("/search", knowing.show_search),
            web.get("/data", knowing.show_data),
            web.get("/data/figures.csv", knowing.send_figures),
            web.get(f"/data/{{name:{data_files}}}", knowing.send_data_file),
            web.get("/static/{digest}/{name}", _send_file),
            web.get("/favicon.ico", _send_icon),
        ]
    )


async def _send_file(request: web.Request) -> web.Response:
    return send(request, request.app[SITE].files)


async def _send_icon(request: web.Request) -> web.Response:
    raise web.HTTPFound(request.app[SITE].files["icon.svg"].address)


def _language_of(request: web.Request) -> Language:
    """Programs are told in English unless their address names a language."""
    if request.path.startswith("/api/"):
        return given_language(request) or "en"
    return language_of_request(request)


def _tell(request: web.Request, problem: Problem) -> web.Response:
    """Tell a problem as JSON to programs and as a page to people."""
    if request.path.startswith("/api/"):
        told = {"error": {"code": problem.code, "message": problem.message}}
        return web.json_response(told, status=problem.status)
    language = language_of_request(request)
    return request.app[SITE].page(
        "error.html",
        {"heading": asking.error_title(problem.status, language), "message": problem.message},
        language=language,
        request=request,
        status=problem.status,
    )
