"""The values of the stages, in whole numbers, worked out by hand."""

from dataclasses import replace
from typing import Any

import pytest

from planner.checker.check import check_plan
from planner.checker.stages import deep_refusal_fifths, recomputed, risk_visits, unmet_fifths
from planner.checker.week import PlanWeek
from planner.domain.mall import Prices
from planner.domain.plan import Plan, StageValue
from tests.builders import MONDAY, a_forecast, a_mall, a_plan, changed, resealed, with_mall


def week(plan: Plan) -> PlanWeek:
    return PlanWeek(plan=plan)


def of_monday(**changes: Any) -> Plan:
    return with_mall(a_plan(days=(MONDAY,)), **changes)


def without(officer: str, *sessions: str) -> Plan:
    plan = a_plan(days=(MONDAY,))
    return resealed(plan, postings=tuple(p for p in plan.postings if p.officer != officer or p.session not in sessions))


def test_small_plan_comes_to_what_its_docstring_says() -> None:
    """Five days of 34 fifths and 22 visits of a bad day."""
    assert recomputed(week(a_plan())) == {"unmet": 170, "risk": 110, "overtime": 0}


@pytest.mark.parametrize("stage", ["unmet", "risk", "overtime"])
def test_stage_with_another_value_is_told(stage: str) -> None:
    """One more than it comes to."""
    value = next(s.value for s in a_plan().stages if s.stage == stage)
    found = check_plan(changed(a_plan(), "stages", {"stage": stage}, value=value + 1))
    assert [(v.rule, v.place.part, v.value) for v in found] == [
        ("stage_values", stage, f"{value + 1}, expected {value}")
    ]


def test_stage_that_is_absent_is_told() -> None:
    """A plan says what it costs."""
    plan = resealed(a_plan(), stages=a_plan().stages[:2])
    assert [(v.place.part, v.value) for v in check_plan(plan)] == [("overtime", "None, expected 0")]


def test_other_stages_are_not_recomputed() -> None:
    """Fairness needs the weeks before, which the file does not hold."""
    row = StageValue(stage="unfair", value=3, unit="burden")
    assert check_plan(resealed(a_plan(), stages=(*a_plan().stages, row))) == ()


def test_weight_multiplies_the_visits_turned_away() -> None:
    """`pajak` turns away 18 fifths a day; at weight 3 it is 54, and `adminduk` keeps its 16."""
    desks = tuple(replace(d, weight=3) if d.id == "pajak" else d for d in a_mall().desks)
    assert unmet_fifths(week(of_monday(desks=desks))) == 16 + 54


def test_risk_knows_no_weight() -> None:
    """56 - 44 and 28 - 18 visits of a bad day, whatever the weight."""
    desks = tuple(replace(d, weight=3) for d in a_mall().desks)
    assert risk_visits(week(of_monday(desks=desks))) == 22


@pytest.mark.parametrize(
    ("tickets", "deep"),
    [pytest.param(28, 0, id="30 % refused"), pytest.param(27, 3, id="one more"), pytest.param(0, 84, id="all")],
)
def test_deep_refusal_begins_above_its_share(tickets: int, deep: int) -> None:
    """Median 40: floor(3 x 40 / 10) = 12 are not counted; each further one costs round(5 x 0.6) = 3 fifths."""
    plan = changed(a_plan(days=(MONDAY,)), "quotas", {"desk": "adminduk"}, tickets=0)
    plan = changed(plan, "quotas", {"desk": "adminduk", "window": "pagi"}, tickets=tickets)
    assert deep_refusal_fifths(week(plan)) == deep


def test_deep_refusal_is_weighted() -> None:
    """40 - 27 - 12 = 1 visit, 3 fifths, weight 2."""
    desks = tuple(replace(d, weight=2) for d in a_mall().desks)
    plan = with_mall(changed(a_plan(days=(MONDAY,)), "quotas", {"desk": "adminduk"}, tickets=9), desks=desks)
    assert deep_refusal_fifths(week(plan)) == 6


@pytest.mark.parametrize(
    ("prices", "plan", "added"),
    [
        pytest.param({"agency_without_anybody": 16}, without("dewi", "pagi"), 80, id="agency without anybody"),
        pytest.param({"no_supervisor": 4}, without("sari", "pagi"), 20, id="no supervisor"),
        pytest.param({"uncovered_lunch_half_hour": 6}, without("budi", "siang"), 2 * 30, id="two lunch half-hours"),
        pytest.param(
            {"officer_missing": 8},
            of_monday(desks=tuple(replace(d, min_officers=2) if d.id == "legalisir" else d for d in a_mall().desks)),
            3 * 40,
            id="one officer missing in three sessions",
        ),
        pytest.param({"no_supervisor": 0.5}, without("sari", "pagi"), 2, id="round(2.5) is even"),
    ],
)
def test_shortfalls_cost_five_times_their_price(prices: dict[str, float], plan: Plan, added: int) -> None:
    """Prices are in visits, the stage in fifths; what else is missing costs nothing here."""
    free = dict.fromkeys(
        ("agency_without_anybody", "no_supervisor", "uncovered_lunch_half_hour", "officer_missing"), 0.0
    )
    assert unmet_fifths(week(with_mall(plan, prices=Prices(**{**free, **prices})))) == 34 + added


def test_rules_left_out_cost_nothing() -> None:
    """A rule set that names only visits turned away has neither lunch nor a bad day in its stages."""
    plan = without("budi", "siang")
    bare = resealed(plan, passport=replace(plan.passport, rule_set=("turned_away",)))
    assert recomputed(week(bare)) == {"unmet": 34, "risk": 0, "overtime": 0}


def test_day_without_forecast_row_counts_no_demand() -> None:
    """The missing row has its own rule; the rest still adds up."""
    plan = a_plan(days=(MONDAY,))
    rest = resealed(plan, forecast=tuple(f for f in plan.forecast if f.desk != "pajak"))
    assert recomputed(week(rest))["unmet"] == 16


def test_demand_is_rounded_to_whole_visits() -> None:
    """Mean 21: .1 .3 .5 .7 .9 are 12.6, 16.8, 21, 25.2, 29.4, so 13, 17, 21, 25, 29 less 18 tickets: 3 + 7 + 11."""
    plan = a_plan(days=(MONDAY,))
    rows = tuple(
        a_forecast("pajak", MONDAY, 21) if (f.desk, f.service) == ("pajak", None) else f for f in plan.forecast
    )
    assert recomputed(week(resealed(plan, forecast=rows)))["unmet"] == 16 + 21
