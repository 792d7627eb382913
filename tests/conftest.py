"""What all tests share: golden files that `--update-cases` writes anew for review, and one browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-cases", action="store_true", help="write golden files anew instead of comparing")


@pytest.fixture
def compare_with_case(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`compare_with_case("report/notice.html", text)`: equal to the file under tests/cases, or written to it."""

    def compare(name: str, text: str) -> None:
        path = CASES / name
        if request.config.getoption("--update-cases"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{name} differs; look, then run pytest --update-cases"

    return compare


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """One browser of a test process: a second one beside it cannot be started."""
    if not CHROMIUM.exists():
        pytest.skip("chromium is not installed: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield started
        started.close()
