"""From a scenario to the data of the mall: what can be written down as a fact, and what stays a question.

docs/decisions/0085-what-if-pages.md says why demand becomes a person's number beside the model's, and why officers,
counters and minutes that do not exist are not written at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.demand import DemandForecast
from planner.domain.mall import Mall
from planner.domain.plan import Plan
from planner.planning.scenario import Change, DemandChange, Scenario
from planner.planning.scenario_apply import Basis, apply_change, apply_scenario
from planner.planning.stored import Adjustment
from webapp.access import Action, Resource, may
from webapp.language import language, t
from webapp.whatif.sentences import Names, names_of, sentence

WRITTEN: Mapping[str, Resource] = {
    "absent": Resource.LEAVE,
    "leave_moved": Resource.LEAVE,
    "skill_added": Resource.OFFICERS,
    "calendar": Resource.CALENDAR,
    "demand": Resource.VISITS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What applying writes. lines: in words. left: changes that are not written, with why. mall: after it."""

    mall: Mall
    adjustments: tuple[Adjustment, ...]
    lines: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def make_application(scenario: Scenario, plan: Plan, mall: Mall) -> Application:
    """What the person may write of a scenario, beside the mall as it is now."""
    names = names_of(mall)
    wanted = [change for change in scenario.changes if _why_not(change) == ""]
    facts = [change for change in wanted if change.kind != "demand"]
    made, lines = mall, []
    for change in facts:
        after = apply_change(change, Basis(mall=made, forecasts=plan.forecast)).mall
        is_new = after != made and not _is_known(change, after, made)
        lines.append(t(f"whatif.writes_{change.kind}" if is_new else "whatif.written", what=sentence(change, names)))
        made = after if is_new else made
    adjustments = _adjustments([c for c in wanted if isinstance(c, DemandChange)], plan, _reason(scenario))
    lines += _demand_lines(adjustments, plan, names)
    left = [(sentence(change, names), why) for change in scenario.changes if (why := _why_not(change))]
    return Application(mall=made, adjustments=adjustments, lines=tuple(lines), left=tuple(left))


def _why_not(change: Change) -> str:
    """Why the change is not written; empty when it is."""
    needed = WRITTEN.get(change.kind)
    if needed is None:
        return t(f"whatif.left_{change.kind}")
    return "" if may(needed, Action.WRITE) else t("whatif.left_rights")


def _is_known(change: Change, after: Mall, before: Mall) -> bool:
    """True when an absence of the scenario is noted already."""
    return change.kind == "absent" and set(after.leave) == set(before.leave)


def _reason(scenario: Scenario) -> str:
    name = t("whatif.adjust_reason", name=scenario.name)
    return (f"{name}: {scenario.reason}" if scenario.reason else name)[:300]


def _adjustments(changes: Sequence[DemandChange], plan: Plan, reason: str) -> tuple[Adjustment, ...]:
    """Numbers a day for what the changes move: services where they differ among themselves, else their desk."""
    if not changes:
        return ()
    before = {_key(row): row for row in plan.forecast}
    asked = Scenario(name="demand", changes=tuple(changes))
    after = apply_scenario(asked, Basis(mall=plan.input.mall, forecasts=plan.forecast)).forecasts
    moved = [row for row in after if row.mean != before[_key(row)].mean]
    by_desk_day: dict[tuple[object, object], list[DemandForecast]] = {}
    for row in moved:
        by_desk_day.setdefault((row.desk, row.day), []).append(row)
    return tuple(
        Adjustment(
            desk=row.desk,
            service=row.service,
            first_day=row.day,
            last_day=row.day,
            visits=round(row.mean, 1),
            reason=reason,
        )
        for rows in by_desk_day.values()
        for row in _told(rows, before)
    )


def _told(rows: Sequence[DemandForecast], before: Mapping[tuple[object, ...], DemandForecast]) -> list[DemandForecast]:
    """The desk alone when all of it rises alike, else its services; a service's number moves its desk."""
    desk, services = [r for r in rows if r.service is None], [r for r in rows if r.service is not None]
    own = [key for key, row in before.items() if key[:2] == _key(rows[0])[:2] and key[2] is not None and row.mean]
    factors = {round(r.mean / before[_key(r)].mean, 6) for r in services}
    alike = len(services) == len(own) and len(factors) <= 1
    return desk if alike or not services else services


def _key(row: DemandForecast) -> tuple[object, ...]:
    return (row.desk, row.day, row.service)


def _demand_lines(adjustments: Iterable[Adjustment], plan: Plan, names: Names) -> list[str]:
    """One line for each desk or service: days, and visits a day before and after."""
    before = {_key(row): row.mean for row in plan.forecast}
    rows: dict[tuple[object, object], list[Adjustment]] = {}
    for adjustment in adjustments:
        rows.setdefault((adjustment.desk, adjustment.service), []).append(adjustment)
    number = language().number
    return [
        t(
            "whatif.writes_demand",
            place=names.of("service", each[0].service) if each[0].service else names.of("desk", each[0].desk),
            days=len(each),
            before=number(sum(before[a.desk, a.first_day, a.service] for a in each) / len(each)),
            after=number(sum(a.visits for a in each) / len(each)),
        )
        for each in rows.values()
    ]
