"""Imports: what they add, what they replace, and that undoing them leaves no trace."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import Conflict, InvalidValue, NotFound
from planner.domain.history import DayCount, History, MonthCount, Ticket, VisitUnit
from planner.domain.ids import AgencyId, DeskId, OfficerId, ServiceId
from planner.domain.mall import Mall
from planner.planning.stored import Actor, AuditFilter, Import, ImportContent, ImportCounts
from planner.store.engine import sqlite_url
from planner.store.sql_store import SqlStore

KTP = DeskId("ktp")
AFile = Callable[..., ImportContent]
EVERYTHING = History(
    days=(
        DayCount(day=date(2026, 3, 2), desk=KTP, visits=70, quota=70, full=True, quota_full_at=time(9, 40), refused=5),
        DayCount(day=date(2026, 3, 2), desk=KTP, service=ServiceId("rekam"), visits=9, unit=VisitUnit.NEEDS),
        DayCount(day=date(2026, 3, 3), desk=KTP, visits=0, closed=True),
    ),
    months=(
        MonthCount(month=date(2026, 1, 1), visits=900, agency=AgencyId("dinas")),
        MonthCount(month=date(2026, 1, 1), visits=400, desk=KTP),
    ),
    tickets=(
        Ticket(day=date(2026, 3, 2), desk=KTP, number="A001", taken_at=datetime(2026, 3, 2, 8, 0, 5), needs=2),
        Ticket(
            day=date(2026, 3, 2),
            desk=KTP,
            number="A002",
            service=ServiceId("rekam"),
            officer=OfficerId("p1"),
            status="selesai",
        ),
    ),
)


def add(store: SqlStore, by: Actor, content: ImportContent) -> Import:
    with store.write(by) as work:
        return work.imports.add(content)[0]


def undo(store: SqlStore, by: Actor, import_id: int) -> None:
    with store.write(by) as work:
        work.imports.undo(import_id)


def state(store: SqlStore) -> tuple[History, Mall | None]:
    with store.read() as view:
        return view.history.load(tickets=True), view.mall.find()


def test_every_kind_of_count_comes_back_equal(store: SqlStore, rina: Actor) -> None:
    """Days, months and tickets with all their fields, services that are None among them."""
    add(store, rina, ImportContent(file_name="semua.xlsx", file_hash="1", history=EVERYTHING))
    found = state(store)[0]
    assert found == replace(EVERYTHING, months=tuple(sorted(EVERYTHING.months, key=lambda m: m.agency or "")))


def test_tickets_are_loaded_only_when_asked_for(store: SqlStore, rina: Actor) -> None:
    """They are many, and most pages need day counts only."""
    add(store, rina, ImportContent(file_name="semua.xlsx", file_hash="1", history=EVERYTHING))
    with store.read() as view:
        assert view.history.load().tickets == ()


def test_history_is_cut_at_its_days(store: SqlStore, rina: Actor, a_file: AFile) -> None:
    """Both ends count; a month counts from its first day, so January is there from 15 January on."""
    add(store, rina, a_file({2: 10, 3: 11, 4: 12}))
    add(store, rina, ImportContent(file_name="b.csv", file_hash="b", history=replace(EVERYTHING, days=(), tickets=())))
    with store.read() as view:
        assert [c.visits for c in view.history.load(date(2026, 3, 3), date(2026, 3, 4)).days] == [11, 12]
        assert len(view.history.load(date(2026, 1, 15), date(2026, 1, 31)).months) == 2


def test_the_later_import_holds(store: SqlStore, rina: Actor, a_file: AFile) -> None:
    """A corrected file replaces the days it names and leaves the others."""
    add(store, rina, a_file({2: 10, 3: 11}))
    add(store, rina, a_file({3: 99, 4: 12}))
    assert [c.visits for c in state(store)[0].days] == [10, 99, 12]


def test_preview_counts_new_same_and_changed_rows(
    store: SqlStore, rina: Actor, a_file: AFile, a_mall: Callable[..., Mall]
) -> None:
    """Day 2 is the same, day 3 changed, day 4 new; the mall has 2 officers and gets a third; nothing is stored."""
    add(store, rina, a_file({2: 10, 3: 11}, mall=a_mall(officers=2)))
    before = state(store)
    with store.read() as view:
        counts = view.imports.preview(a_file({2: 10, 3: 12, 4: 1}, mall=a_mall(officers=3)))
    assert counts == ImportCounts(new=1, same=1, changed=1, mall_rows=1)
    assert state(store) == before


def test_the_same_file_twice_changes_nothing(
    store: SqlStore, rina: Actor, a_file: AFile, a_mall: Callable[..., Mall]
) -> None:
    """The earlier import is returned, and neither an import nor an audit row is added."""
    content = a_file({2: 10}, mall=a_mall())
    with store.write(rina) as work:
        first, is_new = work.imports.add(content)
        assert is_new
        rows = len(work.audit.entries(AuditFilter()))
        assert work.imports.add(content) == (first, False)
        assert len(work.audit.entries(AuditFilter())) == rows


def test_the_same_file_counts_again_after_another_replaced_it(store: SqlStore, rina: Actor, a_file: AFile) -> None:
    """A, then B over it, then A again: the person wants A's numbers, so they are taken in again."""
    for visits in (10, 20, 10):
        add(store, rina, a_file({2: visits}))
    assert [c.visits for c in state(store)[0].days] == [10]
    with store.read() as view:
        assert [i.counts.changed for i in view.imports.entries()] == [1, 1, 0]


