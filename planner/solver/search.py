"""The whole search for one problem, inside one process that may start solver processes.

Order: a constructive plan; every agency exactly with the pool held; columns and prices (bound); a roster composed of
columns; every agency exactly again, now through all stages.
"""

from collections.abc import Callable

from planner.solver.agencies import solve_agencies
from planner.solver.compose import ComposeTask, compose
from planner.solver.constructive import constructive_draft
from planner.solver.cp import Limit
from planner.solver.generation import Generation, Phase
from planner.solver.incumbent import Incumbent, Tell
from planner.solver.index import MallIndex
from planner.solver.measure import stages_of
from planner.solver.problem import Problem
from planner.solver.result import Options, Outcome, Result, StoppedBy
from planner.solver.workers import Workers

COLUMNS_A_DAY = 25


def search(problem: Problem, options: Options, tell: Tell, should_stop: Callable[[], bool]) -> Result:
    """Best roster within the limit; `tell` hears of every better one and of every better bound."""
    index = MallIndex(problem)
    best = Incumbent(index, options, tell, should_stop)
    best.offer(constructive_draft(index).flagged_postings(), "constructive", Outcome.FALLBACK)
    workers = Workers(index, options.workers)
    try:
        generation = Generation(index=index, workers=workers, best=best)
        _price(generation, best)
        _compose(generation, best)
        _polish(index, workers, best)
    finally:
        workers.close()
    return best.result(StoppedBy.USER if should_stop() else StoppedBy.TIME)


def _price(generation: Generation, best: Incumbent) -> None:
    """Both phases: the pool as a linear model, then as weeks."""
    total = best.options.seconds
    generation.take_roster()
    generation.master.add_linear_pool()
    generation.run(Phase(name="prices", kept_share=0.6, end_at=0.35 * total, day_seconds=0.7))
    if generation.index.pooled:
        generation.master.start_week_columns()
        generation.add_roster_weeks()
        generation.run(Phase(name="pooled weeks", kept_share=0.7, end_at=0.65 * total, day_seconds=0.7))


def _compose(generation: Generation, best: Incumbent) -> None:
    hint = generation.take_roster()
    columns = tuple(dict.fromkeys([*generation.candidates(COLUMNS_A_DAY), *hint]))
    limit = Limit(
        seconds=min(0.5 * best.left, 0.15 * best.options.seconds),
        seed=best.options.seed,
        deterministic=best.options.reproducible,
    )
    postings = compose(generation.index, ComposeTask(columns=columns, hint=tuple(hint), limit=limit))
    if postings is not None:
        best.offer(postings, "composed")


def _polish(index: MallIndex, workers: Workers, best: Incumbent) -> None:
    """All stages, agency by agency, the pool held where it is."""
    share = best.left * best.options.workers / max(1, len(index.agencies))

    def limit_of(agency: str) -> Limit:  # noqa: ARG001
        return Limit(seconds=share, seed=best.options.seed, deterministic=best.options.reproducible)

    postings, _ = solve_agencies(index, workers, best.postings, stages_of(index), limit_of)
    best.offer(postings, "agencies")
