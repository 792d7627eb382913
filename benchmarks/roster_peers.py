"""The coverage part of roster instances on pyworkforce and on one plain MIP (HiGHS), beside the product's engine.

    python benchmarks/roster_peers.py INSTANCE.json [INSTANCE.json ...] [--seconds 60]

Coverage: every agency has somebody at work, and a supervisor where it needs one, in every open session; shortfalls cost
the instance's prices. Demand, quotas and lunch are left out, since neither peer knows them. The MIP solves exactly what
the engine solves. pyworkforce knows neither skills nor agencies nor two sessions a day: it gets the number of heads a
session needs in the whole mall, capped at a third of those available, and its figure is a time only. It is left out
where it is not installed (`pip install pyworkforce`).
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import product
from pathlib import Path
from time import perf_counter
from typing import Any

import highspy
from roster_format import read_problem

from planner.solver.index import MallIndex
from planner.solver.problem import Problem
from planner.solver.result import Options
from planner.solver.search import search

Found = tuple[str, int | None, float]  # who, cost in fifths, seconds


def coverage_problem(instance: dict[str, Any]) -> Problem:
    """The instance with its coverage rules only, before publication."""
    problem = read_problem(instance)
    rule_set = problem.rule_set.without("turned_away", "deep_refusal", "lunch_cover", "tickets_within_table")
    return replace(problem, rule_set=rule_set, desk_days=(), rows=(), published=None)


def ours(problem: Problem, seconds: float) -> Found:
    """The product's engine; seconds until stage 1 is proved."""
    started, proved = perf_counter(), [0.0]

    def tell(progress: Any, _: Any) -> None:
        if progress.gap == 0 and not proved[0]:
            proved[0] = perf_counter() - started

    result = search(problem, Options(seconds=seconds, workers=1), tell, lambda: bool(proved[0]))
    return "loketplan", result.stages[0].value, proved[0] or perf_counter() - started


class PlainMip:
    """One mixed-integer model: an officer is at one agency in each session, breaks and weeks as in the rules."""

    def __init__(self, index: MallIndex, seconds: float) -> None:
        self.index, self.solver = index, highspy.Highs()
        for name, value in (("output_flag", False), ("threads", 1), ("time_limit", seconds)):
            self.solver.setOptionValue(name, value)
        self.nothing = self.solver.addVariable(0, 0)
        self.at = {
            (o, d, s, a): self.solver.addBinary()
            for (o, d), cells in index.cells.items()
            for s, a in sorted({(cell.session, index.desks[cell.desk].agency) for cell in cells})
        }
        for officer, week in product(index.officers, index.weeks):
            self._limit_week(officer, week)

    def solve(self) -> int:
        """Least price of what is missing."""
        short = [part for agency in self.index.agencies for part in self._shortfalls(agency)]
        self.solver.minimize(self._sum(price * missing for price, missing in short))
        return round(self.solver.getObjectiveValue())

    def _sum(self, parts: Iterable[Any]) -> Any:
        return sum(parts, start=1 * self.nothing)

    def _limit_week(self, officer: str, week: int) -> None:
        minutes: list[Any] = []
        days: list[Any] = []
        for d in self.index.days_of_week(week):
            day, works, breaks = self.index.days[d], self.solver.addBinary(), self.solver.addBinary()
            here = {
                s: self._sum(x for (o, e, t, _), x in self.at.items() if (o, e, t) == (officer, d, s))
                for s in range(len(day.minutes))
            }
            for s, posted in here.items():
                self.solver.addConstr(posted - works <= 0)
                minutes.append(day.minutes[s] * posted)
                if s != day.break_session:
                    self.solver.addConstr(posted + here[day.break_session] - breaks <= 1)
            others = self._sum(x for s, x in here.items() if s != day.break_session)
            self.solver.addConstr(breaks - here[day.break_session] <= 0)
            self.solver.addConstr(breaks - others <= 0)
            minutes.append(-self.index.break_minutes(d) * breaks)
            days.append(works)
        limit = self.index.officers[officer].weeks[week]
        self.solver.addConstr(self._sum(minutes) <= limit.duty_minutes)
        self.solver.addConstr(self._sum(days) <= limit.max_days)

    def _shortfalls(self, agency: str) -> list[tuple[int, Any]]:
        prices, found = self.index.problem.prices, []
        for d in range(len(self.index.days)):
            for s in self.index.open_sessions(agency, d):
                here = {o: x for (o, e, t, a), x in self.at.items() if (e, t, a) == (d, s, agency)}
                nobody, unled = self.solver.addBinary(), self.solver.addBinary()
                self.solver.addConstr(self._sum(here.values()) + nobody >= 1)
                self.solver.addConstr(self._sum(here.values()) <= self.index.seats[agency].in_all)
                found.append((prices.presence, nobody))
                if self.index.agencies[agency].needs_supervisor:
                    led = self._sum(x for o, x in here.items() if self.index.officers[o].supervisor)
                    self.solver.addConstr(led + unled >= 1)
                    found.append((prices.supervisor, unled))
        return found


def plain_mip(problem: Problem, seconds: float) -> Found:
    """The same coverage as one model."""
    started = perf_counter()
    value = PlainMip(MallIndex(problem), seconds).solve()
    return "HiGHS, plain MIP", value, perf_counter() - started


def pyworkforce(problem: Problem, seconds: float) -> Found | None:
    """Heads of the whole mall by its MinHoursRoster: one session a day for each person, fewest hours."""
    try:
        from pyworkforce.rostering.binary_programming import MinHoursRoster
    except ImportError:
        return None
    index, days = MallIndex(problem), range(len(problem.days))
    free = {(d, s): [o.id for o in problem.officers if o.available[d][s]] for d in days for s in range(3)}
    opened = {(d, s): sum(index.is_open(a, d, s) for a in index.agencies) for d, s in free}
    banned = [
        {"resource": o.id, "shift": problem.sessions[s], "day": d}
        for o in problem.officers
        for d, s in free
        if o.id not in free[d, s]
    ]
    needed = {n: [min(opened[d, s], len(free[d, s]) // 3) for d in days] for s, n in enumerate(problem.sessions)}
    started = perf_counter()
    roster = MinHoursRoster(
        num_days=len(days),
        resources=[o.id for o in problem.officers],
        shifts=list(problem.sessions),
        shifts_hours=[max(day.minutes[s] for day in problem.days) // 60 for s in range(3)],
        min_working_hours=0,
        banned_shifts=banned,
        max_resting=len(days),
        required_resources=needed,
        max_search_time=seconds,
        num_search_workers=1,
    )
    status = roster.solve()["status"]
    return f"pyworkforce, heads only ({status})", None, perf_counter() - started


def main() -> int:
    """One table for each instance; ratios of seconds to the engine's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("instances", type=Path, nargs="+")
    parser.add_argument("--seconds", type=float, default=60.0)
    arguments = parser.parse_args()
    peers: tuple[Callable[[Problem, float], Found | None], ...] = (ours, plain_mip, pyworkforce)
    for path in arguments.instances:
        problem = coverage_problem(json.loads(path.read_text(encoding="utf-8")))
        rows = [row for peer in peers if (row := peer(problem, arguments.seconds)) is not None]
        print(f"{path.stem}: {len(problem.officers)} officers, one thread each")
        for name, value, seconds in rows:
            cost = "-" if value is None else str(value)
            print(f"  {name:42s} cost {cost:>6s}  {seconds:7.2f} s  x{seconds / rows[0][2]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
