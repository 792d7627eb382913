"""The day of `event_loop` in plain Python: to read, and to test the compiled one against, visit by visit.

Only the draws are shared. Order of events at one moment: officers (fewest skills first, then as listed), then arrivals.
"""

import math
from dataclasses import dataclass, field

from planner.queueing.desk_day import DeskDay, Shift
from planner.queueing.draws import MIXED, NO_SHOW, PRIORITY, People
from planner.queueing.event_loop import LEFT, STAYED_AWAY, TURNED_AWAY


@dataclass(slots=True, eq=False)
class Visitor:
    """One person with a ticket. needs: (service index, minutes); of an unmixed visit one need holds all minutes."""

    place: int
    arrival: float
    service: int
    needs: list[tuple[int, float]]
    is_mixed: bool
    is_priority: bool
    patience: float
    begin: float = math.nan
    end: float = math.nan


@dataclass(slots=True, eq=False)
class Officer:
    """One officer at work. aways: (start, length, until) of absences to come."""

    shift: Shift
    skills: set[int]
    aways: list[tuple[float, float, float]]
    next_time: float
    visitor: Visitor | None = None
    is_idle: bool = False
    since: float = 0.0
    holds: set[str] = field(default_factory=set)


@dataclass(slots=True)
class PlainDay:
    """What happened: (begin, end) of every place, as in `Outcome`."""

    visits: list[tuple[float, float]]
    last_end: float = 0.0
    overtime: float = 0.0
    after_close: float = 0.0


class _Desk:
    """The state of a running day."""

    def __init__(self, day: DeskDay, result: PlainDay) -> None:
        self.day = day
        self.result = result
        self.officers = _officers(day)
        self.queues: list[list[Visitor]] = [[], [], [], []]  # priority again, priority, ordinary again, ordinary
        self.free = dict(day.equipment)

    def next_officer(self) -> Officer | None:
        coming = [officer for officer in self.officers if officer.next_time < math.inf]
        return min(coming, key=lambda officer: officer.next_time) if coming else None

    def is_over(self) -> bool:
        return not any(self.queues) and all(officer.visitor is None for officer in self.officers)

    def arrive(self, visitor: Visitor) -> None:
        self.queues[1 if visitor.is_priority else 3].append(visitor)
        able = [o for o in self.officers if o.is_idle and visitor.service in o.skills]
        if able:
            self.look(able[0], visitor.arrival)

    def officer_event(self, officer: Officer) -> None:
        now = officer.next_time
        others_look = officer.visitor is not None and self.finish(officer, now)
        if officer.aways and officer.aways[0][0] <= now:
            _, length, until = officer.aways.pop(0)
            officer.is_idle = False
            officer.next_time = max(now + length, until)
        else:
            self.look(officer, now)
        if others_look:
            for other in [o for o in self.officers if o.is_idle and o is not officer]:
                self.look(other, now)

    def finish(self, officer: Officer, now: float) -> bool:
        """The visitor leaves or queues again; True if others may now find work."""
        visitor, officer.visitor = officer.visitor, None
        assert visitor is not None
        self.count_minutes(officer, now)
        released = bool(officer.holds)
        for name in officer.holds:
            self.free[name] += 1
        officer.holds.clear()
        if visitor.is_mixed and visitor.needs:
            self.queues[0 if visitor.is_priority else 2].append(visitor)
            return True
        visitor.end = now
        return released

    def count_minutes(self, officer: Officer, now: float) -> None:
        duty = officer.shift.duty_end_minutes
        duty_end = officer.shift.end_minutes if duty is None else duty
        self.result.last_end = max(self.result.last_end, now)
        if now > duty_end:
            self.result.overtime += now - max(officer.since, duty_end)
        if now > self.day.close_minutes:
            self.result.after_close += now - max(officer.since, self.day.close_minutes)

    def look(self, officer: Officer, now: float) -> None:
        visitor = self.take(officer, now)
        if visitor is None:
            officer.is_idle = True
            officer.next_time = officer.aways[0][0] if officer.aways else math.inf
            return
        officer.is_idle, officer.visitor, officer.since = False, visitor, now
        if math.isnan(visitor.begin):
            visitor.begin = now
        officer.next_time = now + self.serve(officer, visitor)

    def take(self, officer: Officer, now: float) -> Visitor | None:
        for number, queue in enumerate(self.queues):
            for visitor in list(queue):
                service = visitor.needs[0][0]
                if service not in officer.skills or not self.is_free(service):
                    continue
                queue.remove(visitor)
                if number in (1, 3) and visitor.arrival + visitor.patience < now:
                    visitor.begin = visitor.end = LEFT
                    continue
                return visitor
        return None

    def is_free(self, service: int) -> bool:
        name = self.day.services[service].equipment
        return name is None or self.free[name] > 0

    def serve(self, officer: Officer, visitor: Visitor) -> float:
        """Minutes of set-up and of all needs that he can serve now; they leave the visitor's list."""
        first = visitor.needs[0][0]
        minutes = 0.0
        if visitor.is_mixed:
            minutes = self.day.services[first].setup_minutes * self.slowness(officer, first)
        for need in list(visitor.needs):
            name = self.day.services[need[0]].equipment
            if need[0] in officer.skills and (name in officer.holds or self.is_free(need[0])):
                minutes += need[1] * self.slowness(officer, need[0])
                visitor.needs.remove(need)
                if name is not None and name not in officer.holds:
                    officer.holds.add(name)
                    self.free[name] -= 1
        return minutes

    def slowness(self, officer: Officer, service: int) -> float:
        return 1.0 / officer.shift.pace_in(self.day.services[service].id)


