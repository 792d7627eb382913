"""A daily history from monthly totals, for malls that have nothing else yet."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from planner.domain.errors import InvalidValue
from planner.forecast.base import History

# Monday first; Monday and Tuesday are told to be the busiest (1.1 to 1.3 of a mean day); assumed, not measured.
BORROWED_SHAPE = (1.20, 1.12, 1.02, 0.98, 0.86, 0.62, 0.40)


def spread_months(
    months: pd.DataFrame,
    is_open: Callable[[str, date], bool],
    shape: tuple[float, ...] = BORROWED_SHAPE,
) -> History:
    """Monthly totals spread over the open days by a borrowed weekday shape; every service is marked as borrowed.

    months : columns `month` (any day of it), `service`, `visits`. A month's days add up to its total; a month without
    an open day raises InvalidValue when it has visits.
    """
    parts = [_one_month(row.service, row.month, float(row.visits), is_open, shape) for row in months.itertuples()]
    table = pd.concat(parts, ignore_index=True)
    return History(table=table, borrowed=frozenset(table["service"]))


def _one_month(
    service: str, month: object, visits: float, is_open: Callable[[str, date], bool], shape: tuple[float, ...]
) -> pd.DataFrame:
    period = pd.Period(pd.Timestamp(str(month)), freq="M")
    days = pd.date_range(period.start_time.normalize(), period.end_time.normalize())
    weight = pd.Series([shape[day.weekday()] if is_open(service, day.date()) else 0.0 for day in days])
    if weight.sum() == 0 and visits > 0:
        raise InvalidValue(
            f"{service} has {visits:.0f} visits in {period} but no open day", code="month_without_day", field="visits"
        )
    share = weight / max(weight.sum(), 1e-12)
    return pd.DataFrame(
        {"date": days, "service": service, "visits": visits * share, "closed": (weight == 0).astype(int)}
    )
