"""Minutes and days of an officer's week."""

from dataclasses import replace
from datetime import date

import pytest

from planner.checker.check import check_plan
from planner.checker.limits import overtime_minutes
from planner.checker.week import PlanWeek
from planner.domain.mall import AgencyMode, Assumptions, CalendarDay, CalendarKind, GivenPosting
from planner.domain.plan import Plan, PostingSource
from tests.builders import DAYS, MONDAY, SESSIONS, a_mall, a_plan, an_agency, changed, with_mall


def told(plan: Plan, rule: str) -> list[tuple[str, str]]:
    return [(v.place.officer, v.value) for v in check_plan(plan) if v.rule == rule]


def with_officer(name: str, **changes: object) -> Plan:
    officers = a_mall().officers
    return with_mall(a_plan(), officers=tuple(replace(o, **changes) if o.id == name else o for o in officers))


@pytest.mark.parametrize(
    ("duty", "expected"),
    [pytest.param(1800, [], id="exactly"), pytest.param(1799, [("sari", "1800 > 1799")], id="one minute over")],
)
def test_counter_minutes_stay_within_duty(duty: int, expected: list[tuple[str, str]]) -> None:
    """Five days of 420 minutes less an hour's break are 1800."""
    assert told(with_officer("sari", duty_minutes_week=duty), "week_minutes") == expected


def test_ramadan_shortens_the_duty_minutes() -> None:
    """A week of Ramadan days: 13/15 of 2000 are 1733, of 2100 they are 1820."""
    rows = tuple(CalendarDay(day=day, kind=CalendarKind.RAMADAN, name="Ramadan") for day in DAYS)
    for duty, expected in ((2000, [("sari", "1800 > 1733")]), (2100, [])):
        plan = with_mall(with_officer("sari", duty_minutes_week=duty), calendar=rows)
        assert told(plan, "week_minutes") == expected


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        pytest.param(None, [], id="no limit of his own"),
        pytest.param(5, [], id="exactly"),
        pytest.param(4, [("sari", "5 > 4")], id="one over"),
    ],
)
def test_days_stay_within_the_officers_most(most: int | None, expected: list[tuple[str, str]]) -> None:
    """Sari works Monday to Friday."""
    assert told(with_officer("sari", max_days=most), "days_per_week") == expected


def test_weeks_are_counted_apart() -> None:
    """Two planned weeks: five days in each are not ten days in one."""
    second = tuple(date.fromordinal(day.toordinal() + 7) for day in DAYS)
    plan = a_plan(days=(*DAYS, *second))
    officers = tuple(replace(o, max_days=5) for o in a_mall().officers)
    assert check_plan(with_mall(plan, officers=officers)) == ()


def test_week_of_a_given_roster_is_the_agencys_own_matter() -> None:
    """Dewi's own agency posts her on five days though her most are four."""
    given = tuple(GivenPosting(officer="dewi", day=day, session=s, desk="pajak") for day in DAYS for s in SESSIONS)
    agencies = (an_agency("disdukcapil"), an_agency("samsat", mode=AgencyMode.AS_GIVEN))
    plan = with_mall(with_officer("dewi", max_days=4), agencies=agencies, given=given)
    plan = changed(plan, "postings", {"officer": "dewi"}, source=PostingSource.AS_GIVEN, confirmed=True)
    assert check_plan(plan) == ()


@pytest.mark.parametrize(
    ("limit", "expected"),
    [pytest.param(None, 0, id="80 % of duty"), pytest.param(1800, 0, id="equal"), pytest.param(1770, 30, id="30 over")],
)
def test_overtime_is_above_the_counter_minutes(limit: int | None, expected: int) -> None:
    """Sari's 1800 minutes against her own limit, or 80 % of 2250 = 1800."""
    plan = with_officer("sari", counter_minutes_week=limit)
    assert overtime_minutes(PlanWeek(plan=plan)) == expected
    assert (told(plan, "stage_values") == []) == (expected == 0)
    assert told(changed(plan, "stages", {"stage": "overtime"}, value=expected), "stage_values") == []


def test_counter_share_sets_the_limit_for_all() -> None:
    """70 % of 2250 are 1575: four officers work 225 minutes more each."""
    plan = with_mall(a_plan(), assumptions=Assumptions(counter_share=0.7))
    assert overtime_minutes(PlanWeek(plan=plan)) == 4 * 225


def test_break_is_taken_off() -> None:
    """Half an hour of break less is half an hour of overtime more."""
    plan = changed(a_plan(), "postings", {"officer": "sari", "day": MONDAY, "session": "siang"}, break_minutes=30)
    assert overtime_minutes(PlanWeek(plan=plan)) == 30
