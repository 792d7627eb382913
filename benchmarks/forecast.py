"""Forecast a file of daily counts at 13 origins, in the format of the scoring protocol.

    python benchmarks/forecast.py DATA.csv OUT.csv [--country MY] [--model ladder|learned|yardstick|mean8|naive]
    python benchmarks/forecast.py --speed 40 --years 3

DATA.csv holds `date,service,visits[,closed]`; a missing row counts as closed. For each origin only rows up to it are
used, apart from the closed flags and the public holidays of the country. One thread; nothing is tuned to the file.
"""

import argparse
import os
import re
import resource
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # read when NumPy and scikit-learn are imported, hence the order below

# ruff: noqa: E402
import holidays
import numpy as np
import pandas as pd

from planner.forecast.base import CalendarTable, Forecaster, History, Horizon
from planner.forecast.baselines import SeasonalNaive, WeekdayMean, WeekdayMeanYardstick
from planner.forecast.ladder import Ladder
from planner.forecast.regression import LearnedBlend

ORIGINS, STEP_DAYS, HORIZON_DAYS = 13, 28, 28
MODELS: dict[str, Callable[[], Forecaster]] = {
    "ladder": Ladder,
    "learned": LearnedBlend,
    "yardstick": WeekdayMeanYardstick,
    "mean8": WeekdayMean,
    "naive": SeasonalNaive,
}


def country_calendar(country: str, years: range) -> CalendarTable:
    """Public holidays of the country, and its Eid days where they are public holidays."""
    table = holidays.country_holidays(country, years=years, language=_english(country))
    rows = [(day, "holiday", name) for day, name in sorted(table.items())]
    first = {
        "fitr": r"fitr\b|fitri|hari raya puasa|ramadan feast|ramazan bayram",
        "adha": r"adha\b|hari raya haji|sacrifice|kurban bayram|bakrid",
    }
    feasts = {key: _first_days(rows, pattern) for key, pattern in first.items()}
    return CalendarTable.from_rows(rows, feasts["fitr"], feasts["adha"])


def _english(country: str) -> str | None:
    languages = holidays.country_holidays(country).supported_languages
    return "en_US" if "en_US" in languages else None


def _first_days(rows: list[tuple[date, str, str]], pattern: str) -> tuple[date, ...]:
    """First day of every run of days whose name matches."""
    days = sorted({day for day, _, name in rows if re.search(pattern, name, re.IGNORECASE) and "observed" not in name})
    return tuple(day for day in days if day - timedelta(days=1) not in days)


def read_counts(path: Path) -> pd.DataFrame:
    """The file with a row for every service and day; a missing row or count is a closed day."""
    table = pd.read_csv(path, dtype={"service": str}, parse_dates=["date"])
    if "closed" not in table:
        table["closed"] = 0
    grid = pd.MultiIndex.from_product(
        [pd.date_range(table["date"].min(), table["date"].max()), sorted(table["service"].unique())],
        names=["date", "service"],
    )
    full = table.set_index(["date", "service"])[["visits", "closed"]].reindex(grid).reset_index()
    full.loc[full["visits"].isna(), "closed"] = 1
    return full.fillna({"visits": 0.0, "closed": 0.0})


def forecast_origin(
    table: pd.DataFrame, origin: pd.Timestamp, model: Forecaster, calendar: CalendarTable
) -> pd.DataFrame:
    """One refit and its forecast, one row per service and day."""
    ahead = table[(table["date"] > origin) & (table["date"] <= origin + pd.Timedelta(days=HORIZON_DAYS))]
    shut = ahead[ahead["closed"] == 1]
    closed = frozenset((service, day.date()) for service, day in zip(shut["service"], shut["date"], strict=True))
    horizon = Horizon(origin=origin.date(), length_days=HORIZON_DAYS, closed=closed)
    long = model.fit(History(table=table[table["date"] <= origin]), calendar).predict_quantiles(horizon)
    wide = long.pivot(index=["service", "day"], columns="quantile", values="visits")
    wide.columns = [f"q{level:g}" for level in wide.columns]
    wide.insert(0, "mean", long.groupby(["service", "day"])["mean"].first())
    out = wide.reset_index().rename(columns={"day": "date"})
    out.insert(0, "origin", origin.date())
    return out


def run_file(data: Path, out: Path, country: str, model: str) -> None:
    """All origins of the protocol into one file; prints CPU seconds and peak memory."""
    table = read_counts(data)
    last = table["date"].max()
    calendar = country_calendar(country, range(table["date"].min().year - 1, last.year + 2))
    origins = [last - pd.Timedelta(days=STEP_DAYS * step) for step in range(ORIGINS, 0, -1)]
    started = time.process_time()
    parts = [forecast_origin(table, origin, MODELS[model](), calendar) for origin in origins]
    pd.concat(parts).to_csv(out, index=False, float_format="%.4f")
    print_cost(f"{data.name}: {ORIGINS} refits of {model}", time.process_time() - started)


def print_cost(what: str, seconds: float) -> None:
    """CPU seconds since the start of the work and the peak memory of the process."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what}: {seconds:.1f} CPU s, peak {peak:.0f} MB")


def synthetic_mall(services: int, years: int) -> History:
    """Counts of a made-up mall: Poisson with weekday, season and growth, 1 to 120 a day, closed on Sundays."""
    rng = np.random.default_rng(1)
    dates = pd.date_range("2023-01-01", periods=365 * years)
    season = 1.0 + 0.2 * np.sin(np.arange(len(dates)) * 2 * np.pi / 365.25)
    parts = []
    for place in range(services):
        shape = np.append(rng.uniform(0.6, 1.4, 6), 0.0)[dates.day_of_week]
        mean = 120.0 ** rng.uniform(0, 1) * shape * season * rng.gamma(6.0, 1 / 6.0, len(dates))
        closed = (dates.day_of_week == 6).astype(int)
        parts.append(
            pd.DataFrame({"date": dates, "service": f"s{place:03d}", "visits": rng.poisson(mean), "closed": closed})
        )
    return History(table=pd.concat(parts, ignore_index=True))


def run_speed(services: int, years: int, model: str) -> None:
    """One refit and forecast of a made-up mall; prints CPU seconds and peak memory."""
    history = synthetic_mall(services, years)
    calendar = country_calendar("ID", range(2022, 2028))
    started = time.process_time()
    MODELS[model]().fit(history, calendar).predict_quantiles(Horizon(origin=history.last_day, length_days=35))
    print_cost(f"{services} services, {years} years, {model}", time.process_time() - started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--country", default="ID")
    parser.add_argument("--model", default="ladder", choices=sorted(MODELS))
    parser.add_argument("--speed", type=int, metavar="SERVICES", help="time one refit of a made-up mall instead")
    parser.add_argument("--years", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.speed:
        run_speed(arguments.speed, arguments.years, arguments.model)
    elif arguments.data and arguments.out:
        run_file(arguments.data, arguments.out, arguments.country, arguments.model)
    else:
        parser.error("give DATA.csv and OUT.csv, or --speed SERVICES")


if __name__ == "__main__":
    main()
