"""The best plan so far, told to whoever listens, and the clock of the search."""

from collections.abc import Callable, Iterable
from importlib.metadata import PackageNotFoundError, version
from math import inf
from time import monotonic

from planner.solver.breaks import deal_breaks
from planner.solver.counters import assign_counters
from planner.solver.draft import Draft
from planner.solver.index import MallIndex
from planner.solver.limits import Limit
from planner.solver.measure import Measures, measure, stages_of, tickets_of
from planner.solver.problem import Posting
from planner.solver.result import Options, Outcome, Progress, Result, StageValue, StoppedBy
from planner.solver.ruleset import Stage

Tell = Callable[[Progress, Result | None], None]


class Incumbent:
    """Keeps the best roster and the best bound of stage 1. Postings carry break flags until `result` is asked for."""

    def __init__(
        self,
        index: MallIndex,
        options: Options,
        tell: Tell,
        should_stop: Callable[[], bool],
        unkept: tuple[Posting, ...] = (),
    ) -> None:
        self.index, self.options, self.tell, self.should_stop, self.unkept = index, options, tell, should_stop, unkept
        self.started = monotonic()
        self.postings: tuple[Posting, ...] = ()
        self.measures: Measures | None = None
        self.bound: int | None = None
        self.outcome = Outcome.FALLBACK

    @property
    def elapsed(self) -> float:
        """Wall seconds since the start."""
        return monotonic() - self.started

    @property
    def left(self) -> float:
        """Wall seconds until the limit."""
        return self.options.seconds - self.elapsed

    def limit(self, seconds: float) -> Limit:
        """A limit for one solve, in the mode of the search, never past its end."""
        options = self.options
        until = inf if options.reproducible else self.started + options.seconds
        return Limit(seconds=seconds, seed=options.seed, deterministic=options.reproducible, until=until)

    @property
    def best(self) -> int | None:
        """Stage 1 of the best roster."""
        return None if self.measures is None else self.measures.values[Stage.UNMET]

    def unmet_by_agency(self) -> dict[str, int]:
        """Stage 1 of each agency in the best roster."""
        draft, days = Draft(self.index).load(self.postings), range(len(self.index.days))
        return {agency: sum(draft.day_cost(agency, day) for day in days) for agency in self.index.agencies}

    def is_proved(self) -> bool:
        """True when no roster can be better at stage 1."""
        return self.best is not None and self.bound is not None and self.best <= self.bound

    def offer(self, postings: Iterable[Posting], phase: str, outcome: Outcome = Outcome.FOUND) -> bool:
        """Keep the roster when it is better, stage by stage in order (within the stages' tolerances)."""
        kept = tuple(postings)
        measures = measure(self.index, kept)
        if self.measures is not None and not self._is_better(measures):
            return False
        self.postings, self.measures, self.outcome = kept, measures, outcome
        self.tell(self.progress(phase), self.result(StoppedBy.USER))
        return True

    def _is_better(self, measures: Measures) -> bool:
        assert self.measures is not None
        for use in stages_of(self.index):
            new, old = measures.values[use.stage], self.measures.values[use.stage]
            if new > old + old * use.tolerance_permille // 1000 or new < old - new * use.tolerance_permille // 1000:
                return new < old
        return False

    def raise_bound(self, bound: int, phase: str) -> None:
        """Keep a proven bound of stage 1 when it is better."""
        if self.bound is None or bound > self.bound:
            self.bound = bound
        self.tell(self.progress(phase), None)

    def progress(self, phase: str) -> Progress:
        """News for whoever waits."""
        return Progress(elapsed_seconds=self.elapsed, best=self.best, bound=self.bound, phase=phase)

    def result(self, stopped_by: StoppedBy, reason: str = "") -> Result:
        """The best roster with break kinds and counters, measured again from its postings."""
        assert self.measures is not None
        postings = tuple(assign_counters(self.index, deal_breaks(self.index, self.postings)))
        proved = self.is_proved()
        return Result(
            outcome=Outcome.PROVED if proved else self.outcome,
            stopped_by=StoppedBy.PROOF if proved and stopped_by is StoppedBy.TIME else stopped_by,
            postings=postings,
            tickets=tickets_of(self.index, postings),
            stages=tuple(
                StageValue(stage=stage, value=value, bound=self.bound if stage is Stage.UNMET else None)
                for stage, value in self.measures.values.items()
            ),
            shortfalls=self.measures.shortfalls,
            parts=self.measures.parts,
            unkept=self.unkept,
            seed=self.options.seed,
            seconds=self.elapsed,
            reason=reason,
            versions=versions(),
        )


def versions() -> dict[str, str]:
    """Versions of what solves; "source" for a checkout that was never installed."""
    return {name: _version(name) for name in ("ortools", "highspy", "loketplan")}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "source"
