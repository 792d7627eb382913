"""The back-test of a mall: how well its visits would have been forecast, as a document to keep and to show."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from planner.domain.history import History
from planner.domain.mall import Mall
from planner.forecast.backtest import Backtest, BacktestSettings, backtest
from planner.planning.forecast_demand import known_series

KEY, KIND = "backtest", "backtest"  # of the kept document; the newest replaces the one before
DAYS_AHEAD = 14  # the two-week roster
WORST_DAYS = 15
MALL_SETTINGS = BacktestSettings(origins=6)  # half a year: minutes of work, and every weekday two dozen times


def backtest_mall(mall: Mall, history: History, settings: BacktestSettings = MALL_SETTINGS) -> dict[str, Any]:
    """Rolling origins over the mall's own history: figures of our forecast, the naive rule and the weekday mean.

    `summary` by forecaster, `desks` by desk, `worst` days with their names; visits and shares as plain numbers.
    Raises InvalidValue (`backtest_short`) when the history does not carry one origin.
    """
    series, calendar = known_series(mall, history)
    found = backtest(series, calendar, settings)
    desks: set[str] = {desk.id for desk in mall.desks}
    return {
        "last_day": series.last_day.isoformat(),
        "origins": sorted({str(day) for day in found.rows["origin"]}),
        "days_ahead": DAYS_AHEAD,
        "summary": _rows(found.summary(DAYS_AHEAD).rename_axis("forecaster").reset_index()),
        "desks": _rows(_of_desks(found, desks)),
        "worst": _rows(_worst(found, desks)),
    }


def _of_desks(found: Backtest, desks: set[str]) -> pd.DataFrame:
    table = found.by_service(DAYS_AHEAD).reset_index()
    return table[table["service"].isin(desks)].rename(columns={"service": "desk"})


def _worst(found: Backtest, desks: set[str]) -> pd.DataFrame:
    table = found.worst_days(20 * WORST_DAYS)
    own = table[table["service"].isin(desks)].head(WORST_DAYS).rename(columns={"service": "desk"})
    return own.assign(day=[str(day)[:10] for day in own["day"]])[["day", "desk", "visits", "low80", "high80", "names"]]


def _rows(table: pd.DataFrame) -> list[Mapping[str, Any]]:
    """Rows with plain numbers; what is not a number is left out."""
    return [{name: _plain(value) for name, value in row.items() if value == value} for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    return value if isinstance(value, str) else round(float(value), 4)
