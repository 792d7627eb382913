"""The week of an officer in one line a day: for the list by officer, and for the slip he takes with him."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from planner.domain.ids import SessionId
from planner.domain.periods import Session
from planner.domain.plan import Plan, Posting
from planner.report.day_columns import DayColumns, make_columns
from planner.report.language import Language
from planner.report.officer_rows import OfficerRow, officer_rows, place_of
from planner.report.phrases import session_name
from planner.report.roster_cells import Cell, Look, ShownWeek, break_span, shown_week


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One officer's week. days: a short cell for each day; lines: the same with the hours, as he takes it along."""

    name: str
    agency: str
    minutes: str
    days: tuple[Cell, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipBook:
    """The slips of a week, agencies together. titles: the days."""

    titles: tuple[str, ...]
    slips: tuple[Slip, ...]

    @property
    def by_agency(self) -> tuple[tuple[str, tuple[Slip, ...]], ...]:
        """Each agency's name with its slips."""
        return tuple((name, tuple(group)) for name, group in groupby(self.slips, key=lambda slip: slip.agency))


def make_slips(plan: Plan, language: Language) -> SlipBook:
    """The slip of every officer of a plan, in one language."""
    week = shown_week(plan, language)
    columns = make_columns(week)
    rows = officer_rows(week, columns)
    return SlipBook(
        titles=tuple(column.title for column in columns),
        slips=tuple(_slip(week, columns, row) for row in rows),
    )


def _slip(week: ShownWeek, columns: Sequence[DayColumns], row: OfficerRow) -> Slip:
    postings = {(p.day, p.session): p for p in week.plan.postings if p.officer == row.officer.id}
    days = [_Day.of(column, postings) for column in columns]
    cells, start = [], 0
    for day in days:
        cells.append(_cell(week, day, row.cells[start : start + day.column.width]))
        start += day.column.width
    return Slip(
        name=row.name,
        agency=row.agency,
        minutes=row.minutes,
        days=tuple(cells),
        lines=tuple(_line(week, day) or cell.text for day, cell in zip(days, cells, strict=True)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """The sessions of one day in which an officer sits somewhere."""

    column: DayColumns
    posted: tuple[tuple[Session, Posting], ...]

    @classmethod
    def of(cls, column: DayColumns, postings: Mapping[tuple[date, SessionId], Posting]) -> "_Day":
        found = ((session, postings.get((column.day, session.id))) for session in column.sessions)
        return cls(column=column, posted=tuple((session, posting) for session, posting in found if posting))

    def breaks(self, language: Language) -> Iterable[str]:
        """His break, where he has one."""
        return (language.say("roster.break", span=break_span(language, p)) for _, p in self.posted if p.break_start)

    def runs(self, week: ShownWeek) -> list[tuple[str, list[Session]]]:
        """Places, each with the sessions there after each other."""
        runs: list[tuple[str, list[Session]]] = []
        for session, posting in self.posted:
            place = _place(week, posting)
            if runs and runs[-1][0] == place and runs[-1][1][-1].end == session.start:
                runs[-1][1].append(session)
            else:
                runs.append((place, [session]))
        return runs


def _cell(week: ShownWeek, day: _Day, idle: Sequence[Cell]) -> Cell:
    """Where the officer sits that day; where nowhere, why, when all his sessions of the day say the same."""
    if not day.posted:
        return idle[0] if len({cell.look for cell in idle}) == 1 else Cell(text="", look=Look.EMPTY)
    runs = day.runs(week)
    whole = len(runs) == 1 and len(day.posted) == len(day.column.sessions)
    told = [place if whole else f"{_names(week.language, sessions)} {place}" for place, sessions in runs]
    look = Look.POSTED if all(posting.confirmed for _, posting in day.posted) else Look.PROPOSED
    return Cell(text=", ".join((*told, *day.breaks(week.language))), look=look)


def _line(week: ShownWeek, day: _Day) -> str:
    """`08.00-11.00 loket 04, 13.30-15.00 loket 21`, and the break; "" on a day nowhere."""
    told = [f"{week.language.span(run[0].start, run[-1].end)} {place}" for place, run in day.runs(week)]
    return ", ".join((*told, *day.breaks(week.language)))


def _names(language: Language, sessions: Iterable[Session]) -> str:
    return "+".join(session_name(language, session.id) for session in sessions)


def _place(week: ShownWeek, posting: Posting) -> str:
    """The counter alone where no other is called so, for a day has one line only."""
    if posting.counter is None:
        return place_of(week, posting)
    name = week.language.counter(posting.counter)
    same = [counter for counter in week.mall.counters if week.language.counter(counter.id) == name]
    return name if len(same) == 1 else place_of(week, posting)
