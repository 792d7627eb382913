"""The compiled day: arrivals, officers coming free, breaks, skills, priority, equipment, needs over several services.

`plain_loop` is the same day in plain Python, to read and to test against; results are equal visit by visit.
Order of events at one moment: officers in list order first, then arrivals.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.queueing.compiled import compiled
from planner.queueing.desk_day import MOST_NEEDS, DeskDay, Shift
from planner.queueing.draws import MIXED, NO_SHOW, PRIORITY, Floats, Ints, People

# Queue classes in the order in which a free officer looks at them; who needs a second officer goes to the head.
PRIORITY_AGAIN, PRIORITY_FIRST, ORDINARY_AGAIN, ORDINARY_FIRST = 0, 1, 2, 3
CLASSES = 4
TURNED_AWAY, STAYED_AWAY, LEFT = -math.inf, -1.0, math.inf  # in `begin` and `end`; NaN = not of this day
NOBODY = -1


class Staff(NamedTuple):
    """The officers of a desk-day as arrays, fewest skills first."""

    start: Floats  # (officers,) first minute of presence
    away_start: Floats  # (officers, aways) when he goes, inf past the last
    away_length: Floats  # he is away so long from the moment he goes,
    away_until: Floats  # and at least until then; inf = for good
    queues: Ints  # (officers,) bits of the queues he can serve
    slowness: Floats  # (officers, services) 1 / pace
    duty_end: Floats  # (officers,)
    officers_of: Ints  # (services,) bits of the officers who hold the skill
    setup: Floats  # (services,)
    equipment_of: Ints  # (services,) index, -1 = none
    units: Ints  # (equipment,)
    queues_of: Ints  # (equipment,) bits of the queues that need it
    close: float


class Outcome(NamedTuple):
    """What happened. begin, end: (days, places) minutes; the rest (days,)."""

    begin: Floats
    end: Floats
    last_end: Floats  # inf = somebody was never served
    overtime: Floats  # officer minutes past duty end
    after_close: Floats  # officer minutes past closing

    def first_days(self, days: int) -> "Outcome":
        """Room for fewer days."""
        return Outcome._make(array[:days] for array in self)


@compiled
def _lowest_bit(bits: int) -> int:
    place = 0
    while not (bits >> place) & 1:
        place += 1
    return place


@compiled
def _first_queue(open_queues: int, services: int, head: Ints, turn: Ints) -> int:
    """Of the first class that has anybody, the queue whose first visitor joined earliest."""
    ordinary = ORDINARY_FIRST * services
    first = ordinary if (open_queues >> ordinary) << ordinary == open_queues else 0
    best = first + _lowest_bit(open_queues >> first)
    if open_queues & (open_queues - 1) == 0:
        return best
    for other in range(best + 1, (best // services + 1) * services):
        if (open_queues >> other) & 1 and turn[head[other]] < turn[head[best]]:
            best = other
    return best


@compiled
def run_days(people: People, staff: Staff, limits: tuple[Ints, Ints], out: Outcome) -> None:
    """Simulate every day; fills `out`.

    Parameters
    ----------
    limits
        (days, windows) people who come of each window, and (windows,) tickets: the first so many of them are admitted.

    One long function on purpose: numba counts references at every call that takes a record of arrays, which makes the
    same code in short functions 60 times slower (docs/decisions/0011-one-long-event-loop.md).
    """
    arrival, work, service_at, rank, flags, patience, need_service, need_minutes, first_place = people
    start, away_start, away_length, away_until, queues, slowness, duty_end, officers_of, setup = staff[:9]
    equipment_of, units, queues_of, close = staff[9:]
    coming, tickets = limits
    begin, end, last_end_of, overtime_of, after_close_of = out
    officers, services, places, aways = len(start), len(setup), arrival.shape[1], away_start.shape[1]
    mixed_day, patient = need_service.shape[1] > 0, patience.shape[1] == 0
    event = np.empty(officers)  # of each officer: time of his next event
    next_away = np.empty(officers, np.int64)
    visitor = np.empty(officers, np.int64)
    since = np.empty(officers)  # when he began with the visitor in hand
    held = np.zeros(officers, np.int64)  # bits of the equipment in use by him
    used = np.zeros(len(units), np.int64)
    head, tail = np.empty(CLASSES * services, np.int64), np.empty(CLASSES * services, np.int64)
    follower = np.empty(places, np.int64)
    turn = np.empty(places, np.int64)  # order of joining a queue
    pending = np.zeros(places, np.int64)  # bits of the needs of a mixed visit not yet served

    for day in range(arrival.shape[0]):
        waiting, blocked, idle, busy, turns = 0, 0, 0, 0, 0  # bits of queues, queues, officers, officers; a counter
        last_end, overtime, after_close = 0.0, 0.0, 0.0
        for o in range(officers):
            event[o], next_away[o], visitor[o] = start[o], 0, NOBODY
        for e in range(len(units)):
            if units[e] == 0:
                blocked |= queues_of[e]
        place, window, admitted = -1, -1, 0
        window_end, arrives = 0, -1.0
        officer, officer_time = -1, -1.0  # next event of an officer
        while True:
            if arrives < 0:  # find the next visitor who is admitted
                arrives = math.inf
                place += 1
                while True:
                    while place == window_end and window < len(tickets):
                        window += 1
                        admitted = 0
                        window_end = first_place[window + 1] if window < len(tickets) else -1
                    if window == len(tickets):
                        break
                    if rank[day, place] < coming[day, window]:
                        if admitted < tickets[window]:
                            admitted += 1
                            if not flags[day, place] & NO_SHOW:
                                arrives = arrival[day, place]
                                break
                            begin[day, place] = end[day, place] = STAYED_AWAY
                        else:
                            begin[day, place] = end[day, place] = TURNED_AWAY
                    else:
                        begin[day, place] = end[day, place] = math.nan
                    place += 1
            if officer_time < 0:
                officer, officer_time = 0, math.inf
                for o in range(officers):
                    if event[o] < officer_time:
                        officer, officer_time = o, event[o]
            if arrives == math.inf and (officer_time == math.inf or (busy | waiting) == 0):
                break

            lookers = 0  # officers who look for work now
            looker = NOBODY
            joins, again = NOBODY, 0
            if officer_time <= arrives:
                now = officer_time
                released = False
                if visitor[officer] != NOBODY:
                    done = visitor[officer]
                    visitor[officer] = NOBODY
                    busy &= ~(1 << officer)
                    last_end = max(last_end, now)
                    if now > duty_end[officer]:
                        overtime += now - max(since[officer], duty_end[officer])
                    if now > close:
                        after_close += now - max(since[officer], close)
                    if held[officer] != 0:
                        released = True
                        for e in range(len(units)):
                            if (held[officer] >> e) & 1:
                                used[e] -= 1
                                blocked &= ~queues_of[e]
                        held[officer] = 0
                    if mixed_day and flags[day, done] & MIXED and pending[done] != 0:
                        released, joins, again = True, done, 1
                    else:
                        end[day, done] = now
                away = next_away[officer]
                if away < aways and away_start[officer, away] <= now:
                    idle &= ~(1 << officer)
                    event[officer] = max(now + away_length[officer, away], away_until[officer, away])
                    next_away[officer] = away + 1
                else:
                    looker = officer
                if released:
                    lookers = idle & ~(1 << officer)
                officer_time = -1.0
            else:
                now = arrives
                joins = place
                lookers = idle & officers_of[service_at[day, place]]
                lookers &= -lookers  # the first of them
                arrives = -1.0
                if mixed_day and flags[day, place] & MIXED:
                    begin[day, place] = math.nan
                    pending[place] = 0
                    for j in range(MOST_NEEDS):
                        if need_service[day, place, j] >= 0:
                            pending[place] |= 1 << j

            if joins != NOBODY:
                service = int(service_at[day, joins])
                if again:
                    service = int(need_service[day, joins, _lowest_bit(pending[joins])])
                cls = PRIORITY_FIRST if flags[day, joins] & PRIORITY else ORDINARY_FIRST
                queue = (cls - again) * services + service
                if (waiting >> queue) & 1:
                    follower[tail[queue]] = joins
                else:
                    head[queue] = joins
                    waiting |= 1 << queue
                tail[queue] = joins
                follower[joins] = NOBODY
                turn[joins] = turns
                turns += 1

            while looker != NOBODY or lookers != 0:
                if looker == NOBODY:
                    looker = _lowest_bit(lookers)
                    lookers &= lookers - 1
                o, looker = looker, NOBODY
                taken = NOBODY
                while taken == NOBODY:
                    open_queues = waiting & queues[o] & ~blocked
                    if open_queues == 0:
                        break
                    queue = _first_queue(open_queues, services, head, turn)
                    taken = head[queue]
                    head[queue] = follower[taken]
                    if head[queue] == NOBODY:
                        waiting &= ~(1 << queue)
                    if not patient and (queue // services) & 1 and arrival[day, taken] + patience[day, taken] < now:
                        begin[day, taken] = end[day, taken] = LEFT
                        taken = NOBODY
                if taken == NOBODY:
                    idle |= 1 << o
                    event[o] = away_start[o, next_away[o]] if next_away[o] < aways else math.inf
                    continue
                idle &= ~(1 << o)
                busy |= 1 << o
                visitor[o], since[o] = taken, now
                officer_time = -1.0
                service = int(service_at[day, taken])
                if mixed_day and flags[day, taken] & MIXED:
                    if math.isnan(begin[day, taken]):
                        begin[day, taken] = now
                    service = int(need_service[day, taken, _lowest_bit(pending[taken])])
                    minutes = setup[service] * slowness[o, service]
                    for j in range(MOST_NEEDS):
                        wanted = int(need_service[day, taken, j])
                        if (pending[taken] >> j) & 1 and (queues[o] >> wanted) & 1:
                            e = equipment_of[wanted]
                            if e < 0 or (held[o] >> e) & 1 or used[e] < units[e]:
                                minutes += need_minutes[day, taken, j] * slowness[o, wanted]
                                pending[taken] &= ~(1 << j)
                                if e >= 0 and not (held[o] >> e) & 1:
                                    held[o] |= 1 << e
                                    used[e] += 1
                                    if used[e] == units[e]:
                                        blocked |= queues_of[e]
                else:
                    begin[day, taken] = now
                    minutes = work[day, taken] * slowness[o, service]
                    e = equipment_of[service]
                    if e >= 0:
                        held[o] |= 1 << e
                        used[e] += 1
                        if used[e] == units[e]:
                            blocked |= queues_of[e]
                event[o] = now + minutes

        for queue in range(CLASSES * services):  # nobody is left who could serve these
            if (waiting >> queue) & 1:
                last_end = math.inf
                place = head[queue]
                while place != NOBODY:
                    if (queue // services) & 1:
                        begin[day, place] = LEFT
                    end[day, place] = LEFT
                    place = follower[place]
        last_end_of[day], overtime_of[day], after_close_of[day] = last_end, overtime, after_close


def make_staff(day: DeskDay) -> Staff:
    """The officers of the day as arrays, fewest skills first, then in the order of the list."""
    ids = [s.id for s in day.services]
    shifts = sorted(day.shifts, key=lambda shift: len(set(shift.skills) & set(ids)))
    able = np.array([[name in shift.skills for name in ids] for shift in shifts], dtype=bool).reshape(-1, len(ids))
    aways = _away_arrays([_aways(shift, day) for shift in shifts])
    names = [name for name, _ in day.equipment]
    equipment_of = [names.index(s.equipment) if s.equipment else -1 for s in day.services]
    return Staff(
        start=np.array([shift.presence[0][0] for shift in shifts], dtype=float),
        away_start=aways[0],
        away_length=aways[1],
        away_until=aways[2],
        queues=np.array([_queue_bits(row) for row in able], dtype=np.int64),
        slowness=np.array([[1.0 / s.pace_in(n) for n in ids] for s in shifts], dtype=float).reshape(-1, len(ids)),
        duty_end=np.array([_duty_end(s) for s in shifts], dtype=float),
        officers_of=np.array([_bits(able[:, s]) for s in range(len(ids))], dtype=np.int64),
        setup=np.array([s.setup_minutes for s in day.services], dtype=float),
        equipment_of=np.array(equipment_of, dtype=np.int64),
        units=np.array([units for _, units in day.equipment], dtype=np.int64),
        queues_of=np.array([_queue_bits(np.array(equipment_of) == e) for e in range(len(names))], dtype=np.int64),
        close=float(day.close_minutes),
    )


def _bits(holds: NDArray[np.bool_]) -> int:
    return sum(1 << i for i, bit in enumerate(holds) if bit)


def _queue_bits(services: NDArray[np.bool_]) -> int:
    return _bits(np.tile(services, CLASSES))


def _duty_end(shift: Shift) -> float:
    return shift.end_minutes if shift.duty_end_minutes is None else shift.duty_end_minutes


def _aways(shift: Shift, day: DeskDay) -> list[tuple[float, float, float]]:
    """(start, length, until) of every absence; who is there until closing stays until all are served."""
    fixed = day.break_rule == "fixed_return"
    breaks = [
        (start, 0.0, start + length) if fixed else (start, length, 0.0)
        for start, length in shift.breaks
        if any(a <= start < b for a, b in shift.presence)
    ]
    gaps = [(end, 0.0, again) for (_, end), (again, _) in zip(shift.presence, shift.presence[1:], strict=False)]
    leaves = [(shift.end_minutes, 0.0, math.inf)] if shift.end_minutes < day.close_minutes else []
    return sorted([*breaks, *gaps, *leaves])


def _away_arrays(aways: list[list[tuple[float, float, float]]]) -> NDArray[np.float64]:
    """Shape (3, officers, longest list), unused places inf."""
    longest = max((len(row) for row in aways), default=0)
    arrays = np.full((3, len(aways), longest), math.inf)
    for o, row in enumerate(aways):
        for j, away in enumerate(row):
            arrays[:, o, j] = away
    return arrays


def make_outcome(people: People) -> Outcome:
    """Room for the results of `run_days`."""
    days, places = people.arrival.shape
    return Outcome(np.empty((days, places)), np.empty((days, places)), np.empty(days), np.empty(days), np.empty(days))
