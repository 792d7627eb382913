"""What people change in a forecast, and what another program forecasts: beside the model's value, never over it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from planner.domain.demand import QUANTILE_LEVELS, DemandForecast
from planner.domain.errors import InvalidValue
from planner.domain.ids import DeskId
from planner.forecast.adjustments import read_forecast_csv
from planner.planning.forecast_demand import DemandOutlook, demand_shares
from planner.planning.frame import WeekFrame
from planner.planning.stored import Adjustment


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandChanges:
    """Changes to the demand of a plan.

    adjustments : by people; of two for the same desk, service and day the later one holds.
    other       : a CSV `service,date,mean[,q0.025 ... q0.975]` of another program, `service` being a desk's id; desks
                  and days it does not name keep the model's forecast.
    """

    adjustments: tuple[Adjustment, ...] = ()
    other: Path | None = None


def changed_demand(frame: WeekFrame, outlook: DemandOutlook, changes: DemandChanges) -> DemandOutlook:
    """The outlook with every change applied and the model's mean kept beside it.

    Services follow their desk in proportion. Raises InvalidValue for a desk or day of the CSV that is not planned.
    """
    rows = list(outlook.forecasts)
    if changes.other is not None:
        rows = _with_other(frame, rows, changes.other)
    for adjustment in sorted(changes.adjustments, key=lambda a: (a.at is not None, a.at, a.id)):
        rows = list(_adjusted(rows, adjustment))
    return replace(outlook, forecasts=tuple(rows), shares=demand_shares(frame, rows))


def _adjusted(rows: Sequence[DemandForecast], adjustment: Adjustment) -> Iterator[DemandForecast]:
    """Rows with one person's number; a service's number moves its desk by the same visits."""
    days = {row.day for row in rows if adjustment.first_day <= row.day <= adjustment.last_day}
    moved = {day: _move(rows, adjustment, day) for day in days}
    for row in rows:
        move = moved.get(row.day)
        if row.desk != adjustment.desk or move is None or row.service not in move:
            yield row
        else:
            yield _scaled(row, move[row.service], adjustment.by, adjustment.reason)


def _move(rows: Sequence[DemandForecast], adjustment: Adjustment, day: date) -> dict[str | None, float] | None:
    """New mean of the desk (None) and of its services on one day; None where the desk is closed."""
    own = {row.service: row.mean for row in rows if row.desk == adjustment.desk and row.day == day}
    if adjustment.service not in own:
        return None
    if adjustment.service is None:
        return {
            service: adjustment.visits if service is None else _in_proportion(mean, own[None], adjustment.visits)
            for service, mean in own.items()
        }
    return {
        adjustment.service: adjustment.visits,
        None: max(0.0, own[None] + adjustment.visits - own[adjustment.service]),
    }


def _in_proportion(mean: float, before: float, after: float) -> float:
    return mean * after / before if before else 0.0


def _scaled(row: DemandForecast, mean: float, by: str, reason: str) -> DemandForecast:
    """The row at another mean, its spread in proportion; a day that was expected empty gets no spread."""
    factor = mean / row.mean if row.mean else 0.0
    quantiles = tuple(q * factor for q in row.quantiles) if row.mean else (mean,) * len(QUANTILE_LEVELS)
    model_mean = row.mean if row.model_mean is None else row.model_mean
    return replace(row, mean=mean, quantiles=quantiles, model_mean=model_mean, changed_by=by, change_reason=reason)


def _with_other(frame: WeekFrame, rows: Iterable[DemandForecast], path: Path) -> list[DemandForecast]:
    known = list(rows)
    desks = {(row.desk, row.day): row for row in known if row.service is None}
    table = read_forecast_csv(path, _long_table(desks.values()))
    other = {
        (DeskId(str(desk)), day.date()): part.sort_values("quantile")
        for (desk, day), part in table.groupby(["service", "day"])
    }
    for desk, day in other:
        if (desk, day) not in desks:
            raise InvalidValue(
                f"{path.name} forecasts desk {desk!r} on {day}, not a day of the plan from {frame.days[0]}",
                code="forecast_unknown_day",
                field="service",
            )
    return [_from_other(row, desks, other, path.name) for row in known]


def _from_other(
    row: DemandForecast,
    desks: dict[tuple[DeskId, date], DemandForecast],
    other: dict[tuple[DeskId, date], pd.DataFrame],
    name: str,
) -> DemandForecast:
    part = other.get((row.desk, row.day))
    if part is None:
        return row
    mean = float(part["mean"].iloc[0])
    if row.service is not None:
        return _scaled(row, _in_proportion(row.mean, desks[row.desk, row.day].mean, mean), name, name)
    quantiles = tuple(float(v) for v in part["visits"])
    return replace(
        row, mean=mean, quantiles=quantiles, model_mean=row.mean, changed_by=name, change_reason=name, method=name
    )


def _long_table(rows: Iterable[DemandForecast]) -> pd.DataFrame:
    """Forecasts of desks as the long table forecasters give."""
    return pd.DataFrame(
        [
            {"service": row.desk, "day": pd.Timestamp(row.day), "quantile": level, "visits": visits, "mean": row.mean}
            for row in rows
            for level, visits in zip(QUANTILE_LEVELS, row.quantiles, strict=True)
        ]
    )
