"""The weeks scenarios are compared over: the first has a plan, further ones a plan or one made to compare with.

A week without a plan is planned as it would be now, from mall, counts and people's numbers, and kept under all these.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import takewhile
from typing import Literal

from pydantic import TypeAdapter

from planner import __version__
from planner.domain.canonical import sha256_of
from planner.domain.errors import InvalidFile, InvalidValue
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.planning.frame import make_frame
from planner.planning.plan_file import plan_as_json, plan_from_json
from planner.planning.ports import UnitOfWork
from planner.planning.stored import Adjustment, PlanEntry
from planner.planning.what_if_base import BASE_VERSION

MOST_WEEKS = 4
BASE_KIND = "whatif_base"
BASES_KEPT = 24  # the oldest go: each is as large as a plan
REACH = timedelta(days=366)  # after the last count: the year that the long-range forecast is measured on

State = Literal["planned", "plannable", "closed", "out_of_reach"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherWeek:
    """A week after the first.

    state : `planned`, `plannable` from the counts, `closed` all week, else `out_of_reach`. entry: its plan.
    """

    week: Week
    state: State
    entry: PlanEntry | None = None


def further_weeks(work: UnitOfWork, first: Week, mall: Mall, last_day: date | None) -> tuple[FurtherWeek, ...]:
    """Weeks after the first as far as a comparison reaches, at most three. last_day: the last that was counted."""
    weeks = [Week.of(first.days[0] + timedelta(weeks=n)) for n in range(1, MOST_WEEKS)]
    found = (_further(work, week, mall, last_day) for week in weeks)
    return tuple(takewhile(lambda further: further.state != "out_of_reach", found))


def _further(work: UnitOfWork, week: Week, mall: Mall, last_day: date | None) -> FurtherWeek:
    entry = work.plans.find_newest(week)
    return FurtherWeek(week=week, state="planned" if entry else _state_of(week, mall, last_day), entry=entry)


def _state_of(week: Week, mall: Mall, last_day: date | None) -> State:
    """Of a week without a plan."""
    try:
        days = make_frame(mall, week.days).days
    except InvalidValue as fault:
        return "closed" if fault.code == "week_closed" else "out_of_reach"
    return "plannable" if last_day is not None and last_day < days[-1] <= last_day + REACH else "out_of_reach"


def base_key(work: UnitOfWork, week: Week) -> str:
    """Under which the plan of a week made to compare with is kept: all that it would rest on now."""
    numbers = _adjustments().dump_python(adjustments_of(work, week), mode="json")
    return f"{BASE_KIND}/{sha256_of([BASE_VERSION, __version__, str(week), work.stamp(), numbers])[:40]}"


def adjustments_of(work: UnitOfWork, week: Week) -> tuple[Adjustment, ...]:
    """People's numbers beside the forecast of a week."""
    return tuple(work.forecasts.adjustments(week.days[0], week.days[-1]))


def find_base_plan(work: UnitOfWork, key: str) -> Plan | None:
    """A plan made to compare with; None when there is none, or when another version kept it otherwise."""
    document = work.results.find(key)
    try:
        return plan_from_json(document) if document else None
    except InvalidFile:
        return None


def keep_base_plan(work: UnitOfWork, key: str, plan: Plan) -> None:
    """Keep a plan made to compare with, and let the oldest go."""
    work.results.put(key, BASE_KIND, plan_as_json(plan))
    for entry in work.results.entries(BASE_KIND, limit=2 * BASES_KEPT)[BASES_KEPT:]:
        work.results.remove(entry.key)


@cache
def _adjustments() -> TypeAdapter[Sequence[Adjustment]]:
    return TypeAdapter(Sequence[Adjustment])
