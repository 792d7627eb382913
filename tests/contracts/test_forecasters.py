"""What every forecaster keeps, whatever it learns. A new one adds itself to FORECASTERS and nothing else."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from planner.forecast.base import QUANTILES, CalendarTable, Forecaster, History, Horizon
from planner.forecast.baselines import SeasonalNaive, Unfitted, WeekdayMean, WeekdayMeanYardstick
from planner.forecast.boosted import BoostedSettings
from planner.forecast.forest import ForestSettings
from planner.forecast.ladder import make_forecaster
from planner.forecast.long_range import LongRange
from planner.forecast.regression import LearnedBlend, LearnedSettings

START = date(2024, 1, 1)
SMALL = LearnedSettings(
    most_rows=1500, forest=ForestSettings(trees=8), boosted=BoostedSettings(trees=10, least_leaf=20)
)
FORECASTERS: dict[str, Callable[[History], Forecaster]] = {
    "seasonal_naive": lambda _history: SeasonalNaive(),
    "weekday_mean_8": lambda _history: WeekdayMean(),
    "yardstick": lambda _history: WeekdayMeanYardstick(),
    "learned_blend": lambda _history: LearnedBlend(SMALL),
    "ladder": lambda history: make_forecaster(history, SMALL),
    "long_range": lambda _history: LongRange(),
}


def some_counts(days: int = 200, seed: int = 7) -> pd.DataFrame:
    """Two weekday services of about 40 and 5 visits a day, closed on Sundays."""
    rng = np.random.default_rng(seed)
    dates = pd.date_range(START, periods=days)
    shape = np.array([1.3, 1.2, 1.0, 1.0, 0.8, 0.5, 0.0])[dates.day_of_week]
    parts = [
        pd.DataFrame(
            {"date": dates, "service": name, "visits": rng.poisson(level * shape), "closed": (shape == 0).astype(int)}
        )
        for name, level in (("ktp", 40.0), ("paspor", 5.0))
    ]
    return pd.concat(parts, ignore_index=True)


def a_calendar() -> CalendarTable:
    rows = [(START + timedelta(days=90 * n), "holiday", f"Libur {n % 4}") for n in range(12)]
    return CalendarTable.from_rows(rows, eid_al_fitr=[date(2024, 4, 10)], eid_al_adha=[date(2024, 6, 17)])


def forecast(make: Callable[[History], Forecaster], table: pd.DataFrame, length_days: int = 28) -> pd.DataFrame:
    history = History(table=table)
    horizon = Horizon(origin=history.last_day, length_days=length_days)
    return make(history).fit(history, a_calendar()).predict_quantiles(horizon)


@pytest.fixture(params=sorted(FORECASTERS))
def make(request: pytest.FixtureRequest) -> Callable[[History], Forecaster]:
    """Maker of one forecaster; each test below runs for all."""
    return FORECASTERS[request.param]


HISTORIES = {
    "ordinary": some_counts(),
    "one_day": some_counts(1),
    "ten_days": some_counts(10),
    "five_weeks": some_counts(35),
    "all_zero": some_counts().assign(visits=0),
    "constant": some_counts().assign(visits=12),
    "gaps": some_counts().sample(frac=0.5, random_state=1),
    "one_weekday": some_counts()[lambda t: pd.to_datetime(t["date"]).dt.day_of_week == 2],
    "all_closed": some_counts().assign(closed=1, visits=0),
    "half_the_days_full": some_counts().assign(full=lambda t: (t["visits"] > t["visits"].median()).astype(int)),
}


@pytest.mark.parametrize("name", sorted(HISTORIES))
def test_quantiles_are_ordered_finite_and_not_below_zero(make: Callable[[History], Forecaster], name: str) -> None:
    """A distribution of counts, whatever the history: the plan reads its quantiles without a second look."""
    table = forecast(make, HISTORIES[name])
    wide = table.pivot(index=["service", "day"], columns="quantile", values="visits")
    assert tuple(wide.columns) == QUANTILES
    assert np.isfinite(table[["visits", "mean"]].to_numpy()).all()
    assert (table[["visits", "mean"]].to_numpy() >= 0).all()
    assert (np.diff(wide.to_numpy(), axis=1) >= 0).all()
    assert len(wide) == 28 * HISTORIES[name]["service"].nunique()


def test_closed_days_are_zero(make: Callable[[History], Forecaster]) -> None:
    """Closing is a rule, not something to be learned: every quantile and the mean are 0 on that day only."""
    history = History(table=some_counts())
    day = history.last_day + timedelta(days=1)
    everybody = history.last_day + timedelta(days=4)
    horizon = Horizon(origin=history.last_day, closed=frozenset({("ktp", day), ("*", everybody)}))
    table = make(history).fit(history, a_calendar()).predict_quantiles(horizon)
    on = table.groupby(["service", "day"])["visits"].sum()
    assert on["ktp", pd.Timestamp(day)] == 0 < on["paspor", pd.Timestamp(day)]
    assert on["ktp", pd.Timestamp(everybody)] == on["paspor", pd.Timestamp(everybody)] == 0


def test_scaling_the_history_scales_the_forecast(make: Callable[[History], Forecaster]) -> None:
    """Ten times the visits is ten times the forecast; only quantiles below 1, being whole, do not scale."""
    plain = forecast(make, some_counts())
    tenfold = forecast(make, some_counts().assign(visits=lambda t: t["visits"] * 10))
    np.testing.assert_allclose(tenfold["mean"], 10 * plain["mean"], rtol=0.02, atol=0.02)
    above = plain["visits"] > 1.0
    assert above.mean() > 0.5
    np.testing.assert_allclose(tenfold["visits"][above], 10 * plain["visits"][above], rtol=0.05, atol=1.0)


def test_row_order_changes_nothing(make: Callable[[History], Forecaster]) -> None:
    """The file's order is an accident of the export."""
    plain = forecast(make, some_counts())
    shuffled = forecast(make, some_counts().sample(frac=1.0, random_state=3))
    pd.testing.assert_frame_equal(plain, shuffled)


