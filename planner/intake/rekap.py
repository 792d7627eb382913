"""The monthly sheet that queue systems export: agencies and services down, the days of a month across.

Such sheets are made for people: titles above, names merged over several rows, totals at the side, below and between,
signatures at the foot. What is certain is read; whatever could be read in two ways is asked. Totals are never data:
they are held against the sums, and a difference is a question.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from planner.domain.consistency import nearest_sentences
from planner.domain.errors import Finding
from planner.domain.history import DayCount, VisitUnit
from planner.domain.ids import DeskId, ServiceId
from planner.intake.cells import Cell, cell_text, fold, is_blank
from planner.intake.matching import column_letter
from planner.intake.messages import Place, make_finding
from planner.intake.names import Names
from planner.intake.questions import Answers, Choice, Question, answered
from planner.intake.tables import Cells
from planner.intake.values import MONTHS, Unreadable, read_date, read_whole

SAMPLES = 3  # values of a column that a question shows
FEWEST_DAYS = 20  # columns in a row of day headings; months have 28 to 31, some leave Sundays out
MOST_MONTH_ROWS = 60  # of the sheet, in which titles are looked for
TOTAL_WORDS = re.compile(r"\b(jumlah|jml|total|sub ?total|grand total|rata rata|rerata|sum|average)\b")
_MEAN = re.compile(r"\b(rata rata|rerata|average)\b")
CLOSED_WORDS = {"l", "lb", "libur", "tutup", "x", "closed", "cuti", "hl"}
NOT_COUNTED = {"-", "–", "—", ".", "n/a", "na"}
AGENCY_HEADINGS = ("instansi", "nama instansi", "gerai", "nama gerai", "opd", "tenant", "tenan", "unit", "agency")
SERVICE_HEADINGS = ("layanan", "jenis layanan", "nama layanan", "service", "loket", "uraian")
UNIT_WORDS = {
    "berkas": VisitUnit.NEEDS,
    "permohonan": VisitUnit.NEEDS,
    "dokumen": VisitUnit.DOCUMENTS,
    "antrean": VisitUnit.TICKETS,
    "antrian": VisitUnit.TICKETS,
}
UNIT_CHOICES = (
    Choice(value="visits", label_id="pengunjung", label_en="visitors"),
    Choice(value="tickets", label_id="nomor antrean", label_en="tickets"),
    Choice(value="needs", label_id="berkas atau permohonan", label_en="files or requests"),
    Choice(value="documents", label_id="dokumen jadi", label_en="documents issued"),
)


class Kind(Enum):
    """What a row of the body is."""

    COUNTS = "counts"
    TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class RekapRow:
    """A row of counts or totals. number: row of the file.

    agency, service : as the sheet names them, "" where it names none; the agency is filled down. label: all texts left
    of the days, "" where there is none.
    """

    number: int
    agency: str
    service: str
    cells: Mapping[date, Cell]
    total: Cell = None
    label: str = ""


@dataclass(slots=True, kw_only=True)
class Rekap:
    """What a sheet gave: counts with the rows they come from, and what was found or is asked.

    questions : those without an answer. asked: all of them, so that an answer can be looked at again.
    """

    title: str
    counts: list[DayCount] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)

    def fail(self, code: str, row: int | None, column: str = "", value: str = "", **details: object) -> None:
        """Note something that refuses the sheet."""
        place = Place(sheet=self.title, row=row, column=column, value=value)
        self.findings.append(make_finding(code, place, **details))

    def ask(self, question: Question, answers: Answers) -> str | None:
        """The answer, None after noting the question as open."""
        answer = answered(question, answers)
        self.asked.append(question)
        if answer is None:
            self.questions.append(question)
        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Where things stand: the row of day headings, and columns from 0."""

    heading: int
    days: Mapping[int, Cell]
    agency: int
    service: int | None
    total: int | None


def looks_like_rekap(cells: Cells) -> bool:
    """True when some row holds the days of a month as headings."""
    return _heading_row(cells) is not None


