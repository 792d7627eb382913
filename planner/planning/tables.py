"""Capacity tables of every desk and day of a week: what the roster engine sees of the queues."""

from collections.abc import Mapping
from datetime import date

from planner.calendar.hours import DayHours
from planner.domain.ids import DeskId, ServiceId, SessionId
from planner.domain.periods import minute_of_day
from planner.planning.desk_day_input import arrival_profile, machines, make_windows, service_works
from planner.planning.frame import WeekFrame
from planner.planning.roster_problem import SessionTables
from planner.planning.simulations import Simulations
from planner.planning.skill_classes import SkillClass
from planner.queueing.desk_day import SPREAD
from planner.queueing.table import DeskSetting, DeskTables, SessionSpan


def week_tables(
    frame: WeekFrame,
    classes: Mapping[DeskId, tuple[SkillClass, ...]],
    shares: Mapping[DeskId, Mapping[ServiceId, float]],
    simulations: Simulations,
) -> dict[tuple[DeskId, date], SessionTables]:
    """Tickets by set of classes and session for each desk with officers and each day on which it issues tickets."""
    settings = {
        (desk.id, day): make_setting(frame, desk.id, day, classes[desk.id], shares[desk.id])
        for desk, day in frame.open_desk_days()
        if classes[desk.id] and frame.mall.counters_of(desk.id) and _issues_tickets(frame, desk.id, day)
    }
    tables = simulations.tables(dict.fromkeys(settings.values()))
    return {(desk, day): _session_tables(tables[setting], classes[desk]) for (desk, day), setting in settings.items()}


def _issues_tickets(frame: WeekFrame, desk: DeskId, day: date) -> bool:
    hours = frame.hours_of(desk, day)
    return hours is not None and bool(make_windows(frame, desk, hours))


def make_setting(
    frame: WeekFrame,
    desk: DeskId,
    day: date,
    classes: tuple[SkillClass, ...],
    shares: Mapping[ServiceId, float],
) -> DeskSetting:
    """A desk on one type of day, without its officers.

    The whole-day profile counts only where one session makes one window; elsewhere the windows have their own, and
    equal settings stay equal.
    """
    hours = frame.hours_of(desk, day)
    assert hours is not None, f"{desk} is closed on {day}"
    opening = minute_of_day(hours.open)
    own_last = frame.mall.get_desk(desk).last_ticket or hours.last_ticket
    served = [s for s in frame.services_of[desk] if any(s.id in c.services for c in classes)]
    officers = frozenset().union(*(c.officers for c in classes))
    return DeskSetting(
        sessions=tuple(
            SessionSpan(
                id=s.id,
                start_minutes=float(minute_of_day(s.start) - opening),
                end_minutes=float(minute_of_day(s.end) - opening),
            )
            for s in hours.sessions
        ),
        last_ticket_minutes=float(minute_of_day(min(own_last, hours.last_ticket)) - opening),
        services=service_works(frame, served, shares),
        skill_classes=tuple(c.services for c in classes),
        counters=min(len(frame.mall.counters_of(desk)), len(officers)),
        promise=frame.mall.promise,
        break_groups=_break_groups(hours),
        profile=arrival_profile(frame, desk, hours) if len(hours.sessions) == 1 else SPREAD,
        start_share=frame.mall.assumptions.window_start_share,
        spill=frame.mall.assumptions.spill,
        equipment=machines(frame, desk, served),
    )


def _break_groups(hours: DayHours) -> tuple[tuple[float, float], ...]:
    """Two groups that do not overlap where the permitted starts allow it, so that at most half are away at once."""
    if not hours.break_starts or not hours.break_minutes:
        return ()
    opening = minute_of_day(hours.open)
    starts = sorted(minute_of_day(start) for start in hours.break_starts)
    second = next((start for start in starts if start >= starts[0] + hours.break_minutes), None)
    chosen = starts if second is None else [starts[0], second]
    return tuple((float(start - opening), float(hours.break_minutes)) for start in chosen)


def _session_tables(tables: DeskTables, classes: tuple[SkillClass, ...]) -> SessionTables:
    return {
        (tuple(classes[n].id for n in chosen), SessionId(session)): row
        for (chosen, session), row in tables.rows.items()
    }
