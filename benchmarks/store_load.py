"""How fast the store is at the reference size: 200 officers, 40 services, 52 weeks, 20 writers at once.

Usage: python benchmarks/store_load.py [FOLDER]

FOLDER (a new temporary one by default) lies on the disk that is measured. Prints one line per figure.
"""

import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

from planner.bootstrap import open_store
from planner.domain.history import DayCount, History, Ticket
from planner.domain.ids import AgencyId, DeskId, OfficerId, ServiceId, SessionId, WindowId
from planner.domain.mall import Agency, Desk, Mall, Service
from planner.domain.periods import DayType, Session, Timetable, Window, Zone
from planner.domain.staff import Leave, Officer, Skill
from planner.planning.ports import Store
from planner.planning.stored import Actor, ImportContent, IssuedTickets, Role
from planner.store.backup import make_backup, restore_backup

BY = Actor(name="ukur", role=Role.MANAGER)
FIRST_DAY = date(2025, 3, 3)
OPEN_DAYS = [FIRST_DAY + timedelta(days=n) for n in range(52 * 7) if n % 7 != 6]
WRITERS, SECONDS = 20, 10


def a_mall() -> Mall:
    """25 agencies, 18 desks, 40 services, 200 officers with five skills and two leaves each."""
    day = Timetable(
        day_type=DayType.NORMAL,
        sessions=(Session(id=SessionId("pagi"), start=clock_time(8), end=clock_time(15)),),
        last_ticket=clock_time(14),
        windows=(Window(id=WindowId("pagi"), start=clock_time(8), end=clock_time(14)),),
        break_minutes=0,
        break_starts=(),
    )
    officers = [OfficerId(f"p{n}") for n in range(200)]
    away = FIRST_DAY + timedelta(days=3)
    return Mall(
        name="MPP Ukur",
        zone=Zone.WITA,
        timetables={DayType.NORMAL: day},
        agencies=tuple(Agency(id=AgencyId(f"a{n}"), name=f"Instansi {n}") for n in range(25)),
        desks=tuple(Desk(id=DeskId(f"d{n}"), agency=AgencyId(f"a{n}"), name=f"Meja {n}") for n in range(18)),
        services=tuple(Service(id=ServiceId(f"s{n}"), desk=DeskId(f"d{n % 18}"), name=f"L {n}") for n in range(40)),
        officers=tuple(Officer(id=o, name=f"Petugas {o}") for o in officers),
        skills=tuple(Skill(officer=o, service=ServiceId(f"s{n}")) for o in officers for n in range(5)),
        leave=tuple(Leave(officer=o, first_day=away, last_day=away) for o in officers for _ in range(2)),
    )


def a_history() -> History:
    """12,480 day counts and 80,000 tickets."""
    days = tuple(
        DayCount(day=d, desk=DeskId(f"d{s % 18}"), service=ServiceId(f"s{s}"), visits=10)
        for d in OPEN_DAYS
        for s in range(40)
    )
    tickets = tuple(
        Ticket(day=d, desk=DeskId("d0"), number=f"A{n:03d}", taken_at=datetime(2025, 3, 3, 8, n % 60))
        for d in OPEN_DAYS
        for n in range(80_000 // len(OPEN_DAYS))
    )
    return History(days=days, tickets=tickets)


def timed(name: str, work: Callable[[], object], times: int = 1) -> None:
    """Print the shortest of some runs in milliseconds."""
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    print(f"{name}: {min(seconds) * 1000:.1f} ms")


def write_for_a_while(store: Store, number: int, taken: list[float]) -> None:
    """Note issued tickets, each with its audit row, until the time is over."""
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        started = time.perf_counter()
        with store.write(BY) as work:
            given = IssuedTickets(
                desk=DeskId(f"d{number}"), day=FIRST_DAY, window=WindowId("pagi"), tickets=len(taken) % 99
            )
            work.floor.record_issued(given)
        taken.append(time.perf_counter() - started)


def measure_writers(store: Store) -> None:
    """20 writers at once."""
    taken: list[float] = []
    threads = [threading.Thread(target=write_for_a_while, args=(store, n, taken)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.sort()
    print(
        f"writes with audit row, {WRITERS} writers: {len(taken) / SECONDS:.0f}/s, p99 {taken[-len(taken) // 100]:.2f} s"
    )


def measure(folder: Path) -> None:
    """All figures."""
    store = open_store(folder)
    mall = a_mall()
    content = ImportContent(file_name="ukur", file_hash="ukur", history=a_history(), mall=mall)

    def take_in() -> None:
        with store.write(BY) as work:
            work.imports.add(content)

    def load(*, tickets: bool) -> None:
        with store.read() as view:
            view.history.load(tickets=tickets)

    def load_mall() -> None:
        with store.read() as view:
            assert view.mall.get() == mall

    def save_leave() -> None:
        nonlocal mall
        mall = Mall(**{**{n: getattr(mall, n) for n in mall.__slots__}, "leave": mall.leave[1:]})
        with store.write(BY) as work:
            work.mall.save(mall)

    timed("import of mall, 12,480 counts and 80,000 tickets", take_in)
    timed("the same file again", take_in)
    timed("load the mall", load_mall, 5)
    timed("change one leave", save_leave, 5)
    timed("load 12,480 day counts", lambda: load(tickets=False), 5)
    timed("load them with 80,000 tickets", lambda: load(tickets=True), 3)
    measure_writers(store)
    store.close()


def measure_backup(folder: Path) -> None:
    """A database of about 100 MB out and in again."""
    store = open_store(folder)
    with store.write(BY) as work:
        for n in range(50):
            work.results.put(f"k{n}", "ukur", {"hex": random.Random(n).randbytes(2_000_000).hex()})
    now = datetime.now(UTC)
    database = folder / "loketplan.db"
    timed("backup", lambda: make_backup(database, folder / "b.zip", now))
    store.close()
    print(f"database {database.stat().st_size >> 20} MB, backup {(folder / 'b.zip').stat().st_size >> 20} MB")
    timed("restore", lambda: restore_backup(folder / "b.zip", database, now))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as name:
        measure(Path(name))
        measure_backup(Path(name))
