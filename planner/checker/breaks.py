"""Breaks: who takes one, when, how long, and that a desk is not half empty for it."""

from collections.abc import Iterator
from math import ceil

from planner.calendar.hours import DayHours
from planner.checker.violation import Place, Violation
from planner.checker.week import PlanWeek, break_interval, place_of
from planner.domain.periods import MINUTES_PER_HALF_HOUR, minute_of_day
from planner.domain.plan import Posting


def breaks_taken(week: PlanWeek) -> Iterator[Violation]:
    """break_when_two_sessions: working the break session and another one of the day makes exactly one break.

    It begins at a permitted time, lasts the day type's minutes and lies in the break session. Who works the break
    session alone, or does not work it, takes none. Given rosters name no breaks and are left alone.
    """
    sessions_worked: dict[tuple[str, object], set[str]] = {}
    for posting in week.at_work:
        sessions_worked.setdefault((posting.officer, posting.day), set()).add(posting.session)
    for posting in week.at_work:
        hours = week.hours_of(posting.desk, posting.day)
        if hours is None or week.is_given(posting.desk):
            continue
        in_break_session = posting.session == hours.break_session
        is_due = in_break_session and len(sessions_worked[posting.officer, posting.day]) > 1
        if not _is_as_due(posting, hours, is_due):
            value = f"{posting.break_start}, {posting.break_minutes} min"
            yield week.broken("break_when_two_sessions", place_of(posting), value)


def _is_as_due(posting: Posting, hours: DayHours, is_due: bool) -> bool:
    if not is_due or not hours.break_minutes:
        return posting.break_start is None
    return posting.break_start in hours.break_starts and posting.break_minutes == hours.break_minutes


def breaks_staggered(week: PlanWeek) -> Iterator[Violation]:
    """breaks_staggered: of m officers at a desk at most ceil(m / 2) are away in one half-hour."""
    if not week.in_force("breaks_staggered"):
        return
    for (desk, day, session), postings in week.at_desk.items():
        hours = week.hours_of(desk, day)
        if hours is None or session != hours.break_session or week.is_given(desk):
            continue
        for start in lunch_half_hours(hours):
            away = sum(is_away(posting, start) for posting in postings)
            if away > ceil(len(postings) / 2):
                place = Place(desk=desk, day=day, session=session)
                yield week.broken("breaks_staggered", place, f"{away} of {len(postings)}")
                break


def lunch_half_hours(hours: DayHours) -> range:
    """First minutes of the half-hours in which somebody may be on break.

    They run from the first permitted beginning to the end of the break that begins last; none on a day without breaks.
    """
    starts = [minute_of_day(start) for start in hours.break_starts]
    if not starts or not hours.break_minutes:
        return range(0)
    return range(min(starts), max(starts) + hours.break_minutes, MINUTES_PER_HALF_HOUR)


def is_away(posting: Posting, half_hour: int) -> bool:
    """True when the break touches the half-hour that begins at that minute."""
    start, end = break_interval(posting)
    return start < half_hour + MINUTES_PER_HALF_HOUR and end > half_hour
