"""The pages of an import in a browser: nothing wrong for axe, nothing sideways, and all of it without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import follow
from tests.browser.test_quality import axe_faults, sticks_out

pytestmark = pytest.mark.slow

COUNTS = "Tgl;Meja;Jml Pemohon;Cuaca\n02/01/2026;adminduk;31;x\n01/02/2026;adminduk;12;y\n05/01/2026;pajaks;12;y\n"


def go_on(page) -> None:
    """Press the page's main button, and be on the next page."""
    follow(page.locator("main .button.primary"))


def steps(page, folder: Path) -> Iterator[str]:
    """What follows a saving, then a file of other words: sheets, columns, questions, and the preview twice."""
    page.goto("/imports/1/saved")
    yield "saved"
    file = folder / "Laporan.csv"
    file.write_text(COUNTS, encoding="utf-8")
    page.goto("/import")
    page.locator("#f-files").set_input_files(file)
    go_on(page)
    yield "sheets"
    page.locator("main select").last.select_option("visits")
    go_on(page)
    for place, name in enumerate(("date", "desk", "visits", "-")):
        page.locator("main table select").nth(place).select_option(name)
    yield "columns"
    go_on(page)
    yield "questions"
    page.goto(page.url.removesuffix("/questions"))
    yield "preview with open questions"
    go_on(page)
    for group in page.locator("main fieldset").all():
        group.locator("input").first.check()
    go_on(page)
    yield "preview"


@pytest.mark.parametrize("lang", ["id", "en"])
def test_axe_finds_nothing_in_the_steps_of_an_import(open_as, tmp_path: Path, lang: str) -> None:
    """WCAG 2.2 AA and best practice, as on all other pages."""
    page, faults = open_as("rina", lang=lang, bypass_csp=True), []
    for step in steps(page, tmp_path):
        faults += [f"{step}: {fault}" for fault in axe_faults(page)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_no_step_scrolls_sideways(open_as, tmp_path: Path, width: int) -> None:
    page = open_as("rina", viewport={"width": width, "height": 800})
    wide = [s for s in steps(page, tmp_path) if sticks_out(page, width)]
    assert not wide


def test_an_import_is_answered_and_saved_without_script(open_as, tmp_path: Path) -> None:
    """The same steps are forms and links; two rows are saved without the one that is refused, and it is said so."""
    page = open_as("rina", java_script_enabled=False)
    for _step in steps(page, tmp_path):
        assert page.locator("main h1").count() == 1
    assert "B4" in page.locator(".findings").inner_text()
    follow(page.get_by_role("button", name="tanpa 1 yang ditolak"))
    assert "baris tersimpan" in page.locator(".banner").first.inner_text()
