"""Thirty ways to lay out the same monthly sheet: each is read right or asked about, never misread in silence.

A mall of 25 agencies, some with several services, and one month of counts are drawn; each variant writes them as an
office might, then the sheet is read. `right`: all counts as they were. `asked`: refused, with findings or questions.
`misread`: accepted and different; there must be none.

    python benchmarks/rekap_variants.py
"""

import argparse
import calendar
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter

from planner.domain.errors import InvalidFile
from planner.intake.read import read_mall

MONTH_NAMES = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
SERVICES = (4, 3, 2, *(1,) * 22)
SETTINGS = """
name = "MPP"
zone = "WIB"
[day_types.normal]
sessions = [{id = "pagi", start = "08:00", end = "15:00"}]
last_ticket = "14:00"
"""


@dataclass(frozen=True, kw_only=True)
class Truth:
    """The month and its counts by (agency, service, day); closed days are absent."""

    month: date
    counts: dict[tuple[str, str, int], int]

    @property
    def days(self) -> int:
        """Days of the month."""
        return calendar.monthrange(self.month.year, self.month.month)[1]


@dataclass(kw_only=True)
class Layout:
    """How a sheet is written."""

    columns: int = 31
    title: str = "REKAP KUNJUNGAN MAL PELAYANAN PUBLIK"
    month_line: Callable[[Truth], str] = lambda t: f"Bulan {MONTH_NAMES[t.month.month - 1]} {t.month.year}"
    sheet: str = "Rekap"
    heading: Callable[[Truth, int], Any] = lambda _truth, day: day
    names: str = "columns"  # columns, one_column, agencies_only, merged
    number_column: bool = True
    two_rows: bool = True
    numbering: bool = False
    closed: str = ""
    zero: Any = 0
    row_totals: bool = True
    subtotals: bool = False
    grand_total: bool = True
    total_label: str = "JUMLAH"
    foot: tuple[str, ...] = ("Mengetahui,", "Kepala DPMPTSP", "NIP. 19700101 199003 1 001")
    text_numbers: bool = False
    agency_totals: bool = False
    weekly: bool = False
    spoil: Callable[[list[list[Any]], Truth], None] = lambda _rows, _truth: None
    rows: list[list[Any]] = field(default_factory=list)


def agency_names() -> list[str]:
    """25 agencies."""
    return [f"Instansi {chr(65 + n)}" for n in range(25)]


def service_names(agency: int) -> list[str]:
    """Services of an agency."""
    return [f"Layanan {chr(65 + agency)}{n + 1}" for n in range(SERVICES[agency])]


def draw(rng: np.random.Generator, month: date) -> Truth:
    """Counts of a month; weekends are closed. Over a thousand now and then, so that 1.234 is written."""
    counts = {}
    for number, agency in enumerate(agency_names()):
        for service in service_names(number):
            for day in range(1, calendar.monthrange(month.year, month.month)[1] + 1):
                if date(month.year, month.month, day).weekday() < 5:
                    counts[agency, service, day] = int(rng.poisson(9) + (1200 if rng.random() < 0.003 else 0))
    return Truth(month=month, counts=counts)


def write_mall(folder: Path) -> None:
    """The mall folder without visits: one desk an agency."""
    (folder / "mall.toml").write_text(SETTINGS, encoding="utf-8")
    desks, services = ["id,agency,name,officers_count"], ["id,desk,name"]
    for number, agency in enumerate(agency_names()):
        desks.append(f"d{number},{agency},{agency},1")
        services += [f"s{number}_{n},d{number},{name}" for n, name in enumerate(service_names(number))]
    (folder / "desks.csv").write_text("\n".join(desks), encoding="utf-8")
    (folder / "services.csv").write_text("\n".join(services), encoding="utf-8")


