"""Which forecaster a history can carry: one ladder, used everywhere."""

from typing import Self

import numpy as np
import pandas as pd

from planner.forecast.base import CalendarTable, Forecaster, History, Horizon, long_table
from planner.forecast.baselines import Unfitted, WeekdayMeanYardstick
from planner.forecast.gate import HELD_BACK_DAYS, Verdict, judge
from planner.forecast.grid import Array, Grid, make_grid
from planner.forecast.regression import LearnedBlend, LearnedSettings

BORROWED_BELOW_DAYS = 14
LEARNED_FROM_DAYS = 70
JUDGED_FROM_DAYS = LEARNED_FROM_DAYS + HELD_BACK_DAYS  # what the gate holds back is not there to learn from
WIDENED = 1.5  # quantiles of a borrowed shape, as a multiple of their distance from the median
BORROWED = "borrowed shape"


def days_known(grid: Grid) -> Array:
    """Days from the first known day of each service to the end of the history; 0 where none is known."""
    first = np.where(grid.opens.any(axis=0), grid.opens.argmax(axis=0), grid.days)
    return np.asarray(grid.days - first)


def make_forecaster(history: History, settings: LearnedSettings | None = None) -> Forecaster:
    """The forecaster of the ladder for this history, not yet fitted.

    Under 2 weeks, or monthly totals only, a service borrows the mall's weekday shape and its quantiles are widened.
    From 2 weeks on its weekday mean is used. With ten weeks and the sixteen that the gate holds back, the learned blend
    is used, but only in a mall where it beats the weekday mean on those sixteen weeks.
    """
    del history  # the rungs are found when fitted: the history of the plan may be longer
    return Ladder(settings)


class Ladder:
    """The yardstick, or the learned blend where the gate lets it pass; wider for services that are too young.

    After `fit`: `rungs_` tells for each service what its forecast rests on, `verdict_` what the gate saw (None where
    the history is too short to judge).
    """

    def __init__(self, settings: LearnedSettings | None = None) -> None:
        self.settings = settings

    @property
    def label(self) -> str:
        """What was used, with the services that had to borrow."""
        inner = getattr(self, "inner_", None)
        if inner is None:
            return "ladder"
        borrowed = [service for service, rung in self.rungs_.items() if rung == BORROWED]
        return f"{inner.label}; {BORROWED}: {', '.join(borrowed)}" if borrowed else str(inner.label)

    def fit(self, history: History, calendar: CalendarTable | None = None) -> Self:
        """Judge, fit the winner, and sort the services onto the rungs."""
        chosen = self.settings or LearnedSettings()
        grid = make_grid(history)
        known = days_known(grid)
        self.verdict_: Verdict | None = None
        if int(known.max(initial=0)) >= JUDGED_FROM_DAYS:
            self.verdict_ = judge(history, calendar or CalendarTable(), chosen)
        wins = self.verdict_ is not None and self.verdict_.learned_wins
        self.inner_ = LearnedBlend(chosen) if wins else WeekdayMeanYardstick()
        self.inner_.fit(history, calendar)
        self.services_ = grid.services
        young = (known < BORROWED_BELOW_DAYS) | np.isin(grid.services, sorted(history.borrowed))
        width = self.verdict_.width if wins and self.verdict_ else 1.0
        self.width_ = np.where(young, WIDENED * width, width)
        rungs = [BORROWED if borrowed else self.inner_.label for borrowed in young]
        self.rungs_ = dict(zip(grid.services, rungs, strict=True))
        return self

    def predict_quantiles(self, horizon: Horizon) -> pd.DataFrame:
        """The forecast of the mall's forecaster, wider where the shape is borrowed."""
        if getattr(self, "inner_", None) is None:
            raise Unfitted("fit a history before asking for quantiles", code="forecast_unfitted", field="history")
        mean, quantiles = self.inner_.predict_arrays(horizon)
        middle = quantiles[..., quantiles.shape[-1] // 2, None]
        wide = middle + self.width_[None, :, None] * (quantiles - middle)
        return long_table(self.services_, horizon, mean, wide)
