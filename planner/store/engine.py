"""The database engine: one pool, readers and writers told apart, faults in words of the ports.

All that is special to SQLite is here and in `backup.py`.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from planner.planning.ports import StoreUnavailable

PATIENCE_MS = 5000  # how long a writer waits for another one
_PATIENCE = "loketplan_patience_ms"


def sqlite_url(path: Path) -> URL:
    """Address of a database file."""
    return URL.create("sqlite", database=str(path))


def make_engine(url: URL | str) -> Engine:
    """An engine whose transactions read; `writer_of` gives its twin for writing."""
    address = make_url(url)
    engine = create_engine(address, pool_size=10, max_overflow=20, pool_timeout=5, pool_pre_ping=_is_remote(address))
    if not _is_remote(address):
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def writer_of(engine: Engine, patience_ms: int = PATIENCE_MS) -> Engine:
    """The same pool, but transactions take the write lock at their beginning, waiting for it so long at most.

    On SQLite a transaction that reads first and writes later fails at once with "database is locked" when another
    wrote between, whatever the timeout. Readers must not take the lock: they would wait for the writer.
    """
    return engine.execution_options(**{_PATIENCE: patience_ms})


def _is_remote(address: URL) -> bool:
    return address.get_backend_name() != "sqlite"


def _set_up_sqlite(raw: sqlite3.Connection, _record: Any) -> None:
    raw.isolation_level = None  # we begin transactions ourselves
    for setting in (f"busy_timeout={PATIENCE_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        raw.execute(f"PRAGMA {setting}").close()


def _begin_sqlite(connection: Connection) -> None:
    patience_ms = connection.get_execution_options().get(_PATIENCE)
    if patience_ms is None:
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(patience_ms)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction: kept at the end, dropped on a fault. Raises StoreUnavailable."""
    try:
        with engine.begin() as connection:
            yield connection
    except (DBAPIError, PoolTimeout) as fault:
        if (passing := unavailable(fault)) is not None:
            raise passing from fault
        raise


_SIGNS = (
    ("store_busy", ("database is locked", "database table is locked", "lock timeout", "queuepool limit")),
    ("store_full", ("disk is full", "disk full", "disk i/o error", "no space left")),
    ("store_unreachable", ("unable to open database", "connection refused", "server closed", "terminating connection")),
)


def unavailable(fault: Exception) -> StoreUnavailable | None:
    """The fault as StoreUnavailable when it may pass by itself, else None: then it is our own mistake."""
    text = str(fault).lower()
    for code, signs in _SIGNS:
        if any(sign in text for sign in signs):
            return StoreUnavailable(f"{code}: {text.splitlines()[0]}", code=code)
    return None
