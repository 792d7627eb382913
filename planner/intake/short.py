"""The short form: a row an agency with its officers and months of visits, and a sheet of opening hours.

For the mall that has nothing else. Its rows become those of the ordinary sheets, which judge them; findings go back to
the cell of the form, in its words.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from planner.domain.errors import Finding
from planner.intake.cells import Cell, cell_text, fold, is_blank
from planner.intake.matching import NO_ANSWERS, column_letter, unit_key
from planner.intake.messages import Place, make_finding, make_warning, reworded
from planner.intake.questions import Answers, Question
from planner.intake.settings import SHEET as SETTINGS_SHEET
from planner.intake.settings import Settings, read_settings
from planner.intake.short_examples import FormRow, Kind, example_question, settled, unmarked
from planner.intake.short_hours import DAYS, HOURS_TITLE, NAME, UNIT, ZONE, Hours, read_hours, settings_content
from planner.intake.tables import HEADING_ROWS, Cells
from planner.intake.values import Unreadable, read_month, read_number

FORM_TITLE, LIST_TITLE = "isian singkat", "daftar layanan"
FORM_TITLES = (FORM_TITLE, "short form")
HOURS_TITLES = (HOURS_TITLE, "opening hours")
AGENCY, OFFICERS, SERVICE, MINUTES, NOTE = "instansi", "petugas", "layanan utama", "menit per orang", "catatan"
HEADINGS: Mapping[str, tuple[str, ...]] = {
    AGENCY: ("instansi", "nama instansi", "opd", "gerai", "agency"),
    OFFICERS: ("petugas", "jumlah petugas", "officers"),
    SERVICE: ("layanan utama", "layanan", "main service"),
    MINUTES: ("menit per orang", "menit", "menit per kunjungan", "minutes a visit"),
    NOTE: ("catatan", "keterangan", "note"),
}
_MINUTE_FIELDS = ("setup_minutes", "need_minutes", "need_minutes_low", "need_minutes_high")
_COLUMNS = {"id": AGENCY, "name": AGENCY, "agency": AGENCY, "desk": AGENCY, "officers_count": OFFICERS} | dict.fromkeys(
    _MINUTE_FIELDS, MINUTES
)
_KEYS = {"name": NAME, "zone": ZONE}
VALUES = "B"  # the column of the sheet of hours that is filled in
FILLED_BY_US = ("counters_assumed", "skills_assumed")  # the form asks for neither; the preview says what is assumed
TOLD_OF_AN_EMPTY_FORM = ("missing_sheet", "missing_officers", "missing_visits")
IN_WORDS_OF_THE_FORM = {
    "missing_settings": ("missing_hours", HOURS_TITLE),
    "missing_officers": ("form_officers", FORM_TITLE),
    "missing_visits": ("form_visits", FORM_TITLE),
    "desk_without_officer": ("form_without_officer", FORM_TITLE),
}


@dataclass(slots=True, kw_only=True)
class ShortForm:
    """The form as ordinary sheets.

    cells   : rows of agencies, desks, services and months. places: (sheet, row) -> cell of the form it was made from.
    letters : (sheet, column) of the form -> its letter in the file. rows: key of the sheet of hours -> its row.
    answers : what the form says of its own numbers. asked: what only its owner knows.
    findings: what only the form can have wrong.
    """

    cells: dict[str, Cells] = field(default_factory=dict)
    places: dict[tuple[str, int], Place] = field(default_factory=dict)
    letters: dict[tuple[str, str], str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    settings: Settings | None = None
    answers: dict[str, str] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """True while no agency is filled in: that is then the one thing to say."""
        return not self.places

    def as_written(self, finding: Finding) -> Finding | None:
        """The finding at the cell of the form, None where the form has said it; others stay where they are."""
        if self._is_told(finding):
            return None
        placed = self._placed(finding)
        code, sheet = IN_WORDS_OF_THE_FORM.get(finding.code, ("", ""))
        return reworded(code, replace(placed, sheet=sheet)) if code else placed

    def _is_told(self, finding: Finding) -> bool:
        of_empty = self.is_empty and finding.code in TOLD_OF_AN_EMPTY_FORM and finding.sheet != FORM_TITLE
        without_officers = any(f.code == "blank" and f.column == OFFICERS for f in self.findings)
        return of_empty or finding.code in FILLED_BY_US or (finding.code == "missing_officers" and without_officers)

    def _placed(self, finding: Finding) -> Finding:
        if finding.sheet == SETTINGS_SHEET and self.settings is not None:
            key = _KEYS.get(finding.column, finding.column)
            return replace(finding, sheet=HOURS_TITLE, column=key, row=self.rows.get(key))
        place = self.places.get((finding.sheet, finding.row or 0))
        if place is None:
            return replace(finding, sheet=FORM_TITLE) if finding.sheet in self.cells else finding
        column = place.column or _COLUMNS.get(finding.column, finding.column)
        return replace(finding, sheet=place.sheet, row=place.row, column=column)


def short_kind(title: str) -> str:
    """FORM_TITLE or HOURS_TITLE for a sheet of the form, "" for any other."""
    known = {**dict.fromkeys(FORM_TITLES, FORM_TITLE), **dict.fromkeys(HOURS_TITLES, HOURS_TITLE)}
    return known.get(fold(title), "")


def read_short(form: Cells, hours: Cells | None, answers: Answers = NO_ANSWERS) -> ShortForm:
    """The ordinary sheets that the form stands for; `answers` to what it asked before."""
    made = ShortForm()
    told = _add_hours(made, read_hours(hours)) if hours is not None else {}
    _add_rows(made, form, told.get(DAYS), answers)
    return made


def _add_hours(made: ShortForm, hours: Hours) -> Mapping[str, Any]:
    """Take over what the sheet of hours says; the same, by its key."""
    made.findings += hours.findings
    made.rows = {key: place.row or 0 for key, place in hours.places.items()}
    made.letters |= {(HOURS_TITLE, key): VALUES for key in hours.places}
    made.answers |= {unit_key("visits_monthly"): str(hours.told[UNIT])} if UNIT in hours.told else {}
    made.settings = read_settings(settings_content(hours.told))
    return hours.told


def _add_rows(made: ShortForm, form: Cells, days: Any, answers: Answers) -> None:
    sheets: dict[str, list[list[Cell]]] = {
        "agencies": [["id", "name", "open_weekdays"]],
        "desks": [["id", "agency", "name", "officers_count", "lunch_cover"]],
        "services": [["id", "desk", "name", *_MINUTE_FIELDS]],
        "visits_monthly": [["month", "desk", "visits"]],
    }
    made.cells = dict(sheets)
    heading = _heading_row(form)
    if heading is None:
        if any(not is_blank(cell) for row in form for cell in row):
            columns = f"{AGENCY}, {OFFICERS}"
            made.findings.append(make_finding("no_heading", Place(sheet=FORM_TITLE), columns=columns))
        return
    places, months = _columns(made, form[heading], heading + 1)
    first: dict[str, int] = {}
    for number, row in enumerate(form[heading + 1 :], start=heading + 2):
        cells = {name: row[place] if place < len(row) else None for name, place in places.items()}
        texts = {name: cell_text(cell) for name, cell in cells.items()}
        texts[AGENCY] = unmarked(texts[AGENCY])
        if _is_to_be_read(made, number, (row, cells, months), answers) and _is_new(made, first, texts[AGENCY], number):
            _add_agency(made, sheets, number, texts, (cells, days))
            _add_months(made, sheets["visits_monthly"], number, texts[AGENCY], (row, months))
    if made.is_empty and not made.asked:
        made.findings.append(make_finding("empty_form", Place(sheet=FORM_TITLE)))


def _is_to_be_read(
    made: ShortForm, number: int, given: tuple[Sequence[Cell], Mapping[str, Cell], Mapping[int, date]], answers: Answers
) -> bool:
    """False for a blank row, and for a printed example, which is named; whose row it is may be asked."""
    row, cells, months = given
    texts = {name: cell_text(cell) for name, cell in cells.items()}
    note = texts.get(NOTE, "")
    if all(is_blank(cell) or cell_text(cell) == note for cell in row):
        return False
    visits = [row[place] if place < len(row) else None for place in months]
    kind = FormRow(name=texts[AGENCY], note=note, officers=cells[OFFICERS], visits=visits).kind
    place = Place(sheet=FORM_TITLE, row=number, column=AGENCY, value=unmarked(texts[AGENCY]))
    if kind is Kind.ASKED:
        made.asked.append(example_question(place, slug(place.value) or str(number)))
        kind = settled(kind, made.asked[-1], answers)
    if kind is Kind.REWRITTEN:
        made.findings.append(make_warning("example_rewritten", place))
    elif kind is Kind.AS_PRINTED:
        made.findings.append(make_warning("example_row", place))
    return kind in (Kind.OWN, Kind.REWRITTEN)


def _is_new(made: ShortForm, first: dict[str, int], name: str, number: int) -> bool:
    """False for an agency that stands in two rows, which is told once."""
    before = first.setdefault(slug(name), number)
    if before != number:
        place = Place(sheet=FORM_TITLE, row=number, column=AGENCY, value=name)
        made.findings.append(make_finding("duplicate", place, first_row=before))
    return before == number


def _heading_row(form: Cells) -> int | None:
    """The first row with a heading for the agencies and one for their officers."""
    for number, row in enumerate(form[:HEADING_ROWS]):
        texts = {fold(cell_text(cell)) for cell in row}
        if texts & set(HEADINGS[AGENCY]) and texts & set(HEADINGS[OFFICERS]):
            return number
    return None


def _columns(made: ShortForm, row: Sequence[Cell], number: int) -> tuple[dict[str, int], dict[int, date]]:
    """Places of the named columns, and of the months."""
    places: dict[str, int] = {}
    months: dict[int, date] = {}
    for place, cell in enumerate(row):
        name = next((name for name, words in HEADINGS.items() if fold(cell_text(cell)) in words), None)
        if name is not None:
            places.setdefault(name, place)
            made.letters.setdefault((FORM_TITLE, name), column_letter(place))
        elif not is_blank(cell):
            _add_month_heading(made, months, place, (cell, number))
    return places, months


def _add_month_heading(made: ShortForm, months: dict[int, date], place: int, heading: tuple[Cell, int]) -> None:
    cell, number = heading
    where = Place(sheet=FORM_TITLE, row=number, value=cell_text(cell))
    try:
        month = read_month(cell)
    except Unreadable:
        made.findings.append(make_finding("not_a_month", where))
        return
    if month in months.values():
        made.findings.append(make_finding("double_column", where))
    months[place] = month
    made.letters.setdefault((FORM_TITLE, f"{month:%Y-%m}"), column_letter(place))


def _add_agency(
    made: ShortForm,
    sheets: Mapping[str, list[list[Cell]]],
    number: int,
    texts: Mapping[str, str],
    given: tuple[Mapping[str, Cell], Any],
) -> None:
    """An agency is one desk with one service until more is known.

    Where one officer is all there is, the desk closes while he eats: nobody could cover it, and asking for it would
    have him stay away on Friday mornings instead.
    """
    cells, days = given
    name, officers = texts[AGENCY], cells[OFFICERS]
    if is_blank(officers):
        help_id, help_en = "jumlah petugasnya, 0 bila tidak ada", "the number of its officers, 0 for none"
        place = Place(sheet=FORM_TITLE, row=number, column=OFFICERS)
        made.findings.append(make_finding("blank", place, help_id=help_id, help_en=help_en))
    own = slug(name)
    rows: dict[str, list[Cell]] = {
        "agencies": [own, name, days],
        "desks": [own, own, name, officers, "tidak" if cell_text(officers) == "1" else None],
        "services": [own, own, texts.get(SERVICE) or f"Pelayanan {name}", *_minutes(made, number, cells.get(MINUTES))],
    }
    for sheet, row in rows.items():
        sheets[sheet].append(row)
        made.places[sheet, len(sheets[sheet])] = Place(sheet=FORM_TITLE, row=number)


def _minutes(made: ShortForm, number: int, cell: Cell) -> tuple[float | None, ...]:
    """Set-up, minutes and their range: `17` is measured, `14,8-19,4` lies between; blank leaves it to the catalogue."""
    parts = [cell] if not isinstance(cell, str) else re.split(r"\s*(?:-|–|sampai|s/d)\s*", cell.strip())
    if all(is_blank(part) for part in parts):
        return (None,) * len(_MINUTE_FIELDS)
    try:
        found = sorted(read_number(part) for part in parts[:2])
    except Unreadable as fault:
        help_ = {"help_id": "menit, misalnya 12 atau 9-15", "help_en": "minutes, e.g. 12 or 9-15"}
        place = Place(sheet=FORM_TITLE, row=number, column=MINUTES, value=cell_text(cell))
        made.findings.append(make_finding(fault.code, place, **help_))
        return (None,) * len(_MINUTE_FIELDS)
    return (0, found[0], None, None) if len(found) == 1 else (0, sum(found) / 2, *found)


def _add_months(
    made: ShortForm, rows: list[list[Cell]], number: int, agency: str, given: tuple[Sequence[Cell], Mapping[int, date]]
) -> None:
    row, months = given
    before = len(rows)
    for place, month in months.items():
        if place < len(row) and not is_blank(row[place]) and cell_text(row[place]) != "-":
            rows.append([month, slug(agency), row[place]])
            made.places["visits_monthly", len(rows)] = Place(sheet=FORM_TITLE, row=number, column=f"{month:%Y-%m}")
    if len(rows) == before:
        at = Place(sheet=FORM_TITLE, row=number, column=AGENCY, value=agency)
        made.findings.append(make_warning("form_no_months", at))


def slug(name: str) -> str:
    """An id made of a name."""
    return re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")
