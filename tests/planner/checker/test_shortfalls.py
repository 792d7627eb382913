"""What the week lacks: counted right, listed right."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from planner.checker.check import check_plan
from planner.checker.shortfalls import empty_agencies, missing_officers, missing_supervisors, uncovered_lunch
from planner.checker.violation import Place
from planner.checker.week import PlanWeek
from planner.domain.plan import Plan, Shortfall
from tests.builders import MONDAY, a_desk, a_mall, a_plan, a_working_day, changed, resealed, with_mall


def told(plan: Plan, rule: str) -> list[tuple[Place, str]]:
    return [(v.place, v.value) for v in check_plan(plan) if v.rule == rule]


def without(officer: str, *sessions: str) -> Plan:
    plan = a_plan()
    gone = {(officer, MONDAY, s) for s in sessions}
    return resealed(plan, postings=tuple(p for p in plan.postings if (p.officer, p.day, p.session) not in gone))


def listing(plan: Plan, *rows: Shortfall) -> Plan:
    return resealed(plan, shortfalls=(*plan.shortfalls, *rows))


def a_shortfall(kind: str, amount: float = 1, **changes: Any) -> Shortfall:
    values = {"kind": kind, "desk": "adminduk", "day": MONDAY, "amount": amount, "unit": "half_hours", **changes}
    return Shortfall(**values)


def test_covered_lunch_lacks_nothing() -> None:
    """Sari is away from 11:30, Budi from 12:30."""
    assert uncovered_lunch(PlanWeek(plan=a_plan())) == {}


@pytest.mark.parametrize(
    ("plan", "half_hours"),
    [
        pytest.param(without("budi", "siang"), 2, id="Sari alone with her break"),
        pytest.param(
            changed(a_plan(), "postings", {"officer": "budi", "session": "siang", "day": MONDAY}, break_start=time(12)),
            1,
            id="both away from 12:00 to 12:30",
        ),
        pytest.param(
            resealed(without("budi", "siang"), postings=without("sari", "siang").postings[:1]), 4, id="nobody"
        ),
    ],
)
def test_empty_lunch_half_hours_are_counted(plan: Plan, half_hours: int) -> None:
    """Four half-hours are watched, from 11:30 to 13:30."""
    assert uncovered_lunch(PlanWeek(plan=plan))[Place(desk="adminduk", day=MONDAY)] == half_hours


def test_desk_without_lunch_cover_may_be_empty() -> None:
    """`legalisir` says it needs nobody at lunch, and Rina is away for an hour."""
    assert Place(desk="legalisir", day=MONDAY) not in uncovered_lunch(PlanWeek(plan=a_plan()))


@pytest.mark.parametrize(
    ("rows", "is_told"),
    [
        pytest.param((), True, id="not listed"),
        pytest.param((a_shortfall("lunch_cover", 2),), False, id="listed"),
        pytest.param((a_shortfall("lunch_cover", 1), a_shortfall("lunch_cover", 1)), False, id="in two rows"),
        pytest.param((a_shortfall("lunch_cover", 2, session="siang"),), False, id="with its session"),
        pytest.param((a_shortfall("lunch_cover", 3),), True, id="too much"),
        pytest.param((a_shortfall("lunch_cover", 2, desk="legalisir"),), True, id="at another desk"),
    ],
)
def test_empty_lunch_is_listed_with_its_amount(rows: tuple[Shortfall, ...], is_told: bool) -> None:
    """Sari is alone on Monday: two half-hours."""
    plan = listing(without("budi", "siang"), *rows)
    assert bool(told(plan, "lunch_cover")) == is_told


def test_shortfall_that_is_none_is_told() -> None:
    """Nothing is empty, and the plan says so of two half-hours."""
    plan = listing(a_plan(), a_shortfall("lunch_cover", 2))
    assert told(plan, "lunch_cover") == [(Place(desk="adminduk", day=MONDAY), "0, listed 2")]


def test_missing_officers_are_counted_by_session() -> None:
    """Three must sit at `adminduk`, two do: one missing in each of 15 sessions."""
    desks = tuple(replace(d, min_officers=3) if d.id == "adminduk" else d for d in a_mall().desks)
    found = missing_officers(PlanWeek(plan=with_mall(a_plan(), desks=desks)))
    assert set(found.values()) == {1}
    assert len(found) == 15


def test_missing_officers_are_listed() -> None:
    """One must sit there; without both on Monday morning one is missing."""
    plan = resealed(
        without("sari", "pagi"),
        postings=tuple(p for p in without("sari", "pagi").postings if p != without("sari", "pagi").postings[2]),
    )
    place = Place(desk="adminduk", day=MONDAY, session="pagi")
    assert missing_officers(PlanWeek(plan=plan)) == {place: 1}
    assert told(plan, "minimum_presence") == [(place, "1, listed 0")]
    row = a_shortfall("minimum_presence", 1, session="pagi", unit="officers")
    assert told(listing(plan, row), "minimum_presence") == []


def test_supervisor_is_one_at_any_desk_of_the_agency() -> None:
    """Sari supervises Disdukcapil; without her on Monday morning nobody does. Samsat needs none."""
    place = Place(agency="disdukcapil", day=MONDAY, session="pagi")
    plan = without("sari", "pagi")
    assert missing_supervisors(PlanWeek(plan=plan)) == {place: 1}
    row = a_shortfall("supervisor_present", 1, desk=None, agency="disdukcapil", session="pagi", unit="sessions")
    assert told(plan, "supervisor_present") == [(place, "1, listed 0")]
    assert told(listing(plan, row), "supervisor_present") == []


def test_other_supervisor_stands_in() -> None:
    """Rina at `legalisir` supervises as well."""
    officers = tuple(replace(o, supervisor=True) if o.id == "rina" else o for o in a_mall().officers)
    assert missing_supervisors(PlanWeek(plan=with_mall(without("sari", "pagi"), officers=officers))) == {}


def test_agency_without_anybody_is_listed() -> None:
    """Dewi is all that Samsat has."""
    place = Place(agency="samsat", day=MONDAY, session="sore")
    plan = without("dewi", "sore")
    assert empty_agencies(PlanWeek(plan=plan)) == {place: 1}
    row = a_shortfall("agency_presence", 1, desk=None, agency="samsat", session="sore", unit="sessions")
    assert told(plan, "agency_presence") == [(place, "1, listed 0")]
    assert told(listing(plan, row), "agency_presence") == []


def test_agency_without_a_desk_needs_nobody() -> None:
    """An office that only lends officers has no counter to man."""
    mall = a_mall()
    lender = replace(mall.agencies[1], id="sekretariat")
    assert check_plan(with_mall(a_plan(), agencies=(*mall.agencies, lender))) == ()


def test_second_desk_of_an_officer_counts_where_he_sits() -> None:
    """A pooled officer at `pajak` keeps Samsat from being empty."""
    plan = without("dewi", "pagi", "siang", "sore")
    joko = a_working_day("joko", "pajak", MONDAY, time(12), counter="B1")
    assert empty_agencies(PlanWeek(plan=resealed(plan, postings=(*plan.postings, *joko)))) == {}


@pytest.mark.parametrize(
    ("amount", "is_told"),
    [
        pytest.param(3.6, False, id="as counted"),
        pytest.param(3.64, False, id="rounded"),
        pytest.param(3.7, True, id="other"),
    ],
)
def test_visits_turned_away_are_listed_with_their_amount(amount: float, is_told: bool) -> None:
    """18 tickets of `pajak` against 12, 16, 20, 24, 28: 18 fifths are 3.6 visits."""
    plan = changed(a_plan(), "shortfalls", {"desk": "pajak", "day": MONDAY}, amount=amount)
    assert bool(told(plan, "turned_away")) == is_told


def test_desk_that_is_short_on_an_ordinary_day_is_listed() -> None:
    """`pajak` has 18 tickets for a median of 20; `adminduk` has 44 for 40 and may be left out."""
    plan = a_plan()
    rest = resealed(plan, shortfalls=plan.shortfalls[1:])
    assert told(rest, "turned_away") == [(Place(desk="pajak", day=MONDAY), "3.6, not listed")]


def test_desk_that_is_short_on_a_bad_day_may_be_listed() -> None:
    """`adminduk` turns away 4 and 12 of five demands: 3.2 visits."""
    row = a_shortfall("turned_away", 3.2, unit="visits")
    assert told(listing(a_plan(), row), "turned_away") == []
    assert told(listing(a_plan(), replace(row, amount=3.0)), "turned_away") != []


def test_desk_that_turns_nobody_away_is_not_listed() -> None:
    """`legalisir` has 15 tickets for at most 14."""
    row = a_shortfall("turned_away", 1, desk="legalisir", unit="visits")
    assert told(listing(a_plan(), row), "turned_away") == [(Place(desk="legalisir", day=MONDAY), "0, listed 1")]


def test_rules_left_out_are_not_listed() -> None:
    """A mall that counts no presence need not list what is missing."""
    desks = (*a_mall().desks, a_desk("kosong"))
    assert desks
    plan = without("dewi", "sore")
    loose = resealed(plan, passport=replace(plan.passport, rule_set=("lunch_cover",)))
    assert told(loose, "agency_presence") == []
