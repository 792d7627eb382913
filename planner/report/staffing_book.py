"""The figures of a staffing case as a workbook: numbers as numbers, a sheet for each table, and what they rest on."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from planner.domain.mall import Mall
from planner.planning.abk import CONVENTIONS
from planner.planning.staffing_case import StaffingCase
from planner.planning.staffing_case_year import TeamFigures
from planner.report.staffing_case import INDONESIAN, basis, doubts, title, unit_sentences, year_sentence
from planner.report.staffing_tables import curve_table, measures_table
from planner.report.workbook import A4, GREY, escaped, height_of

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
BASIS_WIDTH = 105
NARROWEST, WIDEST = 9.0, 44.0
SPARE = 0.72  # of the width is counted on: an office program without the font takes a wider one
SHARES = ("Hari melebihi kuota", "Waktu terpakai", "Selesai tepat waktu")
LOOK = {"font_name": "Calibri", "font_size": 9, "valign": "vcenter", "text_wrap": True, "border": 1}


def case_workbook(case: StaffingCase, mall: Mall, passport: str) -> bytes:
    """Sheets ABK, Kurva petugas, Ujung permintaan, Cara tanpa biaya and Dasar; text is written as text."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    tables = (
        ("ABK", ABK_HEADS, _abk_rows(case, mall)),
        ("Kurva petugas", CURVE_HEADS, _curve_rows(case)),
        ("Ujung permintaan", END_HEADS, _end_rows(case)),
        ("Cara tanpa biaya", FREE_HEADS, _free_rows(case, mall)),
    )
    writer = _Writer(book, title(case, mall, INDONESIAN))
    for name, heads, rows in tables:
        writer.table(name, heads, tuple(rows))
    writer.lines("Dasar", "Keterangan", _basis_lines(case, mall, passport))
    book.close()
    return file.getvalue()


class _Writer:
    """Writes sheets that print on A4 landscape under the title of the case, rows as high as their text."""

    def __init__(self, book: xlsxwriter.Workbook, told: str) -> None:
        self.book, self.told = book, told
        self.head = book.add_format({**LOOK, "bold": True, "bg_color": GREY})
        self.cell = book.add_format({**LOOK, "num_format": "#,##0.##"})
        self.share = book.add_format({**LOOK, "num_format": "0%"})

    def table(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """A sheet of columns, its heading repeated on each page."""
        page = self._page(name)
        full: list[Sequence[Cell]] = [(*row, *[None] * (len(heads) - len(row))) for row in rows]
        widths = [_width(head, cells) for head, *cells in zip(heads, *full, strict=True)]
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        self._row(page, 0, [(head, self.head) for head in heads])
        looks = [self.share if head in SHARES else self.cell for head in heads]
        for row, cells in enumerate(full, start=1):
            self._row(page, row, list(zip(cells, looks, strict=True)))
        for row, cells in enumerate([heads, *full]):
            page.set_row(row, max(_height(cell, width) for cell, width in zip(cells, widths, strict=True)))
        page.repeat_rows(0)
        page.freeze_panes(1, 1)

    def lines(self, name: str, head: str, lines: Iterable[str]) -> None:
        """A sheet of sentences."""
        page = self._page(name)
        page.set_column(0, 0, BASIS_WIDTH)
        for row, line in enumerate((head, *lines)):
            self._row(page, row, [(line, self.cell if row else self.head)])
            page.set_row(row, _height(line, BASIS_WIDTH))

    def _row(self, page: Worksheet, row: int, cells: Sequence[tuple[Cell, Format]]) -> None:
        for column, (cell, look) in enumerate(cells):
            page.write(row, column, cell, look)

    def _page(self, name: str) -> Worksheet:
        page = self.book.add_worksheet(name)
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
        page.set_header(f'&L&"Calibri,Bold"{escaped(self.told)}&R{escaped(name)}')
        page.set_footer(f"&R&8 {INDONESIAN.say('sheet.page', page='&P', pages='&N')}")
        return page


def _width(head: str, cells: Sequence[Cell]) -> float:
    """Wide enough for the longest word of the heading, and for a sentence over a few lines."""
    longest_word = max(len(word) for word in head.split())
    longest_text = max((len(_text(cell)) for cell in cells), default=0)
    return max(NARROWEST, 0.95 * longest_word, min(WIDEST, longest_text / 3 if longest_text > 60 else longest_text))


def _height(cell: Cell, width: float) -> float:
    """Points that the cell needs; numbers do not wrap."""
    return height_of([cell if isinstance(cell, str) else ""], SPARE * width)


def _text(cell: Cell) -> str:
    """A cell's text as long as it will stand; numbers are shown with two decimals at most."""
    return cell if isinstance(cell, str) else "" if cell is None else f"{cell:,.2f}"


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
