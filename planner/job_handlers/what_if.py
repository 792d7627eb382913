"""Answer scenarios beside the plans of one week or several; each answer is kept as soon as it is there."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from planner import bootstrap
from planner.domain.history import History
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.job_handlers.further_weeks import FurtherPlan, PlanMaker, read_further
from planner.job_handlers.teller import Stopped, Teller
from planner.planning.kept_scenarios import answer_key, find_answer, keep_answer, read_for
from planner.planning.ports import Store
from planner.planning.scenario import Scenario
from planner.planning.simulations import Simulations, make_executor, workers_here
from planner.planning.steps import Step, step
from planner.planning.stored import Actor, Progress
from planner.planning.what_if import Answer, Asked, Part, compared_parts, in_time, run_part
from planner.planning.what_if_base import BaseMaking, make_bases
from planner.planning.what_if_outcome import outcome_of
from planner.planning.what_if_week import BaseWeek, WhatIfSettings

TOLD_EVERY_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """A plan, further weeks, and scenarios by the key of their answer. missing: keys of those without one.

    mall, history : as they are now, None where nothing has to be planned; history also where a scenario opens days.
    """

    plan: Plan
    further: tuple[FurtherPlan, ...]
    scenarios: Mapping[str, Scenario]
    missing: tuple[str, ...]
    history: History | None
    mall: Mall | None


def what_if(
    payload: Mapping[str, Any], progress: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> str | None:
    """Answer `payload["scenarios"]` beside the plan `payload["plan"]`; None when cancelled.

    `payload["further"]` names more weeks, each with its plan; for None one is made to compare with. Raises NotAllowed
    (`not_own`) where a scenario goes beyond the agency of the one who asked.
    """
    tell = Teller(progress=progress, cancelled=cancelled)
    with closing(bootstrap.open_store()) as store:
        asked_by = store.jobs.get(int(payload["job"])).asked_by
        try:
            tell(step("reading"))
            question = _read(store, payload, asked_by)
            if question.missing:
                _answer(store, question, asked_by, tell)
        except Stopped:
            return None
        return next(iter(question.scenarios))


def _read(store: Store, payload: Mapping[str, Any], asked_by: Actor) -> _Question:
    with store.read() as work:
        plan = work.plans.get(payload["plan"])
        further = tuple(read_further(work, Week.parse(week), entry) for week, entry in payload.get("further", ()))
        found = [read_for(raw, plan.input.mall, asked_by.agency) for raw in payload["scenarios"]]
        scenarios = {answer_key(plan, scenario, [one.key for one in further]): scenario for scenario in found}
        missing = tuple(key for key in scenarios if find_answer(work, key) is None)
        plans = bool(missing) and any(one.plan is None for one in further)
        counts = plans or _opens(scenarios[key] for key in missing)
        return _Question(
            plan=plan,
            further=further,
            scenarios=scenarios,
            missing=missing,
            history=work.history.load(tickets=True) if counts else None,
            mall=work.mall.get() if plans else None,
        )


def _opens(scenarios: Iterable[Scenario]) -> bool:
    return any(change.kind == "calendar" for scenario in scenarios for change in scenario.changes)


def _answer(store: Store, question: _Question, asked_by: Actor, tell: Teller) -> None:
    """Answer what is missing, side by side, each kept as it comes."""
    count = len(question.scenarios)
    executor = make_executor(workers_here())
    try:
        maker = PlanMaker(
            store=store,
            mall=question.mall,
            history=question.history,
            asked_by=asked_by,
            executor=executor,
            tell=tell,
        )
        plans = (question.plan, *maker.plans(question.further))
        tell(step("as_is"))
        bases = _bases(question, plans, executor)
        done = count - len(question.missing)
        for answer in _answers(executor, question, bases, tell):
            with store.write(asked_by, "bagaimana jika") as work:
                keep_answer(work, answer.key, answer)
            done += 1
            tell(step("scenario_done", done=done, count=count, name=answer.name))
    finally:
        # one who cancels does not wait for what is being solved
        executor.shutdown(wait=not tell.cancelled(), cancel_futures=True)


def _bases(question: _Question, plans: Sequence[Plan], executor: Executor) -> tuple[BaseWeek, ...]:
    """The base of every week, in order; with the counts only where a scenario needs them, as every task takes them."""
    weeks = tuple(one.week for one in question.further)
    making = BaseMaking(
        simulations=Simulations(executor=executor, promise=question.plan.input.mall.promise),
        settings=WhatIfSettings(),
        history=question.history if _opens(question.scenarios[key] for key in question.missing) else None,
    )
    return in_time(make_bases(plans, [Scenario(name="-", weeks=weeks)], making).values())


def _answers(executor: Executor, question: _Question, bases: tuple[BaseWeek, ...], tell: Teller) -> Iterator[Answer]:
    """Answers as they come; while none does, the one who waits hears how far they are."""
    settings, before = WhatIfSettings(), [outcome_of(base.run) for base in bases]
    asked = [Asked(key=key, scenario=question.scenarios[key], bases=bases) for key in question.missing]
    tasks = {
        executor.submit(run_part, base, one.scenario, settings): (one, place)
        for one in asked
        for place, base in enumerate(bases)
    }
    parts: dict[str, dict[int, Part]] = {one.key: {} for one in asked}
    pending: set[Future[Part]] = set(tasks)
    while pending:
        done, pending = wait(pending, timeout=TOLD_EVERY_SECONDS, return_when=FIRST_COMPLETED)
        for future in sorted(done, key=list(tasks).index):
            one, place = tasks[future]
            parts[one.key][place] = future.result()
            if len(parts[one.key]) == len(bases):
                yield compared_parts(one, before, [parts[one.key][n] for n in range(len(bases))], settings)
        if not done:
            tell(_working_on([one.scenario.name for one in asked], len(tasks) - len(pending), len(tasks)))


def _working_on(names: Sequence[str], done: int, count: int) -> Step:
    """Which scenario, or how many parts are done: a part is one week of one scenario."""
    if count == 1:
        return step("scenario", name=names[0])
    if count == len(names):
        return step("scenarios", done=done, count=count)
    return step("scenario_weeks", done=done, count=count)
