"""The bot under what goes wrong (a locked state, threads refused or hanging); metrics."""

import asyncio
import json
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

import aiohttp
import pytest
from standin import world
from standin.process import running_bot
from standin.server import running_stand_in

from bot.discord.metrics import Metrics
from bot.discord.run import STOP_S
from bot.discord.watchdog import Watchdog, end_within
from bot.discord.work import ask_task
from bot.settings import Settings
from bot.wiring import open_engine
from bot.worker import EngineWorker

QUESTION = "How much electricity do data centres use?"
TREND = "Electricity use of data centres from 2021 to 2024"
MENTION = f"<@{world.APPLICATION_ID}>"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def user():
    return world.make_user("ada")


async def test_a_locked_state_costs_the_buttons_but_no_answer(own_home, user):
    async with running_stand_in() as stand_in, running_bot(stand_in, own_home) as bot:
        await stand_in.until(lambda: stand_in.gateway.identifies)
        await stand_in.answered(await stand_in.command("ask", {"question": QUESTION}, user))
        lock = sqlite3.connect(own_home / "state.db", isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        asked = await stand_in.command("ask", {"question": QUESTION}, user)
        message = await stand_in.until(lambda: asked.shown, 60)
        lock.execute("ROLLBACK")
        lock.close()
        assert bot.is_running
    assert message["embeds"][0]["description"].startswith("Data centres: electricity consumption")
    assert message["components"] == []
    assert stand_in.rest.violations == []
    assert "an answer goes out without buttons: cannot write state.db" in bot.stderr


async def test_where_threads_are_forbidden_it_replies_and_the_log_says_what_is_missing(
    own_home, user
):
    async with running_stand_in() as stand_in, running_bot(stand_in, own_home) as bot:
        await stand_in.until(lambda: stand_in.gateway.identifies)
        setup = await stand_in.command("admin setup", {"mentions": "thread"}, user)
        await stand_in.answered(setup)
        stand_in.fail_next("POST", "/threads", 403)
        message = await stand_in.answer_to(await stand_in.say(f"{MENTION} {QUESTION}", user))
        back = await stand_in.command("admin setup", {"mentions": "reply"}, user)
        await stand_in.answered(back)
    assert message["embeds"][0]["description"].startswith("Data centres: electricity consumption")
    assert f"no thread in channel {world.CHANNEL_ID} (403): needs create_public_threads" in (
        bot.stderr
    )


async def test_with_the_intent_its_own_threads_need_no_mention(own_home, user):
    async with (
        running_stand_in() as stand_in,
        running_bot(stand_in, own_home, KILOWIT_READ_MESSAGES="yes") as bot,
    ):
        stand_in.gateway.refused_intents = 0
        await stand_in.until(lambda: stand_in.gateway.identifies, 60)
        setup = await stand_in.command("admin setup", {"mentions": "thread"}, user)
        await stand_in.answered(setup)
        await stand_in.say(f"{MENTION} {QUESTION}", user)
        await stand_in.until(lambda: stand_in.rest.messages, 60)
        thread = stand_in.rest.threads[0]
        ignored = await stand_in.say(QUESTION, user)  # in the channel, to somebody else
        asked = await stand_in.say("And Bitcoin?", user, thread=thread)
        message = await stand_in.answer_to(asked)
        back = await stand_in.command("admin setup", {"mentions": "reply"}, user)
        await stand_in.answered(back)
    assert message["embeds"][0]["description"].startswith("Bitcoin network")
    assert stand_in.answer_now(ignored) is None
    assert bot.stderr.count("unexpected error") == 0


async def test_a_refused_intent_is_told_with_its_remedy(own_home):
    async with (
        running_stand_in() as stand_in,
        running_bot(stand_in, own_home, KILOWIT_READ_MESSAGES="yes") as bot,
    ):
        assert await bot.exit_code(60) == 3
    assert bot.stderr.splitlines()[-1] == (
        "kilowit: Discord refused the Message Content intent; switch it on in the Developer Portal "
        "(Bot), or leave KILOWIT_READ_MESSAGES out"
    )


async def test_metrics_health_and_json_logs_hold_counts_and_no_texts(own_home, user):
    port = free_port()
    variables = {"KILOWIT_METRICS_PORT": str(port), "KILOWIT_LOG": "json"}
    async with (
        running_stand_in() as stand_in,
        running_bot(stand_in, own_home, **variables) as bot,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        await stand_in.until(lambda: stand_in.gateway.identifies)
        await stand_in.answered(await stand_in.command("ask", {"question": QUESTION}, user))
        unknown = {"subject": "zorgonville farm"}
        await stand_in.answered(await stand_in.command("figure", unknown, user))
        async with session.get("/metrics") as response:
            text = await response.text()
        async with session.get("/health") as response:
            health = (response.status, await response.json())
    assert 'kilowit_answers_total{kind="figure"} 1.0' in text
    assert 'kilowit_errors_total{kind="InputError"} 1.0' in text
    assert "kilowit_answer_seconds_count 1.0" in text
    assert "kilowit_verification_violations 0.0" in text
    assert "kilowit_generation_info{generation=" in text
    assert (health[0], health[1]["status"], health[1]["waiting"]) == (200, "ok", 0)
    lines = [json.loads(line) for line in bot.stderr.splitlines() if line.startswith("{")]
    assert {line["level"] for line in lines} >= {"INFO"}
    assert "zorgonville" not in bot.stderr.lower()
    assert QUESTION not in bot.stderr


@pytest.fixture
def starved():
    """Four processes that want all there is of this machine's processors."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(4)]
    yield
    for process in busy:
        process.kill()
        process.wait()


async def test_a_backlog_on_a_starved_machine_is_answered_or_told_and_the_bot_ends_in_time(
    own_home, starved
):
    async with running_stand_in() as stand_in, running_bot(stand_in, own_home) as bot:
        await stand_in.until(lambda: stand_in.gateway.identifies, 90)
        asked = [
            await stand_in.command("ask", {"question": TREND}, world.make_user("ada"))
            for _ in range(30)
        ]
        said = [await stand_in.say(f"{MENTION} {TREND}", world.make_user("bob")) for _ in range(10)]
        await stand_in.until(lambda: asked[-1].answer_kind, 90)
        bot.terminate()
        begun = time.monotonic()
        assert await bot.exit_code(90) == 0
    assert time.monotonic() - begun < 3 * STOP_S  # the clock stands still for no process here
    assert [one for one in asked if one.answer_kind and not one.shown] == []
    assert [one for one in said if not stand_in.answer_now(one)] == []
    assert "Traceback" not in bot.stderr


async def test_an_end_that_hangs_is_cut_short(own_home):
    ended = threading.Event()
    end_within(0.05, end=lambda code: ended.set() if code == 0 else None)
    assert await asyncio.to_thread(ended.wait, 30)


async def test_a_port_that_is_taken_is_told(own_home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        async with (
            running_stand_in() as stand_in,
            running_bot(stand_in, own_home, KILOWIT_METRICS_PORT=port) as bot,
        ):
            assert await bot.exit_code() == 2
    assert f"cannot serve metrics on 127.0.0.1 port {port}" in bot.stderr


async def test_the_loop_goes_on_while_answers_are_made(small_home):
    worker = EngineWorker(lambda: open_engine(Settings(home=small_home)))
    await worker.start()
    await worker.run(ask_task(TREND).work)
    lags = []
    metrics = SimpleNamespace(note_lag=lags.append)
    measuring = asyncio.ensure_future(Watchdog(lambda: 0.0, metrics).measure())
    while len(lags) < 5:  # each is measured over a tenth of a second
        await asyncio.gather(*(worker.run(ask_task(q).work) for q in (TREND, QUESTION)))
    measuring.cancel()
    worker.close()
    assert sorted(lags)[len(lags) // 2] < 0.05


async def test_an_engine_that_hangs_is_noticed_and_ends_the_process():
    gate, ended = threading.Event(), threading.Event()
    worker = EngineWorker(lambda: SimpleNamespace(generation="g", violations=0, close=lambda: None))
    await worker.start()
    watchdog = Watchdog(lambda: worker.running_s, Metrics(worker), hang_s=0.2, end=ended.set)
    measuring = asyncio.ensure_future(watchdog.measure())
    watchdog.start()
    assert watchdog.hung() is None
    hanging = asyncio.ensure_future(worker.run(lambda _: gate.wait()))
    assert await asyncio.to_thread(ended.wait, 10)
    assert watchdog.hung().startswith("the engine has been at one question for")
    gate.set()
    assert await hanging
    measuring.cancel()
    watchdog.stop()
    worker.close()
