"""One ladder for thin data: who borrows, who averages, who is judged, and when the learned model is not used."""

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from planner.forecast.base import CalendarTable, History, Horizon
from planner.forecast.boosted import BoostedSettings
from planner.forecast.cold_start import spread_months
from planner.forecast.forest import ForestSettings
from planner.forecast.gate import Verdict, judge, light, widened
from planner.forecast.ladder import BORROWED, Ladder
from planner.forecast.regression import LearnedBlend, LearnedSettings

SMALL = LearnedSettings(most_rows=1500, forest=ForestSettings(trees=8), boosted=BoostedSettings(trees=10))


def two_services(old_days: int, new_days: int) -> History:
    """An old service of 30 a day and one that moved in `new_days` ago, of 10 a day."""
    rng = np.random.default_rng(6)
    dates = pd.date_range("2024-01-01", periods=old_days)
    shape = np.array([1.4, 1.2, 1.0, 0.9, 0.7, 0.5, 0.3])[dates.day_of_week]
    old = pd.DataFrame({"date": dates, "service": "lama", "visits": rng.poisson(30 * shape)})
    new = pd.DataFrame({"date": dates, "service": "baru", "visits": rng.poisson(10 * shape)}).tail(new_days)
    return History(table=pd.concat([old, new]))


def test_a_service_of_one_week_borrows_the_shape_of_its_sister() -> None:
    """Mondays of the new one are busier than its Sundays, although it has seen one of each; its rung says borrowed."""
    history = two_services(60, 7)
    ladder = Ladder(SMALL).fit(history)
    assert ladder.rungs_ == {"baru": BORROWED, "lama": "weekday mean"}
    assert BORROWED in ladder.label
    means = ladder.predict_quantiles(Horizon(origin=history.last_day, length_days=7)).groupby(["service", "day"])[
        "mean"
    ]
    new = means.first()["baru"]
    assert new[new.index.day_of_week == 0].iloc[0] > 1.5 * new[new.index.day_of_week == 6].iloc[0]


def test_borrowed_quantiles_are_wider() -> None:
    """The same young service marked or not marked as borrowed: half as wide again around the same median."""
    history = two_services(60, 20)
    horizon = Horizon(origin=history.last_day, length_days=7)
    plain = Ladder(SMALL).fit(history).predict_quantiles(horizon)
    marked = History(table=history.table, borrowed=frozenset({"lama"}))
    wide = Ladder(SMALL).fit(marked).predict_quantiles(horizon)

    def width(table: pd.DataFrame) -> float:
        own = table[table["service"] == "lama"].set_index("quantile")["visits"]
        return float(own[0.75].sum() - own[0.25].sum())

    assert width(wide) == pytest.approx(1.5 * width(plain))


def test_a_short_history_is_not_judged() -> None:
    """Half a year is needed: ten weeks to learn from and sixteen held back."""
    ladder = Ladder(SMALL).fit(two_services(100, 100))
    assert ladder.verdict_ is None
    assert set(ladder.rungs_.values()) == {"weekday mean"}


def test_the_learned_model_is_used_only_where_it_wins() -> None:
    """The rung follows the verdict: learned blend when its held-back loss is lower, weekday mean when not."""
    ladder = Ladder(SMALL).fit(two_services(250, 250))
    assert ladder.verdict_ is not None
    assert (set(ladder.rungs_.values()) == {"learned blend"}) == ladder.verdict_.learned_wins
    assert not Verdict(learned_loss=1.1, yardstick_loss=1.0, width=1.0).learned_wins
    assert Verdict(learned_loss=0.9, yardstick_loss=1.0, width=1.0).learned_wins


def test_the_gate_learns_nothing_from_the_weeks_it_holds_back() -> None:
    """The light model forecasts its first origin the same whatever came after it."""
    history = two_services(250, 250)
    later = history.table.drop(columns="drawn")
    cut = later["date"].max() - pd.Timedelta(days=112)
    changed = later.assign(visits=np.where(later["date"] > cut, later["visits"] * 3, later["visits"]))
    verdicts = [judge(one, CalendarTable(), SMALL) for one in (history, History(table=changed))]
    assert verdicts[0] != verdicts[1]
    past = history.up_to((cut - pd.Timedelta(days=0)).date())
    assert LearnedBlend(light(SMALL)).fit(past).members_ is not None


def test_widening_moves_quantiles_from_the_median() -> None:
    """A factor of two doubles the distance from the middle of the 21."""
    quantiles = np.arange(21.0)
    assert widened(quantiles, 2.0)[[0, 10, 20]].tolist() == [-10.0, 10.0, 30.0]


def test_monthly_totals_are_spread_over_open_days_and_marked() -> None:
    """300 visits in February 2026, Sundays closed: the days add up to 300, Mondays have more than Saturdays."""
    months = pd.DataFrame({"month": ["2026-02-01"], "service": ["ktp"], "visits": [300]})
    history = spread_months(months, lambda _service, day: day.weekday() != 6)
    assert history.borrowed == {"ktp"}
    table = history.table.set_index("date")["visits"]
    assert table.sum() == pytest.approx(300.0)
    assert table["2026-02-02"] > table["2026-02-07"] > table["2026-02-01"] == 0.0
    ladder = Ladder(SMALL).fit(history)
    assert ladder.rungs_ == {"ktp": BORROWED}
    sunday = frozenset({("ktp", history.last_day + timedelta(days=1))})
    table = ladder.predict_quantiles(Horizon(origin=history.last_day, length_days=7, closed=sunday))
    assert table.groupby("day")["mean"].first().sum() == pytest.approx(75.0, rel=0.1)
