"""`loketplan forecast` and `loketplan backtest`: who will come, and how well that was known in the past."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click
import pandas as pd

from planner.calendar.holidays import eid_al_adha_days, eid_al_fitr_days, national_days, with_national_days
from planner.calendar.hours import opening
from planner.cli.faults import end_with_findings
from planner.domain.errors import InvalidFile, PlannerError
from planner.domain.history import DayCount
from planner.domain.ids import ServiceId
from planner.domain.mall import Mall, Service
from planner.forecast.backtest import Backtest, BacktestSettings, backtest
from planner.forecast.base import QUANTILES, CalendarTable, History, Horizon
from planner.forecast.ladder import make_forecaster
from planner.forecast.profile import Profile
from planner.forecast.uncensor import RebuildSettings, RebuiltDemand, rebuild_demand
from planner.intake.read import read_mall
from planner.planning.forecast_demand import FORECAST_KINDS, calendar_table, people

CALENDAR_DAYS = 70  # of calendar after the last count
USUAL_DAYS = 56  # days back that tell on which weekdays a service opens, where no calendar does
HEADS = {
    "id": "{:<26} {:<10} {:>7} {:>7} {:>7} {:>7}".format("loket", "hari", "rata2", "10 %", "50 %", "90 %"),
    "en": "{:<26} {:<10} {:>7} {:>7} {:>7} {:>7}".format("desk", "day", "mean", "10 %", "50 %", "90 %"),
}
SCORE_COLUMNS = ("days", "spl", "ratio", "mase", "wape", "bias", "cover80", "cover95")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Daily series read from a mall or from one CSV file, as counted and as rebuilt, with the calendar around them."""

    rebuilt: RebuiltDemand
    calendar: CalendarTable
    mall: Mall | None = None

    @property
    def history(self) -> History:
        """The rebuilt history that forecasts are made from."""
        return self.rebuilt.as_history()


@click.command("forecast", epilog="Example: loketplan forecast examples/habaring-hurung --days 14")
@click.argument("source", metavar="PATH", type=click.Path(exists=True, path_type=Path))
@click.option("--days", type=click.IntRange(1, 35), default=14, show_default=True, help="Days after the last count.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Write mean and 21 quantiles of every day to this CSV file."
)
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def forecast(source: Path, *, days: int, out: Path | None, lang: str, as_json: bool) -> None:
    """Forecast the visits of every desk of PATH: a mall folder, its workbook, or a CSV of date,service,visits.

    Quota-full days are rebuilt first and never taken as demand. A CSV may also hold closed, full, quota, quota_full_at
    and refused.
    """
    series = read_series(source)
    history = series.history
    click.echo(f"  {history.last_day}: {len(history.services)} desks …", err=True)
    forecaster = make_forecaster(history).fit(history, series.calendar)
    horizon = Horizon(origin=history.last_day, length_days=days, closed=closed_ahead(series, days))
    wide = widened_table(forecaster.predict_quantiles(horizon))
    if out:
        wide.to_csv(out, index=False, float_format="%.3f")
    if as_json:
        click.echo(json.dumps({"method": forecaster.label, "rows": records(wide)}, ensure_ascii=False))
        return
    click.echo(HEADS[lang])
    for row in wide[wide["mean"] > 0].to_dict("records"):
        values = "".join(f" {row[name]:7.1f}" for name in ("mean", "q0.1", "q0.5", "q0.9"))
        click.echo(f"{row['service']:<26.26} {row['date']}{values}")
    for sentence in told(series.rebuilt, forecaster.label, lang):
        click.echo(sentence, err=True)


