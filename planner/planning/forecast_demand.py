"""From what was counted to the demand of each desk and service on the days to plan."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import pandas as pd

from planner.calendar.holidays import eid_al_adha_days, eid_al_fitr_days, national_days
from planner.domain.demand import QUANTILE_LEVELS, DemandForecast, Profile
from planner.domain.errors import InvalidValue
from planner.domain.history import DayCount, History, VisitUnit
from planner.domain.ids import DeskId, ServiceId
from planner.domain.mall import CalendarDay, CalendarKind, Mall, Service
from planner.domain.periods import MINUTES_PER_HALF_HOUR
from planner.forecast.base import LEARNED_DAYS, CalendarTable, Forecaster, Horizon
from planner.forecast.base import History as SeriesHistory
from planner.forecast.ladder import make_forecaster
from planner.forecast.long_range import LongRange
from planner.forecast.profile import Profile as ArrivalShares
from planner.forecast.uncensor import RebuildSettings, RebuiltDemand, ServiceRebuild, rebuild_demand
from planner.planning.counted_days import SpreadDays, spread_days, with_ticket_days
from planner.planning.frame import WeekFrame

FORECAST_KINDS = {
    CalendarKind.HOLIDAY: "holiday",
    CalendarKind.CUTI_BERSAMA: "cuti_bersama",
    CalendarKind.RAMADAN: "ramadan",
    CalendarKind.EVENT: "event",
}
NO_COUNTS = "no counts"
MONTHS_ONLY = "monthly totals, borrowed shape"
COUNT_OF_PEOPLE = frozenset({VisitUnit.VISITS, VisitUnit.TICKETS})


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandOutlook:
    """Demand of the days to plan.

    forecasts : per desk (service None) and per service, every open day; services' means add up to their desk's.
    shares    : part of each service in its desk's demand over the days, adding up to 1.
    rebuilt   : for each desk with full days, what was counted and what stands behind it.
    """

    forecasts: tuple[DemandForecast, ...]
    shares: Mapping[DeskId, Mapping[ServiceId, float]]
    rebuilt: Mapping[DeskId, ServiceRebuild]

    def of_desks(self) -> dict[tuple[DeskId, date], DemandForecast]:
        """Forecasts of desks by desk and day."""
        return {(f.desk, f.day): f for f in self.forecasts if f.service is None}


class _Predicted(NamedTuple):
    """One series on one day."""

    mean: float
    quantiles: tuple[float, ...]


def forecast_demand(frame: WeekFrame, history: History) -> DemandOutlook:
    """Demand of every desk and service on the days of the frame.

    Full days are never taken as demand: the desk's count is rebuilt first, and its services' counts with it. Desks
    of which only monthly totals are known get days of a borrowed shape and are marked as estimated. Days further
    ahead than the learned model goes come from the long range, all of them, so that one plan has one method.
    Raises InvalidValue for a history without a single count.
    """
    counted = with_ticket_days(history)
    spread = spread_days(frame.mall, counted)
    if not counted.days and spread.table is None:
        raise InvalidValue("no visits to forecast from", code="no_history", field="visits")
    calendar = calendar_table(frame.mall, _first_day(counted), frame.days[-1])
    rebuilt = _rebuilt_desks(frame.mall, counted, calendar) if counted.days else None
    series = _all_series(frame.mall, counted, rebuilt, spread)
    horizon = _horizon(frame, series.last_day)
    chosen = LongRange() if horizon.length_days > LEARNED_DAYS else make_forecaster(series)
    forecaster = chosen.fit(series, calendar)
    rows = _predicted(forecaster, horizon)
    full = {DeskId(s.service): s for s in rebuilt.services if s.full_share > 0} if rebuilt else {}
    methods = {desk.id: MONTHS_ONLY if desk.id in spread.desks else forecaster.label for desk in frame.mall.desks}
    desks = _desk_forecasts(frame, rows, methods, rough=spread.desks | full.keys())
    services = _service_forecasts(frame, desks, rows)
    return DemandOutlook(forecasts=(*desks.values(), *services), shares=demand_shares(frame, services), rebuilt=full)


def known_series(mall: Mall, history: History) -> tuple[SeriesHistory, CalendarTable]:
    """Rebuilt demand of all desks and services that were counted day by day, and the calendar over these days.

    Raises InvalidValue where nothing was counted day by day.
    """
    counted = with_ticket_days(history)
    if not counted.days:
        raise InvalidValue("no daily visits to look back on", code="no_history", field="visits")
    days = [count.day for count in counted.days]
    calendar = calendar_table(mall, min(days), max(days))
    return _with_services(mall, counted, _rebuilt_desks(mall, counted, calendar)), calendar


def _first_day(history: History) -> date:
    return min([count.day for count in history.days] + [count.month for count in history.months])


def _all_series(mall: Mall, history: History, rebuilt: RebuiltDemand | None, spread: SpreadDays) -> SeriesHistory:
    """Demand of everything counted, and the days made from monthly totals."""
    tables = [_with_services(mall, history, rebuilt).table] if rebuilt else []
    tables += [] if spread.table is None else [spread.table]
    return SeriesHistory(table=pd.concat(tables, ignore_index=True), borrowed=frozenset(map(str, spread.desks)))


def calendar_table(mall: Mall, first: date, last: date) -> CalendarTable:
    """National days and the mall's own events as the forecasters take them."""
    own = [row for row in mall.calendar if row.agency is None and first <= row.day <= last]
    rows: dict[tuple[date, str], CalendarDay] = {}
    for row in (*national_days(first, last), *own):
        if row.kind in FORECAST_KINDS:
            rows[row.day, FORECAST_KINDS[row.kind]] = row
    return CalendarTable.from_rows(
        ((day, kind, row.name) for (day, kind), row in sorted(rows.items())),
        eid_al_fitr=eid_al_fitr_days().values(),
        eid_al_adha=eid_al_adha_days().values(),
    )


