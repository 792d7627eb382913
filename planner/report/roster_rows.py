"""The roster of a week as rows of text: by counter and by officer. Nothing is laid out here, everything is decided."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from planner.calendar.hours import DayHours, counter_minutes_in_week, day_type
from planner.domain.ids import CounterId, SessionId
from planner.domain.mall import AgencyMode, Desk, Mall
from planner.domain.periods import Session, Week, clock_of_minute, minute_of_day
from planner.domain.plan import Plan, Posting, Shortfall
from planner.domain.staff import Officer
from planner.planning.shortfalls import posted_minutes
from planner.report.desk_days import TOLD_FROM_VISITS, DeskDay, State, by_desk, desk_days, shown_days, shown_frame
from planner.report.language import Language
from planner.report.phrases import (
    closed_text,
    desk_name,
    officer_name,
    session_name,
    shortfall_text,
    state_text,
)

PRESENCE_KINDS = frozenset({"minimum_presence", "agency_presence"})
NOT_FOR_LACK_OF_STAFF = frozenset({"counters", "equipment", "supplies", "own_cap", "change"})
CLOSED_SIGN = "▨"
Seat = tuple[CounterId | None, int]  # a counter, or the n-th place of those who have none yet


class Look(StrEnum):
    """What a cell is, so that a writer can choose how it looks."""

    POSTED = "posted"
    PROPOSED = "proposed"
    PINNED = "pinned"
    EMPTY = "empty"
    ENOUGH = "enough"
    TIGHT = "tight"
    SHORT = "short"
    CLOSED = "closed"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Text of a cell, lines parted by `\\n`, and what it is."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class DayColumns:
    """The columns of one day. sessions: empty on a day the whole mall is closed, which keeps one column."""

    day: date
    title: str
    sessions: tuple[Session, ...]
    session_titles: tuple[str, ...]
    staffing: Cell
    posted: tuple[str, ...]

    @property
    def width(self) -> int:
        """Columns the day takes."""
        return max(1, len(self.sessions))


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRow:
    """One counter, or one thing that is short, over the columns of the week."""

    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskBlock:
    """A desk: its name, a state for each day, and its counters."""

    title: str
    states: tuple[Cell, ...]
    seats: tuple[SeatRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerRow:
    """One officer over the columns of the week, his minutes against the minutes of the counter."""

    agency: str
    name: str
    cells: tuple[Cell, ...]
    minutes: str
    overtime: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Both views of a week."""

    columns: tuple[DayColumns, ...]
    desks: tuple[DeskBlock, ...]
    officers: tuple[OfficerRow, ...]


def make_roster(plan: Plan, language: Language) -> Roster:
    """The roster of a plan, by counter and by officer, in one language."""
    return _RosterMaker(plan, language).roster()


