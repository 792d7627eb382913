"""The plan turned for the rules."""

from planner.checker.week import PlanWeek, break_interval
from planner.domain.staff import Skill
from tests.builders import DAYS, MONDAY, a_mall, a_plan, a_posting, resealed, with_mall


def test_better_of_two_skills_counts() -> None:
    """A skill renewed at another pace: the better one that is valid."""
    skills = (*a_mall().skills, Skill(officer="rina", service="legalisir", pace=1.5))
    week = PlanWeek(plan=with_mall(a_plan(), skills=skills))
    assert week.paces_on("rina", "legalisir", MONDAY) == {"legalisir": 1.5}


def test_minutes_are_those_of_the_open_session_less_the_break() -> None:
    """150 minutes of the second session less an hour; a session that is none has 0."""
    plan = a_plan()
    week = PlanWeek(plan=plan)
    assert [week.minutes(p) for p in plan.postings[:3]] == [180, 90, 90]
    assert week.minutes(a_posting("sari", "adminduk", session="malam")) == 0


def test_day_that_is_not_planned_is_closed() -> None:
    """Nothing can be looked up for the Saturday after."""
    week = PlanWeek(plan=a_plan())
    assert week.hours("samsat", DAYS[-1].replace(day=7)) is None
    assert week.session("pajak", DAYS[-1].replace(day=7), "pagi") is None


def test_posting_in_a_closed_session_gives_no_capacity() -> None:
    """There is no night session: nobody is at work in it."""
    plan = a_plan()
    night = a_posting("joko", "legalisir", session="malam")
    assert night not in PlanWeek(plan=resealed(plan, postings=(*plan.postings, night))).at_work


def test_break_without_start_takes_no_minutes() -> None:
    """(0, 0) overlaps nothing."""
    assert break_interval(a_posting("sari", "adminduk", MONDAY)) == (0, 0)
