"""The table of holidays against the decrees."""

from datetime import date

import pytest

from planner.calendar.holidays import eid_al_adha_days, eid_al_fitr_days, is_provisional, national_days
from planner.domain.mall import CalendarKind

# Dates of SKB 855/2023 jo. 236/2024 (with both election days), SKB 1017/2024 (18 Aug added in Aug 2025), SKB 1497/2025.
HOLIDAYS = {
    2024: "1-1 2-8 2-10 2-14 3-11 3-29 3-31 4-10 4-11 5-1 5-9 5-23 6-1 6-17 7-7 8-17 9-16 11-27 12-25",
    2025: "1-1 1-27 1-29 3-29 3-31 4-1 4-18 4-20 5-1 5-12 5-29 6-1 6-6 6-27 8-17 9-5 12-25",
    2026: "1-1 1-16 2-17 3-19 3-21 3-22 4-3 4-5 5-1 5-14 5-27 5-31 6-1 6-16 8-17 8-25 12-25",
}
CUTI_BERSAMA = {
    2024: "2-9 3-12 4-8 4-9 4-12 4-15 5-10 5-24 6-18 12-26",
    2025: "1-28 3-28 4-2 4-3 4-4 4-7 5-13 5-30 6-9 8-18 12-26",
    2026: "2-16 3-18 3-20 3-23 3-24 5-15 5-28 12-24",
}
WORKING_DAYS = {2024: 238, 2025: 237, 2026: 240, 2027: 242}  # Monday to Friday minus both kinds


def days_of(year: int, kind: CalendarKind) -> set[date]:
    return {row.day for row in national_days(date(year, 1, 1), date(year, 12, 31)) if row.kind is kind}


def dates(year: int, text: str) -> set[date]:
    return {date(year, *map(int, pair.split("-"))) for pair in text.split()}


@pytest.mark.parametrize("year", HOLIDAYS)
def test_table_equals_the_decree(year: int) -> None:
    assert days_of(year, CalendarKind.HOLIDAY) == dates(year, HOLIDAYS[year])
    assert days_of(year, CalendarKind.CUTI_BERSAMA) == dates(year, CUTI_BERSAMA[year])


@pytest.mark.parametrize("year", WORKING_DAYS)
def test_working_days_of_the_year(year: int) -> None:
    """Counts of Monday to Friday less holidays and cuti bersama, as public tables give them."""
    closed = days_of(year, CalendarKind.HOLIDAY) | days_of(year, CalendarKind.CUTI_BERSAMA)
    all_days = (date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1))
    assert sum(day.weekday() < 5 and day not in closed for day in all_days) == WORKING_DAYS[year]


def test_ramadan_2026_is_19_february_to_20_march() -> None:
    days = days_of(2026, CalendarKind.RAMADAN)
    assert (min(days), max(days), len(days)) == (date(2026, 2, 19), date(2026, 3, 20), 30)


def test_days_without_a_decree_are_provisional() -> None:
    rows = national_days(date(2027, 1, 1), date(2027, 12, 31))
    assert all(is_provisional(row) for row in rows)
    assert not any(is_provisional(row) for row in national_days(date(2026, 3, 1), date(2026, 12, 31)))


def test_eid_days_are_the_first_days() -> None:
    assert eid_al_fitr_days()[2026] == date(2026, 3, 21)
    assert eid_al_adha_days()[2025] == date(2025, 6, 6)
    assert eid_al_fitr_days()[2027] == date(2027, 3, 10)
