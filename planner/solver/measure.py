"""Stage values, shortfalls and tickets of a finished roster, recomputed from its postings in whole numbers."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from planner.solver.draft import Draft
from planner.solver.index import MallIndex
from planner.solver.problem import Posting
from planner.solver.result import Shortfall, Tickets
from planner.solver.ruleset import Stage, StageUse


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What a roster is worth. parts: stage 1 by rule."""

    values: dict[Stage, int]
    parts: dict[str, int]
    shortfalls: tuple[Shortfall, ...]


def stages_of(index: MallIndex) -> tuple[StageUse, ...]:
    """The order of the stages for this problem: before or after publication."""
    rule_set = index.rule_set
    return rule_set.stages if index.problem.published is None else rule_set.stages_after_publication


def measure(index: MallIndex, postings: Iterable[Posting]) -> Measures:
    """Values of all stages of the rule set."""
    kept = tuple(postings)
    draft = Draft(index).load(kept)
    shortfalls = tuple(_shortfalls(draft))
    parts = Counter[str]()
    for shortfall in shortfalls:
        parts[shortfall.rule] += shortfall.fifths
    values = {
        Stage.UNMET: sum(parts.values()),
        Stage.RISK: _risk(draft),
        Stage.OVERTIME: _overtime(draft),
        Stage.UNFAIR: _unfair(draft),
        Stage.PREF: _pref(draft),
        Stage.CHANGE: _change(draft),
    }
    wanted = [use.stage for use in stages_of(index)]
    return Measures(values={stage: values[stage] for stage in wanted}, parts=dict(parts), shortfalls=shortfalls)


def _shortfalls(draft: Draft) -> Iterable[Shortfall]:
    index = draft.index
    prices = index.problem.prices
    price_of = {"lunch_cover": prices.cover, "minimum_presence": prices.officer_missing}
    for desk, day in product(index.desks.values(), range(len(index.days))):
        for rule, fifths in draft.desk_parts(desk.id, day):
            if fifths:
                price = price_of.get(rule) or max(
                    1, desk.weight * (prices.deep_factor if rule == "deep_refusal" else 1)
                )
                yield Shortfall(
                    rule=rule, day=day, amount=fifths // price, fifths=fifths, agency=desk.agency, desk=desk.id
                )
    for agency, day in product(index.agencies, range(len(index.days))):
        for rule, session, fifths in draft.agency_parts(agency, day):
            yield Shortfall(rule=rule, day=day, session=session, amount=1, fifths=fifths, agency=agency)


def _risk(draft: Draft) -> int:
    if draft.index.rule_set.settings("bad_day_tail") is None:
        return 0
    return sum(max(0, d.demand_visits[-1] - draft.day_tickets(d.desk, d.day)) for d in draft.index.demand.values())


def _overtime(draft: Draft) -> int:
    settings = draft.index.rule_set.settings("overtime")
    if settings is None:
        return 0
    unit, total = settings["unit_minutes"], 0
    for officer, week in product(draft.index.officers.values(), draft.index.weeks):
        over = draft.minutes[officer.id, week] - officer.weeks[week].counter_minutes
        total += max(0, -(-over // unit))
    return total


def _unfair(draft: Draft) -> int:
    settings = draft.index.rule_set.settings("equal_burden")
    if settings is None:
        return 0
    loads: dict[str, list[int]] = defaultdict(list)
    for officer in draft.index.officers.values():
        scale = draft.index.burden_scale(officer.id, settings)
        if officer.fairness_group is not None and scale and draft.index.homes[officer.id] is not None:
            loads[officer.fairness_group].append(scale * (officer.burden_before + _burden(draft, officer.id)))
    return sum(max(group) - min(group) for group in loads.values())


def _burden(draft: Draft, officer: str) -> int:
    days = range(len(draft.index.days))
    return sum(draft.index.burden(day, desk) for day in days for desk in draft.work[officer, day].values())


def _pref(draft: Draft) -> int:
    index, total = draft.index, 0
    if index.rule_set.settings("wishes") is not None:
        total += sum(
            weight
            for officer in index.officers.values()
            for day, session, weight in officer.wishes
            if session in draft.work[officer.id, day]
        )
    if index.rule_set.settings("few_moves") is not None:
        total += sum(_moves(draft, officer, day) for officer, day in list(draft.work))
    return total


def _moves(draft: Draft, officer: str, day: int) -> int:
    """Further desks of a day, counted inside each agency."""
    desks = set(draft.work[officer, day].values())
    return len(desks) - len({draft.index.desks[desk].agency for desk in desks})


def _change(draft: Draft) -> int:
    index, settings = draft.index, draft.index.rule_set.settings("published_kept")
    if settings is None or index.problem.published is None:
        return 0
    now = {(o, d, s): desk for (o, d), worked in draft.work.items() for s, desk in worked.items()}
    changed = {
        place
        for place in now.keys() | index.published_desk.keys()
        if now.get(place) != index.published_desk.get(place) and place[:2] not in index.problem.absent
    }
    return len({place[:2] for place in changed}) if settings["per_day"] else len(changed)


def tickets_of(index: MallIndex, postings: Iterable[Posting]) -> tuple[Tickets, ...]:
    """Most tickets of each desk, day and open session for the officers posted, as the tables give them.

    Sessions are cut from the last one so that the day never passes a bad day's demand or its caps.
    """
    draft, found = Draft(index).load(postings), []
    for desk, day in sorted(index.demand):
        left = draft.day_tickets(desk, day)
        for session in index.open_sessions(index.desks[desk].agency, day):
            caps = draft.session_caps(desk, day, session)
            most = min(left, min(cap for row, cap in caps.items() if len(row) == max(map(len, caps))))
            left -= most
            found.append(Tickets(desk=desk, day=day, session=session, tickets=most))
    return tuple(found)