class _RosterMaker:
    """Holds the plan sorted while the rows are made."""

    def __init__(self, plan: Plan, language: Language) -> None:
        self.plan, self.language = plan, language
        self.frame = shown_frame(plan)
        self.mall, self.days = self.frame.mall, shown_days(plan)
        self.rows = desk_days(plan)
        self.columns = tuple(self._columns(day) for day in self.days)

    def roster(self) -> Roster:
        return Roster(
            columns=self.columns,
            desks=tuple(self._desk_block(desk, rows) for desk, rows in by_desk(self.rows)),
            officers=tuple(self._officer_row(officer) for officer in self._officers_in_order()),
        )

    # columns

    def _columns(self, day: date) -> DayColumns:
        sessions = self._sessions(day)
        of_day = [row for row in self.rows if row.day == day]
        titles = tuple(f"{session_name(self.language, s.id)} {self.language.span(s.start, s.end)}" for s in sessions)
        return DayColumns(
            day=day,
            title=self.language.day(day),
            sessions=sessions,
            session_titles=titles or (self._closed_title(of_day),),
            staffing=self._staffing(of_day),
            posted=tuple(str(sum(len(row.posted_in(s.id)) for row in of_day)) for s in sessions) or ("",),
        )

    def _sessions(self, day: date) -> tuple[Session, ...]:
        if not any(other == day for _, other in self.frame.hours):
            return ()
        return self.mall.timetable(day_type(self.mall, day)).sessions

    def _closed_title(self, of_day: Iterable[DeskDay]) -> str:
        return next((closed_text(self.language, row) for row in of_day), self.language.say("state.closed"))

    def _staffing(self, of_day: list[DeskDay]) -> Cell:
        if not any(row.is_open for row in of_day):
            return Cell(text="", look=Look.CLOSED)
        posted = sum(len(row.postings) for row in of_day)
        missing = sum(_missing_postings(row, self.mall) for row in of_day)
        key = "roster.staffing_short" if missing else "roster.staffing_enough"
        text = self.language.say(key, posted=posted, needed=posted + missing, missing=missing)
        return Cell(text=text, look=Look.SHORT if missing else Look.ENOUGH)

    # by counter

    def _desk_block(self, desk: Desk, rows: tuple[DeskDay, ...]) -> DeskBlock:
        agency = self.mall.get_agency(desk.agency)
        title = desk_name(agency, desk)
        if any(not posting.confirmed for row in rows for posting in row.postings):
            title = self.language.say("roster.proposed", desk=title)
        elif agency.mode is AgencyMode.AS_GIVEN:
            title = self.language.say("roster.as_given", desk=title)
        return DeskBlock(
            title=title,
            states=tuple(self._state_cell(row) for row in rows),
            seats=(*self._counter_rows(desk, rows), *self._short_rows(desk, rows)),
        )

    def _state_cell(self, row: DeskDay) -> Cell:
        """The state; only the sign on a day the whole mall is closed, whose column head gives the reason."""
        text = state_text(self.language, row) if self._sessions(row.day) else CLOSED_SIGN
        return Cell(text=text, look=Look(row.state.value))

    def _counter_rows(self, desk: Desk, rows: tuple[DeskDay, ...]) -> Iterable[SeatRow]:
        used = {posting.counter for row in rows for posting in row.postings if posting.counter}
        own = [counter.id for counter in self.mall.counters if counter.desk == desk.id]
        flexible = [c.id for c in self.mall.counters if c.desk is None and c.id in used]
        for counter in dict.fromkeys([*own, *flexible, *sorted(used)]):
            yield self._seat_row(self.language.say("counter", id=counter), rows, (counter, 0))
        most = max(
            (len([p for p in row.posted_in(s.id) if not p.counter]) for row in rows for s in self._sessions(row.day)),
            default=0,
        )
        for place in range(most):
            yield self._seat_row(self.language.say("roster.no_counter"), rows, (None, place))

    def _seat_row(self, title: str, rows: tuple[DeskDay, ...], seat: Seat) -> SeatRow:
        cells = [cell for row in rows for cell in self._seat_cells(row, seat)]
        return SeatRow(title=title, cells=tuple(cells))

    def _seat_cells(self, row: DeskDay, seat: Seat) -> Iterable[Cell]:
        sessions = self._sessions(row.day)
        if not sessions:
            yield Cell(text="", look=Look.CLOSED)
        for session in sessions:
            posting = _find_posting(row, session.id, seat)
            if posting:
                yield self._posting_cell(posting, officer_name(self.mall, posting.officer))
            else:
                yield Cell(text="", look=Look.EMPTY if _is_open_in(row.hours, session.id) else Look.CLOSED)

    def _posting_cell(self, posting: Posting, text: str) -> Cell:
        lines = [text]
        if posting.break_start:
            lines.append(
                self.language.say("roster.break", span=self.language.span(posting.break_start, _break_end(posting)))
            )
        look = Look.POSTED if posting.confirmed else Look.PROPOSED
        if posting.pinned:
            lines.append(self.language.say("state.pinned"))
            look = Look.PINNED
        return Cell(text="\n".join(lines), look=look)

    def _short_rows(self, desk: Desk, rows: tuple[DeskDay, ...]) -> Iterable[SeatRow]:
        of_agency = self._agency_shortfalls(desk)
        short = [s for row in rows for s in (*row.shortfalls, *of_agency.get(row.day, ())) if s.session]
        if any(s.amount > 0 for s in short):
            cells = [cell for row in rows for cell in self._short_cells(row, of_agency.get(row.day, ()))]
            yield SeatRow(title=self.language.say("roster.short_row"), cells=tuple(cells))

    def _agency_shortfalls(self, desk: Desk) -> Mapping[date, tuple[Shortfall, ...]]:
        """Shortfalls of the agency as a whole, told once: at its first desk."""
        if self.mall.desks_of(desk.agency)[0].id != desk.id:
            return {}
        found = [s for s in self.plan.shortfalls if s.desk is None and s.agency == desk.agency]
        return {day: tuple(s for s in found if s.day == day) for day in self.days}

    def _short_cells(self, row: DeskDay, of_agency: tuple[Shortfall, ...]) -> Iterable[Cell]:
        sessions = self._sessions(row.day)
        if not sessions:
            yield Cell(text="", look=Look.CLOSED)
        for session in sessions:
            lines = [
                shortfall_text(self.language, s)
                for s in (*row.shortfalls, *of_agency)
                if s.session == session.id and s.amount > 0
            ]
            yield Cell(text="\n".join(lines), look=Look.SHORT if lines else Look.EMPTY)

    # by officer

    def _officers_in_order(self) -> list[Officer]:
        order = {agency.id: place for place, agency in enumerate(self.mall.agencies)}
        return sorted(self.mall.officers, key=lambda o: order[o.agency] if o.agency else -1)

    def _officer_row(self, officer: Officer) -> OfficerRow:
        postings = {(p.day, p.session): p for p in self.plan.postings if p.officer == officer.id}
        worked = sum(posted_minutes(self.frame, posting) for posting in postings.values())
        allowed = sum(counter_minutes_in_week(self.mall, officer, week) for week in {Week.of(d) for d in self.days})
        overtime = max(0, worked - allowed)
        number = self.language.number
        return OfficerRow(
            agency=self.mall.get_agency(officer.agency).name if officer.agency else self.language.say("pooled"),
            name=officer.name,
            cells=tuple(cell for column in self.columns for cell in self._officer_cells(officer, column, postings)),
            minutes=self.language.say("roster.minutes", worked=number(worked), allowed=number(allowed)),
            overtime=self._overtime_cell(overtime),
        )

    def _overtime_cell(self, minutes: int) -> Cell:
        if not minutes:
            return Cell(text="", look=Look.EMPTY)
        text = self.language.say("roster.overtime", minutes=self.language.number(minutes))
        return Cell(text=text, look=Look.TIGHT)

    def _officer_cells(
        self, officer: Officer, column: DayColumns, postings: Mapping[tuple[date, SessionId], Posting]
    ) -> Iterable[Cell]:
        if not column.sessions:
            yield Cell(text="", look=Look.CLOSED)
        for session in column.sessions:
            posting = postings.get((column.day, session.id))
            if posting:
                yield self._posting_cell(posting, self._place(posting))
            else:
                yield self._idle_cell(officer, column.day, session.id)

    def _place(self, posting: Posting) -> str:
        """The counter; the desk's name too where the officer might be taken to sit at another desk."""
        desk, agency = self.mall.get_desk(posting.desk), self.mall.get_officer(posting.officer).agency
        if not posting.counter:
            return desk.name
        counter = self.language.say("counter", id=posting.counter)
        return counter if agency and len(self.mall.desks_of(agency)) == 1 else f"{desk.name}, {counter}"

    def _idle_cell(self, officer: Officer, day: date, session: SessionId) -> Cell:
        if not self.frame.is_present(officer, day, session):
            return Cell(text=self.language.say("state.unavailable"), look=Look.UNAVAILABLE)
        hours = self.frame.hours.get((officer.agency, day)) if officer.agency else None
        is_closed = officer.agency is not None and not _is_open_in(hours, session)
        return Cell(text="", look=Look.CLOSED if is_closed else Look.EMPTY)


