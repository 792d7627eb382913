"""Copy last week's roster onto a week: a checked draft without a search."""

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from planner import bootstrap
from planner.domain.errors import NotFound
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.job_handlers.drafts import keep_draft
from planner.job_handlers.plan import check_made, decided_for
from planner.job_handlers.teller import Stopped, Teller
from planner.planning.copy_week import CopyInput, CopySettings, copy_week
from planner.planning.demand_changes import DemandChanges
from planner.planning.ports import Store, UnitOfWork
from planner.planning.simulations import Simulations, make_executor, workers_here
from planner.planning.steps import step
from planner.planning.stored import Actor, PlanEntry, Progress


def copy(payload: Mapping[str, Any], progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> str | None:
    """Copy the week before `payload["week"]` onto it and keep it as the draft; None when cancelled.

    Raises NotFound (`nothing_to_copy`) where last week has no plan, and InvalidValue (`plan_does_not_hold`) when the
    checker finds a broken rule: then nothing is kept.
    """
    week, job = Week.parse(payload["week"]), int(payload["job"])
    tell = Teller(progress=progress, cancelled=cancelled)
    with closing(bootstrap.open_store()) as store:
        asked_by = store.jobs.get(job).asked_by
        try:
            tell(step("reading"))
            made = _copied(store, week, asked_by, tell)
            tell(step("checking"))
            check_made(made)
        except Stopped:
            return None
        with store.write(asked_by, f"disalin dari minggu {week.previous()}") as work:
            return keep_draft(work, made, job)


def source_of(work: UnitOfWork, week: Week) -> PlanEntry:
    """Last week's plan, as published, else its draft; raises NotFound (`nothing_to_copy`)."""
    before = week.previous()
    entry = work.plans.find_in_force(before)
    if entry is None:
        raise NotFound(f"no plan of {before}", code="nothing_to_copy", field="week")
    return entry


def _copied(store: Store, week: Week, asked_by: Actor, tell: Teller) -> Plan:
    with store.read() as work:
        given = CopyInput(
            source=work.plans.get(source_of(work, week).id),
            week=week,
            mall=work.mall.get(),
            history=work.history.load(tickets=True),
        )
        settings = CopySettings(
            author=asked_by.name,
            changes=DemandChanges(adjustments=tuple(work.forecasts.adjustments(week.days[0], week.days[-1]))),
            decided=decided_for(work, week),
        )
    with make_executor(workers_here()) as executor:
        simulations = Simulations(executor=executor, promise=given.mall.promise)
        return copy_week(given, simulations, settings, store.clock.now(), tell)
