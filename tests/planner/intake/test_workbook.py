"""Workbooks: the twin of a folder, and everything that must not be opened."""

import csv
import io
import json
import struct
import time as clock
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from planner.domain.errors import InvalidFile
from planner.intake import workbook as workbook_module
from planner.intake import workbook_child
from planner.intake.read import read_mall
from planner.intake.template import settings_rows
from planner.intake.workbook import read_workbook
from planner.intake.workbook_child import encode_cell, read_sheets
from planner.intake.workbook_guard import UnsafeWorkbook, column_number, guard_workbook

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETS = '<sheets><sheet name="visits" sheetId="1" r:id="rId1"/></sheets>'
BOOK = f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{SHEETS}</workbook>'


def link_xml(kind: str, target: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = f'<Relationship Id="rId1" Type="{LINKS}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{space}">{link}</Relationships>'


def sheet_xml(cells: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'


def make_zip(path: Path, cells: str = "", extra: dict[str, bytes | str] | None = None) -> Path:
    """A workbook of one sheet written by hand."""
    entries: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES,
        "xl/workbook.xml": BOOK,
        "_rels/.rels": link_xml("officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": link_xml("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet_xml(cells),
        **(extra or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def code_of(path: Path) -> str:
    """The one finding a workbook is refused for, decided within five seconds; the child says the same here as there."""
    with pytest.raises(UnsafeWorkbook) as unsafe:
        read_sheets(path)
    before = clock.monotonic()
    with pytest.raises(InvalidFile) as refused:
        read_workbook(path)
    assert clock.monotonic() - before < 5
    (finding,) = refused.value.findings
    assert finding.code == unsafe.value.code
    return finding.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_workbook"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "not_a_workbook"),
        (b"\xff\xd8\xff\xe0" + b"0" * 100, "not_a_workbook"),
        (b"%PDF-1.7", "not_a_workbook"),
        (b"<!DOCTYPE html><html></html>", "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 100, "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"date,service,visits\n", "not_a_workbook"),
        (b"PK\x03\x04" + b"0" * 100, "damaged"),
    ],
    ids=["empty", "png", "jpeg", "pdf", "html", "ole", "password", "csv", "zip of nothing"],
)
def test_other_files_named_xlsx_are_refused(content: bytes, code: str, tmp_path: Path) -> None:
    """The first bytes decide, not the name."""
    path = tmp_path / "mal.xlsx"
    path.write_bytes(content)
    assert code_of(path) == code


def test_a_file_over_20_mb_is_refused(tmp_path: Path) -> None:
    """Without reading it."""
    path = tmp_path / "mal.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"\0" * 20_000_000)
    assert code_of(path) == "too_large"


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    """The directory of a zip stands at its end."""
    path = make_zip(tmp_path / "mal.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>')
    path.write_bytes(path.read_bytes()[:-60])
    assert code_of(path) == "damaged"


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ({f"xl/media/{n}.xml": "<a/>" for n in range(200)}, "too_large"),
        ({"../evil.xml": "<a/>"}, "unsafe"),
        ({"/etc/passwd": "x"}, "unsafe"),
        ({"C:/x.xml": "x"}, "unsafe"),
        ({"XL/workbook.xml": "<a/>"}, "unsafe"),
        ({"xl/vbaProject.bin": b"x"}, "macros"),
        ({"xl/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "unsafe"),
        ({"xl/sharedStrings.xml": " " * 5_000_000}, "unsafe"),
        ({"xl/styles.xml": "<a><b></a>"}, "damaged"),
        ({"xl/worksheets/sheet1.xml": sheet_xml('<row r="1"><c r="XFD1048576"><v>1</v></c></row>')}, "far_cell"),
        ({"xl/worksheets/sheet1.xml": sheet_xml('<row r="200001"><c><v>1</v></c></row>')}, "far_cell"),
        ({"xl/worksheets/sheet1.xml": sheet_xml('<row r="1">' + "<c><v>1</v></c>" * 101 + "</row>")}, "far_cell"),
    ],
    ids=[
        "205 entries",
        "parent folder",
        "absolute",
        "drive",
        "same name twice",
        "macro",
        "entities",
        "bomb",
        "broken xml",
        "XFD1048576",
        "row 200,001",
        "column 101",
    ],
)
def test_dangerous_workbooks_are_refused(extra: dict[str, bytes | str], code: str, tmp_path: Path) -> None:
    """Each limit of the guard, met by a workbook that is right otherwise."""
    assert code_of(make_zip(tmp_path / "mal.xlsx", extra=extra)) == code


def test_a_workbook_the_reader_cannot_open_is_refused(tmp_path: Path) -> None:
    """Sound XML, but no sheet data where the index says that there is."""
    links = link_xml("worksheet", "worksheets/sheet9.xml")
    assert code_of(make_zip(tmp_path / "mal.xlsx", extra={"xl/_rels/workbook.xml.rels": links})) == "damaged"


def test_a_zip_without_a_workbook_is_refused(tmp_path: Path) -> None:
    """A DOCX is a zip as well."""
    path = tmp_path / "mal.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert code_of(path) == "not_a_workbook"


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    """The flag of encryption stands in the directory of the zip."""
    path = make_zip(tmp_path / "mal.xlsx")
    content = bytearray(path.read_bytes())
    start = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, start + 8, 1)
    path.write_bytes(bytes(content))
    assert code_of(path) == "encrypted"


def test_a_compression_that_excel_does_not_use_is_refused(tmp_path: Path) -> None:
    """LZMA unpacks without the limits of the guard."""
    path = make_zip(tmp_path / "mal.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/styles.xml", "<a/>")
    assert code_of(path) == "unsafe"


def test_more_than_200_mb_unpacked_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the limit at 500 bytes, the hand-made workbook is too large."""
    monkeypatch.setattr("planner.intake.workbook_guard.LARGEST_UNPACKED_BYTES", 500)
    with pytest.raises(UnsafeWorkbook, match="too_large"):
        guard_workbook(make_zip(tmp_path / "mal.xlsx"))


def test_more_than_5_million_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the limit at one cell, two are too many."""
    monkeypatch.setattr("planner.intake.workbook_guard.MOST_CELLS", 1)
    with pytest.raises(UnsafeWorkbook, match="too_large"):
        guard_workbook(make_zip(tmp_path / "mal.xlsx", '<row r="1"><c r="A1"/><c r="B1"/></row>'))


def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    """One hundredth of a second is not enough to start a process."""
    with pytest.raises(InvalidFile) as refused:
        read_workbook(make_zip(tmp_path / "mal.xlsx"), seconds=0.01)
    assert [f.code for f in refused.value.findings] == ["reader_failed"]


def test_a_child_that_dies_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that is killed prints nothing; the parent lives on."""
    monkeypatch.setattr(workbook_module.sys, "executable", "/bin/false")
    with pytest.raises(InvalidFile) as refused:
        read_workbook(make_zip(tmp_path / "mal.xlsx"))
    assert [f.code for f in refused.value.findings] == ["reader_failed"]


def test_the_child_dies_of_a_cell_far_away_and_the_parent_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: without the guard the reader asks for far more than its 2 GiB, and only the child ends."""
    path = make_zip(
        tmp_path / "mal.xlsx",
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    )
    blind = tmp_path / "blind.py"
    blind.write_text(
        "import sys\nfrom planner.intake import workbook_child, workbook_guard\n"
        "workbook_child.guard_workbook = lambda path: {}\nworkbook_child.main(sys.argv[-1])\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(workbook_module, "CHILD", [str(blind)])
    with pytest.raises(InvalidFile) as refused:
        read_workbook(path)
    assert [f.code for f in refused.value.findings] == ["reader_failed"]


def test_cells_keep_their_kind_on_the_way_from_the_child(tmp_path: Path) -> None:
    """Dates, times, durations, numbers, text and truth values."""
    path = tmp_path / "mal.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("visits")
        forms = {f: book.add_format({"num_format": f}) for f in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm", "[h]:mm")}
        page.write_datetime(0, 0, datetime(2026, 1, 5), forms["dd/mm/yyyy"])
        page.write_datetime(0, 1, datetime(2026, 1, 5, 8, 30), forms["dd/mm/yyyy hh:mm"])
        page.write_datetime(0, 2, time(7, 30), forms["hh:mm"])
        page.write_number(0, 3, 1.25, forms["[h]:mm"])
        page.write_row(0, 4, (70, 0.5, "001", True))
    ((title, cells),) = read_workbook(path).sheets
    assert title == "visits"
    assert list(cells[0]) == [
        date(2026, 1, 5),
        datetime(2026, 1, 5, 8, 30),
        time(7, 30),
        timedelta(hours=30),
        70,
        0.5,
        "001",
        True,
    ]


def test_errors_and_formulas_without_a_value_are_shown_as_such(tmp_path: Path) -> None:
    """The reader would show blanks; a formula that Excel has computed is its value."""
    cells = (
        '<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1"><f>SUM(C1:C9)</f></c>'
        '<c r="C1"><f>1+1</f><v>2</v></c><c r="D1" t="str"><f>""</f><v></v></c></row>'
    )
    (sheet,) = read_sheets(make_zip(tmp_path / "mal.xlsx", cells))
    assert sheet["rows"][0][:3] == ["#DIV/0!", "=SUM(C1:C9)", 2.0]
    assert not "".join(str(c or "") for c in sheet["rows"][0][3:])


def test_pictures_and_inline_text_pass(tmp_path: Path) -> None:
    """A picture is not looked into; text may stand in the cell itself; an error may stand below all other cells."""
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>KTP-el</t></is></c></row>'
        '<row r="3"><c r="B3" t="e"><v>#REF!</v></c></row>'
    )
    (sheet,) = read_sheets(make_zip(tmp_path / "mal.xlsx", cells, {"xl/media/image1.png": b"x"}))
    assert sheet["rows"][0][0] == "KTP-el"
    assert sheet["rows"][2][1] == "#REF!"


def test_a_workbook_without_an_index_is_damaged(tmp_path: Path) -> None:
    """Nothing says which entry is which sheet."""
    whole = make_zip(tmp_path / "whole.xlsx")
    path = tmp_path / "mal.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name != "xl/_rels/workbook.xml.rels":
                new.writestr(name, old.read(name))
    assert code_of(path) == "damaged"


def test_cells_without_places_are_counted(tmp_path: Path) -> None:
    """`r` may be left out: the place follows from the order."""
    scan = guard_workbook(make_zip(tmp_path / "mal.xlsx", '<row><c/></row><row><c/><c t="e"><v>#REF!</v></c></row>'))
    assert scan["visits"].shown == {(1, 1): "#REF!"}


def test_hidden_sheets_and_merged_cells_are_told(tmp_path: Path, make_folder: Callable[..., Path]) -> None:
    """They are read; somebody may not know that they are there."""
    path = workbook_of(make_folder(), tmp_path / "mal.xlsx", hide="skills", merge="officers")
    assert {(f.code, f.sheet) for f in read_mall(path).warnings} == {
        ("hidden_sheet", "skills"),
        ("merged_cells", "officers"),
    }


def workbook_of(folder: Path, path: Path, *, hide: str = "", merge: str = "") -> Path:
    """The sheets of a folder in one workbook, with the settings of the template."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Pengaturan")
        for row, (key, value) in enumerate((("kunci", "nilai"), *settings_rows())):
            page.write_row(row, 0, (key, value))
        for file in sorted(folder.glob("*.csv")):
            page = book.add_worksheet(file.stem)
            for row, values in enumerate(csv.reader(io.StringIO(file.read_text(encoding="utf-8")))):
                page.write_row(row, 0, values)
            if file.stem == hide:
                page.hide()
            if file.stem == merge:
                page.merge_range(20, 0, 20, 1, "")
    return path


def test_workbook_and_folder_are_twins(tmp_path: Path, make_folder: Callable[..., Path]) -> None:
    """The same sheets, the same records; only the settings differ here."""
    folder = make_folder()
    book, files = read_mall(workbook_of(folder, tmp_path / "mal.xlsx")), read_mall(folder)
    assert book.history == files.history
    assert book.mall.services == files.mall.services
    assert book.mall.skills == files.mall.skills
    assert book.mall.name == "MPP Kabupaten Contoh"


def test_a_workbook_needs_its_settings(tmp_path: Path) -> None:
    """No sheet `mall`: told like a missing mall.toml."""
    path = tmp_path / "mal.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("visits")
        book.add_worksheet("kunjungan")
        book.add_worksheet("lain-lain")
    with pytest.raises(InvalidFile) as refused:
        read_mall(path)
    codes = [f.code for f in refused.value.findings]
    assert (codes.count("missing_sheet"), codes.count("missing_settings")) == (2, 1)
    assert {"double_sheet", "unknown_sheet", "missing_officers", "missing_visits"} <= set(codes)


@pytest.mark.parametrize(("letters", "number"), [("A", 0), ("Z", 25), ("AA", 26), ("CV", 99), ("XFD", 16383)])
def test_column_letters(letters: str, number: int) -> None:
    """Base 26 without a zero."""
    assert column_number(letters) == number


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (datetime(2026, 1, 5, 8), ["datetime", "2026-01-05T08:00:00"]),
        (date(2026, 1, 5), ["date", "2026-01-05"]),
        (time(8), ["time", "08:00:00"]),
        (timedelta(hours=1), ["seconds", 3600.0]),
        ("x", "x"),
    ],
)
def test_cells_as_json(cell: object, code: object) -> None:
    """A pair of kind and value where JSON has no such kind."""
    assert encode_cell(cell) == code


def test_the_child_prints_sheets_or_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its whole talk with the parent is one JSON text."""
    monkeypatch.setattr(workbook_child, "_limit_resources", lambda: None)  # they would bind the tests themselves
    workbook_child.main(str(make_zip(tmp_path / "mal.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>')))
    assert json.loads(capsys.readouterr().out)["sheets"][0]["rows"] == [[1.0]]
    (tmp_path / "mal.xlsx").write_bytes(b"")
    workbook_child.main(str(tmp_path / "mal.xlsx"))
    assert json.loads(capsys.readouterr().out) == {"fault": ["not_a_workbook", "berkas kosong", ""]}


@pytest.mark.slow
def test_a_large_honest_workbook_is_read_in_time(tmp_path: Path) -> None:
    """100,000 rows of visits pass the guard and are read within 20 seconds."""
    path = tmp_path / "mal.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("visits")
        for row in range(100_000):
            page.write_row(row, 0, ("2026-01-05", f"layanan {row}", row))
    before = clock.monotonic()
    ((_, cells),) = read_workbook(path).sheets
    assert len(cells) == 100_000
    assert clock.monotonic() - before < 20
