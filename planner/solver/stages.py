"""Stages in their order on one block: each is minimised and kept as a bound for the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic

from planner.solver.block import Block, BlockPlan, BlockSpec
from planner.solver.cp import Answer, run_solver
from planner.solver.index import MallIndex
from planner.solver.limits import Limit
from planner.solver.problem import Posting
from planner.solver.result import StageValue
from planner.solver.ruleset import Stage, StageUse


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTask:
    """One block to solve.

    stages : in order; `caps` are kept for stages decided elsewhere.
    hint   : a plan to start from, with break flags.
    """

    spec: BlockSpec
    stages: tuple[StageUse, ...]
    hint: tuple[Posting, ...] = ()
    caps: Mapping[Stage, int] = field(default_factory=dict)
    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockResult:
    """plan None: no plan within the limit, or none exists (`possible` False)."""

    plan: BlockPlan | None
    values: tuple[StageValue, ...]
    possible: bool = True


def solve_block(index: MallIndex, task: BlockTask) -> BlockResult:
    """Solve the stages one after the other; what is left of the limit goes to the stages still to come."""
    if not task.limit.deterministic and task.limit.wall_seconds() <= 0:
        return BlockResult(plan=None, values=())
    block = Block(index, task.spec)
    for stage, cap in task.caps.items():
        block.model.add(block.stage_amount(stage) <= cap)
    block.hint(task.hint)
    values: list[StageValue] = []
    plan: BlockPlan | None = None
    started = monotonic()
    for at, use in enumerate(task.stages):
        block.model.minimize(block.stage_amount(use.stage))
        answer = run_solver(block.model, _share(task, started, len(task.stages) - at), len(block.officers))
        if not answer.found:
            return BlockResult(plan=plan, values=tuple(values), possible=answer.possible)
        plan = block.read(answer.solver)
        values.append(StageValue(stage=use.stage, value=answer.value, bound=answer.bound))
        _keep(block, use, answer, plan.postings)
    return BlockResult(plan=plan, values=tuple(values))


def _share(task: BlockTask, started: float, stages_left: int) -> Limit:
    """Stage 1 may take half of the limit, each later one its share of what is left."""
    limit = task.limit
    if limit.deterministic:
        seconds = limit.seconds / len(task.stages)
    else:
        left = max(0.05, limit.seconds - (monotonic() - started))
        seconds = left / min(stages_left, 2) if stages_left == len(task.stages) else left / stages_left
    return replace(limit, seconds=seconds)


def _keep(block: Block, use: StageUse, answer: Answer, postings: Sequence[Posting]) -> None:
    cap = answer.value + answer.value * use.tolerance_permille // 1000
    block.model.add(block.stage_amount(use.stage) <= cap)
    block.hint(tuple(postings))
