"""Lets administrators in: by one token, from known places, for a while; their forms carry a proof.

A session is a text that only the key can make: who, until when, and a signature. Every process that
has the key knows it, nothing is kept, and a new key ends all sessions.
"""

import base64
import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass, field

from bot.settings import Network
from bot.web.guards import Pace, host_name

LIFE_S = 8 * 3600
MAX_NAME_CHARS = 40
_LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Session:
    """Who is in, and what the forms of the session must carry."""

    name: str
    proof: str

    @property
    def actor(self) -> str:
        """The name for the audit."""
        return f"web:{self.name}"


@dataclass(frozen=True, slots=True)
class Gate:
    """Who may try, and how often: five times at once from one address, then once a minute."""

    token: str = field(repr=False)
    networks: tuple[Network, ...] = ()
    pace: Pace = field(default_factory=lambda: Pace(per_s=1 / 60, burst=5))
    pace_of_all: Pace = field(default_factory=lambda: Pace(per_s=0.5, burst=30))

    def admits(self, remote: str, *, host: str, is_forwarded: bool) -> bool:
        """Whether somebody at an address may come to the door.

        Without named networks only this machine may, by its own name and not through a proxy,
        behind which everybody seems to be this machine.
        """
        address = _address(remote)
        if address is None:
            return False
        if self.networks:
            return any(address in network for network in self.networks)
        return address.is_loopback and host_name(host) in _LOCAL_NAMES and not is_forwarded

    def wait_s(self, remote: str, now_s: float) -> float:
        """Count an attempt; return 0, or how long to wait before the next when it is one too many.

        `now_s` is a monotonic time.
        """
        waiting = self.pace.wait_s(remote, now_s)
        return waiting or self.pace_of_all.wait_s("", now_s)

    def forgive(self, remote: str) -> None:
        """Count the attempts of an address anew: it had the token."""
        self.pace.forgive(remote)

    def opens(self, given: str) -> bool:
        """Compare what was given with the token, in the same time whatever it is."""
        return hmac.compare_digest(_digest(given), _digest(self.token))

    def key(self, installation: bytes) -> bytes:
        """Return the key of sessions: another token or another installation key ends them all."""
        return hmac.new(installation, self.token.encode(), hashlib.sha256).digest()


def session_text(key: bytes, name: str, *, until_s: int) -> str:
    """Return the text of a session that holds until a time in seconds since 1970."""
    who = base64.urlsafe_b64encode(clean_name(name).encode()).decode().rstrip("=")
    signed = f"{who}.{until_s}.{secrets.token_hex(8)}"
    return f"{signed}.{_signature(key, 'session', signed)}"


def read_session(key: bytes, text: str, *, now_s: float) -> Session | None:
    """Return who a session is of; None where it is over, or was not made with the key."""
    if not text.isascii():
        return None
    signed, _, signature = text.rpartition(".")
    if not hmac.compare_digest(_signature(key, "session", signed).encode(), signature.encode()):
        return None
    who, until_s, _ = signed.split(".")
    if float(until_s) <= now_s:
        return None
    name = base64.urlsafe_b64decode(who + "=" * (-len(who) % 4)).decode()
    return Session(name, _signature(key, "form", text))


def is_proof(session: Session, given: str) -> bool:
    """Whether a form came from a page of the session."""
    return hmac.compare_digest(session.proof.encode(), given.encode())


def clean_name(name: str) -> str:
    """Return a name as the audit keeps it: one short line of printable letters."""
    words = " ".join("".join(c for c in name if c.isprintable()).split())
    return words[:MAX_NAME_CHARS] or "admin"


def _signature(key: bytes, use: str, text: str) -> str:
    return hmac.new(key, f"{use}:{text}".encode(), hashlib.sha256).hexdigest()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _address(remote: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(remote.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address
