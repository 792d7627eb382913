"""The tally sheet: one page to tick on a desk for one day, as PDF to print and as XLSX to type in and read back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from fpdf import FPDF

from planner.domain.mall import Desk, Mall
from planner.domain.periods import DayType, clock_of_minute, minute_of_day
from planner.report.fonts import add_fonts

TIMED_VISITS = 20
TITLE = "Lembar turus: {desk}"
MARKS = {
    "desk": "meja",
    "day": "tanggal",
    "half_hour": "setengah jam",
    "people": "orang datang",
    "door": "di pintu saat buka",
    "visit": "kunjungan",
    "start": "mulai",
    "end": "selesai",
    "refused": "orang ditolak",
    "ran_out": "nomor habis jam",
}
HOW = (
    "Satu garis untuk setiap orang yang datang, juga yang tidak kebagian nomor. "
    "Catat jam mulai dan selesai 20 kunjungan, dari pagi sampai siang."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyForm:
    """What stands on the page. half_hours: beginnings, as `08:00`."""

    title: str
    desk: str
    half_hours: tuple[str, ...]


def tally_form(mall: Mall, desk: Desk) -> TallyForm:
    """The page of a desk on a normal day."""
    timetable = mall.timetable(DayType.NORMAL)
    starts = range(minute_of_day(timetable.open), minute_of_day(timetable.close), 30)
    return TallyForm(
        title=TITLE.format(desk=desk.name),
        desk=desk.id,
        half_hours=tuple(f"{clock_of_minute(start):%H:%M}" for start in starts),
    )


def write_tally_sheet(form: TallyForm, folder: Path) -> tuple[Path, Path]:
    """Write turus-DESK.pdf and turus-DESK.xlsx into the folder; returns both paths."""
    folder.mkdir(parents=True, exist_ok=True)
    pdf, xlsx = folder / f"turus-{form.desk}.pdf", folder / f"turus-{form.desk}.xlsx"
    _write_pdf(form, pdf)
    _write_xlsx(form, xlsx)
    return pdf, xlsx


def _write_pdf(form: TallyForm, path: Path) -> None:
    page = FPDF(format="A4")
    page.set_margin(12)
    page.set_auto_page_break(auto=False)
    family = add_fonts(page)
    page.add_page()
    page.set_font(family, size=15)
    page.cell(0, 9, f"{form.title}        {MARKS['day']}: ______________", new_x="LMARGIN", new_y="NEXT")
    page.set_font(family, size=9)
    page.multi_cell(0, 5, HOW, new_x="LMARGIN", new_y="NEXT")
    top = page.get_y() + 2
    _pdf_table(page, (12.0, top), (26.0, 62.0), [(MARKS["half_hour"], MARKS["people"]), *_arrival_rows(form)])
    _pdf_table(page, (108.0, top), (18.0, 34.0, 34.0), [_visit_heading(), *_visit_rows()])
    foot = top + 9.6 * (max(len(form.half_hours) + 2, TIMED_VISITS + 1) + 1)
    page.set_xy(12, foot)
    page.set_font(family, size=11)
    page.cell(0, 9, f"{MARKS['refused'].capitalize()}: __________      {MARKS['ran_out'].capitalize()}: __________")
    page.output(str(path))


def _pdf_table(page: FPDF, corner: tuple[float, float], widths: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
    for number, row in enumerate(rows):
        page.set_xy(corner[0], corner[1] + 9.6 * number)
        for width, text in zip(widths, row, strict=True):
            page.cell(width, 9.6, text, border=1)


def _arrival_rows(form: TallyForm) -> list[tuple[str, str]]:
    return [("saat buka", ""), *((start, "") for start in form.half_hours)]


def _visit_heading() -> tuple[str, str, str]:
    return MARKS["visit"], MARKS["start"], MARKS["end"]


def _visit_rows() -> list[tuple[str, str, str]]:
    return [(str(number), "", "") for number in range(1, TIMED_VISITS + 1)]


def _write_xlsx(form: TallyForm, path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("turus")
        bold = book.add_format({"bold": True})
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 6, 14)
        sheet.write_string(0, 0, form.title, bold)
        sheet.write_string(1, 0, HOW)
        head = [(MARKS["desk"], form.desk), (MARKS["day"], ""), (MARKS["refused"], ""), (MARKS["ran_out"], "")]
        for number, (label, value) in enumerate(head, start=3):
            sheet.write_string(number, 0, label, bold)
            sheet.write_string(number, 1, value)
        first = 8
        _xlsx_rows(sheet, (first, 0), [(MARKS["half_hour"], MARKS["people"]), (MARKS["door"], "")], bold)
        _xlsx_rows(sheet, (first + 2, 0), [(start, "") for start in form.half_hours], None)
        _xlsx_rows(sheet, (first, 3), [_visit_heading(), *_visit_rows()], None)


def _xlsx_rows(
    sheet: xlsxwriter.worksheet.Worksheet,
    corner: tuple[int, int],
    rows: Sequence[Sequence[str]],
    form: xlsxwriter.format.Format | None,
) -> None:
    for down, row in enumerate(rows):
        for right, text in enumerate(row):
            if text:
                sheet.write_string(corner[0] + down, corner[1] + right, text, form)
