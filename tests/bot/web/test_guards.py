"""Foreign names, foreign pages, haste and size are refused; every answer has safe headers."""

import asyncio
import http.client
import json
import re
import urllib.parse

import pytest
from aiohttp import web

from bot.errors import InputError
from bot.web.forms import received
from bot.web.guards import HEADERS, MAX_BODY_BYTES, Guard, Pace, Refusal, host_name, problem_of
from bot.worker import BusyError
from knowledge.errors import NotKnownError
from tests.bot.web.conftest import LiveServer


def send(server, path, *, method="GET", body=None, headers=None):
    """(status, headers, text) of one request, its Host header free to choose."""
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(server).netloc, timeout=30)
    connection.request(method, path, body=body, headers=headers or {})
    response = connection.getresponse()
    text = response.read().decode("utf-8", "replace")
    connection.close()
    return response.status, response.headers, text


@pytest.mark.parametrize("path", ["/", "/api/status", "/nothing", "/static/x/style.css"])
def test_every_response_has_the_safe_headers(server, path):
    _, headers, _ = send(server, path)
    assert {name: headers[name] for name in HEADERS} == HEADERS


def test_no_script_or_style_stands_in_a_page(server):
    _, _, text = send(server, "/ask?q=" + urllib.parse.quote("AI vs Bitcoin"))
    assert "style=" not in text
    assert re.findall(r"<script[^>]*>(.?)", text) == ["<", "<"]
    assert " onclick" not in text


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("localhost:99", 200), ("127.0.0.1", 200), ("[::1]:80", 200),
        ("evil.example", 421), ("evil.example:8642", 421), ("", 421),
        ("127.0.0.1.evil.example", 421), ("localhost:80, evil.example", 421),
        ("localhost@evil.example", 421),
    ],
)  # fmt: skip
def test_a_foreign_host_name_is_refused(server, host, status):
    assert send(server, "/api/status", headers={"Host": host})[0] == status


def test_a_named_host_is_answered(make_engine):
    with LiveServer(make_engine, Guard(names=frozenset({"kilowit.example"}))) as live:
        assert send(live.address, "/", headers={"Host": "kilowit.example"})[0] == 200


ASKED = json.dumps({"question": "how much electricity does Japan use"})
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_a_foreign_page_may_not_post(server, headers, status):
    sent = send(server, "/api/ask", method="POST", body=ASKED, headers=JSON | headers)
    assert sent[0] == status


def test_no_other_origin_may_read(server):
    _, headers, _ = send(server, "/api/status", headers={"Origin": "https://evil.example"})
    assert [name for name in headers if name.lower().startswith("access-control")] == []


def test_a_body_over_the_limit_is_refused(server):
    body = json.dumps({"question": "x" * MAX_BODY_BYTES})
    status, _, text = send(server, "/api/ask", method="POST", body=body, headers=JSON)
    assert (status, json.loads(text)["error"]["code"]) == (413, "too_large")


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PARTS = {"Content-Type": "multipart/form-data; boundary=x"}


@pytest.mark.parametrize(
    ("path", "headers", "body"),
    [
        ("/check", PARTS, b"--x\r\nbroken"),
        ("/check", {"Content-Type": "multipart/form-data"}, b"text"),
        ("/check", {"Content-Type": f"{FORM['Content-Type']}; charset=none"}, b"text=a"),
        ("/api/ask", JSON | {"Content-Encoding": "gzip"}, b"not packed"),
        ("/api/ask", {"Content-Type": "application/json; charset=none"}, b"{}"),
    ],
    ids=["broken parts", "no boundary", "charset of a form", "packing", "charset of JSON"],
)
def test_a_body_that_cannot_be_read_is_refused(server, path, headers, body):
    status, _, text = send(server, path, method="POST", body=body, headers=headers)
    assert status == 400
    assert "cannot be read" in text or "the body is not JSON" in text


def test_a_file_is_no_text_to_check(server):
    body = b'--x\r\nContent-Disposition: form-data; name="text"; filename="a"\r\n\r\na\r\n--x--\r\n'
    status, headers, text = send(server, "/check", method="POST", body=body, headers=PARTS)
    assert (status, headers["Location"]) == (200, None)
    assert "FileField" not in text


async def test_a_body_that_takes_too_long_is_refused():
    with pytest.raises(Refusal) as refused:
        await received(asyncio.sleep(60), within_s=0.01)
    assert (refused.value.problem.status, refused.value.problem.code) == (408, "too_slow")


@pytest.mark.parametrize("form", ["png", "svg", "csv"])
def test_the_chart_of_no_question_is_refused(server, form):
    assert send(server, f"/chart.{form}")[0] == 400


def test_haste_is_told_when_to_come_back(make_engine):
    guard = Guard(pace=Pace(per_s=0.01, burst=2), everyone=True)
    with LiveServer(make_engine, guard) as live:
        statuses = [send(live.address, "/api/status")[0] for _ in range(2)]
        status, headers, text = send(live.address, "/api/status")
    assert statuses == [200, 200]
    assert (status, int(headers["Retry-After"]) > 50) == (429, True)
    assert json.loads(text)["error"]["code"] == "too_fast"


def test_tokens_come_back_with_time():
    pace = Pace(per_s=2, burst=1)
    assert [pace.wait_s("a", at) for at in (0.0, 0.0, 0.5)] == [0.0, 0.5, 0.0]


def test_each_address_has_its_own_bucket():
    pace = Pace(per_s=1, burst=1)
    assert [pace.wait_s(address, 0.0) for address in ("a", "b", "a")] == [0.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("host", "name"),
    [("a.B:80", "a.b"), ("[::1]:80", "::1"), ("[::1]", "::1"), ("x", "x"), ("", "")],
)
def test_the_name_of_a_host_header(host, name):
    assert host_name(host) == name


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (InputError("x"), 400, "bad_input"),
        (NotKnownError("figure", "x", remedy="y"), 404, "not_known"),
        (BusyError(), 503, "busy"),
        (web.HTTPNotFound(), 404, "no_page"),
    ],
)
def test_errors_are_mapped_once(error, status, code):
    problem = problem_of(error)
    assert (problem.status, problem.code) == (status, code)


def test_an_unexpected_error_is_not_mapped():
    assert problem_of(ZeroDivisionError("secret")) is None
