"""The day as a fluid: a rough number of tickets in microseconds, where nothing has been simulated yet."""

import math

import numpy as np

from planner.domain.promise import Promise
from planner.queueing.desk_day import DeskDay
from planner.queueing.draws import Floats

STEP_MINUTES = 5.0
LOST_OFFICERS = 0.2  # what chance costs a desk of any size, fitted on 900 simulated splits (benchmarks/table_error.py)

HEAD_START = 0.5  # part of a visit that each officer has already begun when the queue is called, fitted likewise


def fluid_tickets(day: DeskDay, promise: Promise) -> tuple[int, ...]:
    """Tickets of each window, shape (windows,), each window taken alone with its own officers.

    The start crowd and the even flow of a window meet officers that work without chance, less a loss of
    `LOST_OFFICERS`; the promised share must wait no longer than promised and the work must end with the window's span.
    """
    minutes = max(day.visit_minutes(), 1e-6)
    return tuple(
        _most(day.windows[w].last_ticket_minutes - start, _capacity_steps(day, start, end), (minutes, share), promise)
        for w, ((start, end), share) in enumerate(zip(day.window_spans(), _start_shares(day), strict=True))
    )


def _start_shares(day: DeskDay) -> list[float]:
    return [day.arrival_law(w).cumulated[0] for w in range(len(day.windows))]


def _capacity_steps(day: DeskDay, start: float, end: float) -> Floats:
    """Officer minutes of each step of a window's span after the loss."""
    edges = np.arange(start, end, STEP_MINUTES)
    worked = [sum(s.pace * s.working_minutes(a, min(a + STEP_MINUTES, end)) for s in day.shifts) for a in edges]
    return np.maximum(np.array(worked) - LOST_OFFICERS * STEP_MINUTES, 0.0)


def _most(arriving: float, capacity: Floats, visit: tuple[float, float], promise: Promise) -> int:
    low, high = 0, math.ceil(capacity.sum() / visit[0]) + 1
    while low + 1 < high:
        middle = (low + high) // 2
        if _kept(middle, arriving, capacity, visit, promise):
            low = middle
        else:
            high = middle
    return low


def _kept(tickets: int, arriving: float, capacity: Floats, visit: tuple[float, float], promise: Promise) -> bool:
    """Whether the promised share of this many waits no longer than promised, and the work ends in time."""
    minutes, start_share = visit
    done = np.cumsum(capacity)
    ahead = max(1, round(promise.wait_minutes / STEP_MINUTES))
    steps = max(1, math.ceil(arriving / STEP_MINUTES))
    flow = np.full(steps, (1 - start_share) / steps)
    come = start_share + np.cumsum(flow) - flow / 2
    later = np.minimum(np.arange(steps) + ahead, len(done)) - 1
    begun = done[later] + HEAD_START * minutes * capacity[later] / STEP_MINUTES
    queue = _work_before(tickets * minutes * come, done)
    in_time = flow[queue <= begun].sum()
    crowd = min(1.0, begun[0] / max(tickets * minutes * start_share, 1e-9))
    return bool(in_time + start_share * crowd >= promise.wait_share and tickets * minutes <= done[-1])


def _work_before(work: Floats, done: Floats) -> Floats:
    """Work that must be done before a visitor of each step begins, officers idling where nothing waits."""
    idle = np.maximum.accumulate(np.maximum(done[: len(work)] - work, 0.0))
    shifted: Floats = work + np.concatenate([[0.0], idle[:-1]])
    return shifted
