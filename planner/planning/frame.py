"""The week to plan, cut into open days of each agency: what every use case starts from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.calendar.holidays import with_national_days
from planner.calendar.hours import DayHours, opening
from planner.domain.errors import InvalidValue
from planner.domain.ids import AgencyId, DeskId, OfficerId, ServiceId, SessionId
from planner.domain.mall import Desk, Mall, Service
from planner.domain.periods import Session
from planner.domain.staff import Officer


@dataclass(frozen=True, kw_only=True)
class WeekFrame:
    """A mall over the days to plan.

    mall  : with the national days of `days` in its calendar.
    days  : those on which at least one agency is open, in order.
    hours : of each agency on each of these days; an agency closed that day is absent.
    """

    mall: Mall
    days: tuple[date, ...]
    hours: Mapping[tuple[AgencyId, date], DayHours]

    def hours_of(self, desk: DeskId, day: date) -> DayHours | None:
        """Hours of a desk's agency on a day, None when closed."""
        return self.hours.get((self.agency_of[desk], day))

    def open_desk_days(self) -> tuple[tuple[Desk, date], ...]:
        """Every desk on every day it is open, desks in the order of the sheet."""
        return tuple((desk, day) for desk in self.mall.desks for day in self.days if self.hours_of(desk.id, day))

    @cached_property
    def agency_of(self) -> Mapping[DeskId, AgencyId]:
        """Agency of each desk."""
        return {desk.id: desk.agency for desk in self.mall.desks}

    @cached_property
    def services_of(self) -> Mapping[DeskId, tuple[Service, ...]]:
        """Services of each desk, in the order of the sheet."""
        return {desk.id: self.mall.services_of(desk.id) for desk in self.mall.desks}

    @cached_property
    def session_ids(self) -> tuple[SessionId, ...]:
        """All session ids of the days, in order of their earliest start."""
        starts: dict[SessionId, object] = {}
        for session in sorted(self._sessions(), key=lambda s: (s.start, s.end)):
            starts.setdefault(session.id, session.start)
        return tuple(starts)

    @cached_property
    def paces(self) -> Mapping[tuple[OfficerId, ServiceId, date], float]:
        """Pace of each officer at each service on each day his skill is valid."""
        return {
            (skill.officer, skill.service, day): skill.pace
            for skill in self.mall.skills
            for day in self.days
            if skill.is_valid(day)
        }

    def is_present(self, officer: Officer, day: date, session: SessionId) -> bool:
        """True when the officer belongs to the mall that day and is not on leave in that session."""
        return officer.is_active(day) and (officer.id, day, session) not in self._leave

    @cached_property
    def _leave(self) -> frozenset[tuple[OfficerId, date, SessionId]]:
        return frozenset(
            (leave.officer, day, session)
            for leave in self.mall.leave
            for day in self.days
            for session in self.session_ids
            if leave.covers(day, session)
        )

    def _sessions(self) -> Iterable[Session]:
        return (session for hours in self.hours.values() for session in hours.sessions)


def make_frame(mall: Mall, days: Iterable[date]) -> WeekFrame:
    """The frame of a mall over some days; raises InvalidValue when no agency is open on any of them."""
    wanted = sorted(days)
    dated = with_national_days(mall, wanted)
    hours = {
        (agency.id, day): found
        for agency in dated.agencies
        for day in wanted
        if (found := opening(dated, agency.id, day)) is not None
    }
    open_days = tuple(day for day in wanted if any(day == other for _, other in hours))
    if not open_days:
        raise InvalidValue(f"no agency is open from {wanted[0]} to {wanted[-1]}", code="week_closed", field="week")
    return WeekFrame(mall=dated, days=open_days, hours=hours)
