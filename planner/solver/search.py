"""The whole search for one problem, inside one process that may start solver processes."""

from collections.abc import Callable
from time import monotonic

from planner.solver.agencies import solve_agencies, unmet_bound
from planner.solver.constructive import constructive_draft
from planner.solver.cp import Limit
from planner.solver.incumbent import Incumbent, Tell
from planner.solver.index import MallIndex
from planner.solver.measure import stages_of
from planner.solver.problem import Problem
from planner.solver.result import Options, Outcome, Result, StoppedBy
from planner.solver.workers import Workers


def search(problem: Problem, options: Options, tell: Tell, should_stop: Callable[[], bool]) -> Result:
    """Best roster within the limit; `tell` hears of every better one and of every better bound."""
    started = monotonic()
    index = MallIndex(problem)
    best = Incumbent(index, options, tell, started)
    best.offer(constructive_draft(index).flagged_postings(), "constructive", Outcome.FALLBACK)
    workers = Workers(index, options.workers)
    try:
        _improve(index, workers, best)
    finally:
        workers.close()
    return best.result(StoppedBy.USER if should_stop() else StoppedBy.TIME)


def _improve(index: MallIndex, workers: Workers, best: Incumbent) -> None:
    share = best.left * best.options.workers / max(1, len(index.agencies))

    def limit_of(agency: str) -> Limit:  # noqa: ARG001
        return Limit(seconds=share, seed=best.options.seed, deterministic=best.options.reproducible)

    postings, results = solve_agencies(index, workers, best.postings, stages_of(index), limit_of)
    best.offer(postings, "agencies")
    bound = unmet_bound(results)
    if not index.pooled and bound is not None:
        best.raise_bound(bound, "agencies")
