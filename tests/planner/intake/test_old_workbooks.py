"""Workbooks as .xls and .ods are read like .xlsx, in the same child behind the same guard."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from planner.domain.errors import InvalidFile
from planner.intake.cells import cell_text
from planner.intake.read import read_mall
from planner.intake.workbook import read_workbook
from tests.planner.intake.old_workbooks import write_ods, write_xls

ROWS: Sequence[Sequence[str | float | None]] = (
    ["Rekap kunjungan Januari 2026"],
    ["Instansi", *map(float, range(1, 32))],
    ["bpjs", None, None, None, None, 12.0],
)


def refusal(path: Path) -> str:
    with pytest.raises(InvalidFile) as refused:
        read_workbook(path)
    return refused.value.findings[0].code


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_a_monthly_sheet_in_an_old_or_open_format_is_read(make_folder: Callable[..., Path], ending: str) -> None:
    folder = make_folder({"visits.csv": None})
    path = folder / f"Rekap Januari 2026.{ending}"
    if ending == "xls":
        write_xls(path, "Sheet1", ROWS)
    else:
        write_ods(path, {"Sheet1": ROWS})
    assert [(c.day.day, c.desk, c.visits) for c in read_mall(folder).history.days] == [(5, "bpjs", 12)]


def test_text_and_numbers_come_back_from_xls(tmp_path: Path) -> None:
    write_xls(tmp_path / "a.xls", "meja", [["kode", "nama"], ["a", "Ñandú"], [1.5, None]])
    ((title, cells),) = read_workbook(tmp_path / "a.xls").sheets
    assert title == "meja"
    assert [[cell_text(c) for c in row] for row in cells] == [["kode", "nama"], ["a", "Ñandú"], ["1.5", ""]]


def test_an_old_word_document_is_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"))
    assert refusal(tmp_path / "a.xls") == "not_a_workbook"


def test_an_old_workbook_that_is_cut_off_is_damaged(tmp_path: Path) -> None:
    write_xls(tmp_path / "a.xls", "meja", [["kode"]])
    (tmp_path / "b.xls").write_bytes((tmp_path / "a.xls").read_bytes()[:1600])
    assert refusal(tmp_path / "b.xls") in ("damaged", "reader_failed")


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        (
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
            '<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>',
            "far_cell",
        ),
        (
            '<table:table-row table:number-rows-repeated="150000"><table:table-cell table:number-columns-repeated="90" '
            'office:value-type="float" office:value="1"/></table:table-row>',
            "too_large",
        ),
    ],
    ids=["a cell far below", "a repeated block"],
)
def test_repeated_cells_of_an_open_document_are_counted_before_it_is_opened(
    tmp_path: Path, extra: str, code: str
) -> None:
    """A file of 1 KB that would fill millions of cells."""
    write_ods(tmp_path / "a.ods", {"meja": [["kode"]]}, extra)
    assert refusal(tmp_path / "a.ods") == code
