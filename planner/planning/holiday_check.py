"""Holiday check: the week in which the mall opens again after its next holiday, planned, with measures tried.

The week is planned with the leave that is entered, the surge of the library is put on top where the mall never counted
it, and a few measures at the desks that turn most visits away are tried by what-if and ranked by citizens served.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import islice

import numpy as np

from planner.domain.demand import QUANTILE_LEVELS, DemandForecast
from planner.domain.errors import InvalidValue
from planner.domain.history import History
from planner.domain.ids import DeskId
from planner.domain.mall import AgencyMode, Desk, Mall
from planner.domain.periods import DayType, Week, clock_of_minute, minute_of_day
from planner.domain.plan import Plan
from planner.planning.forecast_demand import forecast_demand
from planner.planning.frame import make_frame
from planner.planning.holiday_check_calendar import (
    Away,
    ExpectedSurge,
    Holiday,
    away_around,
    expected_surges,
    next_holiday,
)
from planner.planning.learned import with_learned
from planner.planning.passport import PlanMaking, make_plan
from planner.planning.plan_file import sealed
from planner.planning.planned_week import make_planned_week
from planner.planning.proving import prove_week
from planner.planning.rounds import Listener, RoundSettings, best_round
from planner.planning.scenario import Change, DemandChange, LastTicket, LeaveMoved, OfficerAdded, Scenario, SkillAdded
from planner.planning.scenario_apply import Basis, apply_scenario
from planner.planning.simulations import Simulations
from planner.planning.steps import Step, Told, silent, step
from planner.planning.what_if import Sweep
from planner.planning.what_if_week import BaseWeek, WhatIfSettings, make_base_week, run_week

RISKY_PROBABILITY = 0.2
WORST_DESKS, TRAINED_OFFICERS, MOST_MOVED, BEST = 2, 1, 3, 3
LATER_MINUTES, LEAST_BEFORE_CLOSING_MINUTES = 30, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskyDay:
    """A desk-day on which more may come than there are tickets for.

    probability : that demand exceeds the day's tickets. demand, turned_away: expected visits.
    """

    desk: DeskId
    day: date
    tickets: int
    demand_visits: float
    turned_away: float
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure tried over the week: citizens served more in the whole mall, with a 95 % interval.

    desk : None where it concerns every desk.
    """

    change: Change
    desk: DeskId | None
    served_more: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayCheck:
    """The week after a holiday.

    demand_visits, served_visits, turned_away : of the week, desks without a roster left out.
    risky      : most turned away first. measures: the best three that serve more, of `tried`.
    no_roster  : desks of agencies that bring their own roster and have not brought this week's.
    """

    holiday: Holiday
    away: tuple[Away, ...]
    surges: tuple[ExpectedSurge, ...]
    demand_visits: float
    served_visits: float
    turned_away: float
    risky: tuple[RiskyDay, ...]
    measures: tuple[Measure, ...]
    tried: int
    no_roster: tuple[DeskId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """How hard to look. tell hears every step.

    plan : of the week checked, where there is one; the week is planned otherwise.
    """

    plan: Plan | None = None
    rounds: RoundSettings = field(default_factory=lambda: RoundSettings(rounds=1, solve_seconds=10))
    what_if: WhatIfSettings = field(default_factory=WhatIfSettings)
    tell: Told = silent


def holiday_check(
    mall: Mall, history: History, after: date, executor: Executor, settings: CheckSettings
) -> HolidayCheck:
    """Check the next holiday after a day.

    Raises NotFound (`no_holiday`) when the calendar has none, InvalidValue (`other_week`) for a plan of another week.
    """
    holiday = next_holiday(mall, after)
    surges = tuple(expected_surges(mall, history, holiday))
    simulations = Simulations(executor=executor, promise=mall.promise)
    if settings.plan is not None:
        _check_week(settings.plan, holiday)
    plan = settings.plan or _planned(mall, history, holiday.week, simulations, settings)
    base = _with_surges(make_base_week(plan, simulations, settings.what_if, history), surges, simulations, settings)
    missing = _without_roster(base)
    risky = tuple(row for row in risky_days(base) if row.desk not in missing)
    settings.tell(step("measures"))
    tried = list(_candidates(base, holiday, risky))
    measures = _tried(tried, base, executor, settings)
    figures = [found for (desk, _), found in base.run.figures.items() if desk not in missing]
    return HolidayCheck(
        holiday=holiday,
        away=away_around(mall, holiday),
        surges=surges,
        demand_visits=round(sum(float(f.demand.mean()) for f in figures), 1),
        served_visits=round(sum(float(f.served.mean()) for f in figures), 1),
        turned_away=round(sum(float(f.turned_away.mean()) for f in figures), 1),
        risky=risky,
        measures=measures,
        tried=len(tried),
        no_roster=missing,
    )


def _check_week(plan: Plan, holiday: Holiday) -> None:
    weeks = sorted({str(Week.of(day)) for day in plan.input.days})
    if weeks != [str(holiday.week)]:
        raise InvalidValue(
            f"the plan is of {', '.join(weeks)}; the week after the holiday is {holiday.week}",
            code="other_week",
            field="plan",
        )


def _planned(mall: Mall, history: History, week: Week, simulations: Simulations, settings: CheckSettings) -> Plan:
    """The week planned as far as a check needs it: without reasons, remedies and ranges of its shortfalls."""
    learned = with_learned(mall, history)
    frame = make_frame(learned.mall, week.days)
    settings.tell(step("forecast"))
    outlook = forecast_demand(frame, history)
    settings.tell(step("tables"))
    planned = make_planned_week(frame, outlook, simulations)
    settings.tell(step("roster"))
    best = best_round(planned, simulations, settings.rounds, Listener(tell=settings.tell))
    settings.tell(step("quotas"))
    proved = prove_week(planned, best, simulations, settings.what_if.proof)
    making = PlanMaking(
        frame=frame,
        history=history,
        now=datetime.now(UTC),
        author="loketplan",
        seed=settings.rounds.seed,
        parameters={},
        seconds={},
    )
    return make_plan(
        making,
        forecast=outlook.forecasts,
        postings=best.postings,
        quotas=proved.quotas,
        proofs=proved.proofs,
        stages=(),
        table_minus_simulation=proved.compared,
        shortfalls=(),
        remedies=(),
        findings=(),
    )


def risky_days(base: BaseWeek) -> tuple[RiskyDay, ...]:
    """Desk-days on which demand exceeds the tickets on at least one day of five, most turned away first."""
    found = []
    for (desk, day), forecast in base.run.forecasts.items():
        figures = base.run.figures[desk, day]
        tickets = base.run.result.tickets.get((desk, day), 0)
        probability = 1 - float(np.interp(tickets, forecast.quantiles, QUANTILE_LEVELS, left=0.0, right=1.0))
        if probability >= RISKY_PROBABILITY and forecast.mean > 0:
            found.append(
                RiskyDay(
                    desk=desk,
                    day=day,
                    tickets=tickets,
                    demand_visits=round(float(figures.demand.mean()), 1),
                    turned_away=round(float(figures.turned_away.mean()), 1),
                    probability=round(probability, 3),
                )
            )
    return tuple(sorted(found, key=lambda r: (-r.turned_away, r.desk, r.day)))


def _without_roster(base: BaseWeek) -> tuple[DeskId, ...]:
    mall = base.plan.input.mall
    posted = {posting.desk for posting in base.run.postings}
    bring = {agency.id for agency in mall.agencies if agency.mode is AgencyMode.AS_GIVEN}
    return tuple(desk.id for desk in mall.desks if desk.agency in bring and desk.id not in posted)


def _with_surges(
    base: BaseWeek, surges: tuple[ExpectedSurge, ...], simulations: Simulations, settings: CheckSettings
) -> BaseWeek:
    """The base with surges nobody counted yet put on its demand, its roster and quotas made anew for it."""
    changes = tuple(
        DemandChange(surge=s.surge, first_day=s.first_day, last_day=s.last_day) for s in surges if not s.is_counted
    )
    if not changes:
        return base
    run = run_week(base, Scenario(name="lonjakan", changes=changes), simulations, settings.what_if)
    plan = replace(base.plan, forecast=_surged(base.plan, changes), postings=run.postings, quotas=run.quotas)
    return make_base_week(sealed(plan), simulations, settings.what_if, base.history)


def _surged(plan: Plan, changes: tuple[DemandChange, ...]) -> tuple[DemandForecast, ...]:
    """The plan's forecasts with the surges on them."""
    scenario = Scenario(name="lonjakan", changes=changes)
    return apply_scenario(scenario, Basis(mall=plan.input.mall, forecasts=plan.forecast)).forecasts


def _candidates(
    base: BaseWeek, holiday: Holiday, risky: tuple[RiskyDay, ...]
) -> Iterator[tuple[DeskId | None, Change]]:
    """Leave moved, training and one officer more at the desks that turn most visits away; a later last ticket."""
    turned: dict[DeskId, float] = {}
    for row in risky:
        turned[row.desk] = turned.get(row.desk, 0.0) + row.turned_away
    mall = base.plan.input.mall
    worst = sorted(turned, key=lambda d: -turned[d])
    yield from islice(_moves(mall, holiday, worst), MOST_MOVED)
    for desk in worst[:WORST_DESKS]:
        yield from ((desk, change) for change in _trainings(base, mall.get_desk(desk)))
        yield desk, OfficerAdded(desk=desk, name="Petugas tambahan")
    later = _later_last_ticket(base, risky[0]) if risky else None
    if later is not None:
        yield None, later


def _moves(mall: Mall, holiday: Holiday, worst: list[DeskId]) -> Iterator[tuple[DeskId, LeaveMoved]]:
    """Leave that misses the week checked, of officers of the desks at risk, worst desk first; each officer once."""
    away = [row for row in away_around(mall, holiday) if row.last_day >= holiday.opens_again]
    told = set()
    for desk in worst:
        for row in (row for row in away if desk in row.desks and row.officer not in told):
            told.add(row.officer)
            yield desk, LeaveMoved(officer=row.officer, new_from=holiday.week.next().days[0])


def _later_last_ticket(base: BaseWeek, worst: RiskyDay) -> LastTicket | None:
    """The mall's last ticket half an hour later where that still leaves half an hour to closing."""
    frame = base.run.frame
    hours = frame.hours_of(worst.desk, worst.day)
    if hours is None:
        return None
    kind = hours.day_type if hours.day_type in frame.mall.timetables else DayType.NORMAL
    timetable = frame.mall.timetables[kind]
    later = minute_of_day(timetable.last_ticket) + LATER_MINUTES
    if later + LEAST_BEFORE_CLOSING_MINUTES > minute_of_day(timetable.close):
        return None
    return LastTicket(last_ticket=clock_of_minute(later), day_type=kind)


def _trainings(base: BaseWeek, desk: Desk) -> Iterator[SkillAdded]:
    """Colleagues of the agency who lack one of the desk's services, the one with most demand first."""
    mall = base.plan.input.mall
    shares = base.week.outlook.shares[desk.id]
    skilled = {(skill.officer, skill.service) for skill in mall.skills}
    colleagues = [officer.id for officer in mall.officers if officer.agency == desk.agency]
    lacking = (
        SkillAdded(officer=officer, service=service)
        for service in sorted(shares, key=lambda s: (-shares[s], s))
        for officer in colleagues
        if (officer, service) not in skilled
    )
    yield from islice(lacking, TRAINED_OFFICERS)


def _tried(
    candidates: list[tuple[DeskId | None, Change]],
    base: BaseWeek,
    executor: Executor,
    settings: CheckSettings,
) -> tuple[Measure, ...]:
    scenarios = [
        Scenario(name=f"{change.kind} {desk or 'mal'} {n}", changes=(change,))
        for n, (desk, change) in enumerate(candidates)
    ]
    sweep = Sweep(
        base={Week.of(base.plan.input.days[0]): base},
        executor=executor,
        settings=settings.what_if,
        tell=lambda told: settings.tell(_measure_tried(told)),
    )
    found = []
    for (desk, change), answer in zip(candidates, sweep.answers(scenarios), strict=True):
        served = answer.rows[0].get("served") if answer else None
        if served is not None and served.is_real and served.difference > 0:
            found.append(
                Measure(
                    change=change,
                    desk=desk,
                    served_more=round(served.difference, 1),
                    low=round(served.low or 0.0, 1),
                    high=round(served.high or 0.0, 1),
                )
            )
    return tuple(sorted(found, key=lambda m: -m.served_more)[:BEST])


def _measure_tried(told: Step) -> Step:
    """How many are tried; a measure has no name that people know."""
    return step("measure_tried", done=told.says["done"], count=told.says["count"])
