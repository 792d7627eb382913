"""Keep a made plan as the draft of its week, with all that belongs to it, in the transaction of the caller."""

from planner.domain.plan import Plan
from planner.planning.ports import UnitOfWork


def so_far_key(job: int) -> str:
    """Where the plan so far of a job is kept."""
    return f"so-far/{job}"


def keep_draft(work: UnitOfWork, made: Plan, job: int) -> str:
    """Keep plan and forecast together, and forget the plan so far; the plan's id.

    Of one job only one plan is kept, however often it is tried.
    """
    entry = work.plans.save(made, job=job)
    if made.input.history_last_day is not None:
        work.forecasts.issue(made.forecast, made.input.history_last_day)
    work.results.remove(so_far_key(job))
    return entry.id
