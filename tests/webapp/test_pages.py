"""Every page opens, in both languages, and keeps the rules of all pages."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from planner import bootstrap
from planner.planning.stored import JobRequest, Role
from tests.webapp.conftest import ADMIN, NAME_OF_ROLE, PASSWORD, USERS, sign_in, text_of
from webapp import create_app
from webapp.access import COLUMNS, Reach, access_of, reach_of
from webapp.config import WebSettings

PAGES = (
    "/",
    "/week/2026-W06",
    "/week/2026-W07",
    "/roster/2026-W06/",
    "/roster/2026-W06/?view=officer",
    "/roster/2026-W06/?view=day",
    "/roster/2026-W06/?only=short",
    "/roster/2026-W06/?agency=samsat",
    "/roster/2026-W06/cell?at=adminduk~2026-02-02~pagi~1",
    "/roster/2026-W06/candidates?at=adminduk~2026-02-02~pagi~A1",
    "/roster/2026-W06/publish",
    "/roster/2026-W06/versions",
    "/roster/2026-W06/print",
    "/roster/2026-W06/print?view=officer",
    "/roster/2026-W06/print?view=slips",
    "/roster/2026-W06/text/samsat",
    "/quota/2026-W06",
    "/quota/words",
    "/quota/2026-W06/override/adminduk/2026-02-02/pagi",
    "/forecast",
    "/forecast/adminduk",
    "/whatif",
    "/holiday",
    "/review",
    "/review/2026-W06",
    "/staffing-case",
    "/staffing-case/adminduk",
    "/officers",
    "/officers/sari",
    "/leave",
    "/leave/new",
    "/leave/2026-W06/follow",
    "/calendar",
    "/jobs",
    "/audit",
    "/today",
    "/import",
    "/calibrate",
    "/calibrate/adminduk",
    "/tally/adminduk",
    "/doctor",
    "/roster/2026-W06/edited",
    "/notice",
    "/notice/poster",
    "/password",
)
ADMIN_PAGES = (
    "/settings",
    "/settings/hours",
    "/settings/hours/normal",
    "/settings/hours/ramadan_friday",
    "/settings/hours/open-days",
    "/settings/hours/last-tickets",
    "/settings/counters",
    "/settings/counters/new",
    "/settings/counters/of/A1",
    "/settings/counters/of/B2",
    "/settings/services",
    "/settings/services/of/ktp",
    "/settings/rules",
    "/settings/prices",
    "/settings/assumptions",
    "/users",
)


class Page(HTMLParser):
    """What a response holds, as far as the rules of all pages are concerned."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.titles = self.h1 = 0
        self.inline: list[str] = []
        self.labels: set[str] = set()
        self.fields: list[str] = []
        self.ways: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a" and given.get("href"):
            self.ways.append(("GET", str(given["href"])))
        if tag == "form" and given.get("action"):
            self.ways.append((str(given.get("method") or "get").upper(), str(given["action"])))
        if given.get("data-refresh"):
            self.ways.append(("GET", str(given["data-refresh"])))
        self.h1 += tag == "h1"
        self.titles += tag == "title"
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.inline.append(tag)
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "label" and given.get("for"):
            self.labels.add(str(given["for"]))
        typed = tag in ("input", "select", "textarea") and given.get("type") not in ("hidden", "checkbox", "radio")
        if typed:
            self.fields.append(str(given.get("id")))


def faults_of(html: str, lang: str) -> list[str]:
    """One h1, a title, unique ids, a label for every field, nothing inline, nothing from outside, its language."""
    page = Page(html)
    twice = sorted({name for name in page.ids if page.ids.count(name) > 1})
    found = [
        (page.h1 == 1, f"{page.h1} h1"),
        (page.titles >= 1, "no title"),
        (not twice, f"ids twice: {twice}"),
        (not page.inline, f"inline: {page.inline}"),
        (set(page.fields) <= page.labels, f"fields without a label: {set(page.fields) - page.labels}"),
        (not re.search(r'(?:src|href)="(?:https?:)?//', html), "asks for something outside"),
        (f'<html lang="{lang}">' in html, "other language"),
    ]
    return [text for holds, text in found if not holds]


@pytest.fixture
def admin(signed_in):
    return signed_in("admin")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_page_opens_and_keeps_the_rules_of_pages(manager, admin, lang: str) -> None:
    """Opened by the manager, the settings by the administrator, in both languages; all faults are told at once."""
    faults = []
    for browser, addresses in ((manager, PAGES), (admin, ADMIN_PAGES)):
        for address in addresses:
            answer = browser.get(address + ("&" if "?" in address else "?") + f"lang={lang}")
            html = answer.get_data(as_text=True)
            if answer.status_code != 200:
                faults.append(f"{address}: {answer.status_code}")
                continue
            faults += [f"{address}: {fault}" for fault in faults_of(html, lang)]
    assert not faults, "\n".join(faults)


def _barred(app: Flask, page: str, html: str, role: Role | None) -> Iterator[str]:
    """Links, forms and live parts of a page whose route is not for that role."""
    routes = app.url_map.bind("")
    for method, address in Page(html).ways:
        path = urlsplit(urljoin(page, address)).path
        try:
            endpoint, _ = routes.match(path, method=method)
        except HTTPException:
            yield f"{page}: {method} {address} leads nowhere"
            continue
        if reach_of(role, access_of(app, endpoint)) is Reach.NONE:
            yield f"{page}: {method} {address} is not for {role}"


@pytest.mark.parametrize("role", COLUMNS, ids=str)
def test_no_page_leads_where_its_reader_may_not_go(app, client, signed_in, role: Role | None) -> None:
    """What a page offers is what the matrix grants: whoever follows it is never refused, also while a job runs."""
    app.extensions["loketplan"].store.jobs.ask(JobRequest(kind="plan", payload={"week": "2026-W06"}), ADMIN)
    browser = signed_in(NAME_OF_ROLE[role]) if role else client
    faults = set()
    for address in (*PAGES, *ADMIN_PAGES):
        answer = browser.get(address)
        if answer.status_code == 200:
            faults |= set(_barred(app, address, answer.get_data(as_text=True), role))
    assert not faults, "\n".join(sorted(faults))


def test_the_first_page_offers_a_head_no_import(folder) -> None:
    """Before any data the mall as a whole is imported, which is not for one agency."""
    store = bootstrap.open_store(folder.parent / "empty")
    try:
        with store.write(ADMIN, "test") as work:
            for user in USERS:
                work.users.add(user, PASSWORD)
        app = create_app(WebSettings(data=folder.parent / "empty"), store)
        assert 'href="/import"' not in text_of(sign_in(app, "kepala"), "/")
        assert 'href="/import"' in text_of(sign_in(app, "rina"), "/")
    finally:
        store.close()
