"""From the cells of a sheet to typed rows: which heading is which column, and what each cell says."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from planner.domain.consistency import nearest_sentences
from planner.domain.errors import Finding, Severity
from planner.intake.cells import Cell, cell_text, fold, is_blank
from planner.intake.columns import Column, Sheet, Values
from planner.intake.dates import DATE_READERS, in_order
from planner.intake.matching import NO_ANSWERS, SKIP, column_letter, dates_key, told_columns
from planner.intake.messages import Place, make_finding, make_warning
from planner.intake.questions import Answers
from planner.intake.sheets import EXAMPLE_MARKS
from planner.intake.values import Unreadable

Cells = Sequence[Sequence[Cell]]
HEADING_ROWS = 20  # titles above the headings are skipped down to this row
LIKENESS = 0.75  # of a heading to one of ours, from which it is taken for a slip of the pen


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row whose cells were read; blank cells are left out. `number` 1 is the first row of the file."""

    number: int
    values: Values
    sound: bool = True


@dataclass(slots=True, kw_only=True)
class Table:
    """The typed rows of a sheet and what was found while reading them.

    titles   : column name -> heading in the file. example_rows: number and first text of each row left out as one.
    headed   : False where the headings have faults: then no row is sound and ids may be missing.
    dates    : order of day and month as told, "" where nothing was. dated: the cells of the columns of dates.
    texts    : what a text in a column was read as before; the same dates and names stand in many rows.
    """

    sheet: Sheet
    titles: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    example_rows: list[tuple[int, str]] = field(default_factory=list)
    headed: bool = True
    dates: str = ""
    dated: dict[str, list[Cell]] = field(default_factory=dict, repr=False)
    texts: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One heading of a sheet: its place from 0, its text, and the column it stands for, None for a stranger."""

    place: int
    title: str
    column: Column | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The row of headings of a sheet. row counts from 0."""

    row: int
    cells: tuple[Heading, ...]


def find_headings(sheet: Sheet, cells: Cells, answers: Answers = NO_ANSWERS, *, guess: bool = False) -> Headings | None:
    """Which heading stands for which column: as told in `answers`, else by its words; None without any heading.

    guess : take the row that looks like headings where none is known and nothing was told.
    """
    row = _heading_row(sheet, cells)
    told = told_columns(sheet.name, answers, max(map(len, cells), default=0))
    if row is None and (told or guess):
        row = guess_heading_row(cells)
    if row is None:
        return None
    known, taken = sheet.columns_by_heading, set(told.values())
    found = []
    for place, cell in enumerate(cells[row]):
        title, column = cell_text(cell), known.get(fold(cell_text(cell)))
        if place in told:
            column = next((c for c in sheet.columns if c.name == told[place]), None)
        elif column is not None and column.name in taken:
            column = None
        if title or column is not None:
            found.append(Heading(place=place, title=title or column_letter(place), column=column))
    return Headings(row=row, cells=tuple(_with_stand_ins(sheet, found, told)))


def _with_stand_ins(sheet: Sheet, found: Sequence[Heading], told: Mapping[int, str]) -> Iterator[Heading]:
    """The headings, those nobody knows taken for columns that lack a heading of their own."""
    have = {heading.column for heading in found}
    lacking = {fold(word): c for c in sheet.columns if c not in have for word in c.stand_ins}
    for heading in found:
        column = lacking.get(fold(heading.title)) if heading.column is None and heading.place not in told else None
        if column is None or column in have:
            yield heading
        else:
            have.add(column)
            yield replace(heading, column=column)


def likely_sheet(sheets: Sequence[Sheet], cells: Cells) -> Sheet | None:
    """The sheet whose needed columns all have a heading and that knows most headings; None where none stands out."""
    counts: dict[str, int] = {}
    for sheet in sheets:
        headings = find_headings(sheet, cells)
        have = {heading.column for heading in headings.cells} - {None} if headings else set()
        if len(have) > 1 and all(column in have for column in sheet.columns if column.required):
            counts[sheet.name] = len(have)
    best = [sheet for sheet in sheets if counts.get(sheet.name) == max(counts.values(), default=0)]
    return best[0] if counts and len(best) == 1 else None


def guess_heading_row(cells: Cells) -> int | None:
    """The first row of several texts, where no heading is known."""
    for number, row in enumerate(cells[:HEADING_ROWS]):
        filled = [cell for cell in row if not is_blank(cell)]
        if len(filled) > 1 and all(isinstance(cell, str) and any(c.isalpha() for c in cell) for cell in filled):
            return number
    return None


def read_table(sheet: Sheet, cells: Cells, answers: Answers = NO_ANSWERS) -> Table:
    """All rows of a sheet, typed; every cell that cannot be read is a finding."""
    table = Table(sheet=sheet, dates=answers.get(dates_key(sheet.name), ""))
    headings = find_headings(sheet, cells, answers)
    if headings is None:
        table.headed = all(_empty(row) for row in cells)
        if not table.headed:
            needed = ", ".join(c.name for c in sheet.columns if c.required)
            table.findings.append(make_finding("no_heading", Place(sheet=sheet.name), columns=needed))
        return table
    told = told_columns(sheet.name, answers, len(cells[headings.row]))
    columns = _match_columns(table, headings, {place for place, name in told.items() if name == SKIP})
    table.headed = all(finding.severity is Severity.WARNING for finding in table.findings)
    _read_rows(table, columns, _numbered(cells, headings.row), _width(cells[headings.row]))
    return table


