"""Quantiles from pooled residuals, and what is whole below one."""

import numpy as np
import pytest

from planner.forecast.base import QUANTILES, settled
from planner.forecast.spread import PooledSpread, weighted_quantiles


def test_weighted_quantiles_of_equal_weights_are_the_sample_quantiles() -> None:
    """Mid-points: the median of 1, 2, 3 is 2, and a doubled weight pulls it."""
    half = np.array([0.5])
    assert weighted_quantiles(np.array([3.0, 1.0, 2.0]), np.ones(3), half)[0] == pytest.approx(2.0)
    assert weighted_quantiles(np.array([1.0, 2.0, 3.0]), np.array([1.0, 1.0, 4.0]), half)[0] > 2.3


def test_spread_of_poisson_counts_covers_as_it_says() -> None:
    """Poisson around a known mean of 25: 80 % inside the 80 % interval, whole counts make it a little more."""
    rng = np.random.default_rng(4)
    mean = np.full((200, 7, 3), 25.0)
    visits = rng.poisson(mean).astype(float)
    spread = PooledSpread().fit(visits, mean, np.ones(mean.shape, dtype=bool))
    quantiles = spread.quantiles(mean)
    fresh = rng.poisson(mean)
    inside = (fresh >= quantiles[..., QUANTILES.index(0.1)]) & (fresh <= quantiles[..., QUANTILES.index(0.9)])
    assert 0.76 < inside.mean() < 0.88


def test_a_wild_service_is_wider_than_a_calm_one() -> None:
    """Residuals are pooled in shape, not in size: each service keeps its own scatter."""
    rng = np.random.default_rng(5)
    mean = np.full((200, 7, 2), 30.0)
    visits = np.stack([rng.poisson(30, (200, 7)), rng.negative_binomial(2, 2 / 32, (200, 7))], axis=2).astype(float)
    quantiles = PooledSpread().fit(visits, mean, np.ones(mean.shape, dtype=bool)).quantiles(mean[:1, :1])[0, 0]
    width = quantiles[:, QUANTILES.index(0.9)] - quantiles[:, QUANTILES.index(0.1)]
    assert width[1] > 2.5 * width[0]


def test_nothing_known_is_no_spread() -> None:
    """Without a single residual the quantiles are the mean, not an error."""
    mean = np.full((1, 1, 1), 4.0)
    spread = PooledSpread().fit(mean, mean, np.zeros(mean.shape, dtype=bool))
    assert (spread.quantiles(mean) == 4.0).all()


def test_quantiles_below_one_are_whole() -> None:
    """Nobody or one person comes; above one nothing is rounded; crossed and negative values are put right."""
    assert settled(np.array([1.4, 0.6, -0.3, 0.2])).tolist() == [0.0, 0.0, 1.0, 1.4]
