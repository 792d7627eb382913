"""Breaks: who takes one, when, how long, and how many at once."""

from datetime import date, time
from typing import Any

import pytest

from planner.checker.breaks import lunch_half_hours
from planner.checker.check import check_plan
from planner.checker.week import PlanWeek
from planner.domain.periods import DayType
from planner.domain.plan import Plan
from tests.builders import MONDAY, a_mall, a_plan, a_timetable, changed, resealed, with_mall

LUNCH = {"session": "siang", "day": MONDAY}
FRIDAY = date(2026, 2, 6)


def told(plan: Plan, rule: str) -> list[tuple[str, str]]:
    return [(v.place.officer, v.place.session) for v in check_plan(plan) if v.rule == rule]


def without(plan: Plan, officer: str, *sessions: str) -> Plan:
    gone = {(officer, MONDAY, s) for s in sessions}
    return resealed(plan, postings=tuple(p for p in plan.postings if (p.officer, p.day, p.session) not in gone))


@pytest.mark.parametrize(
    ("changes", "is_told"),
    [
        pytest.param({"break_start": time(12, 30)}, False, id="another permitted start"),
        pytest.param({"break_start": time(11)}, True, id="start not permitted"),
        pytest.param({"break_start": time(12, 15)}, True, id="a quarter past"),
        pytest.param({"break_minutes": 30}, True, id="too short"),
        pytest.param({"break_minutes": 90}, True, id="too long"),
        pytest.param({"break_start": None, "break_minutes": 0}, True, id="none"),
    ],
)
def test_break_is_as_the_day_type_says(changes: dict[str, Any], is_told: bool) -> None:
    """Rina works all three sessions: one hour from 11:30, 12:00 or 12:30."""
    plan = changed(a_plan(), "postings", {"officer": "rina", **LUNCH}, **changes)
    assert told(plan, "break_when_two_sessions") == ([("rina", "siang")] if is_told else [])


def test_who_works_the_break_session_alone_takes_none() -> None:
    """Without morning and afternoon Rina's break must go; with it, it is told."""
    alone = without(a_plan(), "rina", "pagi", "sore")
    assert told(alone, "break_when_two_sessions") == [("rina", "siang")]
    rested = changed(alone, "postings", {"officer": "rina", **LUNCH}, break_start=None, break_minutes=0)
    assert told(rested, "break_when_two_sessions") == []


def test_break_session_and_one_other_make_a_break() -> None:
    """Morning and lunch are enough."""
    assert told(without(a_plan(), "rina", "sore"), "break_when_two_sessions") == []


def test_morning_and_afternoon_without_lunch_have_no_break() -> None:
    """Who is away for the whole break session needs no break in another one."""
    split = without(a_plan(), "rina", "siang")
    assert told(split, "break_when_two_sessions") == []
    plan = changed(
        split, "postings", {"officer": "rina", "session": "pagi", "day": MONDAY}, break_start=time(9), break_minutes=60
    )
    assert told(plan, "break_when_two_sessions") == [("rina", "pagi")]


def test_day_without_breaks_has_none() -> None:
    """A timetable without permitted starts: every break of the week is one too many."""
    timetables = {DayType.NORMAL: a_timetable(break_starts=(), break_minutes=0)}
    plan = with_mall(a_plan(), timetables=timetables)
    assert len(told(plan, "break_when_two_sessions")) == 4 * 5
    week = PlanWeek(plan=plan)
    assert list(lunch_half_hours(week.hours_of("adminduk", MONDAY))) == []


def test_starts_without_minutes_are_no_break() -> None:
    """Permitted starts of a break that lasts nothing ask for nothing."""
    plan = with_mall(a_plan(), timetables={DayType.NORMAL: a_timetable(break_minutes=0)})
    rested = changed(plan, "postings", {"session": "siang"}, break_start=None, break_minutes=0)
    assert told(rested, "break_when_two_sessions") == []
    assert "lunch_cover" not in {v.rule for v in check_plan(rested)}


def test_friday_has_its_own_break() -> None:
    """90 minutes from 11:30 on Friday: an hour is too short there and right from Monday to Thursday."""
    friday = a_timetable(DayType.FRIDAY, break_minutes=90, break_starts=(time(11, 30), time(12)))
    plan = with_mall(a_plan(), timetables={DayType.NORMAL: a_timetable(), DayType.FRIDAY: friday})
    days = {v.place.day for v in check_plan(plan) if v.rule == "break_when_two_sessions"}
    assert days == {FRIDAY}


@pytest.mark.parametrize(
    ("start", "is_told"),
    [
        pytest.param(time(12, 30), False, id="one after the other"),
        pytest.param(time(12), True, id="both away at noon"),
        pytest.param(time(11, 30), True, id="together"),
    ],
)
def test_two_officers_are_not_away_at_once(start: time, is_told: bool) -> None:
    """Sari is away from 11:30 to 12:30; of two at most one."""
    plan = changed(a_plan(), "postings", {"officer": "budi", **LUNCH}, break_start=start)
    assert bool(told(plan, "breaks_staggered")) == is_told


def test_of_three_officers_two_may_be_away() -> None:
    """ceil(3 / 2) = 2: Rina joins the desk and leaves at 11:30 with Sari; with Budi too it is one too many."""
    three = changed(a_plan(), "postings", {"officer": "rina", **LUNCH}, desk="adminduk", break_start=time(11, 30))
    assert told(three, "breaks_staggered") == []
    assert told(changed(three, "postings", LUNCH, break_start=time(11, 30)), "breaks_staggered") == [("", "siang")]


def test_one_officer_may_leave_his_desk() -> None:
    """Rina is alone at `legalisir`; ceil(1 / 2) = 1."""
    assert told(a_plan(), "breaks_staggered") == []


def test_staggering_can_be_left_out_of_the_rule_set() -> None:
    """It is the house's rule, not the law's."""
    plan = changed(a_plan(), "postings", {"officer": "budi", **LUNCH}, break_start=time(11, 30))
    loose = resealed(plan, passport=type(plan.passport)(**{**_fields(plan.passport), "rule_set": ("lunch_cover",)}))
    assert told(loose, "breaks_staggered") == []


def _fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}


def test_lunch_half_hours_run_from_first_start_to_last_end() -> None:
    """11:30, 12:00, 12:30 and one hour: half-hours from 11:30 (690) to 13:30."""
    week = PlanWeek(plan=a_plan(a_mall()))
    assert list(lunch_half_hours(week.hours_of("adminduk", MONDAY))) == [690, 720, 750, 780]
