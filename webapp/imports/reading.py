"""What the files of an upload say: a whole mall, or counts for the mall that is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.domain.errors import Finding, InvalidFile, Severity
from planner.domain.history import History
from planner.domain.mall import Mall
from planner.intake.cells import cell_text
from planner.intake.read import read_source
from planner.intake.settings import Settings
from planner.intake.sheets import SHEETS
from planner.intake.sources import Source, open_source
from planner.intake.tables import Cells, read_table
from planner.planning.stored import ImportContent
from webapp.imports.uploads import Upload

WHOLE_MALL = frozenset({"desks", "services"})
COUNTS = frozenset({"visits", "visits_monthly", "tickets", "rekap"})
SAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRead:
    """A heading of the file, the column it was taken for, and its first values."""

    heading: str
    name: str
    label: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRead:
    """A sheet that was found, with its columns and the number of its rows."""

    name: str
    label: str
    rows: int
    columns: tuple[ColumnRead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The files as read. content: None when something refuses them."""

    sheets: tuple[SheetRead, ...]
    findings: tuple[Finding, ...]
    content: ImportContent | None

    @property
    def refused(self) -> tuple[Finding, ...]:
        """Findings that stop the import."""
        return tuple(f for f in self.findings if f.severity is Severity.REFUSED)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Findings worth a look."""
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)


def read_upload(upload: Upload, stored: Mall | None, today: date) -> Reading:
    """Read everything; faults are findings, never exceptions."""
    try:
        source = open_source(upload.path)
    except InvalidFile as fault:
        return Reading(sheets=(), findings=fault.findings, content=None)
    sheets = tuple(_sheets_read(source))
    counts_only = stored is not None and not WHOLE_MALL & source.cells.keys() and bool(COUNTS & source.cells.keys())
    if counts_only:
        assert stored is not None
        _add_stored_mall(source, stored)
    try:
        files = read_source(source, today=today)
    except InvalidFile as fault:
        return Reading(sheets=sheets, findings=fault.findings, content=None)
    content = ImportContent(
        file_name=upload.title,
        file_hash=upload.content_hash(),
        history=files.history,
        mall=None if counts_only else files.mall,
    )
    warnings = () if counts_only else files.warnings
    return Reading(sheets=sheets, findings=warnings, content=content)


def _sheets_read(source: Source) -> Iterable[SheetRead]:
    for sheet in SHEETS:
        cells = source.cells.get(sheet.name)
        if cells is None:
            continue
        table = read_table(sheet, cells)
        columns = (
            ColumnRead(
                heading=heading,
                name=name,
                label=sheet.column(name).label,
                samples=_samples(cells, heading),
            )
            for name, heading in table.titles.items()
        )
        yield SheetRead(name=sheet.name, label=sheet.label, rows=len(table.rows), columns=tuple(columns))


def _samples(cells: Cells, heading: str) -> tuple[str, ...]:
    """The first different values below a heading, as text."""
    for number, row in enumerate(cells[:20]):
        texts = [cell_text(cell) for cell in row]
        if heading in texts:
            place = texts.index(heading)
            below = (cell_text(r[place]) for r in cells[number + 1 : number + 200] if place < len(r))
            return tuple(dict.fromkeys(text for text in below if text))[:SAMPLES]
    return ()


def _add_stored_mall(source: Source, mall: Mall) -> None:
    """Names of the stored mall as sheets, so that counts alone can be read against them."""
    source.settings = Settings(name=mall.name, zone=mall.zone, timetables=dict(mall.timetables))
    source.cells |= {
        "agencies": _rows(("id", "name"), mall.agencies),
        "desks": _rows(("id", "agency", "name"), mall.desks),
        "services": _rows(("id", "desk", "name"), mall.services),
        "officers": _rows(("id", "name", "agency"), mall.officers),
    }


def _rows(names: Sequence[str], records: Iterable[Any]) -> list[list[Any]]:
    return [list(names), *([getattr(record, name) or "" for name in names] for record in records)]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatDay:
    """A day of the counts: how busy it was, 0 to 4; None where nothing was counted."""

    day: date
    visits: int | None
    level: int


def heat_strip(history: History, weeks: int = 26) -> tuple[tuple[HeatDay, ...], ...]:
    """The last weeks of the counts, Monday to Sunday each, so that missing days are seen."""
    totals: dict[date, int] = {}
    for count in history.days:
        totals[count.day] = totals.get(count.day, 0) + count.visits
    if not totals:
        return ()
    last, most = max(totals), max(1, *totals.values())
    monday = last.toordinal() - last.weekday() - 7 * (weeks - 1)
    first = max(monday, min(totals).toordinal() - min(totals).weekday())
    days = [date.fromordinal(n) for n in range(first, last.toordinal() - last.weekday() + 7)]
    strip = [
        HeatDay(day=day, visits=totals.get(day), level=-(-4 * totals[day] // most) if day in totals else 0)
        for day in days
    ]
    return tuple(tuple(strip[n : n + 7]) for n in range(0, len(strip), 7))