def read_rekap(title: str, cells: Cells, names: Names, answers: Answers) -> Rekap:
    """The counts of one monthly sheet. With an open blocking question, or a finding, there are none."""
    rekap = Rekap(title=title)
    layout = _find_layout(rekap, cells, answers)
    if layout is None:
        return rekap
    days = _days_of(rekap, cells, layout, answers)
    if days is None:
        return rekap
    rows = list(_body(rekap, _named_rows(cells, layout, days, names), answers))
    _refuse_missing_days(rekap, cells, layout, days)
    unit = _unit(rekap, cells, layout, answers)
    counts = [found for row in rows for found in _counts_of(rekap, row, names, unit)]
    _refuse_repeats(rekap, counts)
    if not rekap.findings and not rekap.questions:
        rekap.counts = [count for _, count in counts]
        rekap.rows = [number for number, _ in counts]
    return rekap


def _heading_row(cells: Cells) -> int | None:
    """The row with most day headings, if they are enough; the first of several."""
    counts = [0 if _is_numbering(row) else len(_day_columns(row)) for row in cells[:MOST_MONTH_ROWS]]
    best = max(counts, default=0)
    return counts.index(best) if best >= FEWEST_DAYS else None


def _is_numbering(row: Sequence[Cell]) -> bool:
    """True for the row under the headings of official forms that numbers the columns 1, 2, 3 from the first one."""
    found = _day_columns(row)
    return 0 in found and all(_day_number(cell) == place + 1 for place, cell in found.items())


def _day_columns(row: Sequence[Cell]) -> dict[int, Cell]:
    """Columns whose heading is a day of a month, or a date, in rising order; weekly totals between them are no days."""
    found: dict[int, Cell] = {}
    for place, cell in enumerate(row):
        if _day_number(cell) is not None:
            found[place] = cell
    return found


def _day_number(cell: Cell) -> int | None:
    """1 to 31 for a heading such as `7`, `07`, `7.0`, `Tgl 7`; for a date its day; None for anything else."""
    if isinstance(cell, date):  # datetime as well
        return cell.day
    text = re.sub(r"^(tgl|tanggal|hari ke)\.? ", "", cell_text(cell).casefold())
    if re.fullmatch(r"[0-9]{1,2}", text):
        return int(text) if 1 <= int(text) <= 31 else None
    weekday_apart = re.fullmatch(r"(?:sen|sel|rab|kam|jum|sab|min)[a-z]*[ ,]+([0-9]{1,2})", text)
    if weekday_apart:
        return int(weekday_apart[1])
    parsed = _written_date(cell)
    return parsed.day if parsed else None


def _written_date(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str) or not re.search(r"[-/. ]", cell_text(cell)):
        return None
    try:
        return read_date(cell)
    except Unreadable:
        return None


def _find_layout(rekap: Rekap, cells: Cells, answers: Answers) -> _Layout | None:
    heading = _heading_row(cells)
    if heading is None:
        rekap.fail("rekap_no_days", None)
        return None
    days = _day_columns(cells[heading])
    first = min(days)
    heads = {place: _heads_above(cells, heading, place) for place in range(_width(cells))}
    agency = _find_column(heads, AGENCY_HEADINGS, before=first)
    service = _find_column(heads, SERVICE_HEADINGS, before=first)
    if agency is None:
        texts = [place for place in range(first) if place != service and _is_text_column(cells, heading, place)]
        agency = texts[0] if len(texts) == 1 else _asked_agency(rekap, cells, heading, texts, answers)
    if agency is None:
        return None
    # the heading row may repeat numbers left of the days, such as the number of the row
    days = {place: cell for place, cell in days.items() if place > agency and place != service}
    total = next((p for p, texts in heads.items() if p > max(days) and any(map(_is_total, texts))), None)
    return _Layout(heading=heading, days=days, agency=agency, service=service, total=total)


def _asked_agency(rekap: Rekap, cells: Cells, heading: int, texts: Sequence[int], answers: Answers) -> int | None:
    """The column of the agencies among several columns of text, as was answered; a finding where there is none."""
    if not texts:
        rekap.fail("rekap_no_agency", heading + 1)
        return None
    choices = tuple(_column_choice(cells, heading, place) for place in texts)
    question = Question(
        key=f"{rekap.title}.agency",
        place=Place(sheet=rekap.title, row=heading + 1),
        text_id="kolom mana yang berisi nama instansi?",
        text_en="which column holds the names of the agencies?",
        choices=choices,
    )
    answer = rekap.ask(question, answers)
    return next((place for place in texts if column_letter(place) == answer), None)


