"""How far a comparison reaches, and plans that are made only to compare with."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from planner import bootstrap
from planner.domain.mall import CalendarDay, CalendarKind
from planner.domain.periods import Week
from planner.planning import what_if_weeks
from planner.planning.ports import Store
from planner.planning.stored import Actor, Adjustment, Role
from planner.planning.what_if_weeks import (
    BASE_KIND,
    REACH,
    base_key,
    find_base_plan,
    further_weeks,
    keep_base_plan,
)
from tests.builders import DAYS, MONDAY, a_mall, a_plan

ADMIN = Actor(name="sistem", role=Role.ADMIN)
WEEK = Week.of(MONDAY)
NEXT = WEEK.next()
COUNTED = MONDAY - timedelta(days=3)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = bootstrap.open_store(tmp_path)
    with found.write(ADMIN, "test") as work:
        work.mall.save(a_mall())
    yield found
    found.close()


def states(store: Store, **given: object) -> list[str]:
    """States of the weeks after the first."""
    with store.read() as work:
        known = {"first": WEEK, "mall": a_mall(), "last_day": COUNTED, **given}
        return [further.state for further in further_weeks(work, **known)]


def test_weeks_after_the_counts_can_be_planned(store: Store) -> None:
    """Four weeks are the most; a plan that is there is taken."""
    assert states(store) == ["plannable"] * 3
    with store.write(ADMIN, "test") as work:
        work.plans.save(a_plan(days=tuple(day + timedelta(weeks=1) for day in DAYS)))
    assert states(store) == ["planned", "plannable", "plannable"]


def test_a_week_that_was_counted_cannot_be_planned_any_more(store: Store) -> None:
    """Counts reach into the third week: the second has no plan and none can be made, so there the comparison ends."""
    assert states(store, last_day=MONDAY + timedelta(weeks=2)) == []
    assert states(store, last_day=NEXT.days[4]) == []
    assert states(store, last_day=NEXT.days[3]) == ["plannable"] * 3


def test_without_counts_only_planned_weeks_are_compared(store: Store) -> None:
    assert states(store, last_day=None) == []


def test_nothing_is_planned_beyond_the_year_of_the_long_range(store: Store) -> None:
    """The last open day of the third further week is one day too far."""
    assert states(store, last_day=DAYS[4] + timedelta(weeks=3) - REACH) == ["plannable"] * 3
    assert states(store, last_day=DAYS[4] + timedelta(weeks=3, days=-1) - REACH) == ["plannable"] * 2


def test_a_closed_week_is_passed_over(store: Store) -> None:
    """Cuti bersama all week: the weeks behind it are reached all the same."""
    closed = tuple(CalendarDay(day=day, kind=CalendarKind.CLOSED, name="Renovasi") for day in NEXT.days)
    assert states(store, mall=a_mall(calendar=closed)) == ["closed", "plannable", "plannable"]


def test_what_a_made_plan_rests_on_is_its_key(store: Store) -> None:
    """Week, mall and people's numbers of that week; a number for another week is not its."""
    with store.read() as work:
        before, third = base_key(work, NEXT), base_key(work, NEXT.next())
    assert before != third
    day = NEXT.days[0]
    with store.write(ADMIN, "test") as work:
        work.forecasts.adjust(Adjustment(desk="pajak", first_day=day, last_day=day, visits=9, reason="rapat"))
    with store.read() as work:
        assert base_key(work, NEXT) != before
        assert base_key(work, NEXT.next()) == third
    with store.write(ADMIN, "test") as work:
        work.mall.save(replace(a_mall(), name="Lain"), based_on=work.mall.version())
    with store.read() as work:
        assert base_key(work, NEXT.next()) != third


def test_the_oldest_made_plans_go(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is as large as a plan, so only the newest stay; a damaged one counts as none."""
    monkeypatch.setattr(what_if_weeks, "BASES_KEPT", 2)
    for name in ("a", "b", "c"):
        with store.write(ADMIN, "test") as work:
            keep_base_plan(work, name, a_plan())
    with store.write(ADMIN, "test") as work:
        work.results.put("d", BASE_KIND, {"quotas": []})
        assert find_base_plan(work, "a") is None
        assert find_base_plan(work, "c") == a_plan()
        assert find_base_plan(work, "d") is None
