"""The page in headless Chromium: every flow in both languages, on a desk and on a phone, by keys
alone, by axe-core's rules, without an error in the console."""

import re
import urllib.parse
from pathlib import Path

import pytest

from benchmarks.page_speed import MEASURE

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
ASKED = {
    "en": "how much power does AI use vs Bitcoin",
    "ja": "ビットコインはアルゼンチンより電力を使う?",
}
FOLLOW_UP = {"en": "and in 2020?", "ja": "2020年は?"}
PATHS = [
    "/", "/ask?q=AI+vs+Bitcoin", "/ask?q=Japan+electricity+since+2010",
    "/compare?subject=Bitcoin&subject=Japan", "/subjects", "/subject/country:JP",
    "/check?text=Data+centres+use+10%25+of+the+world's+electricity",
    "/countries", "/sources", "/source/ember-owid-2026", "/misconceptions",
    "/misconception/ai-eighty-megatonnes", "/conflicts", "/search?q=bitcoin", "/data",
    "/figure/bitcoin-2024-cbeci", "/figure/ai-data-centres-2030-iea", "/nothing",
]  # fmt: skip


@pytest.fixture
def visit(browser, server):
    """Open pages; afterwards nothing may have gone wrong in any of them."""
    contexts, problems = [], []

    def opened(path, *, size="desktop", scheme="light", javascript=True):
        context = browser.new_context(
            viewport=SIZES[size], color_scheme=scheme, bypass_csp=False,
            java_script_enabled=javascript, reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: m.type in ("error", "warning") and problems.append(m.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "request",
            lambda r: None if r.url.startswith((server, "data:")) else problems.append(r.url),
        )
        page.goto(server + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    expected = "Failed to load resource: the server responded with a status of 404"
    assert [p for p in problems if not p.startswith(expected)] == []


def with_language(path, language):
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


def violations(page):
    """What axe-core finds, in short. It is run by the debugger, which the page's policy allows."""
    page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(r => r.violations.map("
        "v => [v.id, v.nodes.slice(0, 3).map(n => n.target.join(' '))]))",
        RULES,
    )
    return [tuple(map(str, item)) for item in found]


@pytest.mark.parametrize(
    ("language", "size", "scheme"), [("en", "desktop", "light"), ("ja", "phone", "dark")]
)
@pytest.mark.parametrize("path", PATHS)
def test_no_rule_of_accessibility_is_broken(visit, path, language, size, scheme):
    page = visit(with_language(path, language), size=size, scheme=scheme)
    page.wait_for_load_state("networkidle")
    assert violations(page) == []


@pytest.mark.parametrize("path", PATHS)
def test_a_phone_needs_no_sideways_scrolling(visit, path):
    page = visit(path, size="phone")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"]


@pytest.mark.parametrize("size", sorted(SIZES))
@pytest.mark.parametrize("language", ["en", "ja"])
def test_asking_and_following_up(visit, language, size):
    page = visit(with_language("/", language), size=size)
    page.fill("#q", ASKED[language])
    page.press("#q", "Enter")
    page.wait_for_selector("article.answer canvas")
    assert page.locator("article.answer").count() == 1
    assert urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)["q"] == [ASKED[language]]
    assert page.evaluate("document.activeElement.className") == "question"
    page.fill("#q", FOLLOW_UP[language])
    page.press("#q", "Enter")
    page.wait_for_selector("article.answer >> nth=1")
    assert "2020" in page.locator("article.answer >> nth=1").inner_text()
    page.go_back()
    page.wait_for_selector("article.answer >> nth=1", state="detached")
    assert page.locator("h1.question").inner_text().endswith(ASKED[language])


@pytest.mark.parametrize("language", ["en", "ja"])
def test_everything_by_keys_alone(visit, language):
    page = visit(with_language("/", language))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_selector("#main:focus")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type({"en": "bitcoin vs jap", "ja": "ビットコ"}[language])
    page.wait_for_selector("#suggestions li")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#q", "aria-activedescendant") == "suggestion-0"
    page.keyboard.press("Enter")
    assert {"en": "Japan", "ja": "ビットコイン"}[language] in page.input_value("#q")
    assert page.locator("#suggestions").is_hidden()
    page.keyboard.press("Enter")
    page.wait_for_selector("article.answer")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    assert page.locator("article.answer details[open] table").is_visible()


def test_suggestions_close_with_escape(visit):
    page = visit("/?lang=en")
    page.fill("#q", "bitc")
    page.wait_for_selector("#suggestions li")
    page.press("#q", "Escape")
    assert page.locator("#suggestions").is_hidden()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_without_javascript_plain_questions_work(visit, language):
    page = visit(with_language("/", language), javascript=False)
    page.fill("#q", ASKED[language])
    page.click("#ask button")
    assert page.locator("article.answer .big").is_visible()
    page.locator("article.answer .canvas img").wait_for()
    page.fill("#q", FOLLOW_UP[language])
    page.click("#ask button")
    assert "2020" in page.locator("article.answer").inner_text()


def test_a_number_leads_to_its_figure_and_its_source(visit, server):
    page = visit("/ask?q=AI+vs+Bitcoin&lang=en")
    page.click(".lines a.number[href^='/figure/'] >> nth=0")
    assert page.url.startswith(f"{server}/figure/")
    page.click("a[href^='/source/']")
    assert page.url.startswith(f"{server}/source/")


def test_a_chart_tells_the_value_under_the_pointer(visit):
    page = visit("/ask?q=AI+vs+Bitcoin&lang=en")
    page.wait_for_selector("canvas")
    page.hover("canvas", position={"x": 400, "y": 45})
    shown = page.evaluate(
        "Chart.getChart(document.querySelector('canvas')).tooltip.body[0].lines[0]"
    )
    assert re.fullmatch(r"[\d.,]+ TWh.*", shown)


def test_ranges_and_projections_are_drawn_apart(visit):
    page = visit("/ask?q=data+centres+electricity+from+2020+to+2030&lang=en")
    page.wait_for_selector("canvas")
    bars = page.evaluate("Chart.getChart(document.querySelector('canvas')).data.datasets[0].bars")
    assert {bar["projected"] for bar in bars} == {True, False}


@pytest.mark.parametrize(("n", "n_colours"), [(6, 6), (10, 1)])
def test_no_colour_of_a_chart_stands_for_two_names(visit, n, n_colours):
    page = visit(f"/ask?q=top+{n}+countries+by+solar+generation&lang=en")
    page.wait_for_selector("canvas")
    colours = page.evaluate(
        "Chart.getChart(document.querySelector('canvas')).data.datasets[0].backgroundColor"
    )
    assert len(colours) == n
    assert len(set(colours)) == n_colours


def test_a_downloaded_chart_is_a_picture(visit):
    page = visit("/ask?q=AI+vs+Bitcoin&lang=en")
    for form, start in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("csv", b"label,")):
        with page.expect_download() as waiting:
            page.click(f"a[download$='.{form}']")
        assert Path(waiting.value.path()).read_bytes().startswith(start)


@pytest.mark.parametrize("path", ["/", "/ask?q=AI+vs+Bitcoin", "/countries"])
def test_a_page_is_light_and_soon_usable(visit, path):
    page = visit(with_language(path, "en"))
    page.wait_for_load_state("networkidle")
    found = page.evaluate(MEASURE)
    assert found["sent"] < 300_000
    assert 0 < found["usable"] < 5_000  # the aim is 500; a busy machine of CI is given time
    assert 0 < found["drawn"] < 5_000


def test_countries_are_sorted_by_a_press_on_the_heading(visit):
    page = visit("/countries?lang=en")
    page.click("th >> text=Country")
    names = page.locator("tbody tr td:first-child").all_inner_texts()
    assert names[0] == "Afghanistan"
    assert page.get_attribute("th >> nth=0", "aria-sort") == "ascending"


def test_the_language_switch_keeps_the_question(visit):
    page = visit("/ask?q=AI+vs+Bitcoin")
    page.click("header a.language")
    assert page.get_attribute("html", "lang") == "ja"
    assert page.locator("h1.question").inner_text().endswith("AI vs Bitcoin")


def test_a_check_by_form(visit):
    page = visit("/check?lang=en")
    page.fill("#text", "Data centres use 10% of the world's electricity.")
    page.click("form.check button")
    assert page.locator(".headline.refuted").is_visible()


def test_hostile_words_run_nowhere(visit):
    page = visit("/ask?q=" + urllib.parse.quote("<img src=x onerror=document.title='hit'> bitcoin"))
    page.wait_for_load_state("networkidle")
    page.fill("#q", "<svg onload=document.title='hit'> japan")
    page.press("#q", "Enter")
    page.wait_for_selector("article.answer >> nth=1")
    assert page.title() != "hit"
    assert page.locator("article.answer img[src='x'], article.answer svg[onload]").count() == 0
