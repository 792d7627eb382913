"""Solver processes side by side. Each builds the index once; the seam is `concurrent.futures.Executor`."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

from planner.solver.index import MallIndex
from planner.solver.problem import Problem

T = TypeVar("T")
R = TypeVar("R")

_index: MallIndex | None = None


def _start(problem: Problem) -> None:
    """Set up one worker: the index, and an end together with its parent."""
    global _index
    _index = MallIndex(problem)
    end_with_parent()


def end_with_parent() -> None:
    """Leave no orphan: this process ends as soon as the one that started it is gone."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_end, args=(parent,), daemon=True).start()


def _wait_and_end(parent: Any) -> None:
    parent.join()
    os._exit(1)


def _call(function: Callable[[MallIndex, T], R], task: T) -> R:
    assert _index is not None, "a worker was used before it was set up"
    return function(_index, task)


class Workers:
    """Runs functions of (index, task) in worker processes, or here when there is only one worker."""

    def __init__(self, index: MallIndex, processes: int) -> None:
        self._index = index
        self._pool: Executor | None = None
        if processes > 1:
            context = get_context("spawn")
            self._pool = ProcessPoolExecutor(processes, context, _start, (index.problem,))

    def submit(self, function: Callable[[MallIndex, T], R], task: T) -> "Future[R]":
        """Start one task."""
        if self._pool is None:
            done: Future[R] = Future()
            done.set_result(function(self._index, task))
            return done
        return self._pool.submit(_call, function, task)

    def map(self, function: Callable[[MallIndex, T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Results in the order of the tasks."""
        if self._pool is None:
            return (function(self._index, task) for task in tasks)
        return iter([future.result() for future in [self.submit(function, task) for task in tasks]])

    def close(self) -> None:
        """End the worker processes without waiting for what they are at."""
        if isinstance(self._pool, ProcessPoolExecutor):
            processes = list((self._pool._processes or {}).values())
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()
