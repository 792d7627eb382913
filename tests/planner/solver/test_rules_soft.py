"""Each soft rule: nothing short, one short, and what it costs."""

from dataclasses import replace
from typing import Any

import pytest

from planner.solver.index import MallIndex
from planner.solver.measure import measure
from planner.solver.problem import DeskDay, Officer, Problem, WeekLimit
from planner.solver.ruleset import RuleUse, Stage
from tests.planner.solver.builders import a_day, a_problem, an_officer, posting, solve_stage, with_rules

HARD = (
    "open_hours",
    "officer_available",
    "skill_held",
    "one_place_at_a_time",
    "counters_suffice",
    "break_when_two_sessions",
    "tickets_within_table",
)


def only(problem: Problem, rule: str, **settings: int) -> Problem:
    """The problem under the basic hard rules and one soft rule."""
    limited = with_rules(problem, *HARD, "fixed_postings", rule)
    rules = tuple(
        RuleUse(name=rule, settings=settings) if settings and u.name == rule else u for u in limited.rule_set.rules
    )
    return replace(limited, rule_set=replace(limited.rule_set, rules=rules))


def value(problem: Problem, rule: str, stage: Stage = Stage.UNMET, **settings: int) -> int:
    """Best value, equal in the model and in the measuring of its roster."""
    limited = only(problem, rule, **settings)
    best, postings = solve_stage(limited, stage)
    assert measure(MallIndex(limited), postings).values[stage] == best
    return best


def at(session: int, name: str = "sari", **changes: Any) -> Officer:
    """An officer who is there in one session only."""
    return an_officer(name, available=(tuple(s == session for s in range(3)),), **changes)


def test_turned_away_adds_up_five_quantiles_times_weight() -> None:
    """Demands 8, 9, 10, 11, 12 against 10 tickets: 0+0+0+1+2 = 3 fifths, times weight 2."""
    problem = a_problem([at(0)], desk_days=(DeskDay(desk="ktp", day=0, demand_visits=(8, 9, 10, 11, 12)),))
    desks = (replace(problem.desks[0], weight=2),)
    assert value(replace(problem, desks=desks), "turned_away") == 6


def test_sessions_of_a_day_share_its_demand() -> None:
    """Pagi 10 and siang 10 (alone, no break) serve all 20."""
    assert value(a_problem([at(0), at(1, "budi")]), "turned_away") == 0


def test_deep_refusal_begins_beyond_thirty_percent_of_the_median() -> None:
    """Median 20: 14 tickets are just enough; with 10 four are beyond, at 3 fifths each."""
    fast = at(0, skills=tuple(replace(s, tenths=14) for s in at(0).skills))
    assert value(a_problem([fast]), "deep_refusal") == 0
    assert value(a_problem([at(0)]), "deep_refusal") == 3 * 4


@pytest.mark.parametrize(
    ("names", "sessions", "uncovered"), [("s", (1,), 0), ("s", (0, 1), 2), ("sb", (0, 1), 0), ("", (), 4)]
)
def test_lunch_cover_counts_empty_half_hours(names: str, sessions: tuple[int, ...], uncovered: int) -> None:
    """Alone without a break: 0. Alone with one: its two half-hours. Two with breaks apart: 0. Nobody: all four."""
    people = [an_officer("s"), an_officer("b")]
    pins = tuple(posting(name, s) for name in names for s in sessions)
    away = frozenset((p.id, 0, s, "") for p in people for s in range(3) if p.id not in names or s not in sessions)
    problem = only(a_problem(people, fixed=pins, forbidden=away), "lunch_cover")
    rule_set = replace(problem.rule_set, rules=(*problem.rule_set.rules, RuleUse(name="not_refused")))
    best, postings = solve_stage(replace(problem, rule_set=rule_set))
    assert best == 30 * uncovered
    assert {p.officer for p in postings} == set(names)


def test_agency_presence_counts_sessions_without_anybody() -> None:
    """Only pagi can be staffed: siang and sore are empty, 80 fifths (16 visits) each."""
    assert value(a_problem([at(0)]), "agency_presence") == 160
    problem = a_problem([at(0)])
    unwatched = replace(problem, agencies=(replace(problem.agencies[0], needs_presence=False),))
    assert value(unwatched, "agency_presence") == 0


def test_minimum_presence_counts_missing_officers() -> None:
    """Two wanted in each of three sessions, one there in pagi only: 1 + 2 + 2 = 5 missing."""
    problem = a_problem([at(0)])
    desks = (replace(problem.desks[0], min_officers=2),)
    assert value(replace(problem, desks=desks), "minimum_presence") == 5 * 40


def test_supervisor_present_counts_sessions_without_one() -> None:
    """A supervisor in pagi only leaves two sessions at 20 fifths (4 visits); without the need nothing is short."""
    problem = a_problem([at(0, supervisor=True), an_officer("budi")])
    led = replace(problem, agencies=(replace(problem.agencies[0], needs_supervisor=True),))
    assert value(led, "supervisor_present") == 40
    assert value(problem, "supervisor_present") == 0


