"""The short form: a row an agency with its officers and months of visits, and a sheet of opening hours.

For the mall that has nothing else. Its rows become those of the ordinary sheets, which judge them; findings go back to
the cell of the form. Hours that are not asked (sessions, breaks, Ramadan) are those of the template, cut to opening.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from importlib.resources import files
from typing import Any

from planner.domain.errors import Finding
from planner.domain.history import VisitUnit
from planner.domain.periods import clock_of_minute, minute_of_day
from planner.intake.cells import Cell, cell_text, fold, is_blank
from planner.intake.matching import unit_key
from planner.intake.messages import Place, make_finding, make_warning
from planner.intake.settings import SHEET as SETTINGS_SHEET
from planner.intake.settings import Settings, read_settings
from planner.intake.sheets import EXAMPLE_MARKS, UNITS
from planner.intake.tables import HEADING_ROWS, Cells
from planner.intake.values import Unreadable, read_choice, read_month, read_number, read_time, read_weekdays

FORM_TITLE, HOURS_TITLE, LIST_TITLE = "isian singkat", "jam buka", "daftar layanan"
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
NAME, ZONE, DAYS, OPENS, CLOSES, LAST, FRIDAY, SATURDAY, UNIT = (
    "nama mal",
    "zona waktu",
    "hari buka",
    "jam buka",
    "jam tutup",
    "tiket terakhir",
    "jam tutup jumat",
    "jam tutup sabtu",
    "angka bulanan menghitung",
)
CLOCKS = (OPENS, CLOSES, LAST, FRIDAY, SATURDAY)
HOUR = 60
SATURDAY_CLOSES = time(12, 0)
_MINUTE_FIELDS = ("setup_minutes", "need_minutes", "need_minutes_low", "need_minutes_high")
_COLUMNS = {"id": AGENCY, "name": AGENCY, "agency": AGENCY, "desk": AGENCY, "officers_count": OFFICERS} | dict.fromkeys(
    _MINUTE_FIELDS, MINUTES
)
_KEYS = {"name": NAME, "zone": ZONE, "day_types.normal.last_ticket": LAST, "day_types.normal.sessions": OPENS}
TOLD_OF_AN_EMPTY_FORM = ("missing_sheet", "missing_officers", "missing_visits")
_CLOCK_HELP = {"help_id": "jam, misalnya 08:00", "help_en": "a clock time, e.g. 08:00"}


@dataclass(slots=True, kw_only=True)
class ShortForm:
    """The form as ordinary sheets.

    cells   : rows of agencies, desks, services and months. places: (sheet, row) -> cell of the form it was made from.
    answers : what the form says of its own numbers. findings: what only the form can have wrong.
    """

    cells: dict[str, Cells] = field(default_factory=dict)
    places: dict[tuple[str, int], Place] = field(default_factory=dict)
    settings: Settings | None = None
    answers: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """True while no agency is filled in: that is then the one thing to say."""
        return not self.places

    def as_written(self, finding: Finding) -> Finding | None:
        """The finding at the cell of the form, None where the form has said it; others stay where they are."""
        if self.is_empty and finding.code in TOLD_OF_AN_EMPTY_FORM and finding.sheet != FORM_TITLE:
            return None
        if finding.sheet == SETTINGS_SHEET and self.settings is not None:
            return replace(finding, sheet=HOURS_TITLE, column=_KEYS.get(finding.column, finding.column))
        place = self.places.get((finding.sheet, finding.row or 0))
        if place is None:
            return replace(finding, sheet=FORM_TITLE) if finding.sheet in self.cells else finding
        column = place.column or _COLUMNS.get(finding.column, finding.column)
        return replace(finding, sheet=place.sheet, row=place.row, column=column)


def short_kind(title: str) -> str:
    """FORM_TITLE or HOURS_TITLE for a sheet of the form, "" for any other."""
    known = {**dict.fromkeys(FORM_TITLES, FORM_TITLE), **dict.fromkeys(HOURS_TITLES, HOURS_TITLE)}
    return known.get(fold(title), "")


def read_short(form: Cells, hours: Cells | None) -> ShortForm:
    """The ordinary sheets that the form stands for."""
    made = ShortForm()
    told = _told(made, hours) if hours is not None else {}
    _add_rows(made, form, told.get(DAYS))
    if hours is not None:
        made.settings = read_settings(_settings_content(told))
    return made


def _add_rows(made: ShortForm, form: Cells, days: Any) -> None:
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
    examples: list[int] = []
    first: dict[str, int] = {}
    for number, row in enumerate(form[heading + 1 :], start=heading + 2):
        cells = {name: row[place] if place < len(row) else None for name, place in places.items()}
        texts = {name: cell_text(cell) for name, cell in cells.items()}
        if fold(texts.get(NOTE, "")) in EXAMPLE_MARKS:
            examples.append(number)
        elif any(not is_blank(cell) for cell in row) and _is_new(made, first, texts[AGENCY], number):
            _add_agency(made, sheets, number, texts, (cells, days))
            _add_months(made, sheets["visits_monthly"], number, texts[AGENCY], (row, months))
    if examples:
        made.findings.append(make_warning("example_rows", Place(sheet=FORM_TITLE, row=examples[0])))
    if made.is_empty:
        made.findings.append(make_finding("empty_form", Place(sheet=FORM_TITLE)))


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
    for place, month in months.items():
        if place < len(row) and not is_blank(row[place]) and cell_text(row[place]) != "-":
            rows.append([month, slug(agency), row[place]])
            made.places["visits_monthly", len(rows)] = Place(sheet=FORM_TITLE, row=number, column=f"{month:%Y-%m}")


def slug(name: str) -> str:
    """An id made of a name."""
    return re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")


def _told(made: ShortForm, hours: Cells) -> dict[str, Any]:
    """What the sheet of hours says, by its key; what cannot be read is a finding."""
    told: dict[str, Any] = {}
    for number, row in enumerate(hours, start=1):
        key = fold(cell_text(row[0])) if row else ""
        value = row[1] if len(row) > 1 else None
        if not is_blank(value):
            _tell(made, told, key, Place(sheet=HOURS_TITLE, row=number, column=key, value=cell_text(value)), value)
    return told


def _tell(made: ShortForm, told: dict[str, Any], key: str, place: Place, value: Cell) -> None:
    try:
        if key in CLOCKS:
            told[key] = read_time(value)
        elif key == DAYS:
            read_weekdays(value)
            told[key] = value
        elif key == UNIT:
            made.answers[unit_key("visits_monthly")] = str(read_choice(UNITS)(value))
        elif key in (NAME, ZONE):
            told[key] = cell_text(value)
    except Unreadable as fault:
        help_ = {"help_id": ", ".join(VisitUnit), "help_en": ", ".join(VisitUnit)} if key == UNIT else _CLOCK_HELP
        made.findings.append(make_finding(fault.code, place, **help_))


def _settings_content(told: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of the template with the hours that were told."""
    content = tomllib.loads(files("planner.data").joinpath("mall_template.toml").read_text(encoding="utf-8"))
    opens, closes = told.get(OPENS, time(8, 0)), told.get(CLOSES, time(15, 0))
    last = told.get(LAST) or _before(closes, HOUR)
    friday, saturday = told.get(FRIDAY, closes), told.get(SATURDAY, SATURDAY_CLOSES)
    ends = {
        "normal": (closes, last),
        "friday": (friday, last if friday == closes else _before(friday, HOUR)),
        "saturday": (saturday, _before(saturday, HOUR // 2)),
    }
    for name, day in content["day_types"].items():
        usual = time.fromisoformat(day["sessions"][-1]["end"]), time.fromisoformat(day["last_ticket"])
        end, ticket = ends.get(name, (min(usual[0], closes), min(usual[1], last)))
        day |= _cut(day, opens, end) | {"last_ticket": f"{ticket:%H:%M}"}
    return content | {"name": told.get(NAME, ""), "zone": told.get(ZONE, "WIB")}


def _before(end: time, minutes: int) -> time:
    return clock_of_minute(max(0, minute_of_day(end) - minutes))


def _cut(day: Mapping[str, Any], opens: time, closes: time) -> dict[str, Any]:
    """Sessions from opening to closing; breaks that still lie whole in one of them."""
    parts = [(s["id"], time.fromisoformat(s["start"]), time.fromisoformat(s["end"])) for s in day["sessions"]]
    kept = [[name, start, end] for name, start, end in parts if end > opens and start < closes]
    if kept:
        kept[0][1], kept[-1][2] = opens, closes
    breaks = [
        start
        for start in day["break_starts"]
        if any(
            s <= time.fromisoformat(start)
            and minute_of_day(time.fromisoformat(start)) + day["break_minutes"] <= minute_of_day(e)
            for _, s, e in kept
        )
    ]
    sessions = [{"id": name, "start": f"{start:%H:%M}", "end": f"{end:%H:%M}"} for name, start, end in kept]
    return {"sessions": sessions, "break_starts": breaks, "break_minutes": day["break_minutes"] if breaks else 0}
