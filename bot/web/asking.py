"""The pages that ask: the front page, answers, comparisons, checks, charts and suggestions."""

import asyncio
from collections.abc import Callable

from aiohttp import web

from bot.answer.records import Chart
from bot.charts import ImageForm, Theme, draw_chart
from bot.engine import MAX_CHECKED_CHARS, MAX_COMPARED
from bot.error_words import error_sentence
from bot.errors import InputError
from bot.reply import Engine, Reply
from bot.request_reader import MAX_QUESTION_CHARS
from bot.web.answer_view import MAX_CONTEXT, AnswerView, Asked, answer_view, next_context
from bot.web.chart_view import chart_csv
from bot.web.forms import read_form
from bot.web.links import address
from bot.web.page_words import page_words
from bot.web.site import SITE, given_language, language_of_request, speaker_of
from bot.web.typing_help import suggested_questions
from knowledge.errors import PeriodError
from knowledge.records import Language

EXAMPLES: dict[Language, tuple[str, ...]] = {
    "en": (
        "how much power does AI use vs Bitcoin",
        "how has Japan's electricity demand changed since 2010?",
        "what does 200 MW mean in homes?",
        "top 5 countries by carbon intensity",
        "is it true that a ChatGPT question uses ten times a Google search?",
    ),
    "ja": (
        "ビットコインはアルゼンチンより電力を使う?",
        "日本の電力需要は2010年からどう推移した?",
        "200MWは何世帯分?",
        "炭素強度が高い国トップ5",
        "データセンターの消費電力は?",
    ),
}
_MEASURES_OFFERED = 100
_SHAREABLE_CHARS = 1500  # of a checked text; longer ones make addresses that proxies refuse
_IMAGES: dict[str, str] = {"png": "image/png", "svg": "image/svg+xml"}


async def show_home(request: web.Request) -> web.Response:
    """Answer `GET /`."""
    language = language_of_request(request)
    return request.app[SITE].page(
        "home.html",
        {"asked": Asked(""), "context": (), "examples": EXAMPLES[language]},
        language=language,
        request=request,
    )


async def show_answer(request: web.Request) -> web.Response:
    """Answer `GET /ask?q=&context=&lang=&part=`."""
    if not request.query.get("q", "").strip():
        raise web.HTTPSeeOther(address("/", lang=request.query.get("lang")))
    asked = _asked(request)
    language = given_language(request)
    site = request.app[SITE]
    view = await site.run(lambda engine: _view(engine, asked, language))
    template = "answer_part.html" if request.query.get("part") == "answer" else "answer.html"
    return site.page(
        template,
        {"answer": view, "asked": asked, "context": next_context(asked)},
        language=view.language,
        request=request,
    )


def _asked(request: web.Request) -> Asked:
    context = [c for c in request.query.getall("context", []) if c.strip()]
    return Asked(request.query.get("q", "").strip(), tuple(context[-MAX_CONTEXT:]))


def _view(engine: Engine, asked: Asked, language: Language | None) -> AnswerView:
    reply = engine.ask(asked.question, language=language, context=asked.context)
    return answer_view(reply, asked, speaker_of(engine, reply.shown.language))


async def show_chart(request: web.Request) -> web.Response:
    """Answer `GET /chart.{png,svg,csv}?q=&context=&lang=&theme=`."""
    form = request.match_info["form"]
    theme: Theme = "dark" if request.query.get("theme") == "dark" else "light"
    asked, language = _asked(request), given_language(request)
    reply = await request.app[SITE].run(
        lambda engine: engine.ask(asked.question, language=language, context=asked.context)
    )
    chart = reply.shown.chart
    if chart is None:
        raise web.HTTPNotFound
    if form == "csv":
        return _download(chart_csv(chart).encode(), "text/csv", "kilowit-chart.csv")
    image: ImageForm = "svg" if form == "svg" else "png"
    drawn = await _draw(request, chart, theme=theme, form=image)
    return _download(drawn, _IMAGES[form], f"kilowit-chart.{form}")


