"""Visits a second of the event loop beside Ciw and SimPy: `python benchmarks/desk_day_speed.py [--days 4000]`.

The day: 4 officers, lunch in two groups, rush, 70 visits. Random numbers are drawn before and not counted. Seconds are
those of one core as the system accounts them to this process. Ciw and SimPy come with the extra `bench`; what is not
installed is said so. All get the same arrivals and minutes; on the day without lunch their waits are compared with ours
visit by visit (Ciw knows no break after the visit in hand).
"""

import argparse
import importlib.util
import time
from collections.abc import Callable, Generator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from planner.domain.promise import Promise
from planner.queueing.capacity import window_capacity
from planner.queueing.desk_day import DeskDay, Profile, ServiceWork, Shift, Window
from planner.queueing.draws import People, draw_people
from planner.queueing.event_loop import make_outcome, make_staff, run_days
from planner.queueing.plain_loop import run_plain_day
from planner.queueing.simulate import EVERYBODY

VISITS, OFFICERS, SEED = 70, 4, 1
PEER_DAYS, PLAIN_DAYS = 60, 20
RUSH = Profile(door_share=0.15, half_hour_shares=(16, 15, 13, 10, 8, 6, 4, 2, 2, 3, 3, 2, 1))
LUNCH = ((210, 60), (270, 60))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--days", type=int, default=4_000)
    parser.add_argument("--repeats", type=int, default=15)
    arguments = parser.parse_args()
    day = desk_day(lunch=True)
    people = draw_people(day, (VISITS,), arguments.days, SEED)
    seconds = best_of(arguments.repeats, compiled_run(day, people))
    ours = arguments.days * VISITS / seconds
    drawing = best_of(3, lambda: draw_people(day, (VISITS,), arguments.days, SEED))
    print(f"{'engine':28}{'microseconds a day':>20}{'visits a second':>18}{'ours is':>12}")
    print_row("event loop, all features", seconds / arguments.days, ours, ours)
    for name, run, days in peers():
        started = time.process_time()
        run(people, days, True)
        took = (time.process_time() - started) / days
        print_row(name, took, VISITS / took, ours)
    print(f"drawing the people (not counted above): {1e6 * drawing / arguments.days:.2f} microseconds a day")
    compare_waits()
    print_quota_seconds()


def desk_day(*, lunch: bool) -> DeskDay:
    service = ServiceWork(
        id="layanan", setup_minutes=3.0, need_minutes=5.5, need_cv=0.5, needs_share=(0.62, 0.25, 0.09, 0.04)
    )
    shifts = tuple(
        Shift(id=f"p{i}", presence=((0, 420),), skills=("layanan",), breaks=(LUNCH[i % 2],) if lunch else ())
        for i in range(OFFICERS)
    )
    window = Window(id="day", start_minutes=0, last_ticket_minutes=360)
    return DeskDay(close_minutes=420, services=(service,), shifts=shifts, windows=(window,), profile=RUSH)


def compiled_run(day: DeskDay, people: People) -> Callable[[], Any]:
    days = people.arrival.shape[0]
    staff, out = make_staff(day), make_outcome(people)
    limits = (np.full((days, 1), VISITS, dtype=np.int64), np.array([EVERYBODY], dtype=np.int64))

    def run() -> np.ndarray:
        run_days(people, staff, limits, out)
        return out.begin - people.arrival

    run()
    return lambda: run_days(people, staff, limits, out)


def best_of(repeats: int, run: Callable[[], Any]) -> float:
    """Shortest of several runs, seconds: what the machine can do when nobody disturbs it."""
    times = []
    for _ in range(repeats):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def print_row(name: str, day_seconds: float, visits_a_second: float, ours: float) -> None:
    print(f"{name:28}{1e6 * day_seconds:20,.2f}{visits_a_second:18,.0f}{ours / visits_a_second:11,.0f}x")


Peer = tuple[str, Callable[[People, int, bool], np.ndarray], int]


