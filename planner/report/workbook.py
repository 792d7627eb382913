"""A workbook that prints on A4 landscape: looks of cells, page header and footer, signature block."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from planner.report.edition import Edition
from planner.report.language import Language
from planner.report.roster_cells import Look

A4 = 9
FIRST_ROW = 3  # rows above the table: title, subtitle, blank
LIGHT_UP_HATCH = 14
LINE_POINTS, SMALL_LINE_POINTS = 12.5, 9.5
CHARACTERS_PER_UNIT = 1.35  # a column unit is a digit of 11 points, the text has 9
INK, MUTED, BRAND, LINE, GREY = "#12263A", "#4A5B6C", "#0B5C6B", "#76858F", "#E6ECF0"
HATCH = {"pattern": LIGHT_UP_HATCH, "bg_color": "#FFFFFF", "fg_color": "#A9B4BC", "align": "center", "font_size": 8}
BASE: dict[str, Any] = {
    "font_name": "Calibri",
    "font_size": 9,
    "font_color": INK,
    "valign": "vcenter",
    "text_wrap": True,
    "border": 1,
    "border_color": LINE,
}
BARE = {"border": 0, "text_wrap": False}
TOTAL = {"bold": True, "bg_color": GREY}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {**BARE, "font_size": 14, "bold": True},
    "subtitle": {**BARE, "font_color": MUTED},
    "bare": BARE,
    "bare_bold": {**BARE, "bold": True},
    "bare_wrapped": {"border": 0, "valign": "top"},
    "label_wrapped": {"border": 0, "valign": "top", "bold": True},
    "small": {"border": 0, "valign": "top", "font_size": 7, "font_color": MUTED},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": BRAND, "align": "center"},
    "count": {"align": "center", "bg_color": GREY},
    "label": {"indent": 1},
    "name": {"bold": True, "indent": 1},
    "desk": TOTAL,
    "text": {"indent": 1},
    "text_total": {**TOTAL, "indent": 1},
    "number": {"num_format": "#,##0", "align": "right"},
    "number_total": {**TOTAL, "num_format": "#,##0", "align": "right"},
    "visits_total": {**TOTAL, "num_format": "#,##0.0", "align": "right"},
    "share": {"num_format": "0%", "align": "right"},
    "share_total": {**TOTAL, "num_format": "0%", "align": "right"},
    Look.POSTED: {"align": "center"},
    Look.PROPOSED: {"align": "center", "italic": True},
    Look.PINNED: {"align": "center", "bold": True},
    Look.EMPTY: {},
    Look.ENOUGH: {"align": "center", "font_color": "#1B6B3A"},
    Look.TIGHT: {"align": "center", "font_color": "#7A4B00", "bg_color": "#FFF1CF", "bold": True},
    Look.SHORT: {
        "align": "center",
        "font_color": "#A3161A",
        "bg_color": "#FDE4E3",
        "bold": True,
        "border": 2,
        "border_color": "#A3161A",
    },
    Look.CLOSED: HATCH,
    Look.UNAVAILABLE: HATCH,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where text goes: a row, a first column, and over how many columns."""

    row: int
    column: int
    width: int = 1


class PrintedBook:
    """Sheets that share looks, page header and footer. Text is always written as text."""

    def __init__(self, book: xlsxwriter.Workbook, edition: Edition, language: Language) -> None:
        self.book, self.edition, self.say = book, edition, language.say
        self.formats = {str(name): book.add_format({**BASE, **look}) for name, look in LOOKS.items()}

    def add_sheet(self, name: str) -> Worksheet:
        """A sheet with its title, ready to print; `name` is the key of its words."""
        sheet = self.book.add_worksheet(self.say(f"sheet.{name}"))
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
        sheet.hide_gridlines(2)
        self._head_and_foot(sheet)
        self.write(sheet, Place(row=0, column=0), self.say(f"sheet.{name}_title"), "title")
        subtitle = f"{self.edition.mall} · {self.edition.period} · {self.edition.status} · {self.edition.data_age}"
        self.write(sheet, Place(row=1, column=0), subtitle, "subtitle")
        sheet.set_row(0, 22)
        return sheet

    def _head_and_foot(self, sheet: Worksheet) -> None:
        mall, period = escaped(self.edition.mall), escaped(self.edition.period)
        size = "&16" if self.edition.is_draft else ""
        sheet.set_header(f'&L&"Calibri,Bold"{mall}&C&"Calibri,Bold"{size}{escaped(self.edition.status)}&R{period}')
        page = self.say("sheet.page", page="&P", pages="&N")
        # a blank after the size, or a text that begins with a digit is read as part of it
        sheet.set_footer(f"&L&8 {escaped(self.edition.made)}&C&8 {self.edition.passport}&R&8 {page}")

    def write(self, sheet: Worksheet, place: Place, text: str, look: str) -> None:
        """Write text, or an empty cell of that look; over several columns the cells are joined."""
        style = self.formats[look]
        if place.width > 1:
            sheet.merge_range(place.row, place.column, place.row, place.column + place.width - 1, "", style)
        if text:
            sheet.write_string(place.row, place.column, text, style)
        else:
            sheet.write_blank(place.row, place.column, None, style)

    def write_number(self, sheet: Worksheet, place: Place, value: float | None, look: str) -> None:
        """Write a number, or an empty cell where there is none."""
        if value is None:
            sheet.write_blank(place.row, place.column, None, self.formats[look])
        else:
            sheet.write_number(place.row, place.column, value, self.formats[look])

    def finish(self, sheet: Worksheet, row: int, last_column: int) -> None:
        """Signature block below the last row; the print area ends with it."""
        right = max(1, (last_column + 1) * 2 // 3)
        for column, key in ((0, "sheet.prepared"), (right, "sheet.approved")):
            self.write(sheet, Place(row=row + 1, column=column), self.say(key), "bare")
            self.write(sheet, Place(row=row + 5, column=column), self.say("sheet.signature"), "bare")
        sheet.print_area(0, 0, row + 5, last_column)


def escaped(text: str) -> str:
    """Text for a page header, in which `&` begins a command."""
    return text.replace("&", "&&")


def height_of(texts: Iterable[str], width: float) -> float:
    """Points a row needs for its longest text, wrapped at a width in characters."""
    return LINE_POINTS * max(1, *(wrapped_lines(text, width) for text in texts)) + 3


def wrapped_lines(text: str, width: float) -> int:
    """Lines a text takes at a width in characters."""
    return sum(max(1, math.ceil(len(line) / (CHARACTERS_PER_UNIT * width))) for line in text.split("\n"))
