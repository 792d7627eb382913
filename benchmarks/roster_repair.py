"""Repair a published week after one officer reports absent, through all six stages.

    python benchmarks/roster_repair.py INSTANCE.json PLAN.json [--absences 6] [--seconds 5] [--out FOLDER]

PLAN.json is a plan of the instance as `benchmarks/roster.py` writes it. For each absence the instance gets the plan as
`published` and one (officer, day) as `absent`; it is solved within --seconds, and a row tells the wall seconds, the
stages, and how many postings of others changed. With --out the instances and plans are kept, for any checker to read.
"""

import argparse
import json
import random
import sys
from pathlib import Path
from time import monotonic
from typing import Any

from roster_format import read_problem, write_plan

from planner.solver.result import Options, Result
from planner.solver.run import solve

SPARE_SECONDS = 0.7  # starting and ending the child process


def absences_of(plan: dict[str, Any], count: int, seed: int) -> list[list[int]]:
    """Different officers on a day they work, drawn with the seed."""
    worked = sorted({(a["officer"], a["day"]) for a in plan["assignments"]})
    random.Random(seed).shuffle(worked)
    by_officer = {officer: [officer, day] for officer, day in reversed(worked)}
    return list(by_officer.values())[:count]


def with_absence(instance: dict[str, Any], plan: dict[str, Any], absent: list[int]) -> dict[str, Any]:
    """The instance after publication of the plan, with one officer away on one day."""
    rows = [[a["officer"], a["day"], a["session"], a["group"], a["break"]] for a in plan["assignments"]]
    return {**instance, "published": rows, "absent": [absent]}


def main() -> int:
    """Draw absences, repair, print a row each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("instance", type=Path)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--absences", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    instance = json.loads(asked.instance.read_text(encoding="utf-8"))
    plan = json.loads(asked.plan.read_text(encoding="utf-8"))
    slowest = 0.0
    for number, absent in enumerate(absences_of(plan, asked.absences, asked.seed)):
        changed = with_absence(instance, plan, absent)
        started = monotonic()
        options = Options(seconds=asked.seconds - SPARE_SECONDS, workers=asked.workers, seed=asked.seed)
        result = solve(read_problem(changed), options)
        seconds = monotonic() - started
        slowest = max(slowest, seconds)
        print(
            f"officer {absent[0]:4d} day {absent[1]}: {seconds:5.2f} s  {_stages(result)}  {result.outcome}", flush=True
        )
        if asked.out:
            asked.out.mkdir(parents=True, exist_ok=True)
            (asked.out / f"instance-{number}.json").write_text(json.dumps(changed), encoding="utf-8")
            (asked.out / f"plan-{number}.json").write_text(json.dumps(write_plan(result)), encoding="utf-8")
    print(f"slowest {slowest:.2f} s, limit {asked.seconds:g} s")
    return 0 if slowest <= asked.seconds else 1


def _stages(result: Result) -> str:
    return "  ".join(f"{value.stage.value} {value.value}" for value in result.stages)


if __name__ == "__main__":
    sys.exit(main())
