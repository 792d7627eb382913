"""Base plans of other weeks: given, made once from the counts, kept and used again."""

from datetime import timedelta
from pathlib import Path

import pytest

from planner.domain.errors import InvalidValue
from planner.domain.periods import Week
from planner.planning import what_if_base
from planner.planning.edit_plan import InlineExecutor
from planner.planning.plan_week import PlanSettings
from planner.planning.rounds import RoundSettings
from planner.planning.scenario import Scenario
from planner.planning.simulations import Simulations
from planner.planning.what_if_base import BaseMaking, make_bases, weeks_of
from planner.planning.what_if_week import WhatIfSettings
from planner.queueing.cache import ResultCache
from planner.queueing.capacity import SearchSettings
from planner.queueing.proof import ProofSettings
from tests.builders import DAYS, a_history, a_plan

NEXT_DAYS = tuple(day + timedelta(days=7) for day in DAYS)
WEEK, NEXT = Week.of(DAYS[0]), Week.of(NEXT_DAYS[0])
LATER = Scenario(name="minggu depan", weeks=(NEXT,))
PROOF = ProofSettings(days=100)
QUICK = WhatIfSettings(solve_seconds=1, proof=PROOF, search=SearchSettings(bracket_days=50, days=100, close_days=100))


@pytest.fixture(scope="module")
def simulations(tmp_path_factory: pytest.TempPathFactory) -> Simulations:
    plan = a_plan(days=DAYS[:1])
    cache = ResultCache(tmp_path_factory.mktemp("cache"))
    return Simulations(executor=InlineExecutor(), promise=plan.input.mall.promise, cache=cache)


def making(simulations: Simulations, **changes) -> BaseMaking:
    planning = PlanSettings(rounds=RoundSettings(rounds=1, solve_seconds=2, workers=1), proof=PROOF)
    return BaseMaking(simulations=simulations, settings=QUICK, planning=planning, **changes)


def test_a_given_plan_stands_for_its_week(simulations: Simulations):
    """The week of the first plan stands first: it is meant where a scenario names none."""
    plans = (a_plan(), a_plan(days=NEXT_DAYS))
    bases = make_bases(plans, [LATER], making(simulations))
    assert list(bases) == [WEEK, NEXT]
    assert bases[NEXT].plan == plans[1]


def test_a_week_nobody_names_is_not_simulated(simulations: Simulations):
    """A given plan that no scenario asks for costs nothing."""
    plans = (a_plan(), a_plan(days=NEXT_DAYS))
    assert list(make_bases(plans, [], making(simulations))) == [WEEK]


def test_weeks_planned_as_one_have_one_base(simulations: Simulations):
    """A plan of two weeks is the base of both."""
    plan = a_plan(days=DAYS + NEXT_DAYS)
    assert weeks_of(plan) == (WEEK, NEXT)
    bases = make_bases((plan,), [LATER], making(simulations))
    assert bases[WEEK] is bases[NEXT]


def test_without_counts_no_week_is_made_up(simulations: Simulations):
    """A base is a plan; without visits there is nothing to plan from."""
    with pytest.raises(InvalidValue, match=f"no plan of {NEXT} was given"):
        make_bases((a_plan(),), [LATER], making(simulations))


def test_a_missing_week_is_planned_once_and_kept(
    simulations: Simulations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The second time the kept plan is read: nothing is planned, the base is the same to the hash."""
    made = making(simulations, history=a_history(), folder=tmp_path)
    first = make_bases((a_plan(),), [LATER], made)[NEXT]
    assert {Week.of(day) for day in first.plan.input.days} == {NEXT}
    assert [path.name.startswith(f"plan-{NEXT}-") for path in tmp_path.iterdir()] == [True]
    monkeypatch.setattr(what_if_base, "plan_week", None)
    again = make_bases((a_plan(),), [LATER], made)[NEXT]
    assert again.plan == first.plan
    next(tmp_path.iterdir()).write_text("{")
    with pytest.raises(TypeError):
        make_bases((a_plan(),), [LATER], made)
