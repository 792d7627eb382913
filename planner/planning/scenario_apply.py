"""Scenarios carried out: pure functions from a mall and its demand to a changed mall and demand. They compose.

Demand is a `DemandOutlook` of the days planned. Its mean takes the middle of a factor's range; its quantiles spread
over the range, the low ones with the low factor and the high ones with the high one, so that what is not known of a
surge makes the forecast wider.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import pairwise
from typing import Any

from planner.calendar.surges import get_surge
from planner.domain.demand import QUANTILE_LEVELS, DemandForecast
from planner.domain.errors import InvalidValue
from planner.domain.ids import CounterId, DeskId, OfficerId, ServiceId, WindowId
from planner.domain.mall import CalendarDay, CalendarKind, Counter, Mall, Service
from planner.domain.periods import DayType, Timetable, Window, clock_of_minute, minute_of_day
from planner.domain.staff import Leave, Officer, Skill
from planner.planning import scenario as kinds
from planner.planning.design_question import with_design
from planner.planning.scenario import Change, Scenario

ADDED = "tambahan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a scenario changes: a mall and the forecasts of the days planned (desks and services)."""

    mall: Mall
    forecasts: tuple[DemandForecast, ...]


def apply_scenario(scenario: Scenario, basis: Basis) -> Basis:
    """The mall and demand after all changes, in their order; an empty scenario gives back equal records."""
    for change in scenario.changes:
        basis = apply_change(change, basis)
    return basis


def apply_change(change: Change, basis: Basis) -> Basis:
    """The mall and demand after one change."""
    if isinstance(change, kinds.DemandChange):
        return replace(basis, forecasts=_with_demand(change, basis))
    if isinstance(change, kinds.DeskDesign):
        mall, forecasts = with_design(basis.mall, basis.forecasts, change)
        return Basis(mall=mall, forecasts=forecasts)
    days = tuple(sorted({f.day for f in basis.forecasts}))
    return replace(basis, mall=_MALL_CHANGES[change.kind](change, basis.mall, days))


def scaled(forecast: DemandForecast, factor: tuple[float, float]) -> DemandForecast:
    """The forecast times a factor that lies somewhere in a range."""
    low, high = factor
    if (low, high) == (1.0, 1.0):
        return forecast
    quantiles = tuple(
        q * (low + (high - low) * level) for level, q in zip(QUANTILE_LEVELS, forecast.quantiles, strict=True)
    )
    return replace(forecast, mean=forecast.mean * (low + high) / 2, quantiles=quantiles)


def _with_demand(change: kinds.DemandChange, basis: Basis) -> tuple[DemandForecast, ...]:
    """Services are scaled by their own factor, their desk by the mean of its services' factors, weighted by demand."""
    mall = basis.mall
    services = {s.id: s for s in mall.services}
    desks = _desks_concerned(change, mall)
    factors: dict[tuple[DeskId, date, ServiceId | None], tuple[float, float]] = {}
    means: dict[tuple[DeskId, date], dict[ServiceId, float]] = {}
    for forecast in basis.forecasts:
        if forecast.service is not None:
            means.setdefault((forecast.desk, forecast.day), {})[forecast.service] = forecast.mean
    for (desk, day), own in means.items():
        if desk not in desks or not change.covers(day):
            continue
        by_service = {s: _factor_of(change, services[s]) for s in own}
        factors |= {(desk, day, s): factor for s, factor in by_service.items()}
        factors[desk, day, None] = _weighted(by_service, own)
    return tuple(scaled(f, factors.get((f.desk, f.day, f.service), (1.0, 1.0))) for f in basis.forecasts)


def _desks_concerned(change: kinds.DemandChange, mall: Mall) -> frozenset[DeskId]:
    desks = mall.desks
    if change.desk is not None:
        desks = tuple(d for d in desks if d.id == change.desk)
    if change.agency is not None:
        desks = tuple(d for d in desks if d.agency == change.agency)
    if change.service is not None:
        desks = tuple(d for d in desks if change.service in {s.id for s in mall.services_of(d.id)})
    named = change.desk is not None or change.agency is not None or change.service is not None
    if change.surge is not None and not named:
        surge = get_surge(change.surge)
        desks = tuple(d for d in desks if surge.concerns_name(d.name) or surge.concerns_name(d.agency))
    return frozenset(d.id for d in desks)


