"""Writers one after another, readers undisturbed, faults in words of the ports."""

import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from planner.domain.history import DayCount, History
from planner.domain.ids import DeskId, ServiceId, WindowId
from planner.domain.mall import Mall
from planner.planning.ports import StoreUnavailable
from planner.planning.stored import Actor, AuditFilter, ImportContent, IssuedTickets
from planner.store.engine import Database, WriterQueue, sqlite_url, unavailable
from planner.store.sql_store import SqlStore

DAY = date(2026, 3, 16)


@pytest.fixture
def opened(database: Path) -> Iterator[Database]:
    made = Database(sqlite_url(database))
    yield made
    made.close()


def test_every_connection_is_set_up_for_safety(opened: Database) -> None:
    """WAL, every commit on the disk (2 is FULL), 5 s of patience, foreign keys held."""
    with opened.read() as connection:
        settings = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        ]
    assert settings == ["wal", 2, 5000, 1]


def test_foreign_keys_are_held(opened: Database) -> None:
    """A plan's document without its plan is refused by the database itself."""
    with pytest.raises(IntegrityError), opened.write() as connection:
        connection.execute(text("INSERT INTO plan_documents (plan_id, body) VALUES ('none', x'00')"))


Begin = Callable[[], AbstractContextManager[Connection]]


def _read_then_write(begin: Begin, faults: list[Exception], barrier: threading.Barrier) -> None:
    """A transaction that reads first and writes later, as a unit of work does, ten times over."""
    for _ in range(10):
        try:
            barrier.wait(timeout=0.2)
        except threading.BrokenBarrierError:
            barrier.reset()
        try:
            with begin() as connection:
                tickets = connection.execute(text("SELECT tickets FROM issued_tickets")).scalar_one()
                time.sleep(0.005)
                connection.execute(text("UPDATE issued_tickets SET tickets = :t"), {"t": tickets + 1})
        except (OperationalError, StoreUnavailable) as fault:
            faults.append(fault)


def _race(opened: Database, begins: tuple[Begin, Begin]) -> tuple[int, list[Exception]]:
    with opened.write() as connection:
        row = "('2026-03-16', 'ktp', 'pagi', '', 0, '2026-03-16 00:00:00')"
        connection.execute(text(f"INSERT INTO issued_tickets VALUES {row}"))
    faults: list[Exception] = []
    barrier = threading.Barrier(2)
    threads = [threading.Thread(target=_read_then_write, args=(begin, faults, barrier)) for begin in begins]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with opened.read() as connection:
        return connection.execute(text("SELECT tickets FROM issued_tickets")).scalar_one(), faults


def test_two_writers_wait_for_each_other(opened: Database) -> None:
    """20 increments by two writers of one process: 20, and nobody is told "database is locked"."""
    assert _race(opened, (opened.write, opened.write)) == (20, [])


def test_writers_of_two_processes_wait_for_each_other(opened: Database, database: Path) -> None:
    """The same without the queue of one process between them: the lock of the file alone does it."""
    other = Database(sqlite_url(database))
    assert _race(opened, (opened.write, other.write)) == (20, [])
    other.close()


def test_two_writers_that_begin_as_readers_are_locked_out(opened: Database) -> None:
    """Negative control: without BEGIN IMMEDIATE the second of two that have read is refused at once."""
    tickets, faults = _race(opened, (opened.read, opened.read))
    assert faults
    assert "database is locked" in str(faults[0])
    assert tickets < 20


def test_writers_get_their_turn_in_the_order_they_came() -> None:
    """Of three, the second gives up while it waits; the third comes next."""
    queue, order = WriterQueue(), []

    def take(name: str, seconds: float) -> None:
        try:
            with queue.turn(seconds):
                order.append(name)
        except StoreUnavailable:
            order.append(f"{name} gave up")

    with queue.turn(1):
        threads = [threading.Thread(target=take, args=pair) for pair in (("second", 0.05), ("third", 5), ("fourth", 5))]
        for thread in threads:
            thread.start()
            time.sleep(0.02)
        threads[0].join()
    for thread in threads:
        thread.join()
    assert order == ["second gave up", "third", "fourth"]


