"""Makes docs/images/web-*.png: the pages of a running server, through Chromium.

    .venv/bin/python docs/web_pictures.py [--all FOLDER] [NAME]...

Needs Debian's chromium and a built generation (kilowit build). Those that the documents show go to
docs/images; `--all` draws every scene in both languages and schemes, on a desk and on a phone, into
another folder to be looked at.
"""

import argparse
import itertools
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from knowledge.records import LANGUAGES, Language

FOLDER = Path(__file__).parent / "images"
TOKEN = "a token for pictures"
SIZES = {"desktop": (1200, 850), "phone": (390, 844)}
HARBOUR = (
    "<h1>Power of the harbour</h1><p>Data centres used 999 TWh of electricity in 2024. In 2025 "
    "Bitcoin used 170 TWh. Nobody counted the gulls.</p>"
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A page by its address in each language; `shown` names the picture that documents have."""

    en: str
    ja: str
    shown: str = ""
    size: str = "desktop"
    scheme: str = "light"
    language: Language = "en"


SCENES = {
    "home": Scene("/", "/"),
    "answer": Scene(
        "/ask?q=how much power does AI use vs Bitcoin",
        "/ask?q=ビットコインはアルゼンチンより電力を使う?",
        "web-answer",
    ),
    "answer-phone": Scene(
        "/ask?q=AI vs Bitcoin", "/ask?q=AIとビットコインの消費電力を比較して",
        "web-answer-ja-phone", "phone", "dark", "ja",
    ),
    "trend": Scene(
        "/ask?q=how has Japan's electricity demand changed since 2010?",
        "/ask?q=日本の電力需要は2010年からどう推移した?",
    ),
    "depends": Scene(
        "/ask?q=does Bitcoin use more electricity than AI?",
        "/ask?q=ビットコインはAIより電力を使う?",
    ),
    "check": Scene(
        "/check?text=Data centres use 10% of the world's electricity.",
        "/check?text=データセンターは世界の電力の10%を使う。",
    ),
    "unanswered": Scene("/ask?q=the electricity of Atlantis", "/ask?q=アトランティスの消費電力は?"),
    "compare": Scene(
        "/compare?subject=Bitcoin&subject=Japan", "/compare?subject=日本&subject=韓国"
    ),
    "figure": Scene("/figure/bitcoin-2024-cbeci", "/figure/bitcoin-2024-cbeci", "web-figure"),
    "source": Scene("/source/ember-owid-2026", "/source/ember-owid-2026"),
    "sources": Scene("/sources", "/sources"),
    "subject": Scene("/subject/data-centres", "/subject/data-centres"),
    "subjects": Scene("/subjects", "/subjects"),
    "countries": Scene(
        "/countries?measure=carbon_intensity", "/countries?measure=carbon_intensity",
        "web-countries-ja", "desktop", "dark", "ja",
    ),
    "misconceptions": Scene("/misconceptions", "/misconceptions"),
    "conflicts": Scene("/conflicts", "/conflicts"),
    "search": Scene("/search?q=cooling water", "/search?q=冷却水"),
    "knowledge": Scene("/knowledge", "/knowledge"),
    "preview": Scene("PREVIEW", "PREVIEW", "web-preview"),
}  # fmt: skip


@contextmanager
def server() -> Iterator[str]:
    """Start a server with an administrators' desk on the data folder of the settings."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "web", "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"KILOWIT_ADMIN_TOKEN": TOKEN},
    )
    assert process.stderr is not None
    try:
        found = next(m for line in process.stderr if (m := re.search(r"http://\S+\d", line)))
        yield found[0].replace("127.0.0.1", "localhost")
    finally:
        process.terminate()
        process.wait()


def proposed(browser: Browser, address: str) -> str:
    """Propose a page about a harbour; return the path of its preview."""
    page = browser.new_page()
    come_in(page, address)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "harbour.html"
        file.write_text(HARBOUR, "utf-8")
        page.set_input_files("#file", file)
        page.click("summary")
        page.fill("#said-publisher", "Harbour Board")
        page.click("form[action*='/knowledge/add'] button")
        page.wait_for_selector("a.next", timeout=600_000)
    path = str(page.get_attribute("a.next", "href")).partition("?")[0]
    page.close()
    return path


def come_in(page: Page, address: str) -> None:
    """Log in."""
    page.goto(f"{address}/knowledge/login")
    page.fill("#token", TOKEN)
    page.click("form.stack button")


def draw(browser: Browser, url: str, target: Path, *, size: str, scheme: str, whole: bool) -> None:
    """Draw one page, as one sees it first or as a whole."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        device_scale_factor=1 if whole else 1.5,
        reduced_motion="reduce",
    )
    page = context.new_page()
    if "/knowledge" in url:
        come_in(page, url.partition("/knowledge")[0])
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=target, full_page=whole)
    context.close()


def main() -> None:
    """Draw the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", metavar="FOLDER", type=Path)
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    chosen = {name: scene for name, scene in SCENES.items() if name in (given.names or SCENES)}
    with server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        preview = proposed(browser, address) if "preview" in chosen else ""
        for name, scene in chosen.items():
            for language, size, scheme in pictures(scene, every=given.all is not None):
                path = (scene.ja if language == "ja" else scene.en).replace("PREVIEW", preview)
                url = f"{address}{path}{'&' if '?' in path else '?'}lang={language}"
                file = f"{name}-{language}-{size}-{scheme}.png"
                target = given.all / file if given.all else FOLDER / f"{scene.shown}.png"
                target.parent.mkdir(exist_ok=True, parents=True)
                draw(browser, url, target, size=size, scheme=scheme, whole=given.all is not None)
        browser.close()


def pictures(scene: Scene, *, every: bool) -> Iterator[tuple[Language, str, str]]:
    """Yield (language, size, scheme) of the pictures of a scene."""
    if every:
        yield from itertools.product(LANGUAGES, SIZES, ("light", "dark"))
    elif scene.shown:
        yield scene.language, scene.size, scene.scheme


if __name__ == "__main__":
    main()
