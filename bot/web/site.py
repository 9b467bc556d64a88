"""What every page shares: the engine's worker, templates, words and the choice of language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import jinja2
from aiohttp import web

from bot.answer.composition import Speaker
from bot.reply import Engine
from bot.web.links import address, entity_address
from bot.web.page_words import counted, page_words
from bot.web.static_files import StaticFile, load_static
from bot.wording import load_wording
from bot.worker import EngineWorker
from knowledge.records import LANGUAGES, NOT_STATED, Language

T = TypeVar("T")


def make_templates() -> jinja2.Environment:
    """Return the templates; everything that they show is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("bot.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "address": address,
        "counted": counted,
        "entity": entity_address,
        "not_stated": NOT_STATED,
    }
    return environment


@dataclass(frozen=True, slots=True)
class Site:
    """One server's shared parts. `has_admin` says whether administrators may come in at all."""

    worker: EngineWorker
    has_admin: bool = False
    files: Mapping[str, StaticFile] = field(default_factory=load_static)
    templates: jinja2.Environment = field(default_factory=make_templates)

    async def run(self, work: Callable[[Engine], T]) -> T:
        """Run work on the engine, in its thread."""
        return await self.worker.run(work)

    def text(
        self,
        template: str,
        content: Mapping[str, object],
        *,
        language: Language,
        request: web.Request,
    ) -> str:
        """Render a template in one language."""
        other: Language = "en" if language == "ja" else "ja"
        return self.templates.get_template(template).render(
            w=page_words(language),
            lang=language,
            other_lang=other,
            static=self.files,
            path=request.path,
            switch=_switched(request, other),
            has_admin=self.has_admin,
            **content,
        )

    def page(
        self,
        template: str,
        content: Mapping[str, object],
        *,
        language: Language,
        request: web.Request,
        status: int = 200,
    ) -> web.Response:
        """Render a page in one language, packed where the browser takes it."""
        response = web.Response(
            text=self.text(template, content, language=language, request=request),
            status=status,
            content_type="text/html",
            headers={"Content-Language": language, "Vary": "Accept-Language, Accept-Encoding"},
        )
        response.enable_compression()
        return response


SITE: web.AppKey[Site] = web.AppKey("site", Site)


def speaker_of(engine: Engine, language: Language) -> Speaker:
    """Return what names things in a language."""
    return Speaker(engine.vocabulary, engine.knowledge, load_wording(language))


def given_language(request: web.Request) -> Language | None:
    """Return the language that the address names, if it names one."""
    return next((known for known in LANGUAGES if known == request.query.get("lang")), None)


def language_of_request(request: web.Request) -> Language:
    """Return the page's language: the address's, else the one that the browser likes better."""
    given = given_language(request)
    if given is not None:
        return given
    return preferred_language(request.headers.get("Accept-Language", ""))


def preferred_language(header: str) -> Language:
    """Read Accept-Language (RFC 9110, 12.5.4): the likelier of the two, English when equal."""
    likings: dict[str, float] = {}
    for item in header.split(",")[:20]:
        tag, _, weight = item.partition(";")
        name = tag.strip().lower().partition("-")[0]
        likings[name] = max(likings.get(name, 0.0), _weight(weight))
    return "ja" if likings.get("ja", 0.0) > likings.get("en", 0.0) else "en"


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q=")) if text.strip() else 1.0
    except ValueError:
        return 0.0


def _switched(request: web.Request, language: Language) -> str:
    """Return the same address in the other language."""
    query = [(k, v) for k, v in request.query.items() if k not in ("lang", "part")]
    names = dict.fromkeys(k for k, _ in query)
    path = request.path
    if request.method == "POST" and path.startswith("/knowledge/"):
        path = "/knowledge"  # what a form did is not done again to be read in the other language
    return address(path, **{n: [v for k, v in query if k == n] for n in names} | {"lang": language})
