"""Twenty scenarios over one week of a plan, with warm tables: `python benchmarks/whatif.py PLAN.json`.

Prints the wall seconds of a sweep that is stopped after five answers and taken up again, then kills (kill -9) the same
sweep in a process of its own after its first answers and takes that one up. Ends with 1 when an answer is lost or
another, or the five minutes are exceeded.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from planner.domain.mall import Mall
from planner.domain.periods import Week
from planner.domain.plan import Plan, Proof
from planner.planning.plan_file import read_plan
from planner.planning.scenario import Scenario
from planner.planning.scenario_file import make_scenario
from planner.planning.simulations import Simulations, make_executor
from planner.planning.steps import Step
from planner.planning.what_if import Answer, Sweep
from planner.planning.what_if_week import BaseWeek, WhatIfSettings, make_base_week

MOST_SECONDS = 300
STOP_AFTER, KILL_AFTER = 5, 3
WORST_DESKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A base with scenarios beside it."""

    base: BaseWeek
    scenarios: tuple[Scenario, ...]

    def sweep(self, executor: Executor, folder: Path, stop: Callable[[int], bool] = lambda _: False) -> Sweep:
        """A sweep that is stopped when `stop` says so of the number of answers made."""
        told: list[Step] = []
        return Sweep(
            base={Week.of(self.base.plan.input.days[0]): self.base},
            executor=executor,
            folder=folder,
            settings=WhatIfSettings(),
            tell=told.append,
            should_stop=lambda: stop(len(told)),
        )


def twenty(mall: Mall, proofs: Sequence[Proof]) -> list[Scenario]:
    """Own-agency changes of the five desks with most turned away, and five more of the first of them or the mall."""
    turned: dict[str, float] = {}
    for proof in proofs:
        turned[proof.desk] = turned.get(proof.desk, 0.0) + proof.turned_away
    staffed = {o.agency for o in mall.officers}
    desks = [d for d in sorted(turned, key=lambda d: (-turned[d], d)) if mall.get_desk(d).agency in staffed][
        :WORST_DESKS
    ]
    first = {d: next(o.id for o in mall.officers if o.agency == mall.get_desk(d).agency) for d in desks}
    rows = [
        change
        for desk in desks
        for change in (
            [{"kind": "officer_added", "desk": desk}],
            [{"kind": "absent", "officer": first[desk]}],
            [{"kind": "demand", "desk": desk, "factor": [1.2, 1.5]}],
        )
    ]
    worst = desks[0]
    rows += [
        [{"kind": "minutes", "desk": worst, "factor": 1.15}],
        [{"kind": "desk_design", "desk": worst, "design": "generalists"}],
        [{"kind": "counters", "desk": worst, "more": 1}, {"kind": "officer_added", "desk": worst, "count": 2}],
        [{"kind": "absent", "officer": first[worst]}, {"kind": "demand", "desk": worst, "factor": 1.4}],
        [{"kind": "demand", "surge": "after_lebaran"}],
    ]
    return [make_scenario({"name": f"s{n}", "change": row}, mall) for n, row in enumerate(rows, start=1)]


def lost(before: Sequence[Answer | None], after: Sequence[Answer | None]) -> int:
    """Answers of the first run that the second does not give back as they were, or does not give at all."""
    return sum(a != b for a, b in zip(before, after, strict=True) if a is not None) + sum(b is None for b in after)


def made(plan: Plan, executor: Executor) -> Question:
    """The question of the benchmark."""
    simulations = Simulations(executor=executor, promise=plan.input.mall.promise)
    base = make_base_week(plan, simulations, WhatIfSettings())
    return Question(base=base, scenarios=tuple(twenty(plan.input.mall, plan.proofs)))


def main() -> int:
    """Measure, stop, resume, kill, resume."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kept", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    with make_executor(arguments.workers) as executor, tempfile.TemporaryDirectory() as name:
        since = monotonic()
        question = made(read_plan(arguments.plan), executor)
        print(f"base: {monotonic() - since:.1f} s", flush=True)
        if arguments.kept:
            question.sweep(executor, arguments.kept).answers(question.scenarios)
            return 0
        return _measured(question, executor, Path(name), arguments)


def _measured(question: Question, executor: Executor, folder: Path, arguments: argparse.Namespace) -> int:
    since = monotonic()
    stopped = question.sweep(executor, folder / "a", lambda n: n >= STOP_AFTER).answers(question.scenarios)
    reached = sum(a is not None for a in stopped)
    print(f"stopped with {reached} answers after {monotonic() - since:.1f} s", flush=True)
    whole = question.sweep(executor, folder / "a").answers(question.scenarios)
    seconds = monotonic() - since
    print(f"{len(whole)} answers in {seconds:.1f} s in all, {lost(stopped, whole)} lost", flush=True)
    print("slowest:", max((a.seconds, a.name) for a in whole if a), flush=True)
    kept = _killed(folder / "b", arguments)
    before = [question.sweep(executor, folder / "b").find(a.key) for a in whole if a]
    after = question.sweep(executor, folder / "b").answers(question.scenarios)
    print(f"killed with {kept} answers kept, {lost(before, after)} lost after going on", flush=True)
    return int(seconds > MOST_SECONDS or lost(stopped, whole) > 0 or lost(before, after) > 0)


def _killed(folder: Path, arguments: argparse.Namespace) -> int:
    """The same sweep in a process of its own, killed after its first answers; how many it kept."""
    command = [
        sys.executable,
        __file__,
        str(arguments.plan),
        "--workers",
        str(arguments.workers),
        "--kept",
        str(folder),
    ]
    running = subprocess.Popen(command)
    while running.poll() is None and len(list(folder.glob("*.json"))) < KILL_AFTER:
        sleep(0.05)
    running.kill()
    running.wait()
    return len(list(folder.glob("*.json")))


if __name__ == "__main__":
    sys.exit(main())
