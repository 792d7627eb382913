"""Rolling origins: only the past is used, what came stands beside it, worst days carry their names."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from planner.domain.errors import InvalidValue
from planner.forecast.backtest import (
    MEAN8,
    NAIVE,
    BacktestSettings,
    backtest,
    day_name,
    known_closed,
    origins_of,
)
from planner.forecast.base import CalendarTable, History
from planner.forecast.baselines import SeasonalNaive, WeekdayMean, WeekdayMeanYardstick

SURGE = date(2024, 6, 20)


def a_history(days: int = 182) -> History:
    """One desk of about 20 visits, closed on Sundays, with a surge of 90 on one day."""
    dates = pd.date_range("2024-01-01", periods=days)
    closed = (dates.day_of_week == 6).astype(int)
    visits = np.where(closed == 1, 0, np.random.default_rng(8).poisson(20, days))
    visits = np.where(dates == pd.Timestamp(SURGE), 90, visits)
    return History(table=pd.DataFrame({"date": dates, "service": "ktp", "visits": visits, "closed": closed}))


SETTINGS = BacktestSettings(
    origins=3,
    forecasters={
        "yardstick": lambda _history: WeekdayMeanYardstick(),
        MEAN8: lambda _history: WeekdayMean(),
        NAIVE: lambda _history: SeasonalNaive(),
    },
)


def test_every_open_day_after_the_first_origin_is_scored_once_per_forecaster() -> None:
    """Three origins, 28 days each, four Sundays off in each: 72 days, three forecasters."""
    rows = backtest(a_history(), settings=SETTINGS).rows
    assert len(rows) == 3 * 72
    assert not rows.duplicated(["forecaster", "service", "day"]).any()


def test_the_future_is_not_used() -> None:
    """A forecast from the first origin does not change with what came later."""
    whole = backtest(a_history(), settings=SETTINGS).rows
    history = a_history()
    changed = history.table.assign(visits=lambda t: np.where(t["date"] > "2024-05-15", t["visits"] * 5, t["visits"]))
    other = backtest(History(table=changed.drop(columns="drawn")), settings=SETTINGS).rows
    first = whole["origin"].min()
    pd.testing.assert_series_equal(
        whole.loc[whole["origin"] == first, "mean"], other.loc[other["origin"] == first, "mean"]
    )


def test_the_yardstick_beats_the_naive_rule_on_regular_counts() -> None:
    """Averages of many weeks beat one week wherever counts are chance around a level; the ratio says by how much."""
    table = backtest(a_history(), settings=SETTINGS).summary(28)
    assert table.loc["yardstick", "ratio"] < 0.95
    assert table.loc[NAIVE, "ratio"] == 1.0
    assert 0.6 < table.loc["yardstick", "cover80"] <= 1.0


def test_the_worst_day_is_the_surge_and_has_its_name() -> None:
    """Ninety came where twenty were expected, on a day the calendar knows by name."""
    calendar = CalendarTable.from_rows([(SURGE, "event", "Batas pajak")])
    worst = backtest(a_history(), calendar, SETTINGS).worst_days(3, "yardstick")
    assert worst["day"].iloc[0] == pd.Timestamp(SURGE)
    assert worst["names"].iloc[0] == "Batas pajak"
    assert worst["missed"].iloc[0] > 50


def test_days_around_feasts_and_holidays_are_named_by_them() -> None:
    """The fifth day after Idulfitri, the day after and the day before a holiday, and a day like any other."""
    calendar = CalendarTable.from_rows([(date(2026, 5, 1), "holiday", "Hari Buruh")], eid_al_fitr=[date(2026, 3, 21)])
    days = [date(2026, 3, 26), date(2026, 5, 2), date(2026, 4, 30), date(2026, 7, 1)]
    assert [day_name(calendar, day) for day in days] == ["Idulfitri +5", "Hari Buruh +1", "Hari Buruh -1", ""]


def test_full_days_are_scored_on_their_drawn_demand_and_marked() -> None:
    """On a full day nobody knows who came: the drawn demand stands in, and the row says it is estimated."""
    history = a_history()
    table = history.table.assign(full=lambda t: t["date"] == pd.Timestamp(SURGE), drawn=lambda t: t["visits"] + 5)
    rows = backtest(History(table=table), settings=SETTINGS).rows
    surge = rows[rows["day"] == pd.Timestamp(SURGE)]
    assert surge["estimated"].all()
    assert (surge["visits"] == 95).all()


def test_figures_per_service() -> None:
    """One desk, three forecasters, three rows."""
    assert len(backtest(a_history(), settings=SETTINGS).by_service()) == 3


def test_closed_days_are_known_ahead_as_far_as_the_history_goes() -> None:
    """Sundays inside the history are closed; days after its end are not known to be."""
    closed = known_closed(a_history(), date(2024, 6, 15), 28)
    assert ("ktp", date(2024, 6, 16)) in closed
    assert ("ktp", date(2024, 7, 7)) not in closed


def test_origins_without_history_are_left_out_and_too_short_a_history_is_named() -> None:
    """Eight weeks are needed before the first origin."""
    assert len(origins_of(a_history(120), BacktestSettings(origins=13))) == 2
    with pytest.raises(InvalidValue) as caught:
        backtest(a_history(60), settings=SETTINGS)
    assert caught.value.code == "backtest_short"
    with pytest.raises(InvalidValue):
        BacktestSettings(origins=0)
