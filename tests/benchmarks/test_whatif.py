"""`benchmarks/whatif.py`: which scenarios it asks, and what it counts as lost."""

from dataclasses import replace

from benchmarks.whatif import lost, twenty
from planner.planning.scenario_apply import Basis, apply_scenario
from planner.planning.what_if import Answer, DeskComparison, WorstDay
from tests.builders import MONDAY, a_plan

WORST = WorstDay(desk="pajak", day=MONDAY, demand_visits=20, served=15, turned_away=5, finish_probability=0.9)
ONE = Answer(
    key="a",
    name="a",
    reason="",
    weeks=("2026-W06",),
    base_plans=("x",),
    rows=(DeskComparison(desk=None, kpis=()),),
    roster=(),
    quotas=(),
    base_worst=WORST,
    scenario_worst=WORST,
    proof_days=100,
)


def test_three_scenarios_a_desk_and_five_more_can_all_be_carried_out():
    """The small mall has two staffed agencies with three desks: nine and five; names differ, each changes something."""
    plan = a_plan()
    scenarios = twenty(plan.input.mall, plan.proofs)
    assert len(scenarios) == 3 * 3 + 5
    assert len({s.name for s in scenarios}) == len(scenarios)
    basis = Basis(mall=plan.input.mall, forecasts=plan.forecast)
    # no desk of this mall is concerned by the surge, which is the last
    assert all(apply_scenario(scenario, basis) != basis for scenario in scenarios[:-1])


def test_the_desk_that_turns_most_away_over_the_week_comes_first():
    """Over five days `pajak` turns 20 away, `adminduk` 12.5: officers are added to `pajak` first."""
    plan = a_plan()
    assert twenty(plan.input.mall, plan.proofs)[0].changes[0].desk == "pajak"


def test_an_answer_that_differs_or_is_missing_is_lost():
    """Kept and given back is not lost; another one is; one not reached by the second run is."""
    other = replace(ONE, reason="lain")
    assert lost([ONE, None], [ONE, other]) == 0
    assert lost([ONE, None], [other, ONE]) == 1
    assert lost([None, None], [ONE, None]) == 1
