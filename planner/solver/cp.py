"""How CP-SAT is run here: one thread, a seed, a limit by the wall or by deterministic time, and every status judged."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, isfinite

from ortools.sat.python import cp_model

from planner.solver.limits import Limit
from planner.solver.problem import Posting

Read = Callable[[Callable[[cp_model.IntVar], bool]], tuple[Posting, ...]]

PATH_KEPT = 4
LEAST_SECONDS = 0.02  # below it a solve is not begun
NO_BOUND = -(10**15)
FULL_LINEAR_FROM_OFFICERS = 5  # smaller blocks are solved at once either way


class SolverFault(Exception):
    """CP-SAT answered with a status that says nothing about the roster (model invalid, or one we do not know)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a solve found. found False: no plan in time. possible False: proved that none exists.

    path : the last solutions on the way with their values, the best one last, when a reader was given.
    """

    solver: cp_model.CpSolver
    found: bool
    optimal: bool
    possible: bool
    value: int
    bound: int
    path: tuple[tuple[int, tuple[Posting, ...]], ...] = ()


class _Path(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]
    """Reads every better solution; costs little, as there are few."""

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read
        self.found: list[tuple[int, tuple[Posting, ...]]] = []

    def on_solution_callback(self) -> None:
        self.found.append((round(self.objective_value), self._read(self.boolean_value)))


def run_solver(
    model: cp_model.CpModel, limit: Limit, officers: int = FULL_LINEAR_FROM_OFFICERS, read: Read | None = None
) -> Answer:
    """Solve a model whose objective has whole coefficients.

    Linearization level 2 was 5 to 25 times faster on days of 8 to 18 officers (docs/roster.md).
    """
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = 1
    parameters.random_seed = limit.seed
    parameters.linearization_level = 2 if officers >= FULL_LINEAR_FROM_OFFICERS else 1
    if limit.deterministic:
        parameters.max_deterministic_time = max(limit.seconds, 0.01)
    elif limit.wall_seconds() < LEAST_SECONDS:
        return Answer(solver=solver, found=False, optimal=False, possible=True, value=0, bound=NO_BOUND)
    else:
        parameters.max_time_in_seconds = limit.wall_seconds()
    path = None if read is None else _Path(read)
    status = solver.solve(model, path)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        answer = _found(solver, status == cp_model.OPTIMAL)
        return answer if path is None else replace(answer, path=tuple(path.found[-PATH_KEPT:]))
    if status == cp_model.UNKNOWN:
        return Answer(solver=solver, found=False, optimal=False, possible=True, value=0, bound=_bound(solver))
    if status == cp_model.INFEASIBLE:
        return Answer(solver=solver, found=False, optimal=False, possible=False, value=0, bound=0)
    raise SolverFault(f"CP-SAT ended with {solver.status_name(status)}: {model.validate()[:300]}")


def _found(solver: cp_model.CpSolver, optimal: bool) -> Answer:
    value = round(solver.objective_value)
    bound = value if optimal else min(value, _bound(solver))
    return Answer(solver=solver, found=True, optimal=optimal, possible=True, value=value, bound=bound)


def _bound(solver: cp_model.CpSolver) -> int:
    """The proven bound, rounded up only after allowing for the float it comes in."""
    bound = solver.best_objective_bound
    return ceil(bound - 0.001) if isfinite(bound) else NO_BOUND
