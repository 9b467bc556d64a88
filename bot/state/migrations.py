"""How the state came to its tables, step by step, in SQL that SQLite reads.

A migration is a list of statements; each runs once, in order, in one transaction with the new
version. PostgreSQL's words for the types stand in bot/state/postgres.py.
"""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE keys(name TEXT PRIMARY KEY, value BLOB NOT NULL)",
        "CREATE TABLE server_settings(server_id INTEGER PRIMARY KEY, settings TEXT NOT NULL)",
        "CREATE TABLE feedback(answer_id TEXT, person TEXT, rating TEXT NOT NULL, "
        "reason TEXT NOT NULL, server_id INTEGER, at TEXT NOT NULL, "
        "PRIMARY KEY(answer_id, person))",
        "CREATE TABLE gaps(id INTEGER PRIMARY KEY, text TEXT NOT NULL, reason TEXT NOT NULL, "
        "language TEXT NOT NULL, server_id INTEGER, person TEXT NOT NULL, at TEXT NOT NULL)",
        "CREATE INDEX gaps_by_server ON gaps(server_id, at)",
        "CREATE TABLE contexts(place TEXT PRIMARY KEY, questions TEXT NOT NULL, "
        "person TEXT NOT NULL, until TEXT NOT NULL)",
        "CREATE INDEX contexts_by_end ON contexts(until)",
        "CREATE TABLE usage(day TEXT, scope TEXT, n INTEGER NOT NULL, PRIMARY KEY(day, scope))",
        "CREATE TABLE audit(id INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, "
        "action TEXT NOT NULL, subject TEXT NOT NULL, details TEXT NOT NULL, server_id INTEGER)",
        "CREATE TABLE watched(server_id INTEGER, question TEXT, PRIMARY KEY(server_id, question))",
    ),
    (
        "CREATE TABLE answers(answer_id TEXT PRIMARY KEY, answer TEXT NOT NULL, "
        "person TEXT NOT NULL, until TEXT NOT NULL)",
        "CREATE INDEX answers_by_end ON answers(until)",
    ),
    (
        "CREATE TABLE events(event_id INTEGER PRIMARY KEY, until TEXT NOT NULL)",
        "CREATE INDEX events_by_end ON events(until)",
    ),
    ("CREATE TABLE identified(bucket INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL)",),
    (
        "DROP TABLE events",
        "CREATE TABLE events(event_id INTEGER PRIMARY KEY, until TEXT NOT NULL, "
        "leased TEXT NOT NULL, is_done INTEGER NOT NULL, tries INTEGER NOT NULL, "
        "server_id INTEGER, channel_id INTEGER)",
        "CREATE INDEX events_by_end ON events(until)",
        "CREATE INDEX events_in_hand ON events(leased) WHERE is_done = 0",
    ),
)
