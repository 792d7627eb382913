"""Boosted member: mean ratio of visits to base from Poisson models, each leaving out its own blocks of four weeks."""

from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # ships no types

from planner.forecast.grid import Array

BLOCK_DAYS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class BoostedSettings:
    """Size of the models; defaults measured in docs/forecast.md."""

    folds: int = 2
    trees: int = 100
    leaves: int = 16
    rate: float = 0.07
    least_leaf: int = 40
    ridge: float = 5.0
    features_share: float = 0.4
    bins: int = 64
    seed: int = 1


class BoostedMember:
    """Mean of boosted Poisson models, each fitted without its blocks of four weeks, so that none follows one month."""

    def __init__(self, settings: BoostedSettings | None = None) -> None:
        self.settings = settings or BoostedSettings()

    def fit(self, values: Array, ratio: Array, weight: Array, target: Array) -> "BoostedMember":
        """Learn from features (rows, features), ratios, weights and target days (rows,)."""
        fold = (target // BLOCK_DAYS) % self.settings.folds
        with one_thread():
            self.models_ = [self._one(values, ratio, weight, self._kept(fold, left_out)) for left_out in self._folds()]
        return self

    def predict(self, values: Array) -> Array:
        """Mean ratio, shape (rows,)."""
        with one_thread():
            ratios = [model.predict(values[:, columns]) for columns, model in self.models_]
        return np.asarray(np.mean(ratios, axis=0))

    def _folds(self) -> range:
        return range(self.settings.folds)

    def _kept(self, fold: Array, left_out: int) -> Array:
        """Rows of the other folds; all rows where that would leave nothing, as in a short history."""
        kept = fold != left_out
        return np.asarray(kept if kept.any() else ~kept)

    def _one(
        self, values: Array, ratio: Array, weight: Array, rows: Array
    ) -> tuple[Array, HistGradientBoostingRegressor]:
        chosen = self.settings
        columns = varying(values[rows])
        model = HistGradientBoostingRegressor(
            loss="poisson",
            max_iter=chosen.trees,
            max_leaf_nodes=chosen.leaves,
            learning_rate=chosen.rate,
            min_samples_leaf=chosen.least_leaf,
            l2_regularization=chosen.ridge,
            max_features=chosen.features_share,
            max_bins=chosen.bins,
            early_stopping=False,
            random_state=chosen.seed,
        )
        return columns, model.fit(values[rows][:, columns], ratio[rows], sample_weight=weight[rows])


def one_thread() -> threadpool_limits:
    """Trees on one thread: on a busy machine the library's threads wait for each other longer than they work."""
    return threadpool_limits(limits=1, user_api="openmp")


def varying(values: Array) -> Array:
    """Columns that hold at least two values; the library refuses a column that is all NaN."""
    low = np.where(np.isnan(values), np.inf, values).min(axis=0)
    high = np.where(np.isnan(values), -np.inf, values).max(axis=0)
    return np.asarray(high > low)
