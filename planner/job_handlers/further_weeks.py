"""The weeks after the first that scenarios are compared over, and the plans made for those that have none."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from planner.domain.history import History
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.job_handlers.teller import Teller
from planner.planning.demand_changes import DemandChanges
from planner.planning.plan_week import PlanSettings
from planner.planning.ports import Store, UnitOfWork
from planner.planning.rounds import RoundSettings
from planner.planning.simulations import Simulations, workers_here
from planner.planning.steps import Step, step
from planner.planning.stored import Actor
from planner.planning.what_if_base import BaseMaking, plan_base
from planner.planning.what_if_weeks import adjustments_of, base_key, find_base_plan, keep_base_plan

BASE_SECONDS = 6.0  # of the one solve of a plan that is only compared with


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherPlan:
    """A week with its plan, None where one has to be made.

    key : the plan's hash, or under which the plan made to compare with is kept. changes: people's numbers for it.
    """

    week: Week
    key: str
    plan: Plan | None
    changes: DemandChanges


def read_further(work: UnitOfWork, week: Week, plan_id: str | None) -> FurtherPlan:
    """A further week with the plan of that id; with None one that was made for it before, if it still holds."""
    changes = DemandChanges(adjustments=adjustments_of(work, week))
    if plan_id is None:
        key = base_key(work, week)
        return FurtherPlan(week=week, key=key, plan=find_base_plan(work, key), changes=changes)
    plan = work.plans.get(plan_id)
    return FurtherPlan(week=week, key=plan.passport.content_hash, plan=plan, changes=changes)


@dataclass(frozen=True, kw_only=True)
class PlanMaker:
    """Makes the plans of further weeks, from the mall and the counts as they are now."""

    store: Store
    mall: Mall | None
    history: History | None
    asked_by: Actor
    executor: Executor
    tell: Teller

    def plans(self, further: Sequence[FurtherPlan]) -> Iterator[Plan]:
        """Their plans in order; one that is made is kept before the next."""
        for one in further:
            if one.plan is not None:
                yield one.plan
                continue
            made = self._made(one)
            with self.store.write(self.asked_by, "bagaimana jika") as work:
                keep_base_plan(work, one.key, made)
            yield made

    def _made(self, one: FurtherPlan) -> Plan:
        assert self.mall is not None, "the mall is read where a week has no plan"
        rounds = RoundSettings(rounds=1, solve_seconds=BASE_SECONDS, workers=workers_here())
        making = BaseMaking(
            simulations=Simulations(executor=self.executor, promise=self.mall.promise),
            planning=PlanSettings(rounds=rounds, changes=one.changes, explains=False),
            history=self.history,
            tell=self._of_week(one.week),
        )
        return plan_base(one.week, self.mall, making)

    def _of_week(self, week: Week) -> Callable[[Step], None]:
        """Whatever is done for a week, the one who waits hears which week it is."""
        return lambda _step: self.tell(step("base_week", week=str(week)))
