"""The staffing case of a desk: workload analysis beside what a simulated year says of one officer more or fewer.

Officers of the curve are taken as generalists at the norm's pace; at most as many sit as there are counters. Pooled
officers sit beside them on the share of days on which rosters have them there, and the same years are told without
them. Measures that cost nothing are tried on the team as it is, skills and pace of the sheets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from planner.domain.demand import QUANTILE_LEVELS, DemandForecast
from planner.domain.errors import InvalidValue
from planner.domain.history import History
from planner.domain.ids import DeskId
from planner.domain.mall import Mall
from planner.planning.design_question import team_of
from planner.planning.forecast_demand import DemandOutlook, forecast_demand
from planner.planning.frame import WeekFrame, make_frame
from planner.planning.learned import with_learned
from planner.planning.simulations import Simulations
from planner.planning.staffing_case_abk import ENOUGH_WEEKS, CaseAbk, case_abk, counted_year
from planner.planning.staffing_case_limit import Limit, find_limit
from planner.planning.staffing_case_measures import Measures, try_measures
from planner.planning.staffing_case_pool import NO_ROSTER, PooledSeats, Shares
from planner.planning.staffing_case_trial import skills_at
from planner.planning.staffing_case_year import (
    MORE,
    YEAR_DAYS,
    CaseSettings,
    DeskYear,
    Range,
    TeamFigures,
    TeamYear,
    TeamYears,
    range_of,
)
from planner.planning.steps import Told, silent, step

__all__ = ["CaseSettings", "Range", "StaffingCase", "TeamFigures", "TeamYear", "staffing_case"]

KNEE_SHARE = 0.25  # an officer buys little when he brings under a quarter of what the first added one brings
KNOWN_WELL = 0.2  # demand is known well when 90 % of its years lie within this share of the middle
ASSUMED_SPREAD = 0.3  # of demand, 90 % of its years, where too little was counted to learn the spread (assumed)
BUSY_SHARE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Knee:
    """Size of team after which another officer buys little; None where none of the curve's is reached."""

    middle: int | None
    least_demand: int | None
    most_demand: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Pooled officers at the desk. shares: of its time each sits there in the rosters of these weeks.

    are_able : how many could serve there. curve: the years of StaffingCase.curve without them, none where none sits.
    """

    shares: Shares
    are_able: int = 0
    weeks: tuple[str, ...] = ()
    is_published: bool = True
    curve: tuple[TeamYear, ...] = ()

    @property
    def officers(self) -> float:
        """Pooled officers there at a time, on average."""
        return sum(self.shares.values())


NOBODY = Pool(shares={})


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingCase:
    """Everything the memo says.

    counters_are_assumed : nobody told them, so that the curve adds one with each officer. curve: pooled officers count.
    demand : visits a year, over the simulated years. busy_day_visits: not exceeded on nine days of ten.
    one_away_served : visits a day served less when one of the team is away. away_days_share: days on which one is.
    knee : see Knee.
    """

    desk: DeskId
    officers: int
    counters: int
    first_day: date
    last_day: date
    open_days: int
    demand_visits: float
    demand: Range
    demand_is_estimated: bool
    busy_day_visits: float
    visit_minutes: float
    abk: CaseAbk
    curve: tuple[TeamYear, ...]
    one_away_served: float
    away_days_share: float
    knee: Knee
    limit: Limit
    measures: Measures
    settings: CaseSettings
    counters_are_assumed: bool = False
    pool: Pool = NOBODY

    @property
    def today(self) -> TeamYear:
        """The year with today's team."""
        return self.team(0)

    def team(self, added: int) -> TeamYear:
        """The year with so many officers more than today."""
        return next(team for team in self.curve if team.officers == self.officers + added)

    def without_pool(self, added: int) -> TeamYear | None:
        """The same year with nobody of the pool; None where nobody of the pool sits there."""
        return next((team for team in self.pool.curve if team.officers == self.officers + added), None)

    @property
    def most_officers(self) -> int:
        """Largest team that was looked at."""
        return self.curve[-1].officers

    @property
    def counted_visits(self) -> float:
        """Visits counted in the last year."""
        return self.abk.counted_visits

    @property
    def demand_is_known_well(self) -> bool:
        """True when the year's demand lies in a narrow range."""
        return self.demand.high - self.demand.low <= KNOWN_WELL * self.demand.middle

    @property
    def is_enough(self) -> bool:
        """True when enough weeks were counted, day by day, for more than a direction."""
        return self.abk.counted_weeks >= ENOUGH_WEEKS and not self.abk.is_monthly


