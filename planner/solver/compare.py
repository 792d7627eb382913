"""The difference between two rosters of one problem: postings moved, tickets changed, objective parts."""

from dataclasses import dataclass
from typing import TypeVar

from planner.solver.index import MallIndex
from planner.solver.measure import measure
from planner.solver.problem import Problem
from planner.solver.result import Result

K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An officer's session that differs; desk "" means idle."""

    officer: str
    day: int
    session: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed from one result to another. tickets and parts hold only what differs, as (before, after)."""

    moved: tuple[Moved, ...]
    tickets: dict[tuple[str, int, int], tuple[int, int]]
    stages: dict[str, tuple[int, int]]
    parts: dict[str, tuple[int, int]]


def compare(problem: Problem, before: Result, after: Result) -> Difference:
    """Difference of two results, both measured anew from their postings."""
    index = MallIndex(problem)
    desks = [{(p.officer, p.day, p.session): p.desk for p in result.postings} for result in (before, after)]
    places = sorted(desks[0].keys() | desks[1].keys())
    moved = tuple(
        Moved(officer=o, day=d, session=s, before=desks[0].get((o, d, s), ""), after=desks[1].get((o, d, s), ""))
        for o, d, s in places
        if desks[0].get((o, d, s)) != desks[1].get((o, d, s))
    )
    tickets = [{(t.desk, t.day, t.session): t.tickets for t in result.tickets} for result in (before, after)]
    first, second = measure(index, before.postings), measure(index, after.postings)
    return Difference(
        moved=moved,
        tickets=_changed(tickets[0], tickets[1]),
        stages=_changed({s.value: v for s, v in first.values.items()}, {s.value: v for s, v in second.values.items()}),
        parts=_changed(first.parts, second.parts),
    )


def _changed(before: dict[K, int], after: dict[K, int]) -> dict[K, tuple[int, int]]:
    keys = before.keys() | after.keys()
    return {key: (before.get(key, 0), after.get(key, 0)) for key in keys if before.get(key, 0) != after.get(key, 0)}
