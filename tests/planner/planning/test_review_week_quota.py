"""What a week did with its quotas, told from its thresholds on."""

from datetime import date, time

import pytest

from planner.planning.review_week import ReviewedDay
from planner.planning.review_week_quota import QuotaFault, quota_findings


def a_day(issued: int, quota: int, sold_out_at: time | None = None) -> ReviewedDay:
    """A Monday whose last ticket is at 14.00."""
    return ReviewedDay(
        day=date(2026, 6, 1),
        demand_mean=50,
        demand_low=40,
        demand_high=60,
        came_visits=issued,
        came_is_least=sold_out_at is not None,
        quota_tickets=quota,
        tickets_issued=issued,
        sold_out_at=sold_out_at,
        refused_planned=0,
        refused_visits=None,
        served_planned=quota,
        served_visits=issued,
        wait_p90_planned=20,
        wait_p90_minutes=None,
        share_within=None,
        finished_late_minutes=None,
        absent=(),
        broken=(),
        last_ticket=time(14),
    )


@pytest.mark.parametrize(
    ("day", "faults"),
    [
        (a_day(50, 72, time(9, 5)), ["unused", "early"]),
        (a_day(65, 55), ["over"]),
        (a_day(55, 55), []),
        (a_day(55, 55, time(13, 1)), []),
        (a_day(55, 55, time(13)), ["early"]),
        (a_day(50, 55, time(13, 30)), []),
        (a_day(49, 55, time(13, 30)), ["unused"]),
        (a_day(56, 55), []),
        (a_day(11, 10), []),
        (a_day(12, 10), ["over"]),
        (a_day(30, 72), []),
    ],
    ids=lambda value: str(value) if isinstance(value, list) else f"{value.tickets_issued} of {value.quota_tickets}",
)
def test_a_quota_that_was_not_run_as_planned_is_named(day: ReviewedDay, faults: list[str]):
    """60 minutes before the last ticket; a tenth not issued; a twentieth and two tickets beyond."""
    assert [found.fault for found in quota_findings([day])] == faults


def test_a_fault_names_all_its_days():
    """Two of three days were over."""
    days = [a_day(65, 55), a_day(55, 55), a_day(60, 55)]
    (found,) = quota_findings(days)
    assert found.fault is QuotaFault.OVER
    assert found.days == (days[0], days[2])
