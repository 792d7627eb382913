"""Which forecaster a history can carry: one ladder, used everywhere."""

from typing import Self

import numpy as np
import pandas as pd

from planner.forecast.base import CalendarTable, Forecaster, History, Horizon, long_table
from planner.forecast.baselines import WeekdayMeanYardstick
from planner.forecast.grid import Array, Grid, make_grid

BORROWED_BELOW_DAYS = 14
LEARNED_FROM_DAYS = 70
WIDENED = 1.5  # quantiles of a borrowed shape, as a multiple of their distance from the median
BORROWED, WEEKDAY_MEAN = "borrowed shape", "weekday mean"


def days_known(grid: Grid) -> Array:
    """Days from the first known day of each service to the end of the history; 0 where none is known."""
    first = np.where(grid.opens.any(axis=0), grid.opens.argmax(axis=0), grid.days)
    return np.asarray(grid.days - first)


def make_forecaster(history: History) -> Forecaster:
    """The forecaster of the ladder for this history, not yet fitted.

    Under 2 weeks, or monthly totals only, a service borrows the mall's weekday shape and its quantiles are widened;
    from 2 to 10 weeks its weekday mean is used.
    """
    del history
    return Ladder(WeekdayMeanYardstick())


class Ladder:
    """A forecaster for the mall, with the quantiles of services that are too young widened.

    After `fit`, `rungs_` tells for each service what its forecast rests on.
    """

    def __init__(self, inner: WeekdayMeanYardstick) -> None:
        self.inner = inner

    @property
    def label(self) -> str:
        """What was used, with the services that had to borrow."""
        borrowed = [service for service, rung in getattr(self, "rungs_", {}).items() if rung == BORROWED]
        return f"{self.inner.label}; {BORROWED}: {', '.join(borrowed)}" if borrowed else self.inner.label

    def fit(self, history: History, calendar: CalendarTable | None = None) -> Self:
        """Fit the forecaster of the mall and sort its services onto the rungs."""
        self.inner.fit(history, calendar)
        grid = make_grid(history)
        self.services_ = grid.services
        self.young_ = (days_known(grid) < BORROWED_BELOW_DAYS) | np.isin(grid.services, sorted(history.borrowed))
        self.rungs_ = {
            service: BORROWED if young else self.inner.label
            for service, young in zip(grid.services, self.young_, strict=True)
        }
        return self

    def predict_quantiles(self, horizon: Horizon) -> pd.DataFrame:
        """The forecast of the mall's forecaster, wider where the shape is borrowed."""
        mean, quantiles = self.inner.predict_arrays(horizon)
        middle = quantiles[..., quantiles.shape[-1] // 2, None]
        factor = np.where(self.young_, WIDENED, 1.0)[None, :, None]
        return long_table(self.services_, horizon, mean, middle + factor * (quantiles - middle))