def run_plain_day(day: DeskDay, people: People, row: int, limits: tuple[list[int], list[int]]) -> PlainDay:
    """Simulate day number `row` of the people; limits: people who come and tickets, of each window."""
    result = PlainDay(visits=[(math.nan, math.nan)] * people.arrival.shape[1])
    visitors = _admitted(people, row, limits, result)
    desk = _Desk(day, result)
    ahead = list(visitors)
    while ahead or not desk.is_over():
        officer = desk.next_officer()
        if officer is not None and (not ahead or officer.next_time <= ahead[0].arrival):
            desk.officer_event(officer)
        elif ahead:
            desk.arrive(ahead.pop(0))
        else:
            break
    _give_up(desk)
    for visitor in visitors:
        result.visits[visitor.place] = (visitor.begin, visitor.end)
    return result


def _give_up(desk: _Desk) -> None:
    """Nobody is left who could serve those still waiting."""
    for visitor in [v for queue in desk.queues for v in queue]:
        desk.result.last_end = math.inf
        visitor.end = LEFT
        if math.isnan(visitor.begin):
            visitor.begin = LEFT


def _officers(day: DeskDay) -> list[Officer]:
    ids = [service.id for service in day.services]
    officers = [
        Officer(
            shift=shift,
            skills={ids.index(name) for name in shift.skills if name in ids},
            aways=_aways(shift, day),
            next_time=shift.presence[0][0],
        )
        for shift in day.shifts
    ]
    return sorted(officers, key=lambda officer: len(officer.skills))


def _aways(shift: Shift, day: DeskDay) -> list[tuple[float, float, float]]:
    aways = []
    for start, length in shift.breaks:
        if any(a <= start < b for a, b in shift.presence):
            full = day.break_rule == "full_length"
            aways.append((start, length if full else 0.0, 0.0 if full else start + length))
    for i in range(1, len(shift.presence)):
        aways.append((shift.presence[i - 1][1], 0.0, shift.presence[i][0]))
    if shift.end_minutes < day.close_minutes:
        aways.append((shift.end_minutes, 0.0, math.inf))
    return sorted(aways)


def _admitted(people: People, row: int, limits: tuple[list[int], list[int]], result: PlainDay) -> list[Visitor]:
    visitors = []
    for window, (coming, tickets) in enumerate(zip(*limits, strict=True)):
        taken = 0
        for place in range(people.first_place[window], people.first_place[window + 1]):
            if people.rank[row, place] >= coming:
                continue
            if taken == tickets:
                result.visits[place] = (TURNED_AWAY, TURNED_AWAY)
                continue
            taken += 1
            if people.flags[row, place] & NO_SHOW:
                result.visits[place] = (STAYED_AWAY, STAYED_AWAY)
            else:
                visitors.append(_visitor(people, row, place))
    return visitors


def _visitor(people: People, row: int, place: int) -> Visitor:
    is_mixed = bool(people.flags[row, place] & MIXED)
    service = int(people.service[row, place])
    needs = [(service, float(people.work[row, place]))]
    if is_mixed:
        pairs = zip(people.need_service[row, place], people.need_minutes[row, place], strict=True)
        needs = [(int(wanted), float(minutes)) for wanted, minutes in pairs if wanted >= 0]
    return Visitor(
        place=place,
        arrival=float(people.arrival[row, place]),
        service=service,
        needs=needs,
        is_mixed=is_mixed,
        is_priority=bool(people.flags[row, place] & PRIORITY),
        patience=float(people.patience[row, place]) if people.patience.shape[1] else math.inf,
    )