def _column_choice(cells: Cells, heading: int, place: int) -> Choice:
    """A column by its letter, with its first values."""
    filled = [cell_text(row[place]) for row in cells[heading + 1 :] if place < len(row) and not is_blank(row[place])]
    letter, shown = column_letter(place), ", ".join(dict.fromkeys(filled[:SAMPLES]))
    return Choice(value=letter, label_id=f"kolom {letter}: {shown}", label_en=f"column {letter}: {shown}")


def _width(cells: Cells) -> int:
    return max(len(row) for row in cells)


def _heads_above(cells: Cells, heading: int, place: int) -> list[str]:
    """Texts in a column from three rows above the day headings to one below: headings are often merged over rows."""
    rows = cells[max(0, heading - 3) : heading + 2]
    return [fold(cell_text(row[place])) for row in rows if place < len(row) and not is_blank(row[place])]


def _find_column(heads: Mapping[int, list[str]], wanted: Sequence[str], before: int) -> int | None:
    """The column with the first of the wanted headings."""
    left = [(place, texts) for place, texts in heads.items() if place < before]
    return next((place for heading in wanted for place, texts in left if heading in texts), None)


def _is_text_column(cells: Cells, heading: int, place: int) -> bool:
    body = [row[place] for row in cells[heading + 1 :] if place < len(row) and not is_blank(row[place])]
    return bool(body) and sum(any(c.isalpha() for c in cell_text(cell)) for cell in body) > len(body) / 2


def _is_total(text: str) -> bool:
    return bool(TOTAL_WORDS.search(text))


def _days_of(rekap: Rekap, cells: Cells, layout: _Layout, answers: Answers) -> dict[int, date | None] | None:
    """The date of each day column; None for days the month does not have. The whole is None while it is not known."""
    month = _month(rekap, cells, layout, answers)
    if month is None:
        return None
    days: dict[int, date | None] = {}
    for place, cell in layout.days.items():
        number = _day_number(cell)
        assert number is not None
        try:
            days[place] = month.replace(day=number)
        except ValueError:
            days[place] = None
    known = [day for day in days.values() if day]
    if len(set(known)) < len(known) or known != sorted(known):
        twice = next((d for n, d in enumerate(known) if d in known[:n]), known[0])
        rekap.fail("rekap_days_order", layout.heading + 1, value=twice.isoformat())
        return None
    return days


def _month(rekap: Rekap, cells: Cells, layout: _Layout, answers: Answers) -> date | None:
    """The month the sheet is about: of its dates, else the one its titles and its name agree on, else asked."""
    written = {d.replace(day=1) for cell in layout.days.values() if (d := _written_date(cell))}
    told = written or set(_months_in(cells[: layout.heading + 1]))
    named = set(_months_in([[rekap.title]]))
    candidates = (told & named) or (told | named)
    if len(candidates) == 1:
        return next(iter(candidates))
    choices = tuple(
        Choice(value=f"{m:%Y-%m}", label_id=f"{m:%m/%Y}", label_en=f"{m:%m/%Y}") for m in sorted(candidates)
    )
    question = Question(
        key=f"{rekap.title}.month",
        place=Place(sheet=rekap.title, row=layout.heading + 1, value=", ".join(c.value for c in choices)),
        text_id="rekap ini bulan apa?",
        text_en="which month is this sheet about?",
        choices=choices,
        help_id="bulan, misalnya 2026-01",
        help_en="a month, e.g. 2026-01",
        pattern=r"20[0-9]{2}-(0[1-9]|1[0-2])",
    )
    answer = rekap.ask(question, answers)
    return date.fromisoformat(f"{answer}-01") if answer else None


_MONTH_YEAR = re.compile(r"\b([a-z]{3,9})\.?[ ,-]*([0-9]{4})\b")
_NUMERIC_MONTH = re.compile(r"(?<![0-9/.-])(?:([0-9]{4})[-/]([0-9]{1,2})|([0-9]{1,2})[-/]([0-9]{4}))(?![0-9/.-])")
_PRINTED = re.compile(r"\b(dicetak|cetak|printed|tanggal cetak|diunduh|exported)\b")


