"""Each hard rule: satisfied, broken, on the edge."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from planner.solver.index import MallIndex
from planner.solver.problem import BreakKind, Counter, Pair, Posting, Problem, Skill, WeekLimit
from planner.solver.rules import FILTERS, RULES
from planner.solver.ruleset import BENCH_1, LOKETPLAN_1
from tests.planner.solver.builders import a_day, a_problem, an_officer, is_possible, posting, solve_stage, with_rules

PLACES = ("one_place_at_a_time", "break_when_two_sessions")


def two(**changes: Any) -> Problem:
    return a_problem([an_officer("budi", ("kia", "ktp")), an_officer("sari", ("kia", "ktp"))], **changes)


def cells(problem: Problem, officer: str, day: int = 0) -> set[tuple[int, str]]:
    return set(MallIndex(problem).cells[officer, day])


def test_every_named_rule_of_the_two_rule_sets_exists() -> None:
    """A rule set names rules; a name without a class would silently hold nothing."""
    named = {use.name for use in (*BENCH_1.rules, *LOKETPLAN_1.rules)}
    assert named == FILTERS.keys() | RULES.keys()


@pytest.mark.parametrize("rule", [*FILTERS.values(), *RULES.values()], ids=lambda rule: rule.name)
def test_rule_says_what_it_is_in_both_languages(rule: Any) -> None:
    """The sentence is what a head of office reads."""
    assert rule.sentence_id
    assert rule.sentence_en
    assert rule.__doc__


def test_open_hours_keep_out_of_closed_sessions_of_mall_and_agency() -> None:
    """Sore has no minutes in the mall; the agency is closed in pagi: only siang is left."""
    problem = two(days=(a_day(minutes=(180, 150, 0)),))
    agency = replace(problem.agencies[0], closed=frozenset({(0, 0)}))
    assert {session for session, _ in cells(replace(problem, agencies=(agency,)), "sari")} == {1}
    free = cells(with_rules(replace(problem, agencies=(agency,)), "skill_held"), "sari")
    assert {session for session, _ in free} == {0, 1, 2}


def test_officer_available_keeps_out_of_leave_and_absence() -> None:
    """Part-day leave takes one session, a reported absence the whole day."""
    part = an_officer("sari", available=((True, False, True),))
    assert {session for session, _ in cells(a_problem([part]), "sari")} == {0, 2}
    assert cells(a_problem([part], absent=frozenset({("sari", 0)})), "sari") == set()


def test_not_refused_keeps_out_of_refused_postings() -> None:
    """A refusal of one desk leaves the other; a refusal of any desk (text "") takes the session."""
    refused = frozenset({("sari", 0, 0, "ktp"), ("sari", 0, 1, "")})
    assert cells(two(forbidden=refused), "sari") == {(0, "kia"), (2, "kia"), (2, "ktp")}


def test_skill_held_ends_with_its_last_valid_day() -> None:
    """Valid on day 0 only."""
    skill = Skill(desk="ktp", tenths=10, tenths_break=(6,), days=frozenset({0}))
    problem = a_problem([an_officer("sari", days=2, skills=(skill,))], days=2)
    assert cells(problem, "sari", 0)
    assert not cells(problem, "sari", 1)


def test_given_roster_stands_and_gets_nothing_else() -> None:
    """The agency brought one posting; the free sessions stay empty although demand is unmet."""
    problem = two(fixed=(posting("sari", 0),))
    agency = replace(problem.agencies[0], as_given=True)
    _, postings = solve_stage(replace(problem, agencies=(agency,)))
    assert [(p.officer, p.session, p.desk) for p in postings] == [("sari", 0, "ktp")]


def test_one_place_at_a_time() -> None:
    """Two desks in different sessions are fine, in the same one not."""
    problem = with_rules(two(), *PLACES, "skill_held")
    assert is_possible(problem, [posting("sari", 0), posting("sari", 2, desk="kia")])
    assert not is_possible(problem, [posting("sari", 0), posting("sari", 0, desk="kia")])


@pytest.mark.parametrize(
    ("counters", "fits"),
    [(("ktp", "ktp"), True), (("ktp", None), True), (("ktp",), False), (("ktp", "kia"), False), ((None, None), True)],
)
def test_counters_suffice_counts_dedicated_and_flexible_ones(counters: Iterable[str | None], fits: bool) -> None:
    """Two officers at "ktp" need two counters that serve it; one of "kia" does not."""
    found = tuple(Counter(id=f"c{n}", agency="dukcapil", desk=desk) for n, desk in enumerate(counters))
    assert is_possible(two(counters=found), [posting("budi", 0), posting("sari", 0)]) is fits


def test_counters_suffice_shares_the_flexible_counter() -> None:
    """One counter each and one flexible: three officers over both desks fit, two extra at once do not."""
    people = [an_officer(name, ("kia", "ktp")) for name in ("adi", "budi", "sari", "tono")]
    counters = tuple(Counter(id=f"c{n}", agency="dukcapil", desk=desk) for n, desk in enumerate(("ktp", "kia", None)))
    problem = a_problem(people, counters=counters)
    three = [posting("adi", 0), posting("budi", 0), posting("sari", 0, desk="kia")]
    assert is_possible(problem, three)
    assert not is_possible(problem, [*three, posting("tono", 0, desk="kia")])


def test_equipment_in_use_limits_officers_at_once() -> None:
    """Two counters but one camera."""
    problem = two()
    desks = tuple(replace(desk, max_officers=1) if desk.id == "ktp" else desk for desk in problem.desks)
    assert is_possible(replace(problem, desks=desks), [posting("sari", 0)])
    assert not is_possible(replace(problem, desks=desks), [posting("budi", 0), posting("sari", 0)])


@pytest.mark.parametrize(
    ("postings", "fits"),
    [
        pytest.param([(1, 0)], True, id="siang alone, no break"),
        pytest.param([(1, 1)], False, id="siang alone with a break"),
        pytest.param([(0, 0), (1, 1)], True, id="two sessions with a break"),
        pytest.param([(0, 0), (1, 0)], False, id="two sessions without"),
        pytest.param([(0, 0), (2, 0)], True, id="around lunch"),
        pytest.param([(0, 0), (1, 1), (2, 0)], True, id="whole day"),
    ],
)
def test_break_when_two_sessions(postings: list[tuple[int, int]], fits: bool) -> None:
    """A break exactly when siang and another session are worked."""
    problem = a_problem([an_officer("sari")])
    assert is_possible(problem, [posting("sari", session, flag) for session, flag in postings]) is fits


@pytest.mark.parametrize(("officers", "fits"), [(1, True), (2, True), (3, True), (4, True)])
def test_breaks_staggered_with_three_kinds(officers: int, fits: bool) -> None:
    """Kinds 1 and 3 do not overlap, so half can always be away before the other half."""
    people = [an_officer(f"o{n}") for n in range(officers)]
    counters = tuple(Counter(id=f"c{n}", agency="dukcapil", desk="ktp") for n in range(officers))
    day = [posting(f"o{n}", s, int(s == 1)) for n in range(officers) for s in (0, 1)]
    assert is_possible(a_problem(people, counters=counters), day) is fits


def test_breaks_staggered_with_one_kind() -> None:
    """With a single time for the break two of two would be away at once; one of two may."""
    only = a_day(breaks=(BreakKind(id=1, half_hours=(0, 1), minutes=60),))
    both = [posting(name, s, int(s == 1)) for name in ("budi", "sari") for s in (0, 1)]
    one = [posting("budi", 0), posting("budi", 1, 1), posting("sari", 1)]
    assert not is_possible(two(days=(only,)), both)
    assert is_possible(two(days=(only,)), one)


def test_tickets_stay_within_the_table() -> None:
    """One officer in pagi carries 10 tickets of 20: 5 x 10 visits are turned away, and 4 beyond 30 % of the median."""
    problem = with_rules(
        a_problem([an_officer("sari", available=((True, False, False),))]),
        "tickets_within_table",
        "turned_away",
        "deep_refusal",
        "skill_held",
        "officer_available",
    )
    assert solve_stage(problem)[0] == 5 * 10 + 3 * (20 - 6 - 10)


def test_never_together_keeps_a_pair_from_one_desk() -> None:
    """Apart at two desks is fine."""
    problem = two(pairs=(Pair(officer="budi", other="sari", kind="never_together"),))
    assert is_possible(problem, [posting("budi", 0), posting("sari", 0, desk="kia")])
    assert not is_possible(problem, [posting("budi", 0), posting("sari", 0)])


def test_junior_works_only_beside_a_senior() -> None:
    """Sari is new and Budi her senior: alone she may not be posted, he may."""
    problem = two(pairs=(Pair(officer="budi", other="sari", kind="senior_of"),))
    assert is_possible(problem, [posting("budi", 0), posting("sari", 0)])
    assert is_possible(problem, [posting("budi", 0)])
    assert not is_possible(problem, [posting("sari", 0)])
    assert not is_possible(problem, [posting("sari", 0), posting("budi", 0, desk="kia")])


def test_fixed_posting_stands_even_where_it_helps_nobody() -> None:
    """A pin on a desk with a zero table."""
    pin = posting("sari", 2, desk="kia")
    assert not is_possible(two(fixed=(pin,)), [posting("sari", 0)])
    assert is_possible(two(fixed=(pin,)), [pin])


def test_week_minutes_hold_to_the_minute() -> None:
    """Pagi and siang with a break are 180 + 150 - 60 = 270 minutes: 270 suffice, 269 do not."""

    def limited(minutes: int) -> Problem:
        return a_problem([an_officer("sari", weeks=(WeekLimit(counter_minutes=0, duty_minutes=minutes),))])

    work = [posting("sari", 0), posting("sari", 1, 1)]
    assert is_possible(limited(270), work)
    assert not is_possible(limited(269), work)


def test_days_per_week_hold_in_each_week() -> None:
    """One day a week: one in each of two weeks is fine, two in one week not."""
    weeks = (WeekLimit(counter_minutes=1800, duty_minutes=2250, max_days=1),) * 2
    days = (a_day("2026-02-05"), a_day("2026-02-06"), a_day("2026-02-09", week=1))
    problem = a_problem([an_officer("sari", days=3, weeks=weeks)], days=days)
    assert is_possible(problem, [posting("sari", 0, day=0), posting("sari", 0, day=2)])
    assert not is_possible(problem, [posting("sari", 0, day=0), posting("sari", 0, day=1)])


def test_horizon_minutes_hold_over_all_weeks() -> None:
    """180 minutes in each of two weeks are 360: a month limit of 359 forbids them."""
    weeks = (WeekLimit(counter_minutes=1800, duty_minutes=2250),) * 2
    work = [posting("sari", 0, day=0), posting("sari", 0, day=1)]

    def limited(minutes: int) -> Problem:
        officer = an_officer("sari", days=2, weeks=weeks, horizon_minutes=minutes)
        return a_problem([officer], days=(a_day(), a_day("2026-02-09", week=1)))

    assert is_possible(limited(360), work)
    assert not is_possible(limited(359), work)


def test_desk_of_another_agency_is_not_in_the_block() -> None:
    """A pooled officer's posting at "npwp" belongs to the other agency's block."""
    pooled = an_officer("sari", ("ktp", "npwp"), agency=None)
    assert MallIndex(a_problem([pooled])).pooled == ("sari",)
    assert not is_possible(a_problem([pooled]), [Posting(officer="sari", day=0, session=0, desk="npwp")])
