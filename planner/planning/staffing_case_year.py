"""A desk over the coming year: what teams of every size serve, how long people wait, and at both ends of demand.

Every open day is forecast by the long range and simulated with as many officers as are there that day. Who is away is
drawn once for all sizes of team, and the level of demand is shared by the whole year, so that differences between sizes
are differences and the year's interval is as wide as what is not known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from planner.calendar.hours import DayHours
from planner.domain.demand import QUANTILE_LEVELS, DemandForecast
from planner.domain.ids import DeskId, ServiceId
from planner.domain.periods import minute_of_day
from planner.planning.desk_day_input import DeskPlace, day_of_shifts
from planner.planning.frame import WeekFrame
from planner.planning.simulations import ROUND_SEARCH, Simulations
from planner.planning.staffing_case_pool import Shares
from planner.queueing.desk_day import DeskDay, Shift
from planner.queueing.figures import TINY, waits_of
from planner.queueing.proof import ProofSettings, admit, draw_demand
from planner.queueing.simulate import EVERYBODY, Simulator

YEAR_DAYS = 365
AWAY_SHARE = 0.08  # leave 5 % and sickness, training, duty trips 3 %: the low end of 8-10 % (assumed)
AWAY_STREAM, SAMPLE_STREAM, POOL_STREAM = 301, 302, 304
FEWER, MORE = 1, 5
END_SHARE = 0.2  # the fifth of simulated years with least and with most demand
SEEN_DAYS = 400  # simulated days of each kind of day and number of officers whose waits are looked at
WAITED_SHARE = 0.9

LEVELS = (np.arange(200) + 0.5) / 200

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

    def per(self, days: int) -> "Range":
        """The same for one of so many days."""
        return Range(middle=self.middle / days, low=self.low / days, high=self.high / days)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFigures:
    """A team over a set of simulated years, means of them.

    served, turned_away, more_served : visits a year; more_served than with today's team in the same years.
    over_capacity_share : of days on which more come than tickets are issued.
    wait_p90_minutes, finish_probability : of visits and days on which somebody of the team is there.
    utilisation : minutes of visits over minutes officers sit there, breaks left out.
    """

    served: float
    turned_away: float
    more_served: float
    over_capacity_share: float
    wait_p90_minutes: float
    utilisation: float
    finish_probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamYear:
    """A year with a team of so many: over all simulated years, and in those with least and most demand.

    tickets_a_day : mean quota. served, turned_away, more_served: visits a year with their range.
    """

    officers: int
    tickets_a_day: float
    served: Range
    turned_away: Range
    more_served: Range
    whole: TeamFigures
    least_demand: TeamFigures
    most_demand: TeamFigures


def admitted_on(day: DeskDay, demand: NDArray[np.int64], tickets: tuple[int, ...], seed: int) -> NDArray[np.int64]:
    """Who gets a ticket on days of one kind, shape (days, simulated years, windows); demand: (days, simulated years).

    What is drawn for a single day is drawn anew for each, so that the luck of single days evens out over a year.
    """
    rows = admit(day, demand.ravel(), tickets, seed)[0]
    return rows.reshape(*demand.shape, len(tickets))


def range_of(years: Floats) -> Range:
    """The range of simulated years."""
    low, middle, high = np.quantile(years, [0.05, 0.5, 0.95])
    return Range(middle=float(middle), low=float(low), high=float(high))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskYear:
    """A desk and its forecasts of the open days of a year.

    shares : of its services in its demand. pool: of pooled officers the share of its time they sit there.
    """

    frame: WeekFrame
    desk: DeskId
    forecasts: tuple[DemandForecast, ...]
    shares: Mapping[ServiceId, float]
    pool: Shares = field(default_factory=dict)

    @property
    def counters(self) -> int:
        """Counters at which its officers may sit."""
        return len(self.frame.mall.counters_of(self.desk))

    @property
    def counters_are_assumed(self) -> bool:
        """True when nobody told its counters: each is one that the intake numbered, one for each officer."""
        own = {counter.id for counter in self.frame.mall.counters_of(self.desk)}
        return own == {f"{self.desk}-L{number}" for number in range(1, len(own) + 1)}

    def counters_with(self, added: int) -> int:
        """Counters with so many officers more: one more for each where the number of counters is assumed."""
        return self.counters + (max(0, added) if self.counters_are_assumed else 0)

    @property
    def open_days(self) -> int:
        """Days on which it is open."""
        return len(self.forecasts)

    @property
    def demand_visits(self) -> float:
        """Visits expected in the year, the mean of what `demand` draws: the long range leans on past misses there."""
        return sum(float(np.interp(LEVELS, QUANTILE_LEVELS, f.quantiles).mean()) for f in self.forecasts)

    @property
    def visit_minutes(self) -> float:
        """Officer minutes of its average visit at the norm's pace."""
        return sum(self.shares.get(s.id, 0.0) * s.visit_minutes for s in self.frame.services_of[self.desk])

    def demand(self, settings: CaseSettings) -> NDArray[np.int64]:
        """Visits that want to come, shape (days, simulated years); a simulated year has one level of demand."""
        proof = ProofSettings(days=settings.replications, seed=settings.seed)
        return np.array([draw_demand(f.quantiles, proof) for f in self.forecasts])

    def kinds(self) -> tuple[NDArray[np.int64], ...]:
        """Places in `forecasts` of the days that are alike but for their demand, a group for each kind of day."""
        found: dict[DeskDay, list[int]] = {}
        for n, forecast in enumerate(self.forecasts):
            found.setdefault(self.day_with(forecast.day, 1), []).append(n)
        return tuple(np.array(places) for places in found.values())

    def day_with(self, day: date, officers: int) -> DeskDay:
        """A day with so many generalists at the norm's pace."""
        hours = self.frame.hours_of(self.desk, day)
        assert hours is not None, f"{self.desk} is closed on {day}"
        services = self.frame.services_of[self.desk]
        shifts = tuple(_generalist(n, hours, [s.id for s in services]) for n in range(officers))
        place = DeskPlace(frame=self.frame, desk=self.desk, hours=hours)
        return day_of_shifts(place, shifts, services, self.shares)