def _months_in(rows: Cells) -> Iterator[date]:
    """Months named in titles; a printing date names none, and a range names two, so that it is asked."""
    texts = [cell_text(cell).casefold() for row in rows for cell in row if isinstance(cell, str)]
    month_alone: set[int] = set()
    years: set[int] = set()
    for text in (t for t in texts if not _PRINTED.search(t)):
        for word, year in _MONTH_YEAR.findall(text):
            if word in MONTHS:
                yield date(int(year), MONTHS[word], 1)
        for year_a, month_a, month_b, year_b in _NUMERIC_MONTH.findall(text):
            year, month = int(year_a or year_b), int(month_a or month_b)
            if 1 <= month <= 12:
                yield date(year, month, 1)
        words = set(re.findall(r"[a-z]+", text))
        month_alone |= {MONTHS[w] for w in words & MONTHS.keys() if len(w) > 3 or text.strip() == w}
        years |= {int(y) for y in re.findall(r"\b(20[0-9]{2})\b", text)}
    if len(years) == 1:
        year = next(iter(years))
        yield from (date(year, month, 1) for month in sorted(month_alone))


def _body(rekap: Rekap, rows: Sequence[tuple[Kind, RekapRow]], answers: Answers) -> Iterator[RekapRow]:
    """The rows of counts: totals checked and left out."""
    counts = [row for kind, row in rows if kind is Kind.COUNTS]
    own = list(_without_agency_totals(rekap, counts, answers))
    _check_row_totals(rekap, own, answers)
    _check_sums(rekap, [row for kind, row in rows if kind is Kind.TOTAL], own, answers)
    yield from own


def _refuse_missing_days(rekap: Rekap, cells: Cells, layout: _Layout, days: Mapping[int, date | None]) -> None:
    """A day that the month does not have may hold nothing."""
    missing = [place for place, day in days.items() if day is None]
    for number, row in enumerate(cells[layout.heading + 1 :], start=layout.heading + 2):
        for place in missing:
            if not _is_numbering(row) and place < len(row) and (_count(row[place]) or 0) > 0:
                rekap.fail("rekap_no_such_day", number, cell_text(layout.days[place]), cell_text(row[place]))


def _named_rows(
    cells: Cells, layout: _Layout, days: Mapping[int, date | None], names: Names
) -> list[tuple[Kind, RekapRow]]:
    """The rows below the headings, each with the agency it stands under."""
    agency, found = "", []
    for number, row in enumerate(cells[layout.heading + 1 :], start=layout.heading + 2):
        own, service = _label(_text_at(row, layout.agency)), _label(_text_at(row, layout.service))
        labels = [fold(_text_at(row, place)) for place in range(min(days))]
        counted = {day: row[place] if place < len(row) else None for place, day in days.items() if day}
        total = row[layout.total] if layout.total is not None and layout.total < len(row) else None
        is_total = any(map(_is_total, labels))
        if layout.service is None and _is_service(own, agency, names):
            own, service = "", own
        agency = own if own and not is_total else agency
        if _is_numbering(row) or all(is_blank(cell) for cell in counted.values()):
            continue  # a name without counts heads the services below it; the foot of the sheet has none either
        named = bool(own or service)
        if not named and not is_total and not any(_is_count(cell) for cell in counted.values()):
            continue  # place, date and name of who signs, written below the days
        made = RekapRow(
            number=number,
            agency=agency,
            service=service,
            cells=counted,
            total=total,
            label=" ".join(labels) if named or is_total else "",
        )
        if is_total or not named:
            found.append((Kind.TOTAL, made))
        elif any(not is_blank(cell) for cell in counted.values()):
            found.append((Kind.COUNTS, made))
    return found


_BULLET = re.compile(r"^(?:[-\u2022*\u2013>]+|[a-z0-9]{1,2}[.)])\s+", re.IGNORECASE)


def _label(text: str) -> str:
    """A name without the dash, letter or number that lists are written with."""
    return _BULLET.sub("", text)


def _is_service(name: str, agency: str, names: Names) -> bool:
    """True where agencies and services share a column and this is a service of the agency above."""
    owner = names.resolve("agencies", agency)
    return bool(name) and names.resolve_in(name, names.services_in(owner)) is not None and not _is_agency(name, names)


