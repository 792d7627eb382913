from dataclasses import replace
from datetime import date

import pytest

from planner.domain.plan import Plan, Shortfall
from planner.report.desk_days import DeskDay, desk_days
from planner.report.staffing import missing_postings
from tests.builders import a_plan, a_proof


def pajak(plan: Plan, day: date) -> DeskDay:
    return next(row for row in desk_days(plan) if row.desk.id == "pajak" and row.day == day)


def test_visits_become_postings_by_what_one_carries() -> None:
    """18 tickets by 3 postings are 6 each: 4 visits turned away need one more."""
    plan = a_plan()
    assert missing_postings(pajak(plan, plan.input.days[0]), plan.input.mall) == 1


def test_nobody_is_missing_where_staff_would_not_help() -> None:
    """Counters bind: an officer more finds no place."""
    plan = a_plan()
    quotas = tuple(replace(q, binding="counters") for q in plan.quotas)
    assert missing_postings(pajak(replace(plan, quotas=quotas), plan.input.days[0]), plan.input.mall) == 0


@pytest.mark.parametrize(("lack", "missing"), [(1, 1), (3, 3)])
def test_the_larger_of_visits_and_empty_seats_counts(lack: int, missing: int) -> None:
    """Four visits need one posting; three empty seats need three, and would serve the visits too."""
    plan = a_plan()
    day = plan.input.days[0]
    seats = Shortfall(kind="minimum_presence", desk="pajak", day=day, session="pagi", amount=lack, unit="officers")
    row = pajak(replace(plan, shortfalls=(seats,)), day)
    assert missing_postings(row, plan.input.mall) == missing


def test_a_desk_without_anybody_is_judged_by_its_minutes() -> None:
    """20 visits of 13 minutes; sessions of 180, 150 and 90 minutes, 140 on average: 10.8 visits a posting, so 2."""
    plan = a_plan()
    day = plan.input.days[0]
    empty = replace(plan, proofs=(), postings=(), quotas=())
    assert missing_postings(pajak(empty, day), plan.input.mall) == 2


def test_a_quiet_desk_misses_nobody() -> None:
    """All served."""
    plan = a_plan(shortfalls=())
    day = plan.input.days[0]
    plan = replace(plan, proofs=(a_proof("pajak", day, {"pagi": 5.0}, 5.0),))
    assert missing_postings(pajak(plan, day), plan.input.mall) == 0