@click.command("backtest", epilog="Example: loketplan backtest examples/habaring-hurung --origins 6 --worst 10")
@click.argument("source", metavar="PATH", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--origins", type=click.IntRange(1, 26), default=6, show_default=True, help="Starting days, 28 days apart."
)
@click.option("--worst", type=click.IntRange(0, 200), default=10, show_default=True, help="Worst days to list.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def backtest_command(source: Path, *, origins: int, worst: int, as_json: bool) -> None:
    """Compare past forecasts of PATH with what came, beside the naive rule and the 8-week weekday mean.

    spl is the loss of 19 quantiles over the usual week-to-week change (lower is better), ratio the same over the naive
    rule's; cover80 and cover95 should be near 0.80 and 0.95.
    """
    series = read_series(source)
    click.echo(f"  {origins} x 28 …", err=True)
    try:
        found = backtest(series.history, series.calendar, BacktestSettings(origins=origins))
    except PlannerError as fault:
        raise click.ClickException(str(fault)) from fault
    if as_json:
        click.echo(json.dumps(backtest_content(found, worst), ensure_ascii=False))
        return
    for days_ahead in (14, 28):
        click.echo(f"h{days_ahead}")
        click.echo(found.summary(days_ahead)[list(SCORE_COLUMNS)].to_string(float_format="{:.3f}".format))
    if worst:
        click.echo(found.worst_days(worst).drop(columns="origin").to_string(index=False, float_format="{:.1f}".format))


def backtest_content(found: Backtest, worst: int) -> dict[str, Any]:
    """The figures of a back-test as plain values."""
    by_service = found.by_service().reset_index()
    return {
        "h14": found.summary(14).round(4).to_dict("index"),
        "h28": found.summary(28).round(4).to_dict("index"),
        "services": records(by_service),
        "worst_days": records(found.worst_days(worst)),
    }


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values, days as ISO text, figures to four places."""
    return [{str(key): plain(value) for key, value in row.items()} for row in table.to_dict("records")]


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    return round(value, 4) if isinstance(value, float) else value


def widened_table(long: pd.DataFrame) -> pd.DataFrame:
    """A row per service and day: `service`, `date`, `mean` and one column per quantile, as other programs write it."""
    wide = long.pivot(index=["service", "day"], columns="quantile", values="visits")
    wide.columns = pd.Index([f"q{level:g}" for level in QUANTILES])
    wide.insert(0, "mean", long.groupby(["service", "day"])["mean"].first())
    table = wide.reset_index().rename(columns={"day": "date"})
    return table.assign(date=table["date"].dt.strftime("%Y-%m-%d"))


def told(rebuilt: RebuiltDemand, label: str, language: str) -> Iterable[str]:
    """What a reader must know beside the numbers: the method, and how much of the demand was never counted."""
    yield f"{'Cara' if language == 'id' else 'Method'}: {label}"
    for one in rebuilt.services:
        if one.estimated_share > 0 or not one.has_point:
            reason = one.reason_id if language == "id" else one.reason_en
            counted = "terhitung" if language == "id" else "counted"
            rebuilt_as = "permintaan" if language == "id" else "demand"
            figures = f"{counted} {one.counted:.0f}, {rebuilt_as} {one.low:.0f}-{one.high:.0f} ({one.method})"
            yield f"{one.service}: {figures}. {reason}".strip()


def closed_ahead(series: Series, days: int) -> frozenset[tuple[str, date]]:
    """Desk-days ahead that do not open: by the mall's calendar, in a CSV by the weekdays of the last eight weeks."""
    history = series.history
    ahead = [history.last_day + timedelta(days=step) for step in range(1, days + 1)]
    if series.mall:
        mall = with_national_days(series.mall, ahead)
        return frozenset((d.id, day) for d in mall.desks for day in ahead if opening(mall, d.agency, day) is None)
    recent = history.table[history.table["date"] > history.table["date"].max() - pd.Timedelta(days=USUAL_DAYS)]
    opened = recent[~recent["closed"]]
    seen = set(zip(opened["service"], opened["date"].dt.day_of_week, strict=True))
    return frozenset((s, day) for s in history.services for day in ahead if (s, day.weekday()) not in seen)


def read_series(source: Path) -> Series:
    """The series of a CSV file, or of every desk of a mall, with full days rebuilt; ends with 1 on findings."""
    try:
        return _series_of_csv(source) if source.suffix.lower() == ".csv" else _series_of_mall(source)
    except InvalidFile as fault:
        end_with_findings(fault)
    except PlannerError as fault:
        raise click.ClickException(str(fault)) from fault


def _series_of_csv(source: Path) -> Series:
    history = History(table=pd.read_csv(source, dtype={"service": str}))
    days = national_days(history.table["date"].min().date(), history.last_day + timedelta(days=CALENDAR_DAYS))
    rows = [(row.day, FORECAST_KINDS[row.kind], row.name) for row in days if row.kind in FORECAST_KINDS]
    calendar = CalendarTable.from_rows(rows, eid_al_fitr_days().values(), eid_al_adha_days().values())
    return Series(rebuilt=rebuild_demand(history, calendar), calendar=calendar)


def _series_of_mall(source: Path) -> Series:
    files = read_mall(source)
    counts: dict[tuple[str, date], list[DayCount]] = {}
    for count in files.history.days:
        counts.setdefault((count.desk, count.day), []).append(count)
    if not counts:
        raise click.ClickException(f"{source}: no daily visits")
    services = {service.id: service for service in files.mall.services}
    history = History(table=pd.DataFrame([_desk_day(own, services) for own in counts.values()]))
    first = history.table["date"].min().date()
    calendar = calendar_table(files.mall, first, history.last_day + timedelta(days=CALENDAR_DAYS))
    settings = RebuildSettings(profiles=arrival_shares(files.mall), return_share=files.mall.assumptions.return_share)
    return Series(rebuilt=rebuild_demand(history, calendar, settings), calendar=calendar, mall=files.mall)


def arrival_shares(mall: Mall) -> dict[str, Profile]:
    """Whole-day profiles per desk; who stands at the door when it opens counts in the first half-hour."""
    found: dict[str, Profile] = {}
    for own in mall.profiles:
        if own.weekday is None:
            shares = [share for _, share in sorted(own.half_hours.items())]
            shares[0] += own.at_open
            whole = tuple(share / sum(shares) for share in shares)
            found[own.desk] = Profile(first_minute=float(min(own.half_hours)), shares=whole)
    return found


def _desk_day(counts: Sequence[DayCount], services: Mapping[ServiceId, Service]) -> dict[str, object]:
    """One day of a desk: its own row where there is one, else its services' rows added up."""
    counted = [count for count in counts if count.service is None] or counts
    return {
        "date": counts[0].day,
        "service": counts[0].desk,
        "visits": sum(people(count, services) for count in counted),
        "full": any(count.is_full for count in counts),
        "closed": all(count.closed for count in counts),
        "quota_full_at": max((count.quota_full_at for count in counts if count.quota_full_at), default=None),
    }
