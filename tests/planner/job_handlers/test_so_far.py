"""The best plan so far: a plan from the first proved round on, checked, and saying that it was cut short."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner import bootstrap
from planner.checker.check import check_plan
from planner.domain.plan import Plan
from planner.job_handlers.drafts import so_far_key
from planner.job_handlers.so_far import CUT_SHORT, PlanSoFar, cut_short, put_by
from planner.job_handlers.teller import Teller
from planner.planning.plan_file import plan_as_json, sealed
from planner.planning.plan_week import PlanSettings, plan_week
from planner.planning.ports import Store
from planner.planning.rounds import RoundSettings
from planner.planning.simulations import Simulations
from planner.planning.steps import step
from planner.planning.stored import Actor, Job, JobRequest, PlanState, Progress, Role
from planner.queueing.cache import ResultCache
from planner.solver.result import Progress as SearchNews
from tests.builders import DAYS, a_history, a_mall, a_plan
from tests.in_process import InThisProcess

NOW = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)
RINA = Actor(name="rina", role=Role.MANAGER)


@pytest.fixture(scope="module")
def told() -> tuple[list[Plan], list[SearchNews], Plan]:
    """Plans so far, news of the search, and the plan at the end."""
    plans: list[Plan] = []
    news: list[SearchNews] = []
    settings = PlanSettings(
        rounds=RoundSettings(rounds=2, solve_seconds=10, workers=1), so_far=plans.append, search=news.append
    )
    mall = a_mall()
    simulations = Simulations(executor=InThisProcess(), promise=mall.promise, cache=ResultCache(None))
    whole = plan_week(mall, a_history(), DAYS[:2], simulations, settings, NOW)
    return plans, news, whole


def test_every_plan_so_far_holds_before_the_checker(told: tuple[list[Plan], list[SearchNews], Plan]) -> None:
    plans, _, _ = told
    assert plans
    assert [check_plan(plan, plan_as_json(plan)) for plan in plans] == [()] * len(plans)


def test_the_plan_so_far_holds_after_it_says_that_it_was_cut_short(
    told: tuple[list[Plan], list[SearchNews], Plan],
) -> None:
    made = cut_short(told[0][0], "cancelled")
    assert made.findings[0].code == CUT_SHORT
    assert check_plan(made, plan_as_json(made)) == ()


def test_a_plan_so_far_with_other_tickets_is_refused(told: tuple[list[Plan], list[SearchNews], Plan]) -> None:
    """The negative control: without its proof a round is no plan."""
    plan = told[0][0]
    more = sealed(replace(plan, quotas=(replace(plan.quotas[0], tickets=plan.quotas[0].tickets + 6), *plan.quotas[1:])))
    assert check_plan(more, plan_as_json(more)) != ()
    unproved = sealed(replace(plan, proofs=()))
    assert check_plan(unproved, plan_as_json(unproved)) != ()


def test_the_end_adds_what_the_plan_so_far_left_out(told: tuple[list[Plan], list[SearchNews], Plan]) -> None:
    """Here the first round is the best: same roster and quotas, remedies only at the end."""
    plans, _, whole = told
    assert (plans[-1].quotas, plans[-1].proofs) == (whole.quotas, whole.proofs)
    assert (plans[-1].remedies, bool(whole.remedies)) == ((), True)


def test_the_search_tells_best_and_bound(told: tuple[list[Plan], list[SearchNews], Plan]) -> None:
    _, news, _ = told
    assert any(one.best is not None for one in news)


def test_what_is_known_of_the_best_stays_while_sentences_change() -> None:
    """The solver counts in fifths of a visit: 45 fifths are 9 visits."""
    heard: list[Progress] = []
    tell = Teller(progress=heard.append, cancelled=lambda: False)
    tell.search(SearchNews(elapsed_seconds=3, best=45, bound=36, phase="search"))
    tell.kept()
    tell(step("round", number=2, visits=9))
    last = heard[-1]
    assert (last.best, last.bound, last.gap, last.kept, last.sentence_en) == (
        9.0,
        7.2,
        0.2,
        True,
        "Round 2: as bad as 9 visits not served",
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = bootstrap.open_store(tmp_path)
    with opened.write(RINA, "test") as work:
        work.mall.save(a_mall())
    return opened


def a_job(store: Store) -> Job:
    return store.jobs.ask(JobRequest(kind="plan", payload={"week": "2026-W06"}), RINA)


def test_a_plan_put_by_becomes_the_draft_once(store: Store) -> None:
    """The second call finds nothing put by any more, and a plan of the same job is not kept twice."""
    job = a_job(store)
    put_by(store, a_plan(), job)
    kept = PlanSoFar(store).keep(job, "cancelled")
    assert kept is not None
    assert PlanSoFar(store).keep(job, "cancelled") is None
    with store.read() as work:
        found, entries = work.plans.get(kept), work.plans.entries()
        assert work.results.find(so_far_key(job.id)) is None
    assert found.findings[0].code == CUT_SHORT
    assert [(e.id, e.state, e.job) for e in entries] == [(kept, PlanState.DRAFT, job.id)]


def test_a_plan_put_by_and_dropped_is_gone(store: Store) -> None:
    job = a_job(store)
    put_by(store, a_plan(), job)
    PlanSoFar(store).drop(job)
    assert PlanSoFar(store).keep(job, "cancelled") is None
    with store.read() as work:
        assert work.plans.entries() == ()


def test_without_a_plan_put_by_there_is_nothing_to_keep(store: Store) -> None:
    assert PlanSoFar(store).keep(a_job(store), "time_limit") is None
