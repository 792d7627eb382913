"""Simulated capacities and tables, each asked for once: in memory, on disk, else made by a pool of processes."""

import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from multiprocessing import get_context
from typing import Any

from pydantic import TypeAdapter

from planner.domain.promise import Promise
from planner.queueing.cache import ResultCache, content_key
from planner.queueing.capacity import Capacity, SearchSettings, window_capacity
from planner.queueing.desk_day import DeskDay, Profile
from planner.queueing.table import DeskSetting, DeskTables, desk_tables
from planner.solver.workers import end_with_parent

ROUND_SEARCH = SearchSettings(bracket_days=250, days=500, close_days=500)
FINAL_SEARCH = SearchSettings()
MOST_WORKERS = 4


def workers_here() -> int:
    """Processes worth having side by side on this machine: one for each core, at most four."""
    return max(1, min(MOST_WORKERS, os.cpu_count() or 1))


def make_executor(workers: int) -> ProcessPoolExecutor:
    """Local processes that start afresh (Windows has no fork, and solver threads do not survive one).

    They end with the process that started them, however it ends: a killed one tells its pool nothing.
    """
    return ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn"), initializer=end_with_parent)


@dataclass(kw_only=True)
class Simulations:
    """Capacities of desk-days by content: the same desk-day is simulated once, whatever its date.

    executor : anything with `submit`. simulated: how many capacities were worked out, the rest being known.
    """

    executor: Executor
    promise: Promise
    cache: ResultCache = field(default_factory=ResultCache)
    simulated: int = 0
    _known: dict[str, Capacity] = field(default_factory=dict)

    def capacities(self, days: Iterable[DeskDay], search: SearchSettings) -> dict[DeskDay, Capacity]:
        """Largest tickets per window of each desk-day that keep the promise."""
        asked = {day: _as_asked(day) for day in days}
        keys = {day: content_key(question, self.promise, search) for day, question in asked.items()}
        missing = {keys[day]: question for day, question in asked.items() if not self._find(keys[day])}
        found = self.map(window_capacity, {key: (day, self.promise, search) for key, day in missing.items()})
        for key, capacity in found.items():
            self._known[key] = capacity
            self.cache.keep(key, _adapter().dump_python(capacity, mode="json"))
        self.simulated += len(found)
        return {day: self._known[key] for day, key in keys.items()}

    def tables(self, settings: Iterable[DeskSetting]) -> dict[DeskSetting, DeskTables]:
        """Capacity tables of desks, equal settings once."""
        return self.map(desk_tables, {setting: (setting, self.cache) for setting in settings})

    def map(self, function: Callable[..., Any], arguments: Mapping[Any, tuple[Any, ...]]) -> dict[Any, Any]:
        """`function(*arguments[key])` for every key, worked out by the executor."""
        futures = {key: self.executor.submit(function, *given) for key, given in arguments.items()}
        return {key: future.result() for key, future in futures.items()}

    def _find(self, key: str) -> bool:
        if key not in self._known:
            kept = self.cache.find(key)
            if kept is not None:
                self._known[key] = _adapter().validate_python(kept)
        return key in self._known


def _as_asked(day: DeskDay) -> DeskDay:
    """The profile of the whole day plays no part in the capacity of several windows."""
    return replace(day, profile=Profile()) if len(day.windows) > 1 else day


@cache
def _adapter() -> TypeAdapter[Capacity]:
    return TypeAdapter(Capacity)
