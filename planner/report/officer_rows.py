"""The roster by officer: where each sits, when he is away, his minutes against those of the counter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from planner.calendar.hours import counter_minutes_in_week
from planner.domain.ids import SessionId
from planner.domain.periods import Week
from planner.domain.plan import Posting
from planner.domain.staff import Officer
from planner.planning.shortfalls import posted_minutes
from planner.report.day_columns import DayColumns
from planner.report.roster_cells import Cell, Look, ShownWeek, is_open_in, posting_cell


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerRow:
    """One officer over the columns of the week, his minutes against the minutes of the counter."""

    officer: Officer
    agency: str
    name: str
    cells: tuple[Cell, ...]
    minutes: str
    overtime: Cell


def officer_rows(week: ShownWeek, columns: tuple[DayColumns, ...]) -> tuple[OfficerRow, ...]:
    """Every officer, pooled ones first, then agencies in the order of the mall."""
    maker = _RowMaker(week, columns)
    order = {agency.id: place for place, agency in enumerate(week.mall.agencies)}
    officers = sorted(week.mall.officers, key=lambda o: order[o.agency] if o.agency else -1)
    return tuple(maker.row(officer) for officer in officers)


class _RowMaker:
    """Makes the rows of officers in one week."""

    def __init__(self, week: ShownWeek, columns: tuple[DayColumns, ...]) -> None:
        self.week, self.columns = week, columns

    def row(self, officer: Officer) -> OfficerRow:
        """One officer over the week."""
        postings = {(p.day, p.session): p for p in self.week.plan.postings if p.officer == officer.id}
        worked = sum(posted_minutes(self.week.frame, posting) for posting in postings.values())
        allowed = sum(
            counter_minutes_in_week(self.week.mall, officer, week) for week in {Week.of(d) for d in self.week.days}
        )
        overtime = max(0, worked - allowed)
        number = self.week.language.number
        return OfficerRow(
            officer=officer,
            agency=self.week.mall.get_agency(officer.agency).name
            if officer.agency
            else self.week.language.say("pooled"),
            name=officer.name,
            cells=tuple(cell for column in self.columns for cell in self._officer_cells(officer, column, postings)),
            minutes=self.week.language.say("roster.minutes", worked=number(worked), allowed=number(allowed)),
            overtime=self._overtime_cell(overtime),
        )

    def _overtime_cell(self, minutes: int) -> Cell:
        if not minutes:
            return Cell(text="", look=Look.EMPTY)
        text = self.week.language.say("roster.overtime", minutes=self.week.language.number(minutes))
        return Cell(text=text, look=Look.TIGHT)

    def _officer_cells(
        self, officer: Officer, column: DayColumns, postings: Mapping[tuple[date, SessionId], Posting]
    ) -> Iterable[Cell]:
        if not column.sessions:
            yield Cell(text="", look=Look.CLOSED)
        for session in column.sessions:
            posting = postings.get((column.day, session.id))
            if posting:
                yield posting_cell(self.week.language, posting, place_of(self.week, posting))
            else:
                yield self._idle_cell(officer, column.day, session.id)

    def _idle_cell(self, officer: Officer, day: date, session: SessionId) -> Cell:
        if not self.week.frame.is_present(officer, day, session):
            return Cell(text=self.week.language.say("state.unavailable"), look=Look.UNAVAILABLE)
        hours = self.week.frame.hours.get((officer.agency, day)) if officer.agency else None
        is_closed = officer.agency is not None and not is_open_in(hours, session)
        return Cell(text="", look=Look.CLOSED if is_closed else Look.EMPTY)


def place_of(week: ShownWeek, posting: Posting) -> str:
    """The counter; the desk's name too where the officer might be taken to sit at another desk."""
    desk, agency = week.mall.get_desk(posting.desk), week.mall.get_officer(posting.officer).agency
    if not posting.counter:
        return desk.name
    counter = week.language.counter(posting.counter)
    return counter if agency and len(week.mall.desks_of(agency)) == 1 else f"{desk.name}, {counter}"