def make_rows(layout: Layout, truth: Truth) -> list[list[Any]]:
    """The cells of the sheet."""
    left = (["No"] if layout.number_column else []) + (
        ["Instansi", "Layanan"] if layout.names in ("columns", "merged") else ["Instansi"]
    )
    heads = [layout.heading(truth, day) for day in range(1, layout.columns + 1)]
    tail = ["Jumlah"] if layout.row_totals else []
    rows: list[list[Any]] = [[layout.title], [layout.month_line(truth)], []]
    if layout.two_rows:
        rows += [[*left, "Tanggal", *[None] * (layout.columns - 1), *tail], [*[None] * len(left), *heads]]
    else:
        rows.append([*left, *heads, *tail])
    if layout.numbering:
        rows.append(list(range(1, len(left) + layout.columns + len(tail) + 1)))
    rows += body(layout, truth, len(left))
    rows += [[], *([None] * 20 + [line] for line in layout.foot)]
    layout.spoil(rows, truth)
    return rows


def body(layout: Layout, truth: Truth, left: int) -> list[list[Any]]:
    """Rows of counts and totals."""
    rows: list[list[Any]] = []
    every: list[list[int]] = []
    for number, agency in enumerate(agency_names()):
        parts = [values(truth, agency, service) for service in service_names(number)]
        summed = [sum(column) for column in zip(*parts, strict=True)]
        every.append(summed)
        first = [number + 1] if layout.number_column else []
        if layout.names == "agencies_only":
            rows.append([*first, agency, *cells(layout, truth, summed)])
        elif layout.names == "one_column":
            rows.append([*first, agency, *(cells(layout, truth, summed) if layout.agency_totals else [])])
            for service, own in zip(service_names(number), parts, strict=True):
                rows.append([*[None] * len(first), f"- {service}", *cells(layout, truth, own)])
        else:
            if layout.agency_totals and len(parts) > 1:
                rows.append([*first, agency, None, *cells(layout, truth, summed)])
            for n, (service, own) in enumerate(zip(service_names(number), parts, strict=True)):
                shown = agency if n == 0 or layout.names == "columns" else None
                rows.append([*(first if n == 0 else [None] * len(first)), shown, service, *cells(layout, truth, own)])
        if layout.subtotals and layout.names != "agencies_only":
            label = [None] * (left - 1) + [f"Sub total {agency}"]
            rows.append([*label, *cells(layout, truth, summed)])
    if layout.grand_total:
        total = [sum(column) for column in zip(*every, strict=True)]
        rows.append([layout.total_label, *[None] * (left - 1), *cells(layout, truth, total)])
    return rows


def values(truth: Truth, agency: str, service: str) -> list[int]:
    """Counts of the month's days, closed ones 0."""
    return [truth.counts.get((agency, service, day), 0) for day in range(1, truth.days + 1)]


def cells(layout: Layout, truth: Truth, own: list[int]) -> list[Any]:
    """A row's counts as they are written, with its total."""
    found: list[Any] = []
    for day, value in enumerate(own, start=1):
        is_open = date(truth.month.year, truth.month.month, day).weekday() < 5
        written: Any = f"{value:,}".replace(",", ".") if layout.text_numbers else value
        found.append((written if value or layout.zero == 0 else layout.zero) if is_open else layout.closed or None)
    found += [None] * (layout.columns - len(own))
    return [*found, sum(own)] if layout.row_totals else found


def long_date(truth: Truth, day: int) -> Any:
    """`5 Januari 2026`, nothing for a day the month does not have."""
    return f"{day} {MONTH_NAMES[truth.month.month - 1]} {truth.month.year}" if day <= truth.days else None


def slashed(truth: Truth, day: int) -> Any:
    """`05/01/2026`."""
    return f"{day:02d}/{truth.month.month:02d}/{truth.month.year}" if day <= truth.days else None


def american(truth: Truth, day: int) -> Any:
    """`01/05/2026`, month first."""
    return f"{truth.month.month:02d}/{day:02d}/{truth.month.year}" if day <= truth.days else None


