"""The review of a week as text and as a page: golden, in both languages."""

import re
from collections.abc import Callable
from datetime import time

import pytest

from planner.planning.review_week import DeskReview, ReviewedDay, WeekReview
from planner.planning.review_week_causes import Cause
from planner.report.language import Language
from planner.report.review import review_text
from planner.report.review_page import PAGE_NAMES, review_page, write_review
from tests.builders import DAYS, a_mall

STYLE = re.compile("<style>.*?</style>", re.DOTALL)  # of the frame, which all reports share


def a_day(number: int, **changes: object) -> ReviewedDay:
    """Forty forecast, forty-two came, as planned."""
    values: dict[str, object] = {
        "day": DAYS[number],
        "demand_mean": 40.0,
        "demand_low": 28.0,
        "demand_high": 55.0,
        "came_visits": 42,
        "came_is_least": False,
        "quota_tickets": 44,
        "tickets_issued": 42,
        "sold_out_at": None,
        "refused_planned": 3.4,
        "refused_visits": 0,
        "served_planned": 36.6,
        "served_visits": 42,
        "wait_p90_planned": 24.0,
        "wait_p90_minutes": 22.0,
        "share_within": 0.95,
        "finished_late_minutes": 0.0,
        "absent": (),
        "broken": (),
    }
    return ReviewedDay(**{**values, **changes})  # type: ignore[arg-type]


REVIEW = WeekReview(
    plan="p",
    days=DAYS,
    desks=(
        DeskReview(
            desk="adminduk",
            days=(
                a_day(0),
                a_day(
                    1,
                    came_visits=71,
                    came_is_least=True,
                    tickets_issued=44,
                    sold_out_at=time(10, 5),
                    refused_visits=27,
                    wait_p90_minutes=48.0,
                    finished_late_minutes=12.0,
                    absent=("budi",),
                    broken=("wait", "finish", "refused"),
                ),
            ),
            causes=(
                Cause(name="absence", planned=0.0, came=1.0, visits=14.2),
                Cause(name="minutes", planned=1.0, came=1.17, visits=6.0),
            ),
        ),
        DeskReview(desk="pajak", days=(a_day(0, broken=("wait",), wait_p90_minutes=37.0),), causes=()),
    ),
    not_counted=("legalisir",),
)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_text_and_page_are_the_golden_ones(lang: str, compare_with_case: Callable[[str, str], None]) -> None:
    """Where the promise broke, the likeliest cause, what to change next, and every day."""
    language = Language(lang)
    compare_with_case(f"report/review.{lang}.txt", review_text(REVIEW, a_mall(), language))
    compare_with_case(f"report/review.{lang}.html", STYLE.sub("", review_page(REVIEW, a_mall(), language)))


def test_a_desk_without_a_cause_is_named_as_chance() -> None:
    page = review_page(REVIEW, a_mall(), Language("en"))
    assert "logged): Pajak." in page
    assert "Nothing was counted: Legalisir" in page


def test_a_week_that_kept_its_promise_says_so() -> None:
    kept = WeekReview(
        plan="p", days=DAYS, desks=(DeskReview(desk="pajak", days=(a_day(0),), causes=()),), not_counted=()
    )
    assert "Every desk whose waits were logged kept its promise." in review_page(kept, a_mall(), Language("en"))


def test_the_page_is_written_under_its_language(tmp_path) -> None:
    for lang, name in PAGE_NAMES.items():
        path = write_review(REVIEW, a_mall(), tmp_path / "out", Language(lang))
        assert path.name == name
        assert f'lang="{lang}"' in path.read_text(encoding="utf-8")
