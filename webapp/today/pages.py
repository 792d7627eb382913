"""The floor now: who is where, tickets out, how many more, and when to stop."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from planner.domain.ids import DeskId, OfficerId, SessionId, WindowId
from planner.domain.periods import clock_of_minute, minute_of_day
from planner.domain.plan import Plan, Posting
from planner.planning.candidates import Spot, candidates
from planner.planning.frame import WeekFrame
from planner.planning.stored import IssuedTickets, QuotaOverride
from planner.report.desk_days import DeskDay, shown_frame
from planner.report.language import Language
from planner.report.phrases import desk_name, officer_name, session_name, state_text

MOST_STAND_INS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonNow:
    """An officer at a desk. note: his break, or where he sits."""

    id: OfficerId
    name: str
    counter: str
    on_break: bool
    break_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """Somebody who may sit at the desk now. place: where he sits now, "" when free."""

    id: OfficerId
    name: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowNow:
    """A release window today: tickets, those out, those left (None when nobody noted any)."""

    window: WindowId
    title: str
    span: str
    tickets: int
    issued: int | None
    is_now: bool
    by_hand: tuple[QuotaOverride, ...]

    @property
    def left(self) -> int:
        """Tickets that may still be handed out."""
        return max(0, self.tickets - (self.issued or 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskNow:
    """A desk on the floor."""

    desk: DeskId
    anchor: str
    title: str
    state: str
    people: tuple[PersonNow, ...]
    absent: tuple[str, ...]
    stand_ins: tuple[StandIn, ...]
    windows: tuple[WindowNow, ...]

    @property
    def tickets(self) -> int:
        """Tickets of the day."""
        return sum(window.tickets for window in self.windows)

    @property
    def issued(self) -> int:
        """Tickets out, as noted."""
        return sum(window.issued or 0 for window in self.windows)


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorPage:
    """The floor at a moment of a day. is_past: all desks have closed."""

    day: date
    now: time
    session: str
    is_past: bool
    desks: tuple[DeskNow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorMoment:
    """When the floor is looked at, and what was noted there."""

    day: date
    now: time
    issued: Sequence[IssuedTickets]
    absent: frozenset[tuple[OfficerId, SessionId]]
    overrides: Sequence[QuotaOverride] = ()


def anchor_of(desk: DeskId) -> str:
    """The place of a desk on the page."""
    return f"m-{desk}"


def make_floor(plan: Plan, rows: Iterable[DeskDay], moment: FloorMoment, language: Language) -> FloorPage:
    """The desks that are open that day, as they stand at the moment."""
    of_day = [row for row in rows if row.day == moment.day and row.is_open]
    session = next((_session_at(row, moment.now) for row in of_day), None)
    floor = _Floor(plan=plan, frame=shown_frame(plan), moment=moment, language=language)
    desks = tuple(floor.desk(row) for row in of_day)
    return FloorPage(
        day=moment.day,
        now=moment.now,
        session=session_name(language, session) if session else "",
        is_past=all(row.hours is None or row.hours.close <= moment.now for row in of_day),
        desks=desks,
    )


def _session_at(row: DeskDay, now: time) -> SessionId | None:
    """The session that runs, the first before opening, the last after closing."""
    sessions = row.hours.sessions if row.hours else ()
    if not sessions:
        return None
    return next((s.id for s in sessions if now < s.end), sessions[-1].id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Floor:
    """What all desks of a page are shown from."""

    plan: Plan
    frame: WeekFrame
    moment: FloorMoment
    language: Language

    def desk(self, row: DeskDay) -> DeskNow:
        session = _session_at(row, self.moment.now)
        postings = row.posted_in(session) if session else ()
        missing = [p for p in postings if (p.officer, p.session) in self.moment.absent]
        present = [p for p in postings if p not in missing]
        return DeskNow(
            desk=row.desk.id,
            anchor=anchor_of(row.desk.id),
            title=desk_name(row.agency, row.desk),
            state=state_text(self.language, row),
            people=tuple(_person(self.plan, posting, self.moment.now, self.language) for posting in present),
            absent=tuple(officer_name(self.plan.input.mall, p.officer) for p in missing),
            stand_ins=tuple(self._stand_ins(row, session)) if session else (),
            windows=tuple(_windows(row, self.moment, self.language)),
        )

    def _stand_ins(self, row: DeskDay, session: SessionId) -> Iterable[StandIn]:
        """Who has the skill, is here today and breaks no limit; the free ones first."""
        spot = Spot(desk=row.desk.id, day=row.day, session=session)
        able = [
            found
            for found in candidates(self.frame, self.plan.postings, spot)
            if found.can and (found.officer.id, session) not in self.moment.absent
        ]
        titles = {desk.id: desk.name for desk in self.plan.input.mall.desks}
        for found in able[:MOST_STAND_INS]:
            place = titles.get(found.desk, found.desk) if found.desk else ""
            yield StandIn(id=found.officer.id, name=found.officer.name, place=place)


def _person(plan: Plan, posting: Posting, now: time, language: Language) -> PersonNow:
    start, text, away = posting.break_start, "", False
    if start:
        end = clock_of_minute(minute_of_day(start) + posting.break_minutes)
        text, away = language.say("roster.break", span=language.span(start, end)), start <= now < end
    return PersonNow(
        id=posting.officer,
        name=officer_name(plan.input.mall, posting.officer),
        counter=language.counter(posting.counter) if posting.counter else "",
        on_break=away,
        break_text=text,
    )


def _windows(row: DeskDay, moment: FloorMoment, language: Language) -> Iterable[WindowNow]:
    noted = {i.window: i for i in moment.issued if i.desk == row.desk.id and i.service is None}
    for window in row.windows:
        found = noted.get(window.quota.window)
        yield WindowNow(
            window=window.quota.window,
            title=session_name(language, window.quota.window),
            span=language.span(window.start, window.end),
            tickets=window.quota.tickets,
            issued=found.tickets if found else None,
            is_now=window.start <= moment.now < window.end,
            by_hand=tuple(
                o
                for o in moment.overrides
                if (o.desk, o.day, o.window) == (row.desk.id, moment.day, window.quota.window)
            ),
        )
