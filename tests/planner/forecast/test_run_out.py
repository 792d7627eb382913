"""Demand from the time of the last ticket."""

import numpy as np
import pytest

from planner.forecast.run_out import demand_from_run_out


def test_days_that_were_not_full_are_kept() -> None:
    """No run-out time, no estimate."""
    visits = np.array([30.0, 40.0, 50.0])
    demand, variance = demand_from_run_out(visits, np.full(3, np.nan), np.array([0, 1, 2]))
    assert demand.tolist() == visits.tolist()
    assert variance.tolist() == [0.0, 0.0, 0.0]


def test_an_early_run_out_means_more_demand_than_a_late_one() -> None:
    """Same cap, same weekday: the tickets gone at a third of the day point to more people than at nine tenths."""
    visits = np.full(20, 40.0)
    seen = np.where(np.arange(20) < 10, 0.33, 0.9)
    demand, _ = demand_from_run_out(visits, seen, np.zeros(20, dtype=int))
    assert demand[:10].min() > demand[10:].max() > 40.0


def test_poisson_days_are_rebuilt_within_two_percent() -> None:
    """Arrivals drawn one by one at 60 a day, capped at 45: the sum of 300 days comes back."""
    rng = np.random.default_rng(5)
    truth = rng.poisson(60.0, 300)
    seen = np.array([np.sort(rng.uniform(size=n))[44] if n >= 45 else np.nan for n in truth])
    demand, _ = demand_from_run_out(np.minimum(truth, 45).astype(float), seen, np.arange(300) % 5)
    assert demand.sum() == pytest.approx(truth.sum(), rel=0.02)
