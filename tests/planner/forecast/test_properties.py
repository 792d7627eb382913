"""Whatever was counted, rebuilding and forecasting end in a distribution of counts."""

from datetime import date

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.forecast.base import History, Horizon
from planner.forecast.baselines import WeekdayMeanYardstick
from planner.forecast.uncensor import rebuild_demand

counts = st.lists(
    st.tuples(st.integers(0, 400), st.booleans(), st.sampled_from([0, 0, 0, 1])), min_size=1, max_size=120
)


def a_history(rows: list[tuple[int, bool, int]]) -> History:
    """One desk: visits, full or not, closed or not, day after day."""
    table = pd.DataFrame(rows, columns=["visits", "full", "closed"])
    table["visits"] = table["visits"].where(table["closed"] == 0, 0)
    table["full"] = table["full"].astype(int)
    return History(table=table.assign(date=pd.date_range("2025-01-01", periods=len(rows)), service="a"))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(counts)
def test_rebuilt_demand_is_never_below_what_was_counted(rows: list[tuple[int, bool, int]]) -> None:
    """Who was counted did come: gross, low, high and the drawn demand are at least the count, on every day."""
    table = rebuild_demand(a_history(rows)).table
    for name in ("gross", "low", "high", "drawn"):
        assert (table[name].fillna(np.inf) >= table["visits"] - 1e-6).all()
    assert (table.loc[~table["full"], "gross"] == table.loc[~table["full"], "visits"]).all()


@settings(max_examples=25, deadline=None, derandomize=True)
@given(counts)
def test_forecasts_of_rebuilt_demand_are_distributions(rows: list[tuple[int, bool, int]]) -> None:
    """Finite, ordered, not below zero, for the next four weeks."""
    history = rebuild_demand(a_history(rows)).as_history()
    table = WeekdayMeanYardstick().fit(history).predict_quantiles(Horizon(origin=history.last_day))
    wide = table.pivot(index="day", columns="quantile", values="visits").to_numpy()
    assert np.isfinite(wide).all()
    assert (wide >= 0).all()
    assert (np.diff(wide, axis=1) >= 0).all()
    assert wide.shape == (28, 21)
    assert date(2025, 1, 1) <= history.last_day