def _factor_of(change: kinds.DemandChange, service: Service) -> tuple[float, float]:
    if change.service is not None and service.id != change.service:
        return 1.0, 1.0
    if change.surge is not None:
        return get_surge(change.surge).range_of(service.name)
    assert change.factor is not None
    return change.factor


def _weighted(
    factors: Mapping[ServiceId, tuple[float, float]], means: Mapping[ServiceId, float]
) -> tuple[float, float]:
    if len(set(factors.values())) == 1:
        return next(iter(factors.values()))
    total = sum(means.values())
    weights = {s: mean / total if total else 1 / len(means) for s, mean in means.items()}
    low = sum(weights[s] * factors[s][0] for s in means)
    return low, max(low, sum(weights[s] * factors[s][1] for s in means))


def _absent(change: kinds.Absent, mall: Mall, days: Sequence[date]) -> Mall:
    leave = Leave(
        officer=change.officer,
        first_day=change.first_day or days[0],
        last_day=change.last_day or max(days[-1], change.first_day or days[0]),
        sessions=change.sessions,
    )
    return replace(mall, leave=(*mall.leave, leave))


def _officer_added(change: kinds.OfficerAdded, mall: Mall, days: Sequence[date]) -> Mall:
    del days
    like = mall.get_officer(change.like) if change.like else None
    agency = like.agency if like else mall.get_desk(change.desk or DeskId("")).agency
    known = {officer.id for officer in mall.officers}
    for _ in range(change.count):
        number = next(n for n in range(1, 1000) if f"{ADDED}{n}" not in known)
        officer = Officer(
            id=OfficerId(f"{ADDED}{number}"),
            name=change.name or f"Petugas {ADDED} {number}",
            agency=agency,
            active_from=change.first_day,
            active_to=change.last_day,
        )
        known.add(officer.id)
        skills = _skills_of_added(change, mall, officer.id)
        mall = replace(mall, officers=(*mall.officers, officer), skills=(*mall.skills, *skills))
    return mall


def _skills_of_added(change: kinds.OfficerAdded, mall: Mall, officer: OfficerId) -> tuple[Skill, ...]:
    if change.like is not None:
        return tuple(replace(s, officer=officer) for s in mall.skills if s.officer == change.like)
    assert change.desk is not None
    return tuple(Skill(officer=officer, service=s.id) for s in mall.services_of(change.desk))


def _officer_removed(change: kinds.OfficerRemoved, mall: Mall, days: Sequence[date]) -> Mall:
    del days
    gone = change.officer
    return replace(
        mall,
        officers=tuple(o for o in mall.officers if o.id != gone),
        skills=tuple(s for s in mall.skills if s.officer != gone),
        leave=tuple(entry for entry in mall.leave if entry.officer != gone),
        wishes=tuple(w for w in mall.wishes if w.officer != gone),
        pairs=tuple(p for p in mall.pairs if gone not in (p.officer, p.other)),
        given=tuple(g for g in mall.given if g.officer != gone),
    )


def _skill_added(change: kinds.SkillAdded, mall: Mall, days: Sequence[date]) -> Mall:
    del days
    others = tuple(s for s in mall.skills if (s.officer, s.service) != (change.officer, change.service))
    return replace(mall, skills=(*others, Skill(officer=change.officer, service=change.service, pace=change.pace)))


def _leave_moved(change: kinds.LeaveMoved, mall: Mall, days: Sequence[date]) -> Mall:
    first, last = change.first_day or days[0], change.last_day or days[-1]
    return replace(
        mall,
        leave=tuple(
            _moved(entry, change.new_from)
            if entry.officer == change.officer and entry.first_day <= last and first <= entry.last_day
            else entry
            for entry in mall.leave
        ),
    )


def _moved(leave: Leave, new_from: date) -> Leave:
    try:
        return replace(leave, first_day=new_from, last_day=new_from + (leave.last_day - leave.first_day))
    except OverflowError as fault:
        raise InvalidValue(
            f"leave moved to {new_from} would end after the last day there is", code="out_of_range", field="new_from"
        ) from fault


