"""Walks through the review of a week and the next holiday, in a real browser, with the worker's job done between."""

import pytest

from planner.planning.holiday_check_calendar import next_holiday
from planner.planning.holiday_check_kept import KeptCheck, keep_check
from tests.browser.conftest import reads
from tests.browser.test_quality import axe_faults, sticks_out
from tests.builders import a_mall
from tests.planner.planning.test_holiday_check_kept import a_check
from tests.webapp.conftest import ADMIN, NOW, WEEK
from tests.webapp.test_review import count_the_week, keep_a_review
from webapp.deps import deps

pytestmark = pytest.mark.slow


def keep_a_check() -> None:
    """A check of the next holiday as the worker keeps it."""
    with deps().store.write(ADMIN, "test") as work:
        check = a_check(holiday=next_holiday(a_mall(), NOW.date()))
        keep_check(work, KeptCheck(check=check, stamp=work.stamp(), plan=None))


def test_a_week_is_reviewed_and_its_proposal_accepted(open_as, site) -> None:
    """Asked for, done by the worker, read from week to desk, and the proposed minutes taken over."""
    _, app = site
    with app.app_context():
        count_the_week()
    page = open_as("rina")
    page.goto("/review")
    page.get_by_role("button", name="Tinjau minggu ini").click()
    page.get_by_text("Tinjauan minggu:").first.wait_for()
    with app.app_context():
        keep_a_review()
    page.goto(f"/review/{WEEK}")
    assert "permintaan" in page.locator("#why").locator("..").inner_text().lower()
    page.get_by_role("link", name="Samsat").first.click()
    page.get_by_text("Menit layanan").first.wait_for()
    page.get_by_role("link", name="Lihat usulan menit").first.click()
    page.get_by_role("button", name="Terima").first.click()
    reads(page.locator(".banner").first, "Usulan diterima")


def test_a_holiday_is_looked_at_from_the_week(open_as, site) -> None:
    """From the line on the week's page to leave and surge, then to risks and measures once they are worked out."""
    _, app = site
    page = open_as("rina", lang="en")
    page.goto("/")
    page.get_by_role("link", name="Next holiday").click()
    reads(page.locator("h1"), "ready for the next holiday")
    page.get_by_role("button", name="Work it out").click()
    page.get_by_text("Holiday check").first.wait_for()
    with app.app_context():
        keep_a_check()
    page.goto("/holiday")
    reads(page.locator("main"), "one officer more")
    reads(page.locator("main"), "90%")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_filled_pages_have_no_fault_of_accessibility_and_stay_within_their_width(open_as, site, lang: str) -> None:
    """With a kept review and a kept check, at 1280, 390 and 320 px."""
    _, app = site
    with app.app_context():
        keep_a_review()
        keep_a_check()
    wide = []
    for width in (1280, 390, 320):
        page = open_as("rina", lang=lang, bypass_csp=True, viewport={"width": width, "height": 800})
        for address in ("/review", f"/review/{WEEK}", f"/review/{WEEK}/pajak", "/holiday"):
            page.goto(address)
            if sticks_out(page, width):
                wide.append((address, width))
            if width == 1280:
                assert axe_faults(page) == [], address
    assert not wide
