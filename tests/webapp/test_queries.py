"""No page asks the database more often because there is more in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

from flask.testing import FlaskClient
from sqlalchemy import event

from planner.domain.ids import DeskId, WindowId
from planner.domain.periods import Week
from planner.domain.staff import Leave
from planner.planning.ports import Store
from planner.planning.stored import IssuedTickets, JobRequest, Role, User
from tests.builders import DAYS, an_officer
from tests.webapp.conftest import ADMIN, PASSWORD, fresh_plan
from tests.webapp.test_pages import ADMIN_PAGES, PAGES

MANY = 30


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(store.database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(store.database.engine, "before_cursor_execute", note)


def counts_of(store: Store, browser: FlaskClient, pages: tuple[str, ...]) -> dict[str, int]:
    """Statements of each page, opened for the second time: what is kept by a process is kept."""
    found = {}
    for page in pages:
        browser.get(page)
        with counted(store) as sent:
            assert browser.get(page).status_code == 200, page
        found[page] = len(sent)
    return found


def grow(store: Store) -> None:
    """Thirty more of everything that a page lists, each with a change and a version of its own."""
    with store.read() as view:
        mall = view.mall.get()
    for number in range(MANY):
        day = date(2026, 3, 2) + timedelta(days=number)
        added = an_officer(f"P{number:02d}", skills={"ktp"})
        mall = replace(
            mall,
            officers=(*mall.officers, added.officer),
            skills=(*mall.skills, *added.skills),
            leave=(*mall.leave, Leave(officer=added.officer.id, first_day=day, last_day=day)),
        )
        with store.write(ADMIN, f"perubahan {number}") as work:
            work.mall.save(mall)
            note = IssuedTickets(desk=DeskId("adminduk"), day=DAYS[0], window=WindowId("pagi"), tickets=number)
            work.floor.record_issued(note)
            work.plans.save(fresh_plan())
            work.users.add(User(name=f"u{number}", full_name=f"U {number}", role=Role.VIEWER), PASSWORD)
        store.jobs.ask(JobRequest(kind="plan", payload={"week": str(Week.of(day)), "n": number}), ADMIN)


def test_a_question_for_each_row_is_noticed(app) -> None:
    """The negative control: whoever looks up officers one by one sends more statements for more officers."""
    store = app.extensions["loketplan"].store

    def one_by_one() -> int:
        with counted(store) as sent, store.read() as view:
            for officer in view.mall.get().officers:
                view.results.find(officer.id)
        return len(sent)

    before = one_by_one()
    grow(store)
    assert one_by_one() >= before + MANY


def test_no_page_asks_more_because_there_is_more(app, signed_in) -> None:
    """Thirty officers, leaves, versions, users, jobs and changes more: the same number of statements a page."""
    store = app.extensions["loketplan"].store
    manager, admin = signed_in("rina"), signed_in("admin")
    before = counts_of(store, manager, PAGES) | counts_of(store, admin, ADMIN_PAGES)
    grow(store)
    after = counts_of(store, manager, PAGES) | counts_of(store, admin, ADMIN_PAGES)
    assert {page: (before[page], after[page]) for page in before if after[page] > before[page]} == {}
