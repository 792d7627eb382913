"""The staffing case of a desk: workload analysis beside what a simulated year says of one officer more or fewer.

Every day of the coming year is forecast by the long range and simulated with as many officers as are there that day.
Who is away is drawn once for all sizes of team, and the level of demand is shared by the whole year, so that
differences between sizes are differences and the year's interval is as wide as what is not known. Officers are taken as
generalists at the norm's pace; at most as many sit as there are counters. Pooled officers do not count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from planner.calendar.hours import DayHours
from planner.domain.demand import DemandForecast
from planner.domain.errors import InvalidValue
from planner.domain.history import History
from planner.domain.ids import DeskId, ServiceId
from planner.domain.mall import Mall
from planner.domain.periods import minute_of_day
from planner.planning.abk import WKE_BKN, WKE_PERMENPAN, Abk, Task
from planner.planning.design_question import team_of
from planner.planning.desk_day_input import arrival_profile, make_windows, service_works
from planner.planning.forecast_demand import forecast_demand
from planner.planning.frame import WeekFrame, make_frame
from planner.planning.simulations import ROUND_SEARCH, Simulations
from planner.queueing.desk_day import DeskDay, Shift
from planner.queueing.proof import ProofSettings, admit, draw_demand

YEAR_DAYS = 365
AWAY_SHARE = 0.08  # leave 5 % and sickness, training, duty trips 3 %: the low end of 8-10 % (assumed)
AWAY_STREAM = 301
KNEE_SHARE = 0.25  # an officer buys little when he brings under a quarter of what the first added one brings
FEWER, MORE = 1, 5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSettings:
    """replications : simulated years. away_share: of officer-days on which somebody is away (assumed)."""

    replications: int = 400
    seed: int = 2
    away_share: float = AWAY_SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Middle of many simulated years, and the range that holds 90 % of them."""

    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamYear:
    """A year with a team of so many.

    tickets_a_day : mean quota. served, turned_away: visits a year. more_served: than today's team, same years.
    over_capacity_share : of days on which more come than tickets are issued.
    """

    officers: int
    tickets_a_day: float
    served: Range
    turned_away: Range
    more_served: Range
    over_capacity_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingCase:
    """Everything the memo says.

    counted_visits, demand_visits : visits a year as counted, and as forecast with what quotas hid.
    one_away_served : visits a day served less when one of the team is away.
    knee : the team size after which another officer buys little; None when none is reached.
    """

    desk: DeskId
    officers: int
    counters: int
    first_day: date
    last_day: date
    open_days: int
    counted_visits: float
    demand_visits: float
    demand_is_estimated: bool
    visit_minutes: float
    abk: Mapping[int, Abk]
    curve: tuple[TeamYear, ...]
    one_away_served: float
    knee: int | None
    settings: CaseSettings

    @property
    def today(self) -> TeamYear:
        """The year with today's team."""
        return next(team for team in self.curve if team.officers == self.officers)


