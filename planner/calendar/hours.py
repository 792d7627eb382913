"""When an agency's counters are open, and how that day is cut."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TypeVar

from planner.domain.ids import AgencyId, SessionId
from planner.domain.mall import CalendarDay, CalendarKind, Mall
from planner.domain.periods import DayType, Session, Timetable, Week, Window, minute_of_day
from planner.domain.staff import DUTY_MINUTES_WEEK, DUTY_MINUTES_WEEK_RAMADAN, Officer

CLOSING_KINDS = frozenset({CalendarKind.HOLIDAY, CalendarKind.CUTI_BERSAMA, CalendarKind.CLOSED})
FRIDAY, SATURDAY = 4, 5
RAMADAN_PART = DUTY_MINUTES_WEEK_RAMADAN / DUTY_MINUTES_WEEK
_Part = TypeVar("_Part", Session, Window)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHours:
    """An open day of one agency.

    sessions, windows : those that lie in the hours, cut to them. Sessions shorter than the timetable's are cut ones.
    break_starts      : permitted beginnings that still fit; break_session: where they lie, None without breaks.
    """

    day: date
    day_type: DayType
    sessions: tuple[Session, ...]
    last_ticket: time
    windows: tuple[Window, ...]
    break_minutes: int
    break_starts: tuple[time, ...]

    @property
    def open(self) -> time:
        """Opening of the counters."""
        return self.sessions[0].start

    @property
    def close(self) -> time:
        """Closing of the counters."""
        return self.sessions[-1].end

    @property
    def break_session(self) -> SessionId | None:
        """The session in which breaks lie."""
        for session in self.sessions:
            if any(session.start <= start < session.end for start in self.break_starts):
                return session.id
        return None


def day_type(mall: Mall, day: date) -> DayType:
    """The kind of timetable that applies on a day; Ramadan comes from the calendar rows."""
    in_ramadan = any(row.day == day and row.kind is CalendarKind.RAMADAN for row in mall.calendar)
    if in_ramadan:
        return DayType.RAMADAN_FRIDAY if day.weekday() == FRIDAY else DayType.RAMADAN
    if day.weekday() >= SATURDAY:
        return DayType.SATURDAY
    return DayType.FRIDAY if day.weekday() == FRIDAY else DayType.NORMAL


def opening(mall: Mall, agency: AgencyId, day: date) -> DayHours | None:
    """Hours of an agency on a day, None when it is closed.

    A row for the agency outranks a row for the whole mall; a row that opens outranks one that closes; without a row
    the weekday decides. Needs the national days in the mall's calendar (`holidays.with_national_days`).
    """
    rows = _rows_that_count(mall.calendar, agency, day)
    if not _is_open(rows, day, mall.get_agency(agency).open_weekdays):
        return None
    timetable = mall.timetable(day_type(mall, day))
    hours = next((row for row in rows if row.open or row.close), None)
    if hours is None:
        return _uncut(timetable, day)
    return _cut(timetable, day, hours.open or timetable.open, hours.close or timetable.close)


def closing_reason(mall: Mall, agency: AgencyId, day: date) -> str:
    """Why an agency is closed on a day, "" when the weekday is the reason or it is open."""
    rows = _rows_that_count(mall.calendar, agency, day)
    return next((row.name for row in rows if row.kind in CLOSING_KINDS), "")


def open_days(mall: Mall, agency: AgencyId, days: Iterable[date]) -> tuple[date, ...]:
    """Those of `days` on which the agency is open."""
    return tuple(day for day in days if opening(mall, agency, day) is not None)


def _rows_that_count(calendar: Sequence[CalendarDay], agency: AgencyId, day: date) -> list[CalendarDay]:
    rows = [row for row in calendar if row.day == day and row.kind is not CalendarKind.RAMADAN]
    own = [row for row in rows if row.agency == agency]
    return own or [row for row in rows if row.agency is None]


def _is_open(rows: Sequence[CalendarDay], day: date, open_weekdays: Sequence[int]) -> bool:
    if any(row.kind is CalendarKind.OPEN for row in rows):
        return True
    if any(row.kind in CLOSING_KINDS for row in rows):
        return False
    return day.weekday() in open_weekdays


def _uncut(timetable: Timetable, day: date) -> DayHours:
    return DayHours(
        day=day,
        day_type=timetable.day_type,
        sessions=timetable.sessions,
        last_ticket=timetable.last_ticket,
        windows=timetable.windows,
        break_minutes=timetable.break_minutes,
        break_starts=timetable.break_starts,
    )


def _cut(timetable: Timetable, day: date, open_: time, close: time) -> DayHours | None:
    sessions = _inside(timetable.sessions, open_, close)
    if not sessions:
        return None
    last_ticket = min(timetable.last_ticket, close)
    windows = _inside(timetable.windows, open_, last_ticket)
    starts = tuple(start for start in timetable.break_starts if _break_fits(start, timetable.break_minutes, sessions))
    return replace(
        _uncut(timetable, day), sessions=sessions, last_ticket=last_ticket, windows=windows, break_starts=starts
    )


def _inside(parts: tuple[_Part, ...], open_: time, close: time) -> tuple[_Part, ...]:
    return tuple(
        replace(part, start=max(part.start, open_), end=min(part.end, close))
        for part in parts
        if part.start < close and part.end > open_
    )


def _break_fits(start: time, minutes: int, sessions: Sequence[Session]) -> bool:
    end = minute_of_day(start) + minutes
    return any(s.start <= start and end <= minute_of_day(s.end) for s in sessions)


def duty_minutes_in_week(mall: Mall, officer: Officer, week: Week) -> int:
    """Minutes of duty an officer owes, and may give at most, in one week.

    The week's minutes are spread evenly over its working days (Monday to Friday, to Saturday where the agency opens
    six days); a day the whole mall is closed takes its part away, a Ramadan day counts 13/15 (32 h 30 of 37 h 30).
    Source: Perpres 21/2023.
    """
    weekdays = mall.get_agency(officer.agency).open_weekdays if officer.agency else range(5)
    length = 6 if SATURDAY in weekdays else 5
    parts = [_duty_part(mall, day) for day in week.days[:length]]
    return round(officer.duty_minutes_week * sum(parts) / length)


def counter_minutes_in_week(mall: Mall, officer: Officer, week: Week) -> int:
    """Minutes at the counter before overtime in one week, shortened as the duty minutes are."""
    duty = duty_minutes_in_week(mall, officer, week)
    if officer.counter_minutes_week is None:
        return round(duty * mall.assumptions.counter_share)
    if not officer.duty_minutes_week:
        return 0
    return round(officer.counter_minutes_week * duty / officer.duty_minutes_week)


def _duty_part(mall: Mall, day: date) -> float:
    rows = [row for row in mall.calendar if row.day == day and row.agency is None]
    if any(row.kind in CLOSING_KINDS for row in rows) and not any(row.kind is CalendarKind.OPEN for row in rows):
        return 0.0
    return RAMADAN_PART if any(row.kind is CalendarKind.RAMADAN for row in rows) else 1.0
