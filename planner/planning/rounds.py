"""Solve, simulate, shift the tables where they disagree, and solve again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from planner.domain.ids import AgencyId, DeskId
from planner.domain.plan import Posting
from planner.planning.breaks import stagger_breaks
from planner.planning.planned_week import DeskDayKey, PlannedWeek
from planner.planning.quotas import spread_over_windows
from planner.planning.roster_problem import (
    RowLimits,
    ShiftKey,
    class_share,
    least_limit,
    make_postings,
    make_problem,
    row_limits,
)
from planner.planning.shortfalls import FIFTHS, WeekResult, unmet_fifths
from planner.planning.simulations import ROUND_SEARCH, Simulations
from planner.planning.steps import Told, silent, step
from planner.planning.touched import only_agencies
from planner.queueing.capacity import Capacity
from planner.solver.problem import Problem
from planner.solver.result import Options, Progress, Result
from planner.solver.run import OnProgress, solve

SearchNews = Progress
NEARLY_TIGHT_TICKETS = 2


def no_news(news: Progress) -> None:
    """Nobody listens."""


def _no_use(found: "Round") -> None:
    """Nobody wants a round before the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Who hears of the rounds.

    tell   : steps. search: news of the search over the whole mall.
    better : gets each round that is better than those before.
    """

    tell: Told = silent
    search: OnProgress = no_news
    better: Callable[["Round"], None] = _no_use


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSettings:
    """rounds: most solves. solve_seconds: wall limit of one solve, on `workers` processes."""

    rounds: int = 3
    solve_seconds: float = 20.0
    workers: int = 2
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One solve, simulated.

    problem       : of the whole mall, with the shifts of this round.
    bounds        : bound and gap of each stage by the tables. A later round solves a part of the mall with the pool
                    held, so it has the first round's bounds, and no gap.
    limits        : tickets each row of the tables allows, for each desk-day and position of the session.
    unmet_fifths  : first stage with the simulated tickets.
    """

    problem: Problem
    solved: Result
    postings: tuple[Posting, ...]
    limits: Mapping[DeskDayKey, Mapping[int, RowLimits]]
    capacities: Mapping[DeskDayKey, Capacity | None]
    unmet_fifths: int
    bounds: Mapping[str, tuple[int | None, float | None]] = field(default_factory=dict)

    def table_tickets(self, key: DeskDayKey) -> dict[int, int]:
        """Tickets by the tables, for each position of the session."""
        return {session: least_limit(limits) for session, limits in sorted(self.limits.get(key, {}).items())}


def best_round(week: PlannedWeek, simulations: Simulations, settings: RoundSettings, heard: Listener) -> Round:
    """The round with the best simulated first stage; ends early when simulation has nothing new to say.

    The first round solves the whole mall. Later ones hold the pooled officers and solve only the agencies whose tables
    moved, which are then small and independent.
    """
    shifts: dict[ShiftKey, int] = {}
    last = best = _first_round(week, simulations, settings, heard.search)
    for number in range(1, settings.rounds + 1):
        if last is best:
            heard.better(best)
        heard.tell(step("round", number=number, visits=round(last.unmet_fifths / FIFTHS)))
        changed = {key: shift for key, shift in _shifts(week, last, shifts).items() if shifts.get(key, 0) != shift}
        if not changed or number == settings.rounds:
            break
        shifts.update(changed)
        touched = {week.frame.agency_of[desk] for desk, _, _, _ in changed}
        last = _next_round(week, simulations, settings, _Before(round=last, shifts=shifts, touched=frozenset(touched)))
        best = min(best, last, key=lambda found: found.unmet_fifths)
    return best


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """What a later round starts from."""

    round: Round
    shifts: Mapping[ShiftKey, int]
    touched: frozenset[AgencyId]


