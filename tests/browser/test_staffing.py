"""The staffing case in a real browser: downloaded, without faults of accessibility, and nothing sideways."""

from pathlib import Path

import pytest
from docx import Document

from planner.planning.staffing_case_document import KIND, as_document, key_of
from tests.browser.conftest import reads
from tests.browser.test_quality import axe_faults, sticks_out
from tests.staffing_builders import a_kept_case, a_pool
from tests.webapp.conftest import ADMIN
from webapp.deps import deps

pytestmark = pytest.mark.slow

HERE = "/staffing-case/adminduk"


@pytest.fixture(autouse=True)
def kept(site) -> None:
    """A case of adminduk."""
    _, app = site
    with app.app_context(), deps().store.write(ADMIN, "test") as work:
        work.results.put(key_of("adminduk"), KIND, as_document(a_kept_case(pool=a_pool())))


def test_a_staffing_case_is_downloaded(open_as, tmp_path: Path) -> None:
    """From the menu to the desk, to the answer, to the Word file with the same answer in it."""
    page = open_as("rina")
    page.goto("/")
    page.get_by_role("link", name="Usulan petugas").click()
    page.get_by_role("link", name="Adminduk").click()
    reads(page.locator("main"), "4,0 kunjungan lebih per hari buka")
    with page.expect_download() as waited:
        page.get_by_role("button", name="Buat telaahan staf (DOCX)").click()
    waited.value.save_as(tmp_path / "memo.docx")
    text = "\n".join(p.text for p in Document(str(tmp_path / "memo.docx")).paragraphs)
    assert waited.value.suggested_filename == "telaahan-staf-adminduk.docx"
    assert "4,0 kunjungan lebih per hari buka" in text


def test_a_case_is_asked_for_without_script(open_as) -> None:
    """A form is enough; the page then says that it waits its turn."""
    page = open_as("rina", java_script_enabled=False)
    page.goto("/staffing-case/legalisir")
    page.get_by_role("button", name="Hitung usulan").click()
    reads(page.locator("main"), "Menyusun usulan petugas")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_axe_finds_nothing(open_as, lang: str) -> None:
    """WCAG 2.2 AA and best practice, tables opened."""
    page = open_as("rina", lang=lang, bypass_csp=True)
    page.goto(HERE)
    page.evaluate("document.querySelectorAll('main details').forEach((part) => (part.open = true))")
    assert axe_faults(page) == []


@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_nothing_scrolls_sideways(open_as, width: int) -> None:
    """Charts and tables scroll inside regions of their own."""
    page = open_as("rina", viewport={"width": width, "height": 800})
    page.goto(HERE)
    assert not sticks_out(page, width)
