"""A service with a limit of its own inside a shared desk: what of its demand the desk may still serve."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import floor

from planner.calendar.hours import open_days
from planner.domain.demand import DemandForecast
from planner.domain.ids import ServiceId
from planner.domain.mall import Service
from planner.planning.frame import WeekFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitedDemand:
    """Demand of a desk-day after the limits of its services.

    shares  : part of each service in what may still be served.
    factor  : that part of the whole demand; the rest is turned away whatever the desk does.
    binding : for each service that its limit cuts on an ordinary day: the limit's name and the day's tickets.
    """

    shares: Mapping[ServiceId, float]
    factor: float = 1.0
    binding: Mapping[ServiceId, tuple[str, int]] = field(default_factory=dict)


def service_caps(frame: WeekFrame, service: Service, day: date) -> dict[str, int]:
    """Most tickets of a service on one day: its own cap, and its supplies spread evenly over the open days left."""
    caps = {} if service.own_cap is None else {"own_cap": service.own_cap}
    for supply in frame.mall.supplies:
        if supply.service != service.id or supply.per_ticket == 0 or day > supply.until:
            continue
        first = frame.days[0]
        left = [date.fromordinal(n) for n in range(first.toordinal(), supply.until.toordinal() + 1)]
        days_left = max(1, len(open_days(frame.mall, frame.agency_of[service.desk], left)))
        tickets = floor(supply.stock / supply.per_ticket / days_left)
        caps["supplies"] = min(caps.get("supplies", tickets), tickets)
    return caps


def limited_demand(frame: WeekFrame, forecast: DemandForecast, shares: Mapping[ServiceId, float]) -> LimitedDemand:
    """The demand of a desk-day with services cut to their own limits; a desk with one service is capped as a whole."""
    services = frame.services_of[forecast.desk]
    if len(services) == 1 or forecast.mean == 0:
        return LimitedDemand(shares=shares)
    expected = {s.id: forecast.mean * shares.get(s.id, 0.0) for s in services}
    binding = {}
    for service in services:
        caps = service_caps(frame, service, forecast.day)
        if caps:
            name, tickets = min(caps.items(), key=lambda item: (item[1], item[0]))
            if tickets < expected[service.id]:
                binding[service.id] = (name, tickets)
    if not binding:
        return LimitedDemand(shares=shares)
    kept = {s: float(binding[s][1]) if s in binding else visits for s, visits in expected.items()}
    total = sum(kept.values())
    left = {s: visits / total for s, visits in kept.items()} if total else shares
    return LimitedDemand(shares=left, factor=total / forecast.mean, binding=binding)
