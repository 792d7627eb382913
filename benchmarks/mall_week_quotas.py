"""Seconds for the quotas of a mall's week, 18 desks x 6 days: `python benchmarks/mall_week_quotas.py [--workers 2]`.

Desks as in table_error.py with at most 6 counters, every day another roster, tickets in three windows. Cold: the tables
of all desks are simulated into an empty cache first. Warm: the tables are read back, then each quota is searched from
the split they give. Processes are started before the clock. On a machine that does other work too, look at the seconds
of its processors.
"""

import argparse
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from table_error import estimate, one_officer_changed, random_roster, random_setting

from planner.queueing.cache import ResultCache
from planner.queueing.capacity import window_capacity
from planner.queueing.table import DeskSetting, desk_tables

DESKS, DAYS, MOST_COUNTERS = 18, 6, 6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as place,
        ProcessPoolExecutor(arguments.workers, mp_context=get_context("spawn")) as executor,
    ):
        list(executor.map(warm_up, range(4 * arguments.workers)))
        started = time.perf_counter()
        table_seconds = sum(executor.map(make_tables, range(DESKS), repeat(Path(place))))
        cold = time.perf_counter() - started
        weeks = list(executor.map(week_of_desk, range(DESKS), repeat(Path(place))))
        warm = time.perf_counter() - started - cold
    quota_seconds = sum(seconds for _, seconds in weeks)
    print(f"{DESKS} desks x {DAYS} days, {sum(total for total, _ in weeks)} tickets, {arguments.workers} processes")
    print(f"tables, cold:              {cold:6.1f} s by the clock, {table_seconds:6.1f} s of processors")
    print(f"quotas, with warm tables:  {warm:6.1f} s by the clock, {quota_seconds:6.1f} s of processors")


def setting_of(desk: int) -> DeskSetting:
    setting = random_setting(np.random.default_rng([desk, 7]))
    return replace(setting, counters=min(setting.counters, MOST_COUNTERS))


def warm_up(number: int) -> int:
    """Load the compiled code into a process."""
    day = setting_of(number).generalists_day((0,), 1)
    return window_capacity(day, setting_of(number).promise).total


def make_tables(desk: int, cache: Path) -> float:
    """Processor seconds of one desk's tables."""
    started = time.process_time()
    desk_tables(setting_of(desk), ResultCache(cache))
    return time.process_time() - started


def week_of_desk(desk: int, cache: Path) -> tuple[int, float]:
    """Tickets of six days with changing rosters, and processor seconds."""
    started = time.process_time()
    rng = np.random.default_rng([desk, 8])
    setting = setting_of(desk)
    tables = desk_tables(setting, ResultCache(cache))
    shifts = random_roster(rng, setting)
    tickets = 0
    for _ in range(DAYS):
        day = replace(setting.generalists_day(tuple(range(len(setting.skill_classes))), 0), shifts=shifts)
        start = estimate(setting, tables, shifts, {})
        tickets += window_capacity(day, setting.promise, start=start if sum(start) else None).total
        shifts = one_officer_changed(rng, setting, shifts)
    return tickets, time.process_time() - started


if __name__ == "__main__":
    main()
