"""One prepared store for all tests of the pages: a small mall with counts, a draft and a published week, five users."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner import bootstrap
from planner.domain.history import DayCount, History
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.planning.freshness import current_input_hash, mark_of
from planner.planning.plan_file import sealed
from planner.planning.ports import Store
from planner.planning.stored import Actor, ImportContent, Role, User
from tests.builders import MONDAY, a_mall, a_plan
from webapp import create_app
from webapp.config import WebSettings

NOW = datetime(2026, 2, 3, 2, 0, tzinfo=UTC)  # Tuesday of the planned week, 09.00 WIB
WEEK = Week.of(MONDAY)
PASSWORD = "sepeda biru di tepi sungai"
ADMIN = Actor(name="sistem", role=Role.ADMIN)
USERS = (
    User(name="tamu", full_name="Tamu Baca", role=Role.VIEWER),
    User(name="kepala", full_name="Kepala Disdukcapil", role=Role.AGENCY_HEAD, agency="disdukcapil"),
    User(name="kepala2", full_name="Kepala Samsat", role=Role.AGENCY_HEAD, agency="samsat"),
    User(name="rina", full_name="Rina Manajer", role=Role.MANAGER),
    User(name="admin", full_name="Admin Sistem", role=Role.ADMIN),
)
NAME_OF_ROLE = {Role.VIEWER: "tamu", Role.AGENCY_HEAD: "kepala", Role.MANAGER: "rina", Role.ADMIN: "admin"}


class FixedClock:
    """A clock that stands at NOW."""

    def now(self) -> datetime:
        return NOW


def some_history() -> History:
    """Twenty visits a day at each desk for four weeks before the planned one."""
    days = [MONDAY - timedelta(days=n) for n in range(1, 29)]
    return History(
        days=tuple(
            DayCount(day=day, desk=desk, visits=20 + day.weekday())
            for day in sorted(days)
            if day.weekday() < 5
            for desk in ("adminduk", "legalisir", "pajak")
        )
    )


def fill(folder: Path) -> None:
    """A data folder with everything that the tests look at."""
    store = bootstrap.open_store(folder, FixedClock())
    try:
        with store.write(ADMIN, "test") as work:
            content = ImportContent(file_name="mal.xlsx", file_hash="f" * 64, history=some_history(), mall=a_mall())
            work.imports.add(content)
            work.plans.save(fresh_plan())
            work.plans.publish(f"{WEEK}-v1")
            work.plans.save(fresh_plan())
            for user in USERS:
                work.users.add(user, PASSWORD)
        bootstrap.read_secret(folder)
    finally:
        store.close()


def fresh_plan():
    """The small plan, made from the very mall and counts that are stored."""
    plan = a_plan()
    marked = mark_of(some_history())
    history_hash, last_day = marked.hash, marked.last_day
    made = sealed(replace(plan, input=replace(plan.input, history_hash=history_hash, history_last_day=last_day)))
    assert made.passport.input_hash == current_input_hash(a_mall(), WEEK.days, marked)
    return made


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder that tests copy."""
    folder = tmp_path_factory.mktemp("prepared")
    fill(folder)
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    """A copy of the prepared data folder, for this test alone."""
    return Path(shutil.copytree(prepared, tmp_path / "data"))


@pytest.fixture
def app(folder: Path) -> Iterator:
    """The application over the copy."""
    store = bootstrap.open_store(folder, FixedClock())
    made = create_app(WebSettings(data=folder), store)
    made.config.update(WTF_CSRF_ENABLED=False)
    yield made
    store.close()


@pytest.fixture
def client(app) -> FlaskClient:
    """A browser of somebody not signed in."""
    return app.test_client()


def sign_in(app, name: str) -> FlaskClient:
    """A browser of that user: a session opened in the store, without the slow check of the password."""
    client = app.test_client()
    client.set_cookie("loketplan", open_session(app, name))
    return client


def open_session(app, name: str) -> str:
    """The token of a new session, made as signing in makes it."""
    found = store_of(app).accounts.sign_in(name, PASSWORD, "127.0.0.1")
    assert found.token
    return found.token


@pytest.fixture
def signed_in(app) -> Callable[[str], FlaskClient]:
    """`signed_in("rina")`: her browser."""
    return lambda name: sign_in(app, name)


@pytest.fixture
def manager(signed_in) -> FlaskClient:
    """The manager's browser."""
    return signed_in("rina")


@pytest.fixture
def week() -> Week:
    """The planned week."""
    return WEEK


def store_of(app: Flask) -> Store:
    """The store behind an application."""
    found: Store = app.extensions["loketplan"].store
    return found


def mall_of(app: Flask) -> Mall:
    """The mall as it is stored now."""
    with store_of(app).read() as work:
        return work.mall.get()


def text_of(client: FlaskClient, address: str, **options: object) -> str:
    """The page at an address, which must open."""
    answer = client.get(address, **options)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)
