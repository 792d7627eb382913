"""Poisson regression of each service on the calendar: weekday, year, trend, holidays, the moving feasts."""

import numpy as np

from planner.forecast.calendar_days import CalendarDays
from planner.forecast.grid import Array, Grid
from planner.forecast.levels import faded_sum

WAVES = 4
RIDGE = 2.0  # in days: a coefficient needs about this many days to move
ROUNDS = 6
HALF_LIFE_DAYS = 365.0
LATELY_DAYS = 14.0
LARGEST_STEP = 3.0  # of a log mean


class CalendarRegression:
    """Expected visits by the calendar, times how the last days ran against it.

    One ridge Poisson regression per service over the first `learn_days` days, weighted with a half-life of a year.
    """

    def __init__(self, grid: Grid, visits: Array, calendar: CalendarDays, learn_days: int) -> None:
        self.visits = np.where(grid.opens, visits, 0.0)
        design = _design(grid, calendar, learn_days)
        learn = slice(0, learn_days)
        weight = grid.opens[learn] * 0.5 ** ((learn_days - 1 - np.arange(learn_days)) / HALF_LIFE_DAYS)[:, None]
        self.level = self.visits[learn].sum(axis=0) / np.maximum(grid.opens[learn].sum(axis=0), 1)
        beta = _fit(design[learn], self.visits[learn] / np.maximum(self.level, 1e-12), weight)
        self.fitted = np.exp(np.clip(design @ beta, -LARGEST_STEP, LARGEST_STEP)) * self.level
        total = faded_sum(self.visits, LATELY_DAYS) + 2.0 * self.level
        known = faded_sum(np.where(grid.opens, self.fitted[: grid.days], 0.0), LATELY_DAYS) + 2.0 * self.level
        self.lately = total / np.maximum(known, 1e-12)

    def expected(self, origins: Array, targets: Array) -> Array:
        """Expected visits, shape (origins, horizon, services)."""
        return np.asarray(self.fitted[targets] * self.lately[origins][:, None, :])


def _design(grid: Grid, calendar: CalendarDays, learn_days: int) -> Array:
    length = len(calendar.holiday)
    day = np.arange(length) + grid.first_day
    angle = 2.0 * np.pi * day / 365.25
    columns = [np.ones(length), *np.eye(7)[(day + 3) % 7].T]
    for wave in range(1, WAVES + 1):
        columns += [np.sin(wave * angle), np.cos(wave * angle)]
    columns.append((np.arange(length) - learn_days) / 365.25)
    columns += [calendar.holiday, calendar.ramadan, calendar.to_holiday == 1, calendar.since_holiday == 1]
    for first in range(-9, 16, 3):
        columns.append((calendar.fitr >= first) & (calendar.fitr < first + 3))
    for first in range(-4, 6, 3):
        columns.append((calendar.adha >= first) & (calendar.adha < first + 3))
    columns.append(calendar.fitr < -9)
    return np.column_stack([np.asarray(column, dtype=float) for column in columns])


def _fit(design: Array, ratio: Array, weight: Array) -> Array:
    """Coefficients of all services by iterated least squares, shape (terms, services)."""
    terms = design.shape[1]
    beta = np.zeros((terms, ratio.shape[1]))
    ridge = RIDGE * np.eye(terms)
    ridge[0, 0] = 1e-6
    for column in range(ratio.shape[1]):
        for _ in range(ROUNDS):
            mean = np.exp(np.clip(design @ beta[:, column], -LARGEST_STEP, LARGEST_STEP))
            scaled = design * (weight[:, column] * mean)[:, None]
            slope = design.T @ (weight[:, column] * (ratio[:, column] - mean)) - ridge @ beta[:, column]
            beta[:, column] += np.clip(np.linalg.solve(design.T @ scaled + ridge, slope), -1.0, 1.0)
    return beta
