"""Take a picture of every page over the sample mall: `python docs/make_screenshots.py [--all FOLDER]`.

Plans the week after the sample's last count, publishes it, and opens the pages as the manager on its Tuesday morning,
in a browser without a window, at 1280 and at 390 px. The pages of the guide go to docs/pictures/pages; with --all every
page goes to FOLDER, in both languages, to be looked at. Needs Chromium (Debian: chromium) and the development
requirements.
"""

import argparse
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from waitress import create_server

from planner import bootstrap
from planner.domain.history import History
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.intake.read import MallFiles, read_mall
from planner.planning.plan_week import PlanSettings, next_week_after, plan_week
from planner.planning.ports import Store
from planner.planning.simulations import Simulations, make_executor
from planner.planning.stored import Actor, ImportContent, IssuedTickets, JobRequest, Role, User
from planner.worker import Worker
from webapp import create_app
from webapp.config import WebSettings

SAMPLE = Path(__file__).parent.parent / "examples" / "habaring-hurung"
PICTURES = Path(__file__).parent / "pictures" / "pages"
MANAGER = User(name="manajer", full_name="Manajer Contoh", role=Role.MANAGER)
BY = Actor(name=MANAGER.name, role=MANAGER.role)
PASSWORD = "perahu merah di sungai mentaya"
WIDTHS = {"wide": 1280, "phone": 390}
DESK = "disdukcapil"
READY_SETS = ("Setelah Lebaran", "Satu petugas lagi", "Petugas sakit dua hari")
COLOURS = 64
MORNING_UTC = timedelta(days=1, hours=2, minutes=30)  # Tuesday 09.30 WIB
GUIDE = {
    "week": "/",
    "roster": "/roster/{week}/",
    "officer": "/roster/{week}/?view=officer",
    "today": "/today?day={tuesday}&at=09:30",
    "quota": "/quota/{week}",
    "notice": "/notice",
    "forecast": "/forecast/{desk}",
    "whatif": "/whatif",
    "compare": "/whatif/compare?week={week}{scenarios}",
    "staffing": "/staffing-case/{desk}",
    "review": "/review/{week_before}",
    "holiday": "/holiday",
    "leave": "/leave",
    "calibrate": "/calibrate/{desk}",
    "import": "/import",
}
OTHERS = {
    "publish": "/roster/{week}/publish",
    "print": "/roster/{week}/print",
    "slips": "/roster/{week}/print?view=slips",
    "timeline": "/roster/{week}/?view=day",
    "versions": "/roster/{week}/versions",
    "forecasts": "/forecast",
    "accuracy": "/accuracy",
    "officers": "/officers",
    "absent": "/leave/new",
    "measuring": "/calibrate",
    "tally": "/tally/{desk}",
    "doctor": "/doctor",
    "edited": "/roster/{week}/edited",
    "staffing-desks": "/staffing-case",
    "reviews": "/review",
    "review-desk": "/review/{week_before}/{desk}",
    "poster": "/notice/poster",
    "calendar": "/calendar",
    "jobs": "/jobs",
    "audit": "/audit",
}


@dataclass(kw_only=True)
class StoppedClock:
    """A clock that is set by hand."""

    moment: datetime

    def now(self) -> datetime:
        """This moment, in UTC."""
        return self.moment


@dataclass(frozen=True, kw_only=True)
class Site:
    """The application over the sample, at its address. names: what stands for the parts of addresses."""

    app: Flask
    address: str
    names: dict[str, str]

    def session(self) -> str:
        """The manager signed in."""
        return self.app.extensions["loketplan"].store.accounts.sign_in(MANAGER.name, PASSWORD, "127.0.0.1").token


@contextmanager
def sample_site() -> Iterator[Site]:
    """The sample with its last counted week and the week after planned and published, served."""
    read = read_mall(SAMPLE)
    week = next_week_after(read.history)
    monday = datetime.combine(week.days[0], datetime.min.time(), UTC)
    clock = StoppedClock(moment=monday + MORNING_UTC)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ[bootstrap.DATA_VARIABLE] = name  # for the worker's jobs
        store = bootstrap.open_store(folder, clock)
        try:
            _fill(store, read)
            app = create_app(WebSettings(data=folder), store)
            server = create_server(app, host="127.0.0.1", port=0, threads=4)
            thread = threading.Thread(target=_run, args=(server,), daemon=True)
            thread.start()
            parts = {"week": str(week), "week_before": str(week.previous()), "tuesday": week.days[1].isoformat()}
            address = f"http://127.0.0.1:{server.effective_port}"
            yield Site(app=app, address=address, names={**parts, "desk": DESK, "scenarios": ""})
            server.close()
            thread.join(5)
        finally:
            store.close()


