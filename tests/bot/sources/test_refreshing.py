"""Sources are refreshed from servers that change, move, break, are slow, forbid, or take down."""

import dataclasses
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.curating import Curator
from bot.settings import Settings
from bot.sources import gather
from bot.sources.known import knowledge_of
from index.hashing import HashEncoder
from knowledge.fetching import Fetcher, FetchLimits, PoliteFetcher
from knowledge.publishers import shipped_publishers
from tests.conftest import SMALL_CONTENT

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEXT = "# {0}\n\n{0} used {1} GWh of electricity in 2023, said its utility.\n"
FETCHER = Fetcher(FetchLimits(total_s=1.5, connect_s=1), allow_loopback=True)


class _Publisher(BaseHTTPRequestHandler):
    """Serves the pages of `server.pages`: a text, a status, or a function."""

    def do_GET(self):
        self.server.asked.append(self.path)
        page = self.server.pages.get(self.path, 404)
        if callable(page):
            page(self)
            return
        if isinstance(page, int):
            self.send_response(page)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        etag = f'"{hash(page)}"'
        if self.headers.get("If-None-Match") == etag:
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/markdown")
        self.send_header("Content-Length", str(len(page.encode())))
        self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *arguments):
        pass


def moved_to(path):
    def page(handler):
        handler.send_response(301)
        handler.send_header("Location", path)
        handler.end_headers()

    return page


def broken(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/markdown")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"# half")


def slow(handler):
    handler.server.stopped.wait(10)


@pytest.fixture
def publisher():
    with ThreadingHTTPServer(("127.0.0.1", 0), _Publisher) as server:
        server.pages, server.asked, server.stopped = {}, [], threading.Event()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.stopped.set()
        server.shutdown()


@pytest.fixture
def curator(publisher, tmp_path):
    """Knowledge with one source from the publisher's page /tokelau."""
    publisher.pages["/tokelau"] = TEXT.format("Tokelau", 1.9)
    made = Curator(
        Settings(home=tmp_path / "home", content=SMALL_CONTENT), HashEncoder(), "cli:tester"
    )
    made.build()
    add(made, publisher, "tokelau")
    publisher.asked.clear()
    return made


def add(curator, publisher, name):
    url = f"http://127.0.0.1:{publisher.server_port}/{name}"
    curator.add(gather([url], said={}, fetcher=FETCHER, today=NOW.date()))


def refresh(curator, now=NOW, *, due=False):
    polite = PoliteFetcher(FETCHER, pause_s=0.0)
    return curator.refresh(None, fetcher=polite, now=now, due=due)


def outcomes(curator, **named):
    return dict(refresh(curator, **named).told)


def test_an_unchanged_page_costs_nothing(curator, publisher):
    before = curator.keeper.home.current()
    assert outcomes(curator) == {"tokelau": "unchanged"}
    assert (curator.keeper.home.current(), publisher.asked) == (before, ["/robots.txt", "/tokelau"])


def test_a_changed_page_changes_its_figure(curator, publisher):
    publisher.pages["/tokelau"] = TEXT.format("Tokelau", 2.5)
    outcome = refresh(curator)
    ((value),) = outcome.step.changes.values
    assert (value.before.value, value.after.value) == (1.9, 2.5)


def test_a_moved_page_is_followed_and_its_new_address_cited(curator, publisher):
    publisher.pages["/tokelau"] = moved_to("/new")
    publisher.pages["/new"] = TEXT.format("Tokelau", 2.5)
    assert outcomes(curator) == {"tokelau": "changed"}
    said = curator.keeper.folder.source("tokelau").said
    assert (said["url"].endswith("/new"), said["fetched_from"].endswith("/tokelau")) == (True, True)


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (broken, "it broke off"),
        (slow, "the server does not answer"),
        (500, "the server answers 500"),
        (moved_to("http://169.254.169.254/latest"), "is not on the public internet"),
        (moved_to("/tokelau"), "it redirects more than 5 times"),
    ],
    ids=["broken", "slow", "error", "to-metadata", "in-circles"],
)
def test_a_page_that_fails_leaves_everything_as_it_was(curator, publisher, page, why):
    before = curator.keeper.home.current(), curator.keeper.folder.records()
    publisher.pages["/tokelau"] = page
    outcome = refresh(curator)
    ((_, told),) = outcome.told
    assert (outcome.failed, why in told) == (True, True), told
    assert (curator.keeper.home.current(), curator.keeper.folder.records()) == before


