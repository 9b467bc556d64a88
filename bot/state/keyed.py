"""The secret keys of an installation, whatever database keeps them."""

import secrets

from bot.state.protocols import StateTables

_KEY_BYTES = 32


def read_key(tables: StateTables, name: str) -> bytes:
    """Return a secret key, made at its first use; two processes that make it get the same."""
    with tables.writing() as connection:
        connection.execute(
            "INSERT INTO keys VALUES (?, ?) ON CONFLICT DO NOTHING",
            (name, secrets.token_bytes(_KEY_BYTES)),
        )
    return bytes(tables.all("SELECT value FROM keys WHERE name = ?", name)[0][0])


def renew_key(tables: StateTables, name: str) -> None:
    """Exchange a secret key: what was made with the old one holds no longer."""
    with tables.writing() as connection:
        connection.execute(
            "INSERT INTO keys VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
            (name, secrets.token_bytes(_KEY_BYTES)),
        )
