"""The tally sheet filled in: its cells become a `Tally`, or every cell that cannot be read is a finding."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

from planner.domain.errors import Finding, InvalidFile, InvalidValue
from planner.domain.ids import DeskId
from planner.domain.mall import Desk
from planner.domain.periods import minute_of_day
from planner.domain.tally import FEWEST_VISITS, Tally
from planner.intake.cells import Cell, cell_text, fold, is_blank
from planner.intake.messages import MESSAGES, Place, make_finding
from planner.intake.tables import Cells
from planner.intake.values import Reader, Unreadable, read_date, read_text, read_time, read_whole
from planner.intake.workbook import read_workbook

SHEET = "turus"
DOOR = ("di pintu saat buka", "saat buka", "at the door")
HEADINGS = {"half_hour": ("setengah jam", "half hour"), "visit": ("kunjungan", "visit")}
LABELS = {
    "desk": (("meja", "desk"), read_text, "kode meja", "the id of a desk"),
    "day": (("tanggal", "date"), read_date, "tanggal, misalnya 5 Januari 2026", "a date, e.g. 2026-01-05"),
    "refused": (("orang ditolak", "refused"), read_whole, "jumlah orang, atau kosong", "a number of people, or blank"),
    "ran_out_at": (("nomor habis jam", "ran out at"), read_time, "jam, atau kosong", "a clock time, or blank"),
}
_TIME_HELP = ("jam, misalnya 08:30", "a clock time, e.g. 08:30")
_COUNT_HELP = ("jumlah orang", "a number of people")


@dataclass(slots=True)
class _Reading:
    findings: list[Finding] = field(default_factory=list)

    def read(self, reader: Reader, cell: Cell, place: tuple[int, str], helps: tuple[str, str]) -> Any:
        """The value of a cell, None where it is blank or cannot be read (then a finding tells)."""
        if is_blank(cell):
            return None
        try:
            return reader(cell)
        except Unreadable as fault:
            self.fail(fault.code, place, cell_text(cell), helps)
            return None

    def fail(self, code: str, place: tuple[int, str], value: str, helps: tuple[str, str]) -> None:
        row, column = place
        at = Place(sheet=SHEET, row=row, column=column, value=value)
        self.findings.append(make_finding(code, at, help_id=helps[0], help_en=helps[1]))


def read_tally(path: Path) -> Tally:
    """The tally in a workbook; raises InvalidFile with every finding."""
    workbook = read_workbook(path)
    named = [cells for title, cells in workbook.sheets if fold(title) == SHEET]
    return tally_of_cells((named or [workbook.sheets[0][1]])[0])


def check_tally(tally: Tally, desk: Desk, today: date) -> None:
    """Raise InvalidFile for the sheet of another desk, of a day to come, or with nothing on it."""
    found = []
    if tally.desk != desk.id:
        at = Place(sheet=SHEET, column=LABELS["desk"][0][0], value=tally.desk)
        found.append(make_finding("tally_other_desk", at, desk=desk.name))
    if tally.day > today:
        at = Place(sheet=SHEET, column=LABELS["day"][0][0], value=tally.day.isoformat())
        found.append(make_finding("tally_future", at))
    if not tally.people and tally.minutes_range is None:
        found.append(make_finding("tally_empty", Place(sheet=SHEET), fewest=FEWEST_VISITS))
    if found:
        raise InvalidFile(tuple(found))


def tally_of_cells(cells: Cells) -> Tally:
    """The tally in the cells of its sheet; raises InvalidFile with every finding."""
    reading = _Reading()
    values = dict(_labelled(cells, reading))
    for name in ("desk", "day"):
        if values.get(name) is None and not any(f.column == LABELS[name][0][0] for f in reading.findings):
            reading.fail("blank", (1, LABELS[name][0][0]), "", LABELS[name][2:])
    door, half_hours = _arrivals(cells, reading)
    minutes = tuple(_visits(cells, reading))
    if reading.findings:
        raise InvalidFile(tuple(reading.findings))
    return _made(values, (door, half_hours), minutes)


def _made(values: dict[str, Any], people: tuple[int, dict[int, int]], minutes: tuple[float, ...]) -> Tally:
    try:
        return Tally(
            desk=DeskId(values["desk"]),
            day=values["day"],
            at_door=people[0],
            half_hours=people[1],
            visit_minutes=minutes,
            refused=values.get("refused"),
            ran_out_at=values.get("ran_out_at"),
        )
    except InvalidValue as fault:
        code = fault.code if fault.code in MESSAGES else "out_of_range"
        place = Place(sheet=SHEET, column=fault.field)
        raise InvalidFile((make_finding(code, place, help_id="nilai lain", help_en="another value"),)) from fault


def _labelled(cells: Cells, reading: _Reading) -> Iterator[tuple[str, date | time | int | str | None]]:
    for number, row in enumerate(cells, start=1):
        for name, (labels, reader, help_id, help_en) in LABELS.items():
            if row and fold(cell_text(row[0])) in labels and len(row) > 1:
                yield name, reading.read(reader, row[1], (number, labels[0]), (help_id, help_en))


def _column_below(cells: Cells, heading: str) -> tuple[int, int] | None:
    """Row and column of a heading, from 0."""
    for number, row in enumerate(cells):
        for place, cell in enumerate(row):
            if fold(cell_text(cell)) in HEADINGS[heading]:
                return number, place
    return None


def _arrivals(cells: Cells, reading: _Reading) -> tuple[int, dict[int, int]]:
    found = _column_below(cells, "half_hour")
    if found is None:
        reading.fail("no_heading_tally", (1, HEADINGS["half_hour"][0]), "", _COUNT_HELP)
        return 0, {}
    top, column = found
    door, half_hours = 0, {}
    for number, row in enumerate(cells[top + 1 :], start=top + 2):
        start, count = _cell(row, column), _cell(row, column + 1)
        if is_blank(start):
            continue
        people = reading.read(read_whole, count, (number, "orang datang"), _COUNT_HELP) or 0
        if fold(cell_text(start)) in DOOR:
            door = people
        elif (clock := reading.read(read_time, start, (number, "setengah jam"), _TIME_HELP)) is not None:
            half_hours[minute_of_day(clock) // 30 * 30] = people
    return door, half_hours


def _visits(cells: Cells, reading: _Reading) -> Iterator[float]:
    """Minutes of each timed visit; a row with one of two times, or an end before its start, is a finding."""
    found = _column_below(cells, "visit")
    top, column = found or (len(cells), 0)
    for number, row in enumerate(cells[top + 1 :], start=top + 2):
        given = (_cell(row, column + 1), _cell(row, column + 2))
        start, end = (
            reading.read(read_time, cell, (number, name), _TIME_HELP)
            for cell, name in zip(given, ("mulai", "selesai"), strict=True)
        )
        if all(is_blank(cell) for cell in given):
            continue
        if start is not None and end is not None and end > start:
            yield (end.hour - start.hour) * 60 + end.minute - start.minute + (end.second - start.second) / 60
        elif not any((f.row, f.column) in ((number, "mulai"), (number, "selesai")) for f in reading.findings):
            reading.fail("visit_times", (number, "selesai"), cell_text(given[1]), _TIME_HELP)


def _cell(row: Any, place: int) -> Cell:
    return row[place] if place < len(row) else None
