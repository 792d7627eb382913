"""Solve one roster instance of the bench with the product's own engine and write the plan file.

    python benchmarks/roster.py INSTANCE.json PLAN.json --seconds 60 --workers 2 [--seed 0]

`--seconds` is the wall limit of the whole command. The plan file also carries bound, gap and seconds of stage 1.
"""

import argparse
import json
import sys
from pathlib import Path
from time import monotonic

from roster_format import read_problem, write_plan

from planner.solver.result import Options, Progress
from planner.solver.run import solve

STARTED = monotonic()
SPARE_SECONDS = 1.5  # starting Python, reading and writing, and ending the child processes


def main() -> int:
    """Parse, solve, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("instance", type=Path)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--reproducible", action="store_true")
    parser.add_argument("--quiet", action="store_true")
    arguments = parser.parse_args()
    problem = read_problem(json.loads(arguments.instance.read_text(encoding="utf-8")))
    options = Options(
        seconds=max(1.0, arguments.seconds - SPARE_SECONDS - (monotonic() - STARTED)),
        workers=arguments.workers,
        seed=arguments.seed,
        reproducible=arguments.reproducible,
        memory_mb=3900,
    )
    result = solve(problem, options, None if arguments.quiet else _show)
    arguments.plan.write_text(json.dumps(write_plan(result)), encoding="utf-8")
    values = {value.stage.value: value.value for value in result.stages}
    print(json.dumps({"stages": values, "bound": result.stages[0].bound, "gap": result.stages[0].gap}))
    return 0


def _show(progress: Progress) -> None:
    gap = "-" if progress.gap is None else f"{100 * progress.gap:.2f} %"
    line = (
        f"{progress.elapsed_seconds:7.1f} s  best {progress.best}  bound {progress.bound}  gap {gap}  {progress.phase}"
    )
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
