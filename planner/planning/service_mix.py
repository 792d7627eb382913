"""Which part of a desk's visits each of its services is, for figures that are measured as a mean over visits."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from planner.domain.demand import DemandForecast
from planner.domain.history import History
from planner.domain.ids import DeskId, ServiceId
from planner.domain.mall import Mall
from planner.planning.counted_days import with_ticket_days
from planner.planning.forecast_demand import people

NEWEST_DAYS = 182  # older counts tell of another mix


def service_mix(
    mall: Mall, forecasts: Iterable[DemandForecast], history: History
) -> Mapping[DeskId, Mapping[ServiceId, float]]:
    """Shares of the services of every desk, adding up to 1.

    Of the forecasts where they expect anybody at the desk's services, else of what was counted in the newest half
    year, else equal parts.
    """
    expected, counted = _expected(forecasts), _counted(mall, history)
    mix = {}
    for desk in mall.desks:
        own = [service.id for service in mall.services_of(desk.id)]
        mix[desk.id] = _shares(own, expected) or _shares(own, counted) or {s: 1 / len(own) for s in own}
    return mix


def _shares(services: list[ServiceId], visits: Mapping[ServiceId, float]) -> dict[ServiceId, float]:
    """Empty where there are no visits."""
    total = sum(visits.get(service, 0.0) for service in services)
    return {service: visits.get(service, 0.0) / total for service in services} if total else {}


def _expected(forecasts: Iterable[DemandForecast]) -> dict[ServiceId, float]:
    visits: dict[ServiceId, float] = {}
    for forecast in forecasts:
        if forecast.service is not None:
            visits[forecast.service] = visits.get(forecast.service, 0.0) + forecast.mean
    return visits


def _counted(mall: Mall, history: History) -> dict[ServiceId, float]:
    services = {service.id: service for service in mall.services}
    counts = [count for count in with_ticket_days(history).days if count.service in services]
    last = max((count.day for count in counts), default=None)
    visits: dict[ServiceId, float] = {}
    for count in counts:
        if count.service is not None and last is not None and count.day > last - timedelta(days=NEWEST_DAYS):
            visits[count.service] = visits.get(count.service, 0.0) + people(count, services)
    return visits
