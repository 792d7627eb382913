"""Answer scenarios beside a plan; each answer is kept as soon as it is there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from planner import bootstrap
from planner.domain.history import History
from planner.domain.plan import Plan
from planner.job_handlers.teller import Stopped, Teller
from planner.planning.kept_scenarios import answer_key, find_answer, keep_answer, read_for
from planner.planning.ports import Store
from planner.planning.scenario import Scenario
from planner.planning.simulations import Simulations, make_executor, workers_here
from planner.planning.steps import Step, step
from planner.planning.stored import Actor, Progress
from planner.planning.what_if import Answer, answer_scenario
from planner.planning.what_if_week import BaseWeek, WhatIfSettings, make_base_week

TOLD_EVERY_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A plan, and the scenarios beside it by the key of their answer. missing: keys of those without one."""

    plan: Plan
    scenarios: Mapping[str, Scenario]
    missing: tuple[str, ...]
    history: History | None


def what_if(
    payload: Mapping[str, Any], progress: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> str | None:
    """Answer `payload["scenarios"]` beside the plan `payload["plan"]`; None when cancelled.

    Raises NotAllowed (`not_own`) where a scenario goes beyond the agency of the one who asked.
    """
    tell = Teller(progress=progress, cancelled=cancelled)
    with closing(bootstrap.open_store()) as store:
        asked_by = store.jobs.get(int(payload["job"])).asked_by
        try:
            tell(step("reading"))
            asked = _read(store, payload, asked_by)
            if asked.missing:
                _answer(store, asked, asked_by, tell)
        except Stopped:
            return None
        return next(iter(asked.scenarios))


def _read(store: Store, payload: Mapping[str, Any], asked_by: Actor) -> _Asked:
    with store.read() as work:
        plan = work.plans.get(payload["plan"])
        found = [read_for(raw, plan.input.mall, asked_by.agency) for raw in payload["scenarios"]]
        scenarios = {answer_key(plan, scenario): scenario for scenario in found}
        missing = tuple(key for key in scenarios if find_answer(work, key) is None)
        opens = any(change.kind == "calendar" for key in missing for change in scenarios[key].changes)
        history = work.history.load(tickets=True) if opens else None
    return _Asked(plan=plan, scenarios=scenarios, missing=missing, history=history)


def _answer(store: Store, asked: _Asked, asked_by: Actor, tell: Teller) -> None:
    """Answer what is missing, side by side, each kept as it comes."""
    settings, count = WhatIfSettings(), len(asked.scenarios)
    executor = make_executor(workers_here())
    try:
        tell(step("as_is"))
        simulations = Simulations(executor=executor, promise=asked.plan.input.mall.promise)
        base = make_base_week(asked.plan, simulations, settings, asked.history)
        done = count - len(asked.missing)
        for answer in _answers(executor, asked, base, tell):
            with store.write(asked_by, "bagaimana jika") as work:
                keep_answer(work, answer.key, answer)
            done += 1
            tell(step("scenario_done", done=done, count=count, name=answer.name))
    finally:
        # one who cancels does not wait for what is being solved
        executor.shutdown(wait=not tell.cancelled(), cancel_futures=True)


def _answers(executor: Executor, asked: _Asked, base: BaseWeek, tell: Teller) -> Iterator[Answer]:
    """Answers as they come; while none does, the one who waits hears which are worked on."""
    settings = WhatIfSettings()
    tasks = {executor.submit(answer_scenario, key, [base], asked.scenarios[key], settings) for key in asked.missing}
    pending: set[Future[Answer]] = tasks
    while pending:
        done, pending = wait(pending, timeout=TOLD_EVERY_SECONDS, return_when=FIRST_COMPLETED)
        for future in done:
            yield future.result()
        if not done:
            tell(_working_on([asked.scenarios[key].name for key in asked.missing], len(pending)))


def _working_on(names: Sequence[str], left: int) -> Step:
    if len(names) == 1:
        return step("scenario", name=names[0])
    return step("scenarios", done=len(names) - left, count=len(names))
