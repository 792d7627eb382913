"""What the learned members see: a row per origin, service and target day, every level as a ratio to a weekday base."""

from dataclasses import dataclass

import numpy as np

from planner.forecast.base import LEARNED_DAYS
from planner.forecast.calendar_days import ADHA_WINDOW, FITR_WINDOW, HIJRI_YEAR_DAYS, CalendarDays
from planner.forecast.calendar_regression import CalendarRegression
from planner.forecast.grid import Array, Grid
from planner.forecast.levels import WeekdayLevels, faded_sum
from planner.forecast.special_days import SpecialDays

BASE_WEEKS = 6.0
OTHER_BASE_WEEKS = (2.5, 30.0)
RATIO_DAYS = (2.0, 6.0, 18.0, 60.0)
MALL_RATIO_DAYS = (4.0, 20.0)
SCATTER_DAYS = 180.0
PULL_DAYS = 5.0  # days of the mall's scatter against the service's own
YEAR_DAYS = 364  # whole weeks, so that weekdays meet
SAME_DATE_DAYS, BEFORE_DAYS = 10, 41
REGRESSION = "calendar_regression"
RATIO_NAMES = frozenset(
    {f"base_{weeks:g}w" for weeks in OTHER_BASE_WEEKS}
    | {f"ratio_{days:g}d" for days in RATIO_DAYS}
    | {f"mall_ratio_{days:g}d" for days in MALL_RATIO_DAYS}
    | {"last_weekday_1", "last_weekday_2", "special_effect", REGRESSION}
    | {"movement_1y", "movement_2y", "movement_hijri"}
)
OUTSIDE = {"fitr": FITR_WINDOW[1] + 4.0, "adha": ADHA_WINDOW[1] + 4.0}  # the value of a day outside the window
LARGEST_RATIO = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureRows:
    """Rows for learning or forecasting, in the order origin, day, service.

    values : shape (rows, features), NaN where unknown. base : visits expected by the weekday, shape (rows,).
    scatter : squared error over mean of the service as known at the origin, shape (rows,).
    origin, target, service : row of the grid and column of the service, shape (rows,).
    """

    names: tuple[str, ...]
    values: Array
    base: Array
    scatter: Array
    origin: Array
    target: Array
    service: Array

    def take(self, at: Array) -> "FeatureRows":
        """The rows at these places."""
        return FeatureRows(
            names=self.names,
            values=self.values[at],
            base=self.base[at],
            scatter=self.scatter[at],
            origin=self.origin[at],
            target=self.target[at],
            service=self.service[at],
        )


