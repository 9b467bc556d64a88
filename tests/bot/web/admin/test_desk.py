"""The administrators' pages: coming in, a source from preview to rollback, watch-list, gaps."""

import html
import json
import re
import urllib.request
from datetime import UTC, datetime

import pytest

from bot.state import Gap, State
from bot.web.admin import make_desk
from bot.web.guards import HEADERS, Guard
from index.generations import Home
from tests.bot.web.admin.conftest import PAGE, Visitor
from tests.bot.web.conftest import LiveServer

WATCHED = "How much electricity did data centres use in 2024?"


def words(text):
    """What a reader sees of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def audit(settings):
    state = State.open(settings.state_file)
    entries = [(e.actor, e.action) for e in state.audit.entries()]
    state.close()
    return entries


@pytest.mark.parametrize("path", ["", "/generations", "/watch", "/gaps", "/gaps.csv", "/audit"])
def test_nothing_is_shown_to_who_is_not_in(visitor, path):
    assert 'name="token"' in visitor.get(f"/knowledge{path}")[1]


@pytest.mark.parametrize(
    "path", ["logout", "refresh", "rebuild", "rollback", "watch", "proposals/x/publish"]
)
def test_a_form_without_the_proof_of_its_page_is_refused(admin, settings, path):
    assert admin.post(f"/knowledge/{path}", proof="0" * 64)[0] == 403
    assert admin.post(f"/knowledge/{path}")[0] == 403
    assert audit(settings) == []


@pytest.mark.parametrize("fields", [{}, {"title": "x"}, {"proof": "0" * 64}])
def test_a_file_without_the_proof_before_it_is_refused(admin, fields):
    sent = admin.upload("/knowledge/add", fields=fields, name="a.html", content=PAGE.encode())
    assert sent[0] == 403


def test_a_wrong_token_stays_outside_and_is_not_tried_for_long(visitor):
    tried = [visitor.post("/knowledge/login", token=f"wrong {n}")[0] for n in range(6)]
    assert tried == [403] * 5 + [429]
    assert list(visitor.cookies) == []


def test_the_session_is_kept_from_scripts_and_other_sites(visitor):
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    opener = urllib.request.build_opener(Stay)
    body = b"token=an+administrator%27s+token"
    with pytest.raises(urllib.error.HTTPError) as error:
        opener.open(f"{visitor.server}/knowledge/login", data=body)
    cookie = error.value.headers["Set-Cookie"]
    error.value.close()
    assert error.value.code == 303
    assert {"HttpOnly", "SameSite=Strict", "Path=/knowledge", "Max-Age=28800"} <= set(
        cookie.split("; ")
    )


def test_going_out_ends_every_session(admin, desk_server):
    other = Visitor(desk_server).log_in("Bob")
    admin.act("/knowledge/logout")
    assert 'name="token"' in other.get("/knowledge")[1]


def test_nobody_keeps_the_pages(admin):
    with admin._opener.open(f"{admin.server}/knowledge") as response:
        assert response.headers["Cache-Control"] == "no-store"
        assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_a_source_is_previewed_published_and_taken_back(admin, settings):
    before = Home(settings.home).current()
    admin.act("/knowledge/watch", question=WATCHED)
    status, told = admin.add(title="Of harbours", licence="CC BY 4.0")
    assert (status, "It was not done" in told) == (200, False)
    (link,) = re.findall(r'class="next" href="(/knowledge/proposals/[^"]+)"', told)
    _, preview = admin.get(link)
    seen = words(preview)
    for part in ("Of harbours", "CC BY 4.0", "999 TWh", "confidence", "What would change",
                 "New figures", "Differs from other sources", "0 as before", WATCHED):  # fmt: skip
        assert part in seen, part
    assert Home(settings.home).current() == before

    _, told = admin.act(link.partition("?")[0] + "/publish")
    assert "In use now" in words(told)
    after = Home(settings.home).current()
    assert after != before
    assert "Of harbours" in words(admin.get("/knowledge")[1])

    _, diff = admin.get(f"/knowledge/diff?from={after}&to={before}")
    assert "Figures that go" in words(diff)
    _, told = admin.act("/knowledge/rollback", generation=before)
    assert "taken out" in words(told)
    assert Home(settings.home).current() == before
    assert [action for actor, action in audit(settings) if actor == "web:Ada"] == [
        "answers", "rollback", "answers", "publish", "propose",
    ]  # fmt: skip
    assert "web:Ada" in words(admin.get("/knowledge/audit")[1])


def test_what_is_discarded_leaves_nothing(admin, settings):
    _, told = admin.add()
    (link,) = re.findall(r'class="next" href="(/knowledge/proposals/[^"?]+)', told)
    admin.act(f"{link}/discard")
    assert admin.get(link)[0] == 404
    assert "Nothing waits" in words(admin.get("/knowledge")[1])


def test_the_pages_speak_japanese(admin):
    _, told = admin.add()
    (link,) = re.findall(r'class="next" href="(/knowledge/proposals/[^"?]+)', told)
    seen = words(admin.get(f"{link}?lang=ja")[1])
    for part in ("内容の確認", "変わること", "公開する", "データセンター"):
        assert part in seen, part


def test_a_command_that_fails_gives_its_reason(admin):
    _, told = admin.add("empty.html", b"")
    assert "It was not done; everything is as it was" in words(told)
    _, told = admin.act("/knowledge/proposals/0123456789/publish")
    assert "no proposal '0123456789' is known" in words(told)


def test_an_address_that_leads_inside_is_refused(admin):
    fields = {"proof": admin.proof(), "address": "http://169.254.169.254/latest"}
    _, told = admin.upload("/knowledge/add", fields=fields)
    assert "It was not done" in words(told)


def test_neither_file_nor_address_is_told(admin):
    assert admin.upload("/knowledge/add", fields={"proof": admin.proof()})[0] == 400


def test_hostile_names_and_words_stay_words(admin):
    hostile = PAGE.replace("harbour", "<script>alert(1)</script>harbour")
    fields = {"title": "<img src=x onerror=alert(1)>", "publisher": "--help"}
    _, told = admin.add("../../etc/x<script>.html", hostile.encode(), **fields)
    (link,) = re.findall(r'class="next" href="(/knowledge/proposals/[^"?]+)', told)
    for _, text in (admin.get(link), admin.get("/knowledge"), (0, told)):
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_a_removal_is_proposed_and_published(admin):
    _, told = admin.add(id="harbour")
    (link,) = re.findall(r'class="next" href="(/knowledge/proposals/[^"?]+)', told)
    admin.act(f"{link}/publish")
    assert "Of" not in words(admin.get("/knowledge/sources/harbour")[1])[:2]
    _, told = admin.act("/knowledge/sources/harbour/remove")
    (link,) = re.findall(r'class="next" href="(/knowledge/proposals/[^"?]+)', told)
    assert "Figures that go" in words(admin.get(link)[1])
    admin.act(f"{link}/publish")
    assert admin.get("/knowledge/sources/harbour")[0] == 404


def test_watched_questions_come_and_go(admin):
    admin.act("/knowledge/watch", question="  How much does   Bitcoin use? ")
    assert "How much does Bitcoin use?" in words(admin.get("/knowledge/watch")[1])
    admin.act("/knowledge/watch", question="How much does Bitcoin use?", remove="1")
    assert "Bitcoin" not in words(admin.get("/knowledge/watch")[1])


def test_gaps_are_grouped_counted_and_exported(admin, settings):
    state = State.open(settings.state_file)
    for text in ("=cmd|' /C calc'!A0 gulls", "How much do gulls use?", "How much do gulls use?"):
        gap = Gap(text, "unknown_subject", "en", 7, datetime.now(UTC))
        state.people.add_gap(gap, user_id=1)
    state.close()
    seen = words(admin.get("/knowledge/gaps")[1])
    assert "3 questions had no answer" in seen
    rows = admin.get("/knowledge/gaps.csv")[1].splitlines()
    assert len(rows) == 4
    assert any("'=cmd" in row for row in rows)


def test_without_a_token_nobody_comes_in(settings, make_engine):
    from dataclasses import replace

    from bot.jobs import JobRunner

    bare = replace(settings, admin_token=None)
    desk = make_desk(bare, JobRunner(bare))
    with LiveServer(make_engine, Guard(), desk=desk) as live:
        status, text = Visitor(live.address).get("/knowledge")
    assert (status, "KILOWIT_ADMIN_TOKEN" in text) == (404, True)
    assert "/knowledge" not in re.findall(r"<footer.*", text, re.DOTALL)[0]


def test_one_change_is_made_at_a_time(admin, desk_server):
    other = Visitor(desk_server).log_in("Bob")
    proof = admin.proof()
    body = f"proof={proof}".encode()
    with admin._opener.open(f"{desk_server}/knowledge/rebuild", data=body) as running:
        first = running.read1(100_000).decode()
        assert 'role="log"' in first
        assert other.act("/knowledge/rebuild")[0] == 409
        assert "Running now" in words(other.get("/knowledge")[1])
        assert "In use now" in words(first + running.read().decode())


def test_an_audit_is_shown_when_details_are_no_json():
    from bot.state import AuditEntry
    from bot.web.admin.views import audit_line

    entry = AuditEntry(datetime(2026, 1, 2, tzinfo=UTC), "a", "setup", "s", "no json", 5)
    assert audit_line(entry).told == (("", "no json"),)
    assert json.dumps(audit_line(entry).when) == '"2026-01-02 00:00:00"'
