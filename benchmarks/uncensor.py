"""How well demand behind a quota is rebuilt: real counts capped by ourselves, and seeded counts with arrival times.

    python benchmarks/uncensor.py DATA.csv [DATA.csv ...] [--country MY] [--json OUT.json]

The last year before the end of each file is capped per service and weekday at the 60th or 30th percentile of its open
days (about 40 % or 70 % of days full); the rebuilt demand of the year is compared with the truth, for services with a
mean of 5 or more. Beside it regular (Poisson) counts with arrival times, the same caps, with and without the time of
the last ticket. Negative control: dropping full days, or trusting their counts, must miss the same bound. Exit 1
where a bound is missed.
"""

import argparse
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from forecast import country_calendar, read_counts

from planner.forecast.backtest import BacktestSettings, known_closed, origins_of
from planner.forecast.base import CalendarTable, History, Horizon
from planner.forecast.baselines import WeekdayMeanYardstick
from planner.forecast.metrics import score, service_scales
from planner.forecast.profile import DEFAULT_PROFILE, HALF_HOUR
from planner.forecast.uncensor import RebuiltDemand, rebuild_demand

YEAR_DAYS = 365
LEAST_MEAN = 5.0
BOUNDS = {60: 0.05, 30: 0.08}  # percentile of the cap: largest mean absolute bias
TIMED_BOUND = 0.02
SEED = 20261125
COUNTED = ["date", "service", "visits", "closed"]


def capped(truth: pd.DataFrame, percentile: int, since: pd.Timestamp | None = None) -> pd.DataFrame:
    """The counts with a cap per service and weekday from `since` on; full days marked."""
    since = truth["date"].max() - pd.Timedelta(days=YEAR_DAYS) if since is None else since
    rows = truth.copy()
    year = (rows["date"] > since) & (rows["closed"] == 0)
    kind = [rows["service"], rows["date"].dt.day_of_week]
    caps = rows[year].groupby([rows["service"], rows["date"].dt.day_of_week])["visits"].quantile(percentile / 100)
    cap = np.floor(caps.reindex(pd.MultiIndex.from_arrays(kind)).to_numpy())
    rows["truth"] = rows["visits"]
    rows["quota"] = np.where(year, np.maximum(cap, 1.0), np.nan)
    rows["full"] = (rows["visits"] >= rows["quota"]).astype(int)
    rows["visits"] = np.where(rows["full"] == 1, rows["quota"], rows["visits"])
    return rows


def mean_absolute_bias(rows: pd.DataFrame, estimate: pd.Series, services: list[str]) -> float:
    """Mean over services of |sum of estimates / sum of truth - 1| over the capped year."""
    year = rows["quota"].notna() & rows["service"].isin(services)
    sums = pd.DataFrame({"service": rows["service"], "truth": rows["truth"], "estimate": estimate})[year]
    total = sums.groupby("service").sum()
    return float((total["estimate"] / total["truth"] - 1.0).abs().mean())


def rebuilt_gross(rows: pd.DataFrame, rebuilt: RebuiltDemand) -> pd.Series:
    """Rebuilt gross demand in the order of `rows`; the middle of the range where there is no point."""
    table = rebuilt.table.set_index(["date", "service"])
    value = table["gross"].fillna((table["low"] + table["high"]) / 2)
    return pd.Series(value.reindex(pd.MultiIndex.from_frame(rows[["date", "service"]])).to_numpy(), index=rows.index)


def holds(rows: pd.DataFrame, rebuilt: RebuiltDemand, service: str) -> bool:
    """Whether the true demand lies in the 80 % interval of the sum."""
    truth = float(rows.loc[(rows["service"] == service) & (rows["closed"] == 0), "truth"].sum())
    return rebuilt.of(service).low <= truth <= rebuilt.of(service).high


def dropped(rows: pd.DataFrame) -> pd.Series:
    """The wrong way: a full day replaced by the mean of the days that were not full, same service and weekday."""
    year = rows["quota"].notna()
    kind = [rows["service"], rows["date"].dt.day_of_week]
    mean = rows[year & (rows["full"] == 0)].groupby(kind)["visits"].mean()
    usual = mean.reindex(pd.MultiIndex.from_arrays(kind)).to_numpy()
    return rows["visits"].where(rows["full"] == 0, pd.Series(usual, index=rows.index).fillna(0.0))


def judge(name: str, rows: pd.DataFrame, bound: float, calendar: CalendarTable | None) -> dict[str, object]:
    """Figures of one capped table: ours, and the two wrong ways that must miss the bound."""
    year = rows["quota"].notna()
    means = rows[year].groupby("service")["truth"].mean()
    services = sorted(means.index[means >= LEAST_MEAN])
    columns = [
        name for name in ("date", "service", "visits", "closed", "full", "quota", "quota_full_at") if name in rows
    ]
    rebuilt = rebuild_demand(History(table=rows[columns]), calendar)
    row = {
        "case": name,
        "services": len(services),
        "full_share": round(float(rows.loc[year & rows["service"].isin(services), "full"].mean()), 3),
        "rebuilt": round(mean_absolute_bias(rows, rebuilt_gross(rows, rebuilt), services), 4),
        "inside": round(np.mean([holds(rows, rebuilt, service) for service in services]), 2),
        "trusted": round(mean_absolute_bias(rows, rows["visits"], services), 4),
        "dropped": round(mean_absolute_bias(rows, dropped(rows), services), 4),
        "bound": bound,
    }
    row["ok"] = row["rebuilt"] <= bound < min(row["trusted"], row["dropped"])
    return row


