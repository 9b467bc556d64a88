"""The settings, read once from the environment; every bad one is reported together."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, get_args

import platformdirs

from bot.errors import SettingsError
from bot.shard_range import ShardRange
from knowledge.postgres import is_address, masked_address

LogFormat = Literal["text", "json"]
SECRETS = ("DISCORD_TOKEN", "KILOWIT_LLM_KEY", "KILOWIT_ADMIN_TOKEN", "KILOWIT_STORE")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
MIN_ADMIN_TOKEN_CHARS = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator chose. `origins` tells where each value came from.

    `shared` is the operator's data folder where `home` is that of one server's own sources.
    `content` stands in the place of the content that kilowit ships; no variable sets it.
    `admin_from` are the networks that administrators may come from; none is this machine alone.
    `store` is the address of the PostgreSQL database that answers in the place of the data folder.
    """

    home: Path
    discord_token: str | None = field(default=None, repr=False)
    model: str | None = None
    llm_url: str | None = None
    llm_model: str | None = None
    llm_key: str | None = field(default=None, repr=False)
    llm_quotes: bool = False
    llm_wording: bool = False
    threads: int = 1
    log: LogFormat = "text"
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = None
    web_host: str = "127.0.0.1"
    web_port: int = 8642
    web_names: frozenset[str] = frozenset()
    web_rate: int | None = None
    admin_token: str | None = field(default=None, repr=False)
    admin_from: tuple[Network, ...] = ()
    refresh_hours: int | None = None
    owners: frozenset[int] = frozenset()
    server_sources: int = 20
    reads_messages: bool = False
    shared: Path | None = None
    content: Path | None = None
    store: str | None = field(default=None, repr=False)
    shards: ShardRange | None = None
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """The operator's data folder: state, caches, vocabulary and the shared sources."""
        return self.shared or self.home

    @property
    def state_file(self) -> Path:
        """Where what people write is kept."""
        return self.root / "state.db"

    @property
    def state_place(self) -> Path | str:
        """Where what people write is kept: the file, or the store's address."""
        return self.store or self.state_file

    @property
    def scope(self) -> str:
        """Whose knowledge it is in the store: a server's id, "" for the shared."""
        return "" if self.home == self.root else self.home.name

    def of_server(self, server_id: int) -> "Settings":
        """Return the settings for one server's own sources, atop the shared ones."""
        return replace(self, home=self.root / "servers" / str(server_id), shared=self.root)

    def rows(self) -> list[tuple[str, str, str]]:
        """Return (variable, value with secrets masked, origin) for `kilowit config`."""
        shown = {
            "KILOWIT_HOME": str(self.home),
            "DISCORD_TOKEN": _masked(self.discord_token),
            "KILOWIT_MODEL": self.model or "multilingual-e5-small (packaged)",
            "KILOWIT_LLM_URL": self.llm_url or "",
            "KILOWIT_LLM_MODEL": self.llm_model or "",
            "KILOWIT_LLM_KEY": _masked(self.llm_key),
            "KILOWIT_LLM_QUOTES": "yes" if self.llm_quotes else "no",
            "KILOWIT_LLM_WORDING": "yes" if self.llm_wording else "no",
            "KILOWIT_THREADS": str(self.threads),
            "KILOWIT_LOG": self.log,
            "KILOWIT_METRICS_HOST": self.metrics_host,
            "KILOWIT_METRICS_PORT": "" if self.metrics_port is None else str(self.metrics_port),
            "KILOWIT_WEB_HOST": self.web_host,
            "KILOWIT_WEB_PORT": str(self.web_port),
            "KILOWIT_WEB_NAMES": ",".join(sorted(self.web_names)),
            "KILOWIT_WEB_RATE": "" if self.web_rate is None else str(self.web_rate),
            "KILOWIT_ADMIN_TOKEN": _masked(self.admin_token),
            "KILOWIT_ADMIN_FROM": ",".join(map(str, self.admin_from)),
            "KILOWIT_REFRESH_HOURS": str(self.refresh_hours or ""),
            "KILOWIT_STORE": masked_address(self.store) if self.store else "",
            "KILOWIT_SHARDS": str(self.shards or ""),
            "KILOWIT_OWNERS": ",".join(map(str, sorted(self.owners))),
            "KILOWIT_SERVER_SOURCES": str(self.server_sources),
            "KILOWIT_READ_MESSAGES": "yes" if self.reads_messages else "no",
        }
        return [(name, value, self.origins.get(name, "default")) for name, value in shown.items()]


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Build the settings from the environment.

    Raises:
        SettingsError: a variable has a bad value or a secret's file cannot be read.
    """
    reader = _Reader(os.environ if environment is None else environment)
    settings = Settings(
        home=reader.folder("KILOWIT_HOME", Path(platformdirs.user_data_dir("kilowit"))),
        discord_token=reader.secret("DISCORD_TOKEN"),
        model=reader.text("KILOWIT_MODEL"),
        llm_url=reader.web_address("KILOWIT_LLM_URL"),
        llm_model=reader.text("KILOWIT_LLM_MODEL"),
        llm_key=reader.secret("KILOWIT_LLM_KEY"),
        llm_quotes=reader.yes_no("KILOWIT_LLM_QUOTES"),
        llm_wording=reader.yes_no("KILOWIT_LLM_WORDING"),
        threads=reader.count("KILOWIT_THREADS", 1, most=64),
        log=reader.log_format("KILOWIT_LOG"),
        metrics_host=reader.text("KILOWIT_METRICS_HOST") or "127.0.0.1",
        metrics_port=reader.count("KILOWIT_METRICS_PORT", 0, most=65535) or None,
        web_host=reader.text("KILOWIT_WEB_HOST") or "127.0.0.1",
        web_port=reader.count("KILOWIT_WEB_PORT", 8642, most=65535),
        web_names=reader.names("KILOWIT_WEB_NAMES"),
        web_rate=reader.count("KILOWIT_WEB_RATE", 0, most=10_000) or None,
        admin_token=reader.admin_token("KILOWIT_ADMIN_TOKEN"),
        admin_from=reader.networks("KILOWIT_ADMIN_FROM"),
        refresh_hours=reader.count("KILOWIT_REFRESH_HOURS", 0, most=8760) or None,
        store=reader.database("KILOWIT_STORE"),
        shards=reader.shards("KILOWIT_SHARDS"),
        owners=reader.ids("KILOWIT_OWNERS"),
        server_sources=reader.count("KILOWIT_SERVER_SOURCES", 20, least=0, most=10_000),
        reads_messages=reader.yes_no("KILOWIT_READ_MESSAGES"),
        origins=reader.origins,
    )
    if settings.shards is not None and settings.store is None:
        reader.problems.append("KILOWIT_SHARDS needs KILOWIT_STORE, which the processes share")
    if settings.llm_quotes and settings.llm_url is None:
        reader.problems.append("KILOWIT_LLM_QUOTES needs KILOWIT_LLM_URL, the model's server")
    if settings.llm_wording and settings.llm_url is None:
        reader.problems.append("KILOWIT_LLM_WORDING needs KILOWIT_LLM_URL, the model's server")
    if reader.problems:
        raise SettingsError(tuple(reader.problems))
    return settings


def read_log_format(environment: Mapping[str, str] | None = None) -> LogFormat | None:
    """Return the form of the log when one was chosen; a bad one is reported by read_settings."""
    given = (os.environ if environment is None else environment).get("KILOWIT_LOG", "").strip()
    return next((form for form in get_args(LogFormat) if form == given), None)


class _Reader:
    """Reads variables, remembering where each came from and what was wrong."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.origins: dict[str, str] = {}
        self.problems: list[str] = []

    def text(self, name: str) -> str | None:
        value = self._environment.get(name, "").strip()
        if value:
            self.origins[name] = "environment"
        return value or None

    def secret(self, name: str) -> str | None:
        """A secret, from the variable or from the file that NAME_FILE names."""
        file = self.text(f"{name}_FILE")
        value = self.text(name)
        if value or not file:
            return value
        try:
            content = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            self.problems.append(f"{name}_FILE names a file that cannot be read: {file}")
            return None
        self.origins[name] = f"file {file}"
        if not content:
            self.problems.append(f"{name}_FILE names an empty file: {file}")
        return content or None

    def admin_token(self, name: str) -> str | None:
        """A secret that nobody can guess: of at least MIN_ADMIN_TOKEN_CHARS characters."""
        value = self.secret(name)
        if value is not None and len(value) < MIN_ADMIN_TOKEN_CHARS:
            self.problems.append(
                f"{name} has {len(value)} characters; give at least {MIN_ADMIN_TOKEN_CHARS}"
            )
        return value

    def networks(self, name: str) -> tuple[Network, ...]:
        """Addresses and networks with commas between, such as 10.0.0.0/8."""
        found = []
        for item in filter(None, (part.strip() for part in (self.text(name) or "").split(","))):
            try:
                found.append(ipaddress.ip_network(item, strict=False))
            except ValueError:
                self.problems.append(
                    f"{name} holds {item!r}; give addresses or networks: 10.0.0.0/8"
                )
        return tuple(found)

    def folder(self, name: str, default: Path) -> Path:
        value = self.text(name)
        if value is None:
            return default
        path = Path(value).expanduser()
        if path.exists() and not path.is_dir():
            self.problems.append(f"{name} is a file, not a folder: {value}")
        return path.absolute()

    def count(self, name: str, default: int, *, least: int = 1, most: int) -> int:
        value = self.text(name)
        if value is None:
            return default
        if not value.isdecimal() or not least <= int(value) <= most:
            self.problems.append(f"{name} is {value!r}; give a whole number from {least} to {most}")
            return default
        return int(value)

    def ids(self, name: str) -> frozenset[int]:
        """Discord ids with commas between."""
        given = [item.strip() for item in (self.text(name) or "").split(",") if item.strip()]
        bad = [item for item in given if not (item.isascii() and item.isdecimal())]
        if bad:
            self.problems.append(f"{name} holds {bad[0]!r}; give Discord ids with commas between")
        return frozenset(int(item) for item in given if item not in bad)

    def yes_no(self, name: str) -> bool:
        value = self.text(name)
        if value not in (None, "yes", "no"):
            self.problems.append(f"{name} is {value!r}; give yes or no")
        return value == "yes"

    def names(self, name: str) -> frozenset[str]:
        """Host names with commas between, in lower case."""
        given = (self.text(name) or "").lower().split(",")
        return frozenset(item.strip() for item in given if item.strip())

    def web_address(self, name: str) -> str | None:
        value = self.text(name)
        if value is not None and not value.startswith(("http://", "https://")):
            self.problems.append(f"{name} is {value!r}; give an http:// or https:// address")
        return value

    def database(self, name: str) -> str | None:
        """The address of a database; it may hold a password, so it is not repeated."""
        value = self.secret(name)
        if value is not None and not is_address(value):
            self.problems.append(f"{name} is no database; give postgresql://USER@HOST/DATABASE")
            return None
        return value

    def shards(self, name: str) -> ShardRange | None:
        """The shards that this process runs, as 0-7/32."""
        value = self.text(name)
        if value is None:
            return None
        try:
            return ShardRange.parse(value)
        except ValueError:
            self.problems.append(f"{name} is {value!r}; give FIRST-LAST/COUNT, as 0-7/32")
            return None

    def log_format(self, name: str) -> LogFormat:
        value = self.text(name)
        if value in (None, "text"):
            return "text"
        if value == "json":
            return "json"
        self.problems.append(f"{name} is {value!r}; give text or json")
        return "text"


def _masked(secret: str | None) -> str:
    return "(set, hidden)" if secret else ""