def _hours(change: kinds.Hours, mall: Mall, days: Sequence[date]) -> Mall:
    if change.first_day is None and change.last_day is None and change.agency is None:
        return _with_timetables(mall, change.day_type, lambda t: _with_hours(t, change.open, change.close))
    rows = tuple(
        CalendarDay(
            day=day,
            kind=CalendarKind.EVENT,
            name="jam skenario",
            agency=change.agency,
            open=change.open,
            close=change.close,
        )
        for day in days
        if change.covers(day)
    )
    # the row that comes first decides the hours of a day
    return replace(mall, calendar=(*rows, *mall.calendar))


def _with_hours(timetable: Timetable, opens: time | None, closes: time | None) -> Timetable:
    """The first session begins and the last one ends at other times; windows and last ticket follow inside them."""
    first, last = opens or timetable.open, closes or timetable.close
    sessions = tuple(s for s in timetable.sessions if s.start < last and s.end > first)
    if not sessions:
        raise InvalidValue(f"no session lies between {first} and {last}", code="no_session", field="open")
    sessions = (replace(sessions[0], start=first), *sessions[1:])
    sessions = (*sessions[:-1], replace(sessions[-1], end=last))
    last_ticket = min(timetable.last_ticket, last)
    windows = tuple(w for w in timetable.windows if w.start < last_ticket and w.end > first)
    windows = (replace(windows[0], start=first), *windows[1:])
    windows = (*windows[:-1], replace(windows[-1], end=min(windows[-1].end, last_ticket)))
    starts = tuple(
        s
        for s in timetable.break_starts
        if any(x.start <= s and minute_of_day(s) + timetable.break_minutes <= minute_of_day(x.end) for x in sessions)
    )
    return replace(timetable, sessions=sessions, last_ticket=last_ticket, windows=windows, break_starts=starts)


def _with_timetables(mall: Mall, day_type: DayType | None, change: Callable[[Timetable], Timetable]) -> Mall:
    chosen = [day_type] if day_type else list(mall.timetables)
    changed = {kind: change(mall.timetable(kind)) for kind in chosen}
    return replace(mall, timetables={**mall.timetables, **changed})


def _last_ticket(change: kinds.LastTicket, mall: Mall, days: Sequence[date]) -> Mall:
    del days
    if change.desk is None:
        return _with_timetables(mall, change.day_type, lambda t: _with_last_ticket(t, change.last_ticket))
    desks = tuple(replace(d, last_ticket=change.last_ticket) if d.id == change.desk else d for d in mall.desks)
    later = max((t.last_ticket for t in mall.timetables.values()), default=change.last_ticket) < change.last_ticket
    if later:
        raise InvalidValue(
            f"the last ticket {change.last_ticket} of {change.desk} is later than the mall's; change the mall's first",
            code="last_ticket",
            field="last_ticket",
        )
    return replace(mall, desks=desks)


def _with_last_ticket(timetable: Timetable, last_ticket: time) -> Timetable:
    last = min(last_ticket, timetable.close)
    windows = [w for w in timetable.windows if w.start < last]
    windows[-1] = replace(windows[-1], end=last)
    return replace(timetable, last_ticket=last, windows=tuple(windows))


def _windows(change: kinds.Windows, mall: Mall, days: Sequence[date]) -> Mall:
    del days
    return _with_timetables(mall, change.day_type, lambda t: replace(t, windows=equal_windows(t, change.count)))


def equal_windows(timetable: Timetable, count: int) -> tuple[Window, ...]:
    """So many windows from opening to the last ticket, on half-hours as nearly equal as they allow."""
    first, last = minute_of_day(timetable.open), minute_of_day(timetable.last_ticket)
    inner = [first + 30 * round((last - first) * n / count / 30) for n in range(1, count)]
    marks = [first, *inner, last]
    return tuple(
        Window(id=WindowId(f"g{n}"), start=clock_of_minute(a), end=clock_of_minute(b))
        for n, (a, b) in enumerate(pairwise(marks), start=1)
    )


