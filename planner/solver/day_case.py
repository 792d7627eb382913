"""One agency's day taken out of a finished roster: everything else stands, what is left of the weeks is the limit.

Explanations and repairs are tried here, so that each is verified by solving within tenths of a second.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from planner.solver.block import Block, BlockSpec
from planner.solver.cp import run_solver
from planner.solver.draft import Draft
from planner.solver.index import MallIndex
from planner.solver.limits import Limit
from planner.solver.problem import Officer, Posting, Problem, WeekLimit
from planner.solver.ruleset import Stage

CELL_SECONDS = 3.0

Cell = tuple[str, str, int]  # rule, desk or agency, day


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCase:
    """The day's own problem and who of the pool is held where. A pooled officer idle that day may be used freely."""

    problem: Problem
    agency: str
    day: int
    held: Mapping[tuple[str, int, int], int]
    hint: tuple[Posting, ...]

    def changed(self, change: Callable[[Problem], Problem]) -> "DayCase":
        """The same case in a changed problem."""
        return replace(self, problem=change(self.problem))

    def block(self) -> Block:
        """The model of the day."""
        index = MallIndex(self.problem)
        visitors = tuple(sorted({officer for officer, _, _ in self.held}))
        spec = BlockSpec(agency=self.agency, days=(self.day,), visitors=visitors, held=self.held)
        block = Block(index, spec)
        block.hint(self.hint)
        return block


def day_case(draft: Draft, agency: str, day: int) -> DayCase:
    """The case of one agency's day in the roster of the draft (its breaks follow from the sessions worked)."""
    index = draft.index
    postings = draft.flagged_postings()
    mine = tuple(p for p in postings if p.day == day and index.desks[p.desk].agency == agency)
    busy = {p.officer for p in postings if p.day == day and index.homes[p.officer] is None}
    held = {(p.officer, p.day, p.session): p.break_kind or 0 for p in mine if p.officer in busy}
    officers = tuple(_limited(draft, officer, agency, day, busy) for officer in index.problem.officers)
    return DayCase(problem=replace(index.problem, officers=officers), agency=agency, day=day, held=held, hint=mine)


def _limited(draft: Draft, officer: Officer, agency: str, day: int, busy: set[str]) -> Officer:
    """The officer with what is left of his week; an idle pooled one becomes one of the agency for the day."""
    index, week = draft.index, draft.index.days[day].week
    other_days = [d for d in index.days_of_week(week) if d != day and draft.work[officer.id, d]]
    spent = draft.minutes[officer.id, week] - draft.minutes_on(officer.id, day)
    limit = officer.weeks[week]
    left = WeekLimit(
        counter_minutes=max(0, limit.counter_minutes - spent),
        duty_minutes=max(0, limit.duty_minutes - spent),
        max_days=max(0, min(7, limit.max_days - len(other_days))),
    )
    weeks = tuple(left if at == week else other for at, other in enumerate(officer.weeks))
    horizon = officer.horizon_minutes
    if horizon is not None:
        horizon -= sum(draft.minutes[officer.id, w] for w in index.weeks) - draft.minutes_on(officer.id, day)
    skills = officer.skills
    if index.homes[officer.id] is None and officer.id not in busy:
        skills = tuple(skill for skill in skills if index.desks[skill.desk].agency == agency)
    return replace(officer, weeks=weeks, horizon_minutes=horizon, skills=skills)


def least_of_cell(case: DayCase, cell: Cell) -> int | None:
    """Smallest amount (fifths) that the cell can have that day; None when it could not be proved in time."""
    block = case.block()
    if cell not in block.cells:
        return 0
    block.model.minimize(block.cells[cell])
    answer = run_solver(block.model, Limit(seconds=CELL_SECONDS), len(block.officers))
    return answer.value if answer.optimal else None


def least_unmet(case: DayCase, cell: Cell | None = None, most: int = 0) -> int | None:
    """Stage 1 of the agency's day at its best, with the cell at most `most` fifths where one is named."""
    block = case.block()
    if cell is not None and cell in block.cells:
        block.model.add(block.cells[cell] <= most)
    block.model.minimize(block.stage_amount(Stage.UNMET))
    answer = run_solver(block.model, Limit(seconds=CELL_SECONDS), len(block.officers))
    return answer.value if answer.optimal else None
