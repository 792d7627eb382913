"""The memo of a staffing case: Word and PDF hold every number, and LibreOffice opens the file without a fault."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from planner.planning.abk import WKE_BKN, WKE_PERMENPAN, Abk, Task
from planner.planning.staffing_case import CaseSettings, Range, StaffingCase, TeamYear
from planner.report.memo import make_memo, write_memo
from tests.builders import a_mall


def a_team(officers: int) -> TeamYear:
    served = Range(middle=1000.0 * officers, low=900.0 * officers, high=1100.0 * officers)
    nothing = Range(middle=0, low=0, high=0)
    more = Range(middle=1000.0 * (officers - 3), low=0, high=2000)
    return TeamYear(
        officers=officers,
        tickets_a_day=10.0 * officers,
        served=served,
        turned_away=nothing,
        more_served=more,
        over_capacity_share=0.5,
    )


def a_case() -> StaffingCase:
    tasks = (Task(name="KTP & KK", volume=20_000, norm_minutes=13),)
    return StaffingCase(
        desk="adminduk",
        officers=3,
        counters=3,
        first_day=date(2026, 2, 2),
        last_day=date(2027, 1, 29),
        open_days=240,
        counted_visits=15_000,
        demand_visits=20_000,
        demand_is_estimated=True,
        visit_minutes=13,
        abk={wke: Abk(tasks=tasks, holders=3, wke_minutes=wke) for wke in (WKE_BKN, WKE_PERMENPAN)},
        curve=tuple(a_team(n) for n in range(2, 9)),
        one_away_served=12.0,
        knee=4,
        settings=CaseSettings(),
    )


@pytest.fixture
def written(tmp_path: Path) -> Path:
    mall = a_mall()
    write_memo(make_memo(a_case(), mall, date(2026, 1, 30)), tmp_path)
    return tmp_path


def test_word_holds_both_conventions_and_the_curve(written: Path):
    """260,000 minutes / 72,000 = 3.61 and / 75,000 = 3.47; seven sizes of team and a heading row."""
    document = Document(str(written / "telaahan-staf.docx"))
    abk, curve = ([[cell.text for cell in row.cells] for row in table.rows] for table in document.tables)
    assert [row[3] for row in abk[1:]] == ["3,61", "3,47"]
    assert len(curve) == 8
    assert curve[2][0] == "3 (sekarang)"
    assert "{" not in "".join(p.text for p in document.paragraphs)


def test_an_own_template_is_used(written: Path, tmp_path: Path):
    """The agency writes its letterhead into a copy of the template."""
    template = tmp_path / "own.docx"
    document = Document(str(written / "templat-telaahan-staf.docx"))
    document.paragraphs[0].text = "PEMERINTAH KABUPATEN & KOTA"
    document.save(str(template))
    write_memo(make_memo(a_case(), a_mall(), date(2026, 1, 30)), tmp_path / "out", template)
    assert Document(str(tmp_path / "out" / "telaahan-staf.docx")).paragraphs[0].text == "PEMERINTAH KABUPATEN & KOTA"


def test_the_workbook_holds_both_tables(written: Path):
    """Two sheets, text as text."""
    book = load_workbook(written / "telaahan-staf.xlsx")
    assert book.sheetnames == ["ABK", "Kurva petugas"]
    assert book["ABK"]["D2"].value == "3,61"


def test_pdf_is_written(written: Path):
    """A PDF of a page or two."""
    assert (written / "telaahan-staf.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.slow
def test_libreoffice_opens_the_memo(written: Path):
    """Converted to PDF without a fault, so Word opens it too."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(written / 'office').as_uri()}"
    asked = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(written / "printed")]
    subprocess.run([*asked, str(written / "telaahan-staf.docx")], check=True, capture_output=True, timeout=120)
    assert (written / "printed" / "telaahan-staf.pdf").stat().st_size > 5_000
