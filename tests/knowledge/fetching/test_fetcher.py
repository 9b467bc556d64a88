"""The fetcher against a server on this machine: limits, redirects, conditions, broken answers."""

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from knowledge.errors import FetchError
from knowledge.fetching import Fetched, Fetcher, FetchLimits, Unchanged

_BOMB = gzip.compress(b"0" * 5_000_000)


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        getattr(self, "page" + self.path.partition("?")[0].replace("/", "_"))()

    def answer(self, body=b"", *, status=200, kind="text/plain", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page_plain(self):
        if self.headers.get("If-None-Match") == '"v1"':
            return self.answer(status=304)
        return self.answer(b"415 TWh", ETag='"v1"', Last_Modified="Tue, 01 Jul 2025 00:00:00 GMT")

    def page_gzip(self):
        self.answer(gzip.compress(b"415 TWh"), Content_Encoding="gzip")

    def page_bomb(self):
        self.answer(_BOMB, Content_Encoding="gzip")

    def page_brotli(self):
        self.answer(b"x", Content_Encoding="br")

    def page_broken(self):
        self.answer(b"not gzip", Content_Encoding="gzip")

    def page_short(self):
        self.answer(b"only", Content_Length="4000")
        self.close_connection = True

    def page_large(self):
        self.answer(b"0" * 300_000)

    def page_picture(self):
        self.answer(b"x", kind="image/png")

    def page_gone(self):
        self.answer(status=410)

    def page_round(self):
        self.answer(status=302, Location="/round")

    def page_to_plain(self):
        self.answer(status=301, Location="/plain")

    def page_to_metadata(self):
        self.answer(status=302, Location="http://169.254.169.254/latest/")

    def page_to_file(self):
        self.answer(status=302, Location="file:///etc/passwd")

    def page_named(self):
        self.answer(b"x", Content_Disposition='attachment; filename="../../etc/pass wd.txt"')

    def page_drip(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.server.stopped.wait(0.05):
            try:
                self.wfile.write(b"X-Drip: 1\r\n")
            except OSError:
                return

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), _Pages) as running:
        running.asked, running.stopped = [], threading.Event()
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.stopped.set()
        running.shutdown()


@pytest.fixture
def address(server):
    server.asked.clear()
    return f"http://127.0.0.1:{server.server_port}"


FETCHER = Fetcher(FetchLimits(max_bytes=200_000, total_s=5, max_redirects=3), allow_loopback=True)


def test_a_page_comes_with_what_refreshing_it_needs(address):
    assert FETCHER.fetch(f"{address}/plain") == Fetched(
        f"{address}/plain", "plain", b"415 TWh", "text/plain", '"v1"',
        "Tue, 01 Jul 2025 00:00:00 GMT",
    )  # fmt: skip


def test_an_unchanged_page_costs_no_body(address):
    assert FETCHER.fetch(f"{address}/plain", etag='"v1"') == Unchanged(f"{address}/plain")


def test_a_compressed_page_is_decompressed(address):
    assert FETCHER.fetch(f"{address}/gzip").content == b"415 TWh"


def test_a_redirect_is_followed(address):
    assert FETCHER.fetch(f"{address}/to/plain").url == f"{address}/plain"


def test_the_server_hears_who_asks(address, server):
    FETCHER.fetch(f"{address}/plain?a=電力")
    path, headers = server.asked[-1]
    assert path == "/plain?a=%E9%9B%BB%E5%8A%9B"
    assert headers["User-Agent"].startswith("kilowit/")


def test_a_file_name_from_the_server_holds_no_path(address):
    assert FETCHER.fetch(f"{address}/named").name == "etc-pass-wd.txt"


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/bomb", "it is larger than 200,000 bytes"),
        ("/large", "it is larger than 200,000 bytes"),
        ("/brotli", "its encoding is 'br'"),
        ("/broken", "its compression is broken"),
        ("/short", "it broke off"),
        ("/picture", "it is image/png"),
        ("/gone", "the server answers 410"),
        ("/round", "it redirects more than 3 times"),
        ("/to/metadata", "169.254.169.254 is not on the public internet"),
        ("/to/file", "its scheme is 'file'"),
    ],
)
def test_what_must_not_come_in_is_refused_with_the_reason(address, path, problem):
    with pytest.raises(FetchError) as error:
        FETCHER.fetch(address + path)
    assert error.value.problem == problem


def test_a_server_that_drips_headers_is_cut_off(address):
    hasty = Fetcher(FetchLimits(total_s=0.5), allow_loopback=True)
    with pytest.raises(FetchError) as error:
        hasty.fetch(f"{address}/drip")
    assert error.value.problem == "it takes longer than 0.5 s"


def test_a_redirect_into_this_machine_is_refused_without_the_switch(address):
    with pytest.raises(FetchError) as error:
        Fetcher().fetch(f"{address}/plain")
    assert error.value.problem == "127.0.0.1 is not on the public internet"


def test_the_checked_address_is_the_one_connected_to(server):
    """A second resolution would give another address; there is none."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    fetcher = Fetcher(resolve=lambda host, port: next(answers), allow_loopback=True)
    fetched = fetcher.fetch(f"http://rebind.example.org:{server.server_port}/plain")
    assert fetched.content == b"415 TWh"
    with pytest.raises(FetchError):
        fetcher.fetch(f"http://rebind.example.org:{server.server_port}/plain")
