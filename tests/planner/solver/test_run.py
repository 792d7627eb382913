"""Whatever happens to the solver child, a plan or a plain reason comes back."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from planner.solver import run
from planner.solver.index import MallIndex
from planner.solver.problem import Problem
from planner.solver.result import Options, Outcome, Progress, Result, StoppedBy
from planner.solver.ruleset import Stage
from planner.solver.run import solve
from planner.solver.search import search
from tests.planner.solver.builders import a_problem, an_officer, posting

SMALL = Options(seconds=20, workers=1)


def small() -> Problem:
    return a_problem([an_officer("sari"), an_officer("budi", ("kia", "ktp"))])


def crash(line: Any, problem: Problem, options: Options) -> None:  # noqa: ARG001
    os.abort()


def hang(line: Any, problem: Problem, options: Options) -> None:  # noqa: ARG001
    line.send(("news", Progress(elapsed_seconds=0.0, best=None, bound=None, phase="hanging"), None))
    time.sleep(60)


def grow(line: Any, problem: Problem, options: Options) -> None:  # noqa: ARG001
    kept = bytearray(300 * 2**20)
    kept[::4096] = b"x" * len(kept[::4096])
    time.sleep(60)


def solver_children() -> list[int]:
    """Children of this process, without multiprocessing's own book-keeper."""
    pid = os.getpid()
    pids = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(p) for p in pids if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()]


def test_solve_proves_a_small_mall_and_tells_its_progress() -> None:
    """Two officers, one day: proved in the child, with counters, break kinds and tickets."""
    news: list[Progress] = []
    result = solve(small(), SMALL, news.append)
    assert result.outcome is Outcome.PROVED
    assert result.stopped_by is StoppedBy.PROOF
    assert result.stage(Stage.UNMET).gap == 0.0
    assert all(p.counter and p.break_kind is not None for p in result.postings)
    assert news[0].phase == "constructive"
    assert news[-1].gap == 0.0
    assert {t.desk for t in result.tickets} == {"ktp", "kia"}


