"""The values of the stages, in whole numbers.

With N the day's tickets of a desk (sum of its windows) and D10 ... D90 its five demands (`stage_visits`):

unmet, in fifths of a visit (the price list of the mall is in visits, so each price counts five times, rounded):
    weight x (sum over the five of max(0, D - N))
  + weight x round(5 x deep_visits) x max(0, D50 - N - floor(round(10 x deep_share) x D50 / 10)), per desk-day, plus
    round(5 x uncovered_lunch_half_hour) per uncovered lunch half-hour,
    round(5 x officer_missing) per officer missing, round(5 x no_supervisor) per session without a supervisor,
    round(5 x agency_without_anybody) per session without anybody (amounts: `shortfalls`).
risk, in visits: sum over desk-days of max(0, D90 - N), without weights.
overtime, in minutes: `limits.overtime_minutes`.
Rules that the plan's rule set leaves out count nothing.
"""

from collections.abc import Iterator

from planner.checker.limits import overtime_minutes
from planner.checker.shortfalls import COUNTED, FIFTHS, MEDIAN, turned_away_fifths
from planner.checker.violation import Place, Violation
from planner.checker.week import PlanWeek
from planner.domain.ids import DeskId
from planner.domain.mall import Prices

TENTHS = 10


def stage_values(week: PlanWeek) -> Iterator[Violation]:
    """stage_values: unmet, risk and overtime are listed and come to what the plan says."""
    stated = {stage.stage: stage.value for stage in week.plan.stages}
    for stage, value in recomputed(week).items():
        if stated.get(stage) != value:
            yield week.broken("stage_values", Place(part=stage), f"{stated.get(stage)}, expected {value}")


def recomputed(week: PlanWeek) -> dict[str, int]:
    """The value of each stage that the plan file decides."""
    return {
        "unmet": unmet_fifths(week),
        "risk": risk_visits(week) if week.in_force("bad_day_tail") else 0,
        "overtime": overtime_minutes(week) if week.in_force("overtime") else 0,
    }


def unmet_fifths(week: PlanWeek) -> int:
    """Visits turned away, deep refusal, and shortfalls at the mall's prices."""
    prices = {
        "lunch_cover": week.mall.prices.uncovered_lunch_half_hour,
        "minimum_presence": week.mall.prices.officer_missing,
        "supervisor_present": week.mall.prices.no_supervisor,
        "agency_presence": week.mall.prices.agency_without_anybody,
    }
    visits = sum(week.desks[DeskId(place.desk)].weight * n for place, n in turned_away_fifths(week).items())
    deep = deep_refusal_fifths(week) if week.in_force("deep_refusal") else 0
    lacking = sum(
        round(FIFTHS * price) * sum(COUNTED[rule](week).values())
        for rule, price in prices.items()
        if week.in_force(rule)
    )
    return visits + deep + lacking


def deep_refusal_fifths(week: PlanWeek) -> int:
    """Visits refused beyond the share of a median day that is not counted, at their price."""
    price = round(FIFTHS * week.mall.prices.deep_visits)
    total = 0
    for (desk, day), row in week.demand.items():
        beyond = _deep_visits(row.stage_visits[MEDIAN], week.tickets(desk, day), week.mall.prices)
        total += week.desks[desk].weight * price * beyond
    return total


def _deep_visits(median: int, tickets: int, prices: Prices) -> int:
    spared = round(TENTHS * prices.deep_share) * median // TENTHS
    return max(0, median - tickets - spared)


def risk_visits(week: PlanWeek) -> int:
    """Demand of a bad day that finds no place."""
    return sum(max(0, row.stage_visits[-1] - week.tickets(desk, day)) for (desk, day), row in week.demand.items())
