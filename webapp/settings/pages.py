"""The year's calendar as rows: national days, cuti bersama and Ramadan from the table, local days from the mall."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from planner.calendar.holidays import is_provisional, national_days
from planner.domain.mall import CalendarDay, CalendarKind, Mall
from planner.domain.periods import DayType, Timetable

EDITABLE_KINDS = (
    CalendarKind.CLOSED,
    CalendarKind.OPEN,
    CalendarKind.EVENT,
    CalendarKind.HOLIDAY,
    CalendarKind.CUTI_BERSAMA,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLine:
    """A day, or a run of days of one kind and name. key: names a row of the mall's own, "" for one of the table."""

    first: date
    last: date
    kind: CalendarKind
    name: str
    source: str
    is_estimate: bool
    agency: str
    hours: tuple[time | None, time | None]
    key: str


def calendar_lines(mall: Mall, year: int) -> tuple[CalendarLine, ...]:
    """Everything of a year that differs from an ordinary week."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    own = [row for row in mall.calendar if first <= row.day <= last]
    replaced = {(row.day, row.kind) for row in own if row.agency is None}
    national = [row for row in national_days(first, last) if (row.day, row.kind) not in replaced]
    names = {agency.id: agency.name for agency in mall.agencies}
    lines = [
        *(_line(row, names, key="") for row in _without_runs(national)),
        *(_line(row, names, key=row_key(row)) for row in own),
        *_runs([row for row in national if row.kind is CalendarKind.RAMADAN]),
    ]
    return tuple(sorted(lines, key=lambda line: (line.first, line.kind)))


def _without_runs(rows: Iterable[CalendarDay]) -> list[CalendarDay]:
    return [row for row in rows if row.kind is not CalendarKind.RAMADAN]


def _line(row: CalendarDay, names: dict[str, str], key: str) -> CalendarLine:  # type: ignore[type-arg]
    return CalendarLine(
        first=row.day,
        last=row.day,
        kind=row.kind,
        name=row.name,
        source=row.source,
        is_estimate=is_provisional(row),
        agency=names.get(row.agency, row.agency) if row.agency else "",
        hours=(row.open, row.close),
        key=key,
    )


def _runs(rows: list[CalendarDay]) -> Iterable[CalendarLine]:
    if rows:
        first, last = rows[0], rows[-1]
        yield CalendarLine(
            first=first.day,
            last=last.day,
            kind=first.kind,
            name=first.name,
            source=first.source,
            is_estimate=is_provisional(first),
            agency="",
            hours=(None, None),
            key="",
        )


def row_key(row: CalendarDay) -> str:
    """The row as one text that names it."""
    return f"{row.day}~{row.kind}~{row.agency or ''}~{row.name}"


def timetables(mall: Mall) -> tuple[tuple[DayType, Timetable], ...]:
    """The hours by kind of day, in the order of the kinds."""
    return tuple((kind, mall.timetables[kind]) for kind in DayType if kind in mall.timetables)