def _rebuilt_desks(mall: Mall, history: History, calendar: CalendarTable) -> RebuiltDemand:
    services = {service.id: service for service in mall.services}
    by_desk: dict[tuple[DeskId, date], list[DayCount]] = {}
    for count in history.days:
        by_desk.setdefault((count.desk, count.day), []).append(count)
    table = pd.DataFrame([_desk_row(counts, services) for counts in by_desk.values()])
    settings = RebuildSettings(
        return_share=min(mall.assumptions.return_share, 0.99), profiles=arrival_shares(mall.profiles)
    )
    return rebuild_demand(SeriesHistory(table=table), calendar, settings)


def _desk_row(counts: Sequence[DayCount], services: Mapping[ServiceId, Service]) -> dict[str, object]:
    """One day of a desk: its own row where there is one, else its services' rows added up."""
    own = [count for count in counts if count.service is None]
    counted = own or list(counts)
    quotas = [count.quota for count in counted if count.quota is not None]
    full_at = [count.quota_full_at for count in counts if count.quota_full_at is not None]
    refused = [count.refused for count in counts if count.refused is not None]
    return {
        "date": counts[0].day,
        "service": counts[0].desk,
        "visits": sum(people(count, services) for count in counted),
        "quota": sum(quotas) if len(quotas) == len(counted) else None,
        "full": any(count.is_full for count in counts),
        "quota_full_at": max(full_at) if full_at else None,
        "refused": sum(refused) if refused else None,
        "closed": all(count.closed for count in counts),
    }


def people(count: DayCount, services: Mapping[ServiceId, Service]) -> float:
    """Visits of a count: needs and documents are divided by the service's mean needs."""
    if count.unit in COUNT_OF_PEOPLE or count.service is None:
        return float(count.visits)
    return count.visits / services[count.service].needs_mean


def arrival_shares(profiles: Iterable[Profile]) -> dict[str, ArrivalShares]:
    """Whole-day profiles as the run-out method takes them, by desk.

    A desk with profiles by weekday only has their mean. Who stands at the door counts in the first half-hour, a
    half-hour that is not named is empty.
    """
    by_desk: dict[DeskId, list[Profile]] = {}
    for profile in profiles:
        by_desk.setdefault(profile.desk, []).append(profile)
    found: dict[str, ArrivalShares] = {}
    for desk, own in by_desk.items():
        chosen = [profile for profile in own if profile.weekday is None] or own
        first = min(min(profile.half_hours) for profile in chosen)
        last = max(max(profile.half_hours) for profile in chosen)
        minutes = range(first, last + MINUTES_PER_HALF_HOUR, MINUTES_PER_HALF_HOUR)
        visits = [sum(profile.half_hours.get(minute, 0.0) for profile in chosen) for minute in minutes]
        visits[0] += sum(profile.at_open for profile in chosen)
        found[desk] = ArrivalShares(first_minute=float(first), shares=tuple(part / sum(visits) for part in visits))
    return found


def _with_services(mall: Mall, history: History, rebuilt: RebuiltDemand) -> SeriesHistory:
    """Demand of desks and of services as one set of series, so that one model learns from all.

    Counts of services are raised on full days as their desk's count was. The only service of a desk needs no series.
    """
    services = {service.id: service for service in mall.services}
    several = {s.id for s in mall.services if len(mall.services_of(s.desk)) > 1}
    factors = _factors(rebuilt)
    rows = []
    for count in history.days:
        if count.service in several:
            factor, full = factors.get((count.desk, count.day), (1.0, False))
            rows.append(
                {
                    "date": count.day,
                    "service": _service_series(count.service),
                    "visits": people(count, services) * factor,
                    "closed": count.closed,
                    "full": full,
                }
            )
    desks = rebuilt.as_history().table
    return SeriesHistory(table=pd.concat([desks, pd.DataFrame(rows)], ignore_index=True) if rows else desks)


