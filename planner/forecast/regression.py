"""The learned forecaster: one quantile forest and one boosted model for all services of a mall, blended."""

from dataclasses import dataclass, field
from typing import Self

import numpy as np
import pandas as pd

from planner.forecast.base import LEARNED_DAYS, QUANTILES, CalendarTable, History, Horizon, long_table
from planner.forecast.baselines import check_horizon
from planner.forecast.boosted import BoostedMember, BoostedSettings
from planner.forecast.calendar_days import CalendarDays, make_calendar_days
from planner.forecast.features import FeatureMaker, FeatureRows, for_boosting, for_forest
from planner.forecast.forest import ForestMember, ForestSettings
from planner.forecast.grid import Array, Grid, calm_drawn, calm_visits, make_grid

AHEAD_DAYS = 2 * LEARNED_DAYS  # of calendar kept after the history
LEAST_BOOSTED_ROWS = 200
FIRST_ORIGIN_DAYS = 28  # no training row from an origin with less history


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedSettings:
    """What is learned from, and with how much effort.

    step_days, back_days : training origins, newest first, this far apart and this far back.
    rows_share, most_rows : part of the rows drawn for learning, and a bound on their number.
    half_life_days : age at which a row weighs half.
    boosted_part : weight of the boosted mean against the forest's.
    """

    step_days: int = 7
    back_days: int = 1461
    rows_share: float = 0.5
    most_rows: int = 60_000
    half_life_days: float = 600.0
    boosted_part: float = 0.5
    seed: int = 1
    forest: ForestSettings = field(default_factory=ForestSettings)
    boosted: BoostedSettings = field(default_factory=BoostedSettings)


class LearnedBlend:
    """Quantile forest whose mean is moved half-way to that of a boosted Poisson model.

    Both learn the ratio of visits to a weekday base, pooled over all services, directly for each day ahead. Measured in
    docs/forecast.md; used where the gate finds it better than the yardstick.
    """

    label = "learned blend"

    def __init__(self, settings: LearnedSettings | None = None) -> None:
        self.settings = settings or LearnedSettings()

    def fit(self, history: History, calendar: CalendarTable | None = None) -> Self:
        """Learn from the whole history."""
        grid = make_grid(history)
        days = make_calendar_days(calendar or CalendarTable(), grid, AHEAD_DAYS)
        return self.fit_grid(grid, days)

    def fit_grid(self, grid: Grid, days: CalendarDays, learn_days: int | None = None) -> Self:
        """Learn from the first `learn_days` days of a grid, all where None; what comes later is held back."""
        self.grid_ = grid
        self.maker_ = FeatureMaker(grid, calm_visits(grid), days, learn_days=learn_days)
        rows, ratio = self._training_rows(learn_days or grid.days)
        self.members_ = _Members(self.settings).fit(rows, ratio) if len(ratio) else None
        return self

    def predict_quantiles(self, horizon: Horizon) -> pd.DataFrame:
        """Quantiles and mean of every service and day of the horizon."""
        mean, quantiles = self.predict_arrays(horizon)
        return long_table(self.grid_.services, horizon, mean, quantiles)

    def predict_arrays(self, horizon: Horizon) -> tuple[Array, Array]:
        """Means (days, services) and quantiles (days, services, levels) before closed days are set to 0."""
        start = check_horizon(self, horizon)
        length = start - 1 + horizon.length_days
        mean, quantiles = self.predict_origins(np.array([self.grid_.days - 1]), length)
        return mean[0, start - 1 :], quantiles[0, start - 1 :]

    def predict_origins(self, origins: Array, length_days: int) -> tuple[Array, Array]:
        """Means (origins, days, services) and quantiles of several origins, each seeing the history up to itself."""
        rows = self.maker_.rows(origins, length_days)
        shape = (len(origins), length_days, len(self.grid_.services))
        if self.members_ is None:
            return rows.base.reshape(shape), np.repeat(rows.base.reshape(*shape, 1), len(QUANTILES), axis=3)
        ratio, quantiles = self.members_.predict(rows)
        return (ratio * rows.base).reshape(shape), (quantiles * rows.base[:, None]).reshape(*shape, -1)

    def _training_rows(self, learn_days: int) -> tuple[FeatureRows, Array]:
        """A random part of the rows whose target lies in the first `learn_days`, and their ratios of visits to base."""
        chosen = self.settings
        oldest = max(learn_days - 1 - chosen.back_days, min(FIRST_ORIGIN_DAYS, learn_days // 2))
        origins = np.arange(learn_days - 1 - chosen.step_days, oldest - 1, -chosen.step_days)[::-1]
        if not len(origins):
            origins = np.array([max(learn_days - 2, 0)])
        rows = self.maker_.rows(origins, LEARNED_DAYS)
        place = np.minimum(rows.target, self.grid_.days - 1)
        usable = (rows.target < learn_days) & self.grid_.opens[place, rows.service] & (rows.base > 0)
        at = np.flatnonzero(usable)
        count = min(int(np.ceil(chosen.rows_share * len(at))), chosen.most_rows)
        at = np.sort(np.random.default_rng(chosen.seed).choice(at, count, replace=False))
        kept = rows.take(at)
        return kept, calm_drawn(self.grid_)[kept.target, kept.service] / kept.base


class _Members:
    """The two members on the same rows."""

    def __init__(self, settings: LearnedSettings) -> None:
        self.settings = settings

    def fit(self, rows: FeatureRows, ratio: Array) -> "_Members":
        age = rows.target.max() - rows.target
        weight = rows.base / rows.scatter * 0.5 ** (age / self.settings.half_life_days)
        weight = weight / weight.mean()
        self.forest_ = ForestMember(self.settings.forest).fit(for_forest(rows), ratio, weight)
        learns = self.settings.boosted_part > 0 and len(ratio) >= LEAST_BOOSTED_ROWS and ratio.any()
        boosted = BoostedMember(self.settings.boosted)
        self.boosted_ = boosted.fit(for_boosting(rows), ratio, weight, rows.target) if learns else None
        return self

    def predict(self, rows: FeatureRows) -> tuple[Array, Array]:
        """Mean ratio (rows,) and quantiles of the ratio (rows, levels)."""
        mean, quantiles = self.forest_.predict(for_forest(rows))
        if self.boosted_ is None:
            return mean, quantiles
        part = self.settings.boosted_part
        moved = (1.0 - part) * mean + part * self.boosted_.predict(for_boosting(rows))
        return moved, quantiles * (moved / np.maximum(mean, 1e-12))[:, None]
