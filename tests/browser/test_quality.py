"""What holds of every page in a browser: no fault of accessibility, nothing sideways, light and quick."""

import pytest

from tests.webapp.test_pages import PAGES

pytestmark = pytest.mark.slow

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HEAVIEST_BYTES = 300_000
MOST_PAINT_MS = 3_000  # on a loaded machine; benchmarks/roster_page.py measures the second that is promised


def axe_faults(page) -> list[str]:
    """What axe finds wrong with the page that is open."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    return [f"{page.url}: {v['id']} {v['nodes'][0]['html'][:120]}" for v in found]


def sticks_out(page, width: int) -> bool:
    """True when the open page scrolls sideways at that width."""
    return bool(page.evaluate("document.documentElement.scrollWidth") > width)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_axe_finds_nothing_on_any_page(open_as, lang: str) -> None:
    """WCAG 2.2 AA and best practice; the control page below shows that it looks."""
    from axe_playwright_python.sync_playwright import Axe

    page, axe, faults = open_as("rina", lang=lang, bypass_csp=True), Axe(), []
    for address in PAGES:
        page.goto(address)
        found = axe.run(page, options={"runOnly": TAGS}).response["violations"]
        faults += [f"{address}: {v['id']} {v['nodes'][0]['html'][:120]}" for v in found]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_axe_finds_nothing_in_what_opens_over_the_roster(open_as, lang: str) -> None:
    """The panel of a cell, the cost of a change, a refused one, an officer on the way, and a free officer's panel."""
    from axe_playwright_python.sync_playwright import Axe

    page, faults = open_as("rina", lang=lang, bypass_csp=True), []

    def look(name: str) -> None:
        found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
        faults.extend(f"{name}: {v['id']} {v['nodes'][0]['html'][:120]}" for v in found)

    page.goto("/roster/2026-W06/")
    page.locator('[data-grid] a[href$="adminduk~2026-02-02~pagi~A1"]').click()
    page.locator("#panel [data-ranked], #panel .ranking p.muted").first.wait_for()
    look("panel")
    page.locator("#panel .move button").click()
    page.locator("#panel table, #panel .banner").first.wait_for()
    look("cost")
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    page.locator("td.barred").first.wait_for(state="attached")
    look("on the way")
    page.keyboard.press("Escape")
    page.goto("/roster/2026-W06/?view=officer")
    free = page.locator('[data-grid] td.empty a[href*="~~"]')
    if free.count():
        free.first.click()
        page.locator("#panel h2").wait_for()
        look("free officer")
    assert not faults, "\n".join(faults)


def test_axe_objects_to_a_field_without_a_label(open_as) -> None:
    """The negative control."""
    from axe_playwright_python.sync_playwright import Axe

    page = open_as("rina", bypass_csp=True)
    page.goto("/audit")
    page.evaluate("document.querySelector('main').append(document.createElement('select'))")
    assert "select-name" in {v["id"] for v in Axe().run(page, options={"runOnly": TAGS}).response["violations"]}


@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_no_page_scrolls_sideways(open_as, width: int) -> None:
    """640 px is 1280 at 200 % zoom; grids scroll inside a region of their own."""
    page, wide = open_as("rina", viewport={"width": width, "height": 800}), []
    for address in PAGES:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(address)
    assert not wide


@pytest.mark.parametrize("width", [1280, 390, 375, 320])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_is_left_is_seen_on_every_card_of_the_floor(open_as, lang: str, width: int) -> None:
    """The last column, how many more may go out, stands inside its card, without scrolling."""
    page = open_as("rina", lang=lang, viewport={"width": width, "height": 800})
    page.goto("/today?day=2026-02-03&at=09:30")
    cards = page.eval_on_selector_all(".floor .card", "cards => cards.map(c => c.scrollWidth - c.clientWidth)")
    assert cards == [0, 0, 0]


def first_paint(page) -> float:
    """Milliseconds until something was seen; asked again until it is known, as pages forbid waiting by script."""
    for _ in range(100):
        found = page.evaluate("performance.getEntriesByName('first-contentful-paint').map((entry) => entry.startTime)")
        if found:
            return float(found[0])
        page.wait_for_timeout(50)
    raise AssertionError("nothing was painted in 5 seconds")


def test_pages_are_light_quick_and_stand_still(open_as) -> None:
    """First load of each: all bytes, first paint, and shifts of the layout; nothing is asked for elsewhere."""
    page, asked = open_as("rina"), []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(f"console {message.text}") if message.type == "error" else None)
    page.add_init_script(
        "window.shift = 0;"
        "new PerformanceObserver((list) => list.getEntries().forEach((e) => (window.shift += e.value)))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    for address in (
        "/",
        "/roster/2026-W06/",
        "/roster/2026-W06/?view=officer",
        "/quota/2026-W06",
        "/forecast/adminduk",
    ):
        page.goto(address, wait_until="load")
        weight = page.evaluate(
            "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
            ".reduce((sum, entry) => sum + entry.decodedBodySize, 0)"
        )
        paint = first_paint(page)
        assert weight < HEAVIEST_BYTES, (address, weight)
        assert paint < MOST_PAINT_MS, (address, paint)
        assert page.evaluate("window.shift") < 0.01, address
    assert not [url for url in asked if not url.startswith("http://127.0.0.1:")]
