"""Forecasters without learning: seasonal naive, the 8-week weekday mean, and the yardstick every other must beat."""

from typing import Self

import numpy as np
import pandas as pd

from planner.domain.errors import InvalidValue
from planner.forecast.base import LEARNED_DAYS, CalendarTable, History, Horizon, long_table
from planner.forecast.calendar_days import make_calendar_days
from planner.forecast.grid import Array, Grid, calm_drawn, calm_visits, make_grid
from planner.forecast.levels import WeekdayLevels
from planner.forecast.special_days import SpecialDays
from planner.forecast.spread import PooledSpread

STEP_DAYS = 7  # past origins for residuals, one a week
RESIDUAL_DAYS = 730  # residuals of the last two years
SETTLED_DAYS = 10  # open days a service must have seen before its errors tell of its scatter
WARM_UP_DAYS = 28  # no residual from an origin with less history


class Unfitted(InvalidValue):
    """A forecast was asked of a forecaster that has not seen a history."""


class _PooledForecaster:
    """Fit and predict of every forecaster that has a mean for any past origin and takes its spread from residuals.

    residual_steps : days ahead at which past forecasts are compared with what came.
    """

    label = ""
    residual_steps = np.arange(1, LEARNED_DAYS + 1)
    longest_days = LEARNED_DAYS + 28

    def fit(self, history: History, calendar: CalendarTable | None = None) -> Self:
        """Learn level and spread from the whole history."""
        return self.fit_held_back(history, calendar, None)

    def fit_held_back(self, history: History, calendar: CalendarTable | None, learn_days: int | None) -> Self:
        """Learn the spread from the first `learn_days` days only; levels are always those known at an origin."""
        self.grid_ = make_grid(history)
        self.calendar_ = calendar or CalendarTable()
        self._prepare(self.grid_)
        learn = learn_days or self.grid_.days
        origins = past_origins(learn)
        targets = origins[:, None] + self.residual_steps
        place = np.minimum(targets, self.grid_.days - 1)
        mean = self._means(origins, targets)
        inside = targets < learn
        known = self.grid_.opens[place] & inside[..., None] & (mean > 0)
        settled_in = np.cumsum(self.grid_.opens, axis=0)[origins] >= SETTLED_DAYS
        if (known & settled_in[:, None, :]).any():
            known &= settled_in[:, None, :]
        self.spread_ = PooledSpread().fit(calm_drawn(self.grid_)[place], mean, known)
        return self

    def predict_quantiles(self, horizon: Horizon) -> pd.DataFrame:
        """Quantiles and mean of every service and day of the horizon, which must start at the history's end."""
        mean, quantiles = self.predict_arrays(horizon)
        return long_table(self.grid_.services, horizon, mean, quantiles)

    def predict_arrays(self, horizon: Horizon) -> tuple[Array, Array]:
        """Means (days, services) and quantiles (days, services, levels) before closed days are set to 0."""
        start = check_horizon(self, horizon, self.longest_days)
        origins = np.array([self.grid_.days - 1])
        mean = self._means(origins, origins[:, None] + np.arange(start, start + horizon.length_days))[0]
        return mean, self.spread_.quantiles(mean)

    def quantiles_at(self, origins: Array, length_days: int) -> Array:
        """Quantiles (origins, days, services, levels) from several origins, each seeing the history up to itself."""
        return self.spread_.quantiles(self._means(origins, origins[:, None] + np.arange(1, length_days + 1)))

    def _prepare(self, grid: Grid) -> None:
        self.visits_ = calm_visits(grid)

    def _means(self, origins: Array, targets: Array) -> Array:
        raise NotImplementedError


def check_horizon(forecaster: object, horizon: Horizon, longest_days: int = LEARNED_DAYS + 28) -> int:
    """Days from the end of history to the first forecast day; refuses a horizon the history cannot carry."""
    grid: Grid | None = getattr(forecaster, "grid_", None)
    if grid is None:
        raise Unfitted("fit a history before asking for quantiles", code="forecast_unfitted", field="history")
    origin = int(np.datetime64(horizon.origin, "D").astype(int))
    start = origin - grid.last_day + 1
    if start < 1 or start - 1 + horizon.length_days > longest_days:
        raise InvalidValue(
            f"horizon from {horizon.origin} over {horizon.length_days} days does not follow the history, which ends on"
            f" {np.datetime64(grid.last_day, 'D')}; use long_range beyond {LEARNED_DAYS} days",
            code="forecast_horizon",
            field="horizon",
        )
    return start


