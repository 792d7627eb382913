"""Next holiday, who is away around it, and which surges the library expects."""

from datetime import date, timedelta

import pytest

from planner.domain.errors import NotFound
from planner.domain.history import DayCount, History
from planner.domain.mall import CalendarDay, CalendarKind
from planner.domain.staff import Leave
from planner.planning.holiday_check_calendar import away_around, expected_surges, next_holiday
from tests.builders import MONDAY, a_mall, an_agency


def test_weekends_and_cuti_bersama_belong_to_the_holiday():
    """Idulfitri 2026 (SKB): Fri 20 to Tue 24 March closed, weekend inside; the mall opens again on the 25th."""
    holiday = next_holiday(a_mall(), date(2026, 3, 19))
    assert (holiday.first_day, holiday.last_day) == (date(2026, 3, 20), date(2026, 3, 24))
    assert holiday.opens_again == date(2026, 3, 25)
    assert holiday.week.number == 13


def test_a_holiday_on_a_closed_weekday_is_none():
    """Waisak 2026 is a Sunday, so after 28 May the next holiday that closes anything is Monday 1 June."""
    assert next_holiday(a_mall(), date(2026, 5, 28)).first_day == date(2026, 6, 1)


def test_a_row_that_opens_the_day_outranks_the_holiday():
    """The mall opens on 1 June by its own calendar: the next one is Tuesday 16 June."""
    own = CalendarDay(day=date(2026, 6, 1), kind=CalendarKind.OPEN, name="buka")
    assert next_holiday(a_mall(calendar=(own,)), date(2026, 5, 28)).first_day == date(2026, 6, 16)


def test_one_agency_on_a_saturday_is_not_the_mall_open_again():
    """Saturday 13 March 2027 lies between Idulfitri and its last cuti bersama on Monday: one agency of three opens."""
    agencies = (an_agency("disdukcapil", open_weekdays=(0, 1, 2, 3, 4, 5)), an_agency("samsat"), an_agency("bpjs"))
    holiday = next_holiday(a_mall(agencies=agencies), date(2027, 3, 1))
    assert (holiday.last_day, holiday.opens_again) == (date(2027, 3, 15), date(2027, 3, 16))


def test_a_calendar_that_ends_has_no_holiday():
    """The table reaches to 2030."""
    with pytest.raises(NotFound, match="no holiday"):
        next_holiday(a_mall(), date(2031, 2, 1))


def test_leave_from_the_week_before_to_the_end_of_the_week_is_around():
    """Of two entries only the one that touches 16 to 29 March is told, with the desks that miss the officer."""
    near = Leave(officer="sari", first_day=date(2026, 3, 25), last_day=date(2026, 3, 27))
    far = Leave(officer="sari", first_day=date(2026, 4, 6), last_day=date(2026, 4, 7))
    mall = a_mall(leave=(near, far))
    (away,) = away_around(mall, next_holiday(mall, date(2026, 3, 19)))
    assert (away.officer, away.first_day) == ("sari", date(2026, 3, 25))
    assert "adminduk" in away.desks


def test_a_surge_counted_last_year_is_not_added_again():
    """Three counted days of the two weeks after Lebaran 2025 (31 March) are enough; without them it is added."""
    mall = a_mall()
    holiday = next_holiday(mall, date(2026, 3, 19))
    days = [date(2025, 4, 8) + timedelta(days=n) for n in range(3)]
    known = History(days=tuple(DayCount(day=day, desk="adminduk", visits=50) for day in days))
    (new,) = expected_surges(mall, History(), holiday)
    (old,) = expected_surges(mall, known, holiday)
    assert (new.surge, new.is_counted, old.is_counted) == ("after_lebaran", False, True)
    assert "pajak" not in new.desks


def test_no_surge_in_an_ordinary_week():
    """The week of Tahun Baru Imlek, 17 February 2026, is in no surge of the library."""
    assert list(expected_surges(a_mall(), History(), next_holiday(a_mall(), MONDAY))) == []