def test_bad_day_tail_counts_visits_of_the_highest_quantile() -> None:
    """12 on a bad day against 10 tickets: 2, unweighted."""
    problem = a_problem([at(0)], desk_days=(DeskDay(desk="ktp", day=0, demand_visits=(8, 9, 10, 11, 12)),))
    assert value(problem, "bad_day_tail", Stage.RISK) == 2


@pytest.mark.parametrize(("unit", "over"), [(1, 90), (30, 3), (60, 2)])
def test_overtime_counts_units_above_the_counter_minutes(unit: int, over: int) -> None:
    """Pagi and sore are pinned, 270 minutes against 180: 90 minutes, three half-hours, two begun hours."""
    limit = WeekLimit(counter_minutes=180, duty_minutes=600)
    problem = a_problem([an_officer("sari", weeks=(limit,))], fixed=(posting("sari", 0), posting("sari", 2)))
    assert value(problem, "overtime", Stage.OVERTIME, unit_minutes=unit) == over


def busy(problem: Problem) -> Problem:
    return replace(problem, desks=tuple(replace(desk, busy=True) for desk in problem.desks))


def test_equal_burden_is_the_spread_inside_a_group() -> None:
    """Sari is pinned to two busy sessions, Budi can take one: 2 - 1. Who is in no group does not count."""
    people = [an_officer("sari", fairness_group="g"), at(2, "budi", fairness_group="g"), an_officer("lia")]
    problem = busy(a_problem(people, fixed=(posting("sari", 0), posting("sari", 2))))
    assert value(problem, "equal_burden", Stage.UNFAIR, per_available_session=0) == 1


def test_equal_burden_carries_over_and_divides_by_available_sessions() -> None:
    """Budi comes with 2 over 7 earlier sessions and has 3 now: 1000 // 10 = 100 each, 200. Sari (2 sessions pinned of
    3) has 1000 // 3 = 333 each, 666. Siang and more for Budi would be 300 and 400: the least spread is 666 - 400."""
    people = [
        an_officer("sari", fairness_group="g"),
        an_officer("budi", fairness_group="g", burden_before=2, sessions_before=7),
    ]
    refused = frozenset({("sari", 0, 1, "")})
    problem = busy(
        a_problem(people, fixed=(posting("sari", 0), posting("sari", 2), posting("budi", 0)), forbidden=refused)
    )
    limited = only(problem, "equal_burden", per_available_session=1)
    best, postings = solve_stage(limited, Stage.UNFAIR)
    loads = {
        "sari": 333 * sum(p.officer == "sari" for p in postings),
        "budi": 100 * (2 + sum(p.officer == "budi" for p in postings)),
    }
    assert best == max(loads.values()) - min(loads.values())
    assert measure(MallIndex(limited), postings).values[Stage.UNFAIR] == best


def test_burden_of_a_day_goes_before_the_desk() -> None:
    """A Saturday session counts 2 at a quiet desk."""
    index = MallIndex(a_problem([an_officer("sari")], days=1))
    saturday = MallIndex(replace(a_problem([an_officer("sari")]), days=(a_day(burden=2),)))
    assert (index.burden(0, "ktp"), saturday.burden(0, "ktp")) == (0, 2)


def test_wishes_cost_their_weight_when_worked() -> None:
    """Pagi is pinned against a wish of weight 3; sore is left alone."""
    problem = a_problem([an_officer("sari", wishes=((0, 0, 3), (0, 2, 1)))], fixed=(posting("sari", 0),))
    assert value(problem, "wishes", Stage.PREF) == 3


def test_few_moves_counts_further_desks_of_a_day() -> None:
    """Pinned to "ktp" and then "kia": one move."""
    pins = (posting("sari", 0), posting("sari", 2, desk="kia"))
    assert value(a_problem([an_officer("sari", ("kia", "ktp"))], fixed=pins), "few_moves", Stage.PREF) == 1


@pytest.mark.parametrize(("per_day", "changes"), [(0, 3), (1, 2)])
def test_published_kept_counts_sessions_or_days_told_anew(per_day: int, changes: int) -> None:
    """Published: Sari in pagi and siang. Now she is away in pagi and pinned to sore; Budi is pinned to pagi.

    Siang can be kept, so her pagi and sore differ and Budi's pagi: 3 sessions of 2 persons.
    """
    published = (posting("sari", 0), posting("sari", 1, 1))
    people = [an_officer("sari", available=((False, True, True),)), an_officer("budi")]
    problem = a_problem(people, published=published, fixed=(posting("sari", 2), posting("budi", 0)))
    assert value(problem, "published_kept", Stage.CHANGE, per_day=per_day) == changes


def test_absent_officers_changes_do_not_count() -> None:
    """Sari is ill: her two published sessions are gone without being a change."""
    published = (posting("sari", 0), posting("sari", 1, 1))
    problem = a_problem([an_officer("sari")], published=published, absent=frozenset({("sari", 0)}))
    assert value(problem, "published_kept", Stage.CHANGE, per_day=0) == 0


def test_frozen_day_keeps_exactly_the_published_postings() -> None:
    """Unmet demand does not add anybody to a day that is over."""
    published = (posting("sari", 0),)
    problem = replace(a_problem([an_officer("sari")], published=published), days=(a_day(frozen=True),))
    _, postings = solve_stage(problem)
    assert postings == (posting("sari", 0),)
