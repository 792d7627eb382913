"""Quantiles around a mean, from the residuals of past forecasts pooled over the mall."""

import numpy as np

from planner.forecast.base import QUANTILES
from planner.forecast.grid import Array

POOL_DAYS = 40.0  # pseudo-days the mall's residuals weigh against a service's own


def weighted_quantiles(values: Array, weights: Array, levels: Array) -> Array:
    """Quantiles of a weighted sample, interpolated between the mid-points of the weights."""
    order = np.argsort(values, kind="stable")
    ranked, mass = values[order], weights[order]
    middle = np.cumsum(mass) - 0.5 * mass
    return np.asarray(np.interp(levels * mass.sum(), middle, ranked))


class PooledSpread:
    """Standardised residual quantiles per service, each joined to those of all services by POOL_DAYS pseudo-days.

    A residual is (visits - mean) / sqrt(mean x dispersion of the service): variance grows with the mean, as in counts.
    """

    def fit(self, visits: Array, mean: Array, known: Array) -> "PooledSpread":
        """Learn from past forecasts; arrays of shape (origins, horizon, services), `known` where a day was scored."""
        self.dispersion_ = service_dispersion(visits, mean, known)
        z = (visits - mean) / np.sqrt(np.maximum(mean, 1e-12) * self.dispersion_)
        known = known & (mean > 0)
        self.z_ = np.stack([_joined(z, known, column) for column in range(z.shape[2])])
        return self

    def quantiles(self, mean: Array) -> Array:
        """Quantiles for means of shape (..., services), shape (..., services, len(QUANTILES))."""
        width = np.sqrt(np.maximum(mean, 0.0) * self.dispersion_)[..., None]
        return np.asarray(np.sort(np.maximum(mean[..., None] + width * self.z_, 0.0), axis=-1))


def service_dispersion(visits: Array, mean: Array, known: Array) -> Array:
    """Squared error over mean of each service, drawn to the mall's by POOL_DAYS pseudo-days."""
    square = np.where(known, (visits - mean) ** 2, 0.0).sum(axis=(0, 1))
    total = np.where(known, mean, 0.0).sum(axis=(0, 1))
    days = known.sum(axis=(0, 1)) / max(known.shape[1], 1)
    ratio = square / np.maximum(total, 1e-12)
    seen = (days > 0) & (ratio > 0)
    mall = float(np.exp(np.log(ratio[seen]).mean())) if seen.any() else 1.0
    weight = days / (days + POOL_DAYS / 10.0)
    return np.where(seen, np.exp(weight * np.log(np.maximum(ratio, 1e-12)) + (1 - weight) * np.log(mall)), mall)


def _joined(z: Array, known: Array, column: int) -> Array:
    own = z[:, :, column][known[:, :, column]]
    pool = z[known]
    if not len(pool):
        return np.zeros(len(QUANTILES))
    per_day = max(z.shape[1], 1)
    weights = np.concatenate([np.full(len(own), 1.0 / per_day), np.full(len(pool), POOL_DAYS / len(pool))])
    return weighted_quantiles(np.concatenate([own, pool]), weights, np.array(QUANTILES))
