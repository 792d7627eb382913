from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.plan import Plan
from planner.report.language import Language
from planner.report.roster_xlsx import write_roster_xlsx

ID, EN = Language("id"), Language("en")
SHEETS = ["Per loket", "Per petugas", "Kuota", "Kekurangan", "Keterangan"]


def read_back(plan: Plan, folder: Path, language: Language = ID) -> openpyxl.Workbook:
    write_roster_xlsx(plan, folder / "roster.xlsx", language)
    return openpyxl.load_workbook(folder / "roster.xlsx")


def texts_of(sheet: Worksheet) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def test_the_workbook_has_its_sheets_in_both_languages(odd_week: Plan, tmp_path: Path) -> None:
    """The English twin has the same sheets under English names."""
    assert read_back(odd_week, tmp_path).sheetnames == SHEETS
    english = ["By counter", "By officer", "Quotas", "Shortfalls", "Notes"]
    assert read_back(odd_week, tmp_path, EN).sheetnames == english


def test_every_sheet_prints_on_a4_landscape_with_head_and_foot(odd_week: Plan, tmp_path: Path) -> None:
    """Paper 9 is A4; one page wide, as many high as it takes; mall, DRAF, week above, page x of y below."""
    for sheet in read_back(odd_week, tmp_path).worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        head = (sheet.oddHeader.left.text, sheet.oddHeader.center.text, sheet.oddHeader.right.text)
        assert head == ("MPP Contoh && Sahabat", "DRAF", "30 Maret - 3 April 2026 (minggu ke-14)")
        assert sheet.oddFooter.right.text.strip() == "hal. &P dari &N"


def test_a_passport_that_begins_with_a_digit_is_no_font_size(odd_week: Plan, tmp_path: Path) -> None:
    """In a page footer "&8" is the size; "&8123" would be another and swallow the hash."""
    passport = replace(odd_week.passport, content_hash="1234567890abcdef")
    sheet = read_back(replace(odd_week, passport=passport), tmp_path).worksheets[0]
    assert (sheet.oddFooter.center.size, sheet.oddFooter.center.text.strip()) == (8, "1234567890ab")


def test_headings_repeat_on_each_printed_page(odd_week: Plan, tmp_path: Path) -> None:
    """The week's four heading rows and the desk's column; one heading row on the lists."""
    book = read_back(odd_week, tmp_path)
    assert book["Per loket"].print_title_rows == "$4:$7"
    assert book["Per loket"].print_title_cols == "$A:$A"
    assert book["Per petugas"].print_title_cols == "$A:$B"
    assert book["Kuota"].print_title_rows == "$4:$4"


def test_a_desk_has_its_states_and_its_counters_below(odd_week: Plan, tmp_path: Path) -> None:
    """Row 8 is Adminduk's states, row 9 counter A1 with Sari, who is away on Tuesday."""
    sheet = read_back(odd_week, tmp_path)["Per loket"]
    assert sheet["A8"].value == "Disdukcapil: Adminduk"
    assert sheet["B8"].value == "● Ketat 91%"
    assert sheet["E8"].value == "▲ ≈ 18 kunjungan tidak terlayani"
    assert [sheet.cell(9, column).value for column in range(1, 6)] == [
        "loket A1",
        "Sari",
        "Sari\nist. 11.30-12.30",
        "Sari",
        None,
    ]


def test_a_short_cell_is_loud_without_colour(odd_week: Plan, tmp_path: Path) -> None:
    """Sign, word and number, bold, in a thick frame; a full cell has a thin one."""
    sheet = read_back(odd_week, tmp_path)["Per loket"]
    assert sheet["E8"].value.startswith("▲ ≈ 18")
    assert sheet["E8"].font.bold
    assert sheet["E8"].border.left.style == "medium"
    assert sheet["B9"].border.left.style == "thin"


def test_absence_is_hatched_and_says_no_reason(odd_week: Plan, tmp_path: Path) -> None:
    """Sari on Tuesday."""
    sheet = read_back(odd_week, tmp_path)["Per petugas"]
    cells = [c for row in sheet.iter_rows() for c in row if c.value == "▨ Tidak tersedia"]
    assert len(cells) == 3
    assert {cell.fill.patternType for cell in cells} == {"lightUp"}