def test_two_rows_about_the_same_thing_are_refused_whole(store: SqlStore, rina: Actor) -> None:
    """Which of the two is meant cannot be known; nothing of the file is kept."""
    twice = (DayCount(day=date(2026, 3, 2), desk=KTP, visits=1), DayCount(day=date(2026, 3, 2), desk=KTP, visits=2))
    content = ImportContent(file_name="dua.csv", file_hash="2", history=History(days=twice))
    with pytest.raises(InvalidValue, match="two rows of days about 2026-03-02, ktp"), store.write(rina) as work:
        work.imports.add(content)
    assert state(store) == (History(), None)


def test_undo_names_what_it_cannot_do(store: SqlStore, rina: Actor, a_file: AFile) -> None:
    """An unknown import is not found; one undone already is a conflict."""
    with pytest.raises(NotFound, match="no import 7"):
        undo(store, rina, 7)
    first = add(store, rina, a_file({2: 10}))
    undo(store, rina, first.id)
    with pytest.raises(Conflict, match="undone by rina"):
        undo(store, rina, first.id)


def test_undo_of_a_mall_changed_since_is_refused(
    store: SqlStore, rina: Actor, a_file: AFile, a_mall: Callable[..., Mall]
) -> None:
    """An officer was added by hand after the import; undoing would lose him without a word."""
    first = add(store, rina, a_file({}, mall=a_mall(officers=2)))
    with store.write(rina) as work:
        work.mall.save(a_mall(officers=3))
    before = state(store)
    with pytest.raises(Conflict, match="officers changed after the import"):
        undo(store, rina, first.id)
    assert state(store) == before


def test_undo_leaves_parts_alone_that_the_import_did_not_touch(
    store: SqlStore, rina: Actor, a_file: AFile, a_mall: Callable[..., Mall]
) -> None:
    """The import brought officers; the name of the mall changed later and stays."""
    add(store, rina, a_file({}, mall=a_mall(officers=2)))
    second = add(store, rina, a_file({}, mall=a_mall(officers=5)))
    with store.write(rina) as work:
        work.mall.save(a_mall(officers=5, name="Nama Lain"))
    undo(store, rina, second.id)
    assert state(store)[1] == a_mall(officers=2, name="Nama Lain")


@contextmanager
def fresh(empty_database: Path) -> Iterator[SqlStore]:
    class Clock:
        def now(self) -> datetime:
            return datetime(2026, 3, 13, tzinfo=UTC)

    with tempfile.TemporaryDirectory() as folder:
        store = SqlStore(sqlite_url(Path(shutil.copy(empty_database, folder))), Clock())
        try:
            yield store
        finally:
            store.close()


files = st.tuples(
    st.dictionaries(st.integers(1, 5), st.integers(0, 3), max_size=4), st.none() | st.integers(0, 3), st.booleans()
)


@settings(derandomize=True, deadline=None, max_examples=12)
@given(drawn=st.lists(files, min_size=1, max_size=4), data=st.data())
def test_undoing_an_import_is_as_if_it_had_never_been(
    empty_database: Path, a_file: AFile, a_mall: Callable[..., Mall], rina: Actor, drawn: list, data: st.DataObject
) -> None:
    """Undo in any order. Counts and mall always equal those of the files that remain, taken into an empty store.

    An undo may be refused where the mall is concerned, and then changes nothing; the newest file can always be undone;
    in the end the store is as empty as at first.
    """
    with fresh(empty_database) as store:
        _undo_in_any_order(store, empty_database, rina, _contents(drawn, a_file, a_mall), data)


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=150)
@given(drawn=st.lists(files, min_size=1, max_size=7), data=st.data())
def test_undoing_many_imports_is_as_if_they_had_never_been(
    empty_database: Path, a_file: AFile, a_mall: Callable[..., Mall], rina: Actor, drawn: list, data: st.DataObject
) -> None:
    """The same with up to seven files."""
    with fresh(empty_database) as store:
        _undo_in_any_order(store, empty_database, rina, _contents(drawn, a_file, a_mall), data)


def _contents(drawn: list, a_file: AFile, a_mall: Callable[..., Mall]) -> list[ImportContent]:
    return [
        a_file(visits, mall=None if officers is None else a_mall(officers=officers, name="Lain" if named else "Uji"))
        for visits, officers, named in drawn
    ]


def _undo_in_any_order(
    store: SqlStore, empty_database: Path, by: Actor, contents: list[ImportContent], data: st.DataObject
) -> None:
    added: dict[int, ImportContent] = {}
    for content in contents:
        added.setdefault(add(store, by, content).id, content)
    while added:
        newest_first = sorted(added, reverse=True)
        chosen = data.draw(st.sampled_from(newest_first))
        before = state(store)
        try:
            undo(store, by, chosen)
        except Conflict:
            assert chosen != newest_first[0]
            assert state(store) == before
            continue
        del added[chosen]
        assert state(store) == _state_of(empty_database, by, list(added.values()))
    assert state(store) == (History(), None)


def _state_of(empty_database: Path, rina: Actor, contents: list[ImportContent]) -> tuple[History, Mall | None]:
    with fresh(empty_database) as store:
        for content in contents:
            add(store, rina, content)
        return state(store)
