"""What holidays, events and the days around Idulfitri did to a service's visits, as known at any origin."""

import numpy as np

from planner.forecast.calendar_days import CalendarDays
from planner.forecast.grid import Array, Grid
from planner.forecast.levels import WeekdayLevels

CLASS_DAYS = 5.0  # service-days that the assumed effect weighs against what the mall has seen
NAME_DAYS = 2.0  # the same, for one name against all names of its class
OWN_DAYS = 1.5  # the same, for one service against the mall


class SpecialDays:
    """Effect of every special name on every service, a factor on the weekday level.

    Holidays start from half an ordinary day, others from a whole one; what the mall has seen moves all services, and
    what the service itself has seen moves its own.
    """

    def __init__(self, grid: Grid, visits: Array, usable: Array, calendar: CalendarDays) -> None:
        self.special = calendar.special
        self.default = calendar.special_default
        rows = np.flatnonzero(calendar.special[: grid.days] >= 0)
        self.rows = rows[rows > 0]
        levels = WeekdayLevels(grid, visits, usable, np.maximum(self.rows - 1, 0))
        base = levels.bases(8.0)[np.arange(len(self.rows)), grid.weekdays()[self.rows]]
        opens = grid.opens[self.rows] & (levels.long_level > 0)
        size = np.where(opens, np.maximum(levels.long_level, 1e-12), 1.0)
        names = np.eye(len(self.default))[self.special[self.rows]][:, :, None]
        self.seen = np.cumsum(names * np.where(opens, visits[self.rows] / size, 0.0)[:, None, :], axis=0)
        self.expected = np.cumsum(names * np.where(opens, base / size, 0.0)[:, None, :], axis=0)

    def effects(self, origins: Array) -> Array:
        """Effect by origin, special name and service, shape (origins, names, services)."""
        seen, expected = (_known_at(origins, self.rows, part) for part in (self.seen, self.expected))
        effect = np.empty_like(seen)
        for default in np.unique(self.default):
            group = self.default == default
            effect[:, group] = _drawn_together(seen[:, group], expected[:, group], default)
        return effect

    def factors(self, origins: Array, targets: Array) -> Array:
        """Factor of every target day, 1 on ordinary days; targets of shape (origins, horizon)."""
        services = self.seen.shape[2]
        factor = np.ones((*targets.shape, services))
        at, step = np.nonzero(self.special[targets] >= 0)
        if len(at):
            factor[at, step] = self.effects(origins)[at, self.special[targets[at, step]]]
        return factor


def _known_at(origins: Array, rows: Array, sums: Array) -> Array:
    """The running sums as they stood at the end of each origin."""
    known = np.searchsorted(rows, origins, side="right")
    return np.concatenate([np.zeros((1, *sums.shape[1:])), sums])[known]


def _drawn_together(seen: Array, expected: Array, default: float) -> Array:
    """Effects of one class: first over the mall, then by name, then by service, every step shrunk to the last."""

    def shrunk(axes: tuple[int, ...], prior: Array | float, days: float) -> Array:
        total, base = seen.sum(axis=axes, keepdims=True), expected.sum(axis=axes, keepdims=True)
        return np.asarray((total + days * prior) / (base + days))

    mall = shrunk((1, 2), default, CLASS_DAYS)
    by_name = shrunk((2,), mall, NAME_DAYS)
    by_service = shrunk((1,), mall, CLASS_DAYS)
    return np.asarray((seen + OWN_DAYS * by_name * by_service / mall) / (expected + OWN_DAYS))
