"""The settings in a browser: a change by keyboard and without script, nothing sideways, nothing for axe to find."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import follow, reads
from tests.browser.test_quality import axe_faults, sticks_out
from tests.webapp.test_pages import ADMIN_PAGES
from tests.webapp.test_settings import mall_of

pytestmark = pytest.mark.slow


def close_of(app) -> str:
    return f"{mall_of(app).timetables['normal'].close:%H.%M}"


def test_hours_are_changed_by_keyboard_alone(open_as, site) -> None:
    """From the calendar to the hours, through the fault at its field and the preview, to what is kept."""
    _, app = site
    page = open_as("admin")
    page.goto("/calendar")
    follow(page.get_by_role("link", name="Ubah jam, sesi dan istirahat"))
    with page.expect_navigation():
        page.get_by_role("link", name="Ubah Biasa").press("Enter")
    closing = page.get_by_label("Tutup", exact=True)
    closing.fill("13.00")
    with page.expect_navigation():
        closing.press("Enter")
    expect(page.locator("#errors")).to_be_focused()
    page.get_by_label("Tutup", exact=True).fill("15.30")
    with page.expect_navigation():
        page.get_by_label("Tutup", exact=True).press("Enter")
    reads(page.locator("table"), "sore 13.30-15.30")
    reads(page.locator("main"), "minggu ke-6")
    assert close_of(app) == "15.00"
    page.get_by_label("Alasan").fill("edaran wali kota")
    with page.expect_navigation():
        page.get_by_role("button", name="Simpan perubahan").press("Enter")
    reads(page.locator("main"), "Tersimpan: Jam layanan: Biasa")
    assert close_of(app) == "15.30"


def test_all_sections_work_without_script(open_as, site) -> None:
    """A counter added, a service changed, a rule switched off, an assumption set: forms and links alone."""
    _, app = site
    page = open_as("admin", java_script_enabled=False)
    for address, fill in (
        ("/settings/counters/new", {"Kode": "A4", "Alat": "kamera"}),
        ("/settings/services/of/ktp", {"Per keperluan (menit)": "8,5"}),
        ("/settings/assumptions", {"Perubahan kuota antarhari (%)": "25"}),
    ):
        page.goto(address)
        for label, value in fill.items():
            page.get_by_label(label, exact=True).fill(value)
        if "counters" in address:
            page.get_by_label("Instansi").select_option("disdukcapil")
        _look_and_keep(page)
    page.goto("/settings/rules")
    page.get_by_label("Keinginan petugas").uncheck()
    _look_and_keep(page)
    mall = mall_of(app)
    assert mall.counters[-1].equipment == ("kamera",)
    assert next(service for service in mall.services if service.id == "ktp").need_minutes == 8.5
    assert mall.assumptions.max_change_share == 0.25
    assert mall.rules.off == ("wishes",)


def _look_and_keep(page) -> None:
    follow(page.get_by_role("button", name="Lihat perubahan"))
    page.get_by_label("Alasan").fill("rapat")
    follow(page.get_by_role("button", name="Simpan perubahan"))
    reads(page.locator("main"), "Tersimpan")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_axe_finds_nothing_in_the_settings_and_their_preview(open_as, lang: str) -> None:
    """The pages of the administrator, which the walk of all pages does not reach."""
    page, faults = open_as("admin", lang=lang, bypass_csp=True), []
    for address in ADMIN_PAGES:
        page.goto(address)
        faults += axe_faults(page)
    page.goto("/settings/hours/normal")
    page.locator("#f-close").fill("15.30")
    follow(page.locator('button[value="look"]'))
    faults += axe_faults(page)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_the_settings_and_their_preview_never_scroll_sideways(open_as, width: int) -> None:
    """Tables scroll inside a region of their own."""
    page, wide = open_as("admin", viewport={"width": width, "height": 800}), []
    for address in ADMIN_PAGES:
        page.goto(address)
        if sticks_out(page, width):
            wide.append(address)
    page.goto("/settings/hours/normal")
    page.locator("#f-close").fill("15.30")
    follow(page.locator('button[value="look"]'))
    if sticks_out(page, width):
        wide.append("preview")
    assert not wide