@pytest.mark.parametrize(
    ("child", "reason"),
    [(crash, "ended by itself"), (hang, "time limit"), (grow, "MB of memory")],
    ids=lambda x: getattr(x, "__name__", str(x)),
)
def test_fault_of_the_child_is_a_reason_and_a_constructive_plan(
    child: Any, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An abort, a hang and too much memory all end with the fallback plan; no process is left behind."""
    monkeypatch.setattr(run, "_main", child)
    monkeypatch.setattr(run, "GRACE_SECONDS", 0.5)
    result = solve(small(), replace(SMALL, seconds=3 if child is not hang else 0.1, memory_mb=200))
    assert result.outcome is Outcome.FALLBACK
    assert result.stopped_by is StoppedBy.FAULT
    assert reason in result.reason
    assert result.postings
    assert not solver_children()


def test_stopped_child_process_does_not_hold_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    """SIGSTOP: the watchdog ends it after limit and grace."""
    monkeypatch.setattr(run, "GRACE_SECONDS", 0.5)
    started = time.monotonic()

    def stop_child() -> None:
        while time.monotonic() - started < 10:
            for pid in solver_children():
                os.kill(pid, signal.SIGSTOP)
                return
            time.sleep(0.01)

    thread = threading.Thread(target=stop_child)
    thread.start()
    result = solve(small(), replace(SMALL, seconds=1.0))
    thread.join()
    assert result.postings
    assert time.monotonic() - started < 15


def test_cancel_keeps_the_best_plan(bench_format: ModuleType) -> None:
    """Eight officers take seconds to prove; stopped at the first news, the plan told by then comes back in five."""
    instance = json.loads((Path(__file__).parents[2] / "cases" / "roster" / "S-1.json").read_text(encoding="utf-8"))
    heard: list[float] = []
    result = solve(
        bench_format.read_problem(instance), SMALL, lambda _: heard.append(time.monotonic()), lambda: bool(heard)
    )
    assert result.stopped_by is StoppedBy.USER
    assert result.postings
    assert time.monotonic() - heard[0] < 5.5


def solved_twice(problem: Problem, other: Problem) -> tuple[Result, Result]:
    options = Options(seconds=5, workers=2, reproducible=True)
    return solve(problem, options), solve(other, options)


def test_reproducible_mode_ignores_runs_hash_seeds_and_input_order() -> None:
    """Spawned children draw their own hash seeds; officers and rows come in reverse order the second time."""
    problem = a_problem([an_officer(name, ("kia", "ktp"), days=2) for name in ("adi", "budi", "lia", "sari")], days=2)
    turned = replace(problem, officers=problem.officers[::-1], rows=problem.rows[::-1], desks=problem.desks[::-1])
    first, second = solved_twice(problem, turned)
    assert first.postings == second.postings
    assert first.stages == second.stages


def crawl(line: Any, problem: Problem, options: Options) -> None:
    """The child of a busy machine: it begins after the limit and the grace have passed."""
    time.sleep(3)
    line.send(("done", None, search(problem, options, lambda *_: None, lambda: False)))


@pytest.mark.parametrize("reproducible", [True, False])
def test_a_busy_machine_changes_no_reproducible_plan(monkeypatch: pytest.MonkeyPatch, *, reproducible: bool) -> None:
    """Its limits are deterministic, so the clock ends it only where it must have hung; others end by the clock."""
    monkeypatch.setattr(run, "_main", crawl)
    monkeypatch.setattr(run, "GRACE_SECONDS", 0.5)
    result = solve(small(), Options(seconds=1, workers=1, reproducible=reproducible))
    assert result.stopped_by is (StoppedBy.PROOF if reproducible else StoppedBy.FAULT)


def test_pins_that_cannot_stand_are_told_not_fatal() -> None:
    """Two pins at the only counter: one stands, the other is told as unkept."""
    problem = a_problem([an_officer("sari"), an_officer("budi")])
    pins = (posting("budi", 0), posting("sari", 0))
    problem = replace(problem, counters=problem.counters[:1], fixed=pins)
    result = solve(problem, SMALL)
    assert result.unkept == (posting("sari", 0),)
    assert ("budi", 0) in {(p.officer, p.session) for p in result.postings}


@pytest.mark.parametrize(
    "problem",
    [
        pytest.param(a_problem([an_officer("sari", available=((False,) * 3,))]), id="all on leave"),
        pytest.param(a_problem([an_officer("sari", ("kia",))]), id="desk without skill"),
        pytest.param(a_problem([]), id="no officer"),
        pytest.param(a_problem([an_officer("sari")], counters=()), id="no counter"),
    ],
)
def test_over_constrained_mall_still_gets_a_plan_with_shortfalls(problem: Problem) -> None:
    """Impossible is a plan with what is short, proved."""
    result = solve(problem, SMALL)
    assert result.outcome is Outcome.PROVED
    assert any(shortfall.rule == "turned_away" and shortfall.desk == "ktp" for shortfall in result.shortfalls)
    assert result.stage(Stage.UNMET).value == sum(result.parts.values())
    assert MallIndex(problem).weeks


def test_asking_for_a_solve_loads_no_solver_library() -> None:
    """A web process imports `run`; OR-Tools and HiGHS are loaded in the child only."""
    code = "import sys, planner.solver.run; print([n for n in ('ortools', 'highspy') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("seconds", [0.05, 1.0])
def test_wall_limit_is_kept_by_the_search_itself(seconds: float, bench_format: ModuleType) -> None:
    """Eight officers with too little time: a plan, and an end close to the limit (half a second for building)."""
    instance = json.loads((Path(__file__).parents[2] / "cases" / "roster" / "S-1.json").read_text(encoding="utf-8"))
    problem = bench_format.read_problem(instance)
    started = time.process_time()
    result = search(problem, Options(seconds=seconds, workers=1), lambda *_: None, lambda: False)
    assert result.postings
    assert time.process_time() - started < seconds + 1.0