def _find_posting(row: DeskDay, session: SessionId, seat: Seat) -> Posting | None:
    counter, place = seat
    found = [p for p in row.posted_in(session) if p.counter == counter]
    return found[place] if place < len(found) else None


def _is_open_in(hours: DayHours | None, session: SessionId) -> bool:
    return hours is not None and any(s.id == session for s in hours.sessions)


def _break_end(posting: Posting) -> time:
    assert posting.break_start is not None
    return clock_of_minute(minute_of_day(posting.break_start) + posting.break_minutes)


def _missing_postings(row: DeskDay, mall: Mall) -> int:
    """Postings more that would serve those turned away, or fill the minimum; the larger of the two.

    Visits become postings by what a posting of that desk and day carries, so the figure is an estimate. Nothing is
    missing where counters, equipment, supplies or an agreed cap are what binds.
    """
    if row.state is not State.SHORT:
        return 0
    seats = sum(s.amount for s in row.shortfalls if s.kind in PRESENCE_KINDS)
    if row.turned_away < TOLD_FROM_VISITS or row.binding in NOT_FOR_LACK_OF_STAFF:
        return math.ceil(seats)
    return math.ceil(max(seats, row.turned_away / _visits_per_posting(row, mall)))


def _visits_per_posting(row: DeskDay, mall: Mall) -> float:
    if row.postings and row.tickets:
        return row.tickets / len(row.postings)
    sessions = row.hours.sessions if row.hours else ()
    minutes = [service.visit_minutes for service in mall.services_of(row.desk.id)]
    return max(1.0, _mean([s.minutes for s in sessions]) / _mean(minutes))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 1.0