class FeatureMaker:
    """Makes the rows of any origins from one history; what an origin sees ends with the origin.

    learn_days : days of the grid from which the calendar regression is learned, all where None.
    """

    def __init__(self, grid: Grid, visits: Array, calendar: CalendarDays, *, learn_days: int | None = None) -> None:
        self.grid = grid
        self.visits = visits
        self.calendar = calendar
        self.usable = grid.opens & ~calendar.holiday[: grid.days, None]
        self.special = SpecialDays(grid, visits, self.usable, calendar)
        self.regression = CalendarRegression(grid, visits, calendar, learn_days or grid.days)
        self.past = _PastYears(grid, visits, self.usable)

    def rows(self, origins: Array, horizon: int = LEARNED_DAYS) -> FeatureRows:
        """Rows of every origin, service and day 1..horizon after it."""
        targets = origins[:, None] + np.arange(1, horizon + 1)
        levels = WeekdayLevels(self.grid, self.visits, self.usable, origins)
        bases = levels.bases(BASE_WEEKS)
        at = (np.arange(len(origins))[:, None], (targets + self.grid.first_day + 3) % 7)
        base = bases[at]
        scatter = _scatter(levels, bases)
        parts: dict[str, Array] = {"days_ahead": np.minimum(np.arange(1.0, horizon + 1), LEARNED_DAYS)[None, :, None]}
        parts |= self._level_parts(levels, bases, at)
        parts["log_scatter"] = np.log(scatter)[:, None, :]
        parts |= self._last_weekdays(origins, targets, base)
        parts |= {name: part[:, :, None] for name, part in self._calendar_parts(targets).items()}
        parts |= {
            "special_effect": self.special.factors(origins, targets),
            REGRESSION: self.regression.expected(origins, targets) / np.maximum(base, 1e-9),
        }
        parts |= self.past.parts(origins, targets)
        return _flat(parts, base, scatter, origins, targets)

    def _level_parts(self, levels: WeekdayLevels, bases: Array, at: tuple[Array, Array]) -> dict[str, Array]:
        tiny = 1e-12
        parts = {"log_level": np.log(np.maximum(levels.long_level, tiny))[:, None, :]}
        for weeks in OTHER_BASE_WEEKS:
            parts[f"base_{weeks:g}w"] = levels.bases(weeks)[at] / np.maximum(bases[at], tiny)
        for days in RATIO_DAYS:
            parts[f"ratio_{days:g}d"] = levels.ratio(bases, days)[:, None, :]
        weight = levels.long_level / np.maximum(levels.long_level.sum(axis=1, keepdims=True), tiny)
        for days in MALL_RATIO_DAYS:
            mall = (levels.ratio(bases, days) * weight).sum(axis=1, keepdims=True)
            parts[f"mall_ratio_{days:g}d"] = mall[:, :, None]
        parts["zero_share"] = _zero_share(levels)[:, None, :]
        return parts

    def _last_weekdays(self, origins: Array, targets: Array, base: Array) -> dict[str, Array]:
        """Visits over base on the newest two same weekdays; NaN where the service was not open."""
        back = (targets - origins[:, None] + 6) // 7 * 7
        parts = {}
        for number, row in enumerate((targets - back, targets - back - 7)):
            place = np.maximum(row, 0)
            known = self.usable[place] & (row >= 0)[..., None]
            parts[f"last_weekday_{number + 1}"] = np.where(known, self.visits[place] / np.maximum(base, 1e-9), np.nan)
        return parts

    def _calendar_parts(self, targets: Array) -> dict[str, Array]:
        day = (targets + self.grid.first_day).astype("datetime64[D]")
        month = day.astype("datetime64[M]")
        first = month.astype("datetime64[D]")
        calendar = self.calendar
        parts = {
            "weekday": (targets + self.grid.first_day + 3) % 7,
            "day_of_month": (day - first).astype(int) + 1,
            "days_to_month_end": ((month + 1).astype("datetime64[D]") - day).astype(int),
            "day_of_year": (day - day.astype("datetime64[Y]").astype("datetime64[D]")).astype(int),
        }
        for name in ("holiday", "ramadan", "to_holiday", "since_holiday", "near_holidays", "fitr", "adha"):
            parts[name] = getattr(calendar, name)[targets]
        return parts


def _scatter(levels: WeekdayLevels, bases: Array) -> Array:
    """Squared error over mean of each service around its base, drawn to the mall's, shape (origins, services)."""
    own = np.zeros(levels.long_level.shape)
    square = faded_sum(levels.visits**2, SCATTER_DAYS)[levels.origins]
    for weekday in range(7):
        one = levels.visits * (levels.weekdays == weekday)[:, None]
        own += bases[:, weekday] * faded_sum(one, SCATTER_DAYS)[levels.origins]
    days = levels.usable_days(SCATTER_DAYS)
    error = np.maximum(square - 2.0 * own + (days * bases**2).sum(axis=1), 0.0)
    mean = (days * bases).sum(axis=1)
    log = np.log(np.maximum(error, 1e-12) / np.maximum(mean, 1e-12))
    seen = mean > 0
    mall = np.where(seen, log, 0.0).sum(axis=1, keepdims=True) / np.maximum(seen.sum(axis=1, keepdims=True), 1)
    count = np.where(seen, days.sum(axis=1), 0.0)
    return np.asarray(np.exp((count * log + PULL_DAYS * mall) / (count + PULL_DAYS)))


