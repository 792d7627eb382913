"""Floors under the tickets of a service: what a statute asks for, and the mall's share of its demand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from planner.domain.demand import DemandForecast
from planner.domain.ids import DeskId, ServiceId
from planner.domain.mall import Service
from planner.domain.plan import PlanFinding, Quota
from planner.planning.frame import WeekFrame

ServiceDay = tuple[ServiceId, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A service below its floor: on so many days, on the worst of them with so many tickets of so many."""

    service: Service
    days: int
    worst: date
    tickets: int
    floor: int


def floor_findings(
    frame: WeekFrame, forecasts: Iterable[DemandForecast], quotas: Iterable[Quota]
) -> Iterator[PlanFinding]:
    """Services whose tickets stay below a floor. Tickets are never raised to it: the promise would not hold."""
    visits = {(f.service, f.day): f.mean for f in forecasts if f.service is not None}
    tickets = service_tickets(frame, visits, quotas)
    share = frame.mall.assumptions.equity_floor_share
    for service in frame.mall.services:
        own = {day: n for (name, day), n in tickets.items() if name == service.id}
        if service.own_floor is not None:
            yield from _statute(missed(service, own, dict.fromkeys(own, service.own_floor)))
        if len(frame.services_of[service.desk]) > 1:
            yield from _equity(missed(service, own, {d: ceil(share * visits[service.id, d] - 1e-9) for d in own}))


def service_tickets(
    frame: WeekFrame, visits: Mapping[ServiceDay, float], quotas: Iterable[Quota]
) -> dict[ServiceDay, int]:
    """Tickets of each service and day: its sub-quota, else its part by demand in the desk's tickets, rounded down."""
    of_desk: dict[tuple[DeskId, date], int] = {}
    limits: dict[ServiceDay, int] = {}
    for quota in quotas:
        if quota.service is None:
            of_desk[quota.desk, quota.day] = of_desk.get((quota.desk, quota.day), 0) + quota.tickets
        else:
            limits[quota.service, quota.day] = limits.get((quota.service, quota.day), 0) + quota.tickets
    found: dict[ServiceDay, int] = {}
    for (desk, day), tickets in of_desk.items():
        expected = {s.id: visits[s.id, day] for s in frame.services_of[desk] if (s.id, day) in visits}
        total = sum(expected.values())
        for service, mean in expected.items():
            part = int(tickets * mean / total + 1e-9) if total else tickets
            found[service, day] = min(part, limits.get((service, day), part))
    return found


def missed(service: Service, tickets: Mapping[date, int], floors: Mapping[date, int]) -> Missed | None:
    """The days on which a service has fewer tickets than its floor, None where there are none."""
    short = [day for day in sorted(tickets) if tickets[day] < floors[day]]
    if not short:
        return None
    worst = max(short, key=lambda day: floors[day] - tickets[day])
    return Missed(service=service, days=len(short), worst=worst, tickets=tickets[worst], floor=floors[worst])


def _statute(found: Missed | None) -> Iterator[PlanFinding]:
    if found is not None:
        yield PlanFinding(
            code="own_floor_missed",
            text_id=f"{found.service.name}: batas bawah {found.floor} antrean sehari tidak tercapai pada {found.days} "
            f"hari ({found.tickets} pada {found.worst:%d/%m}). Tambah petugas, atau sepakati batas lain.",
            text_en=f"{found.service.name}: the floor of {found.floor} tickets a day is missed on {found.days} days "
            f"({found.tickets} on {found.worst:%d/%m}). Add an officer, or agree on another floor.",
        )


def _equity(found: Missed | None) -> Iterator[PlanFinding]:
    if found is not None:
        yield PlanFinding(
            code="equity_floor_missed",
            text_id=f"{found.service.name}: pada {found.days} hari antreannya di bawah bagian terkecil yang dijanjikan "
            f"mal ({found.tickets} dari {found.floor} pada {found.worst:%d/%m}).",
            text_en=f"{found.service.name}: on {found.days} days its tickets are below the least share the mall wants "
            f"({found.tickets} of {found.floor} on {found.worst:%d/%m}).",
        )