def peers() -> list[Peer]:
    found: list[Peer] = [("the same day, plain Python", plain_waits, PLAIN_DAYS)]
    for module, name, run in (("simpy", "SimPy", simpy_waits), ("ciw", "Ciw", ciw_waits)):
        if importlib.util.find_spec(module):
            found.append((name, run, PEER_DAYS))
        else:
            print(f"{name} is not installed (pip install loketplan[bench])")
    return found


def plain_waits(people: People, days: int, lunch: bool) -> np.ndarray:
    day = desk_day(lunch=lunch)
    rows = [run_plain_day(day, people, row, ([VISITS], [VISITS])).visits for row in range(days)]
    return np.array(rows)[:, :, 0] - people.arrival[:days]


def simpy_waits(people: People, days: int, lunch: bool) -> np.ndarray:
    import simpy

    waits = np.empty((days, VISITS))

    def arrivals(env: simpy.Environment, queue: simpy.Store, row: int) -> Generator[Any, Any, None]:
        for place in range(VISITS):
            yield env.timeout(people.arrival[row, place] - env.now)
            yield queue.put(place)

    def officer(env: simpy.Environment, queue: simpy.Store, row: int, number: int) -> Generator[Any, Any, None]:
        start, length = LUNCH[number % 2] if lunch else (np.inf, 0)
        while True:
            if env.now >= start:
                yield env.timeout(length)
                start = np.inf
            called = queue.get()
            if start < np.inf:
                yield called | env.timeout(start - env.now)
                if not called.triggered:
                    called.cancel()
                    continue
            else:
                yield called
            waits[row, called.value] = env.now - people.arrival[row, called.value]
            yield env.timeout(people.work[row, called.value])

    for row in range(days):
        env = simpy.Environment()
        queue = simpy.Store(env)
        env.process(arrivals(env, queue, row))
        for number in range(OFFICERS):
            env.process(officer(env, queue, row, number))
        env.run(until=2_000)
    return waits


def ciw_waits(people: People, days: int, lunch: bool) -> np.ndarray:
    import ciw

    lunch_schedule = ciw.Schedule(numbers_of_servers=[4, 2, 2, 4], shift_end_dates=[210, 270, 330, 5_000])
    waits = np.empty((days, VISITS))
    for row in range(days):
        gaps = np.diff(people.arrival[row], prepend=0.0)
        network = ciw.create_network(
            arrival_distributions=[ciw.dists.Sequential([*gaps, 1e9])],
            service_distributions=[ciw.dists.Sequential(list(people.work[row]))],
            number_of_servers=[lunch_schedule if lunch else OFFICERS],
        )
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_customers(VISITS, method="Finish")
        records = sorted(simulation.get_all_records(), key=lambda record: record.id_number)
        waits[row] = [record.waiting_time for record in records]
    return waits


def compare_waits() -> None:
    day = desk_day(lunch=False)
    people = draw_people(day, (VISITS,), PEER_DAYS, SEED)
    out = make_outcome(people)
    limits = (np.full((PEER_DAYS, 1), VISITS, dtype=np.int64), np.array([EVERYBODY], dtype=np.int64))
    run_days(people, make_staff(day), limits, out)
    ours = out.begin - people.arrival
    for name, run, days in peers():
        gap = np.abs(run(people, days, False) - ours[:days]).max()
        print(f"largest difference of a wait, day without lunch, {days} days, {name}: {gap:.1e} minutes")


def print_quota_seconds() -> None:
    """One answer of the capacity search, drawing included, with the product's own settings."""
    late = (Window(id="day", start_minutes=0, last_ticket_minutes=390),)
    spans = ((0, 180), (180, 330), (330, 360))
    sessions = tuple(Window(id=str(a), start_minutes=a, last_ticket_minutes=b) for a, b in spans)
    day, promise = desk_day(lunch=True), Promise(grace_minutes=0)
    for name, asked in (
        ("one window, the wait binds", day),
        ("one window, the close binds", replace(day, windows=late, profile=Profile())),
        ("three windows", replace(day, windows=sessions)),
    ):
        seconds = best_of(3, partial(window_capacity, asked, promise))
        found = window_capacity(asked, promise)
        print(f"one quota, {name}: {seconds:.3f} s, {found.total} tickets, {found.days} days")


if __name__ == "__main__":
    main()