def _run(server: Any) -> None:  # waitress is untyped
    with suppress(OSError):  # its socket is closed under it in the end
        server.run()


def _fill(store: Store, read: MallFiles) -> None:
    week = next_week_after(read.history)
    content = ImportContent(file_name="contoh", file_hash="0" * 64, history=read.history, mall=read.mall)
    with store.write(BY, "data contoh") as work:
        work.imports.add(content)
        work.users.add(MANAGER, PASSWORD)
    last_week = week.previous()
    known = tuple(count for count in read.history.days if count.day < last_week.days[0])
    for planned, history in ((last_week, replace(read.history, days=known)), (week, read.history)):
        plan = _planned(read.mall, history, planned)
        with store.write(BY, "jadwal rutin mingguan") as work:
            work.plans.publish(work.plans.save(plan).id)
    first = next(quota for quota in plan.quotas if quota.day == week.days[1])
    note = IssuedTickets(desk=first.desk, day=first.day, window=first.window, tickets=first.tickets * 3 // 4)
    with store.write(BY) as work:
        work.floor.record_issued(note)


def _planned(mall: Mall, history: History, week: Week) -> Plan:
    """The week as planned on the Friday before."""
    friday = datetime.combine(week.days[0], datetime.min.time(), UTC) - timedelta(days=3)
    with make_executor(2) as executor:
        simulations = Simulations(executor=executor, promise=mall.promise)
        return plan_week(mall, history, week.days, simulations, PlanSettings(author=BY.name), friday)


def work_out(browser: Browser, site: Site) -> Site:
    """Ask for scenarios, a staffing case, a holiday check and a review, have the worker do them all."""
    page = open_pages(browser, site, WIDTHS["wide"], "id")
    for name in READY_SETS:
        page.goto(f"/whatif?week={site.names['week']}")
        page.get_by_role("button", name=name).click()
    page.goto(f"/whatif?week={site.names['week']}")
    for box in page.locator("input[name=s]").all():
        box.check()
    page.get_by_role("button", name="Hitung").click()
    scenarios = page.url.partition("week=")[2].partition("&")[2]
    store = site.app.extensions["loketplan"].store
    day = store.clock.now().date().isoformat()
    asked = {"staffing": {"desk": DESK}, "holiday": {"after": day}, "review": {"week": site.names["week_before"]}}
    for kind, payload in asked.items():
        store.jobs.ask(JobRequest(kind=kind, payload=payload), BY)
    worker = Worker(store.jobs, bootstrap.HANDLERS)
    while worker.run_one():
        pass
    page.context.close()
    return replace(site, names={**site.names, "scenarios": f"&{scenarios}"})


def open_pages(browser: Browser, site: Site, width: int, lang: str) -> Page:
    """The manager's browser."""
    context = browser.new_context(base_url=site.address, viewport={"width": width, "height": 900})
    cookies = {"loketplan": site.session(), "bahasa": lang}
    context.add_cookies([{"name": n, "value": v, "url": site.address} for n, v in cookies.items()])
    return context.new_page()


def take(browser: Browser, site: Site, pages: dict[str, str], folder: Path, lang: str = "id") -> None:
    """A picture of each page at each width; of wide ones whole where all pages are taken to be looked at."""
    whole = folder != PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    for kind, width in WIDTHS.items():
        page = open_pages(browser, site, width, lang)
        for name, address in pages.items():
            page.goto(address.format(**site.names))
            picture = folder / f"{name}-{kind}.png"
            page.screenshot(path=picture, full_page=whole and kind == "wide")
            Image.open(picture).quantize(COLOURS).save(picture, optimize=True)  # a fifth of the size
        page.context.close()


def main() -> None:
    """The guide's pictures, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, help="folder for pictures of every page, to be looked at")
    arguments = parser.parse_args()
    with sample_site() as site, sync_playwright() as playwright:
        arguments_of_browser = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments_of_browser)
        site = work_out(browser, site)
        if arguments.all is None:
            take(browser, site, GUIDE, PICTURES)
        else:
            for lang in ("id", "en"):
                take(browser, site, GUIDE | OTHERS, arguments.all / lang, lang)
        browser.close()


if __name__ == "__main__":
    main()