def _width(heading: Sequence[Cell]) -> int:
    """Columns up to the last heading."""
    return max(position for position, cell in enumerate(heading, start=1) if not is_blank(cell))


def _numbered(cells: Cells, heading: int) -> Iterable[tuple[int, Sequence[Cell]]]:
    return ((number, row) for number, row in enumerate(cells[heading + 1 :], start=heading + 2) if not _empty(row))


def _empty(row: Sequence[Cell]) -> bool:
    return all(is_blank(cell) for cell in row)


def count_headings(known: Mapping[str, Column], row: Sequence[Cell]) -> int:
    """How many cells of a row are among the known headings."""
    return sum(fold(cell_text(cell)) in known for cell in row)


def _heading_row(sheet: Sheet, cells: Cells) -> int | None:
    """The first row that holds most headings, None where no row holds any."""
    known = sheet.columns_by_heading
    counts = [count_headings(known, row) for row in cells[:HEADING_ROWS]]
    best = max(counts, default=0)
    return counts.index(best) if best else None


def _match_columns(table: Table, headings: Headings, skipped: Collection[int]) -> dict[int, Column]:
    sheet, number = table.sheet, headings.row + 1
    columns: dict[int, Column] = {}
    strangers: list[str] = []
    for heading in headings.cells:
        if heading.column is None:
            strangers += [] if heading.place in skipped else [heading.title]
        elif heading.column in columns.values():
            place = Place(sheet=sheet.name, row=number, column=heading.title)
            table.findings.append(make_finding("double_column", place))
        else:
            columns[heading.place] = heading.column
            table.titles[heading.column.name] = heading.title
    missing = [c for c in sheet.columns if c not in columns.values()]
    table.findings += [_stranger(sheet, title, number, missing) for title in strangers]
    for column in missing:
        if column.required:
            place = Place(sheet=sheet.name, row=number, column=column.name)
            table.findings.append(make_finding("missing_column", place, help_id=column.help_id, help_en=column.help_en))
    return columns


def _stranger(sheet: Sheet, title: str, number: int, missing: Sequence[Column]) -> Finding:
    """A heading nobody knows: refused where it looks like a column that is missing, else a warning."""
    headings = [heading for column in missing for heading in column.headings if column.name != "note"]
    near = nearest_sentences(title, headings, likeness=LIKENESS)
    looks_like_ours = bool(near["nearest_id"])
    place = Place(sheet=sheet.name, row=number, column=title)
    return (
        make_finding("misspelt_column", place, **near)
        if looks_like_ours
        else make_warning("unknown_column", place, **near)
    )


def _read_rows(
    table: Table, columns: dict[int, Column], rows: Iterable[tuple[int, Sequence[Cell]]], width: int
) -> None:
    for number, cells in rows:
        if _is_example(columns, cells):
            table.example_rows.append((number, next(cell_text(cell) for cell in cells if not is_blank(cell))))
            continue
        before = len(table.findings)
        values = _read_cells(table, columns, number, cells)
        extra = [cell_text(cell) for cell in cells[width:] if not is_blank(cell)]
        if extra:
            place = Place(sheet=table.sheet.name, row=number, value=" ".join(extra))
            table.findings.append(make_finding("extra_cells", place))
        table.rows.append(Row(number=number, values=values, sound=table.headed and len(table.findings) == before))


def _is_example(columns: dict[int, Column], cells: Sequence[Cell]) -> bool:
    notes = [cells[p] for p, column in columns.items() if column.name == "note" and p < len(cells)]
    return any(fold(cell_text(note)) in EXAMPLE_MARKS for note in notes)


def _read_cells(table: Table, columns: dict[int, Column], number: int, cells: Sequence[Cell]) -> Values:
    values: dict[str, Any] = {}
    for position, column in columns.items():
        cell = cells[position] if position < len(cells) else None
        key = column.field or column.name
        if isinstance(cell, str) and (key, cell) in table.texts:
            values[key] = table.texts[key, cell]
        elif is_blank(cell):
            if column.required:
                table.findings.append(cell_finding("blank", table.sheet, number, column))
        elif column.name != "note":
            _read_cell(table, values, number, column, cell)
    return values


def _read_cell(table: Table, values: dict[str, Any], number: int, column: Column, cell: Cell) -> None:
    key = column.field or column.name
    if column.read in DATE_READERS:
        table.dated.setdefault(key, []).append(cell)
    try:
        values[key] = column.read(in_order(cell, table.dates) if column.read in DATE_READERS else cell)
    except Unreadable as fault:
        table.findings.append(cell_finding(fault.code, table.sheet, number, column, cell_text(cell)))
    else:
        if isinstance(cell, str):
            table.texts[key, cell] = values[key]


def cell_finding(code: str, sheet: Sheet, number: int, column: Column, value: str = "") -> Finding:
    """A finding about one cell; its way out says what the column takes."""
    place = Place(sheet=sheet.name, row=number, column=column.name, value=value)
    return make_finding(code, place, help_id=column.help_id, help_en=column.help_en)
