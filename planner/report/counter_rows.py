"""The roster by counter: a desk's states, its counters, and what is short in a session."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from planner.domain.ids import CounterId, SessionId
from planner.domain.mall import AgencyMode, Desk
from planner.domain.plan import Posting, Shortfall
from planner.report.desk_days import DeskDay, by_desk
from planner.report.phrases import desk_name, officer_name, shortfall_text, state_text
from planner.report.roster_cells import Cell, Look, ShownWeek, is_open_in, posting_cell

CLOSED_SIGN = "▨"
Seat = tuple[CounterId | None, int]  # a counter, or the n-th place of those who have none yet


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


def desk_blocks(week: ShownWeek) -> tuple[DeskBlock, ...]:
    """Every desk of the mall in its order."""
    maker = _BlockMaker(week)
    return tuple(maker.block(desk, rows) for desk, rows in by_desk(week.rows))


class _BlockMaker:
    """Makes the rows of desks in one week."""

    def __init__(self, week: ShownWeek) -> None:
        self.week = week

    def block(self, desk: Desk, rows: tuple[DeskDay, ...]) -> DeskBlock:
        """One desk over the week."""
        agency = self.week.mall.get_agency(desk.agency)
        title = desk_name(agency, desk)
        if any(not posting.confirmed for row in rows for posting in row.postings):
            title = self.week.language.say("roster.proposed", desk=title)
        elif agency.mode is AgencyMode.AS_GIVEN:
            title = self.week.language.say("roster.as_given", desk=title)
        return DeskBlock(
            title=title,
            states=tuple(self._state_cell(row) for row in rows),
            seats=(*self._counter_rows(desk, rows), *self._short_rows(desk, rows)),
        )

    def _state_cell(self, row: DeskDay) -> Cell:
        """The state; only the sign on a day the whole mall is closed, whose column head gives the reason."""
        text = state_text(self.week.language, row) if self.week.sessions(row.day) else CLOSED_SIGN
        return Cell(text=text, look=Look(row.state.value))

    def _counter_rows(self, desk: Desk, rows: tuple[DeskDay, ...]) -> Iterable[SeatRow]:
        used = {posting.counter for row in rows for posting in row.postings if posting.counter}
        own = [counter.id for counter in self.week.mall.counters if counter.desk == desk.id]
        flexible = [c.id for c in self.week.mall.counters if c.desk is None and c.id in used]
        for counter in dict.fromkeys([*own, *flexible, *sorted(used)]):
            yield self._seat_row(self.week.language.counter(counter), rows, (counter, 0))
        most = max(
            (
                len([p for p in row.posted_in(s.id) if not p.counter])
                for row in rows
                for s in self.week.sessions(row.day)
            ),
            default=0,
        )
        for place in range(most):
            yield self._seat_row(self.week.language.say("roster.no_counter"), rows, (None, place))

    def _seat_row(self, title: str, rows: tuple[DeskDay, ...], seat: Seat) -> SeatRow:
        cells = [cell for row in rows for cell in self._seat_cells(row, seat)]
        return SeatRow(title=title, cells=tuple(cells))

    def _seat_cells(self, row: DeskDay, seat: Seat) -> Iterable[Cell]:
        sessions = self.week.sessions(row.day)
        if not sessions:
            yield Cell(text="", look=Look.CLOSED)
        for session in sessions:
            posting = _find_posting(row, session.id, seat)
            if posting:
                yield posting_cell(self.week.language, posting, officer_name(self.week.mall, posting.officer))
            else:
                yield Cell(text="", look=Look.EMPTY if is_open_in(row.hours, session.id) else Look.CLOSED)

    def _short_rows(self, desk: Desk, rows: tuple[DeskDay, ...]) -> Iterable[SeatRow]:
        of_agency = self._agency_shortfalls(desk)
        short = [s for row in rows for s in (*row.shortfalls, *of_agency.get(row.day, ())) if s.session]
        if any(s.amount > 0 for s in short):
            cells = [cell for row in rows for cell in self._short_cells(row, of_agency.get(row.day, ()))]
            yield SeatRow(title=self.week.language.say("roster.short_row"), cells=tuple(cells))

    def _agency_shortfalls(self, desk: Desk) -> Mapping[date, tuple[Shortfall, ...]]:
        """Shortfalls of the agency as a whole, told once: at its first desk."""
        if self.week.mall.desks_of(desk.agency)[0].id != desk.id:
            return {}
        found = [s for s in self.week.plan.shortfalls if s.desk is None and s.agency == desk.agency]
        return {day: tuple(s for s in found if s.day == day) for day in self.week.days}

    def _short_cells(self, row: DeskDay, of_agency: tuple[Shortfall, ...]) -> Iterable[Cell]:
        sessions = self.week.sessions(row.day)
        if not sessions:
            yield Cell(text="", look=Look.CLOSED)
        for session in sessions:
            lines = [
                shortfall_text(self.week.language, s)
                for s in (*row.shortfalls, *of_agency)
                if s.session == session.id and s.amount > 0
            ]
            yield Cell(text="\n".join(lines), look=Look.SHORT if lines else Look.EMPTY)


def _find_posting(row: DeskDay, session: SessionId, seat: Seat) -> Posting | None:
    counter, place = seat
    found = [p for p in row.posted_in(session) if p.counter == counter]
    return found[place] if place < len(found) else None
