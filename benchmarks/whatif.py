"""Twenty scenarios over one week of a plan, with warm tables: `python benchmarks/whatif.py PLAN.json`.

Prints the wall seconds of the sweep, then stops a second sweep after five answers and takes it up again.
"""

import argparse
import tempfile
from pathlib import Path
from time import monotonic

from planner.domain.periods import Week
from planner.planning.plan_file import read_plan
from planner.planning.scenario import Scenario
from planner.planning.scenario_file import make_scenario
from planner.planning.simulations import Simulations, make_executor
from planner.planning.what_if import Sweep
from planner.planning.what_if_week import WhatIfSettings, make_base_week


def twenty(plan) -> list[Scenario]:
    """Own-agency changes of the five desks with most turned away, and four of the whole mall."""
    proofs = sorted(plan.proofs, key=lambda p: -p.turned_away)
    desks = list(dict.fromkeys(p.desk for p in proofs))[:5]
    first = {
        d: next(o.id for o in plan.input.mall.officers if o.agency == plan.input.mall.get_desk(d).agency) for d in desks
    }
    rows = []
    for desk in desks:
        rows += [
            [{"kind": "officer_added", "desk": desk}],
            [{"kind": "absent", "officer": first[desk]}],
            [{"kind": "demand", "desk": desk, "factor": [1.2, 1.5]}],
        ]
    rows += [
        [{"kind": "minutes", "desk": desks[0], "factor": 1.15}],
        [{"kind": "desk_design", "desk": desks[0], "design": "generalists"}],
        [{"kind": "counters", "desk": desks[0], "more": 1}, {"kind": "officer_added", "desk": desks[0], "count": 2}],
        [{"kind": "absent", "officer": first[desks[0]]}, {"kind": "demand", "desk": desks[0], "factor": 1.4}],
        [{"kind": "demand", "surge": "after_lebaran"}],
    ]
    return [make_scenario({"name": f"s{n}", "change": row}, plan.input.mall) for n, row in enumerate(rows, start=1)]


def main() -> None:
    """Measure, stop, resume."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    plan = read_plan(arguments.plan)
    scenarios = twenty(plan)
    settings = WhatIfSettings()
    with make_executor(arguments.workers) as executor, tempfile.TemporaryDirectory() as name:
        since = monotonic()
        base = make_base_week(plan, Simulations(executor=executor, promise=plan.input.mall.promise), settings)
        print(f"base: {monotonic() - since:.1f} s", flush=True)
        told: list[str] = []

        def sweep(most: int) -> Sweep:
            return Sweep(
                base={Week.of(plan.input.days[0]): base},
                executor=executor,
                folder=Path(name),
                settings=settings,
                tell=told.append,
                should_stop=lambda: len(told) >= most,
            )

        since = monotonic()
        first = sweep(5).answers(scenarios)
        print(f"stopped with {sum(a is not None for a in first)} answers after {monotonic() - since:.1f} s", flush=True)
        again = sweep(10**6).answers(scenarios)
        kept = sum(a is not None and a == b for a, b in zip(first, again, strict=True))
        print(f"{len(again)} answers in {monotonic() - since:.1f} s in all, {kept} of them kept from before the stop")
        print("slowest:", max((a.seconds, a.name) for a in again if a))


if __name__ == "__main__":
    main()