def staffing_case(
    mall: Mall,
    history: History,
    desk: DeskId,
    simulations: Simulations,
    settings: CaseSettings | None = None,
    tell: Told = silent,
    seats: PooledSeats = NO_ROSTER,
) -> StaffingCase:
    """The case of one desk over the year after the last count, pooled officers where `seats` has them.

    Raises InvalidValue without counts (`no_history`), counters (`no_counter`), officers of its own (`no_officer`) or
    open days (`desk_closed`).
    """
    chosen = settings or CaseSettings()
    if history.last_day is None:
        raise InvalidValue("no visits were counted", code="no_history", field="visits")
    mall = with_learned(mall, history).mall
    officers = len(team_of(mall, desk))
    if not mall.counters_of(desk):
        raise InvalidValue(f"there is no counter for {desk}", code="no_counter", field="desk")
    if not officers:
        raise InvalidValue(f"nobody of its own can serve at {desk}", code="no_officer", field="desk")
    frame = make_frame(mall, [history.last_day + timedelta(days=n) for n in range(1, YEAR_DAYS + 1)])
    tell(step("year"))
    outlook = forecast_demand(frame, history)
    years = {d: replace(year, pool=seats.at(d)) for d, year in _years(frame, outlook, history).items()}
    if desk not in years:
        raise InvalidValue(f"{desk} is closed all year", code="desk_closed", field="desk")
    tell(step("teams"))
    teams = TeamYears(years[desk], officers, simulations, chosen)
    measures = try_measures(years, desk, simulations, chosen, tell)
    made = _made(teams, measures, case_abk(years, desk, history), simulations)
    return replace(made, pool=replace(made.pool, weeks=tuple(map(str, seats.weeks)), is_published=seats.is_published))


def _made(teams: TeamYears, measures: Measures, abk: CaseAbk, simulations: Simulations) -> StaffingCase:
    year, officers, settings = teams.year, teams.officers, teams.settings
    curve = teams.curve()
    today = next(team for team in curve if team.officers == officers)
    turned_away = today.turned_away.middle / max(1.0, float(np.median(teams.demand.sum(axis=0))))
    return StaffingCase(
        desk=year.desk,
        officers=officers,
        counters=year.counters,
        first_day=year.forecasts[0].day,
        last_day=year.forecasts[-1].day,
        open_days=year.open_days,
        demand_visits=year.demand_visits,
        demand=range_of(teams.demand.sum(axis=0).astype(float)),
        demand_is_estimated=any(f.estimated for f in year.forecasts),
        busy_day_visits=float(np.quantile(teams.demand, BUSY_SHARE)),
        visit_minutes=year.visit_minutes,
        abk=abk,
        curve=curve,
        one_away_served=teams.one_away(),
        away_days_share=1 - (1 - settings.away_share) ** officers,
        knee=_knee(curve, officers),
        limit=find_limit(year, officers, turned_away, simulations),
        measures=measures,
        settings=settings,
        counters_are_assumed=year.counters_are_assumed,
        pool=Pool(shares=year.pool, are_able=_able(year), curve=teams.curve_without_pool()),
    )


def _able(year: DeskYear) -> int:
    """Pooled officers with a skill at the desk on its first day."""
    return sum(o.agency is None and bool(skills_at(year, o.id)) for o in year.frame.mall.officers)


def _years(frame: WeekFrame, outlook: DemandOutlook, history: History) -> dict[DeskId, DeskYear]:
    found: dict[DeskId, DeskYear] = {}
    for desk in frame.mall.desks:
        own = tuple(f for f in outlook.forecasts if f.desk == desk.id and f.service is None)
        if counted_year(frame.mall, history, desk.id)[1] < ENOUGH_WEEKS:
            own = tuple(_with_assumed_spread(f) for f in own)
        if own:
            found[desk.id] = DeskYear(frame=frame, desk=desk.id, forecasts=own, shares=outlook.shares[desk.id])
    return found


def _with_assumed_spread(forecast: DemandForecast) -> DemandForecast:
    """The forecast's mean with an even spread: the long range cannot learn one from a few weeks."""
    factors = (1 + ASSUMED_SPREAD * (level - 0.5) / 0.45 for level in QUANTILE_LEVELS)
    return replace(forecast, quantiles=tuple(forecast.mean * factor for factor in factors))


def _knee(curve: Sequence[TeamYear], officers: int) -> Knee:
    return Knee(
        middle=_little_after({team.officers: team.served.middle for team in curve}, officers),
        least_demand=_little_after({team.officers: team.least_demand.served for team in curve}, officers),
        most_demand=_little_after({team.officers: team.most_demand.served for team in curve}, officers),
    )


def _little_after(served: Mapping[int, float], officers: int) -> int | None:
    """Size of team after which the next officer brings under a quarter of what the first added one brings."""
    first = served[officers + 1] - served[officers]
    for size in range(officers, officers + MORE):
        if first <= 0 or served[size + 1] - served[size] < KNEE_SHARE * first:
            return size
    return None
