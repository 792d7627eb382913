"""What all tests share: golden files that `--update-cases` writes anew, for the diff to be reviewed."""

from collections.abc import Callable
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"


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
