"""The administrators' pages in headless Chromium: by form, without JavaScript, by axe's rules."""

import pytest

from bot.state import State
from tests.bot.web.admin.conftest import HARBOUR, TOKEN
from tests.bot.web.test_browser import SIZES, violations, visit, with_language  # noqa: F401

WATCHED = "How much electricity did data centres use in 2024?"
SIZED = [("en", "desktop", "light"), ("ja", "phone", "dark")]


@pytest.fixture
def server(desk_server):
    """The server that `visit` opens pages of."""
    return desk_server


@pytest.fixture
def harbour(tmp_path):
    """A file to add."""
    path = tmp_path / "harbour.html"
    path.write_bytes(HARBOUR)
    return path


def come_in(page):
    """Go through the door."""
    page.fill("#token", TOKEN)
    page.fill("#name", "Ada")
    page.click("form.stack button")
    page.wait_for_selector(".desk-top")


def press(page, action):
    """Press the button of the form that acts."""
    page.click(f"form[action*='{action}'] button >> nth=0")


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_source_from_preview_to_rollback(visit, harbour, language, javascript):  # noqa: F811
    page = visit(with_language("/knowledge", language), javascript=javascript)
    come_in(page)
    page.set_input_files("#file", harbour)
    press(page, "/knowledge/add")
    page.click("a.next", timeout=120_000)
    assert "999 TWh" in page.locator("main").inner_text()
    press(page, "/publish")
    page.wait_for_selector("#outcome code", timeout=120_000)
    page.click("#outcome p:last-child a")
    assert page.locator("a[href*='/knowledge/sources/harbour']").is_visible()
    page.click(".desk-top a[href*='/generations']")
    press(page, "/rollback")
    page.wait_for_selector("#outcome code", timeout=120_000)
    assert page.get_attribute("html", "lang") == language


@pytest.mark.parametrize("sized", SIZED, ids=" ".join)
def test_no_rule_of_accessibility_is_broken(visit, settings, harbour, sized):  # noqa: F811
    language, size, scheme = sized
    state = State.open(settings.state_file)
    state.servers.watch(0, [WATCHED])
    state.close()
    page = visit(with_language("/knowledge/login", language), size=size, scheme=scheme)
    found = {"login": violations(page)}
    come_in(page)
    found["overview"] = violations(page)
    page.set_input_files("#file", harbour)
    press(page, "/knowledge/add")
    page.wait_for_selector("a.next", timeout=120_000)
    found["working"] = violations(page)
    page.click("a.next")
    found["preview"] = violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    press(page, "/publish")
    page.wait_for_selector("#outcome code", timeout=120_000)
    found["outcome"] = violations(page)
    for name in ("generations", "watch", "gaps", "audit"):
        server = page.url.partition("/knowledge")[0]
        page.goto(server + with_language(f"/knowledge/{name}", language))
        found[name] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], name
    assert {name: broken for name, broken in found.items() if broken} == {}


def test_the_way_in_by_keys_alone(visit):  # noqa: F811
    page = visit("/knowledge/login?lang=en")
    page.focus("#token")
    page.keyboard.type(TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-top")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
