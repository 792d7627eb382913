"""What the files of an upload say: a whole mall, or counts for the mall that is stored, with what is asked of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from planner.domain.errors import Finding, InvalidFile, Severity
from planner.domain.history import History
from planner.domain.mall import Mall
from planner.domain.periods import DayType
from planner.intake.cells import Cell, cell_text, is_blank
from planner.intake.columns import Sheet
from planner.intake.far_months import far_months
from planner.intake.leave_out import leave_out, refused_rows
from planner.intake.matching import SKIP, column_key, column_letter, sheet_key, unit_key
from planner.intake.questions import Answers, Question
from planner.intake.read import Examined, examine_source
from planner.intake.rekap import UNIT_CHOICES, rekap_unit_key
from planner.intake.settings import Settings
from planner.intake.sheets import SHEETS
from planner.intake.short import FORM_TITLE
from planner.intake.sources import REKAP, Source, open_source
from planner.intake.tables import Cells, Headings, find_headings, likely_sheet
from planner.planning.stored import ImportContent
from planner.report.language import Language
from webapp.imports.uploads import Upload

COUNTS = frozenset({"visits", "visits_monthly", "tickets", "rekap"})
KINDS = (
    "visits",
    "visits_monthly",
    REKAP,
    "tickets",
    "desks",
    "services",
    "officers",
    "agencies",
    "skills",
    "leave",
    "calendar",
    "counters",
    "roster_given",
)  # of a sheet of no known name, the likeliest first; the others come in our own workbook only
UNITS = tuple(choice.value for choice in UNIT_CHOICES)
COUNTED_IN_UNITS = ("visits", "visits_monthly")
ASSUMED_UNIT = "visits"
FOR_ALL = ("question", "unknown_sheet", "hidden_sheet", "merged_cells")
EXAMPLES_LEFT = ("example_row", "example_rows")
LEFT_UNREAD = {"unknown_sheet": "sheet", "unknown_column": "column"}  # code -> what of the finding names it
PLACES_SHOWN = 10  # of one kind of finding; all stand in the list
SAMPLES = 3
MOST_STRANGERS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRead:
    """A heading of the file and its first values.

    chosen  : the column it is taken for, SKIP where it is left out, "" for a heading nobody knows.
    guessed : the column its words say, "" where they say none.
    """

    key: str
    letter: str
    heading: str
    chosen: str
    guessed: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRead:
    """What the numbers of a sheet are taken to count."""

    key: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRead:
    """A sheet that was found: its title in the file, its columns and the number of its rows.

    sheet : which of ours it is; None for the short form and for monthly sheets, whose columns have no choice.
    """

    title: str
    sheet: Sheet | None
    rows: int
    columns: tuple[ColumnRead, ...] = ()
    unit: UnitRead | None = None
    samples: tuple[str, ...] = ()
    is_told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """A sheet of no known name, with its first rows.

    told : the kind it was said to be, SKIP for none of ours; else the one that its headings speak for.
    """

    title: str
    key: str
    told: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a finding lies, in the reader's words: the sheet and its cell, `B17`, as far as they are known."""

    sheet: str
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingKind:
    """Findings of one sentence: the first stands for all. shown: with their places, as many as a page holds."""

    first: Finding
    shown: tuple[tuple[Finding, Place], ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The files as read with the answers so far.

    content  : what would be saved; None when something refuses the files. rest: what would be saved without the
               `left_out` rows, where leaving those out is all it takes. places: one of each finding.
    """

    answers: Answers
    sheets: tuple[SheetRead, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    findings: tuple[Finding, ...] = ()
    places: tuple[Place, ...] = ()
    questions: tuple[Question, ...] = ()
    open: tuple[Question, ...] = ()
    content: ImportContent | None = None
    rest: ImportContent | None = None
    left_out: int = 0
    is_short: bool = False

    @property
    def refused(self) -> tuple[Finding, ...]:
        """Findings that stop the import and only another file can mend; questions are answered in the pages."""
        return tuple(f for f in self.findings if f.severity is Severity.REFUSED and f.code != "question")

    @property
    def examples(self) -> tuple[str, ...]:
        """Names of the example rows that were left out, or of their sheets."""
        return tuple(f.value or f.sheet for f in self.findings if f.code in EXAMPLES_LEFT)

    @property
    def unread(self) -> tuple[str, ...]:
        """Sheets and columns that nobody knows and that were left out."""
        return tuple(getattr(f, LEFT_UNREAD[f.code]) for f in self.findings if f.code in LEFT_UNREAD)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Findings worth a look; what was left unread is told on its own, and so are questions."""
        told = {"question", *EXAMPLES_LEFT, *LEFT_UNREAD}
        return tuple(f for f in self.findings if f.severity is Severity.WARNING and f.code not in told)

    @property
    def placed(self) -> tuple[tuple[Finding, Place], ...]:
        """Findings with their places, those that refuse first; questions are asked on a page of their own."""
        told = [pair for pair in zip(self.findings, self.places, strict=True) if pair[0].code != "question"]
        return tuple(sorted(told, key=lambda pair: pair[0].severity is not Severity.REFUSED))

    @property
    def kinds(self) -> tuple[FindingKind, ...]:
        """The same by their sentence, in the order in which each comes first."""
        kinds: dict[tuple[str, ...], list[tuple[Finding, Place]]] = {}
        for finding, place in self.placed:
            kinds.setdefault((finding.severity, finding.problem_id, finding.remedy_id), []).append((finding, place))
        return tuple(
            FindingKind(first=found[0][0], shown=tuple(found[:PLACES_SHOWN]), count=len(found))
            for found in kinds.values()
        )

    @property
    def told_columns(self) -> tuple[ColumnRead, ...]:
        """Columns that somebody set otherwise than their headings say."""
        return tuple(c for sheet in self.sheets for c in sheet.columns if c.chosen != c.guessed)

    @property
    def offered(self) -> dict[str, tuple[str, ...]]:
        """Every key that may be answered about sheets and columns, and its values."""
        keys = {stranger.key: (*KINDS, SKIP) for stranger in self.strangers}
        for read in self.sheets:
            keys |= {sheet_key(read.title): (*KINDS, SKIP)} if read.is_told else {}
            names = (*(column.name for column in read.sheet.columns), SKIP) if read.sheet else ()
            keys |= {column.key: names for column in read.columns if names}
            keys |= {read.unit.key: UNITS} if read.unit else {}
        return keys


def read_upload(upload: Upload, stored: Mall | None, today: date) -> Reading:
    """Read everything; faults are findings, never exceptions."""
    answers = upload.answers()
    try:
        source = open_source(upload.path, answers)
    except InvalidFile as fault:
        places = tuple(Place(sheet=f.sheet, cell="") for f in fault.findings)
        return Reading(answers=answers, findings=fault.findings, places=places)
    counts_only = stored is not None and source.cells.keys() <= COUNTS and source.settings is None
    known = {**source.answers, **answers}
    return _Reader(
        upload=upload, source=source, answers=known, today=today, stored=stored if counts_only else None
    ).reading()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """One reading. stored: the mall the counts are for, None where the files bring their own."""

    upload: Upload
    source: Source
    answers: Answers
    today: date
    stored: Mall | None

    def reading(self) -> Reading:
        sheets = tuple(_sheets_read(self.source, self.answers))
        own = {*self.source.cells, *self.source.rekaps}
        named = [sheet for sheet in SHEETS if sheet.name in own]
        headings = {s.name: find_headings(s, self.source.cells[s.name], self.answers) for s in named}
        if self.stored is not None:
            _add_stored_mall(self.source, self.stored)
        found = self._examined()
        is_unread = any(f.severity is Severity.REFUSED for f in self.source.findings) and not own
        shown = self.source.findings if is_unread else found.findings
        findings = tuple(f for f in shown if self.stored is None or _is_of_counts(f, own))
        rows = None if not found.is_refused else refused_rows(found.findings)
        return Reading(
            answers=self.answers,
            sheets=sheets,
            strangers=tuple(_strangers(self.source, self.answers))[:MOST_STRANGERS],
            findings=findings,
            places=tuple(_place(finding, headings, self.source) for finding in findings),
            questions=found.questions,
            open=found.open,
            content=None if found.is_refused else self._content(found),
            rest=self._rest(rows) if rows else None,
            left_out=len(rows) if rows else 0,
            is_short=self.source.short is not None,
        )

    def _examined(self) -> Examined:
        return examine_source(self.source, today=self.today, answers=self.answers, stored=self.stored)

    def _rest(self, rows: frozenset[tuple[str, int]]) -> ImportContent | None:
        """What is left without the refused rows, None where that is nothing or still refused."""
        rest = replace(self, source=replace(self.source, cells=dict(self.source.cells)))
        leave_out(rest.source, rows)
        found = rest._examined()
        return None if found.is_refused or found.history == History() else self._content(found)

    def _content(self, found: Examined) -> ImportContent:
        """Counts alone change the mall only where they open days of its calendar."""
        same = self.stored is not None and found.mall == self.stored
        return ImportContent(
            file_name=self.upload.title,
            file_hash=self.upload.content_hash(),
            history=found.history,
            mall=None if same else found.mall,
        )


def _is_of_counts(finding: Finding, own: set[str]) -> bool:
    """True for what the files themselves show; what is missing for a whole mall stands in the store."""
    if finding.severity is Severity.REFUSED:
        return True
    return finding.code != "closed_day_visits" and (finding.sheet in own or finding.code in FOR_ALL)


def _place(finding: Finding, headings: Mapping[str, Headings | None], source: Source) -> Place:
    """The sheet by its title in the file, and the cell as a spreadsheet names it."""
    found = headings.get(finding.sheet)
    titled = {heading.title: column_letter(heading.place) for heading in (found.cells if found else ())}
    if source.short is not None:
        titled |= {column: at for (sheet, column), at in source.short.letters.items() if sheet == finding.sheet}
    letter, row = titled.get(finding.column, ""), "" if finding.row is None else str(finding.row)
    cell = f"{letter}{row}" if letter and row else ""
    return Place(sheet=source.titles.get(finding.sheet, finding.sheet), cell=cell)


def _sheets_read(source: Source, answers: Answers) -> Iterable[SheetRead]:
    if source.short is not None:
        agencies = source.short.cells["agencies"][1:]
        names = tuple(dict.fromkeys(cell_text(row[1]) for row in agencies))[:SAMPLES]
        yield SheetRead(title=FORM_TITLE, sheet=None, rows=len(agencies), samples=names)
    for sheet in SHEETS:
        of_form = source.short is not None and sheet.name in source.short.cells
        if sheet.name in source.cells and not of_form:
            yield _sheet_read(sheet, source, answers)
    for title, cells in source.rekaps.items():
        key = rekap_unit_key(title)
        unit = UnitRead(key=key, value=answers.get(key, ""))
        yield SheetRead(
            title=title,
            sheet=None,
            rows=len(cells),
            unit=unit,
            samples=_first_texts(cells),
            is_told=sheet_key(title) in answers,
        )


def _sheet_read(sheet: Sheet, source: Source, answers: Answers) -> SheetRead:
    cells, title = source.cells[sheet.name], source.titles.get(sheet.name, sheet.name)
    found, guessed = find_headings(sheet, cells, answers, guess=True), find_headings(sheet, cells)
    names = {h.place: h.column.name for h in (guessed.cells if guessed else ()) if h.column}
    columns = tuple(
        ColumnRead(
            key=column_key(sheet.name, heading.place),
            letter=column_letter(heading.place),
            heading=heading.title,
            chosen=answers.get(column_key(sheet.name, heading.place), heading.column.name if heading.column else ""),
            guessed=names.get(heading.place, ""),
            samples=_samples(cells, found.row, heading.place),
        )
        for heading in (found.cells if found else ())
    )
    asks_unit = sheet.name in COUNTED_IN_UNITS and "unit" not in {column.chosen for column in columns}
    key = unit_key(sheet.name)
    return SheetRead(
        title=title,
        sheet=sheet,
        rows=_filled_rows(cells, found.row + 1 if found else 0),
        columns=columns,
        unit=UnitRead(key=key, value=answers.get(key, ASSUMED_UNIT)) if asks_unit else None,
        is_told=sheet_key(title) in answers,
    )


def _filled_rows(cells: Cells, first: int) -> int:
    return sum(any(not is_blank(cell) for cell in row) for row in cells[first:])


def _samples(cells: Cells, heading: int, place: int) -> tuple[str, ...]:
    """The first different values below a heading, as text."""
    below = (_shown(row[place]) for row in cells[heading + 1 : heading + 200] if place < len(row))
    return tuple(dict.fromkeys(text for text in below if text))[:SAMPLES]


def _shown(cell: Cell) -> str:
    """A cell as text; midnight of a date is not shown."""
    return cell_text(cell).removesuffix(" 00:00:00")[:40]


def _first_texts(cells: Cells) -> tuple[str, ...]:
    """The first texts of a monthly sheet: its titles and first names."""
    texts = (_shown(cell) for row in cells[:20] for cell in row[:3] if isinstance(cell, str))
    return tuple(dict.fromkeys(text for text in texts if any(c.isalpha() for c in text)))[: 2 * SAMPLES]


def _strangers(source: Source, answers: Answers) -> Iterable[Stranger]:
    for title, cells in source.strangers.items():
        filled = [row for row in cells[:20] if any(not is_blank(cell) for cell in row)][:SAMPLES]
        rows = (" · ".join(_shown(cell) for cell in row[:8] if not is_blank(cell)) for row in filled)
        key = sheet_key(title)
        likely = likely_sheet([sheet for sheet in SHEETS if sheet.name in KINDS], cells)
        told = answers.get(key, likely.name if likely else "")
        yield Stranger(title=title, key=key, told=told, rows=tuple(rows))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MallRead:
    """The mall of the files in a few numbers, so that a missing one is seen. days: when an agency opens, as text."""

    name: str
    agencies: int
    desks: int
    services: int
    officers: int
    opens: time
    closes: time
    last_ticket: time
    days: str


A_MONDAY = date(2026, 1, 5)


def mall_read(content: ImportContent, language: Language) -> MallRead | None:
    """The mall as it was read, None for counts alone."""
    mall = content.mall
    if mall is None:
        return None
    normal, days = mall.timetable(DayType.NORMAL), {d for agency in mall.agencies for d in agency.open_weekdays}
    return MallRead(
        name=mall.name,
        agencies=len(mall.agencies),
        desks=len(mall.desks),
        services=len(mall.services),
        officers=len(mall.officers),
        opens=normal.open,
        closes=normal.sessions[-1].end,
        last_ticket=normal.last_ticket,
        days=", ".join(language.weekday(A_MONDAY + timedelta(days=day)) for day in sorted(days)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """The monthly totals of an agency or a desk as they were read, in the order of `months_read`.

    far : places of totals that lie far from the others.
    """

    name: str
    visits: tuple[int | None, ...]
    far: frozenset[int] = frozenset()


def months_read(content: ImportContent) -> tuple[date, ...]:
    """The months of which there are totals, the last twelve."""
    return tuple(sorted({count.month for count in content.history.months}))[-12:]


def month_rows(content: ImportContent, stored: Mall | None) -> tuple[MonthRow, ...]:
    """One row for each agency or desk with totals, so that a figure in the wrong column is seen."""
    mall, months = content.mall or stored, months_read(content)
    names = {d.id: d.name for d in mall.desks} | {a.id: a.name for a in mall.agencies} if mall else {}
    found: dict[str, dict[date, int]] = {}
    far: dict[str, set[date]] = {}
    for count in content.history.months:
        found.setdefault(str(count.agency or count.desk), {})[count.month] = count.visits
    for count in (content.history.months[month.index] for month in far_months(content.history.months)):
        far.setdefault(str(count.agency or count.desk), set()).add(count.month)
    return tuple(
        MonthRow(
            name=names.get(key, key),
            visits=tuple(by_month.get(month) for month in months),
            far=frozenset(place for place, month in enumerate(months) if month in far.get(key, ())),
        )
        for key, by_month in found.items()
    )
