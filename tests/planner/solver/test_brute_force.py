"""Tiny instances against a brute force that shares no code with the engine."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from planner.solver.result import Options, Outcome
from planner.solver.ruleset import Stage
from planner.solver.search import search
from tests.planner.solver.tiny import best_unmet, tiny_instance

QUICK, ALL = 60, 3000


def check_one(seed: int, bench_format: ModuleType, bench_check: Callable[..., Any]) -> str:
    """Empty when engine, brute force and the bench's checker agree."""
    instance = tiny_instance(seed)
    options = Options(seconds=30, workers=1, seed=seed)
    result = search(bench_format.read_problem(instance), options, lambda *_: None, lambda: False)
    broken, stages, _ = bench_check(instance, bench_format.write_plan(result))
    first = result.stage(Stage.UNMET)
    found = (broken, stages["unmet"], first.value, first.bound, result.outcome)
    best = best_unmet(instance)
    pooled = len(instance["agencies"]) > 1
    proved = first.bound == best or (pooled and first.bound is not None and first.bound <= best)
    if broken or not stages["unmet"] == first.value == best or not proved:
        return f"seed {seed}: best {best}, found {found}"
    assert pooled or result.outcome is Outcome.PROVED
    return ""


def test_engine_agrees_with_brute_force(bench_format: ModuleType, bench_check: Callable[..., Any]) -> None:
    """Best value found, bound never above it, no rule broken; without a pool the value is proved."""
    faults = [fault for seed in range(QUICK) if (fault := check_one(seed, bench_format, bench_check))]
    assert not faults


@pytest.mark.slow
def test_engine_agrees_with_brute_force_on_3000(bench_format: ModuleType, bench_check: Callable[..., Any]) -> None:
    """The same on 3,000 instances."""
    faults = [fault for seed in range(QUICK, ALL) if (fault := check_one(seed, bench_format, bench_check))]
    assert not faults
