"""Plan a week: from what is stored to a checked draft."""

import logging
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import timedelta
from typing import Any

from planner import bootstrap
from planner.checker.check import check_plan
from planner.domain.errors import InvalidValue
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.job_handlers.drafts import keep_draft
from planner.job_handlers.so_far import put_by
from planner.job_handlers.teller import Stopped, Teller
from planner.planning.burdens import WEEKS_CARRIED, carried_burdens
from planner.planning.confirmations import Decision, decided_by
from planner.planning.decided import Decided
from planner.planning.demand_changes import DemandChanges
from planner.planning.plan_file import plan_as_json
from planner.planning.plan_week import PlanSettings, plan_week
from planner.planning.ports import Store, StoreUnavailable, UnitOfWork
from planner.planning.rounds import RoundSettings
from planner.planning.simulations import Simulations, make_executor, workers_here
from planner.planning.steps import step
from planner.planning.stored import Job, Progress

_log = logging.getLogger(__name__)


def plan(payload: Mapping[str, Any], progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> str | None:
    """Plan the week `payload["week"]` and keep it as the draft; None when cancelled.

    Raises InvalidValue (`plan_does_not_hold`) when the checker finds a broken rule: then nothing is kept.
    """
    week, job = Week.parse(payload["week"]), int(payload["job"])
    with closing(bootstrap.open_store()) as store:
        asked = store.jobs.get(job)
        try:
            made = _planned(store, week, asked, Teller(progress=progress, cancelled=cancelled))
        except Stopped:
            return None
        with store.write(asked.asked_by, "disusun") as work:
            return keep_draft(work, made, asked.id)


def _planned(store: Store, week: Week, asked: Job, tell: Teller) -> Plan:
    tell(step("reading"))
    with store.read() as work:
        mall, history = work.mall.get(), work.history.load(tickets=True)
        adjustments = tuple(work.forecasts.adjustments(week.days[0], week.days[-1]))
        burdens = carried_burdens(_published_before(work, week))
        decided = decided_for(work, week)
    workers = workers_here()
    settings = PlanSettings(
        rounds=RoundSettings(workers=workers),
        author=asked.asked_by.name,
        changes=DemandChanges(adjustments=adjustments),
        burdens=burdens,
        decided=decided,
        search=tell.search,
        so_far=lambda made: _put_by(store, made, asked, tell),
    )
    with make_executor(workers) as executor:
        simulations = Simulations(executor=executor, promise=mall.promise)
        made = plan_week(mall, history, week.days, simulations, settings, store.clock.now(), tell)
    tell(step("checking"))
    check_made(made)
    return made


def _put_by(store: Store, made: Plan, asked: Job, tell: Teller) -> None:
    """Keep a plan so far, if the checker agrees and the store can take it now: neither may end the search."""
    try:
        check_made(made)
        put_by(store, made, asked)
    except (InvalidValue, StoreUnavailable) as fault:
        _log.warning("the plan so far of job %s is not kept: %s", asked.id, fault)
        return
    tell.kept()


def check_made(made: Plan) -> None:
    """Raise InvalidValue (`plan_does_not_hold`) when the checker finds a broken rule in a new plan."""
    violations = check_plan(made, plan_as_json(made))
    if violations:
        raise InvalidValue(
            f"{len(violations)} rules do not hold, first: {violations[0].line('en')}",
            code="plan_does_not_hold",
            field="plan",
        )


def decided_for(work: UnitOfWork, week: Week) -> Decided:
    """What agencies answered: rows confirmed in the plan that is replaced stand, rows ever refused stay off."""
    entry = work.plans.find_newest(week)
    by_plan: dict[str, list[Decision]] = {entry.id: []} if entry else {}
    for answer in sorted(work.floor.answers(week), key=lambda a: a.agency):
        by_plan.setdefault(answer.plan, []).append(Decision(agency=answer.agency, kind=answer.kind))
    found = {plan: decided_by(work.plans.get(plan), decisions) for plan, decisions in by_plan.items()}
    refused = frozenset(place for decided in found.values() for place in decided.refused)
    kept = found[entry.id].kept if entry else frozenset()
    return Decided(kept=kept - refused, refused=refused)


def _published_before(work: UnitOfWork, week: Week) -> list[Plan]:
    """Published plans of the weeks whose burdens are carried over."""
    weeks = [Week.of(week.days[0] - timedelta(weeks=back)) for back in range(1, WEEKS_CARRIED + 1)]
    entries = [work.plans.find_published(earlier) for earlier in weeks]
    return [work.plans.get(entry.id) for entry in entries if entry is not None]
