"""The empty short form: two sheets to fill in, with the twelve months that are over as headings."""

import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from planner.domain.errors import Conflict
from planner.intake.catalogue import read_catalogue
from planner.intake.short import AGENCY, FORM_TITLE, LIST_TITLE, MINUTES, NOTE, OFFICERS, SERVICE
from planner.intake.short_examples import EXAMPLES, MONTHS, marked
from planner.intake.short_hours import (
    CLOSES,
    DAYS,
    FRIDAY,
    HOURS_TITLE,
    LAST,
    NAME,
    OPENS,
    SATURDAY,
    UNIT,
    ZONE,
)

SHORT_NAME = "isian-singkat.xlsx"
ROWS = 60  # agencies that get drop-downs and borders
MONTH_WORDS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_HEADINGS = ((AGENCY, 34, True), (OFFICERS, 10, True), (SERVICE, 30, False), (MINUTES, 10, False))
FIRST_MONTH = len(_HEADINGS)
_GUIDE = (
    "Satu baris satu instansi: nama, jumlah petugas di loketnya, dan jumlah pengunjung tiap bulan. Kolom gelap wajib.",
    "Bulan yang tidak ada datanya dikosongkan; sedikitnya tiga bulan. Boleh disalin-tempel dari rekap Anda. Baris "
    '"contoh:" tidak dibaca; tulis data Anda di atasnya atau di bawahnya.',
    "One row an agency: name, officers at its counters, visitors of each month. Dark columns are needed. Three months "
    'at least; leave the others blank. Rows with "contoh:" are examples; write over or below them.',
)
_HOURS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    # key, value of the template, hint, drop-down
    (NAME, "", "wajib / needed", ()),
    (ZONE, "WIB", "WIB, WITA, atau WIT / time zone", ("WIB", "WITA", "WIT")),
    (DAYS, "Senin-Jumat", "misalnya Senin-Sabtu / open days", ()),
    (OPENS, "08:00", "pintu loket buka / counters open", ()),
    (CLOSES, "15:00", "loket tutup / counters close", ()),
    (LAST, "14:00", "nomor antrean terakhir; kosong: satu jam sebelum tutup / last ticket", ()),
    (FRIDAY, "", "bila berbeda / on Fridays, if different", ()),
    (SATURDAY, "", "bila buka Sabtu; kosong: 12:00 / on Saturdays, if open", ()),
    (
        UNIT,
        "pengunjung",
        "apa yang dihitung angka bulanan / what the months count",
        ("pengunjung", "antrean", "berkas"),
    ),
)


def write_short_template(folder: Path, today: date) -> Path:
    """The form as a file in `folder`; raises Conflict when it is there already."""
    path = folder / SHORT_NAME
    if path.exists():
        raise Conflict(f"{path} is there already", code="file_exists", field=SHORT_NAME)
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(short_template(today))
    return path


def short_template(today: date) -> bytes:
    """The workbook; its months are the twelve before that of `today`."""
    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(data, options) as book:
        _Form(book).write(months_before(today))
    return data.getvalue()


def months_before(today: date) -> tuple[date, ...]:
    """The first days of the twelve months that are over, in order."""
    months = [today.replace(day=1)]
    for _ in range(MONTHS):
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return tuple(reversed(months[1:]))


class _Form:
    """Writes the workbook of the form."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        edge = {"border": 1, "border_color": "#B9C7CC"}
        self._needed = book.add_format(
            {"bold": True, "bg_color": "#1F5A52", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top", **edge}
        )
        self._optional = book.add_format(
            {"bold": True, "bg_color": "#DCE9E6", "text_wrap": True, "valign": "top", **edge}
        )
        self._text = book.add_format({"num_format": "@", **edge})
        self._number = book.add_format({"num_format": "#,##0", **edge})
        self._example = book.add_format({"italic": True, "font_color": "#666666", **edge})
        self._guide = book.add_format({"font_color": "#333333"})

    def write(self, months: Sequence[date]) -> None:
        self._write_form(months)
        self._write_hours()
        page = self._book.add_worksheet(LIST_TITLE)
        page.set_column(0, 0, 44)
        for row, service in enumerate(read_catalogue()):
            page.write_string(row, 0, service.name)

    def _write_form(self, months: Sequence[date]) -> None:
        page = self._book.add_worksheet(FORM_TITLE)
        for row, line in enumerate(_GUIDE):
            page.write_string(row, 0, line, self._guide)
        top = len(_GUIDE)
        for place, (title, width, needed) in enumerate(_HEADINGS):
            page.set_column(place, place, width)
            page.write_string(top, place, title, self._needed if needed else self._optional)
        for place, month in enumerate(months, start=FIRST_MONTH):
            page.set_column(place, place, 9)
            page.write_string(top, place, f"{MONTH_WORDS[month.month - 1]} {month.year}", self._needed)
        last = FIRST_MONTH + len(months)
        page.set_column(last, last, 14)
        page.write_string(top, last, NOTE, self._optional)
        page.freeze_panes(top + 1, 1)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        self._write_rows(page, top + 1, last)

    def _write_rows(self, page: Any, top: int, last: int) -> None:
        for row, example in enumerate(EXAMPLES, start=top):
            given = (marked(example.name), example.officers, example.service, example.minutes)
            page.write_row(row, 0, (*given, *example.visits, None), self._example)
        first = top + len(EXAMPLES)
        for row in range(first, first + ROWS):
            page.write_blank(row, 0, None, self._text)
            for place in range(1, last + 1):
                page.write_blank(row, place, None, self._text if place in (2, 3, last) else self._number)
        services = {"validate": "list", "source": f"='{LIST_TITLE}'!$A$1:$A${len(read_catalogue())}"}
        page.data_validation(first, 2, first + ROWS, 2, {**services, "error_type": "warning", "ignore_blank": True})
        whole = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 50, "error_type": "warning"}
        page.data_validation(first, 1, first + ROWS, 1, whole)

    def _write_hours(self) -> None:
        page = self._book.add_worksheet(HOURS_TITLE)
        page.set_column(0, 0, 28)
        page.set_column(1, 1, 30)
        page.set_column(2, 2, 70)
        for row, (key, value, hint, choices) in enumerate(_HOURS):
            page.write_string(row, 0, key, self._needed if hint.startswith("wajib") else self._optional)
            page.write_string(row, 1, value, self._text) if value else page.write_blank(row, 1, None, self._text)
            page.write_string(row, 2, hint, self._guide)
            if choices:
                page.data_validation(row, 1, row, 1, {"validate": "list", "source": list(choices)})
