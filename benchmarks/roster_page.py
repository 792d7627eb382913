"""The roster page in a real browser: how soon it is there, how heavy it is, and how long an edit takes.

Usage: python benchmarks/roster_page.py FOLDER [--edits 10]

FOLDER is a data folder, as `benchmarks/reference_mall.py` fills one (200 officers, 40 desks, 6 days of 3 sessions);
the figures are taken on a copy. Server and browser run on this machine. An edit is a counter cleared: its panel, what
it costs, and saving it until the changed roster is painted; then the undo. Milliseconds are medians and the worst.
"""

import argparse
import gc
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright
from waitress import create_server

from planner import bootstrap
from planner.planning.stored import Actor, Role, User
from webapp import create_app
from webapp.config import WebSettings

NAME, PASSWORD = "pengukur", "jalan kecil di belakang pasar"
VIEWS = ("counter", "officer")
READING_MS = 1000  # a person looks at each answer before the next step
ONE_FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
SHIFTS = (
    "window.shift = 0; new PerformanceObserver((list) => list.getEntries()"
    ".forEach((entry) => (window.shift += entry.value))).observe({type: 'layout-shift', buffered: true})"
)
TIMES = (
    "addEventListener('click', (event) => { if (event.isTrusted) window.clicked = performance.now(); }, true);"
    "new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => (window.painted = performance.now()))))"
    ".observe(document, {childList: true, subtree: true})"
)
SIZES = (
    "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
    ".map((entry) => [entry.encodedBodySize, entry.decodedBodySize])"
)


class ProcessorTime:
    """What the server's threads and the browser's main thread have worked so far, in milliseconds."""

    def __init__(self, context: BrowserContext, page: Page, worked: list[float]) -> None:
        self._browser = context.new_cdp_session(page)
        self._browser.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._worked = worked

    def read(self) -> tuple[float, float]:
        """Server, browser."""
        metrics = {m["name"]: m["value"] for m in self._browser.send("Performance.getMetrics")["metrics"]}
        return sum(self._worked), 1000 * metrics["TaskDuration"]


@contextmanager
def served(folder: Path, worked: list[float]) -> Iterator[tuple[str, str]]:
    """The application over a folder: its address, and the token of a signed-in manager. worked: time of each answer."""
    with closing(bootstrap.open_store(folder)) as store:
        with store.write(Actor(name=NAME, role=Role.ADMIN), "ukur") as work:
            work.users.add(User(name=NAME, full_name="Pengukur", role=Role.MANAGER), PASSWORD)
        token = store.accounts.sign_in(NAME, PASSWORD, "127.0.0.1").token
        assert token
        app = create_app(WebSettings(data=folder), store)
        inner = app.wsgi_app

        def timed(environ: dict[str, object], start: Callable[..., object]) -> object:
            started = time.thread_time()
            answer = inner(environ, start)
            if not str(environ["PATH_INFO"]).endswith("/candidates"):  # comes after the answer, while people read
                worked.append((time.thread_time() - started) * 1000)
            return answer

        app.wsgi_app = timed
        gc.collect()
        gc.freeze()  # as `loketplan serve` does
        server = create_server(app, host="127.0.0.1", port=0, threads=4)
        threading.Thread(target=server.run, daemon=True).start()
        yield f"http://127.0.0.1:{server.effective_port}", token
        server.close()


def tell(name: str, taken: list[float], limit: str = "") -> None:
    """One line: the median and the worst."""
    print(f"{name}: {statistics.median(taken):.0f} ms (worst {max(taken):.0f}, n={len(taken)}){limit}")


def first_paint(page: Page) -> float:
    """Milliseconds until something was seen."""
    for _ in range(100):
        found = page.evaluate("performance.getEntriesByName('first-contentful-paint').map((entry) => entry.startTime)")
        if found:
            return float(found[0])
        page.wait_for_timeout(20)
    raise AssertionError("nothing was painted")


