"""Tickets against the promised wait: one desk worked out by hand (Rina alone, 13 minutes a visit)."""

from dataclasses import replace
from datetime import time

import pytest

from planner.checker.check import check_plan
from planner.domain.mall import Assumptions
from planner.domain.periods import DayType, Window
from planner.domain.plan import Plan
from planner.domain.promise import Promise
from tests.builders import MONDAY, a_mall, a_plan, a_timetable, changed, resealed, with_mall

CROWD = Assumptions(window_start_share=1.0)  # everybody stands there when the window opens


def told(plan: Plan) -> list[str]:
    """Windows of `legalisir` on Monday with more tickets than can be met."""
    found = [v.place for v in check_plan(plan) if v.rule == "tickets_within_wait"]
    return [place.session for place in found if (place.desk, place.day) == ("legalisir", MONDAY)]


def with_tickets(plan: Plan, window: str, count: int) -> Plan:
    where = {"desk": "legalisir", "window": window, "day": MONDAY}
    return changed(plan, "quotas", where, tickets=count, capacity_tickets=count)


def without(plan: Plan, *sessions: str) -> Plan:
    rows = plan.postings
    return resealed(plan, postings=tuple(p for p in rows if p.officer != "rina" or p.session not in sessions))


@pytest.mark.parametrize(("count", "is_told"), [pytest.param(19, False, id="19"), pytest.param(20, True, id="20")])
def test_morning_is_met_within_the_wait(count: int, is_told: bool) -> None:
    """At 8:00 30 % stand there, 20 % must be met by 8:30, when 1 + 30 / 13 = 3.3 are begun: (3.3 + 0.5) / 0.2 = 19."""
    morning = with_tickets(with_tickets(a_plan(), "siang", 0), "sore", 0)
    assert ("pagi" in told(with_tickets(morning, "pagi", count))) == is_told


@pytest.mark.parametrize(("count", "expected"), [pytest.param(4, [], id="4"), pytest.param(5, ["pagi"], id="5")])
def test_door_crowd_is_met_within_the_wait(count: int, expected: list[str]) -> None:
    """All come at 8:00, 90 % are to be met by 8:30: (3.3 + 0.5) / 0.9 = 4.2."""
    assert told(with_tickets(with_mall(a_plan(), assumptions=CROWD), "pagi", count)) == expected


@pytest.mark.parametrize(("count", "expected"), [pytest.param(4, [], id="4"), pytest.param(5, ["siang"], id="5")])
def test_idle_morning_does_not_help_the_crowd_at_eleven(count: int, expected: list[str]) -> None:
    """From 11:00 to 11:30 again 3.3 visits begin, however empty the morning was."""
    plan = with_tickets(with_mall(a_plan(), assumptions=CROWD), "pagi", 0)
    assert told(with_tickets(plan, "siang", count)) == expected


@pytest.mark.parametrize(("count", "expected"), [pytest.param(6, [], id="6"), pytest.param(7, ["pagi"], id="7")])
def test_longer_wait_allows_more(count: int, expected: list[str]) -> None:
    """By 9:00 1 + 60 / 13 = 5.6 visits are begun: (5.6 + 0.5) / 0.9 = 6.8."""
    plan = with_mall(a_plan(), assumptions=CROWD, promise=Promise(wait_minutes=60))
    assert told(with_tickets(plan, "pagi", count)) == expected


@pytest.mark.parametrize(("count", "expected"), [pytest.param(8, [], id="8"), pytest.param(9, ["pagi"], id="9")])
def test_priority_visitors_are_left_out(count: int, expected: list[str]) -> None:
    """Half the visitors are priority ones, who are promised over the day: (3.3 + 0.5) / 0.45 = 8.5."""
    services = tuple(replace(s, priority_share=0.5) for s in a_mall().services)
    assert told(with_tickets(with_mall(a_plan(), assumptions=CROWD, services=services), "pagi", count)) == expected


def test_pace_meets_more() -> None:
    """At pace 2 1 + 60 / 13 visits begin in half an hour: 6 instead of 4."""
    skills = tuple(replace(s, pace=2.0) for s in a_mall().skills)
    plan = with_mall(a_plan(), assumptions=CROWD, skills=skills)
    assert told(with_tickets(plan, "pagi", 6)) == []
    assert told(with_tickets(plan, "pagi", 7)) == ["pagi"]


def test_window_in_which_nobody_is_there_has_no_tickets() -> None:
    """Rina comes at 11:00; by 10:30 most of the 8 visitors of the morning have waited too long, and so on."""
    late = without(a_plan(), "pagi")
    assert told(late) == ["pagi", "siang", "sore"]
    assert told(with_tickets(late, "pagi", 0)) == []


def test_break_delays_those_who_come_meanwhile() -> None:
    """All come at 12:00 and Rina is away to 13:00: by 12:30 nobody has met her but the one in hand."""
    windows = (Window(id="pagi", start=time(8), end=time(12)), Window(id="siang", start=time(12), end=time(14)))
    mall = a_mall(timetables={DayType.NORMAL: a_timetable(windows=windows)}, assumptions=CROWD)
    plan = a_plan(mall)
    plan = resealed(plan, quotas=tuple(q for q in plan.quotas if q.window != "sore"), proofs=())
    assert told(with_tickets(with_tickets(plan, "pagi", 0), "siang", 1)) == []
    assert told(with_tickets(with_tickets(plan, "pagi", 0), "siang", 2)) == ["siang"]


def test_early_last_ticket_shortens_the_window() -> None:
    """With the last ticket at 13:40 the third window lasts ten minutes; its 4 visitors all come in them."""
    desks = tuple(replace(d, last_ticket=time(13, 40)) if d.id == "legalisir" else d for d in a_mall().desks)
    plan = with_mall(a_plan(), desks=desks)
    assert told(plan) == []
    assert told(with_tickets(plan, "sore", 6)) == ["sore"]
    assert "sore" not in told(with_tickets(a_plan(), "sore", 6))


def test_one_window_a_day_is_left_to_the_simulation() -> None:
    """Its visitors come by the desk's profile, which may know an empty morning."""
    windows = (Window(id="pagi", start=time(8), end=time(14)),)
    plan = a_plan(a_mall(timetables={DayType.NORMAL: a_timetable(windows=windows)}, assumptions=CROWD))
    plan = resealed(plan, quotas=tuple(q for q in plan.quotas if q.window == "pagi"), proofs=())
    assert "proof_rows" in {v.rule for v in check_plan(plan)}
    assert told(plan) == []


def test_officer_without_a_skill_meets_nobody() -> None:
    """Rina's skill has ended: she sits there, and it does not help."""
    skills = tuple(s for s in a_mall().skills if s.service != "legalisir")
    assert "pagi" in told(with_mall(a_plan(), skills=skills))
