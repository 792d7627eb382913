"""An empty mall folder or workbook to fill in: every sheet with headings, marked example rows, and a page of help."""

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import xlsxwriter

from planner.domain.errors import Conflict
from planner.intake.columns import Column, Sheet
from planner.intake.sheets import EXAMPLE_MARKS, SHEETS
from planner.intake.values import read_date, read_number, read_whole

EXAMPLE_MARK = EXAMPLE_MARKS[0]
WORKBOOK_NAME = "mal.xlsx"
README_NAME = "BACA-SAYA.md"
ROWS_WITH_CHOICES = 2000  # rows that get drop-downs
_TEXT_FORMAT, _DATE_FORMAT = "@", "yyyy-mm-dd"


def write_template(folder: Path, *, xlsx: bool = False) -> tuple[Path, ...]:
    """The files of an empty mall in `folder`; raises Conflict when one of them is there already.

    With `xlsx` one workbook that holds everything, else mall.toml and a CSV file for each sheet.
    """
    content = _workbook_files() if xlsx else _csv_files()
    content[README_NAME] = readme().encode()
    for name in content:
        if (folder / name).exists():
            raise Conflict(f"{folder / name} is there already", code="file_exists", field=name)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in content.items():
        (folder / name).write_bytes(data)
    return tuple(folder / name for name in content)


def settings_text() -> str:
    """The mall.toml of the template."""
    return files("planner.data").joinpath("mall_template.toml").read_text(encoding="utf-8")


def _csv_files() -> dict[str, bytes]:
    sheets = {f"{sheet.name}.csv": _csv(sheet).encode("utf-8-sig") for sheet in SHEETS}
    return {"mall.toml": settings_text().encode(), **sheets}


def _csv(sheet: Sheet) -> str:
    """Semicolons part the columns: an Indonesian Excel opens such a file as a table."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.label for column in sheet.columns)
    writer.writerows(example_rows(sheet))
    return text.getvalue()


def example_rows(sheet: Sheet) -> Iterator[list[str]]:
    """The example rows of a sheet, each marked in the column of notes."""
    for example in sheet.examples:
        values: Mapping[str, str] = {**example, "note": EXAMPLE_MARK}
        yield [values.get(column.name, "") for column in sheet.columns]


def settings_rows() -> Iterator[tuple[str, Any]]:
    """Keys and values of the template's settings as the sheet `mall` holds them."""
    yield from _flat(tomllib.loads(settings_text()), "")


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            yield f"{prefix}{key}", "; ".join(_part(item) for item in value)
        else:
            yield f"{prefix}{key}", value


def _part(item: Any) -> str:
    return f"{item['id']} {item['start']}-{item['end']}" if isinstance(item, dict) else str(item)


def _workbook_files() -> dict[str, bytes]:
    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(data, options) as book:
        _Book(book).write()
    return {WORKBOOK_NAME: data.getvalue()}


class _Book:
    """Writes the workbook of the template."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._needed = book.add_format(
            {"bold": True, "bg_color": "#1F5A52", "font_color": "#FFFFFF", "text_wrap": True}
        )
        self._optional = book.add_format({"bold": True, "bg_color": "#DCE9E6", "text_wrap": True})
        self._plain = {form: book.add_format({"num_format": form}) for form in (_TEXT_FORMAT, _DATE_FORMAT, "General")}
        grey = {"italic": True, "font_color": "#666666"}
        self._example = {form: book.add_format({"num_format": form, **grey}) for form in self._plain}

    def write(self) -> None:
        self._write_readme()
        self._write_settings()
        for sheet in SHEETS:
            self._write_sheet(sheet)

    def _write_readme(self) -> None:
        page = self._book.add_worksheet("baca saya")
        page.set_column(0, 0, 110, self._book.add_format({"text_wrap": True}))
        for row, line in enumerate(readme().splitlines()):
            page.write_string(row, 0, line.lstrip("# "))

    def _write_settings(self) -> None:
        page = self._book.add_worksheet("mall")
        page.set_column(0, 0, 36)
        page.set_column(1, 1, 60)
        page.write_row(0, 0, ("kunci", "nilai"), self._needed)
        for row, (key, value) in enumerate(settings_rows(), start=1):
            page.write_string(row, 0, key)
            page.write(row, 1, value, self._plain[_TEXT_FORMAT if isinstance(value, str) else "General"])

    def _write_sheet(self, sheet: Sheet) -> None:
        page = self._book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, 18, self._plain[_form(column)])
            page.write_string(0, place, column.label, self._needed if column.required else self._optional)
            page.write_comment(0, place, f"{column.help_id} ({'wajib' if column.required else 'boleh kosong'})")
            if column.choices:
                rule = {"validate": "list", "source": list(column.choices), "ignore_blank": True}
                page.data_validation(1, place, ROWS_WITH_CHOICES, place, rule)
        for row, values in enumerate(example_rows(sheet), start=1):
            for place, (column, text) in enumerate(zip(sheet.columns, values, strict=True)):
                self._write_example(page, (row, place), column, text)

    def _write_example(self, page: Any, place: tuple[int, int], column: Column, text: str) -> None:
        form = _form(column)
        if not text:
            return
        if form == _DATE_FORMAT:
            page.write_datetime(*place, read_date(text), self._example[form])
        elif form == "General":
            page.write_number(*place, read_number(text), self._example[form])
        else:
            page.write_string(*place, text, self._example[form])


def _form(column: Column) -> str:
    """How Excel shows the column: text stays as typed, so `001` keeps its zeros."""
    if column.read is read_date:
        return _DATE_FORMAT
    return "General" if column.read in (read_number, read_whole) else _TEXT_FORMAT


def readme() -> str:
    """The page of help: each sheet, each column, what to write. In Bahasa Indonesia, from the list of sheets."""
    lines = [
        "# Map mal: cara mengisi",
        "",
        "Yang wajib hanya: pengaturan mal, desks, services, petugas (officers, atau jumlah_petugas di desks), dan satu",
        "dari visits, visits_monthly, tickets. Lembar lain boleh dihapus; kolom tidak wajib boleh dikosongkan.",
        'Baris dengan catatan "contoh" tidak dibaca: ganti atau hapus. Angka: 1.234 adalah seribu lebih, 12,5 dua',
        "belas setengah. Tanggal: 2026-01-05 atau 5 Januari 2026; 05/01/2026 dibaca 5 Januari. Jam: 07:30 atau 07.30.",
        "Kode dan nama boleh dipakai bergantian saat lembar lain menyebutnya. Jangan menulis NIP atau alasan cuti.",
        "Periksa dengan: loketplan import MAP",
        "",
    ]
    for sheet in SHEETS:
        lines += [f"## {sheet.name} ({sheet.label})", "", sheet.about_id, ""]
        for column in sheet.columns:
            needed = ", wajib" if column.required else ""
            lines.append(f"- {column.label} ({column.name}{needed}): {column.help_id}")
        lines.append("")
    return "\n".join(lines)
