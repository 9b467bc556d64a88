"""A desk for administrators over a small knowledge, whose commands are real."""

import http.cookiejar
import re
import shutil
import urllib.parse
import urllib.request
import uuid

import pytest

from bot.jobs import JobRunner
from bot.settings import Settings
from bot.web.admin import make_desk
from bot.web.guards import Guard
from bot.wiring import build, is_outdated, make_encoder, open_engine
from tests.bot.web.conftest import LiveServer
from tests.conftest import SMALL_CONTENT

TOKEN = "an administrator's token"
PAGE = """\
<html lang="en"><head><title>Power of the harbour</title></head><body><article><h1>Power of the
harbour</h1><p>The harbour of Rotterdam has cranes. Data centres used 999 TWh of electricity in
2024. Nobody counted the gulls.</p></article></body></html>
"""
HARBOUR = PAGE.encode()


@pytest.fixture(scope="session")
def kept_home(tmp_path_factory):
    """A data folder with a generation of the small content that can be gone back to."""
    settings = Settings(home=tmp_path_factory.mktemp("kept"), content=SMALL_CONTENT)
    build(settings, make_encoder(settings))
    return settings.home


@pytest.fixture
def settings(tmp_path, kept_home):
    """Settings with a token, on a copy of the small knowledge."""
    home = tmp_path / "home"
    shutil.copytree(kept_home, home)
    return Settings(home=home, admin_token=TOKEN)


@pytest.fixture
def desk_server(settings):
    """The address of a server with a desk."""
    desk = make_desk(settings, JobRunner(settings, module="tests.small_cli"))
    with LiveServer(
        lambda: open_engine(settings),
        Guard(),
        desk=desk,
        is_outdated=lambda engine: is_outdated(settings, engine),
    ) as live:
        yield live.address


class Visitor:
    """Somebody with cookies, who reads pages and sends their forms."""

    def __init__(self, server):
        self.server = server
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path):
        """(status, text) of a page."""
        return self._open(urllib.request.Request(self.server + path))

    def post(self, path, **fields):
        """(status, text) of a form's answer."""
        body = urllib.parse.urlencode(fields).encode()
        return self._open(urllib.request.Request(self.server + path, data=body))

    def upload(self, path, *, fields, name=None, content=b""):
        """(status, text) of a form with a file, its parts in the given order."""
        border = uuid.uuid4().hex
        parts = [
            f'--{border}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode()
            for k, v in fields.items()
        ]
        if name is not None:
            head = f'Content-Disposition: form-data; name="file"; filename="{name}"'
            parts.append(f"--{border}\r\n{head}\r\n\r\n".encode() + content + b"\r\n")
        request = urllib.request.Request(
            self.server + path,
            data=b"".join(parts) + f"--{border}--\r\n".encode(),
            headers={"Content-Type": f"multipart/form-data; boundary={border}"},
        )
        return self._open(request)

    def log_in(self, name="Ada"):
        """Come in by the door."""
        assert self.post("/knowledge/login", token=TOKEN, name=name)[0] == 200
        return self

    def proof(self):
        """What the forms of the session carry."""
        return re.search(r'name="proof" value="(\w+)"', self.get("/knowledge")[1])[1]

    def act(self, path, **fields):
        """Send a form of the session."""
        return self.post(path, proof=self.proof(), **fields)

    def add(self, name="harbour.html", content=HARBOUR, **fields):
        """Send the form that adds a source."""
        fields = {"proof": self.proof(), **fields}
        return self.upload("/knowledge/add", fields=fields, name=name, content=content)

    def _open(self, request):
        try:
            with self._opener.open(request, timeout=120) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()


@pytest.fixture
def visitor(desk_server):
    """Somebody who is not in."""
    return Visitor(desk_server)


@pytest.fixture
def admin(visitor):
    """An administrator who is in."""
    return visitor.log_in()
