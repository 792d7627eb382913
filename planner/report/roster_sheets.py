"""The two sheets of the roster: by counter and by officer."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from planner.report.counter_rows import DeskBlock
from planner.report.officer_rows import OfficerRow
from planner.report.roster_rows import Roster
from planner.report.workbook import FIRST_ROW, Place, PrintedBook, height_of

SESSION_WIDTH, CLOSED_WIDTH, DESK_WIDTH, AGENCY_WIDTH = 12.6, 13, 30, 22
STATE_AIR_POINTS = 4  # a desk's states stand out from the names below
HEAD_ROWS = 4  # days, staffing, sessions, officers posted


def write_counters(book: PrintedBook, roster: Roster) -> None:
    """One row for each counter under its desk's row of states."""
    sheet = book.add_sheet("counters")
    last = _week_head(book, sheet, roster, (("sheet.desk", DESK_WIDTH),))
    row = FIRST_ROW + HEAD_ROWS
    for desk in roster.desks:
        row = _desk_block(book, sheet, desk, (row, roster))
    book.finish(sheet, row, last)


def write_officers(book: PrintedBook, roster: Roster) -> None:
    """One line for each officer, with his minutes at the counter."""
    sheet = book.add_sheet("officers")
    last = _week_head(book, sheet, roster, (("sheet.agency", AGENCY_WIDTH), ("sheet.officer", AGENCY_WIDTH)), extra=2)
    for offset, (key, width) in enumerate((("sheet.minutes", 17), ("sheet.overtime", 16))):
        place = Place(row=FIRST_ROW + 2, column=last - 1 + offset)
        book.write(sheet, place, book.say(key), "head")
        sheet.set_column(place.column, place.column, width)
    for row, officer in enumerate(roster.officers, start=FIRST_ROW + HEAD_ROWS):
        _officer_line(book, sheet, row, officer)
    book.finish(sheet, FIRST_ROW + HEAD_ROWS + len(roster.officers), last)


def _week_head(
    book: PrintedBook, sheet: Worksheet, roster: Roster, labels: Sequence[tuple[str, float]], extra: int = 0
) -> int:
    """Heading rows of the week, repeated on each printed page; returns the last column, `extra` more counted."""
    for column, (key, width) in enumerate(labels):
        book.write(sheet, Place(row=FIRST_ROW, column=column), book.say(key), "head")
        book.write(sheet, Place(row=FIRST_ROW + 2, column=column), "", "head")
        sheet.set_column(column, column, width)
    book.write(sheet, Place(row=FIRST_ROW + 1, column=0), book.say("sheet.staffing"), "name")
    book.write(sheet, Place(row=FIRST_ROW + 3, column=0), book.say("sheet.posted"), "name")
    column = len(labels)
    for day in roster.columns:
        book.write(sheet, Place(row=FIRST_ROW, column=column, width=day.width), day.title, "head")
        book.write(
            sheet, Place(row=FIRST_ROW + 1, column=column, width=day.width), day.staffing.text, day.staffing.look
        )
        for place, title in enumerate(day.session_titles):
            book.write(sheet, Place(row=FIRST_ROW + 2, column=column + place), title, "head")
            book.write(sheet, Place(row=FIRST_ROW + 3, column=column + place), day.posted[place], "count")
        sheet.set_column(column, column + day.width - 1, SESSION_WIDTH if day.sessions else CLOSED_WIDTH)
        column += day.width
    sheet.set_row(FIRST_ROW + 2, height_of(_session_titles(roster), SESSION_WIDTH))
    sheet.freeze_panes(FIRST_ROW + HEAD_ROWS, len(labels))
    sheet.repeat_rows(FIRST_ROW, FIRST_ROW + HEAD_ROWS - 1)
    sheet.repeat_columns(0, len(labels) - 1)
    return column + extra - 1


def _desk_block(book: PrintedBook, sheet: Worksheet, desk: DeskBlock, at: tuple[int, Roster]) -> int:
    """A desk's row of states, then its counters; returns the row after it."""
    row, roster = at
    book.write(sheet, Place(row=row, column=0), desk.title, "desk")
    column = 1
    for day, state in zip(roster.columns, desk.states, strict=True):
        book.write(sheet, Place(row=row, column=column, width=day.width), state.text, state.look)
        column += day.width
    wide = 2 * SESSION_WIDTH  # a day of two sessions, the narrowest in which a state stands
    height = max(height_of([desk.title], DESK_WIDTH), height_of([cell.text for cell in desk.states], wide))
    sheet.set_row(row, height + STATE_AIR_POINTS)
    for offset, seat in enumerate(desk.seats, start=1):
        book.write(sheet, Place(row=row + offset, column=0), seat.title, "label")
        for place, cell in enumerate(seat.cells, start=1):
            book.write(sheet, Place(row=row + offset, column=place), cell.text, cell.look)
        sheet.set_row(row + offset, height_of([cell.text for cell in seat.cells], SESSION_WIDTH))
    return row + 1 + len(desk.seats)


def _officer_line(book: PrintedBook, sheet: Worksheet, row: int, officer: OfficerRow) -> None:
    book.write(sheet, Place(row=row, column=0), officer.agency, "label")
    book.write(sheet, Place(row=row, column=1), officer.name, "name")
    for column, cell in enumerate(officer.cells, start=2):
        book.write(sheet, Place(row=row, column=column), cell.text, cell.look)
    after = 2 + len(officer.cells)
    book.write(sheet, Place(row=row, column=after), officer.minutes, "count")
    book.write(sheet, Place(row=row, column=after + 1), officer.overtime.text, officer.overtime.look)
    names = height_of([officer.agency, officer.name], AGENCY_WIDTH)
    sheet.set_row(row, max(names, height_of([cell.text for cell in officer.cells], SESSION_WIDTH)))


def _session_titles(roster: Roster) -> list[str]:
    return [title for day in roster.columns for title in day.session_titles]
