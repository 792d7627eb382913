"""Months ahead: the season comes back, the spread is wider, growth is followed and not extrapolated."""

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from planner.forecast.base import History, Horizon
from planner.forecast.baselines import WeekdayMeanYardstick
from planner.forecast.long_range import LongRange


def two_years(season: float) -> History:
    """Poisson counts of 40 a day with a yearly wave, highest in July."""
    dates = pd.date_range("2023-01-01", "2024-12-31")
    wave = 1.0 - season * np.cos(2 * np.pi * (dates.day_of_year - 15) / 365.25)
    visits = np.random.default_rng(9).poisson(40 * wave)
    return History(table=pd.DataFrame({"date": dates, "service": "a", "visits": visits}))


def monthly(history: History) -> pd.Series:
    table = LongRange().fit(history).predict_quantiles(Horizon(origin=history.last_day, length_days=365))
    means = table.groupby("day")["mean"].first()
    return means.groupby(means.index.month).mean()


def test_the_season_comes_back() -> None:
    """July was twice January in both years: it is well above it in the third, shrunk a little."""
    means = monthly(two_years(season=0.35))
    assert 1.5 < means[7] / means[1] < 2.3
    assert means.mean() == pytest.approx(40.0, rel=0.12)


def test_without_a_season_months_are_alike() -> None:
    """Chance must not make months: within a tenth of each other."""
    means = monthly(two_years(season=0.0))
    assert means.max() / means.min() < 1.12


def test_long_range_is_wider_than_the_coming_month() -> None:
    """The same history seen from far has the wider 80 % interval, and the label says long range."""
    history = two_years(season=0.0)
    horizon = Horizon(origin=history.last_day, length_days=14)

    def width(table: pd.DataFrame) -> float:
        own = table.set_index("quantile")["visits"]
        return float(own[0.9].sum() - own[0.1].sum())

    far, near = LongRange().fit(history), WeekdayMeanYardstick().fit(history)
    assert width(far.predict_quantiles(horizon)) > width(near.predict_quantiles(horizon))
    assert "long range" in far.label


def test_a_day_a_year_ahead_can_be_asked_alone() -> None:
    """A holiday check asks for one week, eight months from now."""
    history = two_years(season=0.2)
    horizon = Horizon(origin=history.last_day + timedelta(days=240), length_days=7)
    assert len(LongRange().fit(history).predict_quantiles(horizon)) == 7 * 21
