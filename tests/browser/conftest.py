"""A real browser before a real server: Debian's chromium, no window, no outside request."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from planner import bootstrap
from tests.webapp.conftest import FixedClock, fill, open_session
from webapp import create_app
from webapp.config import WebSettings

MOST_MS = 20_000  # until something is seen, on a loaded machine


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    """How long `expect` looks again before it says that something is not so."""
    expect.set_options(timeout=MOST_MS)


def follow(link) -> None:
    """Click what leads to another page, and be there once all of it has come."""
    with link.page.expect_navigation():
        link.click()


def reads(place, text: str) -> None:
    """What is seen there comes to hold the text."""
    expect(place).to_contain_text(text, use_inner_text=True)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder that walks copy."""
    folder = tmp_path_factory.mktemp("prepared")
    fill(folder)
    return folder


@pytest.fixture
def site(prepared: Path, tmp_path: Path) -> Iterator:
    """The application over a copy, served on a free port of this machine: (address, application)."""
    from waitress import create_server

    folder = Path(shutil.copytree(prepared, tmp_path / "data"))
    store = bootstrap.open_store(folder, FixedClock())
    app = create_app(WebSettings(data=folder), store)
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}", app
    server.close()
    thread.join(5)
    store.close()


@pytest.fixture
def open_as(browser, site) -> Iterator[Callable]:
    """`open_as("rina")`: a page of her browser; more words go to the browser's context (viewport, script off)."""
    address, app = site
    contexts = []

    def opened(name: str | None, lang: str = "id", **options):
        options = {"viewport": {"width": 1280, "height": 900}, **options}
        context = browser.new_context(base_url=address, **options)
        cookies = [{"name": "bahasa", "value": lang, "url": address}]
        if name:
            cookies.append({"name": "loketplan", "value": open_session(app, name), "url": address})
        context.add_cookies(cookies)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(MOST_MS)
        return page

    yield opened
    for context in contexts:
        context.close()
