"""Every reason for which a count is refused: one line each; and when a day is full."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from planner.domain.errors import InvalidValue
from planner.domain.history import DayCount, History, MonthCount, Ticket

DAY = date(2026, 1, 5)
COUNT = DayCount(day=DAY, desk="dukcapil", visits=10)
MONTH = MonthCount(month=date(2026, 1, 1), visits=100, agency="dukcapil")
TICKET = Ticket(day=DAY, desk="dukcapil", number="A1")


@pytest.mark.parametrize(
    ("record", "change", "code", "field"),
    [
        (COUNT, {"visits": -1}, "out_of_range", "visits.visits"),
        (COUNT, {"visits": 100_001}, "out_of_range", "visits.visits"),
        (COUNT, {"visits": float("nan")}, "out_of_range", "visits.visits"),
        (COUNT, {"quota": -1}, "out_of_range", "visits.quota"),
        (COUNT, {"refused": -1}, "out_of_range", "visits.refused"),
        (COUNT, {"closed": True}, "visits_on_closed_day", "visits.closed"),
        (MONTH, {"visits": 1_000_001}, "out_of_range", "visits_monthly.visits"),
        (MONTH, {"agency": None}, "month_of_what", "visits_monthly.agency"),
        (MONTH, {"desk": "dukcapil"}, "month_of_what", "visits_monthly.agency"),
        (TICKET, {"needs": 0}, "out_of_range", "tickets.needs"),
        (TICKET, {"needs": 5}, "out_of_range", "tickets.needs"),
    ],
)
def test_a_record_refuses(record: Any, change: dict[str, Any], code: str, field: str) -> None:
    """The fault names its code and the field."""
    with pytest.raises(InvalidValue) as refused:
        replace(record, **change)
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize(
    ("change", "full"),
    [
        ({}, False),
        ({"quota": 11}, False),
        ({"quota": 10}, True),
        ({"quota": 9}, True),
        ({"full": True}, True),
        ({"quota": 70, "quota_full_at": time(10)}, True),
        ({"visits": 0, "closed": True}, False),
    ],
)
def test_a_day_is_full_by_its_mark_its_time_or_its_count(change: dict[str, Any], full: bool) -> None:
    """As many issued as allowed, or said so."""
    assert replace(COUNT, **change).is_full is full


def test_last_day_looks_at_counts_and_tickets() -> None:
    """A month is known to its last day."""
    assert History().last_day is None
    assert History(months=(replace(MONTH, month=date(2024, 2, 1)),)).last_day == date(2024, 2, 29)
    later = replace(TICKET, day=date(2026, 1, 6))
    assert History(days=(COUNT,), tickets=(later,)).last_day == later.day