def staffing_case(
    mall: Mall, history: History, desk: DeskId, simulations: Simulations, settings: CaseSettings | None = None
) -> StaffingCase:
    """The case of one desk over the year after the last count; raises InvalidValue without officers or counts."""
    chosen = settings or CaseSettings()
    if history.last_day is None:
        raise InvalidValue("no visits were counted", code="no_history", field="visits")
    officers = len(team_of(mall, desk))
    if not officers:
        raise InvalidValue(f"nobody of its own can serve at {desk}", code="no_officer", field="desk")
    days = [history.last_day + timedelta(days=n) for n in range(1, YEAR_DAYS + 1)]
    frame = make_frame(mall, days)
    outlook = forecast_demand(frame, history)
    forecasts = [f for f in outlook.forecasts if f.desk == desk and f.service is None]
    year = _Year(frame, desk, forecasts, outlook.shares[desk], chosen)
    curve = year.curve(officers, simulations)
    demand = sum(f.mean for f in forecasts)
    visit_minutes = sum(outlook.shares[desk][s.id] * s.visit_minutes for s in mall.services_of(desk))
    tasks = tuple(
        Task(name=s.name, volume=demand * outlook.shares[desk][s.id], norm_minutes=s.visit_minutes)
        for s in mall.services_of(desk)
    )
    return StaffingCase(
        desk=desk,
        officers=officers,
        counters=len(mall.counters_of(desk)),
        first_day=forecasts[0].day,
        last_day=forecasts[-1].day,
        open_days=len(forecasts),
        counted_visits=_counted(history, desk),
        demand_visits=demand,
        demand_is_estimated=any(f.estimated for f in forecasts),
        visit_minutes=visit_minutes,
        abk={wke: Abk(tasks=tasks, holders=officers, wke_minutes=wke) for wke in (WKE_BKN, WKE_PERMENPAN)},
        curve=curve,
        one_away_served=year.one_away(officers),
        knee=_knee(curve, officers),
        settings=chosen,
    )


def _counted(history: History, desk: DeskId) -> float:
    """Visits counted in the last year of history, as they stand in the files."""
    assert history.last_day is not None
    since = history.last_day - timedelta(days=YEAR_DAYS)
    return float(sum(c.visits for c in history.days if c.desk == desk and c.day > since))


def _knee(curve: Sequence[TeamYear], officers: int) -> int | None:
    """Size of team after which the next officer brings under a quarter of what the first added one brings."""
    served = {team.officers: team.served.middle for team in curve}
    first = served[officers + 1] - served[officers]
    for size in range(officers, officers + MORE):
        if first <= 0 or served[size + 1] - served[size] < KNEE_SHARE * first:
            return size
    return None


