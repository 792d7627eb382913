"""The plan turned so that rules can ask it: who sits where, which hours, how many tickets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from planner.calendar.hours import DayHours, opening
from planner.checker.rules import RULES
from planner.checker.violation import Place, Violation
from planner.domain.demand import DemandForecast
from planner.domain.ids import AgencyId, CounterId, DeskId, OfficerId, ServiceId, SessionId
from planner.domain.mall import Agency, AgencyMode, Desk, Mall
from planner.domain.periods import Session, Week, minute_of_day
from planner.domain.plan import Plan, Posting, Quota
from planner.domain.staff import Leave, Officer, Skill

Slot = tuple[OfficerId, date, SessionId]
Spot = tuple[DeskId, date, SessionId]
DeskDay = tuple[DeskId, date]
AgencySpot = tuple[AgencyId, date, SessionId]
OfficerWeek = tuple[OfficerId, Week]
_Key = TypeVar("_Key")
_Row = TypeVar("_Row")


@dataclass(frozen=True, kw_only=True)
class PlanWeek:
    """A plan with its ids known; everything is looked up once.

    A posting of an `as_given` agency that cannot hold (closed, away, unskilled, foreign, or a second one at the same
    time) is a fault of that agency's roster: it stays in the plan, but it is not `at_work` and gives no capacity.

    touched : desk-days that differ from a plan that holds; None when nothing is known to hold.
    """

    plan: Plan
    touched: frozenset[DeskDay] | None = None

    @property
    def mall(self) -> Mall:
        """The mall as the plan was made for it."""
        return self.plan.input.mall

    @property
    def days(self) -> tuple[date, ...]:
        """The days planned."""
        return self.plan.input.days

    @cached_property
    def agencies(self) -> Mapping[AgencyId, Agency]:
        """Agencies by id."""
        return {agency.id: agency for agency in self.mall.agencies}

    @cached_property
    def desks(self) -> Mapping[DeskId, Desk]:
        """Desks by id."""
        return {desk.id: desk for desk in self.mall.desks}

    @cached_property
    def officers(self) -> Mapping[OfficerId, Officer]:
        """Officers by id."""
        return {officer.id: officer for officer in self.mall.officers}

    @cached_property
    def _hours(self) -> Mapping[tuple[AgencyId, date], DayHours | None]:
        return {(agency, day): opening(self.mall, agency, day) for agency in self.agencies for day in self.days}

    def hours(self, agency: AgencyId, day: date) -> DayHours | None:
        """Hours of the agency, None when it is closed or the day is not planned."""
        return self._hours.get((agency, day))

    def hours_of(self, desk: DeskId, day: date) -> DayHours | None:
        """Hours of the desk's agency."""
        return self.hours(self.desks[desk].agency, day)

    def session(self, desk: DeskId, day: date, session: SessionId) -> Session | None:
        """The session as the desk is open in it, None when it is not."""
        return self._sessions.get((self.desks[desk].agency, day, session))

    @cached_property
    def _sessions(self) -> Mapping[tuple[AgencyId, date, SessionId], Session]:
        return {(a, day, s.id): s for (a, day), hours in self._hours.items() if hours for s in hours.sessions}

    @cached_property
    def open_desk_days(self) -> tuple[tuple[Desk, date, DayHours], ...]:
        """Every desk on every planned day on which its agency is open."""
        found = ((desk, day, self.hours_of(desk.id, day)) for desk in self.mall.desks for day in self.days)
        return tuple((desk, day, hours) for desk, day, hours in found if hours is not None)

    @cached_property
    def judged_desk_days(self) -> tuple[tuple[Desk, date, DayHours], ...]:
        """Those of them that rules about one desk-day alone have to look at."""
        touched = self.touched
        return tuple(row for row in self.open_desk_days if touched is None or (row[0].id, row[1]) in touched)

    @cached_property
    def open_agency_days(self) -> tuple[tuple[Agency, date, DayHours], ...]:
        """Every agency that has a desk, on every planned day on which it is open."""
        with_desk = {desk.agency for desk in self.mall.desks}
        found = ((a, day, self.hours(a.id, day)) for a in self.mall.agencies if a.id in with_desk for day in self.days)
        return tuple((agency, day, hours) for agency, day, hours in found if hours is not None)

    @cached_property
    def skills(self) -> Mapping[tuple[OfficerId, DeskId], tuple[Skill, ...]]:
        """Skills of an officer at a desk, valid or not."""
        desk_of = {service.id: service.desk for service in self.mall.services}
        return _grouped(((skill.officer, desk_of[skill.service]), skill) for skill in self.mall.skills)

    def paces_on(self, officer: OfficerId, desk: DeskId, day: date) -> dict[ServiceId, float]:
        """Paces of the services of the desk that the officer may serve on that day."""
        found = self._paces.get((officer, desk, day))
        if found is None:
            found = self._paces[officer, desk, day] = {}
            for skill in self.skills.get((officer, desk), ()):
                if skill.is_valid(day):
                    found[skill.service] = max(skill.pace, found.get(skill.service, 0.0))
        return found

    @cached_property
    def _paces(self) -> dict[tuple[OfficerId, DeskId, date], dict[ServiceId, float]]:
        """Asked for by many rules, so worked out once each."""
        return {}

    @cached_property
    def counters_of(self) -> Mapping[DeskId, frozenset[CounterId]]:
        """Counters that may serve each desk."""
        return {desk.id: frozenset(c.id for c in self.mall.counters_of(desk.id)) for desk in self.mall.desks}

    @cached_property
    def _leave(self) -> Mapping[OfficerId, tuple[Leave, ...]]:
        return _grouped((leave.officer, leave) for leave in self.mall.leave)

    def is_available(self, officer: OfficerId, day: date, session: SessionId) -> bool:
        """True when the officer belongs to the mall that day and has no leave in that session."""
        away = any(leave.covers(day, session) for leave in self._leave.get(officer, ()))
        return self.officers[officer].is_active(day) and not away

    def is_of_agency(self, officer: OfficerId, desk: DeskId) -> bool:
        """True for the agency's own officers and for pooled ones."""
        return self.officers[officer].agency in (None, self.desks[desk].agency)

    def is_given(self, desk: DeskId) -> bool:
        """True when the desk's agency brings its own roster."""
        return self.agencies[self.desks[desk].agency].mode is AgencyMode.AS_GIVEN

    @cached_property
    def given_slots(self) -> Mapping[Slot, DeskId]:
        """Rows of given rosters that can hold: where each officer is, the first row where one is booked twice."""
        held: dict[Slot, DeskId] = {}
        for row in self.mall.given:
            may_sit = self.paces_on(row.officer, row.desk, row.day) and self.is_of_agency(row.officer, row.desk)
            is_open = self.session(row.desk, row.day, row.session) and self.is_given(row.desk)
            if may_sit and is_open and self.is_available(row.officer, row.day, row.session):
                held.setdefault((row.officer, row.day, row.session), row.desk)
        return held

    @cached_property
    def at_work(self) -> tuple[Posting, ...]:
        """Postings that give capacity."""
        return tuple(
            p
            for p in self.plan.postings
            if self.session(p.desk, p.day, p.session)
            and (not self.is_given(p.desk) or self.given_slots.get((p.officer, p.day, p.session)) == p.desk)
        )

    @cached_property
    def at_desk(self) -> Mapping[Spot, tuple[Posting, ...]]:
        """Who is at work at a desk in a session."""
        return _grouped(((p.desk, p.day, p.session), p) for p in self.at_work)

    @cached_property
    def at_desk_day(self) -> Mapping[DeskDay, tuple[Posting, ...]]:
        """Who is at work at a desk on a day, one entry for each session."""
        return _grouped(((p.desk, p.day), p) for p in self.at_work)

    @cached_property
    def officer_weeks(self) -> Mapping[OfficerWeek, tuple[Posting, ...]]:
        """Postings at work of each officer in each ISO week."""
        weeks = {day: Week.of(day) for day in {posting.day for posting in self.at_work}}
        return _grouped(((p.officer, weeks[p.day]), p) for p in self.at_work)

    @cached_property
    def at_agency(self) -> Mapping[AgencySpot, tuple[OfficerId, ...]]:
        """Who is at work at the desks of each agency in each session it is open, () where nobody is."""
        found: dict[AgencySpot, list[OfficerId]] = {
            (agency.id, day, s.id): [] for agency, day, hours in self.open_agency_days for s in hours.sessions
        }
        for p in self.at_work:
            found[self.desks[p.desk].agency, p.day, p.session].append(p.officer)
        return {key: tuple(officers) for key, officers in found.items()}

    @cached_property
    def quotas(self) -> Mapping[DeskDay, tuple[Quota, ...]]:
        """Quotas of a desk on a day, those of its services too."""
        return _grouped(((q.desk, q.day), q) for q in self.plan.quotas)

    def desk_quotas(self, desk: DeskId, day: date) -> tuple[Quota, ...]:
        """Quotas of the desk as a whole, one for each window."""
        return tuple(q for q in self.quotas.get((desk, day), ()) if q.service is None)

    def tickets(self, desk: DeskId, day: date) -> int:
        """Tickets of the desk on the day: the sum of its windows."""
        return sum(quota.tickets for quota in self.desk_quotas(desk, day))

    @cached_property
    def service_means(self) -> Mapping[DeskDay, Mapping[ServiceId, float]]:
        """Forecast means of the services of each desk, in visits."""
        rows = _grouped(((f.desk, f.day), f) for f in self.plan.forecast)
        return {key: {f.service: f.mean for f in group if f.service is not None} for key, group in rows.items()}

    @cached_property
    def demand(self) -> Mapping[DeskDay, DemandForecast]:
        """Forecast of each desk as a whole."""
        return {(row.desk, row.day): row for row in self.plan.forecast if row.service is None}

    def minutes(self, posting: Posting) -> int:
        """Counter minutes: the session as the desk is open in it, less the break."""
        session = self.session(posting.desk, posting.day, posting.session)
        return session.minutes - posting.break_minutes if session else 0

    def in_force(self, rule: str) -> bool:
        """False when the plan's rule set lists rules and leaves this one out."""
        listed = set(self.plan.passport.rule_set) & RULES.keys()
        return not listed or rule in listed

    def broken(self, rule: str, place: Place, value: object, other: str = "") -> Violation:
        """The violation of a rule at a place, in the words people use for officers, desks and agencies."""
        names = {
            "officer": self.officers[OfficerId(place.officer)].name if place.officer else "",
            "desk": self.desks[DeskId(place.desk)].name if place.desk else "",
            "agency": self.agencies[AgencyId(place.agency)].name if place.agency else "",
            "day": str(place.day),
            "session": place.session,
            "part": place.part,
            "other": other,
            "amount": str(value),
        }
        found = RULES[rule]
        return Violation(
            rule=rule,
            place=place,
            value=str(value),
            sentence_id=found.sentence_id.format(**names),
            sentence_en=found.sentence_en.format(**names),
        )


def break_interval(posting: Posting) -> tuple[int, int]:
    """First and last minute of the day of the break; (0, 0) without one."""
    if posting.break_start is None:
        return 0, 0
    start = minute_of_day(posting.break_start)
    return start, start + posting.break_minutes


def _grouped(pairs: Iterable[tuple[_Key, _Row]]) -> dict[_Key, tuple[_Row, ...]]:
    found: dict[_Key, list[_Row]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def place_of(posting: Posting) -> Place:
    """Where a posting is."""
    return Place(officer=posting.officer, desk=posting.desk, day=posting.day, session=posting.session)
