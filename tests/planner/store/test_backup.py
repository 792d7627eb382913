"""Backup while others write, restore by the written steps, and what is refused."""

import json
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from planner.domain.errors import Conflict, InvalidValue, NotFound
from planner.domain.ids import DeskId, WindowId
from planner.planning.stored import Actor, AuditFilter, IssuedTickets, Role, User
from planner.store.backup import make_backup, restore_backup
from planner.store.engine import sqlite_url
from planner.store.sql_store import SqlStore
from tests.builders import a_mall, a_plan

NOW = datetime(2026, 3, 13, 2, 0, tzinfo=UTC)
DAY = date(2026, 3, 16)


@pytest.fixture
def filled(store: SqlStore, rina: Actor) -> SqlStore:
    with store.write(rina) as work:
        work.mall.save(a_mall())
        work.plans.save(a_plan())
    return store


@pytest.fixture
def backup(filled: SqlStore, database: Path, tmp_path: Path) -> Path:
    assert filled.is_ready()
    make_backup(database, tmp_path / "backup.zip", NOW)
    return tmp_path / "backup.zip"


def test_what_was_backed_up_comes_back(filled: SqlStore, backup: Path, database: Path, rina: Actor) -> None:
    """The change after the backup is in the database put aside, not in the restored one."""
    with filled.write(rina) as work:
        work.mall.save(a_mall(name="Nama Baru"))
    filled.close()
    aside = restore_backup(backup, database, NOW)
    restored = SqlStore(sqlite_url(database), filled.clock)
    with restored.read() as view:
        assert view.mall.get() == a_mall()
        assert view.plans.get("2026-W06-v1") == a_plan()
    restored.close()
    assert aside == database.with_name("loketplan.db.before-20260313T020000")
    with closing(sqlite3.connect(aside)) as connection:
        assert connection.execute("SELECT max(version) FROM mall_versions").fetchone() == (2,)


def test_a_session_in_a_backup_is_not_brought_back(
    filled: SqlStore, database: Path, tmp_path: Path, rina: Actor
) -> None:
    """It may have been signed out since: everybody signs in again."""
    with filled.write(rina) as work:
        work.users.add(User(name="budi", full_name="Budi", role=Role.VIEWER), "kuda-terbang-42")
    token = filled.accounts.sign_in("budi", "kuda-terbang-42", "10.0.0.7").token or ""
    assert filled.accounts.find_user(token) is not None
    make_backup(database, tmp_path / "s.zip", NOW)
    filled.close()
    restore_backup(tmp_path / "s.zip", database, NOW)
    restored = SqlStore(sqlite_url(database), filled.clock)
    assert restored.accounts.find_user(token) is None
    restored.close()


