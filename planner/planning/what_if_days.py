"""What a simulated desk-day comes to, kept in batches of days so that differences have intervals.

Two runs with the same seed meet the same people on the same days, so a difference between them is a difference of what
was changed, and a desk-day that nothing touched differs by exactly 0.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import partial
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.domain.promise import Promise
from planner.queueing.desk_day import DeskDay
from planner.queueing.event_loop import LEFT
from planner.queueing.proof import ProofSettings, admit, draw_demand
from planner.queueing.simulate import EVERYBODY, Simulator

BATCHES = 20
STUDENT_95 = 2.093  # two-sided 95 % quantile of Student's t with BATCHES - 1 degrees of freedom
LONGEST_WAIT_MINUTES = 240  # longer waits, and those of who left unserved, count as this one
WAIT_P90 = 0.9

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One desk-day to simulate: `day` None where nobody posted can serve; then all demand is turned away.

    refused_by_limits : visits a day that limits of single services turn away before the desk.
    """

    day: DeskDay | None
    tickets: tuple[int, ...]
    demand_quantiles: tuple[float, ...]
    promise: Promise
    refused_by_limits: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """Means of a day over each batch of simulated days, arrays of shape (BATCHES,); visits unless said otherwise.

    within, came : visits that waited as promised, and all that came with a ticket. finished: share of days that ended
    in time. work_minutes, officer_minutes: minutes of work served, and of officers there. overtime_minutes: officer
    minutes past duty end. waits: visits by whole minutes waited, shape (BATCHES, LONGEST_WAIT_MINUTES + 1).
    """

    demand: Floats
    served: Floats
    turned_away: Floats
    came: Floats
    within: Floats
    finished: Floats
    work_minutes: Floats
    officer_minutes: Floats
    overtime_minutes: Floats
    waits: Floats


COUNTED = tuple(f.name for f in fields(DayFigures) if f.name != "finished")


def simulate_day(question: Question, settings: ProofSettings) -> DayFigures:
    """Simulate the days of one desk and count them in batches."""
    demand = draw_demand(question.demand_quantiles, settings)
    day = question.day
    if day is None or not sum(question.tickets):
        return _nobody_served(demand, question.refused_by_limits)
    simulator = Simulator(day, days=settings.days, seed=settings.seed)
    if len(question.tickets) == 1:
        people, out = simulator.run_visits(demand[:, None], question.tickets)
    else:
        admitted, _ = admit(day, demand, question.tickets, settings.seed)
        people, out = simulator.run_visits(admitted, tuple(EVERYBODY for _ in question.tickets))
    came = out.begin >= 0
    served = came & (out.begin != LEFT)
    waits = np.where(came, np.where(came, out.begin, 0.0) - people.arrival, np.nan)
    served_a_day = served.sum(axis=1)
    closing = day.close_minutes + question.promise.grace_minutes
    batch = _batched
    return DayFigures(
        demand=batch(demand) + question.refused_by_limits,
        served=batch(served_a_day),
        turned_away=batch(demand - served_a_day) + question.refused_by_limits,
        came=batch(came.sum(axis=1)),
        within=batch((came & (waits <= question.promise.wait_minutes + 1e-9)).sum(axis=1)),
        finished=batch(out.last_end <= closing + 1e-9),
        work_minutes=batch(served_a_day) * day.visit_minutes(),
        officer_minutes=np.full(BATCHES, _officer_minutes(day)),
        overtime_minutes=batch(np.minimum(out.overtime, LONGEST_WAIT_MINUTES * len(day.shifts))),
        waits=_wait_counts(waits, settings.days),
    )


def _nobody_served(demand: Ints, refused: float) -> DayFigures:
    none = np.zeros(BATCHES)
    asked = _batched(demand) + refused
    return DayFigures(
        demand=asked,
        served=none,
        turned_away=asked,
        came=none,
        within=none,
        finished=np.ones(BATCHES),
        work_minutes=none,
        officer_minutes=none,
        overtime_minutes=none,
        waits=np.zeros((BATCHES, LONGEST_WAIT_MINUTES + 1)),
    )


