"""Plan a week: forecast, tables, roster, simulation, quotas, proof, and what is short."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from time import monotonic
from typing import Any, TypeVar

from planner.domain.errors import InvalidValue
from planner.domain.history import History
from planner.domain.ids import OfficerId
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.domain.plan import Plan, Shortfall, StageValue
from planner.planning.burdens import Burden
from planner.planning.confirmations import decision_findings, with_decisions
from planner.planning.decided import NOTHING_DECIDED, Decided
from planner.planning.demand_changes import DemandChanges, changed_demand
from planner.planning.explain import explained
from planner.planning.findings import plan_findings
from planner.planning.floors import floor_findings
from planner.planning.forecast_demand import forecast_demand
from planner.planning.frame import make_frame
from planner.planning.learned import Learned, with_learned
from planner.planning.passport import PlanMaking, make_plan
from planner.planning.planned_week import Before, PlannedWeek, make_planned_week
from planner.planning.proving import ProvedWeek, prove_week
from planner.planning.ranges import Ranges, find_ranges, range_findings
from planner.planning.remedies import find_remedies
from planner.planning.rounds import Listener, Round, RoundSettings, best_round, no_news
from planner.planning.shortfalls import WeekResult, find_shortfalls, stage_values, tickets_by_day
from planner.planning.simulations import Simulations
from planner.planning.solved_reasons import with_solved_reasons
from planner.planning.steps import Told, silent, step
from planner.queueing.proof import ProofSettings
from planner.solver.ruleset import LOKETPLAN_1
from planner.solver.run import OnProgress


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSettings:
    """How a week is planned.

    author: who asked for the plan. changes: to the forecast, by people or another program. decided: postings that stand
    and postings that agencies refused. search: hears of the first search. so_far: gets each plan that is better than
    the one before, long before the last step. explains: False leaves out remedies and solved reasons, which a plan that
    is only compared with does not need.
    """

    rounds: RoundSettings = field(default_factory=RoundSettings)
    proof: ProofSettings = field(default_factory=ProofSettings)
    changes: DemandChanges = field(default_factory=DemandChanges)
    author: str = "loketplan"
    decided: Decided = NOTHING_DECIDED
    burdens: Mapping[OfficerId, Burden] = field(default_factory=dict)
    search: OnProgress = no_news
    so_far: Callable[[Plan], None] | None = None
    explains: bool = True

    @property
    def before(self) -> Before:
        """What was settled before the week is planned."""
        return Before(decided=self.decided, burdens=self.burdens)


def next_week_after(history: History) -> Week:
    """The week after the last counted day: what is planned when nobody names a week."""
    if history.last_day is None:
        raise InvalidValue("no visits were counted, so no week follows them", code="no_history", field="visits")
    return Week.of(history.last_day).next()


def plan_week(
    mall: Mall,
    history: History,
    days: Iterable[date],
    simulations: Simulations,
    settings: PlanSettings,
    now: datetime,
    tell: Told = silent,
) -> Plan:
    """A plan of the given days, with shortfalls where something is missing; never "impossible".

    Raises InvalidValue when no agency is open or nothing was counted. `tell` hears every step as it begins.
    """
    steps = _Steps(tell)
    learned = with_learned(mall, history)
    frame = make_frame(learned.mall, days)
    modelled = steps.run("forecast", lambda: forecast_demand(frame, history))
    outlook = changed_demand(frame, modelled, settings.changes)
    week = steps.run("tables", lambda: make_planned_week(frame, outlook, simulations, settings.before))
    writer = _Writer(
        week=week, history=history, learned=learned, settings=settings, simulations=simulations, now=now, steps=steps
    )
    heard = Listener(tell=tell, search=settings.search, better=writer.tell_so_far)
    found_round = steps.run("roster", lambda: best_round(week, simulations, settings.rounds, heard))
    best = writer.decided(found_round)
    proved = steps.run("quotas", lambda: writer.proved(found_round))
    if not settings.explains:
        return writer.unexplained(found_round)
    remedies = steps.run("remedies", lambda: find_remedies(week, best, proved, simulations))
    ranges = steps.run("ranges", lambda: writer.ranges(found_round))
    found = writer.shortfalls(best, proved)
    shortfalls = steps.run("reasons", lambda: with_solved_reasons(frame, best, found, simulations))
    return writer.write(best, proved, ranges, shortfalls=shortfalls, remedies=remedies)


@dataclass(frozen=True, slots=True, kw_only=True)
class _KnownRound:
    """A round with what was worked out about it."""

    round: Round
    proved: ProvedWeek
    ranges: Ranges | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Writes a plan of the week from a round that was proved.

    known : the round asked about last with its proof and ranges: the best one was a plan so far before it is the plan,
            and is proved once.
    """

    week: PlannedWeek
    history: History
    learned: Learned
    settings: PlanSettings
    simulations: Simulations
    now: datetime
    steps: "_Steps"
    known: list["_KnownRound"] = field(default_factory=list)

    def decided(self, found: Round) -> Round:
        """The round with what agencies decided in its postings."""
        return replace(found, postings=with_decisions(found.postings, self.settings.decided))

    def proved(self, found: Round) -> ProvedWeek:
        """Quotas and proofs of a round."""
        if not self.known or self.known[0].round is not found:
            proved = prove_week(self.week, self.decided(found), self.simulations, self.settings.proof)
            self.known[:] = [_KnownRound(round=found, proved=proved)]
        return self.known[0].proved

    def ranges(self, found: Round) -> Ranges:
        """Ranges of a round's quotas."""
        proved, known = self.proved(found), self.known[0]
        if known.ranges is None:
            self.known[:] = [replace(known, ranges=find_ranges(self.week, proved, self.simulations))]
        ranges = self.known[0].ranges
        assert ranges is not None
        return ranges

    def tell_so_far(self, found: Round) -> None:
        """Hand over the plan that this round already is."""
        if self.settings.so_far is not None:
            self.settings.so_far(self.unexplained(found))

    def unexplained(self, found: Round) -> Plan:
        """The plan of a round: all that is published, without remedies and solved reasons.

        A round is a roster with simulated capacities. Only its proof makes it a plan: it may lower tickets.
        """
        best, proved = self.decided(found), self.proved(found)
        shortfalls = self.shortfalls(best, proved)
        return self.write(best, proved, self.ranges(found), shortfalls=shortfalls, remedies=())

    def shortfalls(self, best: Round, proved: ProvedWeek) -> tuple[Shortfall, ...]:
        """What is missing, with what can be told without solving again."""
        result = self._result(best, proved)
        return explained(result, find_shortfalls(result), proved.quotas)

    def _result(self, best: Round, proved: ProvedWeek) -> WeekResult:
        return WeekResult(
            frame=self.week.frame,
            forecasts=self.week.forecasts,
            postings=best.postings,
            tickets=tickets_by_day(proved.quotas),
        )

    def write(self, best: Round, proved: ProvedWeek, ranges: Ranges, **told: Any) -> Plan:
        """The sealed plan. told: its shortfalls and remedies."""
        frame, outlook = self.week.frame, self.week.outlook
        return make_plan(
            self._making(),
            forecast=outlook.forecasts,
            postings=best.postings,
            quotas=proved.quotas,
            proofs=proved.proofs,
            stages=_with_bounds(stage_values(self._result(best, proved)), best.bounds),
            table_minus_simulation=proved.compared,
            ranges=ranges.rows,
            unmeasured=ranges.unmeasured,
            findings=(
                *floor_findings(frame, outlook.forecasts, proved.quotas),
                *decision_findings(self.settings.decided, best.postings),
                *range_findings(frame.mall, ranges),
                *self.learned.findings,
                *plan_findings(frame, outlook, best.solved),
            ),
            **told,
        )

    def _making(self) -> PlanMaking:
        return PlanMaking(
            frame=self.week.frame,
            history=self.history,
            now=self.now,
            author=self.settings.author,
            seed=self.settings.rounds.seed,
            parameters=_parameters(self.settings),
            seconds=dict(self.steps.seconds),
        )


