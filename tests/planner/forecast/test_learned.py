"""The learned members: quantiles from leaves, features that see no later day, a blend that follows a pattern."""

import numpy as np
import pandas as pd
import pytest

from planner.domain.errors import InvalidValue
from planner.forecast.base import QUANTILES, CalendarTable, History, Horizon
from planner.forecast.boosted import BoostedMember, BoostedSettings, varying
from planner.forecast.calendar_days import make_calendar_days
from planner.forecast.features import FeatureMaker, for_boosting, for_forest
from planner.forecast.forest import ForestMember, ForestSettings
from planner.forecast.grid import make_grid
from planner.forecast.regression import LearnedBlend, LearnedSettings


def a_history(days: int = 300, seed: int = 3) -> History:
    """Two services with a strong weekday pattern."""
    rng = np.random.default_rng(seed)
    dates = pd.date_range("2024-01-01", periods=days)
    shape = np.array([1.6, 1.3, 1.0, 0.8, 0.6, 0.4, 0.3])[dates.day_of_week]
    parts = [
        pd.DataFrame({"date": dates, "service": name, "visits": rng.poisson(level * shape)})
        for name, level in (("a", 30.0), ("b", 4.0))
    ]
    return History(table=pd.concat(parts))


def test_forest_quantiles_are_those_of_the_rows_in_the_leaf() -> None:
    """Two groups told apart by one feature: ratios around 1 and around 3, each with its own median and spread."""
    rng = np.random.default_rng(1)
    group = np.repeat([0.0, 1.0], 2000)
    ratio = np.where(group == 0, rng.uniform(0.5, 1.5, 4000), rng.uniform(2.0, 4.0, 4000))
    member = ForestMember(ForestSettings(trees=10, features_share=1.0, least_leaf=200))
    mean, quantiles = member.fit(group[:, None], ratio, np.ones(4000)).predict(np.array([[0.0], [1.0]]))
    np.testing.assert_allclose(mean, [1.0, 3.0], atol=0.05)
    np.testing.assert_allclose(quantiles[:, QUANTILES.index(0.1)], [0.6, 2.2], atol=0.07)
    np.testing.assert_allclose(quantiles[:, QUANTILES.index(0.9)], [1.4, 3.8], atol=0.07)


def test_forest_weights_move_the_quantiles() -> None:
    """Rows of weight nine pull the median of an even mixture to their side."""
    ratio = np.tile([1.0, 2.0], 500)
    weight = np.tile([9.0, 1.0], 500)
    member = ForestMember(ForestSettings(trees=5, least_leaf=400)).fit(np.zeros((1000, 1)), ratio, weight)
    mean, quantiles = member.predict(np.zeros((1, 1)))
    assert mean[0] == pytest.approx(1.1)
    assert quantiles[0, QUANTILES.index(0.5)] == pytest.approx(1.0, abs=0.05)


def test_boosting_drops_columns_that_never_vary() -> None:
    """A country without the feast has a column of NaN; the library would refuse it."""
    values = np.column_stack([np.arange(400.0), np.full(400, np.nan), np.ones(400)])
    assert varying(values).tolist() == [True, False, False]
    ratio = np.where(np.arange(400) < 200, 1.0, 2.0)
    member = BoostedMember(BoostedSettings(trees=30, least_leaf=10))
    fitted = member.fit(values, ratio, np.ones(400), np.arange(400) % 56)
    np.testing.assert_allclose(fitted.predict(values[[50, 350]]), [1.0, 2.0], atol=0.3)


def test_features_of_an_origin_do_not_see_later_days() -> None:
    """Rows of the same origin from the shorter and the longer history agree, the in-sample regression left out."""
    whole = a_history()
    rows = []
    for history in (whole.up_to(pd.Timestamp("2024-07-18").date()), whole):
        grid = make_grid(history)
        maker = FeatureMaker(grid, grid.visits, make_calendar_days(CalendarTable(), grid, 70), learn_days=150)
        rows.append(maker.rows(np.array([180]), 28))
    shared = [name not in ("movement_1y", "movement_2y", "movement_hijri") for name in rows[0].names]
    np.testing.assert_allclose(rows[0].values[:, shared], rows[1].values[:, shared], rtol=1e-5, equal_nan=True)


def test_features_for_the_forest_have_no_nan_and_boosting_leaves_the_regression_out() -> None:
    """Random cuts need numbers; the boosted model would trust an in-sample fit."""
    grid = make_grid(a_history())
    rows = FeatureMaker(grid, grid.visits, make_calendar_days(CalendarTable(), grid, 70)).rows(np.array([200]))
    assert np.isfinite(for_forest(rows)).all()
    assert for_boosting(rows).shape[1] == len(rows.names) - 1


def test_blend_follows_the_weekday() -> None:
    """Mondays have five times the Sundays: the forecast of the next week says so within a third."""
    history = a_history()
    small = LearnedSettings(most_rows=6000, forest=ForestSettings(trees=15), boosted=BoostedSettings(trees=30))
    table = LearnedBlend(small).fit(history).predict_quantiles(Horizon(origin=history.last_day, length_days=7))
    means = table[table["service"] == "a"].groupby("day")["mean"].first()
    by_weekday = means.groupby(means.index.day_of_week).mean()
    assert by_weekday[0] == pytest.approx(48.0, rel=0.2)
    assert by_weekday[6] == pytest.approx(9.0, rel=0.35)


def test_a_horizon_that_does_not_follow_the_history_is_refused() -> None:
    """Forecasting the past, or half a year ahead with a model for five weeks, is a mistake with a name."""
    history = a_history(60)
    small = LearnedSettings(most_rows=500, forest=ForestSettings(trees=2), boosted_part=0.0)
    fitted = LearnedBlend(small).fit(history)
    for horizon in (
        Horizon(origin=pd.Timestamp("2024-01-15").date()),
        Horizon(origin=history.last_day, length_days=180),
    ):
        with pytest.raises(InvalidValue) as caught:
            fitted.predict_quantiles(horizon)
        assert caught.value.code == "forecast_horizon"
