from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from planner.report.staffing_book import case_workbook
from planner.report.workbook import height_of
from tests.builders import a_mall
from tests.staffing_builders import a_case

A4_LANDSCAPE_UNITS = 150  # columns that wide print at 85 % or more of their size


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(case_workbook(a_case(), a_mall(), "Sidik masukan a1b2c3")))


def widths_of(sheet: Worksheet) -> list[float]:
    """Columns alike beside each other are kept as one."""
    found = [(d.min, d.max, d.width) for d in sheet.column_dimensions.values()]
    return [next(w for low, high, w in found if low <= cell.column <= high) for cell in sheet[1]]


def test_rows_are_as_high_as_their_text(book: openpyxl.Workbook) -> None:
    """No line stands over the next; half a point is lost in the file's rounding."""
    for sheet in book.worksheets:
        widths = widths_of(sheet)
        for row in sheet.iter_rows():
            for cell, width in zip(row, widths, strict=True):
                if isinstance(cell.value, str):
                    assert sheet.row_dimensions[cell.row].height >= height_of([cell.value], width) - 0.5, (
                        cell.coordinate
                    )


def test_sheets_can_be_read_when_printed(book: openpyxl.Workbook) -> None:
    """As wide as a page, or nearly; under the title and the page's number, its heading on each page."""
    for sheet in book.worksheets:
        assert sum(widths_of(sheet)) <= A4_LANDSCAPE_UNITS * 1.2, sheet.title
        assert sheet.oddHeader.left.text
        assert sheet.oddFooter.right.text.strip() == "hal. &P dari &N"
        assert sheet.title == "Dasar" or sheet.print_title_rows == "$1:$1"