def _batched(values: NDArray[Any]) -> Floats:
    """Mean of each batch of days; shape (days,) to (BATCHES,)."""
    parts = np.array_split(values.astype(float), BATCHES)
    return np.array([part.mean() for part in parts])


def _officer_minutes(day: DeskDay) -> float:
    """Working minutes of all officers, each at his mean pace over the desk's demand."""
    total = sum(s.demand_share for s in day.services)
    minutes = 0.0
    for shift in day.shifts:
        pace = sum(s.demand_share * shift.pace_in(s.id) for s in day.services if s.id in shift.skills)
        held = sum(s.demand_share for s in day.services if s.id in shift.skills)
        minutes += shift.working_minutes(0.0, day.close_minutes) * (pace / held if held else total)
    return minutes


def _wait_counts(waits: Floats, days: int) -> Floats:
    """Visits a day by whole minutes waited (rounded up), for each batch."""
    minutes = np.ceil(np.minimum(np.nan_to_num(waits, nan=-1.0, posinf=LONGEST_WAIT_MINUTES), LONGEST_WAIT_MINUTES))
    return np.array(
        [
            np.bincount(part[part >= 0].astype(np.int64), minlength=LONGEST_WAIT_MINUTES + 1) / len(part)
            for part in np.array_split(minutes, min(BATCHES, days))
        ]
    )


def added(figures: Iterable[DayFigures]) -> DayFigures:
    """Desk-days together; `finished` becomes the mean share over those of them that had anybody."""
    every = list(figures)
    staffed = [f for f in every if f.came.any()] or every
    sums = {name: np.sum([getattr(f, name) for f in every], axis=0) for name in COUNTED}
    return DayFigures(**sums, finished=np.mean([f.finished for f in staffed], axis=0))


def wait_p90(waits: Floats) -> float:
    """The P90 in whole minutes of waits counted by minute, shape (minutes,); 0 when nobody came."""
    total = waits.sum()
    if total <= 0:
        return 0.0
    return float(np.searchsorted(np.cumsum(waits), WAIT_P90 * total - 1e-9))


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole > 0 else 1.0


KPIS: dict[str, Callable[[DayFigures, slice], float]] = {
    "served": lambda f, at: float(f.served[at].mean()),
    "turned_away": lambda f, at: float(f.turned_away[at].mean()),
    "wait_p90_minutes": lambda f, at: wait_p90(f.waits[at].sum(axis=0)),
    "share_within": lambda f, at: _share(f.within[at].sum(), f.came[at].sum()),
    "finish_probability": lambda f, at: float(f.finished[at].mean()),
    "utilisation": lambda f, at: float(f.work_minutes[at].sum() / max(f.officer_minutes[at].sum(), 1e-9)),
    "after_duty_minutes": lambda f, at: float(f.overtime_minutes[at].mean()),
}
EVERY = slice(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A key figure of base and scenario. low, high: 95 % interval of the difference; None where none is simulated."""

    kpi: str
    base: float
    scenario: float
    difference: float
    low: float | None = None
    high: float | None = None

    @property
    def is_real(self) -> bool:
        """False when the interval of the difference holds 0, or nothing differs."""
        if self.low is None or self.high is None:
            return self.difference != 0
        return self.difference != 0 and not self.low <= 0 <= self.high


def compared(base: DayFigures, scenario: DayFigures) -> tuple[Compared, ...]:
    """Every simulated key figure of two sets of desk-days, with the interval of its difference over the batches."""
    return tuple(with_interval(kpi, partial(of, base), partial(of, scenario)) for kpi, of in KPIS.items())


def with_interval(kpi: str, base: Callable[[slice], float], scenario: Callable[[slice], float]) -> Compared:
    """A figure of two runs over all batches, the interval from its difference in each of them."""
    difference = scenario(EVERY) - base(EVERY)
    each = [scenario(slice(n, n + 1)) - base(slice(n, n + 1)) for n in range(BATCHES)]
    half = STUDENT_95 * float(np.std(each, ddof=1)) / sqrt(BATCHES)
    return Compared(
        kpi=kpi,
        base=base(EVERY),
        scenario=scenario(EVERY),
        difference=difference,
        low=difference - half,
        high=difference + half,
    )
