"""Backup of a SQLite store while it is used, and restore of one that is not. One ZIP: the database and a manifest."""

import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from planner.domain.errors import Conflict, InvalidValue, NotFound
from planner.store.engine import sqlite_url
from planner.store.migrate import migrate

FORMAT = "loketplan-backup/1"
_DATABASE, _MANIFEST = "loketplan.db", "manifest.json"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds. sha256, size: of the database in it, in bytes."""

    format: str
    made_at: str
    sha256: str
    size: int


def make_backup(database: Path, target: Path, now: datetime) -> Manifest:
    """Copy a database, also while others write to it, to a new file that appears whole or not at all.

    Raises NotFound (`no_database`) and Conflict (`file_exists`): a backup never overwrites anything.
    """
    if not database.exists():
        raise NotFound(f"there is no database {database}", code="no_database", field="data")
    if target.exists():
        raise Conflict(f"{target} exists already", code="file_exists", field="file")
    with _scratch(target.parent) as scratch:
        copy = scratch / _DATABASE
        _copy(database, copy)
        _check_database(copy)
        manifest = Manifest(format=FORMAT, made_at=now.isoformat(), sha256=_sha256(copy), size=copy.stat().st_size)
        packed = scratch / target.name
        _pack(copy, manifest, packed)
        _sync(packed)
        packed.replace(target)
    return manifest


def _copy(database: Path, copy: Path) -> None:
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)  # in one step: in parts it would begin again at each write of others
        target.execute("PRAGMA journal_mode=DELETE").close()


def _pack(copy: Path, manifest: Manifest, packed: Path) -> None:
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(_MANIFEST, json.dumps(asdict(manifest), indent=1))
        archive.write(copy, _DATABASE)


def restore_backup(source: Path, database: Path, now: datetime) -> Path | None:
    """Put a backup in the place of the database and bring it to the tables of this version.

    The database that was there stays beside it under the name returned. Nothing is touched before the backup has
    proved whole. Raises InvalidValue (`not_a_backup`, `backup_damaged`) and Conflict (`store_in_use`, `store_newer`).
    """
    with _scratch(database.parent) as scratch:
        unpacked = scratch / _DATABASE
        _unpack(source, unpacked)
        _check_database(unpacked)
        migrate(sqlite_url(unpacked))
        _settle(unpacked)
        aside = _put_aside(database, now)
        unpacked.replace(database)
        _sync(database.parent)
    return aside


def _unpack(source: Path, unpacked: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _read_manifest(json.loads(archive.read(_MANIFEST)))
            with archive.open(_DATABASE) as packed, unpacked.open("wb") as file:
                while chunk := packed.read(_CHUNK):
                    file.write(chunk)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError) as fault:
        raise InvalidValue(f"{source} is no whole backup: {fault}", code="not_a_backup", field="file") from fault
    if unpacked.stat().st_size != manifest.size or _sha256(unpacked) != manifest.sha256:
        raise InvalidValue(f"the content of {source} is not what was backed up", code="backup_damaged", field="file")


def _read_manifest(content: dict[str, Any]) -> Manifest:
    manifest = Manifest(**content)
    if manifest.format != FORMAT:
        raise ValueError(f"format {manifest.format!r}, expected {FORMAT!r}")
    return manifest


def _check_database(path: Path) -> None:
    """Raise InvalidValue unless SQLite finds it whole, and no row points to a missing one."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
            dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as fault:
        raise InvalidValue(f"{path.name} is damaged: {fault}", code="backup_damaged", field="file") from fault
    if answer != "ok" or dangling is not None:
        raise InvalidValue(f"{path.name} is damaged: {answer}, {dangling}", code="backup_damaged", field="file")


def _settle(path: Path) -> None:
    """End all sessions, some of which were signed out since; fold the log into the file, so that it stands alone."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM sessions").close()
        connection.execute("PRAGMA journal_mode=DELETE").close()
    _sync(path)


def _put_aside(database: Path, now: datetime) -> Path | None:
    """Rename the present database, which nobody may have open."""
    if not database.exists():
        return None
    _check_unused(database)
    aside = database.with_name(f"{database.name}.before-{now:%Y%m%dT%H%M%S}")
    database.rename(aside)
    return aside


def _check_unused(database: Path) -> None:
    try:
        with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE").close()  # only the last one at a database may do this
            connection.execute("BEGIN EXCLUSIVE").close()
    except sqlite3.OperationalError as fault:
        raise Conflict(
            f"{database} is in use; stop `loketplan serve` and `loketplan worker` first",
            code="store_in_use",
            field="data",
        ) from fault
    except sqlite3.DatabaseError:
        return  # damaged, which is a good reason to restore


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A private folder on the same disk, gone afterwards."""
    try:
        with tempfile.TemporaryDirectory(prefix=".loketplan-", dir=folder) as name:
            yield Path(name)
    except (PermissionError, FileNotFoundError) as fault:
        raise InvalidValue(f"cannot write to {folder}: {fault.strerror}", code="data_folder", field="file") from fault


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    """Have the disk write it now. A folder cannot be opened on Windows, where a rename is safe by itself."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