DRAWING: web.AppKey[asyncio.Lock] = web.AppKey("drawing", asyncio.Lock)


async def _draw(request: web.Request, chart: Chart, *, theme: Theme, form: ImageForm) -> bytes:
    """Draw beside the engine's thread, one at a time: the library's state is shared."""
    async with request.app[DRAWING]:
        return await asyncio.to_thread(draw_chart, chart, theme=theme, form=form)


def _download(body: bytes, media_type: str, name: str) -> web.Response:
    charset = "utf-8" if media_type == "text/csv" else None
    return web.Response(
        body=body,
        content_type=media_type,
        charset=charset,
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


async def show_comparison(request: web.Request) -> web.Response:
    """Answer `GET /compare?subject=&subject=&measure=&year=&lang=`."""
    language = language_of_request(request)
    site = request.app[SITE]
    subjects = tuple(s.strip() for s in request.query.getall("subject", []) if s.strip())
    measure = request.query.get("measure", "").strip() or None
    year = request.query.get("year", "").strip() or None
    named = await site.run(lambda engine: _measure_names(engine, language))
    view, problem = None, ""
    if subjects:
        try:
            view = await site.run(
                lambda engine: _replied(
                    engine,
                    lambda: engine.compare(subjects, measure=measure, year=year, language=language),
                    " · ".join(subjects),
                )
            )
        except (InputError, PeriodError) as error:  # told over the form, which keeps what was typed
            problem = error_sentence(error, language)
    return site.page(
        "compare.html",
        {
            "answer": view,
            "problem": problem,
            "subjects": subjects[:MAX_COMPARED],
            "most": MAX_COMPARED,
            "measure": measure or "",
            "measures": named,
            "year": year or "",
        },
        language=language,
        request=request,
        status=400 if problem else 200,
    )


def _measure_names(engine: Engine, language: Language) -> tuple[str, ...]:
    found = engine.suggest_measures("", language=language, limit=_MEASURES_OFFERED)
    return tuple(measure.label for measure in found)


def _replied(engine: Engine, work: Callable[[], Reply], asked: str) -> AnswerView:
    reply = work()
    return answer_view(reply, Asked(asked), speaker_of(engine, reply.shown.language))


async def show_check(request: web.Request) -> web.Response:
    """Answer `GET /check?text=&lang=` and `POST /check`, for texts too long for an address."""
    form = await read_form(request) if request.method == "POST" else request.query
    text = form.get("text", "").strip()
    if request.method == "POST" and text and len(text.encode()) <= _SHAREABLE_CHARS:
        raise web.HTTPSeeOther(address("/check", text=text, lang=request.query.get("lang")))
    language, site = language_of_request(request), request.app[SITE]
    given = given_language(request)
    view = None
    if text:
        view = await site.run(
            lambda engine: _replied(engine, lambda: engine.check(text, language=given), text)
        )
    return site.page(
        "check.html",
        {
            "answer": view,
            "text": text,
            "limit": MAX_CHECKED_CHARS,
            "shareable": len(text.encode()) <= _SHAREABLE_CHARS,
        },
        language=view.language if view and given is None else language,
        request=request,
    )


async def suggest(request: web.Request) -> web.Response:
    """Answer `GET /api/suggest?q=&lang=`."""
    typed = request.query.get("q", "")[:MAX_QUESTION_CHARS]
    language = language_of_request(request)
    examples = EXAMPLES[language]
    found = await request.app[SITE].run(
        lambda engine: suggested_questions(engine, typed, examples, language=language)
    )
    return web.json_response({"suggestions": list(found)})


def error_title(status: int, language: Language) -> str:
    """Return the heading over an error."""
    words = page_words(language)
    return words[f"error_{status}"] if f"error_{status}" in words else words["error_other"]
