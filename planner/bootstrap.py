"""The one place that picks store, clock and job handlers, and finds the data folder and the secret."""

import os
import secrets
import stat
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import platformdirs
from sqlalchemy import URL, make_url

from planner.domain.errors import InvalidValue
from planner.planning.ports import Clock, Store
from planner.store.engine import sqlite_url
from planner.store.migrate import migrate
from planner.store.sql_store import SqlStore

DATA_VARIABLE = "LOKETPLAN_DATA"
DATABASE_VARIABLE = "LOKETPLAN_DATABASE"
SECRET_VARIABLE = "LOKETPLAN_SECRET"
DATABASE_FILE = "loketplan.db"
SECRET_FILE = "secret"
SECRET_BYTES = 32

# What the worker can do: kind of job -> "module:function", imported in the job's own process only. A handler is
# called as handler(payload, progress, cancelled), see planner.worker.Handler, and returns the key of its result.
HANDLERS: Mapping[str, str] = {
    "backtest": "planner.job_handlers.look_back:look_back",
    "copy": "planner.job_handlers.copy_week:copy",
    "plan": "planner.job_handlers.plan:plan",
    "review": "planner.job_handlers.review:review",
    "holiday": "planner.job_handlers.holiday:holiday",
    "staffing": "planner.job_handlers.staffing:staffing",
    "whatif": "planner.job_handlers.what_if:what_if",
}


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        return datetime.now(UTC)


def data_folder(given: Path | None = None) -> Path:
    """The folder of database and secret: `given`, else LOKETPLAN_DATA, else the user's data folder; made when absent.

    Raises InvalidValue (`data_folder`) when it cannot be made or written to.
    """
    named = os.environ.get(DATA_VARIABLE)
    folder = given or (Path(named) if named else platformdirs.user_data_path("loketplan", appauthor=False))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f".probe-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as fault:
        raise InvalidValue(
            f"cannot write to the data folder {folder}: {fault.strerror}; name another with --data or {DATA_VARIABLE}",
            code="data_folder",
            field="data",
        ) from fault
    return folder


def database_url(folder: Path) -> URL:
    """LOKETPLAN_DATABASE where set, else the SQLite file in the data folder."""
    address = os.environ.get(DATABASE_VARIABLE)
    return make_url(address) if address else sqlite_url(folder / DATABASE_FILE)


def database_file(data: Path | None = None) -> Path:
    """The database file; raises InvalidValue (`not_sqlite`) when the data lie on a database server."""
    url = database_url(data_folder(data))
    if url.get_backend_name() != "sqlite" or url.database is None:
        raise InvalidValue(
            f"{DATABASE_VARIABLE} is set: back up and restore that database with its own tools",
            code="not_sqlite",
            field="data",
        )
    return Path(url.database)


def open_store(data: Path | None = None, clock: Clock | None = None) -> Store:
    """The store of a data folder, brought to the tables of this version first."""
    store = SqlStore(database_url(data_folder(data)), clock or SystemClock())
    if not store.is_ready():
        migrate_store(data)
    return store


def migrate_store(data: Path | None = None) -> tuple[str | None, str | None]:
    """Bring the database to the tables of this version; the revisions before and after."""
    return migrate(database_url(data_folder(data)))


def read_secret(folder: Path) -> bytes:
    """The secret that signs forms: LOKETPLAN_SECRET, else the file `secret`, made on first use for its owner only.

    Raises InvalidValue (`secret`) when it is shorter than 32 bytes or when others may read the file.
    """
    given = os.environ.get(SECRET_VARIABLE)
    if given is not None:
        return _long_enough(given.encode(), SECRET_VARIABLE)
    path = folder / SECRET_FILE
    try:
        _make_secret(path)
        _check_private(path)
        return _long_enough(path.read_bytes(), str(path))
    except OSError as fault:
        raise _bad_secret(f"the secret in {path} cannot be read: {fault.strerror}") from fault


def _make_secret(path: Path) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_hex(SECRET_BYTES).encode())


def _check_private(path: Path) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        raise _bad_secret(f"others may read {path} (mode {mode:o}); set it to 600")


def _long_enough(secret: bytes, source: str) -> bytes:
    if len(secret) < SECRET_BYTES:
        raise _bad_secret(f"the secret of {source} has {len(secret)} bytes, expected at least {SECRET_BYTES}")
    return secret


def _bad_secret(message: str) -> InvalidValue:
    return InvalidValue(message, code="secret", field="secret")
