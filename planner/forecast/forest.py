"""Quantile forest on the ratio of visits to base."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from sklearn.ensemble import ExtraTreesRegressor

from planner.forecast.base import QUANTILES
from planner.forecast.grid import Array

CHUNK_ROWS = 1000  # rows forecast at once; bounds memory


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestSettings:
    """Size of the forest; defaults measured in docs/forecast.md."""

    trees: int = 60
    least_leaf: int = 20
    features_share: float = 0.3
    seed: int = 1


class ForestMember:
    """Extra-trees on the root of the ratio; quantiles from the training ratios that share a leaf with the row."""

    def __init__(self, settings: ForestSettings | None = None) -> None:
        self.settings = settings or ForestSettings()

    def fit(self, values: Array, ratio: Array, weight: Array) -> "ForestMember":
        """Learn from features without NaN (rows, features), visits over base (rows,) and row weights (rows,)."""
        chosen = self.settings
        order = np.argsort(ratio, kind="stable")  # columns in order of ratio make quantiles a running sum
        self.ratio_, self.weight_ = ratio[order], weight[order]
        self.forest_ = ExtraTreesRegressor(
            n_estimators=chosen.trees,
            min_samples_leaf=chosen.least_leaf,
            max_features=chosen.features_share,
            random_state=chosen.seed,
            n_jobs=1,
        )
        inputs = values[order]
        self.forest_.fit(inputs, np.sqrt(self.ratio_), sample_weight=self.weight_)
        self.leaves_ = self.forest_.apply(inputs)
        return self

    def predict(self, values: Array) -> tuple[Array, Array]:
        """Mean ratio (rows,) and its quantiles (rows, levels)."""
        parts = [self._chunk(values[at : at + CHUNK_ROWS]) for at in range(0, len(values), CHUNK_ROWS)]
        return np.concatenate([mean for mean, _ in parts]), np.concatenate([quantiles for _, quantiles in parts])

    def _chunk(self, values: Array) -> tuple[Array, Array]:
        shared = self._leaf_weights(self.forest_.apply(values))
        total = np.asarray(shared.sum(axis=1)).ravel()
        mean = (shared @ self.ratio_) / total
        running = np.cumsum(shared.data)
        middle = running - 0.5 * shared.data
        ends = np.concatenate([[0.0], running])[shared.indptr]
        wanted = ends[:-1, None] + np.array(QUANTILES) * (ends[1:] - ends[:-1])[:, None]
        ranked = self.ratio_[shared.indices]
        above = np.clip(np.searchsorted(middle, wanted), shared.indptr[:-1, None], shared.indptr[1:, None] - 1)
        below = np.maximum(above - 1, shared.indptr[:-1, None])
        gap = middle[above] - middle[below]
        part = np.where(gap > 0, (wanted - middle[below]) / np.where(gap > 0, gap, 1.0), 0.0)
        return mean, ranked[below] + np.clip(part, 0.0, 1.0) * (ranked[above] - ranked[below])

    def _leaf_weights(self, leaves: Array) -> csr_array:
        """Weight of every training row for every row asked, shape (rows, training rows); each tree weighs the same."""
        rows, columns, data = [], [], []
        for tree in range(leaves.shape[1]):
            own = self.leaves_[:, tree]
            order = np.argsort(own, kind="stable")
            first = np.searchsorted(own[order], leaves[:, tree], side="left")
            count = np.searchsorted(own[order], leaves[:, tree], side="right") - first
            row = np.repeat(np.arange(len(leaves)), count)
            step = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
            column = order[np.repeat(first, count) + step]
            mass = self.weight_[column]
            rows.append(row)
            columns.append(column)
            data.append(mass / np.bincount(row, weights=mass, minlength=len(leaves))[row])
        shape = (len(leaves), len(self.ratio_))
        shared = csr_array((np.concatenate(data), (np.concatenate(rows), np.concatenate(columns))), shape=shape)
        shared.sum_duplicates()
        return shared
