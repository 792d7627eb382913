"""What must hold between two malls when both optima are proved; stated on the first stage only."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from random import Random
from types import ModuleType

import pytest

from planner.solver.problem import Posting, Problem
from planner.solver.result import Options, Outcome, Result
from planner.solver.ruleset import LOKETPLAN_1, Stage
from planner.solver.search import search
from tests.planner.solver.tiny import Json, tiny_instance

QUICK, ALL = 8, 200

Change = Callable[[Json, Random], None]


def proved(problem: Problem) -> Result:
    result = search(problem, Options(seconds=30, workers=1), lambda *_: None, lambda: False)
    assert result.outcome is Outcome.PROVED
    return result


def cost(instance: Json, bench_format: ModuleType) -> int:
    return proved(bench_format.read_problem(instance)).stage(Stage.UNMET).value


def add_officer(instance: Json, draw: Random) -> None:
    one = deepcopy(draw.choice(instance["officers"]))
    instance["officers"].append(one | {"id": 90})


def add_skill(instance: Json, draw: Random) -> None:
    officer = draw.choice(instance["officers"])
    own = [g["id"] for g in instance["groups"] if officer["agency"] in (None, g["agency"])]
    held = {skill["group"] for skill in officer["skills"]}
    officer["skills"] += [{"group": g, "tenths": 10, "tenths_break": 6} for g in own if g not in held][:1]


def add_hours(instance: Json, draw: Random) -> None:
    officer = draw.choice(instance["officers"])
    officer["contract_slots"] += 4
    officer["max_days"] += 1
    officer["available"] = [[True] * 3 for _ in officer["available"]]


def add_counter(instance: Json, draw: Random) -> None:
    draw.choice(instance["agencies"])["counters"].append({"id": "extra", "group": None})


def lower_demand(instance: Json, draw: Random) -> None:
    group = draw.choice(instance["groups"])
    group["demand"] = [[visits * 3 // 4 for visits in day] for day in group["demand"]]


NEVER_RAISES = [add_officer, add_skill, add_hours, add_counter, lower_demand]


def check_never_raises(change: Change, seed: int, bench_format: ModuleType) -> None:
    before = tiny_instance(seed)
    if change is lower_demand:
        before["weights"]["deep_factor"] = 0  # its threshold moves with demand, rounded down: not monotone to the unit
    after = deepcopy(before)
    change(after, Random(seed))
    assert cost(after, bench_format) <= cost(before, bench_format), f"{change.__name__}, seed {seed}"


def check_same(seed: int, bench_format: ModuleType) -> None:
    """Renamed and reordered, an officer without skills added, twice the mall, the found plan fixed."""
    instance = tiny_instance(seed)
    problem = bench_format.read_problem(instance)
    result = proved(problem)
    value = result.stage(Stage.UNMET).value
    assert cost(renamed(instance), bench_format) == value
    assert cost(with_idle_officer(instance), bench_format) == value
    assert cost(twice(instance), bench_format) == 2 * value
    assert fixed_value(problem, result) == value


def renamed(instance: Json) -> Json:
    """Officers, groups and counters in reverse order; officers under other numbers."""
    turned = deepcopy(instance)
    for part in ("officers", "groups", "agencies"):
        turned[part].reverse()
    for officer in turned["officers"]:
        officer["id"] = 70 - officer["id"]
        officer["skills"].reverse()
    return turned


def with_idle_officer(instance: Json) -> Json:
    more = deepcopy(instance)
    more["officers"].append(deepcopy(more["officers"][0]) | {"id": 91, "skills": []})
    return more


def twice(instance: Json) -> Json:
    """The mall and its copy under other numbers, sharing nothing."""
    both = deepcopy(instance)
    copy = json.loads(json.dumps(instance))
    for group in copy["groups"]:
        group["id"] += 50
        group["agency"] += 50
    for agency in copy["agencies"]:
        agency["id"] += 50
        agency["groups"] = [g + 50 for g in agency["groups"]]
        for counter in agency["counters"]:
            counter["id"] += "'"
            counter["group"] = None if counter["group"] is None else counter["group"] + 50
    for officer in copy["officers"]:
        officer["id"] += 50
        officer["agency"] = None if officer["agency"] is None else officer["agency"] + 50
        for skill in officer["skills"]:
            skill["group"] += 50
    for part in ("groups", "agencies", "officers"):
        both[part] += copy[part]
    return both


def fixed_value(problem: Problem, result: Result) -> int:
    """Stage 1 with every posting of the result pinned and all others refused."""
    pins = tuple(Posting(officer=p.officer, day=p.day, session=p.session, desk=p.desk) for p in result.postings)
    rules = tuple(use for use in LOKETPLAN_1.rules if use.name in ("not_refused", "fixed_postings"))
    places = {(p.officer, p.day, p.session) for p in pins}
    refused = frozenset(
        (o.id, d, s, "")
        for o in problem.officers
        for d in range(len(problem.days))
        for s in range(3)
        if (o.id, d, s) not in places
    )
    rule_set = replace(problem.rule_set, rules=(*problem.rule_set.rules, *rules))
    fixed = proved(replace(problem, rule_set=rule_set, fixed=pins, forbidden=refused))
    assert {(p.officer, p.day, p.session, p.desk) for p in fixed.postings} == {
        (p.officer, p.day, p.session, p.desk) for p in pins
    }
    return fixed.stage(Stage.UNMET).value


@pytest.mark.parametrize("change", NEVER_RAISES, ids=lambda change: change.__name__)
def test_more_means_or_less_demand_never_cost_more(change: Change, bench_format: ModuleType) -> None:
    """Every roster of the smaller mall is one of the larger."""
    for seed in range(QUICK):
        check_never_raises(change, seed, bench_format)


def test_names_order_idle_officers_and_copies_change_nothing(bench_format: ModuleType) -> None:
    """Renaming and an officer without skills cost nothing, two copies cost twice, the found plan is its own optimum."""
    for seed in range(QUICK):
        check_same(seed, bench_format)


@pytest.mark.slow
@pytest.mark.parametrize("change", NEVER_RAISES, ids=lambda change: change.__name__)
def test_more_means_or_less_demand_never_cost_more_on_200(change: Change, bench_format: ModuleType) -> None:
    """The same on 200 instances."""
    for seed in range(QUICK, ALL):
        check_never_raises(change, seed, bench_format)


@pytest.mark.slow
def test_names_order_idle_officers_and_copies_change_nothing_on_200(bench_format: ModuleType) -> None:
    """The same on 200 instances."""
    for seed in range(QUICK, ALL):
        check_same(seed, bench_format)