def forecast_figures(name: str, rows: pd.DataFrame, calendar: CalendarTable | None) -> list[dict[str, object]]:
    """Weekday-mean forecasts of the last twelve weeks from the true, rebuilt and capped history, against the truth."""
    truth = History(table=rows.assign(visits=rows["truth"])[COUNTED])
    makers = {
        "truth": lambda past: History(table=past.assign(visits=past["truth"])[COUNTED]),
        "rebuilt": lambda past: rebuild_demand(History(table=past[[*COUNTED, "full", "quota"]]), calendar).as_history(),
        "capped": lambda past: History(table=past[COUNTED]),
    }
    scales = service_scales(truth)
    figures = []
    for kind, make in makers.items():
        origins = origins_of(truth, BacktestSettings(origins=3))
        parts = [forecast_rows(truth, make(rows[rows["date"] <= pd.Timestamp(at)]), calendar, at) for at in origins]
        figure = score(pd.concat(parts, ignore_index=True), scales)
        figures.append({"case": name, "history": kind, **{k: round(v, 3) for k, v in asdict(figure).items()}})
    return figures


def forecast_rows(truth: History, known: History, calendar: CalendarTable | None, origin: date) -> pd.DataFrame:
    """Four weeks forecast from the known history, beside the true visits of open days."""
    horizon = Horizon(origin=origin, length_days=28, closed=known_closed(truth, origin, 28))
    long = WeekdayMeanYardstick().fit(known, calendar).predict_quantiles(horizon)
    wide = long.pivot(index=["service", "day"], columns="quantile", values="visits")
    wide["mean"] = long.groupby(["service", "day"])["mean"].first()
    opened = truth.table[~truth.table["closed"]].rename(columns={"date": "day"})
    return opened[["service", "day", "visits"]].merge(wide.reset_index(), on=["service", "day"])


def synthetic_truth(rng: np.random.Generator, services: int = 12, days: int = 730) -> pd.DataFrame:
    """Regular counts: Poisson around a weekday pattern, a slow growth and a mean of 8 to 120 a day; weekends closed."""
    dates = pd.date_range("2024-01-01", periods=days)
    parts = []
    for place in range(services):
        level = 8.0 * 15.0 ** (place / (services - 1))
        shape = 1.0 + 0.3 * rng.uniform(-1, 1, 7)
        mean = level * shape[dates.day_of_week] * np.exp(0.2 * np.linspace(-1, 1, days) * rng.uniform(-1, 1))
        closed = (dates.day_of_week >= 5).astype(int)
        visits = np.where(closed == 1, 0, rng.poisson(mean)).astype(float)
        parts.append(pd.DataFrame({"date": dates, "service": f"desk_{place:02d}", "visits": visits, "closed": closed}))
    return pd.concat(parts, ignore_index=True)


def with_run_out_times(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The time of the last ticket on each full day: arrivals drawn by the day's profile, the quota-th of them."""
    edges = DEFAULT_PROFILE.first_minute + HALF_HOUR * np.arange(len(DEFAULT_PROFILE.shares) + 1)
    share = np.concatenate([[0.0], np.cumsum(DEFAULT_PROFILE.shares)])
    times = np.full(len(rows), np.nan)
    for place in np.flatnonzero(rows["full"].to_numpy() == 1):
        arrivals = np.sort(rng.uniform(size=int(rows["truth"].iat[place])))
        times[place] = np.interp(arrivals[int(rows["quota"].iat[place]) - 1], share, edges)
    return rows.assign(quota_full_at=times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="*")
    parser.add_argument("--country", default="ID")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    results, forecasts = [], []
    for path in arguments.data:
        table = read_counts(path)
        years = range(table["date"].min().year - 1, table["date"].max().year + 2)
        calendar = country_calendar(arguments.country, years)
        for percentile, bound in BOUNDS.items():
            rows = capped(table, percentile)
            results.append(judge(f"{path.stem} P{percentile}", rows, bound, calendar))
            forecasts += forecast_figures(f"{path.stem} P{percentile}", rows, calendar)
    rng = np.random.default_rng(SEED)
    truth = synthetic_truth(rng)
    for percentile, bound in BOUNDS.items():
        rows = capped(truth, percentile)
        results.append(judge(f"synthetic P{percentile}", rows, bound, None))
        timed = with_run_out_times(rows, rng)
        results.append(judge(f"synthetic P{percentile} run-out time", timed, TIMED_BOUND, None))
    print(pd.DataFrame(results).to_string(index=False))
    if forecasts:
        print("\nForecasts of the last twelve weeks, by the weekday mean, from three histories")
        print(pd.DataFrame(forecasts).to_string(index=False))
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1, default=bool), encoding="utf-8")
    return 0 if all(row["ok"] for row in results) else 1


if __name__ == "__main__":
    raise SystemExit(main())
