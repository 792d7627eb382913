"""What the pages look like on paper and on a phone, in a real browser."""

import re

import pytest

pytestmark = pytest.mark.slow

PAPER = "/roster/2026-W06/print"


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\n", pdf))


def test_nothing_that_is_pressed_stands_on_paper(open_as) -> None:
    """Buttons, of which the main one would be pale letters, and closed parts that nobody can open."""
    page, left = open_as("rina"), []
    page.emulate_media(media="print")
    for address in ("/", "/whatif", "/quota/2026-W06", "/forecast/adminduk", "/roster/2026-W06/", "/review/2026-W06"):
        page.goto(address)
        seen = page.eval_on_selector_all(
            "button, .button, .actions, summary", "all => all.filter(e => e.checkVisibility()).length"
        )
        if seen:
            left.append((address, seen))
    assert not left


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_slip_is_never_cut(open_as, lang: str) -> None:
    """Eight slips of the small mall stand whole on one upright sheet; the sheet has no head alone on a page."""
    page = open_as("rina", lang=lang)
    page.goto(f"{PAPER}?view=slips")
    page.emulate_media(media="print")
    assert page.eval_on_selector(".slip", "slip => getComputedStyle(slip).breakInside") == "avoid"
    pdf = page.pdf(prefer_css_page_size=True)
    assert pages_of(pdf) == 1
    assert b"/MediaBox [0 0 594" in pdf or b"/MediaBox [0 0 595" in pdf


def test_an_officer_has_one_line(open_as) -> None:
    """A row of the list is as high as one line of seven points and its border."""
    page = open_as("rina")
    page.goto(f"{PAPER}?view=officer")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1047, "height": 700})  # A4 across, less its margins
    heights = page.eval_on_selector_all(
        ".grid.paper tbody tr", "rows => rows.map(r => r.getBoundingClientRect().height)"
    )
    assert max(heights) < 18


def test_a_heading_of_the_notice_stays_with_its_desk(open_as) -> None:
    """Two columns, and no heading at the foot of one."""
    page = open_as(None)
    page.goto("/notice")
    page.emulate_media(media="print")
    assert page.eval_on_selector("main h2", "h => getComputedStyle(h).breakAfter") == "avoid"
    assert page.eval_on_selector(".g", "g => getComputedStyle(g).columnCount") == "2"


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_phone_sees_the_forecast_first_in_letters_it_can_read(open_as, lang: str) -> None:
    """The chart scrolls by itself, stands at its end, and its smallest letters are 11 px or more."""
    page = open_as("rina", lang=lang, viewport={"width": 390, "height": 844})
    page.goto("/forecast/adminduk")
    box = page.locator(".chart-scroll").bounding_box()
    last = page.locator(".chart-scroll .tick.far").first.bounding_box()
    assert last["x"] + last["width"] <= box["x"] + box["width"] + 1
    size = page.eval_on_selector(
        ".chart-scroll .tick", "t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a"
    )
    assert size >= 11


def test_a_row_of_choices_that_wraps_leaves_no_empty_box(open_as) -> None:
    """Each choice has its own frame; the row around them has none."""
    page = open_as("rina", viewport={"width": 390, "height": 844})
    page.goto("/quota/2026-W06")
    assert page.eval_on_selector("nav.tabs", "row => getComputedStyle(row).borderTopWidth") == "0px"
    assert page.eval_on_selector("nav.tabs a", "choice => getComputedStyle(choice).borderTopWidth") == "1px"


def test_the_main_action_stays_at_hand_on_a_phone(open_as) -> None:
    """On the week's page it is seen at once, at the foot of the screen, however much there is to decide."""
    page = open_as("rina", viewport={"width": 390, "height": 620})
    page.goto("/")
    action = page.locator(".card > .actions").first
    assert action.evaluate("row => getComputedStyle(row).position") == "sticky"
    page.locator("#decide").evaluate("head => head.scrollIntoView()")
    box = action.bounding_box()
    assert box["y"] + box["height"] <= 620 + 1
