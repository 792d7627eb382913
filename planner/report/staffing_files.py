"""The memo of a staffing case as files: DOCX from a Word template, PDF on A4, and the figures as XLSX.

The template is an ordinary Word file with `{{ }}` fields; an agency puts its own letterhead into a copy of it and hands
it in. Text stays editable in Word.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docxtpl import DocxTemplate, InlineImage  # type: ignore[import-untyped]
from fpdf import FPDF
from fpdf.enums import TableCellFillMode
from fpdf.fonts import FontFace

from planner.report.fonts import add_fonts
from planner.report.staffing_tables import Table

MARGIN_CM = 2.0
WIDTHS_CM: Mapping[str, tuple[float, ...]] = {  # 17 cm between the margins of A4
    "abk": (3.4, 1.9, 1.9, 2.1, 2.1, 1.0, 1.5, 3.1),
    "pool": (3.0, 4.4, 2.6, 4.4, 2.6),
    "curve": (1.9, 1.2, 2.6, 2.4, 2.6, 1.7, 1.5, 1.6, 1.5),
    "ends": (1.8, 2.0, 2.0, 1.8, 1.8, 2.0, 2.0, 1.8, 1.8),
    "free": (4.6, 3.1, 4.3, 5.0),
}
FONT = "Arial"
INK = RGBColor(0x12, 0x26, 0x3A)
CELL_MARGIN_TWIPS = 45
LEAST_ROOM_MM = 25.0  # a heading with less below it goes to the next page
CHART_ROOM_MM = 85.0
INSIDE_RANGE, NON_BREAKING_HYPHEN = re.compile(r"(?<=\d)-(?=\d)"), "\u2011"
CHART_WIDTH_CM = 15.0
SIGN = "Tanda tangan: ________________________"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the memo: a heading, "" for none, and paragraphs."""

    name: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """What stands in the memo, the tables between two rows of sections.

    letterhead : one or several lines. chart: the curve as PNG, with what its marks mean.
    passport : what the numbers were made from, and when.
    """

    letterhead: str
    heading: str
    head: tuple[tuple[str, str], ...]
    before: tuple[Section, ...]
    tables: tuple[Table, ...]
    after: tuple[Section, ...]
    passport: str
    chart: bytes
    chart_title: str
    chart_note: str


def memo_template() -> bytes:
    """The default Word template; an agency may change everything around the fields."""
    document = Document()
    document.styles["Normal"].font.name = FONT
    document.styles["Normal"].font.size = Pt(10)
    for section in document.sections:
        section.left_margin = section.right_margin = Cm(MARGIN_CM)
        section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    _letterhead(document)
    _heading(document, "{{ heading }}", 2)
    _loop(document, "for label, text in head", "{{ label }}: {{ text }}")
    _sections(document, "before")
    _heading(document, "{{ chart_title }}", 4)
    document.add_paragraph("{{ chart }}").paragraph_format.keep_with_next = True
    _small(document.add_paragraph("{{ chart_note }}"))
    for key, widths in WIDTHS_CM.items():
        document.add_paragraph(f"{{%p if {key} %}}")
        _heading(document, f"{{{{ {key}.title }}}}", 4)
        _add_table(document, key, widths)
        _small(document.add_paragraph(f"{{{{ {key}.note }}}}"))
        document.add_paragraph("{%p endif %}")
    _sections(document, "after")
    document.add_paragraph(f"\n{SIGN}")
    _small(document.add_paragraph("{{ passport }}"))
    return _saved(document)


def _letterhead(document: Any) -> None:
    """Centred above a line, as letters of the authorities have it."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run("{{ letterhead }}")
    run.font.bold, run.font.size, run.font.color.rgb = True, Pt(13), INK
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", "12263A")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def _heading(document: Any, text: str, level: int) -> None:
    heading = document.add_heading(text, level=level)
    for run in heading.runs:
        run.font.color.rgb = INK


def _sections(document: Any, name: str) -> None:
    document.add_paragraph(f"{{%p for section in {name} %}}")
    document.add_paragraph("{%p if section.name %}")
    _heading(document, "{{ section.name }}", 3)
    document.add_paragraph("{%p endif %}")
    _loop(document, "for text in section.paragraphs", "{{ text }}")
    document.add_paragraph("{%p endfor %}")


def _loop(document: Any, opening: str, line: str) -> None:
    document.add_paragraph(f"{{%p {opening} %}}")
    document.add_paragraph(line).paragraph_format.space_after = Pt(4)
    document.add_paragraph("{%p endfor %}")


def _small(paragraph: Any) -> None:
    paragraph.paragraph_format.space_after = Pt(8)
    for run in paragraph.runs:
        run.font.size = Pt(8)


def _add_table(document: Any, key: str, widths_cm: Sequence[float]) -> None:
    """Row loops of docxtpl stand in rows of their own; numbers to the right."""
    table = document.add_table(rows=4, cols=len(widths_cm))
    table.style = "Table Grid"
    table.autofit = False
    _set_cell_margins(table)
    for column, width in zip(table.columns, widths_cm, strict=True):
        column.width = Cm(width)
    words = len(widths_cm) if key == "free" else 1
    for n, head in enumerate(table.rows[0].cells):
        head.text = f"{{{{ {key}.heads[{n}] }}}}"
        head.paragraphs[0].runs[0].font.bold = True
    table.rows[1].cells[0].text = f"{{%tr for row in {key}.rows %}}"
    for n, cell in enumerate(table.rows[2].cells):
        cell.text = f"{{{{ row[{n}] }}}}"
        if n >= words:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table.rows[3].cells[0].text = "{%tr endfor %}"
    for row in table.rows:
        _keep_together(row)
        for cell, width in zip(row.cells, widths_cm, strict=True):
            cell.width = Cm(width)


def _set_cell_margins(table: Any) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(CELL_MARGIN_TWIPS))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _keep_together(row: Any) -> None:
    """Small print, and neither a row nor the table is cut by the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.space_after = Pt(0)
            for run in paragraph.runs:
                run.font.size = Pt(7.5)


