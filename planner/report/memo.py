"""The memo of a staffing case: telaahan staf as DOCX from a Word template, as PDF, and its tables as XLSX.

The template is an ordinary Word file with `{{ }}` fields; an agency puts its own letterhead into a copy of it
(`write_template`) and hands it in. Text stays editable in Word; every number carries its unit and its source.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from docx import Document
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from fpdf import FPDF
from fpdf.enums import TableCellFillMode
from fpdf.fonts import FontFace

from planner.domain.mall import Mall
from planner.planning.abk import CONVENTIONS
from planner.planning.staffing_case import StaffingCase
from planner.report.fonts import add_fonts
from planner.report.staffing_case import INDONESIAN, OVERLOAD, headline, range_text

ABK_HEADS = (
    "Dasar",
    "WKE (menit/tahun)",
    "Beban (menit/tahun)",
    "Kebutuhan",
    "Dibulatkan",
    "Ada",
    "Selisih",
    "EJ / PEJ",
)
CURVE_HEADS = ("Petugas", "Kuota per hari", "Terlayani per tahun", "Tidak terlayani per tahun", "Hari penuh")
LEAST_ROOM_MM = 25.0  # a heading with less below it goes to the next page
SECTIONS = ("Persoalan", "Praanggapan", "Fakta yang mempengaruhi", "Analisis", "Kesimpulan", "Saran")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """What stands in the memo: head, paragraphs by section, and two tables of text."""

    head: tuple[tuple[str, str], ...]
    sections: dict[str, tuple[str, ...]]
    abk: tuple[tuple[str, ...], ...]
    curve: tuple[tuple[str, ...], ...]
    letterhead: str


def make_memo(case: StaffingCase, mall: Mall, day: date) -> Memo:
    """The memo's words and numbers."""
    desk = mall.get_desk(case.desk)
    today = case.today
    say = INDONESIAN
    fact_source = f"catatan kunjungan {mall.name} s.d. sehari sebelum {say.full_date(case.first_day)}"
    knee = (
        f"Sesudah {case.knee} petugas, tambahan berikutnya hanya sedikit menolong."
        if case.knee is not None
        else "Dalam rentang yang dihitung setiap tambahan masih menolong."
    )
    return Memo(
        letterhead=mall.name,
        head=(
            ("Kepada", "Kepala instansi"),
            ("Dari", f"Pengelola {mall.name}"),
            ("Tanggal", say.full_date(day)),
            ("Nomor", "…"),
            ("Lampiran", "1 berkas (XLSX)"),
            ("Hal", f"Usulan petugas {desk.name}"),
        ),
        sections={
            "Persoalan": (
                f"{desk.name} tidak dapat melayani sekitar {range_text(today.turned_away)} kunjungan setahun dengan "
                f"{case.officers} petugas (simulasi {case.settings.replications} tahun; kisaran memuat 90%).",
            ),
            "Praanggapan": (
                f"Tidak masuk {say.share(case.settings.away_share)} hari-petugas (asumsi: cuti dan sakit); petugas "
                "serba bisa dengan kecepatan norma; petugas bersama tidak dihitung; satu kunjungan rata-rata "
                f"{say.number(case.visit_minutes, 1)} menit (norma mal).",
            ),
            "Fakta yang mempengaruhi": (
                f"Kunjungan tercatat setahun terakhir {say.number(case.counted_visits)} ({fact_source}); perkiraan "
                f"permintaan setahun {say.number(case.demand_visits)} kunjungan"
                + (", sebagian dibangun dari hari yang kuotanya habis." if case.demand_is_estimated else "."),
                f"Loket {case.counters} (data mal); hari buka {case.open_days} (kalender mal, "
                f"{say.full_date(case.first_day)} - {say.full_date(case.last_day)}).",
            ),
            "Analisis": (
                "Analisis beban kerja di bawah adalah rata-rata setahun; ia tidak memuat antrean pukul 08.00-10.00 dan "
                f"hari ketika petugas tidak masuk. Pada {say.share(today.over_capacity_share)} hari yang datang lebih "
                f"banyak daripada kuota; satu petugas tidak masuk berarti {say.number(case.one_away_served, 1)} "
                "kunjungan tidak terlayani hari itu (simulasi).",
            ),
            "Kesimpulan": (headline(case), knee),
            "Saran": (
                "Bandingkan lebih dahulu dengan cara tanpa biaya: gelombang antrean, penjaga loket saat istirahat, dan "
                "pelatihan silang (perintah loketplan whatif).",
            ),
        },
        abk=tuple(_abk_rows(case)),
        curve=tuple(_curve_rows(case)),
    )


def _abk_rows(case: StaffingCase) -> list[tuple[str, ...]]:
    say = INDONESIAN
    rows: list[tuple[str, ...]] = []
    for name, wke in CONVENTIONS.items():
        found = case.abk[wke]
        letter = found.grade()
        ej = "-" if found.ej is None else f"{say.number(found.ej, 2)} / {letter}"
        rows.append(
            (
                name,
                say.number(wke),
                say.number(found.load_minutes),
                say.number(found.need, 2),
                str(found.rounded_need),
                str(found.holders),
                f"{found.difference:+d}",
                f"{ej}: {OVERLOAD}" if letter == "A" else ej,
            )
        )
    return rows


