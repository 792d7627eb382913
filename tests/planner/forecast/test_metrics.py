"""Scores against numbers that can be done by hand, and against the protocol's own scorer."""

import numpy as np
import pandas as pd
import pytest

from planner.forecast.base import QUANTILES, History
from planner.forecast.metrics import pinball, score, service_scales


def test_pinball_by_hand() -> None:
    """Ten came; quantile .9 said 8: 2 x .9 x 2 = 3.6. It said 12: 2 x .1 x 2 = 0.4."""
    levels = np.array([0.9])
    assert pinball(np.array([10.0]), np.array([[8.0]]), levels)[0] == pytest.approx(3.6)
    assert pinball(np.array([10.0]), np.array([[12.0]]), levels)[0] == pytest.approx(0.4)


def test_a_perfect_forecast_scores_nothing() -> None:
    """All quantiles on the count: no loss, no bias, everything inside intervals of no width."""
    rows = pd.DataFrame({"service": "a", "visits": [3.0, 5.0], "mean": [3.0, 5.0]})
    for level in QUANTILES:
        rows[level] = rows["visits"]
    found = score(rows, {"a": 1.0})
    assert (found.spl, found.mase, found.wape, found.bias, found.width80) == (0, 0, 0, 0, 0)
    assert (found.cover80, found.cover95, found.days) == (1.0, 1.0, 2)


def test_services_weigh_the_same_whatever_their_size() -> None:
    """Errors of one scale at a small and of none at a big service are half a scale on average."""
    rows = pd.DataFrame({"service": ["big", "small"], "visits": [100.0, 1.0], "mean": [100.0, 3.0]})
    for level in QUANTILES:
        rows[level] = rows["mean"]
    assert score(rows, {"big": 20.0, "small": 2.0}).mase == pytest.approx(0.5)


def test_scale_is_the_usual_change_of_a_week_and_at_least_a_half() -> None:
    """Weeks of 10 and 14 in turn change by 4; a constant service changes by nothing, so 0.5."""
    days = pd.date_range("2024-01-01", periods=140)
    swing = np.where(np.arange(140) // 7 % 2 == 0, 10, 14)
    parts = [
        pd.DataFrame({"date": days, "service": "swing", "visits": swing}),
        pd.DataFrame({"date": days, "service": "flat", "visits": 9}),
    ]
    assert service_scales(History(table=pd.concat(parts))) == {"flat": 0.5, "swing": pytest.approx(4.0)}
