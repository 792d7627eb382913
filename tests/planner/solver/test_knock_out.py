"""Drop a hard rule from the model and a judge that knows nothing of the model rejects one of fifty plans."""

from collections import Counter as Tally
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from types import ModuleType
from typing import Any

import pytest

from planner.solver.block import BlockSpec
from planner.solver.index import MallIndex
from planner.solver.limits import Limit
from planner.solver.problem import BreakKind, Pair, Posting, Problem
from planner.solver.rules import FILTERS, RULES
from planner.solver.rules.base import Kind
from planner.solver.ruleset import BENCH_1, LOKETPLAN_1, Stage, StageUse
from planner.solver.stages import BlockPlan, BlockTask, solve_block
from tests.planner.solver.tiny import Json, tiny_instance

INSTANCES = 50
HARD = [name for name, rule in (FILTERS | RULES).items() if rule.kind is Kind.HARD]
BENCH_HARD = [use.name for use in BENCH_1.rules if use.name in HARD]
PRODUCT_HARD = [name for name in HARD if name not in BENCH_HARD]


def block_plan(problem: Problem) -> BlockPlan | None:
    """The best plan of the single agency, as the model has it."""
    spec = BlockSpec(agency=problem.agencies[0].id, days=tuple(range(len(problem.days))))
    task = BlockTask(spec=spec, stages=(StageUse(stage=Stage.UNMET),), limit=Limit(seconds=10))
    return solve_block(MallIndex(problem), task).plan


def single_agency(seed: int) -> Json:
    """A tiny instance whose officers all belong to one agency."""
    instance = tiny_instance(seed)
    for agency in instance["agencies"][1:]:
        instance["agencies"][0]["groups"] += agency["groups"]
        instance["agencies"][0]["counters"] += agency["counters"]
    instance["agencies"] = instance["agencies"][:1]
    for record in (*instance["groups"], *instance["officers"]):
        record["agency"] = 0
    return instance


def tempting(seed: int) -> Json:
    """A single agency in which every rule is worth breaking: three generalists, always there, far too much demand."""
    instance = single_agency(seed)
    groups = [group["id"] for group in instance["groups"]]
    skills = [{"group": g, "tenths": 10, "tenths_break": 6} for g in groups]
    free = [[True] * 3 for _ in range(instance["days"])]
    instance["officers"] = [
        dict(instance["officers"][0], id=n, skills=skills, available=free, max_days=2) for n in range(3)
    ]
    instance["agencies"][0]["counters"] = [{"id": f"c{g}-{n}", "group": g} for g in groups for n in range(1 + seed % 3)]
    for group in instance["groups"]:
        group["demand"] = [[60 + visits for visits in day] for day in group["demand"]]
    return instance


def judged(seed: int) -> Json:
    """Half of the fifty as they come, half tempting."""
    return tempting(seed) if seed % 2 else single_agency(seed)


def as_plan(problem: Problem, plan: BlockPlan) -> Json:
    """The block's plan as a plan file: counters dealt in order, kinds of break as few at once as can be."""
    free: dict[tuple[int, int], list[tuple[str, str | None]]] = {}
    taken: Tally[tuple[int, str]] = Tally()
    rows = []
    for p in sorted(plan.postings):
        here = free.setdefault((p.day, p.session), [(c.id, c.desk) for c in problem.counters])
        fitting = [c for c in here if c[1] == p.desk] or [c for c in here if c[1] is None] or [("none", None)]
        if fitting[0] in here:
            here.remove(fitting[0])
        kind = (1, 3)[taken[p.day, p.desk] % 2] if p.break_kind else 0
        taken[p.day, p.desk] += bool(p.break_kind)
        place = {"officer": int(p.officer), "day": p.day, "session": p.session}
        rows.append(place | {"group": int(p.desk), "counter": fitting[0][0], "break": kind})
    quotas = [[int(desk), day, session, count] for (desk, day, session), count in plan.tickets.items()]
    return {"assignments": rows, "quotas": quotas}


def bench_rejects(name: str, seed: int, bench_format: ModuleType, bench_check: Callable[..., Any]) -> bool:
    instance = judged(seed)
    problem = bench_format.read_problem(instance)
    plan = block_plan(replace(problem, rule_set=BENCH_1.without(name)))
    return plan is not None and bool(bench_check(instance, as_plan(problem, plan))[0])


@pytest.mark.parametrize("name", BENCH_HARD)
def test_bench_checker_rejects_a_plan_without_the_rule(
    name: str, bench_format: ModuleType, bench_check: Callable[..., Any]
) -> None:
    """One of fifty is enough; with all rules none of the first ten is rejected."""
    assert any(
        bench_rejects(name, seed, bench_format, bench_check)
        for seed in sorted(range(INSTANCES), key=lambda seed: seed % 2 == 0)
    )


def test_bench_checker_accepts_plans_under_all_rules(bench_format: ModuleType, bench_check: Callable[..., Any]) -> None:
    """The judge of the knock-out is not simply against everything."""
    for seed in range(10):
        assert not bench_rejects("no_such_rule", seed, bench_format, bench_check), seed


