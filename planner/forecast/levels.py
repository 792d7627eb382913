"""Level of each service and weekday as it was known at the end of any day."""

import numpy as np
from scipy.signal import lfilter

from planner.forecast.grid import Array, Grid

SHAPE_DAYS = 0.8  # weight of the mall's weekday shape against the service's own
LEVEL_SD = 0.25  # by how much a weekday strays from level x shape, as a share; sets how fast its own mean is believed
SHRINK_RANGE = (0.8, 40.0)  # days
SCATTER_DAYS = 180.0
LONG_WEEKS = 52.0
RECENT_DAYS = 14.0  # half-life whose mean age is about that of a 28-day window
LEVEL_FLOOR = 0.02  # of the service's long level: a weekday that was empty for weeks can still be divided by


def faded_sum(values: Array, half_life: float) -> Array:
    """Running sum along axis 0 in which a row loses half its weight every `half_life` rows."""
    return np.asarray(lfilter([1.0], [1.0, -(0.5 ** (1.0 / half_life))], values.astype(float), axis=0))


class WeekdayLevels:
    """Weekday means with a half-life, shrunk to recent level x long weekday shape, at the end of each origin day.

    A service of few or scattered visits is shrunk more: its own weekday mean is believed after as many days as make its
    chance error as small as a weekday's usual distance from level x shape.


    visits, usable : shape (days, services); only usable days (open, no holiday) are learned from.
    origins        : rows of the grid, shape (origins,).
    All results have shape (origins, 7, services) or (origins, services).
    """

    def __init__(self, grid: Grid, visits: Array, usable: Array, origins: Array) -> None:
        self.origins = origins
        self.weekdays = grid.weekdays()
        self.usable = usable.astype(float)
        self.visits = np.where(usable, visits, 0.0)
        self.long_level = self._long_level()
        self.shape = self._weekday_shape()

    def _long_level(self) -> Array:
        half_life = LONG_WEEKS * 7.0
        total = faded_sum(self.visits, half_life)[self.origins]
        days = faded_sum(self.usable, half_life)[self.origins]
        return np.asarray(total / np.maximum(days, 1e-9))

    def _weekday_sums(self, half_life_weeks: float) -> tuple[Array, Array]:
        """Faded visits and days per weekday, shape (origins, 7, services) each."""
        shape = (len(self.origins), 7, self.visits.shape[1])
        total, days = np.zeros(shape), np.zeros(shape)
        for weekday in range(7):
            rows = np.flatnonzero(self.weekdays == weekday)
            last = np.searchsorted(rows, self.origins, side="right") - 1
            known = last >= 0
            if len(rows):
                total[known, weekday] = faded_sum(self.visits[rows], half_life_weeks)[last[known]]
                days[known, weekday] = faded_sum(self.usable[rows], half_life_weeks)[last[known]]
        return total, days

    def _weekday_shape(self) -> Array:
        """Long mean of the weekday over the long level, drawn to the mall's shape; 1 where nobody knows the weekday."""
        total, days = self._weekday_sums(LONG_WEEKS)
        relative = total / np.maximum(self.long_level, 1e-12)[:, None, :]
        mall = (relative.sum(axis=2, keepdims=True) + 1.0) / (days.sum(axis=2, keepdims=True) + 1.0)
        return np.asarray((relative + SHAPE_DAYS * mall) / (days + SHAPE_DAYS))

    def usable_days(self, half_life_days: float) -> Array:
        """Faded number of usable days per weekday, shape (origins, 7, services)."""
        parts = [
            faded_sum(self.usable * (self.weekdays == weekday)[:, None], half_life_days)[self.origins]
            for weekday in range(7)
        ]
        return np.stack(parts, axis=1)

    def recent_level(self) -> Array:
        """Level of the last four weeks cleared of the weekday mix, shape (origins, services)."""
        total = faded_sum(self.visits, RECENT_DAYS)[self.origins]
        expected = (self.usable_days(RECENT_DAYS) * self.shape).sum(axis=1)
        return np.asarray((total + self.long_level) / (expected + 1.0))

    def relative_scatter(self) -> Array:
        """Variance of a day around long level x shape, over the squared mean, shape (origins, services)."""
        mean = self.long_level[:, None, :] * self.shape
        square, cross = faded_sum(self.visits**2, SCATTER_DAYS)[self.origins], np.zeros(self.long_level.shape)
        for weekday in range(7):
            one = self.visits * (self.weekdays == weekday)[:, None]
            cross += mean[:, weekday] * faded_sum(one, SCATTER_DAYS)[self.origins]
        power = (self.usable_days(SCATTER_DAYS) * mean**2).sum(axis=1)
        return np.asarray(np.maximum(square - 2.0 * cross + power, 0.0) / np.maximum(power, 1e-12))

    def bases(self, half_life_weeks: float) -> Array:
        """Expected visits of each weekday, shape (origins, 7, services); never 0 unless the service has no visits."""
        total, days = self._weekday_sums(half_life_weeks)
        expected = self.recent_level()[:, None, :] * self.shape
        shrink = np.clip(self.relative_scatter() / LEVEL_SD**2, *SHRINK_RANGE)[:, None, :]
        base = (total + shrink * expected) / (days + shrink)
        return np.asarray(np.maximum(base, LEVEL_FLOOR * self.long_level[:, None, :]))

    def ratio(self, bases: Array, half_life_days: float, shrink_days: float = 1.0) -> Array:
        """Visits of late over what `bases` expects of the same days, shape (origins, services), drawn to 1."""
        total = faded_sum(self.visits, half_life_days)[self.origins]
        expected = (self.usable_days(half_life_days) * bases).sum(axis=1)
        weight = shrink_days * np.maximum(self.long_level, 1e-12)
        return np.asarray((total + weight) / (expected + weight))
