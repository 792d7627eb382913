"""What a forecaster takes and gives: History, CalendarTable, Horizon, and the protocol itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Protocol, Self

import numpy as np
import pandas as pd

from planner.domain.errors import InvalidValue

QUANTILES: tuple[float, ...] = (0.025, *(round(0.05 * step, 2) for step in range(1, 20)), 0.975)
LEARNED_DAYS = 35  # the longest horizon of the learned model and of the yardstick; `long_range` goes beyond

KINDS = ("holiday", "cuti_bersama", "ramadan", "event")


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Daily visits of every service, one row per service and day, in any order.

    table : columns `date`, `service`, `visits`, and optionally
            `closed`        1 where the counter did not open that day (0 assumed),
            `full`          1 where the quota was used up, so that `visits` is "at least n" (0 assumed),
            `quota`         tickets that could be issued that day,
            `quota_full_at` local time of the last ticket: minutes after midnight, `datetime.time` or "HH:MM",
            `refused`       people counted who came and got no ticket,
            `drawn`         on rebuilt days, one demand drawn from what is possible: forecasters learn their spread from
                            it and their level from `visits` (`visits` assumed).
    borrowed : services whose days were spread from monthly totals, so that their weekday shape is not their own.
    A day without a row is a day not known: neither open nor zero. A row whose `quota` is reached, or
    that tells the time of its last ticket, counts as full.
    """

    table: pd.DataFrame
    borrowed: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", _checked_history(self.table))

    @property
    def services(self) -> tuple[str, ...]:
        """Services in sorted order; the order of rows never matters."""
        return tuple(sorted(self.table["service"].unique()))

    @property
    def last_day(self) -> date:
        """Last day with a row of any service."""
        return date.fromisoformat(str(self.table["date"].max())[:10])

    def up_to(self, origin: date) -> "History":
        """The history as it was known at the end of `origin`."""
        return History(table=self.table[self.table["date"] <= pd.Timestamp(origin)], borrowed=self.borrowed)


def _checked_history(table: pd.DataFrame) -> pd.DataFrame:
    """The table with all columns, typed and sorted; refuses what no history can hold."""
    missing = {"date", "service", "visits"} - set(table.columns)
    if missing:
        raise InvalidValue(f"history lacks the column(s) {sorted(missing)}", code="history_columns", field="table")
    if table.empty:
        raise InvalidValue("history has no rows", code="history_empty", field="table")
    checked = pd.DataFrame(
        {"date": pd.to_datetime(table["date"]).dt.normalize(), "service": table["service"].astype(str)}
    )
    for name, default in (
        ("visits", np.nan),
        ("closed", 0),
        ("full", 0),
        ("quota", np.nan),
        ("refused", np.nan),
        ("drawn", np.nan),
    ):
        values = table[name] if name in table else pd.Series(default, index=table.index)
        checked[name] = pd.to_numeric(values).astype(float)
    times = table["quota_full_at"] if "quota_full_at" in table else pd.Series(None, index=table.index, dtype=object)
    checked["quota_full_at"] = [minutes_after_midnight(value) for value in times]
    _refuse_faults(checked)
    checked["drawn"] = checked["drawn"].fillna(checked["visits"])
    checked[["closed", "full"]] = checked[["closed", "full"]].fillna(0).astype(bool)
    reached = (checked["visits"] >= checked["quota"]) & (checked["quota"] > 0)
    checked["full"] |= reached | checked["quota_full_at"].notna()
    checked["full"] &= ~checked["closed"]
    return checked.dropna(subset="visits").sort_values(["date", "service"], ignore_index=True)


def _refuse_faults(checked: pd.DataFrame) -> None:
    twice = checked.duplicated(["date", "service"])
    if twice.any():
        row = checked[twice].iloc[0]
        raise InvalidValue(
            f"{row['service']} has more than one row on {row['date'].date()}", code="history_twice", field="date"
        )
    bad = (checked["visits"] < 0) | np.isinf(checked["visits"])
    if bad.any():
        row = checked[bad].iloc[0]
        raise InvalidValue(
            f"visits {row['visits']} of {row['service']} on {row['date'].date()} is not a count of people",
            code="history_visits",
            field="visits",
        )


