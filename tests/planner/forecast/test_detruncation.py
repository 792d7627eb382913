"""The two ways to see behind a bound, on root counts."""

import numpy as np
import pytest

from planner.forecast.detruncation import BoundedCounts, fit_likelihood, project, quantile_above


def normal_roots(bound: float, days: int = 2000) -> tuple[BoundedCounts, np.ndarray]:
    """Counts whose roots are normal with mean 8 and spread 1, bounded at root `bound`."""
    truth = np.random.default_rng(2).normal(8.0, 1.0, days) ** 2
    seen = np.minimum(truth, bound**2)
    data = BoundedCounts(
        visits=seen, bounded=truth >= bound**2, design=np.ones((days, 1)), penalty=np.full((1, 1), 1e-6)
    )
    return data, truth


@pytest.mark.parametrize("bound", [8.3, 7.5], ids=["40 % full", "70 % full"])
def test_likelihood_recovers_middle_spread_and_sum(bound: float) -> None:
    """The counts are drawn as the method assumes: middle 8, spread 1, and the sum within 2 %."""
    data, truth = normal_roots(bound)
    fit = fit_likelihood(data)
    assert fit.middle[0] == pytest.approx(8.0, abs=0.1)
    assert fit.spread == pytest.approx(1.0, abs=0.1)
    assert fit.expected.sum() == pytest.approx(truth.sum(), rel=0.02)


def test_projection_errs_low() -> None:
    """It puts the median in the place of the mean and draws the spread together; that is why it is averaged."""
    data, truth = normal_roots(8.3)
    assert 0.95 * truth.sum() < project(data).sum() < truth.sum()


def test_exact_days_are_never_moved() -> None:
    """Only bounded days are estimated, and never below their bound."""
    data, _ = normal_roots(8.3)
    for estimate in (fit_likelihood(data).expected, project(data)):
        assert (estimate[~data.bounded] == data.visits[~data.bounded]).all() or np.allclose(
            estimate[~data.bounded], data.visits[~data.bounded]
        )
        assert (estimate[data.bounded] >= data.visits[data.bounded] - 1e-9).all()


def test_quantile_above_the_bound_halves_the_tail() -> None:
    """Bound at the middle: half the tail above it is the 75 % point, 0.6745 spreads up."""
    value = quantile_above(np.array([8.0]), np.array([8.0]), 1.0, 0.5)
    assert float(value[0]) == pytest.approx(8.6745, abs=1e-3)
