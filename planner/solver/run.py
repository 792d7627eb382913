"""Solving in a child process: niced, limited in time and memory, telling its progress; a crash becomes a reason.

This module loads no solver library, so a web process may import it.
"""

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Any

from planner.solver.constructive import constructive_draft
from planner.solver.incumbent import Incumbent
from planner.solver.index import MallIndex
from planner.solver.pins import settle_pins
from planner.solver.problem import Problem
from planner.solver.result import Options, Outcome, Progress, Result, StoppedBy

NICENESS = 10
GRACE_SECONDS = 10.0  # past the limit before a child that does not answer is ended
SLOWER = 10  # times the limit that a reproducible solve may take on a slow or busy machine before it is taken to hang
CANCEL_SECONDS = 4.0  # what a cancelled child may take to hand in its best plan
POLL_SECONDS = 0.2

OnProgress = Callable[[Progress], None]


def _never() -> bool:
    return False


def solve(
    problem: Problem,
    options: Options | None = None,
    on_progress: OnProgress | None = None,
    should_stop: Callable[[], bool] = _never,
) -> Result:
    """Solve in a child process and return the best plan; never raises for what the solver does.

    Parameters
    ----------
    on_progress
        Called in this process with every piece of news (elapsed, best, bound, gap, phase).
    should_stop
        Asked several times a second; True ends the search within 5 s and keeps the best plan.

    A child that crashes, hangs past the limit or outgrows its memory gives `stopped_by` FAULT with the reason, and the
    best plan it had told by then; without one the constructive plan is made here.
    """
    chosen = options or Options()
    child = _Child(problem, chosen)
    try:
        end = child.follow(on_progress or _ignore, should_stop)
    finally:
        child.end()
    if end.result is None:
        return fallback(problem, chosen, end)
    return replace(end.result, stopped_by=end.stopped_by or end.result.stopped_by, reason=end.reason)


def _ignore(progress: Progress) -> None:
    """Nobody listens."""


@dataclass(slots=True)
class _End:
    """How the child ended: its last plan, and why when it did not end by itself."""

    result: Result | None = None
    stopped_by: StoppedBy | None = None
    reason: str = ""


class _Child:
    """The child process and the line to it."""

    def __init__(self, problem: Problem, options: Options) -> None:
        context = get_context("spawn")
        self.line, other = context.Pipe()
        self.options = options
        self.process = context.Process(target=_main, args=(other, problem, options))
        self.process.start()
        other.close()
        self.started = monotonic()

    def follow(self, on_progress: OnProgress, should_stop: Callable[[], bool]) -> _End:
        """Listen until the child is done, told to stop, or has to be ended."""
        limit = self.options.seconds * (SLOWER if self.options.reproducible else 1)
        end, stop_by = _End(), self.started + limit + GRACE_SECONDS
        cancelled = False
        while True:
            try:
                if self.line.poll(POLL_SECONDS):
                    kind, news, result = self.line.recv()
                    end.result = result or end.result
                    if kind == "done":
                        return end
                    on_progress(news)
                    continue
            except (EOFError, OSError):
                return self._fault(end, self._death())
            if not cancelled and should_stop():
                cancelled, stop_by = True, monotonic() + CANCEL_SECONDS
                end.stopped_by = StoppedBy.USER
                with contextlib.suppress(OSError):
                    self.line.send("stop")
            if monotonic() > stop_by:
                return end if cancelled else self._fault(end, "the solver did not end at its time limit")
            if self._resident_mb() > self.options.memory_mb:
                return self._fault(end, f"the solver needed more than {self.options.memory_mb} MB of memory")

    def _fault(self, end: _End, reason: str) -> _End:
        end.stopped_by, end.reason = StoppedBy.FAULT, reason
        return end

    def _death(self) -> str:
        self.process.join(5)
        return f"the solver process ended by itself (exit code {self.process.exitcode})"

    def _resident_mb(self) -> float:
        """Resident memory of the child and its workers; 0 where the system does not tell."""
        pids = [self.process.pid, *_children(self.process.pid)]
        return sum(_resident_bytes(pid) for pid in pids if pid) / 2**20

    def end(self) -> None:
        """Make sure that the child and its workers are gone."""
        workers = _children(self.process.pid)
        self.line.close()
        self.process.join(1.0)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        for pid in workers:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, 9)


def _children(pid: int | None) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        return [int(word) for word in path.read_text().split()]
    except OSError:
        return []


def _resident_bytes(pid: int) -> int:
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _main(line: "Connection[Any, Any]", problem: Problem, options: Options) -> None:
    """The child: search, telling everything on the line."""
    from planner.solver.search import search
    from planner.solver.workers import end_with_parent

    end_with_parent()
    if hasattr(os, "nice"):
        os.nice(NICENESS)

    def tell(progress: Progress, result: Result | None) -> None:
        line.send(("news", progress, result))

    line.send(("done", None, search(problem, options, tell, _listener(line))))


def _listener(line: "Connection[Any, Any]") -> Callable[[], bool]:
    stopped = False

    def should_stop() -> bool:
        nonlocal stopped
        if not stopped and line.poll(0):
            stopped = line.recv() == "stop"
        return stopped

    return should_stop


def _no_news(progress: Progress, result: Result | None) -> None:
    """Nobody listens to the constructive plan."""


def fallback(problem: Problem, options: Options, end: _End | None = None) -> Result:
    """The constructive plan, made without any solver."""
    settled, unkept = settle_pins(problem)
    index = MallIndex(settled)
    best = Incumbent(index, options, _no_news, _never, unkept)
    best.offer(constructive_draft(index).flagged_postings(), "constructive", Outcome.FALLBACK)
    stopped_by = end.stopped_by if end is not None and end.stopped_by is not None else StoppedBy.TIME
    return best.result(stopped_by, "" if end is None else end.reason)
