"""Forecasts months ahead, for holiday checks and staffing cases: wide, and labelled so."""

import numpy as np

from planner.forecast.base import Horizon
from planner.forecast.baselines import WeekdayMeanYardstick
from planner.forecast.grid import Array, Grid
from planner.forecast.levels import LONG_WEEKS, WeekdayLevels, faded_sum

LONGEST_DAYS = 731
WIDENED = 1.2  # quantiles, as a multiple of their distance from the median; a judgement
LEVEL_DAYS = 60.0  # half-life of the level carried ahead
MONTH_PULL_DAYS = 20.0  # days of a month needed before its own factor counts half
LEAST_SEASON_DAYS = 365  # under a year of history a month cannot be told from a trend
FIRST_STEP, LAST_STEP, STEP = 36, 372, 12


class LongRange(WeekdayMeanYardstick):
    """Level x weekday x month x special days, for any day up to two years ahead.

    The spread comes from past forecasts 5 to 53 weeks ahead, made wider because the months they used had been seen.
    Growth is not carried on: a level that rises is followed, not extrapolated.
    """

    label = "long range: level x weekday x month x special days"
    residual_steps = np.arange(FIRST_STEP, LAST_STEP, STEP)
    longest_days = LONGEST_DAYS

    def predict_arrays(self, horizon: Horizon) -> tuple[Array, Array]:
        """Means (days, services) and quantiles (days, services, levels) before closed days are set to 0."""
        mean, quantiles = super().predict_arrays(horizon)
        middle = quantiles[..., quantiles.shape[-1] // 2, None]
        return mean, middle + WIDENED * (quantiles - middle)

    def _prepare(self, grid: Grid) -> None:
        super()._prepare(grid)
        self.month_ = _months(grid.first_day, grid.days + self.longest_days + LAST_STEP)
        self.month_factor_ = self._month_factors(grid)

    def _month_factors(self, grid: Grid) -> Array:
        """Factor of each month, shape (12, services): own, drawn to the mall's, drawn to 1; mean 1 over the year."""
        services = len(grid.services)
        if grid.days < LEAST_SEASON_DAYS:
            return np.ones((12, services))
        year = WeekdayLevels(grid, self.visits_, self.usable_, np.arange(grid.days))
        expected = year.shape[np.arange(grid.days), grid.weekdays()] * _centred_level(self.visits_, self.usable_)
        expected = np.where(self.usable_, expected, 0.0)
        which = np.eye(12)[self.month_[: grid.days]]
        seen, base = which.T @ np.where(self.usable_, self.visits_, 0.0), which.T @ expected
        size = np.maximum(base.sum(axis=0) / np.maximum(self.usable_.sum(axis=0), 1), 1e-12)
        seen, base = seen / size, base / size
        mall = (seen.sum(axis=1) + MONTH_PULL_DAYS) / (base.sum(axis=1) + MONTH_PULL_DAYS)
        own = (seen + MONTH_PULL_DAYS * mall[:, None]) / (base + MONTH_PULL_DAYS)
        return np.asarray(own / own.mean(axis=0))

    def _means(self, origins: Array, targets: Array) -> Array:
        levels = WeekdayLevels(self.grid_, self.visits_, self.usable_, origins)
        at = (np.arange(len(origins))[:, None], (targets + self.grid_.first_day + 3) % 7)
        mean = (self._level(levels)[:, None, :] * levels.shape)[at] * self.month_factor_[self.month_[targets]]
        return np.asarray(mean * self.special_.factors(origins, targets))

    def _level(self, levels: WeekdayLevels) -> Array:
        """Recent visits over what weekday and month would have brought at level 1, shape (origins, services)."""
        season = self.month_factor_[self.month_[: self.grid_.days]]
        total = faded_sum(levels.visits, LEVEL_DAYS)[levels.origins]
        expected = np.zeros_like(total)
        for weekday in range(7):
            one = levels.usable * season * (levels.weekdays == weekday)[:, None]
            expected += levels.shape[:, weekday] * faded_sum(one, LEVEL_DAYS)[levels.origins]
        return np.asarray((total + levels.long_level) / (expected + 1.0))


def _months(first_day: int, days: int) -> Array:
    """Month 0-11 of every day."""
    day = (np.arange(days) + first_day).astype("datetime64[D]")
    return day.astype("datetime64[M]").astype(int) % 12


def _centred_level(visits: Array, usable: Array) -> Array:
    """Level around each day from both sides, so that a trend is not taken for a season; shape (days, services)."""
    half_life = LONG_WEEKS * 7.0 / 2.0
    values, days = np.where(usable, visits, 0.0), usable.astype(float)
    total = faded_sum(values, half_life) + faded_sum(values[::-1], half_life)[::-1] - values
    count = faded_sum(days, half_life) + faded_sum(days[::-1], half_life)[::-1] - days
    return np.asarray(total / np.maximum(count, 1e-9))
