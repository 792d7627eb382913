"""The whole search for one problem, inside one process that may start solver processes.

A constructive plan comes first. Then columns and prices give the bound, a roster is composed of the columns, and every
agency is solved exactly through all stages with the pool held where that roster has it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from planner.solver.agencies import AgenciesJob, solve_agencies, unmet_bound
from planner.solver.columns import Column
from planner.solver.compose import Composed, ComposeTask, compose
from planner.solver.constructive import constructive_draft
from planner.solver.generation import Generation
from planner.solver.incumbent import Incumbent, Tell
from planner.solver.index import MallIndex
from planner.solver.limits import Limit
from planner.solver.measure import stages_of
from planner.solver.pins import settle_pins
from planner.solver.problem import Problem
from planner.solver.repair import Repair
from planner.solver.result import Options, Outcome, Result, StoppedBy
from planner.solver.rounds import Phase
from planner.solver.stages import BlockResult
from planner.solver.workers import Workers


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Shares of the time limit at which each part ends, and what it may use."""

    prices_end: float = 0.30
    weeks_end: float = 0.70
    first_compose: float = 0.05
    last_compose: float = 0.10
    columns_a_day: int = 25
    round_share: float = 0.04
    rounds: int = 60
    reproducible_rounds: int = 14


SCHEDULE = Schedule()
CLOSE_ENOUGH, FEW_AGENCY_DAYS = 0.05, 50  # with a wider gap in a larger mall nearly every column could be used
SECONDS_AN_AGENCY_DAY = 0.02  # left at least, or columns are not begun
WHOLE_SEARCH_SECONDS = 2.5  # left after a repair, to look at the whole mall again


def search(problem: Problem, options: Options, tell: Tell, should_stop: Callable[[], bool]) -> Result:
    """Best roster within the limit; `tell` hears of every better one and of every better bound."""
    settled, unkept = settle_pins(problem)
    index = MallIndex(settled)
    best = Incumbent(index, options, tell, should_stop, unkept)
    repair = Repair(index, best) if problem.published is not None else None
    first = constructive_draft(index) if repair is None else repair.draft()
    best.offer(first.flagged_postings(), "constructive", Outcome.FALLBACK)
    workers = Workers(index, options.workers)
    try:
        if repair is not None:
            repair.run(workers)
        if repair is None or best.left > WHOLE_SEARCH_SECONDS:
            Search(index, workers, best).run()
    finally:
        workers.close()
    return best.result(StoppedBy.USER if should_stop() else StoppedBy.TIME)


class Search:
    """The parts of the search in their order; each leaves a better plan or bound in `best`."""

    def __init__(self, index: MallIndex, workers: Workers, best: Incumbent) -> None:
        self.index, self.workers, self.best = index, workers, best

    def run(self) -> None:
        """Prices, weeks, roster, stages; stops early when told to."""
        needed = SECONDS_AN_AGENCY_DAY * len(self.index.agencies) * len(self.index.days)
        if self.best.options.reproducible or self.best.left > needed:
            self._improve_by_columns()
        if not self.best.should_stop():
            self._polish()

    def _improve_by_columns(self) -> None:
        self.generation = Generation(self.index, self.workers, self.best)
        self.generation.run(self._phase("prices", 0.6, SCHEDULE.prices_end))
        self._compose(SCHEDULE.first_compose if self.index.pooled else SCHEDULE.last_compose)
        if self.index.pooled and not self.best.should_stop():
            self.generation.start_weeks()
            self.generation.run(self._phase("pooled weeks", 0.3, SCHEDULE.weeks_end))
            self._compose(SCHEDULE.last_compose)
        self._close(SCHEDULE.last_compose)

    def _phase(self, name: str, kept_share: float, end_share: float) -> Phase:
        options = self.best.options
        return Phase(
            name=name,
            kept_share=kept_share,
            end_at=end_share * options.seconds,
            round_seconds=SCHEDULE.round_share * options.seconds * options.workers,
            rounds=SCHEDULE.reproducible_rounds if options.reproducible else SCHEDULE.rounds,
        )

    def _compose(self, share: float) -> None:
        """A roster out of the best columns, never worse than the one there is."""
        if self.best.should_stop() or self.best.is_proved():
            return
        self._choose(self.generation.candidates(SCHEDULE.columns_a_day), share)

    def _close(self, share: float) -> None:
        """Compose once more, of every column that a better roster could use: a proof where all of them are known."""
        best, bound = self.best.best, self.best.bound
        if best is None or bound is None or best <= bound or self.best.should_stop():
            return
        if best - bound > CLOSE_ENOUGH * best and len(self.generation.keys) > FEW_AGENCY_DAYS:
            return
        columns, complete = self.generation.all_within(best - 1 - bound)
        composed = self._choose(columns, share)
        if complete and self.best.best is not None:
            self.best.raise_bound(min(self.best.best, max(bound, composed.bound)), "closing")

    def _choose(self, columns: list[Column], share: float) -> Composed:
        hint = self.generation.take_roster()
        limit = self.best.limit(share * self.best.options.seconds)
        task = ComposeTask(columns=tuple(dict.fromkeys([*columns, *hint])), hint=tuple(hint), limit=limit)
        composed = compose(self.index, task)
        if composed.postings is not None:
            self.best.offer(composed.postings, "composed")
        return composed

    def _polish(self) -> None:
        """All stages, agency by agency, the pool held where it is; without a pool this proves stage 1 too."""
        weights = {agency: 1 + len(self.index.own.get(agency, ())) ** 2 for agency in self.index.agencies}
        whole, seconds = sum(weights.values()), 0.9 * self.best.limit(0.3 * self.best.options.seconds).seconds
        if not self.best.options.reproducible:
            seconds = 0.9 * self.best.left * self.best.options.workers

        def limit_of(agency: str) -> Limit:
            return self.best.limit(max(0.3, seconds * weights[agency] / whole))

        results = self._solve_agencies(limit_of)
        bound = unmet_bound(results)
        if not self.index.pooled and bound is not None and not self.best.is_proved():
            self.best.raise_bound(bound, "agencies")

    def _solve_agencies(self, limit_of: Callable[[str], Limit]) -> dict[str, BlockResult]:
        """Every agency through the stages; stage 1 is only kept where it is proved already."""
        use, *later = stages_of(self.index)
        stages, caps = (use, *later), {}
        if self.best.is_proved() and not use.tolerance_permille:
            stages, caps = tuple(later), self.best.unmet_by_agency()
        job = AgenciesJob(postings=self.best.postings, stages=stages, caps=caps, limit_of=limit_of)
        postings, results = solve_agencies(self.index, self.workers, job)
        self.best.offer(postings, "agencies")
        return results
