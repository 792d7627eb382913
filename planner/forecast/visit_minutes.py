"""What a visit asks of an officer: needs per visit and minutes, learned from tickets people forgot to close."""

from dataclasses import dataclass

import numpy as np

from planner.domain.errors import InvalidValue
from planner.forecast.grid import Array

SHORTEST_MINUTES, LONGEST_MINUTES = 0.5, 180.0  # outside, nobody was served: a click at once, or none until closing
FAR = 3.5  # robust standard deviations of log minutes beyond which a visit is a forgotten click
MAD_TO_SD = 1.4826
LEAST_SD = 0.25  # of log minutes; below it a service is so regular that nothing is far
LEAST_VISITS = 30
MOST_NEEDS = 4
NEEDS_PULL_VISITS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitMinutes:
    """Minutes of one service's visits: setup once, then each need.

    need_cv  : standard deviation of a need's minutes over their mean.
    visits   : tickets learned from. left_out : tickets whose times cannot be true.
    """

    setup_minutes: float
    need_minutes: float
    need_cv: float
    visits: int
    left_out: int

    def of(self, needs: int) -> float:
        """Mean minutes of a visit with that many needs."""
        return self.setup_minutes + needs * self.need_minutes


def learn_visit_minutes(minutes: Array, needs: Array) -> VisitMinutes:
    """Setup and need minutes from called-to-finished minutes and needs (1-4) of one service's tickets.

    Times of nothing or of half a day, and those far from the others on the log scale, are left out; mean and setup come
    from weighted least squares over the rest, setup 0 where all visits have the same needs.
    """
    minutes, needs = np.asarray(minutes, dtype=float), np.asarray(needs, dtype=float)
    kept = believable(minutes, needs)
    if kept.sum() < LEAST_VISITS:
        raise InvalidValue(
            f"{int(kept.sum())} tickets with believable times, {LEAST_VISITS} needed",
            code="few_tickets",
            field="tickets",
        )
    setup, each = _setup_and_need(minutes[kept], needs[kept])
    residual = minutes[kept] - setup - each * needs[kept]
    variance = float((residual**2).sum() / needs[kept].sum())
    return VisitMinutes(
        setup_minutes=setup,
        need_minutes=each,
        need_cv=float(np.sqrt(variance)) / each,
        visits=int(kept.sum()),
        left_out=int((~kept).sum()),
    )


def believable(minutes: Array, needs: Array) -> Array:
    """Which times can be true, judged against visits with the same number of needs."""
    kept = np.isfinite(minutes) & (minutes >= SHORTEST_MINUTES) & (minutes <= LONGEST_MINUTES)
    log = np.log(np.where(kept, minutes, 1.0)) - np.log(needs) / 2.0  # between "needs add" and "needs cost nothing"
    if not kept.any():
        return np.asarray(kept)
    middle = np.median(log[kept])
    spread = max(MAD_TO_SD * float(np.median(np.abs(log[kept] - middle))), LEAST_SD)
    return np.asarray(kept & (np.abs(log - middle) <= FAR * spread))


def _setup_and_need(minutes: Array, needs: Array) -> tuple[float, float]:
    """Setup and minutes per need by least squares weighted with 1 / needs; neither below 0."""
    weight = 1.0 / needs
    if np.ptp(needs) == 0:
        return 0.0, float((minutes * weight).mean())
    mean_needs, mean_minutes = np.average(needs, weights=weight), np.average(minutes, weights=weight)
    cross = np.average((needs - mean_needs) * (minutes - mean_minutes), weights=weight)
    slope = cross / np.average((needs - mean_needs) ** 2, weights=weight)
    setup = mean_minutes - slope * mean_needs
    if setup < 0.0 or slope <= 0.0:
        return 0.0, float(minutes.sum() / needs.sum())
    return float(setup), float(slope)


def learn_needs_share(needs: Array, default: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0)) -> tuple[float, ...]:
    """Shares of visits with 1, 2, 3 and 4 needs, drawn to the default by 20 visits; more than 4 count as 4."""
    count = np.bincount(np.clip(np.asarray(needs, dtype=int), 1, MOST_NEEDS), minlength=MOST_NEEDS + 1)[1:]
    shares = count + NEEDS_PULL_VISITS * np.array(default)
    return tuple((shares / shares.sum()).tolist())
