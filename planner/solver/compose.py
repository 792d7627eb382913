"""A whole roster out of columns: one for each agency-day, within every officer's limits, at the least cost."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.solver.columns import Column, Link
from planner.solver.cp import run_solver
from planner.solver.index import MallIndex
from planner.solver.limits import Limit
from planner.solver.pool import link_keys
from planner.solver.problem import Posting
from planner.solver.rules.base import Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposeTask:
    """columns: all that may be chosen. hint: the best roster so far, as columns among them."""

    columns: tuple[Column, ...]
    hint: tuple[Column, ...]
    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """postings: the best choice found, None when there was no time. bound: no choice of these columns costs less."""

    postings: tuple[Posting, ...] | None
    bound: int


def compose(index: MallIndex, task: ComposeTask) -> Composed:
    """The cheapest choice of one column for each agency-day."""
    model = cp_model.CpModel()
    chosen = {column: model.new_bool_var("") for column in task.columns}
    hinted = set(task.hint)
    by_day: dict[tuple[str, int], list[cp_model.IntVar]] = defaultdict(list)
    for column, variable in chosen.items():
        by_day[column.agency, column.day].append(variable)
        model.add_hint(variable, column in hinted)
    for variables in by_day.values():
        model.add_exactly_one(variables)
    _limit_own(index, model, chosen)
    _link_pool(index, model, chosen)
    model.minimize(sum(column.cost * variable for column, variable in chosen.items()))
    answer = run_solver(model, task.limit)
    if not answer.found:
        return Composed(postings=None, bound=answer.bound)
    picked = [column for column, variable in chosen.items() if answer.solver.boolean_value(variable)]
    postings = tuple(posting for column in picked for posting in column.postings())
    return Composed(postings=postings, bound=answer.bound)


def _limit_own(index: MallIndex, model: cp_model.CpModel, chosen: dict[Column, cp_model.IntVar]) -> None:
    """Week minutes, days and month minutes of officers with one agency."""
    units: dict[tuple[str, int], list[Amount]] = defaultdict(list)
    days: dict[tuple[str, int], list[cp_model.IntVar]] = defaultdict(list)
    for column, variable in chosen.items():
        week = index.days[column.day].week
        for officer, amount in column.units(index).items():
            if index.homes[officer] is not None and index.is_bound(officer):
                units[officer, week].append(amount * variable)
                days[officer, week].append(variable)
    for (officer, week), amounts in units.items():
        limit = index.officers[officer].weeks[week]
        model.add(sum(amounts) <= limit.duty_minutes // index.minute_unit)
        if limit.max_days < len(index.days_of_week(week)):
            model.add(sum(days[officer, week]) <= limit.max_days)
    _limit_horizon(index, model, units)


def _limit_horizon(index: MallIndex, model: cp_model.CpModel, units: dict[tuple[str, int], list[Amount]]) -> None:
    for officer in index.officers.values():
        amounts = [amount for week in index.weeks for amount in units.get((officer.id, week), [])]
        if officer.horizon_minutes is not None and amounts:
            model.add(sum(amounts) <= officer.horizon_minutes // index.minute_unit)


def _link_pool(index: MallIndex, model: cp_model.CpModel, chosen: dict[Column, cp_model.IntVar]) -> None:
    """Pooled officers: used exactly where the chosen columns use them, under the rules of their weeks.

    Equality, not "at most": a session that no column uses would justify a break that the roster does not show.
    """
    users: dict[Link, list[cp_model.IntVar]] = defaultdict(list)
    for column, variable in chosen.items():
        for officer, session, flag in column.uses():
            if index.homes[officer] is None:
                users[officer, column.day, session, column.agency, flag].append(variable)
    units: dict[tuple[str, int], list[Amount]] = defaultdict(list)
    for officer in index.pooled:
        worked: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for day in range(len(index.days)):
            works, amount = _pooled_day(index, model, (officer, day), users)
            worked[index.days[day].week].append(works)
            units[officer, index.days[day].week].append(amount)
        for week in index.weeks:
            limit = index.officers[officer].weeks[week]
            model.add(sum(units[officer, week]) <= limit.duty_minutes // index.minute_unit)
            model.add(sum(worked[week]) <= limit.max_days)
    _limit_horizon(index, model, units)


def _pooled_day(
    index: MallIndex, model: cp_model.CpModel, at: tuple[str, int], users: dict[Link, list[cp_model.IntVar]]
) -> tuple[cp_model.IntVar, Amount]:
    """(works at all, units) of a pooled officer's day."""
    officer, day = at
    record, works = index.days[day], model.new_bool_var("")
    lunch, unit = record.break_session, index.minute_unit
    flagged: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
    for link in link_keys(index, officer, day):
        flagged[link[2], link[4]] += users.get(link, [])
    in_session = {s: sum(flagged[s, 0]) + sum(flagged[s, 1]) for s in {session for session, _ in flagged}}
    for amount in in_session.values():
        model.add(amount <= works)
    units: Amount = sum(record.minutes[s] // unit * amount for s, amount in in_session.items())
    if lunch is not None and lunch in in_session:
        others = [amount for s, amount in in_session.items() if s != lunch]
        for other in others:
            model.add(sum(flagged[lunch, 0]) + other <= 1)
        model.add(sum(flagged[lunch, 1]) <= sum(others))
        units -= index.break_minutes(day) // unit * sum(flagged[lunch, 1])
    return works, units


def columns_of_roster(index: MallIndex, postings: Iterable[Posting], costs: dict[tuple[str, int], int]) -> list[Column]:
    """A roster (with break flags) cut into its columns; `costs` is stage 1 of each agency's day."""
    seats: dict[tuple[str, int], list[tuple[str, int, str, int]]] = {key: [] for key in costs}
    for p in postings:
        seats[index.desks[p.desk].agency, p.day].append((p.officer, p.session, p.desk, min(1, p.break_kind or 0)))
    return [
        Column(agency=agency, day=day, cost=costs[agency, day], seats=tuple(sorted(members)))
        for (agency, day), members in seats.items()
    ]


def pick_columns(columns: Sequence[Column], reduced: Sequence[float], most: int) -> list[Column]:
    """The `most` columns of each agency-day with the smallest reduced cost."""
    ranked: dict[tuple[str, int], list[tuple[float, int]]] = defaultdict(list)
    for at, (column, cost) in enumerate(zip(columns, reduced, strict=True)):
        ranked[column.agency, column.day].append((cost, at))
    return [columns[at] for group in ranked.values() for _, at in sorted(group)[:most]]
