"""The mall row by row: what is new in a section, where it stands, what stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from planner.domain.errors import Conflict, NotFound
from planner.domain.ids import OfficerId
from planner.domain.mall import Mall
from planner.domain.staff import Leave
from planner.planning.stored import Actor, AuditFilter
from planner.store.mall_rows import place
from planner.store.sql_store import SqlStore
from planner.store.tables import mall_rows


def test_saved_mall_comes_back_equal(store: SqlStore, rina: Actor, a_mall: Callable[..., Mall]) -> None:
    """Every field of every record, mappings and orders included, is equal by dataclass equality."""
    with store.write(rina) as work:
        work.mall.save(a_mall(officers=5))
    with store.read() as view:
        assert view.mall.get() == a_mall(officers=5)


def test_the_store_knows_no_mall_before_the_first(store: SqlStore) -> None:
    """Version 0 and no mall; `get` names the fault."""
    with store.read() as view:
        assert (view.mall.version(), view.mall.find()) == (0, None)
        with pytest.raises(NotFound, match="no mall"):
            view.mall.get()


def test_older_versions_stay_readable(store: SqlStore, rina: Actor, a_mall: Callable[..., Mall]) -> None:
    """Three saves are three versions, each read back as it was."""
    for officers in (1, 3, 2):
        with store.write(rina) as work:
            work.mall.save(a_mall(officers=officers))
    with store.read() as view:
        assert [len(view.mall.get(v).officers) for v in (1, 2, 3)] == [1, 3, 2]
        assert [v.version for v in view.mall.versions()] == [3, 2, 1]


def test_saving_the_same_mall_changes_nothing(store: SqlStore, rina: Actor, a_mall: Callable[..., Mall]) -> None:
    """Same version, no audit row."""
    with store.write(rina) as work:
        work.mall.save(a_mall())
    with store.write(rina) as work:
        before = len(work.audit.entries(AuditFilter()))
        assert work.mall.save(a_mall()) == 1
        assert len(work.audit.entries(AuditFilter())) == before


def test_one_changed_officer_is_one_new_row(store: SqlStore, rina: Actor, a_mall: Callable[..., Mall]) -> None:
    """Of 100 officers one gets another name: the table grows by one row, and the audit row holds just that one."""
    mall = a_mall(officers=100)
    with store.write(rina) as work:
        work.mall.save(mall)
    renamed = replace(mall.officers[40], name="Nama Baru")
    officers = (*mall.officers[:40], renamed, *mall.officers[41:])
    with store.write(rina) as work:
        before = work.mall._t.connection.scalar(select(func.count()).select_from(mall_rows))
        work.mall.save(replace(mall, officers=officers))
        assert work.mall._t.connection.scalar(select(func.count()).select_from(mall_rows)) == before + 1
        assert work.mall.get().officers == officers
        entry = work.audit.entries(AuditFilter(action="mall"))[0]
        assert (entry.key, entry.before[0]["name"], entry.after[0]["name"]) == ("officers", "Petugas 40", "Nama Baru")


def test_the_audit_log_does_not_tell_who_is_away_when(
    store: SqlStore, rina: Actor, a_mall: Callable[..., Mall]
) -> None:
    """A manager sees "unavailable" only, and he reads the audit log: that one row of leave came is all it says."""
    leave = Leave(officer=OfficerId("p0"), first_day=date(2026, 3, 16), last_day=date(2026, 3, 17))
    with store.write(rina) as work:
        work.mall.save(a_mall())
        work.mall.save(a_mall(leave=(leave,)))
        entry = work.audit.entries(AuditFilter(action="mall"))[0]
    assert (entry.key, entry.before, entry.after) == ("leave", {"rows": 0}, {"rows": 1})


def test_a_change_made_from_an_old_version_is_refused(
    store: SqlStore, rina: Actor, a_mall: Callable[..., Mall]
) -> None:
    """Two editors read version 1; the second to save gets a conflict instead of overwriting the first."""
    for officers in (1, 2):
        with store.write(rina) as work:
            work.mall.save(a_mall(officers=officers))
    with pytest.raises(Conflict, match="version 2"), store.write(rina) as work:
        work.mall.save(a_mall(officers=3), based_on=1)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.lists(st.sampled_from("abcdef"), max_size=8), st.lists(st.sampled_from("abcdef"), max_size=8))
def test_placed_rows_are_the_wanted_ones_in_order(old: list[str], wanted: list[str]) -> None:
    """Bodies are the wanted ones, positions rise, and a row that is not new has the position it had."""
    positions = tuple(float(n) for n in range(1, len(old) + 1))
    placed = place(tuple(old), positions, tuple(wanted))
    assert [body for body, _, _ in placed] == wanted
    numbers = [position for _, position, _ in placed]
    assert numbers == sorted(set(numbers))
    assert all(old[positions.index(p)] == body for body, p, is_new in placed if not is_new)


def test_rows_without_room_between_them_are_all_renewed() -> None:
    """Between 1.0 and the next float there is no number: the section begins anew above the old positions."""
    low, high = 1.0, 1.0000000000000002
    assert place(("a", "b"), (low, high), ("a", "x", "b")) == [
        ("a", high + 1, True),
        ("x", high + 2, True),
        ("b", high + 3, True),
    ]
