"""What the law and the house allow an officer in a week."""

from collections.abc import Iterator
from datetime import date

from planner.calendar.hours import counter_minutes_in_week, duty_minutes_in_week
from planner.checker.violation import Place, Violation
from planner.checker.week import OfficerWeek, PlanWeek
from planner.domain.ids import OfficerId
from planner.domain.plan import Posting


def week_minutes(week: PlanWeek) -> Iterator[Violation]:
    """week_minutes: counter minutes of a week, breaks taken off, never pass the duty minutes of that week."""
    for (officer, iso_week), postings in _decided(week):
        worked = sum(week.minutes(p) for p in postings)
        limit = duty_minutes_in_week(week.mall, week.officers[officer], iso_week)
        if worked > limit:
            yield week.broken("week_minutes", _place(officer, postings), f"{worked} > {limit}")


def days_per_week(week: PlanWeek) -> Iterator[Violation]:
    """days_per_week: days with any work never pass the officer's most days."""
    for (officer, _), postings in _decided(week):
        worked, limit = len({p.day for p in postings}), week.officers[officer].max_days
        if limit is not None and worked > limit:
            yield week.broken("days_per_week", _place(officer, postings), f"{worked} > {limit}")


def overtime_minutes(week: PlanWeek) -> int:
    """Minutes at the counter above each officer's counter minutes of the week, added up over officers and weeks."""
    total = 0
    for (officer, iso_week), postings in week.officer_weeks.items():
        limit = counter_minutes_in_week(week.mall, week.officers[officer], iso_week)
        total += max(0, sum(week.minutes(p) for p in postings) - limit)
    return total


def _decided(week: PlanWeek) -> Iterator[tuple[OfficerWeek, tuple[Posting, ...]]]:
    """Weeks in which the plan itself posted the officer; a week of given rows only is the agency's own matter."""
    for key, postings in week.officer_weeks.items():
        if not all(week.is_given(p.desk) for p in postings):
            yield key, postings


def _place(officer: OfficerId, postings: tuple[Posting, ...]) -> Place:
    first: date = min(p.day for p in postings)
    return Place(officer=officer, day=first)
