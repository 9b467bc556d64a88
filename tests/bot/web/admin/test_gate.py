"""Who comes in: the token, the session, the proof, from where and how often."""

import ipaddress

import pytest

from bot.errors import SettingsError
from bot.jobs import child_environment
from bot.settings import read_settings
from bot.web.admin.gate import (
    Gate,
    Session,
    clean_name,
    is_proof,
    read_session,
    session_text,
)

KEY, TOKEN = b"k" * 32, "t" * 16
NET = (ipaddress.ip_network("10.0.0.0/8"),)


def test_a_session_is_read_until_its_time_is_over():
    text = session_text(KEY, "Ada", until_s=100)
    found = read_session(KEY, text, now_s=99)
    assert found is not None
    assert (found.name, found.actor) == ("Ada", "web:Ada")
    assert read_session(KEY, text, now_s=100) is None


@pytest.mark.parametrize("change", [
    lambda text: text[:-1] + ("0" if text[-1] != "0" else "1"),
    lambda text: text.replace(".100.", ".999."),
    lambda text: "Qm9i" + text[text.index("."):],
    lambda text: text.rpartition(".")[0],
    lambda text: "",
    lambda text: "日本",
    lambda text: "...." + text,
    lambda text: text + "\udcff",
])  # fmt: skip
def test_an_altered_session_is_none(change):
    assert read_session(KEY, change(session_text(KEY, "Ada", until_s=100)), now_s=0) is None


def test_another_key_or_token_ends_sessions():
    text = session_text(Gate(TOKEN).key(KEY), "Ada", until_s=100)
    assert read_session(Gate(TOKEN).key(KEY), text, now_s=0) is not None
    assert read_session(Gate(TOKEN + "x").key(KEY), text, now_s=0) is None
    assert read_session(Gate(TOKEN).key(b"other"), text, now_s=0) is None


def test_a_proof_belongs_to_one_session():
    one, other = (
        read_session(KEY, session_text(KEY, "Ada", until_s=100), now_s=0) for _ in range(2)
    )
    assert is_proof(one, one.proof)
    assert not is_proof(one, other.proof)
    assert not is_proof(one, "")
    assert not is_proof(Session("Ada", "x"), "ä")


@pytest.mark.parametrize(
    ("remote", "host", "is_forwarded", "networks", "may"),
    [
        ("127.0.0.1", "localhost:8642", False, (), True),
        ("::1", "[::1]:8642", False, (), True),
        ("::ffff:127.0.0.1", "127.0.0.1", False, (), True),
        ("127.0.0.1", "kilowit.example", False, (), False),
        ("127.0.0.1", "localhost", True, (), False),
        ("10.1.2.3", "localhost", False, (), False),
        ("10.1.2.3", "kilowit.example", True, NET, True),
        ("127.0.0.1", "localhost", False, NET, False),
        ("", "localhost", False, (), False),
    ],
)
def test_administrators_come_from_here_unless_told_otherwise(
    remote, host, is_forwarded, networks, may
):
    gate = Gate(TOKEN, networks)
    assert gate.admits(remote, host=host, is_forwarded=is_forwarded) is may


def test_attempts_are_few():
    gate = Gate(TOKEN)
    assert [gate.wait_s("a", 0.0) for _ in range(5)] == [0.0] * 5
    assert gate.wait_s("a", 0.0) == 60.0
    assert gate.wait_s("b", 0.0) == 0.0
    assert gate.wait_s("a", 61.0) == 0.0
    gate.forgive("a")
    assert [gate.wait_s("a", 61.0) for _ in range(5)] == [0.0] * 5


def test_attempts_from_everywhere_are_few():
    gate = Gate(TOKEN)
    assert [gate.wait_s(f"a{n}", 0.0) for n in range(30)] == [0.0] * 30
    assert gate.wait_s("a99", 0.0) > 0


def test_the_token_opens_and_nothing_else():
    assert Gate(TOKEN).opens(TOKEN)
    for given in ("", TOKEN[:-1], TOKEN + " ", "ä"):
        assert not Gate(TOKEN).opens(given)


def test_a_name_is_one_short_line():
    assert clean_name(" Ada\n\x1b[31m  L. " + "x" * 99) == ("Ada[31m L. " + "x" * 99)[:40]
    assert clean_name("\u202e") == "admin"


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("TOKEN", "short", "KILOWIT_ADMIN_TOKEN has 5 characters; give at least 16"),
        (
            "FROM",
            "10.0.0.0/8, x",
            "KILOWIT_ADMIN_FROM holds 'x'; give addresses or networks: 10.0.0.0/8",
        ),
    ],
)
def test_a_weak_token_or_no_network_is_told(name, value, problem):
    with pytest.raises(SettingsError) as error:
        read_settings({f"KILOWIT_ADMIN_{name}": value})
    assert str(error.value) == problem


def test_the_token_is_masked_and_kept_from_children(tmp_path):
    settings = read_settings({"KILOWIT_ADMIN_TOKEN": TOKEN, "KILOWIT_ADMIN_FROM": "10.1.2.3/8"})
    assert settings.admin_from == NET
    assert TOKEN not in repr(settings) + repr(settings.rows()) + repr(Gate(TOKEN))
    given = {"KILOWIT_ADMIN_TOKEN": TOKEN, "KILOWIT_ADMIN_TOKEN_FILE": "x", "LANG": "C"}
    assert child_environment(settings, given, actor="a").keys() & given.keys() == {"LANG"}