def _zero_share(levels: WeekdayLevels) -> Array:
    none = levels.usable * (levels.visits == 0)
    days = levels.usable_days(SCATTER_DAYS).sum(axis=1)
    return np.asarray(faded_sum(none, SCATTER_DAYS)[levels.origins] / np.maximum(days, 1.0))


class _PastYears:
    """How visits moved one and two years ago around the same date, and around the same Hijri date."""

    def __init__(self, grid: Grid, visits: Array, usable: Array) -> None:
        weekday = grid.weekdays()
        mean = np.zeros((7, visits.shape[1]))
        for kind in range(7):
            rows = weekday == kind
            mean[kind] = visits[rows].sum(axis=0) / np.maximum(usable[rows].sum(axis=0), 1)
        shape = (mean / np.maximum(mean.mean(axis=0), 1e-12))[weekday]
        self.days = grid.days
        self.calm = _running(np.where(usable, visits, 0.0)), _running(usable * shape)
        self.every = _running(visits * grid.opens), _running(grid.opens * shape)

    def parts(self, origins: Array, targets: Array) -> dict[str, Array]:
        parts = {}
        for years in (1, 2):
            shift = YEAR_DAYS * years
            around = self._level(self.calm, targets - shift - SAME_DATE_DAYS, targets - shift + SAME_DATE_DAYS)
            parts[f"movement_{years}y"] = self._moved(around, origins, shift)
        hijri = self._level(self.every, targets - HIJRI_YEAR_DAYS - 1, targets - HIJRI_YEAR_DAYS + 1)
        parts["movement_hijri"] = self._moved(hijri, origins, HIJRI_YEAR_DAYS)
        return parts

    def _moved(self, level: Array, origins: Array, shift: int) -> Array:
        before = self._level(self.calm, origins - shift - BEFORE_DAYS + 1, origins - shift)
        return np.asarray(level / before[:, None])

    def _level(self, sums: tuple[Array, Array], first: Array, last: Array) -> Array:
        """Visits per ordinary day between two rows of the grid, NaN before the history begins."""
        begin, end = np.clip(first, 0, self.days), np.clip(last + 1, 0, self.days)
        total, days = (part[end] - part[begin] for part in sums)
        enough = (days > 0.2) & (total > 0) & (first >= 0)[..., None]
        return np.asarray(np.where(enough, total / np.where(enough, days, 1.0), np.nan))


def _running(values: Array) -> Array:
    return np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])


def _flat(parts: dict[str, Array], base: Array, scatter: Array, origins: Array, targets: Array) -> FeatureRows:
    """Parts of shape (origins, days, services), each of the three possibly 1, spread over all rows."""
    shape = base.shape
    values = np.empty((base.size, len(parts)), dtype=np.float32)
    for place, part in enumerate(parts.values()):
        values[:, place] = np.broadcast_to(part, shape).ravel()
    spread = np.broadcast_to
    return FeatureRows(
        names=tuple(parts),
        values=values,
        base=base.ravel(),
        scatter=spread(scatter[:, None, :], shape).ravel(),
        origin=spread(origins[:, None, None], shape).ravel(),
        target=spread(targets[:, :, None], shape).ravel(),
        service=spread(np.arange(shape[2]), shape).ravel(),
    )


def for_forest(rows: FeatureRows) -> Array:
    """Features without NaN and on even scales, as random cuts need them: roots of ratios, far values drawn in."""
    values = rows.values.copy()
    for place, name in enumerate(rows.names):
        if name in RATIO_NAMES:
            values[:, place] = np.sqrt(np.clip(np.nan_to_num(values[:, place], nan=1.0), 0.0, LARGEST_RATIO))
        elif name in OUTSIDE:
            values[:, place] = np.nan_to_num(values[:, place], nan=OUTSIDE[name])
    return values


def for_boosting(rows: FeatureRows) -> Array:
    """All features but the calendar regression, whose fit has seen the training days and would be trusted too much."""
    return rows.values[:, [name != REGRESSION for name in rows.names]]