def test_one_failure_does_not_hold_up_the_others(curator, publisher):
    publisher.pages["/niue"] = TEXT.format("Niue", 3)
    add(curator, publisher, "niue")
    publisher.pages |= {"/niue": 500, "/tokelau": TEXT.format("Tokelau", 2.5)}
    outcome = refresh(curator)
    assert dict(outcome.told)["tokelau"] == "changed"
    assert [v.after.value for v in outcome.step.changes.values] == [2.5]


def test_a_page_that_was_taken_down_keeps_its_figures_marked_until_it_is_back(curator, publisher):
    page = publisher.pages.pop("/tokelau")
    assert outcomes(curator) == {"tokelau": "its publisher took it down; its figures are kept"}
    note = "Gone from its address since 2026-11-24, last seen 2026-11-24."
    assert shown(curator) == (note, 1)
    current = curator.keeper.home.current()
    assert outcomes(curator) == {"tokelau": "its publisher took it down; its figures are kept"}
    assert curator.keeper.home.current() == current
    publisher.pages["/tokelau"] = page
    assert outcomes(curator) == {"tokelau": "it is there again, unchanged"}
    assert shown(curator) == ("", 1)


def shown(curator):
    """The note of the source, and how many figures it has."""
    with knowledge_of(curator.keeper.current()) as knowledge:
        figures = knowledge.figures(source_ids=("tokelau",))
        return knowledge.source("tokelau").note, len(figures)


def test_what_failed_is_left_alone_on_schedule_until_its_time(curator, publisher):
    publisher.pages["/tokelau"] = 503
    refresh(curator)
    publisher.asked.clear()
    assert outcomes(curator, due=True) == {}
    assert publisher.asked == []
    assert "tokelau" in outcomes(curator, now=NOW.replace(hour=13), due=True)


@pytest.mark.parametrize(
    ("robots", "told"),
    [
        ("User-agent: *\nDisallow: /", "the site's robots.txt forbids it"),
        ("User-agent: kilowit\nDisallow: /tok", "the site's robots.txt forbids it"),
        ("User-agent: other\nDisallow: /", None),
        (500, "the server answers 500"),
        (404, None),
    ],
    ids=["all", "kilowit", "other", "error", "none"],
)
def test_robots_txt_is_honoured(curator, publisher, robots, told):
    publisher.pages["/robots.txt"] = robots
    said = outcomes(curator)["tokelau"]
    assert ("/tokelau" in publisher.asked, told or said) == (told is None, told or "unchanged")
    assert (told or "unchanged") in said


POWER = "Model,Publication date,Training power draw (W)\nGPT-3,2020-05-28,{}\n"


@pytest.mark.parametrize(
    ("page", "told", "power_w"),
    [
        (POWER.format("2e6"), "changed: 1 rows", 2e6),
        (moved_to("/there"), "changed: 1 rows", 3e6),
        (broken, "it broke off", 1e6),
        (slow, "the server does not answer", 1e6),
        (404, "the server answers 404", 1e6),
    ],
    ids=["changed", "moved", "broken", "slow", "gone"],
)
def test_a_publishers_own_file_is_taken_as_its_server_gives_it(
    curator, publisher, page, told, power_w
):
    publisher.pages |= {"/models.csv": POWER.format("1e6"), "/there": POWER.format("3e6")}
    (shipped,) = (m for m in shipped_publishers() if m.name == "epoch-models")
    local = f"http://127.0.0.1:{publisher.server_port}/models.csv"
    manifest = dataclasses.replace(shipped, url=local)

    def fetch():
        polite = PoliteFetcher(FETCHER, pause_s=0.0)
        return curator.refresh_publishers([manifest], fetcher=polite, now=NOW)

    fetch()
    publisher.pages["/models.csv"] = page
    assert told in dict(fetch().told)["epoch-models-current"]
    with knowledge_of(curator.keeper.current()) as knowledge:
        (figure,) = knowledge.figures(source_ids=("epoch-models-current",))
    assert figure.value == power_w


def test_one_host_is_asked_one_page_at_a_time_with_pauses():
    slept, at = [], [100.0]

    class Pages:
        def fetch(self, url, *, etag=None, last_modified=None):
            return FetchedText(url)

    class FetchedText:
        def __init__(self, url):
            self.url = url

    def sleep(seconds):
        slept.append(seconds)
        at[0] += seconds

    polite = PoliteFetcher(Pages(), pause_s=2.0, sleep=sleep, clock=lambda: at[0])
    for url in ("https://a.org/1", "https://a.org/2", "https://b.org/1", "https://a.org/3"):
        polite.fetch(url)
    # robots.txt and a page of a; the next of a; robots.txt and a page of b; the last of a
    assert slept == [2.0, 2.0, 2.0]