def test_eight_writers_lose_no_change_and_no_audit_row(store: SqlStore, rina: Actor) -> None:
    """Every acknowledged write is there, with one audit row each."""

    def note(thread: int) -> None:
        for number in range(5):
            window = WindowId(f"w{thread}-{number}")
            day = store.clock.now().date()
            with store.write(rina) as work:
                work.floor.record_issued(IssuedTickets(desk=DeskId("ktp"), day=day, window=window, tickets=1))

    threads = [threading.Thread(target=note, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as view:
        day = store.clock.now().date()
        assert len(view.floor.issued(day, day)) == 40
        assert len(view.audit.entries(AuditFilter(action="tickets.issued"))) == 40


@pytest.fixture
def locked(database: Path) -> Iterator[None]:
    """Another program holds the write lock."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.usefixtures("locked")
def test_reading_goes_on_while_another_program_writes(store: SqlStore) -> None:
    """Without waiting for the lock, whose holder is waited for five seconds."""
    started = time.monotonic()
    with store.read() as view:
        view.mall.find()
    assert time.monotonic() - started < 4


@pytest.mark.usefixtures("locked")
def test_a_writer_gives_up_with_a_reason_that_may_pass(opened: Database) -> None:
    """The page can answer 503 with Retry-After; the patience is 50 ms here and 5 s in use."""
    with pytest.raises(StoreUnavailable, match="store_busy"), opened.write(50):
        pass


def test_a_full_disk_stops_writing_but_not_reading_and_passes(store: SqlStore, rina: Actor) -> None:
    """The database may not grow by a page: writers hear of it, readers do not, and with space again all goes on."""

    def note(length: int) -> None:
        with store.write(rina) as work:
            work.results.put("k", "uji", {"digits": random.Random(1).randbytes(length).hex()})

    note(10)
    with store.database.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    limit = [pages]
    set_limit = lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={limit[0]}").close()  # noqa: E731
    event.listen(store.database.engine, "begin", set_limit)
    with pytest.raises(StoreUnavailable) as fault:
        note(500_000)
    assert fault.value.code == "store_full"
    with store.read() as view:
        assert view.results.find("k") is not None
    limit[0] = 1_000_000
    note(500_000)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process can be set on POSIX only")
@pytest.mark.parametrize("zone", ["UTC", "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "America/New_York"])
def test_the_zone_of_the_process_changes_nothing(
    store: SqlStore, rina: Actor, zone: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """The same moment is kept as the same text and read as the same moment, wherever the machine believes to be."""
    request.addfinalizer(time.tzset)
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    with store.write(rina) as work:
        work.floor.record_issued(IssuedTickets(desk=DeskId("ktp"), day=DAY, window=WindowId("pagi"), tickets=1))
    with store.read() as view:
        assert view.floor.issued(DAY, DAY)[0].at == store.clock.now()
    with store.database.read() as connection:
        assert connection.execute(text("SELECT at FROM issued_tickets")).scalar_one() == "2026-03-13 02:00:00.000000"
    monkeypatch.undo()


def test_a_moment_without_zone_is_our_own_mistake(store: SqlStore, rina: Actor, clock) -> None:
    """It would be taken for the machine's zone, and be another moment on another machine."""
    clock.moment = clock.moment.replace(tzinfo=None)
    with pytest.raises(StatementError, match="has no zone"), store.write(rina) as work:
        work.results.put("k", "uji", {})


@pytest.mark.parametrize(
    ("text_of_fault", "code"),
    [
        ("(sqlite3.OperationalError) database is locked", "store_busy"),
        ("(sqlite3.OperationalError) database or disk is full", "store_full"),
        ("(sqlite3.OperationalError) disk I/O error", "store_full"),
        ("(sqlite3.OperationalError) unable to open database file", "store_unreachable"),
        ('connection failed: Connection refused. Is the server running on "db"?', "store_unreachable"),
        ("(sqlite3.OperationalError) no such table: halls", None),
    ],
)
def test_faults_that_pass_are_told_from_our_own(text_of_fault: str, code: str | None) -> None:
    """A missing table is a mistake of ours and must not be taken for a busy moment."""
    found = unavailable(RuntimeError(text_of_fault))
    assert (found.code if found else None) == code


KILLED_WRITER = """
import sys
from datetime import UTC, datetime, date
from planner.planning.stored import Actor, IssuedTickets, Role
from planner.store.engine import sqlite_url
from planner.store.sql_store import SqlStore
class Clock:
    def now(self):
        return datetime.now(UTC)
store = SqlStore(sqlite_url(sys.argv[1]), Clock())
number = 0
while True:
    number += 1
    with store.write(Actor(name="rina", role=Role.MANAGER)) as work:
        for window in ("pagi", "siang"):
            given = IssuedTickets(desk="ktp", day=date(2026, 3, 16), window=window, tickets=number)
            work.floor.record_issued(given)
    print(number, flush=True)
"""


def test_kill_9_of_a_writer_loses_nothing_acknowledged(store: SqlStore, database: Path) -> None:
    """What was printed after its commit is there; what was not is there whole or not at all; audit rows match."""
    writer = subprocess.Popen([sys.executable, "-c", KILLED_WRITER, str(database)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    acknowledged = [int(writer.stdout.readline()) for _ in range(20)][-1]
    writer.kill()
    writer.wait()
    acknowledged = max([acknowledged, *map(int, writer.stdout.read().split())])
    writer.stdout.close()
    with store.read() as view:
        entries = view.audit.entries(AuditFilter(action="tickets.issued"), limit=10_000)
        written = entries[0].after["tickets"]
        assert written in (acknowledged, acknowledged + 1)
        assert len(entries) == 2 * written
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_store_without_tables_is_not_ready(tmp_path: Path, store: SqlStore) -> None:
    """Readiness: it answers, and has the tables of this version."""
    assert store.is_ready()
    empty = SqlStore(sqlite_url(tmp_path / "other.db"), store.clock)
    assert not empty.is_ready()
    empty.close()


def test_history_of_the_reference_size_is_loaded_quickly(
    store: SqlStore, rina: Actor, a_mall: Callable[..., Mall]
) -> None:
    """40 services over 52 weeks of 6 days, 12,480 rows, the last week corrected on top: under 2 s of work."""
    first = date(2025, 3, 3)
    days = [first + timedelta(days=n) for n in range(52 * 7) if n % 7 != 6]
    rows = tuple(
        DayCount(day=day, desk=DeskId(f"d{s % 18}"), service=ServiceId(f"s{s}"), visits=10)
        for day in days
        for s in range(40)
    )
    for content in (rows, rows[-240:]):
        with store.write(rina) as work:
            given = ImportContent(
                file_name="v.csv", file_hash=str(len(content)), history=History(days=content), mall=a_mall()
            )
            work.imports.add(given)
    started = time.process_time()
    with store.read() as view:
        assert len(view.history.load().days) == 12_480
    assert time.process_time() - started < 2
