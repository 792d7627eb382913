"""The tally sheet goes out as PDF and XLSX and comes back as a tally; what cannot be read is told by row."""

from datetime import date, time
from pathlib import Path

import openpyxl
import pytest

from planner.domain.errors import InvalidFile
from planner.intake.tally import read_tally, tally_of_cells
from planner.report.tally_sheet import tally_form, write_tally_sheet
from tests.builders import a_mall


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    mall = a_mall()
    pdf, xlsx = write_tally_sheet(tally_form(mall, mall.get_desk("pajak")), tmp_path)
    assert pdf.read_bytes().startswith(b"%PDF")
    return xlsx


def filled(path: Path, values: dict[str, object]) -> Path:
    book = openpyxl.load_workbook(path)
    for place, value in values.items():
        book["turus"][place] = value
    book.save(path)
    return path


def test_what_is_ticked_comes_back(sheet: Path) -> None:
    """Row 10 holds who stood at the door, rows 11 on the half-hours from 08:00; visits stand in columns E and F."""
    values = {
        "B5": "5 Januari 2026",
        "B6": 4,
        "B7": "11.00",
        "B10": 5,
        "B11": 10,
        "B12": 5,
        "E10": "08:00",
        "F10": "08.12",
    }
    tally = read_tally(filled(sheet, values))
    assert (tally.desk, tally.day, tally.refused, tally.ran_out_at) == ("pajak", date(2026, 1, 5), 4, time(11))
    assert (tally.at_door, tally.half_hours[480], tally.half_hours[510], tally.half_hours[540]) == (5, 10, 5, 0)
    assert tally.visit_minutes == (12.0,)


def test_every_cell_that_cannot_be_read_is_a_finding(sheet: Path) -> None:
    values = {"B5": "kemarin", "B11": "banyak", "E10": "08:00", "E11": "09:00", "F11": "08:00"}
    with pytest.raises(InvalidFile) as refused:
        read_tally(filled(sheet, values))
    assert {(f.row, f.column, f.code) for f in refused.value.findings} == {
        (5, "tanggal", "not_a_date"),
        (11, "orang datang", "not_a_number"),
        (10, "selesai", "visit_times"),
        (11, "selesai", "visit_times"),
    }


def test_a_sheet_of_something_else_is_told() -> None:
    with pytest.raises(InvalidFile) as refused:
        tally_of_cells([["nama", "umur"], ["Sari", 30]])
    assert "no_heading_tally" in {f.code for f in refused.value.findings}
