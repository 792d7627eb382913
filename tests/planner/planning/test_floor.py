"""The running day and quotas by hand: both simulate the desk-day of the plan."""

from dataclasses import replace
from datetime import time

import pytest

from planner.domain.errors import InvalidValue
from planner.planning.floor_now import FloorCounts, advice_now
from planner.planning.freshness import current_input_hash, mark_of
from planner.planning.quota_cost import cost_of_tickets
from tests.builders import DAYS, MONDAY, a_history, a_mall, a_plan, resealed


def test_more_tickets_than_the_minutes_hold_break_the_promise() -> None:
    """Two officers, 13 minutes a visit: 60 in a morning of 3 hours cannot be; 5 can."""
    many = cost_of_tickets(a_plan(), "adminduk", MONDAY, {"pagi": 60})
    few = cost_of_tickets(a_plan(), "adminduk", MONDAY, {"pagi": 5, "siang": 2, "sore": 1})
    assert many is not None
    assert few is not None
    assert not many.kept
    assert few.kept


def test_a_closed_desk_has_no_cost() -> None:
    """Saturday is no day of the plan."""
    assert cost_of_tickets(a_plan(), "adminduk", DAYS[0].replace(day=7), {"pagi": 5}) is None


def test_early_in_the_day_more_may_be_issued_than_late() -> None:
    """The same counts at 09:00 and at 13:30, half an hour before the last ticket."""
    counts = FloorCounts(issued=10, served=6, waiting=2)
    early = advice_now(a_plan(), "adminduk", (MONDAY, time(9)), counts)
    late = advice_now(a_plan(), "adminduk", (MONDAY, time(13, 30)), counts)
    assert early.may_issue > late.may_issue
    assert early.ends_at is not None
    assert early.finish_probability == 1.0


def test_counts_that_do_not_add_up_are_refused() -> None:
    """Served more than issued."""
    with pytest.raises(InvalidValue) as refused:
        advice_now(a_plan(), "adminduk", (MONDAY, time(9)), FloorCounts(issued=3, served=6, waiting=2))
    assert refused.value.code == "counts_do_not_add_up"


def test_nobody_posted_gives_no_advice() -> None:
    """All postings gone."""
    with pytest.raises(InvalidValue) as refused:
        advice_now(
            resealed(a_plan(), postings=()), "adminduk", (MONDAY, time(9)), FloorCounts(issued=0, served=0, waiting=0)
        )
    assert refused.value.code == "not_posted"


def test_the_current_hash_is_the_passports_while_nothing_changed_and_another_after() -> None:
    """Input as planned; then one officer fewer; then one count more."""
    marked = mark_of(a_history())
    same = current_input_hash(a_mall(), DAYS, marked)
    plan = resealed(a_plan(), input=_with_history(a_plan().input, marked))
    assert plan.passport.input_hash == same
    assert current_input_hash(a_mall(officers=()), DAYS, marked) != same
    assert current_input_hash(a_mall(), DAYS, mark_of(a_history(weeks=11))) != same


def _with_history(given, marked):
    return replace(given, history_hash=marked.hash, history_last_day=marked.last_day)
