"""The memo of a staffing case: Word and PDF hold every number, and LibreOffice opens the file without a fault."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Cm
from openpyxl import load_workbook
from PIL import Image

from planner.planning.staffing_case import Knee
from planner.planning.staffing_case_limit import Limit, LimitKind
from planner.report.memo import Form, Letter, make_memo, write_memo
from planner.report.staffing_case import INDONESIAN
from planner.report.staffing_files import memo_pdf
from planner.report.staffing_picture import curve_picture
from tests.builders import a_mall
from tests.staffing_builders import a_case, a_kept_case, a_move, a_pool, a_range, some_measures

DAY = date(2026, 1, 30)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    write_memo(a_kept_case(), a_mall(), DAY, tmp_path)
    return tmp_path


def rows_of(path: Path) -> list[list[list[str]]]:
    """Texts of all tables, hyphens made ordinary."""
    tables = Document(str(path)).tables
    return [[[cell.text.replace("\u2011", "-") for cell in row.cells] for row in table.rows] for table in tables]


def test_word_holds_both_conventions_the_curve_and_the_measures(written: Path):
    """260,000 minutes / 72,000 = 3.61 and / 75,000 = 3.47, counted 195,000: 2.71 and 2.60; seven sizes of team."""
    abk, curve, ends, free = rows_of(written / "telaahan-staf.docx")
    assert [row[3] for row in abk[1:]] == ["3,61", "3,47", "2,71", "2,60"]
    assert len(curve) == len(ends) == 8
    assert [row[0] for row in curve[2:5]] == ["3 (sekarang)", "4", "5 (batas guna)"]
    assert curve[3][2] == "4.000 (3.900-4.100)"
    assert free[1][:2] == ["Antrean dalam 5 gelombang sama panjang", "400 (300-500)"]
    assert free[4][1] == "20 (-80-120), tidak nyata"


def test_word_has_all_parts_of_a_study_and_nothing_unfilled(written: Path):
    """Head, six sections, signature, and the passport with hash and day."""
    text = "\n".join(p.text for p in Document(str(written / "telaahan-staf.docx")).paragraphs)
    for part in ("Kepada: ", "Dari: ", "Tanggal: 30 Jan 2026", "Nomor: ", "Lampiran: ", "Hal: Usulan petugas Adminduk"):
        assert part in text
    for name in ("Persoalan", "Praanggapan", "Fakta yang mempengaruhi", "Analisis", "Kesimpulan", "Saran"):
        assert name in text
    assert "Sidik masukan a1b2c3a1b2c3, dibuat 30 Jan 2026." in text
    assert "Tanda tangan" in text
    assert "{" not in text


def test_the_note_is_a_note(written: Path):
    """Nota dinas: its own heading, points with numbers, workload and curve only."""
    text = "\n".join(p.text for p in Document(str(written / "nota-dinas.docx")).paragraphs)
    assert "NOTA DINAS" in text
    assert "TELAAHAN" not in text
    assert "1. Satu petugas tambahan melayani sekitar 4,0 kunjungan lebih per hari buka (3,6-4,4)" in text
    assert len(rows_of(written / "nota-dinas.docx")) == 2


def test_advice_puts_free_ways_first_and_names_as_many_officers_as_the_curve_bears():
    """Little more after five and four counters: one officer more, after the windows that cost nothing."""
    advice = make_memo(a_kept_case(), a_mall(), DAY).after[-1].paragraphs
    assert "5 gelombang" in advice[0]
    assert "tambahan 1 petugas, menjadi 4" in advice[1]


def test_advice_goes_no_further_than_the_curve():
    """Twelve counters and no end of what officers bring: eight were looked at, five more than today."""
    case = a_kept_case(counters=12, knee=Knee(middle=None, least_demand=4, most_demand=None))
    assert "tambahan 5 petugas, menjadi 8" in make_memo(case, a_mall(), DAY).after[-1].paragraphs[1]


def test_advice_against_officers_where_something_else_limits():
    """With one camera an officer more waits for it."""
    limit = Limit(kind=LimitKind.EQUIPMENT, equipment="kamera", units=1)
    advice = make_memo(a_kept_case(limit=limit), a_mall(), DAY).after[-1].paragraphs
    assert "yang membatasi adalah kamera (1 unit)" in advice[1]
    assert "Jangan menambah petugas" in advice[1]


def test_an_own_template_is_used(written: Path, tmp_path: Path):
    """The agency writes its letterhead into a copy of the template."""
    template = tmp_path / "own.docx"
    document = Document(str(written / "templat-telaahan-staf.docx"))
    document.paragraphs[0].text = "PEMERINTAH KABUPATEN & KOTA"
    document.save(str(template))
    write_memo(a_kept_case(), a_mall(), DAY, tmp_path / "out", template)
    assert Document(str(tmp_path / "out" / "telaahan-staf.docx")).paragraphs[0].text == "PEMERINTAH KABUPATEN & KOTA"
    assert not (tmp_path / "out" / "templat-telaahan-staf.docx").exists()


def test_the_workbook_holds_numbers(written: Path):
    """Sheets with numbers as numbers; the sum of the one task is the load, 260,000 / 72,000 is the need."""
    book = load_workbook(written / "telaahan-staf.xlsx")
    assert book.sheetnames == ["ABK", "Kurva petugas", "Ujung permintaan", "Cara tanpa biaya", "Dasar"]
    total = [cell.value for cell in book["ABK"][3]]
    assert total[3:8] == ["Jumlah Adminduk", 20_000, None, 260_000, pytest.approx(260_000 / 72_000)]
    assert [cell.value for cell in book["Kurva petugas"][4]][:5] == [4, 40, 4000, 3900, 4100]


def test_the_workbook_tells_net_gross_and_loss(tmp_path: Path):
    """200 over both desks: 2,500 here less 2,300 there."""
    write_memo(a_kept_case(measures=a_move(a_range(200, 150))), a_mall(), DAY, tmp_path)
    head, row = load_workbook(tmp_path / "telaahan-staf.xlsx")["Cara tanpa biaya"].values
    assert row[1:6] == (200, 50, 350, 2500, 2300)
    assert head[4:6] == ("Terlayani lebih di meja ini per tahun", "Hilang di meja lain per tahun")


def test_the_advice_is_net():
    """The memo recommends 200 visits, not 2,500."""
    case = a_kept_case(measures=a_move(a_range(200, 150)))
    assert "200 (50-350) kunjungan lebih" in make_memo(case, a_mall(), DAY).after[-1].paragraphs[0]


def test_pdf_is_two_to_four_pages(written: Path):
    """As many as a study may have."""
    content = (written / "telaahan-staf.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert 2 <= content.count(b"/Type /Page\n") <= 4


def test_both_forms_have_a_heading():
    """Study and note are told apart by it."""
    assert {make_memo(a_kept_case(), a_mall(), DAY, Letter(form=form)).heading for form in Form} == {
        "TELAAHAN STAF",
        "NOTA DINAS",
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", ["telaahan-staf.docx", "nota-dinas.docx", "telaahan-staf.xlsx"])
def test_libreoffice_opens_what_is_written(written: Path, name: str):
    """Converted to PDF without a fault, so office programs open it too."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(written / 'office').as_uri()}"
    asked = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(written / "printed")]
    subprocess.run([*asked, str(written / name)], check=True, capture_output=True, timeout=120)
    assert (written / "printed" / f"{Path(name).stem}.pdf").stat().st_size > 5_000