def break_of(number: int, hours: DayHours, *, in_turn: bool = True) -> tuple[tuple[float, float], ...]:
    """The break of the number-th officer, in turn at the first permitted starts that do not overlap."""
    opening = minute_of_day(hours.open)
    starts = sorted(minute_of_day(start) - opening for start in hours.break_starts)
    if not starts or not hours.break_minutes:
        return ()
    second = next((s for s in starts if s >= starts[0] + hours.break_minutes), None) if in_turn else None
    groups = starts[:1] if second is None else [starts[0], second]
    return ((float(groups[number % len(groups)]), float(hours.break_minutes)),)


def _generalist(number: int, hours: DayHours, services: Sequence[str]) -> Shift:
    return Shift(
        id=f"p{number + 1}",
        presence=((0.0, float(minute_of_day(hours.close) - minute_of_day(hours.open))),),
        skills=tuple(services),
        breaks=break_of(number, hours),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """Some simulated days with so many officers, the days of the year standing for `weight` of them each.

    waits : (rows, places) minutes, NaN where nobody came. year: of each row. busy, working: officer minutes of a row.
    """

    waits: Floats
    year: NDArray[np.int64]
    weight: float
    busy: Floats
    working: float
    finished: NDArray[np.bool_]


class TeamYears:
    """What every number of officers present serves on every day of every simulated year, and the teams made of it."""

    def __init__(self, year: DeskYear, officers: int, simulations: Simulations, settings: CaseSettings) -> None:
        self.year, self.officers, self.settings = year, officers, settings
        self.most = max(1, min(officers + MORE + len(year.pool), year.counters_with(MORE)))
        self.demand, self.kinds = year.demand(settings), year.kinds()
        rng = np.random.default_rng([settings.seed, AWAY_STREAM])
        self.here = rng.random((officers + MORE, *self.demand.shape)) >= settings.away_share
        self.pooled = self._pooled()
        self.served = np.zeros((self.most + 1, *self.demand.shape))
        self.tickets = np.zeros((self.most + 1, len(self.demand)))
        self.seen: dict[int, tuple[_Seen, ...]] = {0: ()}
        for present in range(1, self.most + 1):
            self._simulate(present, simulations)
        total = self.demand.sum(axis=0)
        order = np.argsort(total, kind="stable")
        count = max(1, round(END_SHARE * len(order)))
        self.every, self.least, self.most_years = order, order[:count], order[-count:]

    def curve(self) -> tuple[TeamYear, ...]:
        """Teams of one fewer to five more than today's, pooled officers beside them as in the rosters."""
        today = self._served(self.officers).sum(axis=0)
        return tuple(self._team(n, today) for n in range(max(0, self.officers - FEWER), self.officers + MORE + 1))

    def curve_without_pool(self) -> tuple[TeamYear, ...]:
        """The same years with nobody of the pool; none where nobody of the pool sits there."""
        if not self.year.pool:
            return ()
        pooled, self.pooled = self.pooled, np.zeros_like(self.pooled)
        alone = self.curve()
        self.pooled = pooled
        return alone

    def one_away(self) -> float:
        """Mean visits a day fewer with one of a full team away."""
        full, short = (self._seated(np.int64(n) + self.pooled, n) for n in (self.officers, self.officers - 1))
        return float((self._at(full) - self._at(short)).mean())

    def _pooled(self) -> NDArray[np.int64]:
        """Pooled officers there, shape (days, simulated years): each on his share of days, drawn once for all teams."""
        shares = np.array(list(self.year.pool.values())).reshape(-1, 1, 1)
        luck = np.random.default_rng([self.settings.seed, POOL_STREAM]).random((len(shares), *self.demand.shape))
        there: NDArray[np.int64] = (luck < shares).sum(axis=0)
        return there

    def _simulate(self, present: int, simulations: Simulations) -> None:
        days = [self.year.day_with(self.year.forecasts[places[0]].day, present) for places in self.kinds]
        found = simulations.capacities(dict.fromkeys(days), ROUND_SEARCH)
        grace, seen = simulations.promise.grace_minutes, []
        for kind, (places, day) in enumerate(zip(self.kinds, days, strict=True)):
            rows = admitted_on(day, self.demand[places], found[day].tickets, self.settings.seed + kind)
            self.served[present, places] = rows.sum(axis=2)  # tickets keep the promise, so all of them are served
            self.tickets[present, places] = found[day].total
            seen.append(self._seen(day, rows, grace))
        self.seen[present] = tuple(seen)

    def _seen(self, day: DeskDay, admitted: NDArray[np.int64], grace_minutes: float) -> _Seen:
        """A sample of the days of one kind, every simulated year as often as any other."""
        rng = np.random.default_rng([self.settings.seed, SAMPLE_STREAM])
        years = self.settings.replications
        year = np.arange(SEEN_DAYS) % years
        of_day = rng.integers(0, len(admitted), SEEN_DAYS)
        coming = np.ascontiguousarray(admitted[of_day, year])
        simulator = Simulator(day, days=SEEN_DAYS, seed=self.settings.seed)
        people, out = simulator.run_visits(coming, tuple(EVERYBODY for _ in day.windows))
        waits = waits_of(people, out)
        done = np.isfinite(waits)
        return _Seen(
            waits=waits,
            year=year,
            weight=len(admitted) / SEEN_DAYS,
            busy=np.where(done, np.where(done, out.end, 0.0) - np.where(done, out.begin, 0.0), 0.0).sum(axis=1),
            working=sum(shift.working_minutes(0.0, day.close_minutes) for shift in day.shifts),
            finished=out.last_end <= day.close_minutes + grace_minutes + TINY,
        )

    def _present(self, size: int) -> NDArray[np.int64]:
        """Officers at the counters, shape (days, simulated years)."""
        return self._seated(self.here[:size].sum(axis=0) + self.pooled, size)

    def _seated(self, there: NDArray[np.int64], size: int) -> NDArray[np.int64]:
        """Of those who are there, as many as there are counters for a team of that size."""
        most = min(self.most, self.year.counters_with(size - self.officers))
        seated: NDArray[np.int64] = np.minimum(there, most)
        return seated

    def _served(self, size: int) -> Floats:
        return self._at(self._present(size))

    def _at(self, present: NDArray[np.int64]) -> Floats:
        taken: Floats = np.take_along_axis(self.served, present[None], axis=0)[0]
        return taken

    def _team(self, size: int, today: Floats) -> TeamYear:
        served, present = self._served(size), self._present(size)
        issued = self.tickets[present, np.arange(len(self.demand))[:, None]]
        in_year = served.sum(axis=0)
        turned = self.demand.sum(axis=0) - in_year
        over = (self.demand > issued).mean(axis=0)
        part = np.bincount(present.ravel(), minlength=self.most + 1) / present.size

        def figures(years: NDArray[np.int64]) -> TeamFigures:
            wait, used, finished = self._experience(part, years)
            return TeamFigures(
                served=float(in_year[years].mean()),
                turned_away=float(turned[years].mean()),
                more_served=float((in_year - today)[years].mean()),
                over_capacity_share=float(over[years].mean()),
                wait_p90_minutes=wait,
                utilisation=used,
                finish_probability=finished,
            )

        return TeamYear(
            officers=size,
            tickets_a_day=float(issued.mean()),
            served=range_of(in_year),
            turned_away=range_of(turned),
            more_served=range_of(in_year - today),
            whole=figures(self.every),
            least_demand=figures(self.least),
            most_demand=figures(self.most_years),
        )

    def _experience(self, part: Floats, years: NDArray[np.int64]) -> tuple[float, float, float]:
        """Wait p90 in minutes, utilisation, share of days that end in time; part: of days with so many present."""
        rows = [
            (seen, np.isin(seen.year, years), seen.weight * part[present])
            for present, kinds in self.seen.items()
            for seen in kinds
            if part[present] > 0
        ]
        if not rows:
            return 0.0, 0.0, 1.0
        busy = sum(weight * seen.busy[chosen].sum() for seen, chosen, weight in rows)
        working = sum(weight * seen.working * chosen.sum() for seen, chosen, weight in rows)
        finished = sum(weight * seen.finished[chosen].sum() for seen, chosen, weight in rows)
        days = sum(weight * chosen.sum() for _, chosen, weight in rows)
        waits = [(seen.waits[chosen][~np.isnan(seen.waits[chosen])], weight) for seen, chosen, weight in rows]
        return _p90(waits), float(busy / working) if working else 0.0, float(finished / days) if days else 1.0


def _p90(waits: Sequence[tuple[Floats, float]]) -> float:
    """The wait that nine of ten do not exceed, each group's visits with their weight; 0 when nobody came."""
    values = np.concatenate([group for group, _ in waits])
    if not values.size:
        return 0.0
    weights = np.concatenate([np.full(group.size, weight) for group, weight in waits])
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    return float(values[order][min(values.size - 1, int(np.searchsorted(reached, WAITED_SHARE)))])