def test_quotas_are_numbers_that_can_be_summed(odd_week: Plan, tmp_path: Path) -> None:
    """22, 14 and 8 tickets, and the day's 44 in bold with 40 visits expected."""
    sheet = read_back(odd_week, tmp_path)["Kuota"]
    heads = {sheet.cell(4, column).value: column for column in range(1, sheet.max_column + 1)}
    tickets = [sheet.cell(row, heads["Antrean"]).value for row in range(5, 12)]
    assert tickets == [22, 14, 8, 5, 5, 5, 44]
    assert sheet.cell(11, heads["≈ Permintaan (kunjungan)"]).value == 40
    assert sheet.cell(11, heads["Antrean"]).font.bold


def test_shortfalls_carry_reason_and_way_out(odd_week: Plan, tmp_path: Path) -> None:
    """The first row is the worst."""
    sheet = read_back(odd_week, tmp_path)["Kekurangan"]
    row = [sheet.cell(5, column).value for column in range(1, 7)]
    assert row[0] == "Sel 31 Mar"
    assert row[3] == "▲ ≈ 18 kunjungan tidak terlayani"
    assert row[4] == "Sari tidak tersedia.\nRina tidak bisa melayani KK."
    assert row[5] == "pindahkan Rina dari Legalisir: 22 → 40 antrean, ≈ 14 kunjungan lebih terlayani"


def test_a_week_without_shortfall_says_so(large_week: Plan, tmp_path: Path) -> None:
    """An empty sheet would leave the reader in doubt."""
    sheet = read_back(replace(large_week, proofs=(), forecast=()), tmp_path)["Kekurangan"]
    assert sheet["A5"].value == "✓ Tidak ada kekurangan minggu ini."


def test_notes_tell_promise_findings_and_passport(odd_week: Plan, tmp_path: Path) -> None:
    """Enough to read the signs and to tell which plan this paper comes from."""
    texts = texts_of(read_back(odd_week, tmp_path)["Keterangan"])
    assert odd_week.passport.content_hash in texts
    assert "Profil kedatangan anggapan." in texts
    assert any(text.startswith("90% menunggu paling lama 30 menit") for text in texts)
    assert "34,0 kunjungan; jadwal terbukti terbaik menurut tabel kapasitas, yang menghitung 34,0" in texts


def test_gaps_between_notes_are_low(odd_week: Plan, tmp_path: Path) -> None:
    """The notes of a usual week fill one page; whole lines between groups pushed the last rows to another."""
    sheet = read_back(odd_week, tmp_path)["Keterangan"]
    gaps = [row for row in range(4, sheet.max_row) if not sheet.cell(row, 1).value and not sheet.cell(row, 2).value]
    assert gaps
    assert {sheet.row_dimensions[row].height for row in gaps} == {6}


def test_rosters_and_quotas_have_room_for_signatures(odd_week: Plan, tmp_path: Path) -> None:
    """Who made it, who approves it."""
    for name in SHEETS[:3]:
        assert "Mengetahui, Kepala MPP" in texts_of(read_back(odd_week, tmp_path)[name])


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "http://contoh", "12"])
def test_text_stays_text_whatever_it_looks_like(odd_week: Plan, tmp_path: Path, name: str) -> None:
    """A name that looks like a formula, an address or a number is written as the name."""
    mall = odd_week.input.mall
    officers = tuple(replace(o, name=name) if o.id == "budi" else o for o in mall.officers)
    plan = replace(odd_week, input=replace(odd_week.input, mall=replace(mall, officers=officers)))
    sheet = read_back(plan, tmp_path)["Per loket"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == name)
    assert (cell.data_type, cell.hyperlink) == ("s", None)


def test_equal_plans_give_equal_files(odd_week: Plan, tmp_path: Path) -> None:
    """The file holds the plan's time, not the clock's."""
    for name in ("first", "second"):
        write_roster_xlsx(odd_week, tmp_path / f"{name}.xlsx", ID)
    assert (tmp_path / "first.xlsx").read_bytes() == (tmp_path / "second.xlsx").read_bytes()
