"""No address leads anywhere private: schemes, encodings, numeric forms, IPv6, names, resolution."""

import ipaddress

import pytest

from knowledge.errors import FetchError
from knowledge.fetching import Fetcher, check_url, is_public

MALICIOUS = [
    # schemes
    "file:///etc/passwd", "ftp://example.org/a", "gopher://example.org/", "data:text/html,x",
    "javascript:alert(1)", "dict://example.org:11211/", "jar:http://example.org!/",
    "//example.org/",
    "example.org/a", "unix:///var/run/docker.sock", "ldap://example.org/", "http:example.org",
    "http:///example.org", "https://", "",
    # credentials and confusion about the host
    "http://user@example.org/", "http://user:secret@example.org/", "http://example.org@127.0.0.1/",
    "http://127.0.0.1:80@example.org/", "http://example.org\\@127.0.0.1/", "http://127.0.0.1\\.example.org",
    "http://example.org#@127.0.0.1/ x", "http://example.org:0/", "http://example.org:99999/",
    "http://example.org:80:80/", "http://[::1", "http://[::1]]/", "http://[v1.x]/",
    # characters
    "http://exa mple.org/", "http://example.org/\r\nHost: evil", "http://example.org/\x00",
    "http://exam\u202eple.org/", "http://example\u200b.org/ ", "\thttp://example.org/",
    "http://example.org/" + "a" * 2000,
    # loopback and private IPv4, also in other forms
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/",
    "http://017700000001/", "http://0177.0.0.1/", "http://127.0.0.1.:80/", "http://0/", "http://0.0.0.0/",
    "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/", "http://2852039166/", "http://192.0.0.192/",
    "http://198.18.0.1/", "http://224.0.0.1/", "http://240.0.0.1/", "http://255.255.255.255/",
    "http://192.0.2.1/", "http://１２７.０.０.１/", "http://①②⑦.⓪.⓪.①/",
    # IPv6
    "http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/", "http://[::ffff:10.0.0.1]/", "http://[::127.0.0.1]/", "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/", "http://[fc00::1]/", "http://[fd00:ec2::254]/", "http://[ff02::1]/",
    "http://[2002:7f00:1::]/", "http://[64:ff9b::7f00:1]/", "http://[2001:db8::1]/",
    "http://[2001:0:0:0:0:0:80ff:fffe]/",
    # names of this machine and its network
    "http://localhost/", "http://localhost./", "http://LOCALHOST:8080/", "http://printer/",
    "http://router.local/", "http://metadata.google.internal/", "http://nas.lan/", "http://a.localhost/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "http://-.org/", "http://a..org/", "http://.org/",
]  # fmt: skip


def refuse_to_resolve(host: str, port: int) -> list[str]:
    """A resolver that knows only addresses: no test leaves this machine."""
    return [str(ipaddress.ip_address(host))]


@pytest.mark.parametrize("url", MALICIOUS, ids=ascii)
def test_a_malicious_address_is_refused_before_any_connection(url, monkeypatch):
    monkeypatch.setattr("socket.create_connection", lambda *a, **k: pytest.fail("connected"))
    with pytest.raises(FetchError):
        Fetcher(resolve=refuse_to_resolve).fetch(url)


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["::1"], ["93.184.216.34", "10.0.0.1"], ["fe80::1%eth0"],
     ["169.254.169.254"], []],
    ids=str,
)  # fmt: skip
def test_a_name_that_resolves_to_a_private_address_is_refused(addresses, monkeypatch):
    monkeypatch.setattr("socket.create_connection", lambda *a, **k: pytest.fail("connected"))
    with pytest.raises(FetchError):
        Fetcher(resolve=lambda host, port: addresses).fetch("http://rebind.example.org/")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.iea.org/reports/energy-and-ai?x=1#y", "www.iea.org"),
        ("http://日本語.jp/電力", "xn--wgv71a119e.jp"),
        ("https://EXAMPLE.org:8443/", "example.org"),
        ("http://93.184.216.34/", "93.184.216.34"),
        ("http://[2606:2800:220:1:248:1893:25c8:1946]/", "2606:2800:220:1:248:1893:25c8:1946"),
    ],
)
def test_a_public_address_is_taken(url, host):
    assert check_url(url).hostname == host


@pytest.mark.parametrize(
    ("address", "expected"),
    [("8.8.8.8", True), ("2606:4700::1111", True), ("::ffff:8.8.8.8", True), 
     ("64:ff9b::808:808", True), ("10.1.2.3", False), ("::ffff:10.1.2.3", False)],
)  # fmt: skip
def test_an_ipv4_address_inside_counts(address, expected):
    assert is_public(ipaddress.ip_address(address)) is expected


def test_an_error_shows_no_credentials():
    with pytest.raises(FetchError) as error:
        check_url("https://user:secret@example.org/")
    assert str(error.value) == (
        "cannot fetch 'https://example.org/': it carries credentials; "
        "leave out what stands before @"
    )


def test_there_are_enough_of_them():
    assert len(set(MALICIOUS)) >= 60