_Done = TypeVar("_Done")


class _Steps:
    """Seconds of each step, told as it begins."""

    def __init__(self, tell: Told) -> None:
        self.seconds: dict[str, float] = {}
        self._tell = tell

    def run(self, key: str, work: Callable[[], _Done]) -> _Done:
        """Do the work and note how long it took."""
        self._tell(step(key))
        since = monotonic()
        done = work()
        self.seconds[key] = round(monotonic() - since, 2)
        return done


def _parameters(settings: PlanSettings) -> dict[str, str]:
    """What the one who asked could choose, as text."""
    return {
        "rounds": str(settings.rounds.rounds),
        "solve_seconds": f"{settings.rounds.solve_seconds:g}",
        "workers": str(settings.rounds.workers),
        "proof_days": str(settings.proof.days),
        "proof_seed": str(settings.proof.seed),
        "rule_set": LOKETPLAN_1.name,
    }


def _with_bounds(
    stages: Iterable[StageValue], bounds: Mapping[str, tuple[int | None, float | None]]
) -> tuple[StageValue, ...]:
    """The bounds of the table model beside the values counted from the tickets (docs/decisions/0002)."""
    with_bounds = []
    for stage in stages:
        bound, gap = bounds.get(stage.stage, (None, None))
        with_bounds.append(replace(stage, bound=bound, gap=gap))
    return tuple(with_bounds)
