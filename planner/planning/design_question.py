"""The founding question as a change: specialists, generalists, a chain, or a fast lane for visitors with one need.

Everything is done to the mall's records, so that tables, roster and simulation follow the usual way. With fewer
officers than services a specialist serves a group of services: groups of about equal work, one for each officer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import fmean

from planner.domain.demand import DemandForecast
from planner.domain.ids import DeskId, OfficerId, ServiceId
from planner.domain.mall import AlsoNeed, Mall, Service
from planner.domain.staff import Skill
from planner.planning.scenario import DeskDesign

QUICK, LONGER = ":1", ":2+"  # endings of the two halves of a service with a fast lane
Forecasts = tuple[DemandForecast, ...]


def with_design(mall: Mall, forecasts: Forecasts, change: DeskDesign) -> tuple[Mall, Forecasts]:
    """The mall, and its demand where services are split, with the desk organised another way."""
    if change.design == "fast_lane":
        return _with_fast_lane(mall, forecasts, change)
    team = team_of(mall, change.desk)
    services = [s.id for s in mall.services_of(change.desk)]
    groups = balanced_groups(mall, forecasts, change.desk, len(team))
    holds: Mapping[OfficerId, Sequence[ServiceId]] = {
        officer: {
            "generalists": services,
            "specialists": groups[n % len(groups)],
            "chain": [*groups[n % len(groups)], *groups[(n + 1) % len(groups)]],
        }[change.design]
        for n, officer in enumerate(team)
    }
    return replace(mall, skills=_skills(mall, change.desk, holds)), forecasts


def team_of(mall: Mall, desk: DeskId) -> tuple[OfficerId, ...]:
    """The desk's own officers (not pooled) with a skill there, in the order of the sheet."""
    agency = mall.get_desk(desk).agency
    services = {s.id for s in mall.services_of(desk)}
    skilled = {s.officer for s in mall.skills if s.service in services}
    return tuple(o.id for o in mall.officers if o.id in skilled and o.agency == agency)


def balanced_groups(mall: Mall, forecasts: Forecasts, desk: DeskId, officers: int) -> tuple[tuple[ServiceId, ...], ...]:
    """Services in as many groups as there are officers (at most one a service), the largest work first to the least.

    Work is demand times the minutes of a visit.
    """
    services = mall.services_of(desk)
    demand: dict[ServiceId, float] = {s.id: 0.0 for s in services}
    for forecast in forecasts:
        if forecast.desk == desk and forecast.service is not None:
            demand[forecast.service] += forecast.mean
    work = {s.id: (demand[s.id] or 1.0) * s.visit_minutes for s in services}
    groups: list[list[ServiceId]] = [[] for _ in range(max(1, min(officers, len(services))))]
    for service in sorted(work, key=lambda s: (-work[s], s)):
        min(groups, key=lambda g: sum(work[x] for x in g)).append(service)
    return tuple(tuple(group) for group in groups)


def _skills(mall: Mall, desk: DeskId, holds: Mapping[OfficerId, Sequence[ServiceId]]) -> tuple[Skill, ...]:
    """Skills of the desk's team replaced; a pace nobody measured is the officer's mean pace at the desk."""
    services = {s.id for s in mall.services_of(desk)}
    paces = {(s.officer, s.service): s.pace for s in mall.skills}
    others = tuple(s for s in mall.skills if s.officer not in holds or s.service not in services)
    means = {o: fmean(p for (x, s), p in paces.items() if x == o and s in services) for o in holds}
    mine = tuple(
        Skill(officer=officer, service=service, pace=paces.get((officer, service), round(means[officer], 3)))
        for officer, held in holds.items()
        for service in dict.fromkeys(held)
    )
    return (*others, *mine)


def _with_fast_lane(mall: Mall, forecasts: Forecasts, change: DeskDesign) -> tuple[Mall, Forecasts]:
    """The first `lane` officers serve only visitors with one need; the others everybody they can."""
    own = mall.services_of(change.desk)
    halves = {s.id: _halves(s) for s in own}
    team = team_of(mall, change.desk)
    lane = frozenset(team[: min(change.lane, max(0, len(team) - 1))])
    skills = tuple(
        replace(skill, service=half.id)
        for skill in mall.skills
        for half in halves.get(skill.service, (None,))
        if half is not None and (half.id.endswith(QUICK) or skill.officer not in lane)
    )
    changed = replace(
        mall,
        services=tuple(part for s in mall.services for part in halves.get(s.id, (s,))),
        skills=(*(s for s in mall.skills if s.service not in halves), *skills),
        also_needs=tuple(row for row in mall.also_needs if row.desk != change.desk)
        + _in_lanes(mall, change.desk, halves),
        supplies=tuple(
            replace(supply, service=halves[supply.service][0].id) if supply.service in halves else supply
            for supply in mall.supplies
        ),
    )
    return changed, tuple(part for f in forecasts for part in _split(f, halves, own))


def _halves(service: Service) -> tuple[Service, ...]:
    single = service.needs_share[0]
    if single in (0.0, 1.0):
        return (replace(service, id=ServiceId(service.id + (QUICK if single else LONGER))),)
    rest = 1 - single
    two, three, four = (share / rest for share in service.needs_share[1:])
    return (
        replace(
            service,
            id=ServiceId(service.id + QUICK),
            name=f"{service.name} (1 keperluan)",
            needs_share=(1.0, 0.0, 0.0, 0.0),
        ),
        replace(
            service,
            id=ServiceId(service.id + LONGER),
            name=f"{service.name} (2 keperluan atau lebih)",
            needs_share=(0.0, two, three, four),
        ),
    )


def _in_lanes(mall: Mall, desk: DeskId, halves: Mapping[ServiceId, tuple[Service, ...]]) -> tuple[AlsoNeed, ...]:
    """Further needs of a longer visit belong to the longer half of their service."""
    return tuple(
        replace(
            row,
            service=ServiceId(halves[row.service][-1].id),
            next_service=ServiceId(halves[row.next_service][-1].id),
        )
        for row in mall.also_needs
        if row.desk == desk and row.service in halves and row.next_service in halves
    )


def _split(
    forecast: DemandForecast, halves: Mapping[ServiceId, tuple[Service, ...]], own: Sequence[Service]
) -> tuple[DemandForecast, ...]:
    if forecast.service not in halves:
        return (forecast,)
    assert forecast.service is not None
    single = next(s.needs_share[0] for s in own if s.id == forecast.service)
    shares = (single, 1 - single) if len(halves[forecast.service]) == 2 else (1.0,)
    return tuple(
        replace(
            forecast,
            service=half.id,
            mean=forecast.mean * share,
            quantiles=tuple(q * share for q in forecast.quantiles),
        )
        for half, share in zip(halves[forecast.service], shares, strict=True)
    )