def minutes_after_midnight(value: object) -> float:
    """Minutes after midnight of a time, "HH:MM" or a number; NaN where nothing is given."""
    if isinstance(value, time):
        return value.hour * 60.0 + value.minute + value.second / 60.0
    if isinstance(value, str) and value.strip():
        hour, _, minute = value.strip().replace(".", ":").partition(":")
        return float(hour) * 60.0 + float(minute.split(":")[0] or 0)
    if isinstance(value, int | float | np.number):
        return float(value)
    return float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarTable:
    """What is known ahead of every day: holidays, Ramadan, own events, and the two moving feasts.

    table       : columns `date`, `kind` (one of KINDS), `name`; several rows a day are allowed.
    eid_al_fitr : first days of Idulfitri, of all the years that history and horizon touch.
    eid_al_adha : days of Iduladha. Both empty where the feasts move nothing.
    """

    table: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"date": [], "kind": [], "name": []}))
    eid_al_fitr: tuple[date, ...] = ()
    eid_al_adha: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        unknown = set(self.table["kind"]) - set(KINDS)
        if unknown:
            raise InvalidValue(
                f"calendar kind {sorted(unknown)} is none of {KINDS}", code="calendar_kind", field="kind"
            )
        typed = pd.DataFrame(
            {
                "date": pd.to_datetime(self.table["date"]).dt.normalize(),
                "kind": self.table["kind"].astype(str),
                "name": self.table["name"].astype(str),
            }
        )
        object.__setattr__(self, "table", typed.sort_values(["date", "name"], ignore_index=True))

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[tuple[date, str, str]],
        eid_al_fitr: Iterable[date] = (),
        eid_al_adha: Iterable[date] = (),
    ) -> "CalendarTable":
        """A calendar from (date, kind, name) triples."""
        table = pd.DataFrame(list(rows), columns=["date", "kind", "name"])
        return cls(table=table, eid_al_fitr=tuple(eid_al_fitr), eid_al_adha=tuple(eid_al_adha))

    def names_on(self, day: date) -> tuple[str, ...]:
        """Names of everything that falls on the day, Ramadan left out."""
        found = self.table[(self.table["date"] == pd.Timestamp(day)) & (self.table["kind"] != "ramadan")]
        return tuple(found["name"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """The days after `origin` for which a forecast is wanted.

    length_days : 1 to LEARNED_DAYS for forecasters, any length for `long_range`.
    closed      : (service, day) pairs known not to open; ("*", day) closes every service.
    """

    origin: date
    length_days: int = 28
    closed: frozenset[tuple[str, date]] = frozenset()

    def __post_init__(self) -> None:
        if self.length_days < 1:
            raise InvalidValue(f"horizon of {self.length_days} days", code="horizon_length", field="length_days")

    @property
    def days(self) -> tuple[date, ...]:
        """The days forecast, first to last."""
        return tuple(self.origin + timedelta(days=step) for step in range(1, self.length_days + 1))

    def is_open(self, services: tuple[str, ...]) -> np.ndarray:
        """Whether each service opens on each day, shape (length_days, services)."""
        opens = np.ones((self.length_days, len(services)), dtype=bool)
        column = {service: place for place, service in enumerate(services)}
        for service, day in self.closed:
            step = (day - self.origin).days - 1
            if not 0 <= step < self.length_days:
                continue
            if service == "*":
                opens[step, :] = False
            elif service in column:
                opens[step, column[service]] = False
        return opens


class Forecaster(Protocol):
    """Learns from a history, then gives quantiles for a horizon that starts where the history ends.

    `predict_quantiles` returns one row per service, day and quantile: `service`, `day`, `quantile`, `visits`, `mean`;
    quantiles rise within a row, nothing is NaN or below 0, closed days are 0. `label` says in words what was used.
    """

    @property
    def label(self) -> str: ...

    def fit(self, history: History, calendar: CalendarTable | None = None) -> Self: ...

    def predict_quantiles(self, horizon: Horizon) -> pd.DataFrame: ...


def long_table(services: tuple[str, ...], horizon: Horizon, mean: np.ndarray, quantiles: np.ndarray) -> pd.DataFrame:
    """The long table of a forecast: quantiles sorted and clipped at 0, closed days 0.

    mean : visits, shape (length_days, services). quantiles : visits, shape (length_days, services, len(QUANTILES)).
    """
    opens = horizon.is_open(services)
    ordered = np.where(opens[..., None], settled(quantiles), 0.0)
    means = np.where(opens, np.maximum(mean, 0.0), 0.0)
    days, count, levels = ordered.shape
    return pd.DataFrame(
        {
            "service": np.tile(np.repeat(np.array(services, dtype=object), levels), days),
            "day": np.repeat(pd.DatetimeIndex(horizon.days).to_numpy(), count * levels),
            "quantile": np.tile(np.array(QUANTILES), days * count),
            "visits": ordered.ravel(),
            "mean": np.repeat(means.ravel(), levels),
        }
    )


def settled(quantiles: np.ndarray) -> np.ndarray:
    """Quantiles in order, not below 0, and whole below 1: nobody or one person comes, never a part of one.

    Above 1 they stay unrounded, because rounding both ends of an interval outwards would make it too wide
    (docs/decisions/0021).
    """
    ordered = np.sort(np.maximum(quantiles, 0.0), axis=-1)
    return np.where(ordered < 1.0, np.rint(ordered), ordered)


def whole_counts(forecast: pd.DataFrame) -> pd.DataFrame:
    """The same forecast with quantiles in whole visits; the mean stays as it is, so that sums still add up."""
    return forecast.assign(visits=np.rint(forecast["visits"]))