def real_date(truth: Truth, day: int) -> Any:
    """A date of Excel."""
    return date(truth.month.year, truth.month.month, day) if day <= truth.days else None


def wrong_total(rows: list[list[Any]], _truth: Truth) -> None:
    """One count was changed after the totals were made."""
    row = next(r for r in rows if len(r) > 20 and "Instansi C" in r)
    row[10] = 500


def unnamed_total(rows: list[list[Any]], _truth: Truth) -> None:
    """The label of the total is gone."""
    row = next(r for r in rows if r and r[0] == "JUMLAH")
    row[0] = None


def unnamed_and_wrong(rows: list[list[Any]], truth: Truth) -> None:
    """The label is gone and a number differs."""
    unnamed_total(rows, truth)
    row = next(r for r in rows if len(r) > 20 and "Instansi C" in r)
    row[10], row[-1] = 77, None


def doubled_agency(rows: list[list[Any]], _truth: Truth) -> None:
    """An agency stands twice."""
    place = next(n for n, r in enumerate(rows) if len(r) > 20 and "Instansi F" in r)
    rows.insert(place + 1, list(rows[place]))


def misspelt_agency(rows: list[list[Any]], _truth: Truth) -> None:
    """An agency nobody knows."""
    for row in rows:
        if len(row) > 20 and "Instansi G" in row:
            row[row.index("Instansi G")] = "Instnsi G"


def text_count(rows: list[list[Any]], _truth: Truth) -> None:
    """A note stands where a count should."""
    row = next(r for r in rows if len(r) > 20 and "Instansi H" in r)
    row[next(n for n, cell in enumerate(row) if n > 4 and isinstance(cell, int))] = "mesin rusak"


def thirty_first(rows: list[list[Any]], _truth: Truth) -> None:
    """A count on the 31st of a month of 28 days."""
    row = next(r for r in rows if len(r) > 20 and "Instansi H" in r)
    row[-2] = 9


def swapped_days(rows: list[list[Any]], _truth: Truth) -> None:
    """Two day headings are exchanged."""
    row = next(r for r in rows if 11 in r and 12 in r)
    place = row.index(11)
    row[place], row[place + 1] = row[place + 1], row[place]


def printed_date(rows: list[list[Any]], _truth: Truth) -> None:
    """The day of printing stands above, in another month."""
    rows[2] = ["Dicetak 3 Maret 2026"]