def measure_view(page: Page, address: str, view: str, loads: int = 5) -> None:
    """First paint, all of it rendered, weight, and shifts of the layout."""
    paints, rendered = [], []
    for _ in range(loads):
        page.goto(f"{address}?view={view}", wait_until="load")
        page.evaluate(ONE_FRAME)
        rendered.append(float(page.evaluate("performance.now()")))
        paints.append(first_paint(page))
    page.evaluate("document.querySelector('.grid-scroll').scrollTo(300, 4000)")
    page.evaluate(ONE_FRAME)
    cells = page.locator("[data-grid] tbody td").count()
    tell(f"{view}, {cells} cells, first contentful paint", paints, ", to be at most 1000")
    tell(f"{view}, rendered whole", rendered, ", to be at most 1500")
    print(f"{view}, layout shift: {page.evaluate('window.shift'):.4f}, to be 0")


def measure_weight(page: Page, address: str, view: str) -> None:
    """Bytes of a first visit, as sent and as unpacked."""
    page.goto(f"{address}?view={view}", wait_until="load")
    sizes = page.evaluate(SIZES)
    sent, whole = sum(size[0] for size in sizes), sum(size[1] for size in sizes)
    print(f"{view}, weight with styles and scripts: {sent / 1000:.0f} kB sent, {whole / 1000:.0f} kB unpacked")
    print(f"{view}, the page alone: {sizes[-1][0] / 1000:.0f} kB sent, {sizes[-1][1] / 1000:.0f} kB unpacked")


def measure_edits(page: Page, address: str, spent: ProcessorTime, edits: int) -> None:
    """Panel, cost, saved, undone: each until the browser has painted it."""
    page.goto(f"{address}?view=counter", wait_until="load")
    taken: dict[str, list[float]] = {"panel": [], "cost": [], "saved": [], "undone": []}
    worked: dict[str, list[tuple[float, float]]] = {name: [] for name in taken}
    links = page.locator("[data-grid] td:not(.empty) > a")
    addresses = [links.nth(7 * n).get_attribute("href") for n in range(edits)]
    for number, href in enumerate(addresses):
        cell = page.locator(f'[data-grid] a[href="{href}"]')
        cell.scroll_into_view_if_needed()
        steps: dict[str, Callable[[], object]] = {
            "panel": lambda cell=cell: (cell.click(), page.locator("#panel [data-key=x]").wait_for()),
            "cost": lambda: (page.locator("#panel [data-key=x]").click(), page.locator("[data-focus]").wait_for()),
            "saved": lambda cell=cell: (
                page.locator("[data-focus]").click(),
                cell.get_by_text("+", exact=True).wait_for(),
            ),
            "undone": lambda: (
                page.locator("[data-undo] button").click(),
                page.get_by_text("Perubahan terakhir diurungkan.").first.wait_for(),
            ),
        }
        for name, step in steps.items():
            page.wait_for_timeout(READING_MS)
            before = spent.read()
            step()
            page.evaluate(ONE_FRAME)
            if number:  # the first edit starts what stays warm afterwards
                taken[name].append(float(page.evaluate("window.painted - window.clicked")))
                worked[name].append(tuple(now - then for now, then in zip(spent.read(), before, strict=True)))
    for name, found in taken.items():
        server, browser = (statistics.median(column) for column in zip(*worked[name], strict=True))
        tell(f"edit, {name}", found, f", to be at most 300; processor: server {server:.0f}, browser {browser:.0f} ms")


def measure(folder: Path, edits: int) -> None:
    """All figures, from one browser."""
    worked: list[float] = []
    with served(folder, worked) as (address, token), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": "loketplan", "value": token, "url": address}])
        page = context.new_page()
        page.add_init_script(f"{SHIFTS};{TIMES}")
        page.goto("/roster")
        roster = page.url
        for view in VIEWS:
            measure_weight(page, roster, view)
            measure_view(page, roster, view)
        measure_edits(page, roster, ProcessorTime(context, page, worked), edits)
        browser.close()


def main() -> None:
    """Measure on a copy, so that the folder stays as it is."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--edits", type=int, default=10)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        measure(Path(shutil.copytree(given.folder, Path(place) / "data")), given.edits)


if __name__ == "__main__":
    main()
