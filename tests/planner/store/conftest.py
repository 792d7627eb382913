"""A store in a folder of its own, a clock that stands still, and a small mall."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.domain.history import DayCount, History
from planner.domain.ids import AgencyId, DeskId, OfficerId, ServiceId, SessionId, WindowId
from planner.domain.mall import Agency, Desk, Mall, Service
from planner.domain.periods import DayType, Session, Timetable, Window, Zone
from planner.domain.staff import Officer
from planner.planning.stored import Actor, ImportContent, Role
from planner.store.engine import sqlite_url
from planner.store.migrate import migrate
from planner.store.sql_store import SqlStore


class SetClock:
    """A clock that shows what the test says."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 13, 2, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def step(self, **span: float) -> None:
        self.moment += timedelta(**span)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database, copied for each test."""
    path = tmp_path_factory.mktemp("empty") / "loketplan.db"
    migrate(sqlite_url(path))
    return path


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Path:
    return shutil.copy(empty_database, tmp_path / "loketplan.db")


@pytest.fixture
def store(database: Path, clock: SetClock) -> Iterator[SqlStore]:
    opened = SqlStore(sqlite_url(database), clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def rina() -> Actor:
    return Actor(name="rina", role=Role.MANAGER)


def _mall(officers: int = 2, **changed: Any) -> Mall:
    timetable = Timetable(
        day_type=DayType.NORMAL,
        sessions=(Session(id=SessionId("pagi"), start=time(8), end=time(12)),),
        last_ticket=time(11),
        windows=(Window(id=WindowId("pagi"), start=time(8), end=time(11)),),
        break_minutes=0,
        break_starts=(),
    )
    mall = Mall(
        name="MPP Uji",
        zone=Zone.WITA,
        timetables={DayType.NORMAL: timetable},
        agencies=(Agency(id=AgencyId("dinas"), name="Dinas"),),
        desks=(Desk(id=DeskId("ktp"), agency=AgencyId("dinas"), name="KTP"),),
        services=(Service(id=ServiceId("rekam"), desk=DeskId("ktp"), name="Rekam"),),
        officers=tuple(Officer(id=OfficerId(f"p{n}"), name=f"Petugas {n}") for n in range(officers)),
    )
    return replace(mall, **changed)


@pytest.fixture(scope="session")
def a_mall() -> Callable[..., Mall]:
    """A mall of one desk; `officers` of them, other fields as named."""
    return _mall


@pytest.fixture(scope="session")
def a_file() -> Callable[..., ImportContent]:
    """A file of day counts, `{day of March: visits}`, with a hash made of its content."""

    def make(visits: dict[int, int], mall: Mall | None = None) -> ImportContent:
        days = tuple(DayCount(day=date(2026, 3, d), desk=DeskId("ktp"), visits=v) for d, v in visits.items())
        named = f"{sorted(visits.items())}{mall}"
        return ImportContent(file_name="visits.csv", file_hash=named, history=History(days=days), mall=mall)

    return make
