"""The week cut into open days."""

from datetime import date, time

import pytest

from planner.domain.errors import InvalidValue
from planner.domain.mall import CalendarDay, CalendarKind
from planner.domain.periods import Week
from planner.domain.staff import Leave
from planner.planning.frame import make_frame
from tests.builders import DAYS, MONDAY, a_mall, an_agency


def test_days_on_which_no_agency_opens_are_left_out() -> None:
    """1 June 2026 is a holiday, 6 and 7 June a weekend."""
    frame = make_frame(a_mall(), Week.of(date(2026, 6, 1)).days)
    assert frame.days == tuple(date(2026, 6, n) for n in range(2, 6))


def test_a_week_in_which_nobody_opens_is_refused_with_its_dates() -> None:
    with pytest.raises(InvalidValue, match="2026-06-06"):
        make_frame(a_mall(), [date(2026, 6, 6), date(2026, 6, 7)])


def test_open_desk_days_follow_the_agency() -> None:
    mall = a_mall(agencies=(an_agency("disdukcapil", open_weekdays=(0,)), an_agency("samsat")))
    open_days = [(desk.id, day) for desk, day in make_frame(mall, DAYS).open_desk_days()]
    assert open_days.count(("adminduk", MONDAY)) == 1
    assert sum(desk == "adminduk" for desk, _ in open_days) == 1
    assert sum(desk == "pajak" for desk, _ in open_days) == 5


def test_sessions_are_in_order_of_time_over_all_timetables() -> None:
    assert make_frame(a_mall(), DAYS).session_ids == ("pagi", "siang", "sore")


def test_an_officer_on_leave_in_one_session_is_present_in_the_others() -> None:
    leave = Leave(officer="sari", first_day=MONDAY, last_day=MONDAY, sessions=("pagi",))
    frame = make_frame(a_mall(leave=(leave,)), DAYS)
    sari = frame.mall.get_officer("sari")
    assert not frame.is_present(sari, MONDAY, "pagi")
    assert frame.is_present(sari, MONDAY, "siang")


def test_shorter_hours_of_one_agency_leave_the_others_alone() -> None:
    row = CalendarDay(day=MONDAY, kind=CalendarKind.OPEN, name="upacara", agency="samsat", close=time(11))
    frame = make_frame(a_mall(calendar=(row,)), DAYS)
    pajak, adminduk = frame.hours_of("pajak", MONDAY), frame.hours_of("adminduk", MONDAY)
    assert pajak is not None
    assert adminduk is not None
    assert (pajak.close, adminduk.close) == (time(11), time(15))
