"""Rolling origins on the mall's own history: what each forecaster would have said, against what came."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

import numpy as np
import pandas as pd

from planner.domain.errors import InvalidValue
from planner.forecast.base import QUANTILES, CalendarTable, Forecaster, History, Horizon
from planner.forecast.baselines import SeasonalNaive, WeekdayMean
from planner.forecast.ladder import make_forecaster
from planner.forecast.metrics import pinball, score, service_scales

Maker = Callable[[History], Forecaster]
NAIVE, MEAN8, OURS = "seasonal naive", "8-week weekday mean", "loketplan"
COMPARED: Mapping[str, Maker] = {
    OURS: make_forecaster,
    MEAN8: lambda _history: WeekdayMean(),
    NAIVE: lambda _history: SeasonalNaive(),
}
LEAST_HISTORY_DAYS = 56


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestSettings:
    """Where the forecasts start: `origins` of them, `step_days` apart, the newest `step_days` before the end."""

    origins: int = 13
    step_days: int = 28
    length_days: int = 28
    forecasters: Mapping[str, Maker] = field(default_factory=lambda: COMPARED)

    def __post_init__(self) -> None:
        if min(self.origins, self.step_days, self.length_days) < 1:
            raise InvalidValue(
                f"{self.origins} origins, {self.step_days} days apart, {self.length_days} ahead: all must be 1 or more",
                code="backtest_settings",
                field="origins",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """Every forecast of a back-test beside what came.

    rows : `forecaster`, `origin`, `service`, `day`, `days_ahead`, `visits`, `mean`, one column per quantile level,
           `names` (what the calendar says of the day) and `estimated` (a full day: `visits` is drawn).
    scales : what errors of each service are divided by.
    """

    rows: pd.DataFrame
    scales: dict[str, float]

    def summary(self, days_ahead: int = 28) -> pd.DataFrame:
        """Figures per forecaster for days 1..days_ahead; `ratio` is spl over that of the naive rule."""
        near = self.rows[self.rows["days_ahead"] <= days_ahead]
        table = pd.DataFrame(
            {name: asdict(score(own, self.scales)) for name, own in near.groupby("forecaster", sort=False)}
        ).T
        if NAIVE in table.index:
            table["ratio"] = table["spl"] / table.loc[NAIVE, "spl"]
        return table

    def by_service(self, days_ahead: int = 28) -> pd.DataFrame:
        """The same per service and forecaster."""
        near = self.rows[self.rows["days_ahead"] <= days_ahead]
        groups = near.groupby(["service", "forecaster"], sort=False)
        table = pd.DataFrame({key: asdict(score(own, self.scales)) for key, own in groups}).T
        table.index.names = ["service", "forecaster"]
        return table

    def worst_days(self, count: int = 20, forecaster: str = OURS) -> pd.DataFrame:
        """Days with the largest loss over scale, with their names; `missed` is visits less the median."""
        own = self.rows[self.rows["forecaster"] == forecaster].copy()
        visits, quantiles = own["visits"].to_numpy(float), own[list(QUANTILES)].to_numpy(float)
        own["loss"] = pinball(visits, quantiles, np.array(QUANTILES)) / own["service"].map(self.scales)
        own["missed"] = own["visits"] - own[0.5]
        own = own.rename(columns={0.1: "low80", 0.5: "median", 0.9: "high80"})
        columns = ["day", "service", "visits", "low80", "median", "high80", "missed", "loss", "names", "origin"]
        return own.nlargest(count, "loss", keep="first")[columns].reset_index(drop=True)


def backtest(
    history: History, calendar: CalendarTable | None = None, settings: BacktestSettings | None = None
) -> Backtest:
    """Forecast from rolling origins, each with what was known at its end, and set what came beside it.

    Closed days are known ahead; a service without a row on a day was not open. Raises where the history is too short
    for a single origin.
    """
    chosen, table = settings or BacktestSettings(), calendar or CalendarTable()
    starts = origins_of(history, chosen)
    parts = [
        _one(history, table, origin, name, make, chosen.length_days)
        for origin in starts
        for name, make in chosen.forecasters.items()
    ]
    return Backtest(rows=pd.concat(parts, ignore_index=True), scales=service_scales(history.up_to(starts[0])))


def origins_of(history: History, settings: BacktestSettings) -> tuple[date, ...]:
    """The origins, oldest first, as many as the history carries."""
    first = history.table["date"].min().date()
    steps = range(settings.origins, 0, -1)
    wanted = [history.last_day - timedelta(days=settings.step_days * step) for step in steps]
    found = tuple(origin for origin in wanted if (origin - first).days >= LEAST_HISTORY_DAYS)
    if not found:
        raise InvalidValue(
            f"history from {first} to {history.last_day} is too short for a back-test; it needs"
            f" {LEAST_HISTORY_DAYS + settings.step_days} days",
            code="backtest_short",
            field="history",
        )
    return found


def known_closed(history: History, origin: date, length_days: int) -> frozenset[tuple[str, date]]:
    """Service days after the origin on which the counter did not open, as far as the history goes."""
    days = [origin + timedelta(days=step) for step in range(1, length_days + 1)]
    ahead = history.table[history.table["date"] > pd.Timestamp(origin)]
    opened = ahead[~ahead["closed"]]
    seen = set(zip(opened["service"], opened["date"].dt.date, strict=True))
    last = history.last_day
    return frozenset((s, day) for s in history.services for day in days if day <= last and (s, day) not in seen)


def day_name(calendar: CalendarTable, day: date) -> str:
    """What is special about a day: its own names, else its place after or before a feast or a holiday, else ""."""
    own = calendar.names_on(day)
    if own:
        return ", ".join(own)
    for feast, name in ((calendar.eid_al_fitr, "Idulfitri"), (calendar.eid_al_adha, "Iduladha")):
        for start in feast:
            if -3 <= (day - start).days <= 10:
                return f"{name} {(day - start).days:+d}"
    for step in (1, -1):
        beside = calendar.names_on(day - timedelta(days=step))
        if beside:
            return f"{beside[0]} {step:+d}"
    return ""


def _one(
    history: History, calendar: CalendarTable, origin: date, name: str, make: Maker, length_days: int
) -> pd.DataFrame:
    past = history.up_to(origin)
    horizon = Horizon(origin=origin, length_days=length_days, closed=known_closed(history, origin, length_days))
    long = make(past).fit(past, calendar).predict_quantiles(horizon)
    wide = long.pivot(index=["service", "day"], columns="quantile", values="visits")
    wide["mean"] = long.groupby(["service", "day"])["mean"].first()
    opened = history.table[~history.table["closed"]]
    actual = opened[["service", "date", "drawn", "full"]].set_axis(["service", "day", "visits", "estimated"], axis=1)
    rows = actual.merge(wide.reset_index(), on=["service", "day"])
    names = {day: day_name(calendar, day) for day in horizon.days}
    rows["names"] = rows["day"].dt.date.map(names)
    rows["days_ahead"] = (rows["day"] - pd.Timestamp(origin)).dt.days
    return rows.assign(forecaster=name, origin=origin)