def _breaks(change: kinds.Breaks, mall: Mall, days: Sequence[date]) -> Mall:
    del days

    def changed(timetable: Timetable) -> Timetable:
        starts = change.starts if change.minutes else ()
        return replace(
            timetable,
            break_minutes=change.minutes,
            break_starts=starts or (timetable.break_starts if change.minutes else ()),
        )

    return _with_timetables(mall, change.day_type, changed)


def _promise(change: kinds.PromiseChange, mall: Mall, days: Sequence[date]) -> Mall:
    del days
    names = ("wait_minutes", "wait_share", "finish_probability", "grace_minutes")
    given: dict[str, Any] = {name: getattr(change, name) for name in names if getattr(change, name) is not None}
    return replace(mall, promise=replace(mall.promise, **given))


def _counters(change: kinds.CountersChange, mall: Mall, days: Sequence[date]) -> Mall:
    del days
    desk = mall.get_desk(change.desk)
    if change.more >= 0:
        new = tuple(
            Counter(id=CounterId(f"{ADDED}-{desk.id}-{n}"), agency=desk.agency, desk=desk.id)
            for n in range(1, change.more + 1)
        )
        return replace(mall, counters=(*mall.counters, *new))
    gone = {c.id for c in mall.counters_of(desk.id)[change.more :]}
    return replace(mall, counters=tuple(c for c in mall.counters if c.id not in gone))


def _equipment(change: kinds.EquipmentChange, mall: Mall, days: Sequence[date]) -> Mall:
    del days
    with_it = {c.id for c in mall.counters_of(change.desk)[: change.units]}
    own = {c.id for c in mall.counters_of(change.desk)}

    def changed(counter: Counter) -> Counter:
        rest = tuple(e for e in counter.equipment if e != change.equipment)
        return replace(counter, equipment=(*rest, change.equipment) if counter.id in with_it else rest)

    return replace(mall, counters=tuple(changed(c) if c.id in own else c for c in mall.counters))


def _supplies(change: kinds.SuppliesChange, mall: Mall, days: Sequence[date]) -> Mall:
    del days
    given: dict[str, Any] = {
        name: value for name, value in (("stock", change.stock), ("until", change.until)) if value is not None
    }
    return replace(mall, supplies=tuple(replace(s, **given) if s.item == change.item else s for s in mall.supplies))


def _calendar(change: kinds.CalendarChange, mall: Mall, days: Sequence[date]) -> Mall:
    del days
    row = CalendarDay(
        day=change.day,
        kind=change.day_kind,
        name=change.name,
        agency=change.agency,
        open=change.open,
        close=change.close,
        source="skenario",
    )
    others = tuple(r for r in mall.calendar if (r.day, r.kind, r.agency) != (row.day, row.kind, row.agency))
    return replace(mall, calendar=(*others, row))


def _minutes(change: kinds.MinutesChange, mall: Mall, days: Sequence[date]) -> Mall:
    del days
    return replace(
        mall,
        services=tuple(
            with_minutes(s, change.factor) if change.service == s.id or change.desk == s.desk else s
            for s in mall.services
        ),
    )


def with_minutes(service: Service, factor: float) -> Service:
    """The service with set-up, need and range times a factor."""
    low, high = service.need_minutes_low, service.need_minutes_high
    return replace(
        service,
        setup_minutes=service.setup_minutes * factor,
        need_minutes=service.need_minutes * factor,
        need_minutes_low=None if low is None else low * factor,
        need_minutes_high=None if high is None else high * factor,
    )


_MALL_CHANGES: Mapping[str, Callable[[Any, Mall, Sequence[date]], Mall]] = {
    "absent": _absent,
    "officer_added": _officer_added,
    "officer_removed": _officer_removed,
    "skill_added": _skill_added,
    "leave_moved": _leave_moved,
    "hours": _hours,
    "last_ticket": _last_ticket,
    "windows": _windows,
    "breaks": _breaks,
    "promise": _promise,
    "counters": _counters,
    "equipment": _equipment,
    "supplies": _supplies,
    "calendar": _calendar,
    "minutes": _minutes,
}


def named_officers(changes: Iterable[Change]) -> frozenset[OfficerId]:
    """Officers the changes name, so that a pooled one among them may be posted anew."""
    return frozenset(
        officer
        for change in changes
        for officer in (getattr(change, "officer", None), getattr(change, "like", None))
        if officer is not None
    )
