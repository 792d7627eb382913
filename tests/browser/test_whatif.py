"""A what-if compared: built, run by the real worker, read, written down; in a real browser."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from planner import bootstrap
from tests.browser.conftest import follow, reads
from tests.browser.test_quality import axe_faults, sticks_out

pytestmark = pytest.mark.slow
RUN_MS = 120_000


@pytest.fixture
def worker(site, tmp_path: Path) -> Iterator[None]:
    """The worker of the site's data folder, a process of its own as people start it."""
    del site
    environment = {**os.environ, bootstrap.DATA_VARIABLE: str(tmp_path / "data")}
    process = subprocess.Popen([sys.executable, "-m", "planner", "worker"], env=environment)
    yield
    process.terminate()
    process.wait(30)


@pytest.mark.usefixtures("worker")
def test_a_what_if_is_compared(open_as) -> None:
    """Ready set, a sentence more, run, progress, comparison; every page without a fault and without sticking out."""
    page, faults = open_as("rina", bypass_csp=True), []

    def look() -> None:
        faults.extend(axe_faults(page))
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            if sticks_out(page, width):
                faults.append(f"{page.url} sticks out at {width}")
        page.set_viewport_size({"width": 1280, "height": 900})

    page.goto("/whatif")
    look()
    page.get_by_role("button", name="Petugas sakit dua hari").click()
    page.get_by_role("link", name="Permintaan × angka").click()
    page.get_by_label("Permintaan dikali").fill("banyak")
    follow(page.get_by_role("button", name="Tambahkan"))
    reads(page.locator("#errors"), "Tulis angka")
    look()
    page.get_by_label("Permintaan dikali").fill("1,2-1,4")
    page.get_by_label("Di mana").select_option("desk:adminduk")
    page.get_by_role("button", name="Tambahkan").click()
    expect(page.locator(".changes li")).to_have_count(2)
    page.goto("/whatif")
    page.get_by_role("button", name="Satu petugas lagi").click()
    follow(page.get_by_role("link", name="Bandingkan dengan yang lain"))
    for box in page.locator("input[name=s]").all():
        box.check()
    page.get_by_role("button", name="Hitung dan bandingkan").click()
    table = page.locator("table.compare").first
    table.wait_for(timeout=RUN_MS)
    for word in ("Sekarang", "lebih buruk", "lebih baik"):
        reads(table, word)
    expect(page.locator("figure.slope svg")).to_have_count(1)
    look()
    follow(page.get_by_role("link", name="2 minggu"))
    reads(page.locator(".compared"), "disusun untuk perbandingan ini saja")
    look()
    page.get_by_role("button", name="Hitung dan bandingkan").click()
    weeks = page.locator("table.weeks").first
    weeks.wait_for(timeout=RUN_MS)
    for word in ("Minggu ke-6", "Minggu ke-7", "lebih buruk", "lebih baik"):
        reads(weeks, word)
    reads(page.locator("table.compare").first, "Selama 2 minggu")
    look()
    follow(page.get_by_role("link", name="Terapkan ke data Petugas sakit dua hari"))
    reads(page.locator("main"), "Ketidakhadiran: Dewi tidak ada")
    look()
    page.get_by_label("Alasan").fill("rapat Senin")
    page.get_by_role("button", name="Tulis").click()
    reads(page.locator(".banner").first, "Ditulis")
    assert not faults, "\n".join(faults)


@pytest.mark.usefixtures("worker")
def test_a_head_compares_without_script_in_english(open_as) -> None:
    """Every step is a form or a link; the page is loaded again to see how far it is; the mall's rows are not his."""
    page = open_as("kepala", lang="en", java_script_enabled=False)
    page.goto("/whatif")
    page.get_by_role("button", name="An officer sick for two days").click()
    follow(page.get_by_role("button", name="Run", exact=True))
    for _ in range(60):
        if page.locator("table.compare").count():
            break
        page.wait_for_timeout(2000)
        page.reload()
    text = page.locator("main").inner_text()
    assert "Adminduk" in text
    assert "worse" in text
    assert "Whole mall" not in text
    assert "Pajak" not in text
