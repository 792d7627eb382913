"""Can the visitors of a window be met within the promised wait at all?

Where a day has several windows, `window_start_share` of a window's visitors stand at its start and the rest come evenly
until it ends. The promise then asks that by `wait_minutes` after any moment at least `wait_share` of the window's
visitors, less those still to come, have met an officer, and `wait_share` of those of the windows before. Officers have
begun no more visits by then than fit into their minutes so far at their best pace, and one in hand each. Priority
visitors are promised over the day only and are left out. Means are compared, so half a visit is let pass.
With one window a day people come by the desk's own profile; only the simulation can tell.
"""

from collections.abc import Iterator
from datetime import date

from planner.calendar.hours import DayHours
from planner.checker.minutes import SLACK_VISITS, Visits, visits_of
from planner.checker.quotas import windows_of
from planner.checker.violation import Place, Violation
from planner.checker.week import PlanWeek, break_interval
from planner.domain.mall import Desk
from planner.domain.periods import Window, minute_of_day

STEP_MINUTES = 15


def tickets_within_wait(week: PlanWeek) -> Iterator[Violation]:
    """tickets_within_wait: no window has more tickets than its officers can meet within the promised wait."""
    for desk, _, hours in week.open_desk_days:
        windows = [w for w in hours.windows if w.id in windows_of(desk, hours)]
        if len(windows) > 1:
            yield from _of_day(week, desk, hours, windows)


def _of_day(week: PlanWeek, desk: Desk, hours: DayHours, windows: list[Window]) -> Iterator[Violation]:
    promise = week.mall.promise
    earlier = 0.0
    for window in windows:
        visits = visits_of(week, desk.id, hours.day, {window.id})
        start, end = minute_of_day(window.start), _end(desk, window)
        due = {
            minute: earlier + visits.ordinary * (_came(week, minute, start, end) + promise.wait_share - 1)
            for minute in (*range(start, end, STEP_MINUTES), end)
        }
        lacking = max(
            (n - _begun(week, desk, hours.day, minute + promise.wait_minutes, visits) for minute, n in due.items()),
            default=0.0,
        )
        if visits.tickets and lacking > SLACK_VISITS:
            place = Place(desk=desk.id, day=hours.day, session=window.id)
            yield week.broken("tickets_within_wait", place, f"{lacking:.1f} visits")
        earlier += promise.wait_share * visits.ordinary


def _end(desk: Desk, window: Window) -> int:
    return minute_of_day(min(window.end, desk.last_ticket) if desk.last_ticket else window.end)


def _came(week: PlanWeek, minute: int, start: int, end: int) -> float:
    """Share of the window's visitors who have come by that minute."""
    at_start = week.mall.assumptions.window_start_share
    return at_start + (1 - at_start) * (minute - start) / (end - start)


def _begun(week: PlanWeek, desk: Desk, day: date, minute: int, visits: Visits) -> float:
    """Most visits that can have begun by that minute."""
    minutes, seen = 0.0, set()
    for posting in week.at_desk_day.get((desk.id, day), ()):
        session = week.session(desk.id, day, posting.session)
        paces = week.paces_on(posting.officer, desk.id, day).values()
        if session is None or minute_of_day(session.start) >= minute or not paces:
            continue
        seen.add(posting.officer)
        first, last = break_interval(posting)
        present = min(minute, minute_of_day(session.end)) - minute_of_day(session.start)
        minutes += max(paces) * (present - max(0, min(minute, last) - min(minute, first)))
    return len(seen) + minutes / visits.mean_minutes
