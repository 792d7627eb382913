"""The figures of a staffing case as a workbook: numbers as numbers, a sheet for each table, and what they rest on."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import xlsxwriter

from planner.domain.mall import Mall
from planner.planning.abk import CONVENTIONS
from planner.planning.staffing_case import StaffingCase
from planner.planning.staffing_case_year import TeamFigures
from planner.report.staffing_case import INDONESIAN, basis, doubts, title, unit_sentences, year_sentence
from planner.report.staffing_tables import curve_table, measures_table

Cell = str | float | int | None

ABK_HEADS = (
    "Dasar",
    "Waktu kerja efektif (menit/tahun)",
    "Volume",
    "Layanan",
    "Volume (kunjungan/tahun)",
    "Norma waktu (menit/kunjungan)",
    "Beban (menit/tahun)",
    "Kebutuhan",
    "Dibulatkan",
    "Ada",
    "Selisih",
    "EJ",
    "PEJ",
)
CURVE_HEADS = (
    "Petugas",
    "Kuota per hari",
    "Terlayani per tahun",
    "terendah (5%)",
    "tertinggi (95%)",
    "Tidak terlayani per tahun",
    "terendah (5%)",
    "tertinggi (95%)",
    "Lebih terlayani per tahun",
    "terendah (5%)",
    "tertinggi (95%)",
    "Hari melebihi kuota",
    "Tunggu p90 (menit)",
    "Waktu terpakai",
    "Selesai tepat waktu",
)
END_HEADS = (
    "Ujung permintaan",
    "Petugas",
    "Terlayani per tahun",
    "Tidak terlayani per tahun",
    "Lebih terlayani per tahun",
    "Hari melebihi kuota",
    "Tunggu p90 (menit)",
    "Waktu terpakai",
    "Selesai tepat waktu",
)
FREE_HEADS = (
    "Cara",
    "Terlayani lebih per tahun",
    "terendah (5%)",
    "tertinggi (95%)",
    "Terlayani lebih di meja ini per tahun",
    "Hilang di meja lain per tahun",
    "Yang diperlukan",
    "Peringatan",
)
COLUMN_WIDTH, FIRST_WIDTH = 16, 40


def case_workbook(case: StaffingCase, mall: Mall, passport: str) -> bytes:
    """Sheets ABK, Kurva petugas, Ujung permintaan, Cara tanpa biaya and Dasar; text is written as text."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "#,##0.##"})

    def sheet(name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        page = book.add_worksheet(name)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_column(0, 0, FIRST_WIDTH)
        page.set_column(1, max(1, len(heads) - 1), COLUMN_WIDTH)
        for r, row in enumerate((heads, *rows)):
            for c, value in enumerate(row):
                page.write(r, c, value, cell if r else head)

    sheet("ABK", ABK_HEADS, _abk_rows(case, mall))
    sheet("Kurva petugas", CURVE_HEADS, _curve_rows(case))
    sheet("Ujung permintaan", END_HEADS, _end_rows(case))
    sheet("Cara tanpa biaya", FREE_HEADS, _free_rows(case, mall))
    sheet("Dasar", ("Keterangan",), [(line,) for line in _basis_lines(case, mall, passport)])
    book.close()
    return file.getvalue()


def _abk_rows(case: StaffingCase, mall: Mall) -> Iterable[tuple[Cell, ...]]:
    """A row for each service, then the sum with need, difference and grade."""
    for kind, found in (("prakiraan", case.abk.forecast), ("tercatat", case.abk.counted)):
        for name, wke in CONVENTIONS.items():
            abk = found[wke]
            for task in abk.tasks:
                yield (name, wke, kind, task.name, task.yearly_volume, task.norm_minutes, task.load_minutes)
            volume = sum(task.yearly_volume for task in abk.tasks)
            total = (name, wke, kind, f"Jumlah {mall.get_desk(case.desk).name}", volume, None, abk.load_minutes)
            yield (*total, abk.need, abk.rounded_need, abk.holders, abk.difference, abk.ej, abk.grade())


def _curve_rows(case: StaffingCase) -> Iterable[tuple[Cell, ...]]:
    for team in case.curve:
        ranges = (v for r in (team.served, team.turned_away, team.more_served) for v in (r.middle, r.low, r.high))
        yield (team.officers, team.tickets_a_day, *ranges, *_quality(team.whole))


def _end_rows(case: StaffingCase) -> Iterable[tuple[Cell, ...]]:
    for name, of in (("rendah", "least_demand"), ("tinggi", "most_demand")):
        for team in case.curve:
            seen = getattr(team, of)
            yield (name, team.officers, seen.served, seen.turned_away, seen.more_served, *_quality(seen))


def _quality(seen: TeamFigures) -> tuple[Cell, ...]:
    return seen.over_capacity_share, seen.wait_p90_minutes, seen.utilisation, seen.finish_probability


def _free_rows(case: StaffingCase, mall: Mall) -> Iterable[tuple[Cell, ...]]:
    told = measures_table(case, mall, INDONESIAN).rows
    for measure, row in zip(case.measures.tried, told, strict=True):
        net, lost = measure.net_served, measure.lost_there
        gross_and_loss = (measure.more_served.middle, lost.middle if lost else None)
        yield (row[0], net.middle, net.low, net.high, *gross_and_loss, row[2], row[3])


def _basis_lines(case: StaffingCase, mall: Mall, passport: str) -> Iterable[str]:
    yield title(case, mall, INDONESIAN)
    yield year_sentence(case, INDONESIAN)
    yield basis(case, INDONESIAN)
    yield curve_table(case, INDONESIAN).note
    yield measures_table(case, mall, INDONESIAN).note
    yield from unit_sentences(case, mall, INDONESIAN)
    yield from doubts(case, INDONESIAN)
    yield passport
