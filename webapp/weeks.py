"""Which week a page is about, and the way to its neighbours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from planner.domain.history import History
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.planning.plan_week import next_week_after
from planner.planning.ports import UnitOfWork
from webapp.deps import deps, local_today
from webapp.formatters import week_text

DAYS_TO_PLAN = 4  # from Thursday on people plan for Monday
OLD_COUNTS = timedelta(days=92)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPicker:
    """A week with its neighbours; `keep`: what else stays in the address."""

    week: Week
    title: str
    before: Week
    after: Week
    keep: Mapping[str, str] = field(default_factory=dict)


def week_picker(week: Week, **keep: str) -> WeekPicker:
    """The picker of a week."""
    return WeekPicker(week=week, title=week_text(week), before=week.previous(), after=week.next(), keep=keep)


def history_of(work: UnitOfWork) -> History:
    """All that was counted, tickets left out; read again only after a change."""
    return deps().shelf.get(("history", work.stamp()), work.history.load)


def focus_week(work: UnitOfWork, mall: Mall) -> Week:
    """The week people care about now: this one or the next that is planned, else the newest planned.

    Without any plan: from Thursday on the coming week, before it the current one; later where counts reach further, and
    the week after the last count where that is so long ago that nothing can be said of today.
    """
    today = local_today(mall.zone)
    now = Week.of(today)
    planned = {entry.week for entry in work.plans.live()}
    for week in (now, now.next()):
        if week in planned:
            return week
    if planned:
        return max(planned, key=lambda week: week.days[0])
    history, coming = history_of(work), Week.of(today + timedelta(days=DAYS_TO_PLAN))
    if history.last_day is None:
        return coming
    after = next_week_after(history)
    return after if today - history.last_day > OLD_COUNTS else max(after, coming, key=lambda week: week.days[0])
