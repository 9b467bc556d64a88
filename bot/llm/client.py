"""Asks an OpenAI-compatible server, which may be slow, broken or hostile."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from bot.errors import LlmError

_CONNECT_S = 3.0
_TOTAL_S = 8.0
_MAX_BYTES = 64 * 1024
_PAUSE_S = 30.0
_MAX_TOKENS = 300


class LlmClient:
    """Sends one chat at a time; after a failure it leaves the server alone for a while.

    No proxy is used and no redirect followed: the question goes to the address that the operator
    gave and nowhere else. Errors tell neither key, question nor response.
    """

    def __init__(
        self,
        url: str,
        *,
        model: str | None = None,
        key: str | None = None,
        total_s: float = _TOTAL_S,
        max_tokens: int = _MAX_TOKENS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = url.rstrip("/") + "/chat/completions"
        self._model = model or "default"
        self._key = key
        self._total_s = total_s
        self._max_tokens = max_tokens
        self._clock = clock
        self._quiet_until = float("-inf")

    def complete(self, messages: Sequence[Mapping[str, str]]) -> str:
        """Return the text of the model's reply.

        Raises:
            LlmError: the server failed, now or a moment ago.
        """
        if self._clock() < self._quiet_until:
            raise LlmError(f"the language model failed less than {_PAUSE_S:g} s ago; not asked")
        try:
            return _content(self._post(self._body(messages)))
        except LlmError:
            self._quiet_until = self._clock() + _PAUSE_S
            raise

    def _body(self, messages: Sequence[Mapping[str, str]]) -> bytes:
        asked = {
            "model": self._model,
            "messages": [dict(message) for message in messages],
            "temperature": 0,
            "max_tokens": self._max_tokens,
            "stream": False,
        }
        return json.dumps(asked, ensure_ascii=False).encode()

    def _post(self, body: bytes) -> bytes:
        # What these errors say may hold the key (a bad header) or the response: it is dropped.
        try:
            address = urlsplit(self._url)
            kind = (
                http.client.HTTPSConnection
                if address.scheme == "https"
                else http.client.HTTPConnection
            )
            connection = kind(address.hostname or "", address.port, timeout=_CONNECT_S)
            target = f"{address.path}?{address.query}" if address.query else address.path
            with _within(connection, self._total_s):
                connection.connect()
                connection.sock.settimeout(self._total_s)  # a model thinks before its first byte
                connection.request("POST", target, body, self._headers())
                response = connection.getresponse()
                if response.status != http.client.OK:
                    raise LlmError(
                        f"the language model's server answered HTTP {response.status}; "
                        "see KILOWIT_LLM_URL"
                    )
                return _limited(response)
        except (OSError, http.client.HTTPException, ValueError) as error:
            if isinstance(error, LlmError):
                raise
            raise LlmError(
                f"the language model's server cannot be used ({type(error).__name__}) or took "
                f"longer than {self._total_s:g} s; see KILOWIT_LLM_URL"
            ) from None

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        return headers


@contextmanager
def _within(connection: http.client.HTTPConnection, total_s: float) -> Iterator[None]:
    """Cut the connection after `total_s`, however slowly it drips: a timeout is of one read."""

    def cut() -> None:
        if connection.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)

    connection.timeout = min(_CONNECT_S, total_s)
    timer = threading.Timer(total_s, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()


def _limited(response: http.client.HTTPResponse) -> bytes:
    data = response.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise LlmError(f"the language model's response is larger than {_MAX_BYTES:,} bytes")
    return data


def _content(data: bytes) -> str:
    """Return the first choice's text of a chat completion."""
    try:
        content = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        content = None
    if not isinstance(content, str):
        raise LlmError("the language model's response is no chat completion")
    return content
