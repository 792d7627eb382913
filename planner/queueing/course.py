"""How queue and waits run over the day, for a picture of it."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from planner.queueing.desk_day import DeskDay
from planner.queueing.draws import Floats
from planner.queueing.simulate import EVERYBODY, Simulator

STEP_MINUTES = 10.0
LEAST_ARRIVALS = 30  # fewer in a step give no quantile


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Means and P90 over days, one value per step of the day.

    minutes : middle of each step, after opening. waiting_*: people in the queue. wait_*: minutes that who comes then
    will wait, None where hardly anybody comes.
    """

    minutes: tuple[float, ...]
    waiting_mean: tuple[float, ...]
    waiting_p90: tuple[float, ...]
    wait_mean_minutes: tuple[float | None, ...]
    wait_p90_minutes: tuple[float | None, ...]


def day_course(day: DeskDay, tickets: tuple[int, ...], days: int = 1_000, seed: int = 2) -> Course:
    """Simulate the day with exactly these tickets and follow its queue."""
    simulator = Simulator(day, days=days, seed=seed)
    coming = np.tile(np.array(tickets, dtype=np.int64), (days, 1))
    people, out = simulator.run_visits(coming, tuple(EVERYBODY for _ in tickets))
    came = out.begin >= 0
    arrival, begin = np.where(came, people.arrival, np.inf), np.where(came, out.begin, np.inf)
    edges = np.arange(0.0, day.close_minutes + STEP_MINUTES, STEP_MINUTES)
    middles = (edges[:-1] + edges[1:]) / 2
    queues = [((arrival <= t) & (begin > t)).sum(axis=1) for t in middles]
    waits = [begin[here] - arrival[here] for here in _steps(arrival, edges)]
    return Course(
        minutes=tuple(float(t) for t in middles),
        waiting_mean=tuple(float(q.mean()) for q in queues),
        waiting_p90=tuple(float(np.quantile(q, 0.9)) for q in queues),
        wait_mean_minutes=tuple(float(w.mean()) if len(w) >= LEAST_ARRIVALS else None for w in waits),
        wait_p90_minutes=tuple(
            float(np.quantile(w, 0.9, method="higher")) if len(w) >= LEAST_ARRIVALS else None for w in waits
        ),
    )


def _steps(arrival: Floats, edges: Floats) -> list[NDArray[np.bool_]]:
    return [(arrival >= a) & (arrival < b) for a, b in pairwise(edges)]
