"""The largest rise of a quota from one day to the next."""

from types import SimpleNamespace
from typing import Any

from planner.planning.day_changes import too_steep
from tests.builders import DAYS


def tickets_of(*by_day: int) -> dict[Any, Any]:
    return {("pajak", day): SimpleNamespace(tickets=(n,)) for day, n in zip(DAYS, by_day, strict=False)}


def test_without_a_limit_any_change_is_allowed() -> None:
    assert too_steep({}, tickets_of(1, 100), 1.0) == {}


def test_a_fall_a_rise_within_the_limit_and_the_day_after_none_are_allowed() -> None:
    """40 to 10 is a fall, 10 to 15 is half as many again, after a day without tickets anything may come."""
    assert too_steep({}, tickets_of(40, 10, 15, 0, 60), 0.5) == {}


def test_one_ticket_more_is_always_allowed() -> None:
    """A tenth of 4 is less than a ticket."""
    assert too_steep({}, tickets_of(4, 5), 0.1) == {}
