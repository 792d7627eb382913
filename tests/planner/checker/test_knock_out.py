"""A hard rule taken out of the solver is missed by nobody but the checker, which names it.

Each case is a mall in which breaking the rule serves more visits.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.checker.check import check_plan
from planner.domain.mall import AgencyMode, GivenPosting, Mall
from planner.domain.plan import PlanInput
from planner.domain.staff import Leave, Pair, PairKind, Skill
from planner.planning.frame import make_frame
from planner.planning.roster_problem import RosterInput, make_postings, make_problem
from planner.planning.skill_classes import class_sets, skill_classes
from planner.solver.result import Options
from planner.solver.ruleset import LOKETPLAN_1
from planner.solver.run import solve
from tests.builders import (
    DAYS,
    MONDAY,
    SESSIONS,
    a_counter,
    a_desk,
    a_forecast,
    a_mall,
    a_plan,
    a_service,
    an_agency,
    an_officer,
)

TABLE = tuple(range(61))  # one ticket for each tenth of an officer in a session
COUNTERS = tuple(a_counter(f"L{n}") for n in range(4))


def a_desk_of(*officers: Any, **changes: Any) -> Mall:
    """One desk with one service and four counters."""
    values: dict[str, Any] = {
        "officers": officers,
        "agencies": (an_agency("disdukcapil"),),
        "desks": (a_desk("meja"),),
        "services": (a_service("layanan", "meja"),),
        "counters": COUNTERS,
        **changes,
    }
    return a_mall(**values)


def an_expert(name: str, **changes: Any) -> Any:
    return an_officer(name, skills={"layanan"}, **changes)


def two_desks(**changes: Any) -> Mall:
    values: dict[str, Any] = {
        "desks": (a_desk("meja"), a_desk("lain")),
        "services": (a_service("layanan", "meja"), a_service("lain", "lain")),
        **changes,
    }
    return a_desk_of(an_officer("Ani", skills={"layanan", "lain"}), an_officer("Edo", skills={"layanan"}), **values)


def rules_broken(mall: Mall, days: tuple[date, ...], *without: str) -> set[str]:
    """Rules that the roster solved without some rules breaks."""
    frame = make_frame(mall, days)
    classes = {desk.id: skill_classes(frame, desk.id) for desk in mall.desks}
    given = RosterInput(
        forecasts={(d.id, day): a_forecast(d.id, day, 40) for d, day in frame.open_desk_days()},
        shares={d.id: {s.id: 1.0 for s in frame.services_of[d.id]} for d in mall.desks},
        classes=classes,
        tables={
            (desk.id, day): {(chosen, s): TABLE for chosen in class_sets(classes[desk.id]) for s in SESSIONS}
            for desk, day in frame.open_desk_days()
        },
    )
    problem = replace(make_problem(frame, given), rule_set=LOKETPLAN_1.without(*without))
    postings = make_postings(frame, solve(problem, Options(seconds=10, workers=1, reproducible=True)).postings)
    plan = replace(a_plan(), input=PlanInput(mall=frame.mall, days=days, history_hash="0" * 64), postings=postings)
    empty: Mapping[str, Any] = dict.fromkeys(
        ("forecast", "quotas", "proofs", "shortfalls", "table_minus_simulation"), ()
    )
    return {violation.rule for violation in check_plan(replace(plan, **empty))}


CASES = {
    "officer_available": a_desk_of(
        an_expert("Ani"), leave=(Leave(officer="ani", first_day=MONDAY, last_day=MONDAY, sessions=("pagi",)),)
    ),
    "one_place_at_a_time": two_desks(),
    "counters_suffice": a_desk_of(an_expert("Ani"), an_expert("Edo"), counters=COUNTERS[:1]),
    "break_when_two_sessions": a_desk_of(an_expert("Ani")),
    "breaks_staggered": a_desk_of(*(an_expert(name) for name in ("Ani", "Edo", "Ida", "Oki"))),
    "never_together": a_desk_of(
        an_expert("Ani"),
        an_expert("Edo"),
        pairs=(Pair(officer="ani", other="edo", kind=PairKind.NEVER_TOGETHER),),
    ),
    "junior_beside_senior": two_desks(pairs=(Pair(officer="ani", other="edo", kind=PairKind.SENIOR_OF),)),
    "week_minutes": a_desk_of(an_expert("Ani", duty_minutes_week=500)),
    "days_per_week": a_desk_of(an_expert("Ani", max_days=2)),
    "given_rosters": a_desk_of(
        an_expert("Ani"),
        agencies=(an_agency("disdukcapil", mode=AgencyMode.AS_GIVEN),),
        given=(GivenPosting(officer="ani", day=MONDAY, session="pagi", desk="meja"),),
    ),
    "skill_held": a_desk_of(an_expert("Ani"), skills=(Skill(officer="ani", service="layanan", valid_from=DAYS[1]),)),
    "open_hours": two_desks(
        agencies=(an_agency("disdukcapil"), an_agency("samsat", open_weekdays=(1,))),
        desks=(a_desk("meja"), a_desk("lain", agency="samsat")),
        counters=(*COUNTERS, a_counter("S1", agency="samsat")),
        officers=(an_officer("Joko", skills={"lain"}, agency=None), an_expert("Ani")),
    ),
}
LONG = ("week_minutes", "days_per_week")
ALONGSIDE = {"week_minutes": ("overtime",)}  # overtime is counted up to the duty minutes, a limit of its own
BUILT_IN = {
    "open_hours",  # a closed session has no minutes
    "break_when_two_sessions",  # the draft gives breaks by itself
    "breaks_staggered",  # and spreads them; nothing is won by leaving together
}


@pytest.mark.slow
@pytest.mark.parametrize("rule", CASES)
def test_roster_under_all_rules_breaks_none(rule: str) -> None:
    """Demand is far above what the officers can serve, so every rule is leant on."""
    assert rules_broken(CASES[rule], DAYS[:3] if rule in LONG else DAYS[:2]) & CASES.keys() == set()


@pytest.mark.slow
@pytest.mark.parametrize("rule", sorted(CASES.keys() - BUILT_IN))
def test_roster_without_the_rule_is_told(rule: str) -> None:
    """The same mall, solved without the rule."""
    days = DAYS[:3] if rule in LONG else DAYS[:2]
    assert rule in rules_broken(CASES[rule], days, rule, *ALONGSIDE.get(rule, ()))