def test_closed_rows_of_another_service_change_nothing(make: Callable[[History], Forecaster]) -> None:
    """A service that never opened has taught nobody anything."""
    empty = some_counts()[["date"]].drop_duplicates().assign(service="zz_tutup", visits=0, closed=1)
    alone = forecast(make, some_counts())
    beside = forecast(make, pd.concat([some_counts(), empty]))
    both = beside[beside["service"] != "zz_tutup"].reset_index(drop=True)
    np.testing.assert_allclose(both["visits"], alone["visits"], rtol=1e-6, atol=1e-6)


def test_one_wild_day_moves_the_mean_little(make: Callable[[History], Forecaster]) -> None:
    """A typing error of x100 forty days ago is not demand: the mean of the month moves by under a quarter."""
    wild = some_counts()
    row = wild.index[(wild["service"] == "ktp") & (wild["closed"] == 0)][-40]
    wild.loc[row, "visits"] *= 100
    plain, moved = forecast(make, some_counts()), forecast(make, wild)
    means = [table[table["service"] == "ktp"]["mean"].mean() for table in (plain, moved)]
    assert abs(means[1] / means[0] - 1.0) < 0.25


def test_all_zeros_forecast_zero(make: Callable[[History], Forecaster]) -> None:
    """Nobody ever came; the forecast is nobody."""
    assert forecast(make, some_counts().assign(visits=0))["visits"].max() < 0.01


def test_a_constant_history_forecasts_the_constant(make: Callable[[History], Forecaster]) -> None:
    """Twelve visits on every open day: the mean of every open weekday is twelve."""
    table = forecast(make, some_counts().assign(visits=12))
    weekday = table[pd.to_datetime(table["day"]).dt.day_of_week < 5]
    assert weekday["mean"].between(11.0, 13.0).all()


def test_an_unfitted_forecaster_says_so(make: Callable[[History], Forecaster]) -> None:
    """Asking before fitting is a mistake of the caller with a name."""
    with pytest.raises(Unfitted):
        make(History(table=some_counts())).predict_quantiles(Horizon(origin=START))


def test_refitting_gives_the_same_forecast(make: Callable[[History], Forecaster]) -> None:
    """Seeds are fixed: the same history gives the same plan."""
    pd.testing.assert_frame_equal(forecast(make, some_counts()), forecast(make, some_counts()))
