"""Who can do what, and when they are away."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from planner.calendar.hours import day_type, opening
from planner.domain.ids import DeskId, OfficerId, ServiceId, SessionId
from planner.domain.mall import Mall, Service
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.domain.staff import Leave, Officer, Skill
from planner.planning.edit_plan import Edit, Editor, absent_officers
from planner.planning.ports import UnitOfWork
from planner.planning.stored import PlanEntry
from webapp.deps import deps, store
from webapp.freshness import live_weeks
from webapp.sessions import actor

EXPIRES_WITHIN = timedelta(days=30)
WEEKS_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillTag:
    """A service an officer can serve. expires: its last day when that is near or past."""

    skill: Skill
    name: str
    expires: date | None
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerRow:
    """An officer with what he can do. minutes: at the counter in an ordinary week, before overtime."""

    officer: Officer
    minutes: int
    skills: tuple[SkillTag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerGroup:
    """Officers of an agency. alone: services that nobody in the mall but one of them can serve, with his name."""

    title: str
    rows: tuple[OfficerRow, ...]
    alone: tuple[tuple[str, str], ...]


def make_groups(mall: Mall, whole: Mall, today: date, search: str = "") -> tuple[OfficerGroup, ...]:
    """Officers by agency, pooled ones first. whole: the mall with those too that the asking person may not see."""
    services = {service.id: service for service in mall.services}
    skills: dict[OfficerId, list[Skill]] = defaultdict(list)
    for skill in mall.skills:
        skills[skill.officer].append(skill)
    alone = _alone(whole, today)
    wanted = [o for o in mall.officers if search.lower() in o.name.lower()]
    groups = [("", [o for o in wanted if o.agency is None])]
    groups += [(agency.name, [o for o in wanted if o.agency == agency.id]) for agency in mall.agencies]
    return tuple(
        OfficerGroup(
            title=title,
            rows=tuple(_row(mall, o, _tags(skills[o.id], services, today)) for o in officers),
            alone=tuple((services[s].name, o.name) for o in officers for s in alone.get(o.id, ()) if s in services),
        )
        for title, officers in groups
        if officers
    )


def _row(mall: Mall, officer: Officer, skills: Iterable[SkillTag]) -> OfficerRow:
    own = officer.counter_minutes_week
    minutes = round(officer.duty_minutes_week * mall.assumptions.counter_share) if own is None else own
    return OfficerRow(officer=officer, minutes=minutes, skills=tuple(skills))


def _tags(skills: Iterable[Skill], services: dict[ServiceId, Service], today: date) -> Iterable[SkillTag]:
    for skill in skills:
        near = skill.valid_to is not None and skill.valid_to <= today + EXPIRES_WITHIN
        service = services.get(skill.service)
        yield SkillTag(
            skill=skill,
            name=service.name if service else skill.service,
            expires=skill.valid_to if near else None,
            is_over=skill.valid_to is not None and skill.valid_to < today,
        )


def _alone(mall: Mall, today: date) -> dict[OfficerId, list[ServiceId]]:
    """Services that only one officer of the mall can serve today, by that officer, where his desk has others."""
    desk_of = {service.id: service.desk for service in mall.services}
    able: dict[ServiceId, set[OfficerId]] = defaultdict(set)
    at_desk: dict[DeskId, set[OfficerId]] = defaultdict(set)
    active = {officer.id for officer in mall.officers if officer.is_active(today)}
    for skill in mall.skills:
        if skill.officer in active and skill.service in desk_of and skill.is_valid(today):
            able[skill.service].add(skill.officer)
            at_desk[desk_of[skill.service]].add(skill.officer)
    found: dict[OfficerId, list[ServiceId]] = defaultdict(list)
    for service, officers in able.items():
        if len(officers) == 1 and len(at_desk[desk_of[service]]) > 1:
            found[next(iter(officers))].append(service)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveRow:
    """An absence of an officer. key: the absence as one text that names it, for removing it."""

    leave: Leave
    officer: str
    agency: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveCalendar:
    """Officers who are away at some time, over the days of some weeks. marks: by officer, "" or all or part."""

    days: tuple[date, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    counts: tuple[int, ...]


def leave_rows(mall: Mall, first: date) -> tuple[LeaveRow, ...]:
    """Absences from a day on, in order of time."""
    names = {officer.id: officer for officer in mall.officers}
    agencies = {agency.id: agency.name for agency in mall.agencies}
    rows = [
        LeaveRow(
            leave=leave,
            officer=names[leave.officer].name,
            agency=agencies.get(names[leave.officer].agency or "", ""),  # type: ignore[call-overload]
            key=leave_text(leave),
        )
        for leave in mall.leave
        if leave.last_day >= first and leave.officer in names
    ]
    return tuple(sorted(rows, key=lambda row: (row.leave.first_day, row.officer)))


def leave_text(leave: Leave) -> str:
    """The absence as one text that names it."""
    return f"{leave.officer}~{leave.first_day}~{leave.last_day}~{'+'.join(leave.sessions or ())}"


def make_leave_calendar(mall: Mall, first: date) -> LeaveCalendar:
    """The absences of the next weeks, Monday to Saturday."""
    monday = Week.of(first).days[0]
    days = tuple(day for n in range(7 * WEEKS_SHOWN) if (day := monday + timedelta(days=n)).weekday() < 6)
    by_officer: dict[OfficerId, list[Leave]] = defaultdict(list)
    for leave in mall.leave:
        if leave.touches(days[0], days[-1]):
            by_officer[leave.officer].append(leave)
    rows = tuple(
        (officer.name, tuple(_mark(by_officer[officer.id], day) for day in days))
        for officer in mall.officers
        if officer.id in by_officer
    )
    return LeaveCalendar(
        days=days,
        rows=rows,
        counts=tuple(sum(bool(marks[n]) for _, marks in rows) for n in range(len(days))),
    )


def _mark(leaves: Iterable[Leave], day: date) -> str:
    found = [leave for leave in leaves if leave.first_day <= day <= leave.last_day]
    if not found:
        return ""
    return "all" if any(leave.sessions is None for leave in found) else "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceEffect:
    """What an absence does to the plan of one week. edit: None when nobody of that plan is missed."""

    entry: PlanEntry
    edit: Edit | None


def absence_effects(work: UnitOfWork, mall: Mall, leave: Leave) -> tuple[AbsenceEffect, ...]:
    """The absence on the plans of the weeks it touches, from a quick simulation."""
    found = []
    for week in live_weeks(work):
        if leave.touches(week.days[0], week.days[-1]):
            entry = work.plans.find_newest(week)
            if entry is not None:
                plan = deps().shelf.plan(work, entry.id)
                found.append(AbsenceEffect(entry=entry, edit=_edit(plan, (*mall.leave, leave))))
    return tuple(found)


def _edit(plan: Plan, leave: tuple[Leave, ...]) -> Edit | None:
    if not absent_officers(plan, leave):
        return None
    return Editor(plan=plan, author=actor().name, now=store().clock.now(), quick=True, leave=leave).edit(())


def services_within_reach(mall: Mall, officer: Officer) -> tuple[Service, ...]:
    """Services an officer may learn: those of his agency's desks, of all desks for a pooled officer."""
    desks = {desk.id for desk in (mall.desks_of(officer.agency) if officer.agency else mall.desks)}
    return tuple(service for service in mall.services if service.desk in desks)


def session_ids(mall: Mall) -> set[SessionId]:
    """The sessions of all kinds of days."""
    return {session.id for table in mall.timetables.values() for session in table.sessions}


def sessions_on(mall: Mall, officer: Officer, day: date) -> tuple[SessionId, ...]:
    """Sessions of a day as the officer's agency has them; of an ordinary day when it is closed."""
    hours = opening(mall, officer.agency, day) if officer.agency else None
    sessions = hours.sessions if hours else mall.timetable(day_type(mall, day)).sessions
    return tuple(session.id for session in sessions)
