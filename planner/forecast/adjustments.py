"""What people change and what other programs forecast, kept beside the model's value and never over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from planner.domain.errors import InvalidValue
from planner.forecast.base import QUANTILES


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A change to the forecast of one service and day.

    factor : on every quantile and the mean; or
    visits : the mean wanted, the spread moves with it. Exactly one of the two is given.
    who, at, why : kept for the record; a change without a reason is refused.
    """

    service: str
    day: date
    who: str
    at: datetime
    why: str
    factor: float | None = None
    visits: float | None = None

    def __post_init__(self) -> None:
        if (self.factor is None) == (self.visits is None):
            raise InvalidValue(
                f"adjustment of {self.service} on {self.day}: give a factor or visits, one of the two",
                code="adjustment_amount",
                field="factor",
            )
        amount = self.factor if self.factor is not None else self.visits
        if amount is None or not 0.0 <= amount < 1e6:
            raise InvalidValue(
                f"adjustment of {self.service} on {self.day} to {amount}", code="adjustment_range", field="factor"
            )
        if not self.why.strip() or not self.who.strip():
            raise InvalidValue(
                f"adjustment of {self.service} on {self.day} says not who or why", code="adjustment_reason", field="why"
            )


def with_adjustments(forecast: pd.DataFrame, adjustments: Iterable[Adjustment]) -> pd.DataFrame:
    """The forecast with `adjusted_visits`, `adjusted_mean`, `who` and `why` beside the model's columns.

    The newest adjustment of a service and day holds; where there is none the adjusted values are the model's.
    """
    table = forecast.assign(adjusted_visits=forecast["visits"], adjusted_mean=forecast["mean"], who="", why="")
    for change in sorted(adjustments, key=lambda one: one.at):
        rows = (table["service"] == change.service) & (table["day"] == pd.Timestamp(change.day))
        mean = float(table.loc[rows, "mean"].iloc[0]) if rows.any() else 0.0
        factor = change.factor if change.factor is not None else (change.visits or 0.0) / max(mean, 1e-9)
        table.loc[rows, "adjusted_visits"] = table.loc[rows, "visits"] * factor
        table.loc[rows, "adjusted_mean"] = mean * factor
        table.loc[rows, ["who", "why"]] = [change.who, change.why]
    return table


def read_forecast_csv(path: Path, own: pd.DataFrame | None = None) -> pd.DataFrame:
    """Another program's forecast as a long table: `service,date,mean` and optionally `q0.025 ... q0.975`.

    own : our forecast of the same days; where the file gives means only, the spread is ours moved to its means.
    Raises InvalidValue for missing columns, days twice, or values that are not counts.
    """
    table = pd.read_csv(path, dtype={"service": str})
    _refuse_faults(table)
    table["day"] = pd.to_datetime(table["date"])
    columns = [f"q{level:g}" for level in QUANTILES]
    if all(column in table for column in columns):
        quantiles = np.sort(table[columns].to_numpy(float), axis=1)
    else:
        quantiles = _borrowed_spread(table, own)
    levels = len(QUANTILES)
    return pd.DataFrame(
        {
            "service": np.repeat(table["service"].to_numpy(object), levels),
            "day": np.repeat(table["day"].to_numpy(), levels),
            "quantile": np.tile(np.array(QUANTILES), len(table)),
            "visits": quantiles.ravel(),
            "mean": np.repeat(table["mean"].to_numpy(float), levels),
        }
    )


def _refuse_faults(table: pd.DataFrame) -> None:
    missing = {"service", "date", "mean"} - set(table.columns)
    if missing:
        raise InvalidValue(f"forecast lacks the column(s) {sorted(missing)}", code="forecast_columns", field="mean")
    twice = table.duplicated(["service", "date"])
    if twice.any():
        row = table[twice].iloc[0]
        raise InvalidValue(
            f"forecast of {row['service']} on {row['date']} stands twice", code="forecast_twice", field="date"
        )
    values = table[[column for column in table if column == "mean" or str(column).startswith("q")]].to_numpy(float)
    bad = ~np.isfinite(values).all(axis=1) | (values < 0).any(axis=1)
    if bad.any():
        row = table[bad].iloc[0]
        raise InvalidValue(
            f"forecast of {row['service']} on {row['date']} is not a count of people",
            code="forecast_values",
            field="mean",
        )


def _borrowed_spread(table: pd.DataFrame, own: pd.DataFrame | None) -> np.ndarray:
    """Our quantiles over our mean, times the file's means."""
    if own is None:
        raise InvalidValue(
            "forecast without quantiles needs our own forecast of the same days to take the spread from",
            code="forecast_quantiles",
            field="q0.5",
        )
    ratio = own.assign(ratio=own["visits"] / own["mean"].clip(lower=1e-9))
    wide = ratio.pivot(index=["service", "day"], columns="quantile", values="ratio")
    found = wide.reindex(pd.MultiIndex.from_frame(table[["service", "day"]]))
    if found.isna().to_numpy().any():
        row = table[found.isna().any(axis=1).to_numpy()].iloc[0]
        raise InvalidValue(
            f"no forecast of our own for {row['service']} on {row['date']} to take the spread from",
            code="forecast_unknown_day",
            field="date",
        )
    return np.asarray(found.to_numpy() * table["mean"].to_numpy(float)[:, None])