# Rules that the bench does not know, judged from their sentences in plain Python -----------------------------------


def product_problem(seed: int, bench_format: ModuleType) -> Problem:
    """A tiny mall with pairs, pins, refusals, equipment and a month limit."""
    draw = Random(seed)
    problem: Problem = bench_format.read_problem(judged(seed))
    ids = [o.id for o in problem.officers]
    pairs = (Pair(officer=ids[0], other=ids[-1], kind=draw.choice(["never_together", "senior_of"])),)
    officer = draw.choice([o for o in problem.officers if o.skills] or list(problem.officers))
    desk = officer.skills[0].desk if officer.skills else problem.desks[0].id
    open_sessions = [s for s, minutes in enumerate(problem.days[0].minutes) if minutes]
    session, refused = draw.sample(open_sessions, 2)
    rule_set = replace(LOKETPLAN_1, name="tiny")
    one_kind = (BreakKind(id=1, half_hours=(0, 1), minutes=60),)
    return replace(
        problem,
        rule_set=rule_set,
        pairs=pairs if len(ids) > 1 else (),
        forbidden=frozenset({(officer.id, 0, refused, "")}) if draw.random() < 0.5 else frozenset(),
        fixed=() if draw.random() < 0.5 else (Posting(officer=officer.id, day=0, session=session, desk=desk),),
        desks=tuple(replace(d, max_officers=1) for d in problem.desks),
        officers=tuple(replace(o, horizon_minutes=300) for o in problem.officers),
        days=tuple(replace(day, breaks=one_kind) for day in problem.days) if seed % 4 == 1 else problem.days,
        agencies=tuple(replace(a, as_given=seed % 3 == 0) for a in problem.agencies),
    )


def broken_rules(problem: Problem, postings: tuple[Posting, ...]) -> Iterator[str]:
    """Names of the product's rules that the postings break."""
    index = MallIndex(problem)
    at: dict[tuple[str, int, int], list[str]] = {}
    minutes: Tally[str] = Tally()
    for p in postings:
        at.setdefault((p.desk, p.day, p.session), []).append(p.officer)
        minutes[p.officer] += problem.days[p.day].minutes[p.session] - 60 * bool(p.break_kind)
        if (p.officer, p.day, p.session, "") in problem.forbidden:
            yield "not_refused"
        if problem.agencies[0].as_given and (p.officer, p.day, p.session) not in index.fixed:
            yield "given_rosters"
        if p.break_kind and len(problem.days[p.day].breaks) == 1:
            here = [q for q in postings if (q.desk, q.day, q.session) == (p.desk, p.day, p.session)]
            if sum(bool(q.break_kind) for q in here) > (len(here) + 1) // 2:
                yield "breaks_staggered"
    limits = {o.id: o.horizon_minutes or 0 for o in problem.officers}
    if not problem.agencies[0].as_given and any(minutes[officer] > limits[officer] for officer in minutes):
        yield "horizon_minutes"
    if any(len(officers) > 1 for officers in at.values()):
        yield "equipment_in_use"
    places = {(p.officer, p.day, p.session, p.desk) for p in postings}
    if any((p.officer, p.day, p.session, p.desk) not in places for p in index.fixed.values()):
        yield "fixed_postings"
    for pair, officers in ((pair, officers) for pair in problem.pairs for officers in at.values()):
        if pair.kind == "never_together" and {pair.officer, pair.other} <= set(officers):
            yield "never_together"
        if pair.kind == "senior_of" and pair.other in officers and pair.officer not in officers:
            yield "junior_beside_senior"


def product_rejects(name: str, seed: int, bench_format: ModuleType) -> bool:
    problem = product_problem(seed, bench_format)
    if name in ("never_together", "breaks_staggered"):  # two at a desk must be possible, and worth it
        desks = tuple(replace(d, max_officers=None) for d in problem.desks)
        problem = replace(problem, desks=desks, pairs=problem.pairs if name == "never_together" else ())
    plan = block_plan(replace(problem, rule_set=problem.rule_set.without(name)))
    return plan is not None and name in set(broken_rules(problem, plan.postings))


@pytest.mark.parametrize("name", PRODUCT_HARD)
def test_judge_rejects_a_plan_without_the_products_rule(name: str, bench_format: ModuleType) -> None:
    """One of fifty is enough."""
    assert any(
        product_rejects(name, seed, bench_format) for seed in sorted(range(INSTANCES), key=lambda seed: seed % 2 == 0)
    )


def test_judge_accepts_plans_under_all_product_rules(bench_format: ModuleType) -> None:
    """No rule of the product is broken when all are in force; where pins conflict there is no plan to judge."""
    judged = 0
    for seed in range(20):
        problem = product_problem(seed, bench_format)
        plan = block_plan(problem)
        judged += plan is not None
        assert plan is None or not list(broken_rules(problem, plan.postings)), seed
    assert judged > 10
