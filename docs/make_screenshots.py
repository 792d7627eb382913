"""Take a picture of every page over the sample mall: `python docs/make_screenshots.py [--all FOLDER]`.

Plans the week after the sample's last count, publishes it, and opens the pages as the manager on its Tuesday morning,
in a browser without a window, at 1280 and at 390 px. The pages of the guide go to docs/pictures/pages; with --all every
page goes to FOLDER, in both languages, to be looked at. Needs Chromium (Debian: chromium) and the development
requirements.
"""

import argparse
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from waitress import create_server

from planner import bootstrap
from planner.intake.read import read_mall
from planner.planning.plan_week import PlanSettings, next_week_after, plan_week
from planner.planning.simulations import Simulations, make_executor
from planner.planning.stored import Actor, ImportContent, IssuedTickets, Role, User
from webapp import create_app
from webapp.config import WebSettings

SAMPLE = Path(__file__).parent.parent / "examples" / "habaring-hurung"
PICTURES = Path(__file__).parent / "pictures" / "pages"
MANAGER = User(name="manajer", full_name="Manajer Contoh", role=Role.MANAGER)
BY = Actor(name=MANAGER.name, role=MANAGER.role)
PASSWORD = "perahu merah di sungai mentaya"
WIDTHS = {"wide": 1280, "phone": 390}
MORNING_UTC = timedelta(days=1, hours=2, minutes=30)  # Tuesday 09.30 WIB
GUIDE = {
    "week": "/",
    "roster": "/roster/{week}/",
    "officer": "/roster/{week}/?view=officer",
    "today": "/today?day={tuesday}&at=09:30",
    "quota": "/quota/{week}",
    "notice": "/notice",
    "forecast": "/forecast/disdukcapil",
    "leave": "/leave",
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
    """The sample planned, published and served."""
    read = read_mall(SAMPLE)
    week = next_week_after(read.history)
    monday = datetime.combine(week.days[0], datetime.min.time(), UTC)
    clock = StoppedClock(moment=monday - timedelta(days=3))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = bootstrap.open_store(folder, clock)
        try:
            _fill(store, read, clock)
            app = create_app(WebSettings(data=folder), store)
            server = create_server(app, host="127.0.0.1", port=0, threads=4)
            thread = threading.Thread(target=_run, args=(server,), daemon=True)
            thread.start()
            names = {"week": str(week), "tuesday": week.days[1].isoformat()}
            yield Site(app=app, address=f"http://127.0.0.1:{server.effective_port}", names=names)
            server.close()
            thread.join(5)
        finally:
            store.close()


def _run(server) -> None:  # type: ignore[no-untyped-def]
    with suppress(OSError):  # its socket is closed under it in the end
        server.run()


def _fill(store, read, clock: StoppedClock) -> None:  # type: ignore[no-untyped-def]
    week = next_week_after(read.history)
    with make_executor(2) as executor:
        simulations = Simulations(executor=executor, promise=read.mall.promise)
        plan = plan_week(read.mall, read.history, week.days, simulations, PlanSettings(author=BY.name), clock.now())
    content = ImportContent(file_name="contoh", file_hash="0" * 64, history=read.history, mall=read.mall)
    with store.write(BY, "data contoh") as work:
        work.imports.add(content)
        entry = work.plans.save(plan)
    with store.write(BY, "jadwal rutin mingguan") as work:
        work.plans.publish(entry.id)
        work.users.add(MANAGER, PASSWORD)
    clock.moment += timedelta(days=3) + MORNING_UTC
    first = next(quota for quota in plan.quotas if quota.day == week.days[1])
    note = IssuedTickets(desk=first.desk, day=first.day, window=first.window, tickets=first.tickets * 3 // 4)
    with store.write(BY) as work:
        work.floor.record_issued(note)


def take(browser: Browser, site: Site, pages: dict[str, str], folder: Path, lang: str = "id") -> None:
    """A picture of each page at each width."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, width in WIDTHS.items():
        context = browser.new_context(base_url=site.address, viewport={"width": width, "height": 900})
        cookies = {"loketplan": site.session(), "bahasa": lang}
        context.add_cookies([{"name": n, "value": v, "url": site.address} for n, v in cookies.items()])
        page = context.new_page()
        for name, address in pages.items():
            page.goto(address.format(**site.names))
            page.screenshot(path=folder / f"{name}-{kind}.png", full_page=kind == "wide")
        context.close()


def main() -> None:
    """The guide's pictures, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, help="folder for pictures of every page, to be looked at")
    arguments = parser.parse_args()
    with sample_site() as site, sync_playwright() as playwright:
        arguments_of_browser = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments_of_browser)
        if arguments.all is None:
            take(browser, site, GUIDE, PICTURES)
        else:
            for lang in ("id", "en"):
                take(browser, site, GUIDE | OTHERS, arguments.all / lang, lang)
        browser.close()


if __name__ == "__main__":
    main()
