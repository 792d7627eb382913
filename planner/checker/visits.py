"""What the tickets of a desk bring: visits by service, and the officer minutes they need.

The tickets of a window are shared out over the services that have tickets there by the forecast's means of the day, at
most a service's sub-quota. A visit needs `setup_minutes + need_minutes` of its service; its further needs fall on
services by `also_needs`, else by the demand shares. Further set-ups at other officers are left out, and so are further
needs that nobody posted can serve. Tickets that stand only because they are already issued are left out: they cannot be
taken back, and the proof says what they cost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.checker.quotas import before_issued
from planner.checker.week import PlanWeek
from planner.domain.ids import DeskId, ServiceId
from planner.domain.mall import Service


def demand_shares(week: PlanWeek, desk: DeskId, day: date) -> dict[ServiceId, float]:
    """Share of each service in the desk's visits: the forecast means of the day, equal where all are 0."""
    means = week.service_means.get((desk, day), {})
    return _shares({s.id: means.get(s.id, 0.0) for s in week.mall.services_of(desk)})


def _shares(weights: Mapping[ServiceId, float]) -> dict[ServiceId, float]:
    total = sum(weights.values())
    return {s: weight / total if total else 1 / len(weights) for s, weight in weights.items()}


def tickets_by_service(week: PlanWeek, desk: DeskId, day: date, windows: set[str]) -> dict[ServiceId, float]:
    """Expected tickets of each service in those windows together."""
    shares = demand_shares(week, desk, day)
    tickets = {(q.window, q.service): min(q.tickets, before_issued(q)) for q in week.quotas.get((desk, day), ())}
    found = dict.fromkeys(shares, 0.0)
    for (window, service), count in tickets.items():
        if service is None and window in windows:
            offered = _shares({s: share for s, share in shares.items() if tickets.get((window, s), count)})
            for s, share in offered.items():
                found[s] += min(count * share, tickets.get((window, s), count))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """Tickets of some windows, how many of them are ordinary visitors', and the mean officer minutes of one."""

    tickets: float
    ordinary: float
    mean_minutes: float


def visits_of(week: PlanWeek, desk: DeskId, day: date, windows: set[str]) -> Visits:
    """The visits that the tickets of those windows bring."""
    services = week.mall.services_of(desk)
    tickets = tickets_by_service(week, desk, day, windows)
    served = {s for p in week.at_desk_day.get((desk, day), ()) for s in week.paces_on(p.officer, desk, day)}
    total = sum(tickets.values())
    minutes = sum(needed_minutes(week, services, tickets, served).values())
    return Visits(
        tickets=total,
        ordinary=sum(tickets[s.id] * (1 - s.priority_share) for s in services),
        mean_minutes=minutes / total if total else 1.0,
    )


def needed_minutes(
    week: PlanWeek, services: Sequence[Service], tickets: Mapping[ServiceId, float], served: set[ServiceId]
) -> dict[ServiceId, float]:
    """Officer minutes at pace 1.0 that each service's needs take."""
    by_id = {s.id: s for s in services}
    needed = {s: tickets[s] * (by_id[s].setup_minutes + by_id[s].need_minutes) for s in by_id}
    for first, service in by_id.items():
        also = {a.next_service: a.share for a in week.mall.also_needs if a.service == first and a.share}
        known = {s: share for s, share in (also or tickets).items() if s in served}
        for following, share in _shares(known).items():
            needed[following] += tickets[first] * (service.needs_mean - 1) * share * by_id[following].need_minutes
    return needed
