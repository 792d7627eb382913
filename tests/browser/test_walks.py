"""Walks of people through the pages, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import follow, reads

pytestmark = pytest.mark.slow

WEEK = "2026-W06"
CELL = '[data-grid] a[href*="adminduk~2026-02-02~pagi~A1"]'


def label_of_focus(page) -> str:
    """What a screen reader says of the focused cell."""
    return page.locator(":focus").get_attribute("aria-label") or ""


def test_a_sick_call_is_recorded_and_replaced(open_as) -> None:
    """Sari calls in sick for Monday: effect first, then out of the roster, then Rina takes A1, then published."""
    page = open_as("rina")
    page.goto("/leave/new?officer=sari&first_day=2026-02-02&last_day=2026-02-02")
    follow(page.get_by_role("button", name="Lihat dampak"))
    reads(page.locator("main"), "kuota")
    page.get_by_role("button", name="Simpan ketidakhadiran").click()
    page.get_by_role("button", name="Keluarkan dan hitung ulang kuota").click()
    expect(page.locator(CELL)).to_have_text("+")
    page.locator(CELL).click()
    page.get_by_role("button", name="Periksa dampak").first.click()
    page.get_by_role("button", name="Simpan perubahan").click()
    page.locator(CELL).get_by_text("Rina").wait_for()
    follow(page.get_by_role("link", name="Terbitkan jadwal"))
    page.get_by_label("Alasan").fill("pengganti petugas sakit")
    if page.locator("#f-seen").count():
        page.locator("#f-seen").check()
    page.get_by_role("button", name="Terbitkan").click()
    reads(page.locator(".banner").first, "sudah terbit")


def test_the_roster_is_edited_with_the_keyboard_alone(open_as) -> None:
    """Arrows, Home and End move; Enter opens, Escape goes back; x asks, Tab and Enter save, Ctrl+Z undoes."""
    page = open_as("rina")
    page.goto(f"/roster/{WEEK}/")
    page.locator("[data-grid] td a").first.focus()
    first, focus = label_of_focus(page), page.locator(":focus")
    assert "A1" in first
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    expect(focus).to_have_attribute("aria-label", first)
    page.keyboard.press("Control+End")
    expect(focus).not_to_have_attribute("aria-label", first)
    page.keyboard.press("Control+Home")
    expect(focus).to_have_attribute("aria-label", first)
    page.keyboard.press("Enter")
    page.locator("#panel h2").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(focus).to_have_attribute("aria-label", first)
    page.keyboard.press("x")
    page.get_by_text("Dampak perubahan").first.wait_for()
    save = page.get_by_role("button", name="Simpan perubahan")
    for _ in range(6):  # from the heading over "close" and the table to "save"
        page.keyboard.press("Tab")
        if save.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.locator(CELL).get_by_text("+").wait_for()
    expect(focus, "the focus stays where it was").to_have_attribute(
        "aria-label", re.compile(r"loket A1, .*: \+, semula Sari")
    )
    page.keyboard.press("Control+z")
    page.locator(CELL).get_by_text("Sari").wait_for()
    reads(page.locator(".banner"), "Perubahan terakhir diurungkan.")


def test_one_tab_stop_leads_into_the_grid(open_as) -> None:
    """All other cells are reached by arrows."""
    page = open_as("rina")
    page.goto(f"/roster/{WEEK}/")
    page.locator('[data-grid] td a[tabindex="0"]').wait_for()
    assert page.locator('[data-grid] td a:not([tabindex="-1"])').count() <= 1


def test_a_change_is_made_without_script(open_as) -> None:
    """Every step is a link or a form of its own page."""
    page = open_as("rina", java_script_enabled=False)
    page.goto(f"/roster/{WEEK}/")
    page.locator(CELL).click()
    page.get_by_role("button", name="Kosongkan").click()
    page.get_by_role("button", name="Simpan perubahan").click()
    expect(page.locator(CELL)).to_have_text("+")


def test_a_citizen_reads_the_notice_on_a_phone(open_as) -> None:
    """At 320 px nothing sticks out sideways; the day is chosen and a service found; it is one small page."""
    page = open_as(None, viewport={"width": 320, "height": 640})
    answer = page.goto("/notice")
    assert len(answer.body()) < 50_000
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator("#t3").check()
    expect(page.locator("section").first.locator("h3")).to_have_text("Besok, Rab 4 Feb", use_inner_text=True)
    page.locator("[data-find]").fill("pajak")
    expect(page.locator("main section:visible")).to_have_count(1)


def test_a_citizen_reads_the_poster_on_a_phone_and_it_fills_one_sheet(open_as) -> None:
    """From the notice at 320 px; the other language and another day stay; printed it is A4, and buttons stay away."""
    page = open_as(None, viewport={"width": 320, "height": 640})
    page.goto("/notice")
    follow(page.get_by_role("link", name="Poster A4"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.get_by_role("img", name="/notice")).to_be_visible()
    follow(page.get_by_role("link", name="Kam 5"))
    follow(page.get_by_role("link", name="English"))
    reads(page.locator("h1"), "Tickets for")
    reads(page.locator("h1"), "Thu 5 Feb 2026")
    page.emulate_media(media="print")
    expect(page.locator("nav")).to_be_hidden()
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 1
    assert b"/MediaBox [0 0 594.95" in paper or b"/MediaBox [0 0 595" in paper


def test_everything_can_be_done_in_english(open_as) -> None:
    """The same walk to the panel; the switch stays."""
    page = open_as("rina", lang="en")
    page.goto(f"/roster/{WEEK}/")
    reads(page.locator("h1"), "Who is where")
    page.locator(CELL).click()
    page.get_by_role("button", name="Clear").click()
    page.get_by_text("Effect of the change").first.wait_for()
    page.get_by_role("link", name="Bahasa Indonesia").click()
    reads(page.locator("h1"), "Siapa di mana")


def test_an_agency_head_confirms_what_is_proposed(open_as) -> None:
    """Samsat decides itself: its head sees his own desk only, and says yes."""
    page = open_as("kepala2")
    page.goto(f"/roster/{WEEK}/")
    assert "Sari" not in page.locator("main").inner_text()
    page.get_by_role("button", name="Setujui usulan").click()
    reads(page.locator("main"), "Disetujui")


def test_two_managers_meet_without_harm(open_as) -> None:
    """The second one is told who, when and what, and carries on from there; nothing of the first change is lost."""
    first, second = open_as("rina"), open_as("admin")
    for page in (first, second):
        page.goto(f"/roster/{WEEK}/")
        page.locator(CELL).click()
        page.get_by_role("button", name="Kosongkan").click()
        page.get_by_role("button", name="Simpan perubahan").wait_for()
    first.get_by_role("button", name="Simpan perubahan").click()
    first.locator(".banner").wait_for()
    second.get_by_role("button", name="Simpan perubahan").click()
    told = second.get_by_text("Jadwal ini diubah Rina Manajer baru saja.")
    told.wait_for()
    second.get_by_role("link", name="Lihat perubahan").click()
    reads(second.locator("#changes"), "Sari")
    second.go_back()
    expect(second.locator(CELL)).to_have_text("+")


def drag(page, source: str, target: str) -> None:
    """By mouse, from the middle of one name to the middle of another cell."""
    page.locator(source).drag_to(page.locator(target))


def seat(day: str, session: str, counter: str) -> str:
    """A link of the grid."""
    return f'[data-grid] a[href$="~{day}~{session}~{counter}"]'


def test_a_name_dragged_to_a_free_seat_moves_there_after_its_cost_was_seen(open_as) -> None:
    """Nothing is kept by the drop alone; after saving the old seat is free, the page has not jumped, undo works."""
    page = open_as("rina")
    page.goto(f"/roster/{WEEK}/")
    free = seat("2026-02-03", "pagi", "A1")
    who = page.locator(free).inner_text()
    page.locator(free).focus()
    page.keyboard.press("x")
    page.get_by_role("button", name="Simpan perubahan").click()
    page.locator(free).get_by_text("+", exact=True).wait_for()
    source = CELL
    drag(page, source, free)
    page.get_by_text("Dampak perubahan").first.wait_for()
    expect(page.locator(source)).to_have_text(who)
    page.get_by_role("button", name="Simpan perubahan").click()
    page.locator(source).get_by_text("+", exact=True).wait_for()
    expect(page.locator(free)).to_have_text(who)
    page.keyboard.press("Control+z")
    page.locator(source).get_by_text(who).wait_for()


def test_two_names_change_places_by_mouse(open_as) -> None:
    """Dropped on somebody: both are asked about, and the one alone is offered too."""
    page = open_as("rina")
    page.goto(f"/roster/{WEEK}/")
    source, target = seat("2026-02-02", "pagi", "A1"), seat("2026-02-02", "pagi", "A2")
    one, other = page.locator(source).inner_text(), page.locator(target).inner_text()
    drag(page, source, target)
    page.get_by_role("button", name="Gantikan saja").wait_for()
    page.get_by_role("button", name="Simpan perubahan").click()
    page.locator(source).get_by_text(other).wait_for()
    expect(page.locator(target)).to_have_text(one)


def test_a_place_that_cannot_be_says_why_while_dragging(open_as) -> None:
    """Sari is not of Samsat: over its cells the reason stands, and dropping there asks nothing."""
    page = open_as("rina")
    page.goto(f"/roster/{WEEK}/")
    page.locator(CELL).hover()
    page.mouse.down()
    page.locator(seat("2026-02-02", "pagi", "B1")).hover()
    page.locator("td.barred").first.wait_for(state="attached")
    page.locator(seat("2026-02-03", "pagi", "B1")).hover()
    page.get_by_text("bukan petugas instansi").wait_for()
    page.mouse.up()
    expect(page.locator("#panel")).to_be_hidden()


def test_an_officer_is_moved_and_noted_absent_with_keys_alone(open_as) -> None:
    """m picks up, arrows go, Enter asks, Escape gives up; a leads to the absence of that officer and day."""
    page = open_as("rina")
    page.goto(f"/roster/{WEEK}/")
    page.locator(CELL).focus()
    page.keyboard.press("m")
    page.get_by_text("diangkat").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("td.picked")).to_have_count(0)
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_text("Dampak perubahan").first.wait_for()
    page.keyboard.press("Escape")
    page.locator(CELL).focus()
    page.keyboard.press("a")
    page.wait_for_url("**/leave/new?officer=sari&first_day=2026-02-02&last_day=2026-02-02")


def test_candidates_come_with_what_each_would_bring(open_as) -> None:
    """The list in the panel is sorted by effect a moment later, each with visits served more or fewer."""
    page = open_as("rina")
    page.goto(f"/roster/{WEEK}/")
    page.locator(CELL).click()
    page.locator("#panel .ranking").get_by_text("Diurutkan menurut dampak").wait_for()
    reads(page.locator("#panel .ranking li").first, "terlayani")


def test_n_goes_to_the_next_desk_day_that_is_short_and_the_label_says_so(open_as) -> None:
    """The state of a desk's day is in the label of each of its cells, and the session stands apart from its hours."""
    page = open_as("rina")
    page.goto(f"/roster/{WEEK}/")
    page.locator("[data-grid] td a").first.focus()
    short = page.locator("[data-grid] .group td:has(.state.bad), [data-grid] td.short").count()
    assert short, "the sample of these tests has a shortfall"
    page.keyboard.press("n")
    first = label_of_focus(page)
    assert "▲" in first or "urang" in first or "idak terlayani" in first
    assert ", pagi 0" in first
    page.keyboard.press("n")
    if short > 1:
        expect(page.locator(":focus")).not_to_have_attribute("aria-label", first)
