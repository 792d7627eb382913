"""From what was counted to the demand of each desk and service on the days to plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from planner.calendar.holidays import eid_al_adha_days, eid_al_fitr_days, national_days
from planner.domain.demand import QUANTILE_LEVELS, DemandForecast, Profile
from planner.domain.errors import InvalidValue
from planner.domain.history import DayCount, History, VisitUnit
from planner.domain.ids import DeskId, ServiceId
from planner.domain.mall import CalendarDay, CalendarKind, Mall, Service
from planner.forecast.base import CalendarTable, Forecaster, Horizon
from planner.forecast.base import History as SeriesHistory
from planner.forecast.ladder import make_forecaster
from planner.forecast.profile import Profile as ArrivalShares
from planner.forecast.uncensor import RebuildSettings, RebuiltDemand, ServiceRebuild, rebuild_demand
from planner.planning.frame import WeekFrame

FORECAST_KINDS = {
    CalendarKind.HOLIDAY: "holiday",
    CalendarKind.CUTI_BERSAMA: "cuti_bersama",
    CalendarKind.RAMADAN: "ramadan",
    CalendarKind.EVENT: "event",
}
NO_COUNTS = "no counts"
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


def forecast_demand(frame: WeekFrame, history: History) -> DemandOutlook:
    """Demand of every desk and service on the days of the frame.

    Full days are never taken as demand: the desk's count is rebuilt first, and its services' counts with it.
    Raises InvalidValue for a history without a single daily count.
    """
    if not history.days:
        raise InvalidValue("no daily visits to forecast from", code="no_history", field="visits")
    calendar = calendar_table(frame.mall, min(count.day for count in history.days), frame.days[-1])
    rebuilt = _rebuilt_desks(frame.mall, history, calendar)
    desks = _fitted(rebuilt.as_history(), calendar)
    services = _fitted(_service_history(frame.mall, history, rebuilt), calendar)
    origin = max(count.day for count in history.days)
    forecasts = _desk_forecasts(frame, rebuilt, desks, origin)
    of_services = _service_forecasts(frame, services, origin, forecasts)
    everything = (*forecasts.values(), *of_services)
    return DemandOutlook(
        forecasts=tuple(everything),
        shares=demand_shares(frame, of_services),
        rebuilt={DeskId(s.service): s for s in rebuilt.services if s.full_share > 0},
    )


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


def _fitted(history: SeriesHistory, calendar: CalendarTable) -> Forecaster:
    return make_forecaster(history).fit(history, calendar)


def _rebuilt_desks(mall: Mall, history: History, calendar: CalendarTable) -> RebuiltDemand:
    services = {service.id: service for service in mall.services}
    by_desk: dict[tuple[DeskId, date], list[DayCount]] = {}
    for count in history.days:
        by_desk.setdefault((count.desk, count.day), []).append(count)
    table = pd.DataFrame([_desk_row(counts, services) for counts in by_desk.values()])
    settings = RebuildSettings(
        return_share=min(mall.assumptions.return_share, 0.99), profiles=_arrival_shares(mall.profiles)
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


def _arrival_shares(profiles: Iterable[Profile]) -> dict[str, ArrivalShares]:
    """Whole-day profiles as the run-out method takes them; who stands at the door counts in the first half-hour."""
    found: dict[str, ArrivalShares] = {}
    for profile in profiles:
        if profile.weekday is None:
            half_hours = dict(sorted(profile.half_hours.items()))
            first = next(iter(half_hours))
            half_hours[first] += profile.at_open
            total = sum(half_hours.values())
            shares = tuple(share / total for share in half_hours.values())
            found[profile.desk] = ArrivalShares(first_minute=float(first), shares=shares)
    return found


def _service_history(mall: Mall, history: History, rebuilt: RebuiltDemand) -> SeriesHistory:
    """Counts of services, raised on full days as their desk's count was; desks without service counts stay whole."""
    services = {service.id: service for service in mall.services}
    factors = _factors(rebuilt)
    rows = []
    for count in history.days:
        lone = count.service is None and len(mall.services_of(count.desk)) == 1
        service = mall.services_of(count.desk)[0].id if lone else count.service
        if service is None:
            continue
        factor, full = factors.get((count.desk, count.day), (1.0, False))
        rows.append(
            {
                "date": count.day,
                "service": service,
                "visits": people(count, services) * factor,
                "closed": count.closed,
                "full": full,
            }
        )
    return SeriesHistory(table=pd.DataFrame(rows))


def _factors(rebuilt: RebuiltDemand) -> dict[tuple[str, date], tuple[float, bool]]:
    table = rebuilt.as_history().table.merge(
        rebuilt.table[["date", "service", "visits"]], on=["date", "service"], suffixes=("", "_counted")
    )
    return {
        (row.service, row.date.date()): (row.visits / row.visits_counted if row.visits_counted else 1.0, bool(row.full))
        for row in table.itertuples()
    }


def _desk_forecasts(
    frame: WeekFrame, rebuilt: RebuiltDemand, forecaster: Forecaster, origin: date
) -> dict[tuple[DeskId, date], DemandForecast]:
    known = {summary.service: summary for summary in rebuilt.services}
    rows = _predicted(forecaster, _horizon(frame, origin, {d.id: d.id for d in frame.mall.desks}))
    return {
        (desk.id, day): DemandForecast(
            desk=desk.id,
            day=day,
            mean=rows[desk.id, day][0],
            quantiles=rows[desk.id, day][1],
            estimated=known[desk.id].full_share > 0,
            method=forecaster.label,
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
    frame: WeekFrame, forecaster: Forecaster, origin: date, desks: Mapping[tuple[DeskId, date], DemandForecast]
) -> list[DemandForecast]:
    horizon = _horizon(frame, origin, {s.id: s.desk for s in frame.mall.services})
    rows = _predicted(forecaster, horizon)
    forecasts = []
    for (desk, day), whole in desks.items():
        found = {s.id: rows[s.id, day] for s in frame.services_of[desk] if (s.id, day) in rows}
        total = sum(mean for mean, _ in found.values())
        for service, (mean, quantiles) in found.items():
            factor = whole.mean / total if total else 0.0
            forecasts.append(
                DemandForecast(
                    desk=desk,
                    service=ServiceId(service),
                    day=day,
                    mean=mean * factor,
                    quantiles=tuple(q * factor for q in quantiles),
                    estimated=whole.estimated,
                    method=forecaster.label,
                )
            )
    return forecasts


def _horizon(frame: WeekFrame, origin: date, desk_of: Mapping[str, DeskId]) -> Horizon:
    length = (frame.days[-1] - origin).days
    if length < 1:
        raise InvalidValue(
            f"the days to plan end {frame.days[-1]}, not after the last counted day {origin}",
            code="week_in_the_past",
            field="week",
        )
    days = [date.fromordinal(origin.toordinal() + n) for n in range(1, length + 1)]
    closed = frozenset(
        (series, day) for series, desk in desk_of.items() for day in days if frame.hours_of(desk, day) is None
    )
    return Horizon(origin=origin, length_days=length, closed=closed)


def _predicted(forecaster: Forecaster, horizon: Horizon) -> dict[tuple[str, date], tuple[float, tuple[float, ...]]]:
    table = forecaster.predict_quantiles(horizon)
    found = {}
    for (series, day), rows in table.groupby(["service", "day"], sort=False):
        quantiles = tuple(float(v) for v in rows.sort_values("quantile")["visits"])
        assert len(quantiles) == len(QUANTILE_LEVELS)
        found[str(series), day.date()] = (float(rows["mean"].iloc[0]), quantiles)
    return found


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