def memo_docx(memo: Memo, template: bytes) -> bytes:
    """The memo in a template; text is escaped, so that `KTP & KK` does not break the file."""
    document = DocxTemplate(BytesIO(template))
    tables = {table.key: replace(table, rows=_unbroken(table.rows)) for table in memo.tables}
    content = {
        "letterhead": memo.letterhead,
        "heading": memo.heading,
        "head": memo.head,
        "before": memo.before,
        "after": memo.after,
        "passport": memo.passport,
        "chart": InlineImage(document, BytesIO(memo.chart), width=Cm(CHART_WIDTH_CM)),
        "chart_title": memo.chart_title,
        "chart_note": memo.chart_note,
        **{key: tables.get(key) for key in WIDTHS_CM},
    }
    document.render(content, autoescape=True)
    return _saved(document)


def _unbroken(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Ranges such as 9.004-9.788 that Word does not cut at the hyphen."""
    return tuple(tuple(INSIDE_RANGE.sub(NON_BREAKING_HYPHEN, cell) for cell in row) for row in rows)


def _saved(document: Any) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def memo_pdf(memo: Memo) -> bytes:
    """The memo on A4."""
    page = _Pdf(memo)
    page.letterhead(memo.letterhead)
    page.say(memo.heading, 12, "B")
    for label, text in memo.head:
        page.say(f"{label}: {text}")
    page.sections(memo.before)
    page.chart(memo)
    for table in memo.tables:
        page.table(table)
    page.sections(memo.after)
    page.file.ln(8)
    page.say(SIGN)
    page.say(memo.passport, 8)
    return bytes(page.file.output())


class _Pdf:
    """A4 pages with headings, paragraphs and tables that are not cut."""

    def __init__(self, memo: Memo) -> None:
        self.file = FPDF(format="A4")
        self.file.set_title(f"{memo.heading}: {memo.head[-1][1]}")
        self.file.set_lang("id")
        self.family = add_fonts(self.file)
        self.file.set_margin(MARGIN_CM * 10)
        self.file.set_auto_page_break(auto=True, margin=18)
        self.file.add_page()

    def say(self, text: str, size: float = 10, style: str = "") -> None:
        self.file.set_font(self.family, style=style, size=size)
        self.file.multi_cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT", align="L")
        self.file.ln(1.5)

    def letterhead(self, text: str) -> None:
        """Centred above a line."""
        self.file.set_font(self.family, style="B", size=13)
        self.file.multi_cell(0, 6.5, text, new_x="LMARGIN", new_y="NEXT", align="C")
        y = self.file.get_y() + 1.5
        self.file.set_line_width(0.5)
        self.file.line(self.file.l_margin, y, self.file.w - self.file.r_margin, y)
        self.file.set_line_width(0.2)
        self.file.set_y(y + 4)

    def chart(self, memo: Memo) -> None:
        """The curve under its title, on the next page where it would be cut."""
        if self.file.will_page_break(CHART_ROOM_MM):
            self.file.add_page()
        self.say(memo.chart_title, 10, "B")
        self.file.image(BytesIO(memo.chart), w=CHART_WIDTH_CM * 10, alt_text=memo.chart_note)
        self.say(memo.chart_note, 8)
        self.file.ln(2)

    def sections(self, sections: Iterable[Section]) -> None:
        for section in sections:
            if self.file.will_page_break(LEAST_ROOM_MM):
                self.file.add_page()
            if section.name:
                self.say(section.name, 11, "B")
            for text in section.paragraphs:
                self.say(text)

    def table(self, table: Table) -> None:
        """On the next page where it would be cut; one that is longer than a page is cut between rows."""
        with self.file.offset_rendering() as trial:
            self._draw(table)
        if trial.page_break_triggered:
            self.file.add_page()
        self._draw(table)

    def _draw(self, table: Table) -> None:
        self.say(table.title, 10, "B")
        self.file.set_font(self.family, size=8)
        heads = FontFace(emphasis="BOLD", fill_color=(230, 236, 240))
        aligns = tuple("LEFT" if n < table.words else "RIGHT" for n in range(len(table.heads)))
        with self.file.table(
            (table.heads, *table.rows),
            headings_style=heads,
            cell_fill_mode=TableCellFillMode.NONE,
            line_height=4.2,
            text_align=aligns,
            col_widths=WIDTHS_CM[table.key],
            padding=0.8,
        ):
            pass
        self.file.ln(1.5)
        self.say(table.note, 8)
        self.file.ln(2)