def _is_agency(name: str, names: Names) -> bool:
    return names.resolve("agencies", name) in names.known("agencies")


def _text_at(row: Sequence[Cell], place: int | None) -> str:
    return cell_text(row[place]) if place is not None and place < len(row) else ""


def _is_count(cell: Cell) -> bool:
    return _count(cell) is not None


def _count(cell: Cell) -> int | None:
    """The visits in a cell, None for one that holds none or cannot be read."""
    try:
        return read_whole(cell) if not is_blank(cell) else None
    except Unreadable:
        return None


def _sums(rows: Sequence[RekapRow]) -> dict[date, int]:
    sums: dict[date, int] = {}
    for row in rows:
        for day, cell in row.cells.items():
            sums[day] = sums.get(day, 0) + (_count(cell) or 0)
    return sums


def _values(row: RekapRow) -> dict[date, int]:
    return {day: _count(cell) or 0 for day, cell in row.cells.items()}


def _without_agency_totals(rekap: Rekap, rows: Sequence[RekapRow], answers: Answers) -> Iterator[RekapRow]:
    """An agency's own row above its services is their total when it is their sum; else it is asked what it is."""
    for number, row in enumerate(rows):
        parts = _services_below(rows, number)
        if row.service or not parts:
            yield row
        elif _values(row) == _sums(parts):
            continue
        elif _ask_whose(rekap, row, answers) == "own":
            yield row


def _services_below(rows: Sequence[RekapRow], number: int) -> list[RekapRow]:
    parts = []
    for row in rows[number + 1 :]:
        if not row.service or row.agency != rows[number].agency:
            break
        parts.append(row)
    return parts


def _ask_whose(rekap: Rekap, row: RekapRow, answers: Answers) -> str | None:
    question = Question(
        key=f"{rekap.title}.{row.number}.total",
        place=Place(sheet=rekap.title, row=row.number, value=row.agency),
        text_id="baris instansi ini bukan jumlah layanan di bawahnya. Apa isinya?",
        text_en="this row of an agency is not the sum of the services below it. What is it?",
        choices=(
            Choice(value="total", label_id="jumlah, jangan dibaca", label_en="a total, do not read it"),
            Choice(value="own", label_id="kunjungan lain, tambahkan", label_en="other visits, add them"),
        ),
    )
    return rekap.ask(question, answers)


def _check_row_totals(rekap: Rekap, rows: Sequence[RekapRow], answers: Answers) -> None:
    """The total at the side of a row is the sum of its days."""
    for row in rows:
        told = _count(row.total)
        if told is not None and told != sum(_values(row).values()):
            _ask_difference(rekap, row, (told, sum(_values(row).values())), answers)


def _check_sums(rekap: Rekap, totals: Sequence[RekapRow], own: Sequence[RekapRow], answers: Answers) -> None:
    """A row of totals is the sum of all rows, or of the rows of one agency above it; a mean is let pass."""
    for row in totals:
        told = _values(row)
        above = [r for r in own if r.number < row.number]
        agency = above[-1].agency if above else ""
        candidates = (above, [r for r in above if r.agency == agency], list(_between(totals, row, own)))
        if any(_sums(rows) == told for rows in candidates if rows) or _MEAN.search(row.label):
            continue
        if row.label:
            _ask_difference(rekap, row, (sum(told.values()), sum(_sums(above).values())), answers)
        else:
            rekap.fail("rekap_unnamed", row.number)


def _between(totals: Sequence[RekapRow], row: RekapRow, own: Sequence[RekapRow]) -> Iterator[RekapRow]:
    before = max((t.number for t in totals if t.number < row.number), default=0)
    return (r for r in own if before < r.number < row.number)


def _ask_difference(rekap: Rekap, row: RekapRow, told: tuple[int, int], answers: Answers) -> None:
    question = Question(
        key=f"{rekap.title}.{row.number}.sum",
        place=Place(sheet=rekap.title, row=row.number, value=f"{told[0]}"),
        text_id=f"jumlah tertulis {told[0]}, jumlah hari-harinya {told[1]}. Pakai angka hariannya?",
        text_en=f"the written total is {told[0]}, its days add up to {told[1]}. Use the days?",
        choices=(Choice(value="days", label_id="ya, angka harian benar", label_en="yes, the days are right"),),
    )
    rekap.ask(question, answers)


