"""Can the visitors of a window be met within the promised wait at all?

Where a day has several windows, `window_start_share` of a window's visitors stand at its start and the rest come evenly
until it ends. The promise then asks that by `wait_minutes` after any moment at least `wait_share` of the window's
visitors, less those still to come, have met an officer, and `wait_share` of those of earlier windows. From the start of
that window, or of any earlier one whose visitors are counted in, officers have by then begun no more visits than fit
into their minutes at their best pace, and one in hand each. Priority visitors are promised over the day only and are
left out. Means are compared, so half a visit is let pass.
With one window a day people come by the desk's own profile; only the simulation can tell.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.calendar.hours import DayHours
from planner.checker.minutes import SLACK_VISITS
from planner.checker.quotas import windows_of
from planner.checker.violation import Place, Violation
from planner.checker.visits import Visits, visits_of
from planner.checker.week import PlanWeek, break_interval
from planner.domain.mall import Desk
from planner.domain.periods import Window, minute_of_day

STEP_MINUTES = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """Visits of one window, its first and last minute of the day."""

    visits: Visits
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """An officer at the desk from one minute of the day to another, away for the break, serving at his best pace."""

    officer: str
    start: int
    end: int
    away: tuple[int, int]
    pace: float


def tickets_within_wait(week: PlanWeek) -> Iterator[Violation]:
    """tickets_within_wait: no window has more tickets than its officers can meet within the promised wait."""
    for desk, _, hours in week.judged_desk_days:
        windows = [w for w in hours.windows if w.id in windows_of(desk, hours)]
        if len(windows) > 1:
            seats = tuple(_seats(week, desk, hours))
            waves = [_wave(week, desk, hours, window) for window in windows]
            for n, window in enumerate(windows):
                lacking = max(_lacking(week, waves[first : n + 1], seats) for first in range(n + 1))
                if lacking > SLACK_VISITS:
                    place = Place(desk=desk.id, day=hours.day, session=window.id)
                    yield week.broken("tickets_within_wait", place, f"{lacking:.1f} visits")


def _wave(week: PlanWeek, desk: Desk, hours: DayHours, window: Window) -> Wave:
    end = min(window.end, desk.last_ticket or window.end)
    return Wave(
        visits=visits_of(week, desk.id, hours.day, {window.id}),
        start=minute_of_day(window.start),
        end=minute_of_day(end),
    )


def _seats(week: PlanWeek, desk: Desk, hours: DayHours) -> Iterator[Seat]:
    sessions = {s.id: s for s in hours.sessions}
    for posting in week.at_desk_day.get((desk.id, hours.day), ()):
        paces = week.paces_on(posting.officer, desk.id, hours.day)
        session = sessions[posting.session]
        yield Seat(
            officer=posting.officer,
            start=minute_of_day(session.start),
            end=minute_of_day(session.end),
            away=break_interval(posting),
            pace=max(paces.values(), default=0.0),
        )


def _lacking(week: PlanWeek, waves: list[Wave], seats: tuple[Seat, ...]) -> float:
    """Most visits that must have begun at some moment of the last wave and cannot have, counting from the first."""
    promise, last = week.mall.promise, waves[-1]
    before = promise.wait_share * sum(wave.visits.ordinary for wave in waves[:-1])
    mean = max(min((w.visits.mean_minutes for w in waves if w.visits.tickets), default=1.0), 1e-9)
    most = begun = 0.0
    for minute in (*range(last.start, last.end, STEP_MINUTES), last.end):
        due = before + last.visits.ordinary * (_came(week, last, minute) + promise.wait_share - 1)
        if due - begun > most:  # later no fewer have begun than before, so only then can more be lacking
            begun = _begun(seats, waves[0].start, minute + promise.wait_minutes, mean)
            most = max(most, due - begun)
    return most


def _came(week: PlanWeek, wave: Wave, minute: int) -> float:
    """Share of the wave's visitors who have come by that minute."""
    at_start = week.mall.assumptions.window_start_share
    return at_start + (1 - at_start) * (minute - wave.start) / (wave.end - wave.start)


def _begun(seats: tuple[Seat, ...], start: int, end: int, mean_minutes: float) -> float:
    """Most visits that can begin between two minutes of the day."""
    there, minutes = set(), 0.0
    for seat in seats:
        present = _overlap(seat.start, seat.end, start, end)
        minutes += seat.pace * (present - _overlap(*seat.away, start, end))
        if present and seat.pace:
            there.add(seat.officer)
    return len(there) + minutes / mean_minutes


def _overlap(begin: int, finish: int, start: int, end: int) -> int:
    first = begin if begin > start else start
    last = finish if finish < end else end
    return last - first if last > first else 0
