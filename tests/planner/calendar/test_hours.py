"""When an agency is open, and how many minutes its officers owe."""

from datetime import date, time

import pytest

from planner.calendar.holidays import with_national_days
from planner.calendar.hours import (
    closing_reason,
    counter_minutes_in_week,
    day_type,
    duty_minutes_in_week,
    open_days,
    opening,
)
from planner.domain.mall import CalendarDay, CalendarKind, Mall
from planner.domain.periods import DayType, Week
from tests.builders import a_mall, a_timetable, an_agency, an_officer

MONDAY = date(2026, 6, 8)
PANCASILA = date(2026, 6, 1)  # a Monday, libur nasional


def a_row(day: date, kind: CalendarKind, **changes: object) -> CalendarDay:
    return CalendarDay(day=day, kind=kind, name=changes.pop("name", "Hari itu"), **changes)  # type: ignore[arg-type]


def with_rows(*rows: CalendarDay, days: tuple[date, ...] = (MONDAY,)) -> Mall:
    return with_national_days(a_mall(calendar=rows), days)


def test_an_ordinary_monday_is_open_as_the_timetable_says() -> None:
    hours = opening(with_rows(), "disdukcapil", MONDAY)
    assert hours is not None
    assert (hours.open, hours.close, hours.last_ticket, hours.break_session) == (time(8), time(15), time(14), "siang")


def test_a_national_holiday_closes_and_gives_its_name() -> None:
    mall = with_rows(days=(PANCASILA,))
    assert opening(mall, "disdukcapil", PANCASILA) is None
    assert closing_reason(mall, "disdukcapil", PANCASILA) == "Hari Lahir Pancasila"


def test_a_row_that_opens_outranks_the_holiday() -> None:
    """A unit that serves the public on a holiday types one row, `open`."""
    mall = with_rows(a_row(PANCASILA, CalendarKind.OPEN), days=(PANCASILA,))
    assert opening(mall, "disdukcapil", PANCASILA) is not None


def test_a_row_of_the_agency_outranks_a_row_of_the_mall() -> None:
    rows = (a_row(MONDAY, CalendarKind.CLOSED), a_row(MONDAY, CalendarKind.OPEN, agency="samsat"))
    mall = with_rows(*rows)
    assert opening(mall, "disdukcapil", MONDAY) is None
    assert opening(mall, "samsat", MONDAY) is not None


def test_an_agency_is_closed_on_weekdays_it_does_not_open() -> None:
    """Imigrasi comes on Mondays and Wednesdays only."""
    mall = a_mall(agencies=(an_agency("disdukcapil", open_weekdays=(0, 2)), an_agency("samsat")))
    assert open_days(mall, "disdukcapil", Week.of(MONDAY).days) == (date(2026, 6, 8), date(2026, 6, 10))


def test_shorter_hours_cut_sessions_windows_and_breaks() -> None:
    """Open until 12:30 only: `siang` ends there, `sore` is gone, and of the breaks at 11:30, 12:00, 12:30 one fits."""
    mall = with_rows(a_row(MONDAY, CalendarKind.OPEN, close=time(12, 30)))
    hours = opening(mall, "disdukcapil", MONDAY)
    assert hours is not None
    assert [(s.id, s.end) for s in hours.sessions] == [("pagi", time(11)), ("siang", time(12, 30))]
    assert [(w.id, w.end) for w in hours.windows] == [("pagi", time(11)), ("siang", time(12, 30))]
    assert (hours.last_ticket, hours.break_starts) == (time(12, 30), (time(11, 30),))


def test_hours_before_the_first_session_close_the_day() -> None:
    mall = with_rows(a_row(MONDAY, CalendarKind.OPEN, open=time(5), close=time(6)))
    assert opening(mall, "disdukcapil", MONDAY) is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 6, 8), DayType.NORMAL),
        (date(2026, 6, 12), DayType.FRIDAY),
        (date(2026, 6, 13), DayType.SATURDAY),
        (date(2026, 2, 23), DayType.RAMADAN),
        (date(2026, 2, 27), DayType.RAMADAN_FRIDAY),
    ],
)
def test_the_type_of_a_day(day: date, expected: DayType) -> None:
    assert day_type(with_rows(days=(day,)), day) is expected


def test_a_friday_in_ramadan_falls_back_to_the_ramadan_timetable() -> None:
    ramadan = a_timetable(DayType.RAMADAN, last_ticket=time(13))
    mall = a_mall(timetables={DayType.NORMAL: a_timetable(), DayType.RAMADAN: ramadan})
    assert mall.timetable(DayType.RAMADAN_FRIDAY).last_ticket == time(13)
    assert mall.timetable(DayType.FRIDAY).last_ticket == time(14)


def duty(week: Week, agency: str | None = "disdukcapil") -> int:
    officer = an_officer("Sari", agency=agency).officer
    return duty_minutes_in_week(with_national_days(a_mall(), week.days), officer, week)


def test_duty_minutes_follow_the_decree() -> None:
    """37 h 30 in an ordinary week; 32 h 30 in Ramadan; a holiday takes a fifth (Perpres 21/2023)."""
    assert duty(Week.of(MONDAY)) == 2250
    assert duty(Week.of(date(2026, 2, 23))) == 1950
    assert duty(Week.of(PANCASILA)) == 1800


def test_counter_minutes_are_the_malls_share_of_the_duty() -> None:
    officer = an_officer("Sari").officer
    assert counter_minutes_in_week(a_mall(), officer, Week.of(MONDAY)) == 1800


def test_own_counter_minutes_shrink_with_the_week() -> None:
    """An officer with 1,500 of 2,250 minutes owes four fifths of it in a week with one holiday."""
    officer = an_officer("Sari", counter_minutes_week=1500).officer
    week = Week.of(PANCASILA)
    assert counter_minutes_in_week(with_national_days(a_mall(), week.days), officer, week) == 1200