def _unit(rekap: Rekap, cells: Cells, layout: _Layout, answers: Answers) -> VisitUnit:
    """People, unless a title says files or documents; then it is asked. Who says otherwise is believed."""
    text = " ".join(cell_text(cell).casefold() for row in cells[: layout.heading] for cell in row)
    found = {word for word in UNIT_WORDS if re.search(rf"\b{word}\b", text)}
    question = _unit_question(rekap.title, ", ".join(sorted(found)))
    if not found or found <= {"antrean", "antrian"}:
        told = answered(question, answers)
        return VisitUnit(told) if told else VisitUnit.TICKETS if found else VisitUnit.VISITS
    answer = rekap.ask(question, answers)
    return VisitUnit(answer) if answer else VisitUnit.VISITS


def rekap_unit_key(title: str) -> str:
    """Key of the answer to what the numbers of a sheet count."""
    return f"{title}.unit"


def _unit_question(title: str, words: str) -> Question:
    """What the numbers of a sheet count; `words` are those of its titles that leave it open."""
    return Question(
        key=rekap_unit_key(title),
        place=Place(sheet=title, value=words),
        text_id="angka rekap ini menghitung apa?",
        text_en="what do the numbers of this sheet count?",
        choices=UNIT_CHOICES,
    )


def _counts_of(rekap: Rekap, row: RekapRow, names: Names, unit: VisitUnit) -> Iterator[tuple[int, DayCount]]:
    found = _desk_and_service(rekap, row, names)
    for day, cell in row.cells.items():
        text = fold(cell_text(cell))
        if is_blank(cell) or text in NOT_COUNTED or cell_text(cell) in NOT_COUNTED:
            continue
        closed = text in CLOSED_WORDS
        visits = 0 if closed else _count(cell)
        if visits is None or visits < 0 or visits > 100_000:
            rekap.fail("not_a_count", row.number, f"{day.day}", cell_text(cell))
        elif found is not None:
            desk, service = found
            yield row.number, DayCount(day=day, desk=desk, service=service, visits=visits, unit=unit, closed=closed)


def _desk_and_service(rekap: Rekap, row: RekapRow, names: Names) -> tuple[DeskId, ServiceId | None] | None:
    """Desk and service a row is about; a finding with the nearest names where that is not certain."""
    agency = names.resolve("agencies", row.agency)
    is_agency = agency in names.known("agencies")
    if row.service:
        inside = names.services_in(agency) if is_agency else names.known("services")
        service = names.resolve_in(row.service, inside)
        if service is not None:
            return DeskId(names.desk_of[service]), ServiceId(service)
        desk = names.resolve("desks", row.service)
        if desk in names.known("desks") and (not is_agency or desk in names.desks_in(agency)):
            return DeskId(desk), None
        column, value, known = "layanan", row.service, [names.titles.get(s, s) for s in sorted(inside)]
    elif is_agency and len(names.desks_in(agency)) == 1:
        return DeskId(names.desks_in(agency)[0]), None
    elif (desk := names.resolve("desks", row.agency)) in names.known("desks") and not is_agency:
        return DeskId(desk), None
    elif is_agency:
        rekap.fail("rekap_which_desk", row.number, "instansi", row.agency, desks=", ".join(names.desks_in(agency)))
        return None
    else:
        column, value, known = "instansi", row.agency, list(names.ids["agencies"])
    near = nearest_sentences(value, known)
    rekap.fail(
        "unknown", row.number, column, value, other_sheet="agencies" if column == "instansi" else "services", **near
    )
    return None


def _refuse_repeats(rekap: Rekap, counts: Sequence[tuple[int, DayCount]]) -> None:
    """Two rows about the same thing are not added up."""
    first: dict[tuple[str, str | None, date], int] = {}
    told: set[int] = set()
    for number, count in counts:
        before = first.setdefault((count.desk, count.service, count.day), number)
        if before != number and number not in told:
            told.add(number)
            rekap.fail("duplicate", number, value=f"{count.desk} {count.service or ''}".strip(), first_row=before)