def _curve_rows(case: StaffingCase) -> list[tuple[str, ...]]:
    return [
        (
            f"{team.officers}{' (sekarang)' if team.officers == case.officers else ''}",
            INDONESIAN.number(team.tickets_a_day, 1),
            range_text(team.served),
            range_text(team.turned_away),
            INDONESIAN.share(team.over_capacity_share),
        )
        for team in case.curve
    ]


def write_template(path: Path) -> None:
    """The default Word template; an agency may change everything around the fields."""
    document = Document()
    for section in document.sections:
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(2)
    document.add_heading("{{ letterhead }}", level=1)
    document.add_heading("TELAAHAN STAF", level=2)
    document.add_paragraph("{%p for label, text in head %}")
    document.add_paragraph("{{ label }}: {{ text }}")
    document.add_paragraph("{%p endfor %}")
    for number, name in enumerate(SECTIONS):
        document.add_heading(name, level=3)
        document.add_paragraph(f"{{%p for text in paragraphs[{number}] %}}")
        document.add_paragraph("{{ text }}")
        document.add_paragraph("{%p endfor %}")
        if name == "Analisis":
            _add_table(document, "abk", ABK_HEADS)
            document.add_paragraph()
            _add_table(document, "curve", CURVE_HEADS)
    document.add_paragraph("\nTanda tangan: ________________________")
    document.save(str(path))


def _add_table(document: Any, rows: str, heads: tuple[str, ...]) -> None:
    """Row loops of docxtpl stand in rows of their own."""
    table = document.add_table(rows=4, cols=len(heads))
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    table.rows[1].cells[0].text = f"{{%tr for row in {rows} %}}"
    for n, cell in enumerate(table.rows[2].cells):
        cell.text = f"{{{{ row[{n}] }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    for row in table.rows:
        _keep_together(row)


def _keep_together(row: Any) -> None:
    """Small print, and neither a row nor the table is cut by the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.space_after = Pt(0)
            for run in paragraph.runs:
                run.font.size = Pt(8)


def write_docx(memo: Memo, path: Path, template: Path) -> None:
    """The memo in the template; text is escaped, so that `KTP & KK` does not break the file."""
    document = DocxTemplate(str(template))
    content = {
        "letterhead": memo.letterhead,
        "head": memo.head,
        "paragraphs": [memo.sections[name] for name in SECTIONS],
        "abk": memo.abk,
        "curve": memo.curve,
    }
    document.render(content, autoescape=True)
    document.save(str(path))


def write_pdf(memo: Memo, path: Path) -> None:
    """The memo on A4."""
    page = FPDF(format="A4")
    family = add_fonts(page)
    page.set_auto_page_break(auto=True, margin=18)
    page.add_page()

    def say(text: str, size: float = 10, style: str = "") -> None:
        page.set_font(family, style=style, size=size)
        page.multi_cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT", align="L")
        page.ln(1.5)

    say(memo.letterhead, 14, "B")
    say("TELAAHAN STAF", 12, "B")
    for label, text in memo.head:
        say(f"{label}: {text}")
    for name in SECTIONS:
        if page.will_page_break(LEAST_ROOM_MM):
            page.add_page()
        say(name, 11, "B")
        for text in memo.sections[name]:
            say(text)
        if name == "Analisis":
            _pdf_table(page, family, (ABK_HEADS, *memo.abk))
            _pdf_table(page, family, (CURVE_HEADS, *memo.curve))
    page.ln(12)
    say("Tanda tangan: ________________________")
    page.output(str(path))


def _pdf_table(page: FPDF, family: str, rows: tuple[tuple[str, ...], ...]) -> None:
    page.set_font(family, size=8)
    heads = FontFace(emphasis="BOLD", fill_color=(230, 236, 240))
    with page.table(
        rows, headings_style=heads, cell_fill_mode=TableCellFillMode.NONE, line_height=4.5, text_align="LEFT"
    ):
        pass
    page.ln(3)


def write_xlsx(memo: Memo, path: Path) -> None:
    """Both tables, text written as text."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    bold, wrapped = book.add_format({"bold": True, "text_wrap": True, "border": 1}), book.add_format({"border": 1})
    for name, heads, rows in (("ABK", ABK_HEADS, memo.abk), ("Kurva petugas", CURVE_HEADS, memo.curve)):
        sheet = book.add_worksheet(name)
        sheet.set_column(0, len(heads) - 1, 24)
        for r, row in enumerate((heads, *rows)):
            for c, text in enumerate(row):
                sheet.write_string(r, c, text, wrapped if r else bold)
    book.close()


def write_memo(memo: Memo, out: Path, template: Path | None = None) -> tuple[Path, ...]:
    """telaahan-staf.docx, .pdf and .xlsx in a folder, and the template where none is given."""
    out.mkdir(parents=True, exist_ok=True)
    chosen = template or out / "templat-telaahan-staf.docx"
    if template is None:
        write_template(chosen)
    names = [out / f"telaahan-staf.{ending}" for ending in ("docx", "pdf", "xlsx")]
    write_docx(memo, names[0], chosen)
    write_pdf(memo, names[1])
    write_xlsx(memo, names[2])
    return tuple(names)
