"""A live server over the shipped content, in a thread of its own, and a browser to look at it."""

import asyncio
import os
import shutil
import threading
from datetime import date
from pathlib import Path

import pytest
from aiohttp import web

from bot.engine import build_engine
from bot.jobs import JobRunner
from bot.settings import Settings
from bot.web.admin import AdminDesk
from bot.web.guards import Guard
from bot.web.server import make_runner
from bot.worker import EngineWorker
from index.hashing import HashEncoder
from index.opening import open_generation
from knowledge.words import load_vocabulary

NO_DESK = AdminDesk(Settings(home=Path("nowhere")), JobRunner(Settings(home=Path("nowhere"))), None)


class LiveServer:
    """Runs an application on a free port of the loopback until it is stopped."""

    def __init__(self, make_engine, guard, *, desk=NO_DESK, is_outdated=lambda engine: False):
        self._make_engine, self._guard = make_engine, guard
        self._desk, self._is_outdated = desk, is_outdated
        self._ready, self._loop, self._stop = threading.Event(), None, None
        self.address = ""
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    async def _serve(self):
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        worker = EngineWorker(self._make_engine, is_outdated=self._is_outdated)
        try:
            await worker.start()
            following = asyncio.create_task(worker.follow())
            runner = make_runner(worker, self._guard, self._desk)
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            port = runner.addresses[0][1]
            self.address = f"http://127.0.0.1:{port}"
            self._ready.set()
            await self._stop.wait()
            following.cancel()
            await runner.cleanup()
            await self._desk.runner.close()
        finally:
            self._ready.set()
            worker.close()

    def __enter__(self):
        self._thread.start()
        self._ready.wait()
        assert self.address, "the server did not start"
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()


@pytest.fixture(scope="session")
def make_engine(hashed_home):
    def make():
        opened = open_generation(hashed_home, HashEncoder())
        return build_engine(
            generation=opened.name,
            knowledge=opened.knowledge,
            retriever=opened.retriever,
            vocabulary=load_vocabulary(),
            today=date(2026, 11, 24),
        )

    return make


@pytest.fixture(scope="session")
def server(make_engine):
    """The address of a server over the shipped content."""
    with LiveServer(make_engine, Guard()) as live:
        yield live.address


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium; without one, tests are left out, but never in CI."""
    sync_api = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None and "KILOWIT_NEEDS_BROWSER" not in os.environ:
        pytest.skip("no chromium on this machine; install it (Debian: apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        opened = playwright.chromium.launch(executable_path=path, args=flags)
        yield opened
        opened.close()
