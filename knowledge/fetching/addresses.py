"""Which addresses may be fetched: public ones, over http or https, without credentials."""

import ipaddress
import re
from collections.abc import Callable, Sequence
from urllib.parse import SplitResult, urlsplit

from knowledge.errors import FetchError

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
MAX_URL_CHARS = 2000
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028-\u202f\u2066-\u2069\ufeff]")
_DNS_NAME = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?\.?",
    re.IGNORECASE,
)
# Networks whose addresses carry an IPv4 address inside: the inner one must be public too.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_IPV4_COMPATIBLE = ipaddress.IPv6Network("::/96")
_PROTOCOL_ASSIGNMENTS = ipaddress.IPv4Network("192.0.0.0/24")  # some clouds answer there
_LOCAL_SUFFIXES = (".local", ".localhost", ".internal", ".home.arpa", ".lan", ".intranet")


def check_url(url: str) -> SplitResult:
    """Return a URL's parts, with its host as the resolver will be asked for it.

    Raises:
        FetchError: the scheme, the host, the port or a character is not allowed, or it carries
            credentials.
    """
    if len(url) > MAX_URL_CHARS:
        raise FetchError(
            url=url, problem=f"it has {len(url):,} characters",
            remedy=f"give one of at most {MAX_URL_CHARS:,}",
        )  # fmt: skip
    if _FORBIDDEN.search(url):
        raise FetchError(
            url=url, problem="it holds spaces, backslashes or invisible characters",
            remedy="copy the address again",
        )  # fmt: skip
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(url=url, problem=str(error), remedy="correct the address") from None
    if parts.scheme not in ("http", "https"):
        raise FetchError(
            url=url, problem=f"its scheme is {parts.scheme!r}", remedy="give http:// or https://"
        )
    if "@" in parts.netloc:
        raise FetchError(
            url=url, problem="it carries credentials", remedy="leave out what stands before @"
        )
    if port == 0:
        raise FetchError(url=url, problem="its port is 0", remedy="leave out the port")
    return parts._replace(netloc=_netloc(url, host or "", port), fragment="")


def _netloc(url: str, host: str, port: int | None) -> str:
    if ":" in host or "[" in url.partition("//")[2].partition("/")[0]:
        try:
            name = f"[{ipaddress.IPv6Address(host)}]"
        except ValueError:
            raise FetchError(
                url=url, problem=f"{host!r} is no address", remedy="give a name"
            ) from None
    else:
        name = _host_name(url, host)
    return name if port is None else f"{name}:{port}"


def _host_name(url: str, host: str) -> str:
    try:
        name = host.encode("idna").decode("ascii").lower() if host else ""
    except UnicodeError:
        name = ""
    if _is_ipv4(name):
        return name
    if not _DNS_NAME.fullmatch(name):  # also the decimal, octal and short forms of addresses
        raise FetchError(
            url=url, problem=f"{host!r} is no public host name",
            remedy="give a name such as example.org",
        )  # fmt: skip
    if name.rstrip(".").endswith(_LOCAL_SUFFIXES):
        raise FetchError(
            url=url, problem=f"{host!r} is a name of a local network", remedy="give a public one"
        )
    return name


def _is_ipv4(name: str) -> bool:
    try:
        ipaddress.IPv4Address(name)
    except ValueError:
        return False
    return True


def public_address(
    host: str, port: int, *, url: str, resolve: Resolve, allow_loopback: bool
) -> str:
    """Resolve a host and return the address to connect to.

    Every address of the host must be public: a name that is partly private is a trap.

    Raises:
        FetchError: the host does not resolve, or one of its addresses is not public.
    """
    try:
        found = list(resolve(host, port))
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise FetchError(
            url=url, problem=f"the host {host} is not found", remedy="check the address"
        )
    for text in found:
        address = ipaddress.ip_address(text.partition("%")[0])
        if not is_public(address) and not (allow_loopback and address.is_loopback):
            raise FetchError(
                url=url, problem=f"{host} is not on the public internet",
                remedy="download the file and add it from disk",
            )  # fmt: skip
    return found[0]


def is_public(address: IpAddress) -> bool:
    """Whether an address is on the public internet; an IPv4 address inside counts likewise."""
    inner = _inner_ipv4(address)
    if inner is not None:
        return is_public(inner)
    special = address.is_multicast or address.is_reserved or address.is_unspecified
    special = special or address in _PROTOCOL_ASSIGNMENTS
    return address.is_global and not special


def _inner_ipv4(address: IpAddress) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64 or (address in _IPV4_COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