def test_a_backup_made_while_others_write_is_whole(
    filled: SqlStore, database: Path, tmp_path: Path, rina: Actor
) -> None:
    """Each write has two notes and two audit rows in one transaction: the copy holds all four or none."""
    stop = threading.Event()

    def keep_writing() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with filled.write(rina) as work:
                for window in ("pagi", "siang"):
                    given = IssuedTickets(desk=DeskId("ktp"), day=DAY, window=WindowId(window), tickets=number)
                    work.floor.record_issued(given)

    thread = threading.Thread(target=keep_writing)
    thread.start()
    try:
        for number in range(5):
            make_backup(database, tmp_path / f"{number}.zip", NOW)
    finally:
        stop.set()
        thread.join()
    for number in range(5):
        restore_backup(tmp_path / f"{number}.zip", tmp_path / f"{number}.db", NOW)
        copy = SqlStore(sqlite_url(tmp_path / f"{number}.db"), filled.clock)
        with copy.read() as view:
            tickets = [issued.tickets for issued in view.floor.issued(DAY, DAY)]
            notes = view.audit.entries(AuditFilter(action="tickets"), limit=100_000)
        copy.close()
        assert len(set(tickets)) <= 1
        assert len(notes) == 2 * (tickets[0] if tickets else 0)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _repack(path: Path, change: Callable[[dict, bytes], tuple[dict, bytes]]) -> None:
    with zipfile.ZipFile(path) as archive:
        manifest, database = json.loads(archive.read("manifest.json")), archive.read("loketplan.db")
    manifest, database = change(manifest, database)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr("loketplan.db", database)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_cut, "not_a_backup"),
        (lambda p: p.write_bytes(b"PK\x03\x04 nothing"), "not_a_backup"),
        (lambda p: p.write_bytes(b""), "not_a_backup"),
        (lambda p: _repack(p, lambda m, d: ({**m, "format": "loketplan-backup/9"}, d)), "not_a_backup"),
        (lambda p: _repack(p, lambda _, d: ([], d)), "not_a_backup"),
        (lambda p: _repack(p, lambda m, d: (m, d[:-4096])), "backup_damaged"),
        (lambda p: _repack(p, lambda m, d: (m, d[:5000] + b"x" + d[5001:])), "backup_damaged"),
    ],
    ids=["truncated", "torn zip", "empty", "other format", "odd manifest", "short database", "one byte changed"],
)
def test_a_wrong_backup_is_refused_and_nothing_touched(
    filled: SqlStore, backup: Path, database: Path, spoil: Callable[[Path], None], code: str
) -> None:
    """The database stays byte for byte as it was, and no scratch file is left."""
    filled.close()
    spoil(backup)
    before, files = database.read_bytes(), sorted(database.parent.iterdir())
    with pytest.raises(InvalidValue) as fault:
        restore_backup(backup, database, NOW)
    assert fault.value.code == code
    assert database.read_bytes() == before
    assert sorted(database.parent.iterdir()) == files


def test_restore_into_a_store_in_use_is_refused(filled: SqlStore, backup: Path, database: Path) -> None:
    """The store holds a connection open all the time, so an idle web server is noticed as well."""
    before = database.stat().st_ino
    with pytest.raises(Conflict, match="is in use; stop"):
        restore_backup(backup, database, NOW)
    assert database.stat().st_ino == before
    with filled.read() as view:
        assert view.mall.get() == a_mall()


def test_restore_into_an_empty_folder(backup: Path, tmp_path: Path) -> None:
    """On a new machine there is nothing to put aside."""
    (tmp_path / "new").mkdir()
    assert restore_backup(backup, tmp_path / "new" / "loketplan.db", NOW) is None
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["loketplan.db"]


def test_restore_replaces_a_database_that_is_damaged(filled: SqlStore, backup: Path, database: Path) -> None:
    """That is what one restores for."""
    filled.close()
    database.write_bytes(b"not a database, but long enough to be one " * 200)
    restore_backup(backup, database, NOW)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_backup_overwrites_nothing(backup: Path, database: Path) -> None:
    """A name that is taken is refused; so is a database that is not there."""
    with pytest.raises(Conflict, match="exists already"):
        make_backup(database, backup, NOW)
    with pytest.raises(NotFound, match="there is no database"):
        make_backup(database.with_name("none.db"), backup.with_name("other.zip"), NOW)
    with pytest.raises(InvalidValue, match="cannot write to"):
        make_backup(database, backup.parent / "no" / "folder.zip", NOW)


def test_a_damaged_database_is_not_backed_up(filled: SqlStore, database: Path, tmp_path: Path) -> None:
    """A backup of it would be believed: no file appears, and the fault is named now."""
    filled.close()
    copy = Path(shutil.copy(database, tmp_path / "copy.db"))
    content = bytearray(copy.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    copy.write_bytes(content)
    with pytest.raises(InvalidValue) as fault:
        make_backup(copy, tmp_path / "bad.zip", NOW)
    assert fault.value.code == "backup_damaged"
    assert not (tmp_path / "bad.zip").exists()