class _Year:
    """One desk over a year: what every number of officers present serves on every day of every simulated year."""

    def __init__(
        self,
        frame: WeekFrame,
        desk: DeskId,
        forecasts: Sequence[DemandForecast],
        shares: Mapping[ServiceId, float],
        settings: CaseSettings,
    ) -> None:
        self.frame, self.desk, self.forecasts, self.shares = frame, desk, forecasts, shares
        self.settings = settings
        self.counters = len(frame.mall.counters_of(desk))
        self.served: dict[int, Floats] = {}
        self.tickets: dict[int, Floats] = {}

    def curve(self, officers: int, simulations: Simulations) -> tuple[TeamYear, ...]:
        """Teams of one fewer to five more than today's."""
        self._simulate(min(officers + MORE, self.counters), simulations)
        proof = ProofSettings(days=self.settings.replications, seed=self.settings.seed)
        self.demand = np.array([draw_demand(f.quantiles, proof) for f in self.forecasts], dtype=float)
        rng = np.random.default_rng([self.settings.seed, AWAY_STREAM])
        shape = (officers + MORE, len(self.forecasts), self.settings.replications)
        self.here = rng.random(shape) >= self.settings.away_share
        today = self._year_served(officers)
        sizes = range(max(0, officers - FEWER), officers + MORE + 1)
        return tuple(self._team(size, today) for size in sizes)

    def one_away(self, officers: int) -> float:
        """Mean visits a day fewer with one of a full team away."""
        full, short = min(officers, self.counters), min(officers - 1, self.counters)
        return float((self.served[full] - self.served[short]).mean())

    def _simulate(self, most: int, simulations: Simulations) -> None:
        """Served visits, shape (days, replications), and tickets, shape (days,), of 0 to `most` officers present."""
        length = len(self.forecasts)
        self.served[0] = np.zeros((length, self.settings.replications))
        self.tickets[0] = np.zeros(length)
        for present in range(1, most + 1):
            days = [self._day(f.day, present) for f in self.forecasts]
            found = simulations.capacities(dict.fromkeys(days), ROUND_SEARCH)
            rows = [
                _admitted(day, found[day].tickets, f.quantiles, self.settings)
                for day, f in zip(days, self.forecasts, strict=True)
            ]
            self.served[present] = np.array(rows)
            self.tickets[present] = np.array([float(found[day].total) for day in days])

    def _day(self, day: date, present: int) -> DeskDay:
        hours = self.frame.hours_of(self.desk, day)
        assert hours is not None, f"{self.desk} is closed on {day}"
        services = self.frame.services_of[self.desk]
        return DeskDay(
            close_minutes=float(minute_of_day(hours.close) - minute_of_day(hours.open)),
            services=tuple(service_works(self.frame, services, self.shares)),
            shifts=tuple(_generalist(n, hours, [s.id for s in services]) for n in range(present)),
            windows=make_windows(self.frame, self.desk, hours),
            profile=arrival_profile(self.frame, self.desk, hours),
            spill=self.frame.mall.assumptions.spill,
            equipment=self._equipment(),
        )

    def _equipment(self) -> tuple[tuple[str, int], ...]:
        counters = self.frame.mall.counters_of(self.desk)
        names = sorted({s.equipment for s in self.frame.services_of[self.desk] if s.equipment})
        return tuple((name, sum(name in c.equipment for c in counters)) for name in names)

    def _present(self, size: int) -> NDArray[np.int64]:
        """Officers at the counters, shape (days, replications)."""
        there: NDArray[np.int64] = np.minimum(self.here[:size].sum(axis=0), self.counters)
        return there

    def _year_served(self, size: int) -> Floats:
        """Visits served in each simulated year, shape (replications,)."""
        return np.asarray(self._served(size).sum(axis=0))

    def _served(self, size: int) -> Floats:
        every = np.array([self.served[n] for n in range(len(self.served))])
        taken: Floats = np.take_along_axis(every, self._present(size)[None], axis=0)[0]
        return taken

    def _team(self, size: int, today: Floats) -> TeamYear:
        served, present = self._served(size), self._present(size)
        tickets = np.array([self.tickets[n] for n in range(len(self.tickets))])
        issued = np.take_along_axis(tickets[:, :, None].repeat(present.shape[1], axis=2), present[None], axis=0)[0]
        in_year = served.sum(axis=0)
        return TeamYear(
            officers=size,
            tickets_a_day=float(issued.mean()),
            served=_range(in_year),
            turned_away=_range(self.demand.sum(axis=0) - in_year),
            more_served=_range(in_year - today),
            over_capacity_share=float((self.demand > issued).mean()),
        )


def _generalist(number: int, hours: DayHours, services: Sequence[str]) -> Shift:
    """An officer for the whole day, his break in turn at the first permitted starts that do not overlap."""
    opening = minute_of_day(hours.open)
    starts = sorted(minute_of_day(start) - opening for start in hours.break_starts)
    second = next((s for s in starts if s >= starts[0] + hours.break_minutes), None) if starts else None
    groups = starts[:1] if second is None else [starts[0], second]
    breaks = ((float(groups[number % len(groups)]), float(hours.break_minutes)),) if groups else ()
    return Shift(
        id=f"p{number + 1}",
        presence=((0.0, float(minute_of_day(hours.close) - opening)),),
        skills=tuple(services),
        breaks=breaks if hours.break_minutes else (),
    )


def _admitted(day: DeskDay, tickets: tuple[int, ...], quantiles: Sequence[float], settings: CaseSettings) -> Floats:
    """Visits with a ticket on each simulated day: tickets keep the promise, so all of them are served."""
    demand = draw_demand(quantiles, ProofSettings(days=settings.replications, seed=settings.seed))
    admitted, _ = admit(day, demand, tickets, settings.seed)
    return np.asarray(admitted.sum(axis=1), dtype=float)


def _range(years: Floats) -> Range:
    low, middle, high = np.quantile(years, [0.05, 0.5, 0.95])
    return Range(middle=float(middle), low=float(low), high=float(high))