@pytest.mark.slow
def test_every_page_of_the_pdf_can_be_drawn(written: Path):
    """Two to four pictures, and nothing to complain of."""
    drawer = shutil.which("pdftoppm")
    if drawer is None:
        pytest.skip("poppler is not installed")
    asked = [drawer, "-r", "40", "-png", str(written / "telaahan-staf.pdf"), str(written / "page")]
    done = subprocess.run(asked, check=True, capture_output=True, timeout=120)
    assert done.stderr == b""
    assert 2 <= len(list(written.glob("page*.png"))) <= 4


def test_the_memo_has_the_pool_beside_the_curve_and_says_what_is_assumed():
    """Both figures, the table of both, counters that nobody told, and months without days."""
    abk = replace(a_case().abk, is_monthly=True)
    memo = make_memo(a_kept_case(pool=a_pool(), counters_are_assumed=True, abk=abk), a_mall(), DAY)
    told = " ".join(text for part in (*memo.before, *memo.after) for text in part.paragraphs)
    assert "pool" in [table.key for table in memo.tables]
    assert "Tanpa petugas bersama: +2,0" in told
    assert "4 (anggapan) loket" in told
    assert "Data hanya jumlah bulanan" in told


def test_the_agencys_head_writes_to_the_secretary_of_the_region():
    """Unless the letter says otherwise; the letterhead has the mall's name among several lines."""
    memo = make_memo(a_kept_case(), a_mall(), DAY)
    head = dict(memo.head)
    assert (head["Kepada"], head["Dari"]) == ("Sekretaris Daerah / BKPSDM", "Kepala Disdukcapil")
    assert memo.letterhead.splitlines()[1] == a_mall().name.upper()
    own = Letter(addressee="Bupati", sender="Kepala DPMPTSP", letterhead="KABUPATEN A\nMPP A\nJalan B")
    changed = make_memo(a_kept_case(), a_mall(), DAY, own)
    assert (dict(changed.head)["Kepada"], dict(changed.head)["Dari"]) == ("Bupati", "Kepala DPMPTSP")
    assert changed.letterhead == own.letterhead


def test_the_curve_stands_in_word_as_a_picture(written: Path):
    """A PNG between the facts and the tables, with what its marks mean, and three lines of letterhead."""
    document = Document(str(written / "telaahan-staf.docx"))
    (picture,) = document.inline_shapes
    assert picture.width == Cm(15)
    assert len(document.paragraphs[0].text.splitlines()) == 3
    assert "pita: 90% tahun simulasi" in "\n".join(p.text for p in document.paragraphs)


def test_the_curve_stands_in_the_pdf_as_a_picture(written: Path):
    """One image."""
    assert (written / "telaahan-staf.pdf").read_bytes().count(b"/Subtype /Image") == 1


def test_the_picture_has_a_dashed_line_only_beside_the_pool():
    """Without pooled officers there is nothing to hold beside."""
    alone, pooled = (Image.open(BytesIO(curve_picture(a_case(**c), INDONESIAN))) for c in ({}, {"pool": a_pool()}))
    assert alone.size == pooled.size == (1600, 640)
    assert alone.tobytes() != pooled.tobytes()


def test_the_pdf_with_both_ends_and_the_pool_is_at_most_four_pages():
    """Every table there is, and a letter on top."""
    content = memo_pdf(make_memo(a_kept_case(pool=a_pool(), measures=some_measures()), a_mall(), DAY))
    assert 2 <= content.count(b"/Type /Page\n") <= 4


def test_counters_filled_by_the_pool_are_advice_in_short():
    """The conclusion tells at length whom one more officer would free."""
    limit = Limit(kind=LimitKind.COUNTERS, units=4)
    memo = make_memo(a_kept_case(pool=a_pool(), limit=limit), a_mall(), DAY)
    conclusion, advice = memo.after
    assert "membebaskan petugas bersama" in " ".join(conclusion.paragraphs)
    assert advice.paragraphs[1].endswith("Dengan petugas bersama semua loket (4) sudah terisi.")
