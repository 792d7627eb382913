"""Demand behind a bound, on root counts taken as normal around regressors: by likelihood and by projection."""

from dataclasses import dataclass

import numpy as np
from scipy.special import log_ndtr, ndtr, ndtri

from planner.forecast.grid import Array

ROUNDS = 200
ENOUGH = 1e-3  # root visits; rounds stop when no day moves more
LOG_ROOT_TWO_PI = 0.5 * float(np.log(2.0 * np.pi))


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundedCounts:
    """What is known of each day: exactly `visits`, or at least `visits` where `bounded`.

    design  : regressors of the root count, shape (days, terms).
    penalty : quadratic penalty of the coefficients, shape (terms, terms).
    """

    visits: Array
    bounded: Array
    design: Array
    penalty: Array

    def smoother(self) -> Array:
        """Matrix that turns root counts into coefficients, shape (terms, days)."""
        return np.asarray(np.linalg.solve(self.design.T @ self.design + self.penalty, self.design.T))


@dataclass(frozen=True, slots=True, kw_only=True)
class RootFit:
    """Middle of the root count on each day, its spread, and the demand expected given what is known of the day."""

    middle: Array
    spread: float
    expected: Array
    variance: Array


def fit_likelihood(data: BoundedCounts, held_spread: float | None = None) -> RootFit:
    """Most likely middle and spread of the root count with bounded days as "at least" (a Tobit on roots), by EM.

    held_spread : spread taken as given, to see what the assumption carries; found with the middle where None.
    """
    bound = np.sqrt(data.visits)
    root, left, smoother = bound.copy(), np.zeros(len(bound)), data.smoother()
    for _ in range(ROUNDS):
        middle = data.design @ (smoother @ root)
        spread = held_spread or max(float(np.sqrt(np.mean((root - middle) ** 2 + left))), 1e-9)
        z = (bound - middle) / spread
        hazard = np.exp(-0.5 * z**2 - LOG_ROOT_TWO_PI - log_ndtr(-z))
        moved = np.where(data.bounded, middle + spread * hazard, bound)
        left = np.where(data.bounded, np.maximum(spread**2 * (1.0 + z * hazard - hazard**2), 0.0), 0.0)
        change, root = float(np.abs(moved - root).max()), moved
        if change < ENOUGH:
            break
    expected = np.where(data.bounded, root**2 + left, data.visits)
    return RootFit(middle=middle, spread=spread, expected=expected, variance=4.0 * root**2 * left + 2.0 * left**2)


def project(data: BoundedCounts) -> Array:
    """Demand of every day: the count where it is exact, on full days the value it was as likely to exceed as not.

    Source: projection detruncation of revenue management (tau = 0.5), on roots. It draws the spread together, so
    it errs low where the likelihood way errs high.
    """
    bound = np.sqrt(data.visits)
    root, smoother = bound.copy(), data.smoother()
    for _ in range(ROUNDS):
        middle = data.design @ (smoother @ root)
        spread = max(float(np.sqrt(np.mean((root - middle) ** 2))), 1e-9)
        moved = np.where(data.bounded, quantile_above(bound, middle, spread, 0.5), bound)
        change, root = float(np.abs(moved - root).max()), moved
        if change < ENOUGH:
            break
    return np.asarray(root**2)


def quantile_above(bound: Array, middle: Array, spread: float, level: float | Array) -> Array:
    """Quantile of the root count given that it is above the bound."""
    tail = np.maximum(ndtr(-(bound - middle) / spread), 1e-12)
    return np.asarray(np.maximum(middle - spread * ndtri((1.0 - level) * tail), bound))