def _first_round(week: PlannedWeek, simulations: Simulations, settings: RoundSettings, search: OnProgress) -> Round:
    problem = make_problem(week.frame, week.given)
    solved = solve(problem, _options(settings), search)
    bounds = {str(stage.stage): (stage.bound, stage.gap) for stage in solved.stages}
    return replace(_simulated(week, problem, solved, simulations), bounds=bounds)


def _next_round(week: PlannedWeek, simulations: Simulations, settings: RoundSettings, before: _Before) -> Round:
    problem = make_problem(week.frame, replace(week.given, shifts=dict(before.shifts)))
    again = solve(only_agencies(problem, before.touched, before.round.solved.postings), _options(settings))
    others = [p for p in before.round.solved.postings if week.frame.agency_of[DeskId(p.desk)] not in before.touched]
    unkept = tuple(dict.fromkeys((*before.round.solved.unkept, *again.unkept)))
    merged = replace(again, postings=(*others, *again.postings), stages=(), unkept=unkept)
    bounds = {stage: (bound, None) for stage, (bound, _) in before.round.bounds.items()}
    return replace(_simulated(week, problem, merged, simulations), bounds=bounds)


def _options(settings: RoundSettings) -> Options:
    return Options(seconds=settings.solve_seconds, workers=settings.workers, seed=settings.seed)


def _simulated(week: PlannedWeek, problem: Problem, solved: Result, simulations: Simulations) -> Round:
    postings = stagger_breaks(week.frame, week.given.classes, make_postings(week.frame, solved.postings))
    capacities = week.simulate(postings, simulations, ROUND_SEARCH)
    limits = row_limits(problem, solved.postings, week.given)
    return Round(
        problem=problem,
        solved=solved,
        postings=postings,
        limits={(DeskId(desk), week.frame.days[day]): found for (desk, day), found in limits.items()},
        capacities=capacities,
        unmet_fifths=_simulated_unmet(week, postings, capacities),
    )


def _simulated_unmet(
    week: PlannedWeek, postings: tuple[Posting, ...], capacities: Mapping[DeskDayKey, Capacity | None]
) -> int:
    tickets = {
        key: min([capacity.total, *week.caps(key).values()]) if capacity else 0 for key, capacity in capacities.items()
    }
    return unmet_fifths(WeekResult(frame=week.frame, forecasts=week.forecasts, postings=postings, tickets=tickets))


def _shifts(week: PlannedWeek, found: Round, before: Mapping[ShiftKey, int]) -> dict[ShiftKey, int]:
    """New shifts of the rows that were tight: the day's difference, spread over its sessions like the tables.

    Nothing moves where the tables allow more than a bad day brings: nothing rests on them.
    """
    shifts: dict[ShiftKey, int] = {}
    for key, limits in found.limits.items():
        tables = found.table_tickets(key)
        capacity = found.capacities.get(key)
        table, simulated = sum(tables.values()), capacity.total if capacity else 0
        if simulated == table or min(table, simulated) >= week.forecasts[key].stage_visits[-1]:
            continue
        parts = spread_over_windows(abs(simulated - table), tuple(tables.values()))
        for session, part in zip(tables, parts, strict=True):
            more = part if simulated > table else -part
            for classes, share in _tight_rows(week, key[0], limits[session]).items():
                shift_key = (*key, week.frame.session_ids[session], classes)
                shifts[shift_key] = before.get(shift_key, 0) + round(more * share)
    return shifts


def _tight_rows(week: PlannedWeek, desk: DeskId, limits: RowLimits) -> dict[tuple[str, ...], float]:
    """Rows that bind in a session, with the share of the desk's tickets that is theirs.

    Rows are whole tickets, so those within two tickets of the one that binds count as binding (docs/quota.md).
    """
    least = min(limits.values(), default=0.0)
    shares = {classes: class_share(week.given, desk, classes) for classes in limits}
    return {c: share for c, share in shares.items() if (limits[c] - least) * share <= NEARLY_TIGHT_TICKETS}