VARIANTS: dict[str, tuple[Layout, date]] = {
    "plain": (Layout(), date(2026, 1, 1)),
    "merged agencies": (Layout(names="merged"), date(2026, 1, 1)),
    "one column, services indented": (Layout(names="one_column"), date(2026, 1, 1)),
    "one column with agency totals": (Layout(names="one_column", agency_totals=True), date(2026, 1, 1)),
    "agencies only": (Layout(names="agencies_only"), date(2026, 1, 1)),
    "agency totals above services": (Layout(names="merged", agency_totals=True), date(2026, 1, 1)),
    "sub totals": (Layout(subtotals=True), date(2026, 1, 1)),
    "sub totals, merged": (Layout(names="merged", subtotals=True), date(2026, 1, 1)),
    "no number column": (Layout(number_column=False), date(2026, 1, 1)),
    "one heading row": (Layout(two_rows=False), date(2026, 1, 1)),
    "numbered columns": (Layout(numbering=True), date(2026, 1, 1)),
    "numbered columns, february": (Layout(numbering=True, columns=28), date(2026, 2, 1)),
    "february with 31 columns": (Layout(), date(2026, 2, 1)),
    "february, a count on the 31st": (Layout(spoil=thirty_first), date(2026, 2, 1)),
    "dates as words": (Layout(heading=long_date), date(2026, 1, 1)),
    "dates with slashes": (Layout(heading=slashed, month_line=lambda _: ""), date(2026, 2, 1)),
    "month before day": (Layout(heading=american, month_line=lambda _: ""), date(2026, 2, 1)),
    "dates of excel": (Layout(heading=real_date, month_line=lambda _: ""), date(2026, 1, 1)),
    "days as text": (Layout(heading=lambda _t, d: f"{d:02d}"), date(2026, 1, 1)),
    "numbers as text": (Layout(text_numbers=True), date(2026, 1, 1)),
    "libur and dashes": (Layout(closed="L", zero="-"), date(2026, 1, 1)),
    "no month anywhere": (Layout(month_line=lambda _: ""), date(2026, 1, 1)),
    "two months in the title": (
        Layout(month_line=lambda _: "Periode Desember 2025 s.d. Januari 2026"),
        date(2026, 1, 1),
    ),
    "printed in another month": (Layout(spoil=printed_date), date(2026, 1, 1)),
    "total that differs": (Layout(spoil=wrong_total), date(2026, 1, 1)),
    "total without a name": (Layout(spoil=unnamed_total), date(2026, 1, 1)),
    "total without a name that differs": (Layout(spoil=unnamed_and_wrong), date(2026, 1, 1)),
    "agency twice": (Layout(spoil=doubled_agency), date(2026, 1, 1)),
    "agency misspelt": (Layout(spoil=misspelt_agency), date(2026, 1, 1)),
    "words among the counts": (Layout(spoil=text_count), date(2026, 1, 1)),
    "days out of order": (Layout(spoil=swapped_days), date(2026, 1, 1)),
    "files counted, not people": (Layout(title="REKAP BERKAS PERMOHONAN"), date(2026, 1, 1)),
}


def write_sheet(path: Path, rows: list[list[Any]], title: str) -> None:
    """The rows as a workbook, headings merged as people do it."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(title)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range(0, 0, 0, 20, rows[0][0])
        for number, row in enumerate(rows[1:], start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, cell, day)  # type: ignore[arg-type]
                elif cell is not None:
                    sheet.write(number, place, cell)


def judge(layout: Layout, truth: Truth) -> tuple[str, str]:
    """`right`, `asked` or `misread`, and what was asked."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_mall(folder)
        write_sheet(folder / "rekap.xlsx", make_rows(replace(layout), truth), layout.sheet)
        try:
            history = read_mall(folder).history
        except InvalidFile as fault:
            told = [f for f in fault.findings if f.severity == "refused"]
            return "asked", f"{told[0].code}: {told[0].sentence('en')}"[:110]
    return ("right", "") if as_counted(history.days, truth, layout) else ("misread", "")


def as_counted(days: Any, truth: Truth, layout: Layout) -> bool:
    """True when what was read is what was counted; zeros and days without a row are the same."""
    read: dict[tuple[str, date], int] = {}
    by_agency = layout.names == "agencies_only"
    for count in days:
        key = (count.desk if by_agency else f"{count.desk}/{count.service}", count.day)
        read[key] = read.get(key, 0) + count.visits
    wanted: dict[tuple[str, date], int] = {}
    for (agency, service, day), visits in truth.counts.items():
        number = agency_names().index(agency)
        place = service_names(number).index(service)
        name = f"d{number}" if by_agency else f"d{number}/s{number}_{place}"
        key = (name, truth.month.replace(day=day))
        wanted[key] = wanted.get(key, 0) + visits
    return {k: v for k, v in read.items() if v} == {k: v for k, v in wanted.items() if v}


def main() -> None:
    """Print each variant; ends with 1 when one is misread."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    rng = np.random.default_rng(parser.parse_args().seed)
    results = []
    for name, (layout, month) in VARIANTS.items():
        result, told = judge(layout, draw(rng, month))
        results.append(result)
        print(f"{result:8} {name:36} {told}")
    print(", ".join(f"{results.count(kind)} {kind}" for kind in ("right", "asked", "misread")))
    sys.exit(1 if "misread" in results else 0)


if __name__ == "__main__":
    main()
