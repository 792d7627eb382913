"""Base plans of the weeks that scenarios name: given, kept from before, or planned once and kept.

A week without a plan is planned as `loketplan plan` plans it, from the mall of the first plan and the counted visits,
checked, and kept under the hash of all that it rests on, so that later sweeps compare with the same base.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from planner.checker.check import check_plan
from planner.domain.canonical import sha256_of
from planner.domain.errors import InvalidFile, InvalidValue
from planner.domain.history import History
from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.domain.plan import Plan
from planner.planning.passport import history_hash
from planner.planning.plan_file import plan_as_json, read_plan, write_plan
from planner.planning.plan_week import PlanSettings, plan_week
from planner.planning.scenario import Scenario
from planner.planning.simulations import Simulations
from planner.planning.steps import Told, silent, step
from planner.planning.what_if_week import BaseWeek, WhatIfSettings, make_base_week

BASE_VERSION = 1  # raise it when a base plan is made otherwise


@dataclass(frozen=True, kw_only=True)
class BaseMaking:
    """How bases are made. history: None where no other week can be planned. folder: None keeps no plan."""

    simulations: Simulations
    settings: WhatIfSettings = field(default_factory=WhatIfSettings)
    planning: PlanSettings = field(default_factory=PlanSettings)
    history: History | None = None
    folder: Path | None = None
    tell: Told = silent


def make_bases(plans: Sequence[Plan], scenarios: Iterable[Scenario], making: BaseMaking) -> dict[Week, BaseWeek]:
    """The base of every week of the first plan, and of those that scenarios name.

    A given plan stands for each of its weeks. Raises InvalidValue (`no_base`) for a week that no plan covers when there
    is no history to plan it from.
    """
    wanted = dict.fromkeys(week for scenario in scenarios for week in scenario.weeks)
    given = {week: plan for plan in reversed(plans) for week in weeks_of(plan)}
    chosen = dict.fromkeys(weeks_of(plans[0]), plans[0])
    for week in wanted:
        chosen[week] = given[week] if week in given else _planned(week, plans[0], making)
    made: dict[str, BaseWeek] = {}
    for plan in chosen.values():
        key = plan.passport.content_hash
        if key not in made:
            made[key] = make_base_week(plan, making.simulations, making.settings, making.history)
    return {week: made[plan.passport.content_hash] for week, plan in chosen.items()}


def weeks_of(plan: Plan) -> tuple[Week, ...]:
    """The weeks a plan covers, in order."""
    return tuple(dict.fromkeys(Week.of(day) for day in sorted(plan.input.days)))


def _planned(week: Week, first: Plan, making: BaseMaking) -> Plan:
    """The plan of a week, kept from before or made now."""
    path = making.folder / f"{_name(week, first, making)}.json" if making.folder and making.history else None
    kept = _kept(path)
    if kept is not None:
        return kept
    made = plan_base(week, first.input.mall, making)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_plan(made, path)
    return made


def plan_base(week: Week, mall: Mall, making: BaseMaking) -> Plan:
    """The plan of a week made to compare with, checked.

    Raises InvalidValue: `no_base` without counted visits, `plan_does_not_hold` for a broken rule.
    """
    if making.history is None:
        raise InvalidValue(
            f"no plan of {week} was given, and without counted visits none can be made", code="no_base", field="weeks"
        )
    making.tell(step("base_week", week=str(week)))
    now = datetime.now(UTC)
    made = plan_week(mall, making.history, week.days, making.simulations, making.planning, now, making.tell)
    violations = check_plan(made, plan_as_json(made))
    if violations:
        raise InvalidValue(
            f"{len(violations)} rules do not hold in the base plan of {week}, first: {violations[0].line('en')}",
            code="plan_does_not_hold",
            field="weeks",
        )
    return made


def _name(week: Week, first: Plan, making: BaseMaking) -> str:
    """The file's name: the week and the hash of mall, history, versions and how hard the roster is searched."""
    assert making.history is not None
    rests_on: Mapping[str, object] = {
        "version": BASE_VERSION,
        "program": dict(first.passport.versions),
        "mall": plan_as_json(first)["input"]["mall"],
        "history": history_hash(making.history),
        "rounds": repr(making.planning.rounds),
    }
    return f"plan-{week}-{sha256_of(rests_on)[:16]}"


def _kept(path: Path | None) -> Plan | None:
    """A kept plan; None when there is none or the file is damaged."""
    if path is None or not path.is_file():
        return None
    try:
        return read_plan(path)
    except InvalidFile:
        return None