def _service_series(service: ServiceId) -> str:
    """Name of a service's series; a desk's is its id, and the two may be equal."""
    return f"service/{service}"


def _factors(rebuilt: RebuiltDemand) -> dict[tuple[str, date], tuple[float, bool]]:
    table = rebuilt.as_history().table.merge(
        rebuilt.table[["date", "service", "visits"]], on=["date", "service"], suffixes=("", "_counted")
    )
    return {
        (row.service, row.date.date()): (row.visits / row.visits_counted if row.visits_counted else 1.0, bool(row.full))
        for row in table.itertuples()
    }


def _desk_forecasts(
    frame: WeekFrame,
    rows: Mapping[tuple[str, date], _Predicted],
    methods: Mapping[DeskId, str],
    rough: Collection[DeskId],
) -> dict[tuple[DeskId, date], DemandForecast]:
    return {
        (desk.id, day): DemandForecast(
            desk=desk.id,
            day=day,
            mean=rows[desk.id, day].mean,
            quantiles=rows[desk.id, day].quantiles,
            estimated=desk.id in rough,
            method=methods[desk.id],
        )
        if (desk.id, day) in rows
        else _nobody_counted(desk.id, day)
        for desk, day in frame.open_desk_days()
    }


def _nobody_counted(desk: DeskId, day: date) -> DemandForecast:
    """A desk without a single count: nothing is expected, and a finding says that nothing is known."""
    return DemandForecast(
        desk=desk, day=day, mean=0.0, quantiles=(0.0,) * len(QUANTILE_LEVELS), estimated=True, method=NO_COUNTS
    )


def _service_forecasts(
    frame: WeekFrame,
    desks: Mapping[tuple[DeskId, date], DemandForecast],
    rows: Mapping[tuple[str, date], _Predicted],
) -> list[DemandForecast]:
    """Forecasts of services, scaled so that their means add up to their desk's."""
    forecasts = []
    for (desk, day), whole in desks.items():
        own = frame.services_of[desk]
        found = {s.id: rows[key] for s in own if (key := (_service_series(s.id), day)) in rows}
        if len(own) == 1:
            found = {own[0].id: _Predicted(mean=whole.mean, quantiles=whole.quantiles)}
        total = sum(part.mean for part in found.values())
        factor = whole.mean / total if total else 0.0
        forecasts += [
            replace(
                whole,
                service=service,
                mean=part.mean * factor,
                quantiles=tuple(q * factor for q in part.quantiles),
            )
            for service, part in found.items()
        ]
    return forecasts


def _horizon(frame: WeekFrame, origin: date) -> Horizon:
    length = (frame.days[-1] - origin).days
    if length < 1:
        raise InvalidValue(
            f"the days to plan end {frame.days[-1]}, not after the last counted day {origin}",
            code="week_in_the_past",
            field="week",
        )
    series: dict[str, DeskId] = {desk.id: desk.id for desk in frame.mall.desks}
    series |= {_service_series(s.id): s.desk for s in frame.mall.services}
    days = [date.fromordinal(origin.toordinal() + n) for n in range(1, length + 1)]
    closed = {(name, day) for name, desk in series.items() for day in days if frame.hours_of(desk, day) is None}
    return Horizon(origin=origin, length_days=length, closed=frozenset(closed))


def _predicted(forecaster: Forecaster, horizon: Horizon) -> dict[tuple[str, date], _Predicted]:
    table = forecaster.predict_quantiles(horizon).sort_values("quantile")
    return {
        (str(series), day.date()): _Predicted(
            mean=float(rows["mean"].iloc[0]), quantiles=tuple(float(v) for v in rows["visits"])
        )
        for (series, day), rows in table.groupby(["service", "day"], sort=False)
    }


def demand_shares(frame: WeekFrame, forecasts: Iterable[DemandForecast]) -> dict[DeskId, dict[ServiceId, float]]:
    """Part of each service in its desk's demand over the days forecast; equal parts where nobody is expected."""
    means: dict[ServiceId, float] = {}
    for forecast in forecasts:
        if forecast.service is not None:
            means[forecast.service] = means.get(forecast.service, 0.0) + forecast.mean
    shares = {}
    for desk, own in frame.services_of.items():
        total = sum(means.get(s.id, 0.0) for s in own)
        shares[desk] = {s.id: means.get(s.id, 0.0) / total if total else 1 / len(own) for s in own}
    return shares
