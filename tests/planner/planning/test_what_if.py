"""What if: nothing changed differs by nothing, an officer more never serves fewer, answers are kept."""

from pathlib import Path

import pytest

from planner.domain.periods import Week
from planner.planning.edit_plan import InlineExecutor
from planner.planning.scenario import OfficerAdded, Scenario
from planner.planning.simulations import Simulations
from planner.planning.what_if import Sweep, answer_scenario
from planner.planning.what_if_week import BaseWeek, WhatIfSettings, make_base_week, run_week
from planner.queueing.cache import ResultCache
from planner.queueing.capacity import SearchSettings
from planner.queueing.proof import ProofSettings
from tests.builders import DAYS, a_plan

QUICK = WhatIfSettings(
    solve_seconds=2,
    proof=ProofSettings(days=100),
    search=SearchSettings(bracket_days=50, days=100, close_days=100),
)
NOTHING = Scenario(name="tidak ada yang berubah")
ONE_MORE = Scenario(name="satu lagi di Samsat", changes=(OfficerAdded(desk="pajak"),))


@pytest.fixture(scope="module")
def simulations(tmp_path_factory: pytest.TempPathFactory) -> Simulations:
    plan = a_plan(days=DAYS[:1])
    cache = ResultCache(tmp_path_factory.mktemp("cache"))
    return Simulations(executor=InlineExecutor(), promise=plan.input.mall.promise, cache=cache)


@pytest.fixture(scope="module")
def base(simulations: Simulations) -> BaseWeek:
    return make_base_week(a_plan(), simulations, QUICK)


def test_a_scenario_that_changes_nothing_differs_by_exactly_nothing(base: BaseWeek):
    """Every desk-day rests on the same as in the base, so the same records are taken: no difference, no change."""
    answer = answer_scenario("k", [base], NOTHING, QUICK)
    assert answer.changes_nothing
    assert len(answer.rows) == 1
    assert {k.difference for k in answer.rows[0].kpis} == {0}


def test_one_officer_more_serves_no_fewer_and_leaves_other_agencies_alone(base: BaseWeek, simulations: Simulations):
    """Only Samsat is touched: rows of Disdukcapil are the base's own, and Samsat keeps the better of two rosters."""
    run = run_week(base, ONE_MORE, simulations, QUICK)
    others = [p for p in run.postings if p.desk != "pajak"]
    assert others == [p for p in base.plan.postings if p.desk != "pajak"]
    assert [q for q in run.quotas if q.desk != "pajak"] == [q for q in base.run.quotas if q.desk != "pajak"]
    served = [sum(f.served.mean() for key, f in r.figures.items() if key[0] == "pajak") for r in (base.run, run)]
    assert served[1] >= served[0]


def test_answers_are_kept_and_taken_up_again(base: BaseWeek, tmp_path: Path):
    """Stopped after the first of two, the second run makes only the other one."""
    week = Week.of(DAYS[0])
    told: list[str] = []
    other = Scenario(name="juga tidak ada")

    def sweep(*, stop: bool) -> Sweep:
        return Sweep(
            base={week: base},
            executor=InlineExecutor(),
            folder=tmp_path,
            settings=QUICK,
            tell=told.append,
            should_stop=lambda: stop,
        )

    sweep(stop=True).answers([NOTHING])
    assert len(told) == 1
    first, second = sweep(stop=False).answers([NOTHING, other])
    assert len(told) == 2
    assert first is not None
    assert second is not None
    assert first.rows == second.rows
    assert sweep(stop=False).answers([NOTHING, other]) == (first, second)
    assert len(told) == 2
