"""Do the tickets fit into the minutes of the officers, every minute counted once?

For each desk and day, and for the tickets of each window and all later ones (whose visitors cannot be served before
that window begins), the expected officer minutes must fit into those present.

Needed: `visits.needed_minutes`.
Present: the session's minutes less the break, `grace_minutes` past closing for who is there at the end, and one visit
in hand for who leaves the desk before.
Fit: for every set of services, its needed minutes are at most the minutes of the officers who hold a skill in it, each
at his best pace among them (Hall's condition; exact where an officer has one pace at the desk). Services that the same
officers serve at the same paces count as one; above 12 such classes only sets of one, two and all are tried.
Equipment: the minutes of the services that use it fit into those of the counters that have it.
Means over a day are compared, so half a visit is let pass.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from planner.calendar.hours import DayHours
from planner.checker.violation import Place, Violation
from planner.checker.visits import needed_minutes, tickets_by_service
from planner.checker.week import PlanWeek, break_interval
from planner.domain.ids import DeskId, ServiceId, WindowId
from planner.domain.mall import Desk
from planner.domain.periods import Window, minute_of_day
from planner.domain.plan import Posting

MOST_CLASSES_WITH_ALL_SETS = 12
SLACK_VISITS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Officers of a desk over some part of a day: minutes present, and pace at each service each may serve."""

    minutes: tuple[float, ...]
    paces: tuple[Mapping[ServiceId, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What is left of a desk-day from one window on: needed minutes by service, the officers, the hours."""

    desk: Desk
    window: Window
    needed: Mapping[ServiceId, float]
    pool: Pool
    longest_visit_minutes: float
    minutes_to_end: int

    @property
    def slack_minutes(self) -> float:
        """Half a visit of the longest service."""
        return SLACK_VISITS * self.longest_visit_minutes


def tickets_within_minutes(week: PlanWeek) -> Iterator[Violation]:
    """tickets_within_minutes: expected minutes of the tickets fit into the officers' minutes, each counted once."""
    for desk, day, hours in week.judged_desk_days:
        rests = [_rest(week, desk, hours, first) for first in range(len(hours.windows))]
        spare = {rest.window.id: spare_minutes(rest.needed, rest.pool) + rest.slack_minutes for rest in rests}
        yield from _worst(week, "tickets_within_minutes", Place(desk=desk.id, day=day), spare)


def equipment_in_use(week: PlanWeek) -> Iterator[Violation]:
    """equipment_in_use: expected minutes of services that use an equipment fit into those of the counters with it."""
    for desk, day, hours in week.judged_desk_days:
        used = {s.equipment for s in week.mall.services_of(desk.id) if s.equipment}
        rests = [_rest(week, desk, hours, first) for first in range(len(hours.windows)) if used]
        for name in sorted(used):
            spare = {rest.window.id: _spare_equipment(week, rest, name) + rest.slack_minutes for rest in rests}
            yield from _worst(week, "equipment_in_use", Place(desk=desk.id, day=day, part=name), spare)


def _worst(week: PlanWeek, rule: str, place: Place, spare: Mapping[WindowId, float]) -> Iterator[Violation]:
    window = min(spare, key=spare.__getitem__, default=None)
    if window is not None and spare[window] < 0:
        yield week.broken(rule, replace(place, session=window), f"{-spare[window]:.0f} min")


def _spare_equipment(week: PlanWeek, rest: Rest, name: str) -> float:
    count = sum(name in counter.equipment for counter in week.mall.counters_of(rest.desk.id))
    using = [s.id for s in week.mall.services_of(rest.desk.id) if s.equipment == name]
    fastest = max((paces.get(s, 0.0) for paces in rest.pool.paces for s in using), default=0.0)
    return count * rest.minutes_to_end - sum(rest.needed[s] for s in using) / (fastest or 1.0)


def _rest(week: PlanWeek, desk: Desk, hours: DayHours, first: int) -> Rest:
    services = week.mall.services_of(desk.id)
    longest = max((s.setup_minutes + s.need_minutes for s in services), default=0.0)
    start = minute_of_day(hours.windows[first].start)
    pool = pool_from(week, desk.id, hours.day, start, longest)
    tickets = tickets_by_service(week, desk.id, hours.day, {w.id for w in hours.windows[first:]})
    return Rest(
        desk=desk,
        window=hours.windows[first],
        needed=needed_minutes(week, services, tickets, {s for paces in pool.paces for s in paces}),
        pool=pool,
        longest_visit_minutes=longest,
        minutes_to_end=minute_of_day(hours.close) + week.mall.promise.grace_minutes - start,
    )


def pool_from(week: PlanWeek, desk: DeskId, day: date, start: int, visit_minutes: float) -> Pool:
    """Minutes of each officer at the desk from that minute of the day to closing and grace."""
    postings: dict[str, list[Posting]] = {}
    for posting in week.at_desk_day.get((desk, day), ()):
        postings.setdefault(posting.officer, []).append(posting)
    officers = sorted(postings)
    return Pool(
        minutes=tuple(_present(week, postings[o], start, visit_minutes) for o in officers),
        paces=tuple(week.paces_on(postings[o][0].officer, desk, day) for o in officers),
    )


def _present(week: PlanWeek, postings: Sequence[Posting], start: int, visit_minutes: float) -> float:
    """Minutes of one officer at one desk after `start`; overlapping postings are another rule's business."""
    hours = week.hours_of(postings[0].desk, postings[0].day)
    order = [s.id for s in hours.sessions] if hours else []
    held = {p.session for p in postings}
    total = 0.0
    for posting in postings:
        session = week.session(posting.desk, posting.day, posting.session)
        if session is None or minute_of_day(session.end) <= start:
            continue
        total += _overlap(minute_of_day(session.start), minute_of_day(session.end), start)
        total -= _overlap(*break_interval(posting), start)
        following = order[order.index(posting.session) + 1 :]
        if not following:
            total += week.mall.promise.grace_minutes
        elif following[0] not in held:
            total += visit_minutes
    return total


def _overlap(begin: int, end: int, start: int) -> int:
    return max(0, end - max(begin, start))


def spare_minutes(needed: Mapping[ServiceId, float], pool: Pool) -> float:
    """Least of (minutes present - minutes needed) over all sets of services that anybody comes for; 0 for nobody.

    Two services whose visits the same officers serve at the same paces are never taken apart.
    """
    classes: dict[tuple[float, ...], float] = {}
    for service, minutes in needed.items():
        if minutes > 0:
            held = tuple(paces.get(service, 0.0) for paces in pool.paces)
            classes[held] = classes.get(held, 0.0) + minutes
    return min((_spare_of(chosen, classes, pool.minutes) for chosen in _sets(list(classes))), default=0.0)


def _sets(classes: Sequence[tuple[float, ...]]) -> Iterator[tuple[tuple[float, ...], ...]]:
    sizes = range(1, len(classes) + 1)
    if len(classes) > MOST_CLASSES_WITH_ALL_SETS:
        yield from (*combinations(classes, 1), *combinations(classes, 2), tuple(classes))
        return
    for size in sizes:
        yield from combinations(classes, size)


def _spare_of(
    chosen: Sequence[tuple[float, ...]], needed: Mapping[tuple[float, ...], float], minutes: Sequence[float]
) -> float:
    best = [max(paces) for paces in zip(*chosen, strict=True)]
    present = sum((m * pace for m, pace in zip(minutes, best, strict=True)), start=0.0)
    return present - sum(needed[paces] for paces in chosen)
