"""Walks of day one: three questions, a tally sheet, a roster edited in a spreadsheet, last week copied."""

import io

import openpyxl
import pytest

from planner import bootstrap
from planner.worker import Worker
from tests.browser.conftest import reads

pytestmark = pytest.mark.slow

WEEK, NEXT = "2026-W06", "2026-W07"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(page, click) -> bytes:
    """What a link hands out."""
    with page.expect_download() as found:
        click()
    return found.value.path().read_bytes()


def changed(content: bytes, sheet: int, cells: dict[str, object]) -> dict[str, object]:
    """A workbook with some cells written over, as a browser sends it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for name, value in cells.items():
        book.worksheets[sheet][name] = value
    out = io.BytesIO()
    book.save(out)
    return {"name": "ubah.xlsx", "mimeType": XLSX, "buffer": out.getvalue()}


def cell_of(content: bytes, name: str) -> str:
    """The first cell of the first sheet that begins with the name, as `B7`."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return next(c.coordinate for row in sheet.iter_rows(min_col=2) for c in row if str(c.value or "").startswith(name))


def test_three_questions_become_the_minutes_of_the_desk(open_as) -> None:
    """The founding figures; the range stands before anything is kept."""
    page = open_as("rina")
    page.goto("/calibrate")
    page.get_by_role("link", name="Tiga pertanyaan").first.click()
    page.get_by_label("Hari biasa").fill("70")
    page.get_by_label("Berapa petugas").fill("4")
    page.get_by_label("Jam berapa").fill("14.50")
    page.get_by_role("button", name="Hitung menit").click()
    reads(page.locator("#found"), "antara 14,8 dan 19,3")
    page.get_by_role("button", name="Pakai angka ini").click()
    reads(page.locator(".banner").first, "17,0 menit per kunjungan tersimpan")
    reads(page.locator("main"), "Perkiraan")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_an_edited_workbook_is_refused_cell_by_cell_then_kept_whole(open_as, script: bool) -> None:
    """A slip of the pen first: told at its cell. Then Sari's Monday morning is cleared, looked at, and saved."""
    page = open_as("rina", java_script_enabled=script)
    page.goto(f"/roster/{WEEK}/edited")
    content = download(page, page.get_by_role("link", name="Unduh jadwal XLSX").click)
    place = cell_of(content, "Sari")
    page.set_input_files("#f-file", changed(content, 0, {place: "Sri"}))
    page.get_by_role("button", name="Periksa perubahan").click()
    reads(page.locator("main"), "bukan nama petugas")
    page.get_by_role("link", name="Serahkan berkas lain").click()
    page.set_input_files("#f-file", changed(content, 0, {place: None}))
    page.get_by_role("button", name="Periksa perubahan").click()
    reads(page.locator(".diff"), "Sari")
    page.get_by_role("button", name="Simpan 1 perubahan").click()
    reads(page.locator(".banner").first, "draf versi 3")


def test_last_week_is_copied_beside_planning(open_as, site) -> None:
    """The button, the job, the worker, and the copied draft with its finding."""
    _, app = site
    page = open_as("rina")
    page.goto(f"/week/{NEXT}")
    page.get_by_role("button", name="Salin minggu lalu").click()
    reads(page.locator("main"), "Menyalin minggu lalu")
    store = app.extensions["loketplan"].store
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOKETPLAN_DATA", str(app.extensions["loketplan"].folder))
        assert Worker(store.jobs, bootstrap.HANDLERS).run_one()
    page.goto(f"/week/{NEXT}")
    page.locator("details.card summary").click() if not page.locator("details.card[open]").count() else None
    reads(page.locator("main"), "disalin dari minggu 2026-W06")
    page.goto(f"/roster/{NEXT}/")
    reads(page.locator("main"), "Sari")


def test_the_tally_sheet_is_fetched_filled_and_kept(open_as) -> None:
    """Ten at 08:00 and six at 09:00, one day: arrivals are measured from then on."""
    page = open_as("rina")
    page.goto("/tally/adminduk")
    content = download(page, page.get_by_role("link", name="Unduh XLSX").click)
    page.set_input_files("#f-file", changed(content, 0, {"B5": "2026-01-29", "B10": 4, "B11": 10, "B13": 6}))
    page.get_by_role("button", name="Periksa lembar").click()
    reads(page.locator("main .facts"), "20")
    page.get_by_role("button", name="Simpan turus").click()
    reads(page.locator(".banner").first, "tersimpan")
    page.goto("/doctor")
    reads(page.locator("main"), "2 meja")
