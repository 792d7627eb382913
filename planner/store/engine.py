"""The database engine: one pool, readers and writers told apart, faults in words of the ports.

All that is special to one kind of database is here and in `backup.py`.
"""

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from planner.planning.ports import StoreUnavailable

PATIENCE_MS = 5000  # how long a writer waits for another one
_PATIENCE = "loketplan_patience_ms"
_WRITE_LOCK = 7_410_663  # PostgreSQL's name for the lock that SQLite has by itself; any number, the same for all


def sqlite_url(path: Path) -> URL:
    """Address of a database file."""
    return URL.create("sqlite", database=str(path))


class Database:
    """Transactions on one database: for reading, and for writing one after another."""

    def __init__(self, url: URL | str) -> None:
        self.url = make_url(url)
        self._is_sqlite = self.url.get_backend_name() == "sqlite"
        ping = not self._is_sqlite
        self.engine = create_engine(self.url, pool_size=10, max_overflow=20, pool_timeout=5, pool_pre_ping=ping)
        self._writers = WriterQueue()
        if self._is_sqlite:
            event.listen(self.engine, "connect", _set_up_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view, which waits for no writer. Raises StoreUnavailable."""
        with _named_faults(), self.engine.connect() as connection:
            if not self._is_sqlite:  # a SQLite reader sees one moment anyway
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def write(self, patience_ms: int = PATIENCE_MS) -> Iterator[Connection]:
        """A transaction that has the write lock from its beginning: kept at the end, dropped on a fault.

        Waits for other writers so long at most, then raises StoreUnavailable.
        """
        until = time.monotonic() + patience_ms / 1000
        with self._turn(patience_ms), _named_faults(), self.engine.connect() as connection:
            left_ms = max(1, int((until - time.monotonic()) * 1000))
            with connection.execution_options(**{_PATIENCE: left_ms}).begin():
                if not self._is_sqlite:
                    _lock_postgresql(connection, left_ms)
                yield connection

    def _turn(self, patience_ms: int) -> AbstractContextManager[None]:
        return self._writers.turn(patience_ms / 1000) if self._is_sqlite else nullcontext()

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


class WriterQueue:
    """Writers of this process, in the order they came.

    SQLite lets writers try again and again, and whoever tries at the right moment wins: of 20 busy ones some starve for
    longer than their patience. In a queue only the writers of other processes are left to chance.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def turn(self, seconds: float) -> Iterator[None]:
        """Wait until all who came before have gone; raises StoreUnavailable (`store_busy`)."""
        mine = threading.Event()
        with self._guard:
            self._waiting.append(mine)
            self._waiting[0].set()
        try:
            if not mine.wait(seconds):
                raise StoreUnavailable(f"other writers took longer than {seconds:g} s", code="store_busy")
            yield
        finally:
            with self._guard:
                self._waiting.remove(mine)
                if self._waiting:
                    self._waiting[0].set()


def _set_up_sqlite(raw: sqlite3.Connection, _record: Any) -> None:
    raw.isolation_level = None  # we begin transactions ourselves
    for setting in (f"busy_timeout={PATIENCE_MS}", "synchronous=FULL", "foreign_keys=ON"):
        raw.execute(f"PRAGMA {setting}").close()
    _use_wal(raw, time.monotonic() + PATIENCE_MS / 1000)


def _use_wal(raw: sqlite3.Connection, until: float) -> None:
    """Write ahead; a new database that another one is just setting up is refused at once, whatever the timeout."""
    while True:
        try:
            return raw.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as fault:
            if "locked" not in str(fault) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    """Writers lock at once, readers never.

    A transaction that reads first and writes later fails at once with "database is locked" when another wrote between,
    whatever the timeout; a reader that takes the lock waits for the writer.
    """
    patience_ms = connection.get_execution_options().get(_PATIENCE)
    if patience_ms is None:
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(patience_ms)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _lock_postgresql(connection: Connection, patience_ms: int) -> None:
    """One writer at a time here too, so that what was read in a unit of work still holds when it writes."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(patience_ms)}")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})")


@contextmanager
def _named_faults() -> Iterator[None]:
    try:
        yield
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
