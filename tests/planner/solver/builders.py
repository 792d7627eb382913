"""Small problems for the engine: right by default, so that a test shows only what matters."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from planner.solver.block import Block, BlockSpec
from planner.solver.cp import run_solver
from planner.solver.index import MallIndex
from planner.solver.limits import Limit
from planner.solver.problem import (
    Agency,
    BreakKind,
    Counter,
    Day,
    Desk,
    DeskDay,
    Officer,
    Posting,
    Problem,
    Row,
    Skill,
    WeekLimit,
)
from planner.solver.ruleset import LOKETPLAN_1, RuleSet, Stage

SESSIONS = ("pagi", "siang", "sore")
MINUTES = (180, 150, 90)
TABLE = tuple(range(31))  # one ticket for each tenth


def a_day(day: str = "2026-02-02", **changes: Any) -> Day:
    """08:00-15:00 in three sessions; breaks of 60 minutes in siang, its four half-hours watched."""
    kinds = tuple(BreakKind(id=n, half_hours=(n - 1, n), minutes=60) for n in (1, 2, 3))
    values: dict[str, Any] = {"break_session": 1, "lunch_half_hours": 4, "breaks": kinds, "minutes": MINUTES}
    return Day(id=day, **(values | changes))


def an_officer(name: str, desks: Iterable[str] = ("ktp",), days: int = 1, **changes: Any) -> Officer:
    """Ten tenths at each desk, six with a break; always available; 1800 counter minutes of 2250."""
    values: dict[str, Any] = {
        "agency": "dukcapil",
        "skills": tuple(Skill(desk=desk, tenths=10, tenths_break=(6,)) for desk in desks),
        "available": ((True, True, True),) * days,
        "weeks": (WeekLimit(counter_minutes=1800, duty_minutes=2250),),
    }
    return Officer(id=name, **(values | changes))


def a_problem(officers: Iterable[Officer], days: int | tuple[Day, ...] = 1, **changes: Any) -> Problem:
    """One agency, one desk "ktp" with two counters, 20 visits wanted on every day and quantile, price 1 a visit.

    A desk "kia" of the same agency is added when an officer can serve it; a desk of agency "pajak" likewise.
    """
    people = tuple(officers)
    records = tuple(a_day(f"2026-02-{2 + n:02d}") for n in range(days)) if isinstance(days, int) else days
    named = sorted({skill.desk for officer in people for skill in officer.skills} | {"ktp"})
    desks = tuple(Desk(id=name, agency="pajak" if name == "npwp" else "dukcapil") for name in named)
    agencies = tuple(Agency(id=name) for name in sorted({desk.agency for desk in desks}))
    values: dict[str, Any] = {
        "sessions": SESSIONS,
        "days": records,
        "agencies": agencies,
        "desks": desks,
        "counters": tuple(Counter(id=f"{d.id}-{n}", agency=d.agency, desk=d.id) for d in desks for n in (1, 2)),
        "officers": people,
        "desk_days": tuple(
            DeskDay(desk=d.id, day=n, demand_visits=(20,) * 5) for d in desks for n in range(len(records))
        ),
        "rows": tuple(
            Row(desk=d.id, day=n, session=s, table=TABLE) for d in desks for n in range(len(records)) for s in range(3)
        ),
    }
    return Problem(**(values | changes))


def with_rules(problem: Problem, *names: str, base: RuleSet = LOKETPLAN_1) -> Problem:
    """The problem under only these rules (and the order of the stages of `base`)."""
    rules = tuple(use for use in base.rules if use.name in names)
    return replace(problem, rule_set=replace(base, rules=rules))


def solve_stage(
    problem: Problem, stage: Stage = Stage.UNMET, agency: str = "dukcapil"
) -> tuple[int, tuple[Posting, ...]]:
    """Proved best value of one stage of one agency's block over all days, and the postings (break flags)."""
    index = MallIndex(problem)
    block = Block(index, BlockSpec(agency=agency, days=tuple(range(len(problem.days)))))
    block.model.minimize(block.stage_amount(stage))
    answer = run_solver(block.model, Limit(seconds=20))
    assert answer.optimal
    return answer.value, block.read(answer.solver).postings


def is_possible(problem: Problem, postings: Iterable[Posting], agency: str = "dukcapil") -> bool:
    """True when the block admits exactly these postings (officer, day, session, desk, break flag)."""
    index = MallIndex(problem)
    block = Block(index, BlockSpec(agency=agency, days=tuple(range(len(problem.days)))))
    wanted = {(p.officer, p.day, p.session, p.desk, p.break_kind or 0) for p in postings}
    if not wanted <= set(block.x):
        return False
    for key, variable in block.x.items():
        block.model.add(variable == int(key in wanted))
    return run_solver(block.model, Limit(seconds=20)).found


def posting(officer: str, session: int, flag: int = 0, day: int = 0, desk: str = "ktp") -> Posting:
    """A posting with its break flag."""
    return Posting(officer=officer, day=day, session=session, desk=desk, break_kind=flag)
