"""What scenarios are compared with: the plan of a week, and of the weeks after it as far as a comparison reaches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from flask import request

from planner.domain.errors import InvalidValue
from planner.domain.mall import Agency, Desk, Mall
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.domain.staff import Officer
from planner.planning.ports import UnitOfWork
from planner.planning.stored import PlanEntry
from planner.planning.what_if_weeks import MOST_WEEKS, FurtherWeek, base_key, further_weeks
from webapp.converters import read_week
from webapp.deps import deps
from webapp.weeks import focus_week, history_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """An open week after the first. plan: None where one is made to compare with; key: what an answer rests on."""

    week: Week
    key: str
    entry: PlanEntry | None = None
    plan: Plan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The plan that scenarios are compared with: the draft of the week, else its published plan.

    weeks : how many are compared, of `most` that could be. further: those after the first that are open; closed: the
    others. mall: the words for all of them.
    """

    entry: PlanEntry
    plan: Plan
    mall: Mall
    weeks: int = 1
    most: int = 1
    further: tuple[Further, ...] = ()
    closed: tuple[Week, ...] = ()

    @property
    def others(self) -> tuple[str, ...]:
        """What an answer rests on beside the plan."""
        return tuple(one.key for one in self.further)

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans there are, in order."""
        return (self.plan, *(one.plan for one in self.further if one.plan is not None))

    @property
    def address(self) -> Mapping[str, Any]:
        """Week and number of weeks as they stand in an address; one week is not said."""
        return {"week": self.entry.week, "weeks": self.weeks if self.weeks > 1 else None}


def week_asked_for(work: UnitOfWork, mall: Mall) -> Week:
    """The week of the address, else the one people care about now."""
    try:
        return read_week(request.values.get("week", ""))
    except InvalidValue:
        return focus_week(work, mall)


def weeks_asked_for() -> int:
    """How many weeks the address compares; 1 where it says nothing that can be."""
    asked = request.values.get("weeks", "")
    return min(MOST_WEEKS, max(1, int(asked))) if asked.isdecimal() and len(asked) < 3 else 1


def find_base(work: UnitOfWork, week: Week) -> Base | None:
    """The plan of one week."""
    entry = work.plans.find_newest(week)
    if entry is None:
        return None
    plan = deps().shelf.plan(work, entry.id)
    return Base(entry=entry, plan=plan, mall=plan.input.mall)


def find_bases(work: UnitOfWork, mall: Mall, week: Week, weeks: int) -> Base | None:
    """The plan of a week with those of the weeks after it, as many as were asked for and can be compared."""
    base = find_base(work, week)
    if base is None:
        return None
    reach = further_weeks(work, week, mall, history_of(work).last_day)
    wanted = reach[: weeks - 1]
    further = tuple(_further(work, one) for one in wanted if one.state != "closed")
    found = replace(
        base,
        weeks=1 + len(wanted),
        most=1 + len(reach),
        further=further,
        closed=tuple(one.week for one in wanted if one.state == "closed"),
    )
    malls = [plan.input.mall for plan in found.plans]
    return replace(found, mall=_joined([*malls, mall] if any(one.plan is None for one in further) else malls))


def _further(work: UnitOfWork, one: FurtherWeek) -> Further:
    if one.entry is None:
        return Further(week=one.week, key=base_key(work, one.week))
    plan = deps().shelf.plan(work, one.entry.id)
    return Further(week=one.week, key=plan.passport.content_hash, entry=one.entry, plan=plan)


def _joined(malls: Sequence[Mall]) -> Mall:
    """The first mall, with agencies, desks and officers that only later weeks know: an answer may name them."""
    return replace(
        malls[0],
        agencies=_each_once(row for mall in malls for row in mall.agencies),
        desks=_each_once(row for mall in malls for row in mall.desks),
        officers=_each_once(row for mall in malls for row in mall.officers),
    )


_Row = TypeVar("_Row", Agency, Desk, Officer)


def _each_once(rows: Iterable[_Row]) -> tuple[_Row, ...]:
    """Of rows with the same id the first."""
    found: dict[str, _Row] = {}
    for row in rows:
        found.setdefault(row.id, row)
    return tuple(found.values())
