"""Demand of a full day from the time at which its last ticket was taken."""

import numpy as np

from planner.forecast.grid import Array

PRIOR_VISITS = 30.0  # the weekday's own mean weighs as much as 30 visits seen today
LEAST_SHARE = 0.02  # a run-out time before the usual first arrivals says "very early", not "infinite demand"
ROUNDS = 30
WEEKS_AROUND = 13  # odd, so that the window is centred


def demand_from_run_out(visits: Array, share_seen: Array, weekday: Array) -> tuple[Array, Array]:
    """Demand and its variance on every day, shape (days,), from the share of a day normally seen by the last ticket.

    visits     : count of the day, tickets issued on full days.
    share_seen : share of arrivals normally seen by the time of the last ticket; NaN on days that were not full.
    weekday    : 0-6, days of one kind share a mean.

    The day's rate has a gamma prior around the mean of its weekday in the 13 weeks around it; what is seen by the
    run-out time makes it a posterior, and the rest of the day is expected at that rate. Means and days are found
    together in a few rounds.
    """
    known = np.isfinite(share_seen)
    seen = np.where(known, np.clip(share_seen, LEAST_SHARE, 1.0), 1.0)
    demand = np.where(known, visits / seen, visits)
    # the run-out time stands in the divisor: without this the mean of its inverse would lift every estimate a little
    unbent = 1.0 - visits / (PRIOR_VISITS + visits) ** 2
    for _ in range(ROUNDS):
        usual = np.maximum(_local_means(demand, weekday), 1e-9)
        rate = (PRIOR_VISITS + visits) / (PRIOR_VISITS / usual + seen) * unbent
        before, demand = demand, np.where(known, visits + (1.0 - seen) * rate, visits)
        if np.abs(demand - before).max(initial=0.0) < 1e-3:
            break
    missed = np.where(known, (1.0 - seen) * rate, 0.0)
    return demand, missed + missed**2 / (PRIOR_VISITS + visits)


def _local_means(demand: Array, weekday: Array) -> Array:
    """Mean of the same weekday in the weeks around each day."""
    means = np.zeros(len(demand))
    window = np.ones(WEEKS_AROUND)
    for kind in np.unique(weekday):
        rows = np.flatnonzero(weekday == kind)
        middle = slice((WEEKS_AROUND - 1) // 2, (WEEKS_AROUND - 1) // 2 + len(rows))
        total = np.convolve(demand[rows], window)[middle]
        means[rows] = total / np.convolve(np.ones(len(rows)), window)[middle]
    return means
