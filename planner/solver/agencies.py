"""Every agency solved for itself while the pooled officers stay where a roster has them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from planner.solver.block import BlockSpec
from planner.solver.index import MallIndex
from planner.solver.limits import Limit
from planner.solver.problem import Posting
from planner.solver.ruleset import Stage, StageUse
from planner.solver.stages import BlockResult, BlockTask, solve_block
from planner.solver.workers import Workers

Held = dict[tuple[str, int, int], int]


def held_sessions(index: MallIndex, postings: Iterable[Posting]) -> dict[str, Held]:
    """For each agency the sessions its pooled officers are given, with their break flags."""
    pooled = set(index.pooled)
    held: dict[str, Held] = defaultdict(dict)
    for posting in postings:
        if posting.officer in pooled:
            place = (posting.officer, posting.day, posting.session)
            held[index.desks[posting.desk].agency][place] = min(1, posting.break_kind or 0)
    return held


@dataclass(frozen=True, slots=True, kw_only=True)
class AgenciesJob:
    """postings: where everybody is now. caps: stage 1 of agencies in which it is decided already.

    kept_days : of an agency, the days on which its postings stay.
    """

    postings: tuple[Posting, ...]
    stages: tuple[StageUse, ...]
    limit_of: Callable[[str], Limit]
    caps: Mapping[str, int] = field(default_factory=dict)
    chosen: tuple[str, ...] | None = None
    kept_days: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def agency_task(index: MallIndex, agency: str, job: AgenciesJob) -> BlockTask:
    """The whole horizon of one agency, its pooled officers held where the postings have them."""
    mine = tuple(posting for posting in job.postings if index.desks[posting.desk].agency == agency)
    held = held_sessions(index, mine).get(agency, {})
    spec = BlockSpec(
        agency=agency,
        days=tuple(range(len(index.days))),
        visitors=tuple(sorted({officer for officer, _, _ in held})),
        held=held,
        kept=mine,
        kept_days=job.kept_days.get(agency, ()),
    )
    caps = {Stage.UNMET: job.caps[agency]} if agency in job.caps else {}
    return BlockTask(spec=spec, stages=job.stages, hint=mine, limit=job.limit_of(agency), caps=caps)


def solve_agencies(
    index: MallIndex, workers: Workers, job: AgenciesJob
) -> tuple[tuple[Posting, ...], dict[str, BlockResult]]:
    """Postings with each chosen agency replaced by its solution, and the solutions; large agencies go first."""
    open_ones = [agency for agency in job.chosen or index.agencies if not index.agencies[agency].as_given]
    agencies = sorted(open_ones, key=lambda agency: (-len(index.own.get(agency, ())), agency))
    results = dict(
        zip(agencies, workers.map(solve_block, [agency_task(index, agency, job) for agency in agencies]), strict=True)
    )
    solved = {agency for agency, result in results.items() if result.plan is not None}
    kept = [posting for posting in job.postings if index.desks[posting.desk].agency not in solved]
    for agency in sorted(solved):
        plan = results[agency].plan
        kept += plan.postings if plan is not None else ()
    return tuple(sorted(kept)), results


def unmet_bound(results: dict[str, BlockResult]) -> int | None:
    """Sum of the agencies' bounds of stage 1; None when one has none."""
    bounds = [next((v.bound for v in r.values if v.stage is Stage.UNMET), None) for r in results.values()]
    return None if None in bounds else sum(bound for bound in bounds if bound is not None)