def past_origins(days: int, step_days: int = STEP_DAYS, window_days: int = RESIDUAL_DAYS) -> Array:
    """Past origins of a history of `days`, the newest one step before its end, oldest first; at least one."""
    oldest = max(days - 1 - window_days, min(WARM_UP_DAYS, days // 2))
    origins = np.arange(days - 1 - step_days, oldest - 1, -step_days)[::-1]
    return origins if len(origins) else np.array([max(days - 2, 0)])


class SeasonalNaive(_PooledForecaster):
    """The same weekday of the last week in which the service was open; what a person does without a tool."""

    label = "seasonal naive"

    def _means(self, origins: Array, targets: Array) -> Array:
        grid = self.grid_
        shape = (len(origins), 7, len(grid.services))
        last = np.zeros(shape)
        for weekday in range(7):
            rows = np.flatnonzero(grid.weekdays() == weekday)
            if len(rows):
                newest = np.where(grid.opens[rows], np.arange(len(rows))[:, None], -1)
                newest = np.maximum.accumulate(newest, axis=0)
                values = np.where(
                    newest >= 0, np.take_along_axis(self.visits_[rows], np.maximum(newest, 0), axis=0), 0.0
                )
                at = np.searchsorted(rows, origins, side="right") - 1
                last[at >= 0, weekday] = values[at[at >= 0]]
        weekday_of = (targets + grid.first_day + 3) % 7
        return np.asarray(last[np.arange(len(origins))[:, None], weekday_of])


class WeekdayMean(_PooledForecaster):
    """Mean of the last eight open same weekdays: what a careful clerk does in a spreadsheet."""

    label = "8-week weekday mean"

    def __init__(self, weeks: int = 8) -> None:
        self.weeks = weeks

    def _means(self, origins: Array, targets: Array) -> Array:
        grid = self.grid_
        mean = np.zeros((len(origins), 7, len(grid.services)))
        for weekday in range(7):
            rows = np.flatnonzero(grid.weekdays() == weekday)
            at = np.searchsorted(rows, origins, side="right")
            for column in range(len(grid.services)):
                opened = rows[grid.opens[rows, column]]
                total = np.concatenate([[0.0], np.cumsum(self.visits_[opened, column])])
                until = np.searchsorted(opened, rows[at - 1], side="right") if len(rows) else np.zeros(len(at), int)
                since = np.maximum(until - self.weeks, 0)
                mean[:, weekday, column] = (total[until] - total[since]) / np.maximum(until - since, 1)
        weekday_of = (targets + grid.first_day + 3) % 7
        return np.asarray(mean[np.arange(len(origins))[:, None], weekday_of])


class WeekdayMeanYardstick(_PooledForecaster):
    """Weekday mean x damped level ratio x past effect of special days, with pooled residual quantiles.

    half_life_weeks     : of the weekday means.
    level_half_life_days, level_power : visits of late over expected, damped by the power.

    Nothing is learned but averages, so it holds from ten weeks of history on and is the fallback of the learned model.
    Source: the weekday-mean member of the design study; measured in docs/forecast.md.
    """

    label = "weekday mean"

    def __init__(
        self, half_life_weeks: float = 6.0, level_half_life_days: float = 8.0, level_power: float = 0.35
    ) -> None:
        self.half_life_weeks = half_life_weeks
        self.level_half_life_days = level_half_life_days
        self.level_power = level_power

    def _prepare(self, grid: Grid) -> None:
        super()._prepare(grid)
        days = make_calendar_days(self.calendar_, grid, self.longest_days + LEARNED_DAYS)
        self.usable_ = grid.opens & ~days.holiday[: grid.days, None]
        self.special_ = SpecialDays(grid, self.visits_, self.usable_, days)

    def _means(self, origins: Array, targets: Array) -> Array:
        levels = WeekdayLevels(self.grid_, self.visits_, self.usable_, origins)
        bases = levels.bases(self.half_life_weeks)
        ratio = levels.ratio(bases, self.level_half_life_days) ** self.level_power
        weekday_of = (targets + self.grid_.first_day + 3) % 7
        mean = bases[np.arange(len(origins))[:, None], weekday_of] * ratio[:, None, :]
        return np.asarray(mean * self.special_.factors(origins, targets))
