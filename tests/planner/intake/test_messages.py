"""The catalogue of messages: a sentence for every code, in both languages, and none that nobody uses."""

import re
from pathlib import Path

import pytest

from planner.domain.errors import Severity
from planner.intake.messages import LONGEST_SHOWN, MESSAGES, Place, make_finding, make_warning

PLANNER = Path(__file__).parents[3] / "planner"
MALL_RECORDS = ("mall.py", "staff.py", "periods.py", "history.py", "demand.py", "promise.py", "checks.py")
NOT_OF_FILES = {"unknown_session", "not_a_week", "no_such_week", "quantile_count", "quantile_order"}


def test_every_reason_of_a_record_has_a_sentence() -> None:
    """Codes that the records of a mall raise, but for weeks and forecasts, which no file holds."""
    text = "".join((PLANNER / "domain" / name).read_text(encoding="utf-8") for name in MALL_RECORDS)
    assert set(re.findall(r'code="(\w+)"', text)) - NOT_OF_FILES <= set(MESSAGES)


@pytest.mark.parametrize("code", MESSAGES)
def test_every_sentence_is_used_and_whole(code: str) -> None:
    """Somebody names the code; problem and remedy end as sentences in both languages."""
    sources = [path for path in (PLANNER / "intake").glob("*.py") if path.name != "messages.py"]
    text = "".join(path.read_text(encoding="utf-8") for path in (*sources, *(PLANNER / "domain").glob("*.py")))
    assert f'"{code}"' in text
    message = MESSAGES[code]
    for sentence in (message.problem_id, message.problem_en, message.remedy_id, message.remedy_en):
        assert sentence.endswith((".", "}"))


def test_long_values_are_cut() -> None:
    """A message shows at most 80 letters of a cell."""
    finding = make_finding("formula", Place(sheet="visits", value="=" + "x" * 200))
    assert len(finding.value) == LONGEST_SHOWN
    assert finding.severity is Severity.REFUSED


def test_a_warning_differs_in_its_severity_only() -> None:
    """The words are the same."""
    place = Place(sheet="visits")
    warning = make_warning("formula", place)
    assert warning.severity is Severity.WARNING
    assert warning.sentence() == make_finding("formula", place).sentence()
