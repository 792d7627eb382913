"""Every reason for which a part of time is refused: one line each."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from planner.domain.errors import InvalidValue
from planner.domain.periods import (
    DayType,
    Session,
    Timetable,
    Week,
    Window,
    Zone,
    clock_of_minute,
    minute_of_day,
    windows_from_sessions,
)

PAGI = Session(id="pagi", start=time(8), end=time(11))
SIANG = Session(id="siang", start=time(11), end=time(15))
WINDOW = Window(id="pagi", start=time(8), end=time(11))
DAY = Timetable(
    day_type=DayType.NORMAL,
    sessions=(PAGI, SIANG),
    last_ticket=time(14),
    windows=windows_from_sessions((PAGI, SIANG), time(14)),
    break_minutes=60,
    break_starts=(time(11, 30), time(12, 30)),
)


@pytest.mark.parametrize(
    ("record", "change", "code", "field"),
    [
        (PAGI, {"id": ""}, "no_text", "session.id"),
        (PAGI, {"end": time(8)}, "ends_before_start", "session.end"),
        (WINDOW, {"id": ""}, "no_text", "window.id"),
        (WINDOW, {"end": time(7)}, "ends_before_start", "window.end"),
        (DAY, {"sessions": ()}, "no_session", "day_types.normal.sessions"),
        (DAY, {"windows": ()}, "windows", "day_types.normal.windows"),
        (DAY, {"windows": (WINDOW,) * 5}, "windows", "day_types.normal.windows"),
        (DAY, {"windows": (WINDOW, WINDOW)}, "duplicate", "day_types.normal.windows"),
        (DAY, {"sessions": (PAGI, replace(SIANG, id="pagi"))}, "duplicate", "day_types.normal.sessions"),
        (DAY, {"sessions": (PAGI, replace(SIANG, start=time(12)))}, "sessions_gap", "day_types.normal.sessions"),
        (
            DAY,
            {"windows": (WINDOW, Window(id="x", start=time(10), end=time(14)))},
            "windows_overlap",
            "day_types.normal.windows",
        ),
        (DAY, {"last_ticket": time(8)}, "last_ticket", "day_types.normal.last_ticket"),
        (DAY, {"last_ticket": time(15, 1)}, "last_ticket", "day_types.normal.last_ticket"),
        (DAY, {"last_ticket": time(13)}, "windows_outside", "day_types.normal.windows"),
        (DAY, {"windows": (replace(WINDOW, start=time(7)),)}, "windows_outside", "day_types.normal.windows"),
        (DAY, {"break_minutes": 181}, "out_of_range", "day_types.normal.break_minutes"),
        (DAY, {"break_starts": (time(10, 30),)}, "break_crosses_session", "day_types.normal.break_starts"),
        (DAY, {"break_starts": (time(16),)}, "break_crosses_session", "day_types.normal.break_starts"),
        (DAY, {"break_starts": (time(9), time(12))}, "break_sessions", "day_types.normal.break_starts"),
    ],
)
def test_a_record_refuses(record: Any, change: dict[str, Any], code: str, field: str) -> None:
    """The fault names its code and the field."""
    with pytest.raises(InvalidValue) as refused:
        replace(record, **change)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_timetable_knows_its_edges() -> None:
    """Open from the first session to the last; breaks lie in siang."""
    assert (DAY.open, DAY.close, DAY.break_session) == (time(8), time(15), "siang")
    assert replace(DAY, break_starts=(), break_minutes=0).break_session is None
    assert DAY.get_session("siang").minutes == 240
    with pytest.raises(InvalidValue, match="no session sore"):
        DAY.get_session("sore")


def test_windows_follow_sessions_up_to_the_last_ticket() -> None:
    """A session that begins after the last ticket has no window."""
    assert [w.id for w in windows_from_sessions((PAGI, SIANG), time(11))] == ["pagi"]
    assert windows_from_sessions((PAGI, SIANG), time(14))[1].end == time(14)


def test_clock_times_are_minutes() -> None:
    """08:30 is minute 510; a day has 1,440 of them."""
    assert minute_of_day(time(8, 30)) == 510
    assert clock_of_minute(510) == time(8, 30)
    with pytest.raises(InvalidValue):
        clock_of_minute(1440)


def test_weeks() -> None:
    """2026 has 53 ISO weeks; 4 January 2027 begins the first of 2027."""
    last = Week.parse("2026-W53")
    assert last.days[0] == date(2026, 12, 28)
    assert str(last.next()) == "2027-W01"
    assert Week.of(date(2026, 3, 26)) == Week(year=2026, number=13)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-13", "not_a_week"),
        ("x-W01", "not_a_week"),
        ("²026-W01", "not_a_week"),
        ("9" * 5000 + "-W01", "not_a_week"),
        ("2025-W53", "no_such_week"),
    ],
)
def test_what_is_no_week_is_refused(text: str, code: str) -> None:
    """2025 has 52 weeks."""
    with pytest.raises(InvalidValue) as refused:
        Week.parse(text)
    assert refused.value.code == code


@pytest.mark.parametrize(("zone", "hours"), [(Zone.WIB, 7), (Zone.WITA, 8), (Zone.WIT, 9)])
def test_zones_have_their_hours(zone: Zone, hours: int) -> None:
    """Seven, eight and nine hours before Greenwich, without summer time."""
    offset = datetime(2026, 7, 1, tzinfo=ZoneInfo(zone.tz_name)).utcoffset()
    assert offset == timedelta(hours=hours)
