"""All that the roster sees of a desk: tickets of a set of skill classes in a session, by tenths of an officer.

`T[S, s][u]` comes from simulating m = 0..M generalists of S present all day, breaks staggered, with the best split over
windows (one window per session); in between it is linear, rounded down; past the last point constant; it never falls.
Where breaks lie, the points of officers who all stay through them follow the last of these (docs/decisions/0014).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import accumulate, combinations, pairwise

from planner.domain.checks import require
from planner.domain.promise import Promise
from planner.queueing.cache import ResultCache, content_key
from planner.queueing.capacity import SearchSettings, window_capacity
from planner.queueing.desk_day import SPREAD, DeskDay, Profile, ServiceWork, Shift, Window
from planner.queueing.fluid import fluid_tickets

MOST_CLASSES_FOR_ALL_SETS = 4
TENTHS = 10
TABLE_SEARCH = SearchSettings(close_days=2_000)

ClassSet = tuple[int, ...]  # indices of skill classes, rising
Split = Callable[[DeskDay], tuple[int, ...]]  # tickets of each window that a day allows


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSpan:
    """A session in minutes after opening."""

    id: str
    start_minutes: float
    end_minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSetting:
    """A desk on one type of day, without its officers.

    sessions      : in order, the last ends at closing; each is a release window, cut at the last ticket.
    skill_classes : the services' ids in groups with the same skilled officers; every service in one group.
    counters      : most officers who can sit at the desk at once.
    break_groups  : (start, length); officers take them in turn. Empty = no break.
    equipment     : (id, units) in use at once; what a service needs and is not listed here limits nothing.
    """

    sessions: tuple[SessionSpan, ...]
    last_ticket_minutes: float
    services: tuple[ServiceWork, ...]
    skill_classes: tuple[tuple[str, ...], ...]
    counters: int
    promise: Promise
    break_groups: tuple[tuple[float, float], ...] = ()
    profile: Profile = SPREAD
    start_share: float = 0.3
    spill: float = 0.5
    no_show_share: float = 0.0
    equipment: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        named = sorted(name for group in self.skill_classes for name in group)
        ids = sorted(service.id for service in self.services)
        require(
            named == ids,
            f"skill classes hold {named}, the services are {ids}",
            code="skill_classes",
            field="skill_classes",
        )

    def class_sets(self) -> tuple[ClassSet, ...]:
        """All non-empty sets of skill classes; singletons, pairs and all when there are more than four."""
        count = len(self.skill_classes)
        sizes = range(1, count + 1) if count <= MOST_CLASSES_FOR_ALL_SETS else (1, 2, count)
        return tuple(chosen for size in sizes for chosen in combinations(range(count), size))

    def windows(self) -> tuple[Window, ...]:
        """One release window for each session that begins before the last ticket."""
        return tuple(
            Window(
                id=session.id,
                start_minutes=session.start_minutes,
                last_ticket_minutes=min(session.end_minutes, self.last_ticket_minutes),
                start_share=self.start_share,
            )
            for session in self.sessions
            if session.start_minutes < self.last_ticket_minutes
        )

    def generalists_day(self, classes: ClassSet, officers: int) -> DeskDay:
        """The day of so many officers who serve every service of the classes, and nothing else comes."""
        names = {name for c in classes for name in self.skill_classes[c]}
        services = tuple(self._with_listed_equipment(_only_needs_of(s, names)) for s in self.services if s.id in names)
        return DeskDay(
            close_minutes=self.sessions[-1].end_minutes,
            services=services,
            shifts=tuple(self._generalist(i, services) for i in range(officers)),
            windows=self.windows(),
            profile=self.profile,
            spill=self.spill,
            no_show_share=self.no_show_share,
            equipment=self.equipment,
        )

    def _with_listed_equipment(self, service: ServiceWork) -> ServiceWork:
        return service if service.equipment in dict(self.equipment) else replace(service, equipment=None)

    def _generalist(self, number: int, services: tuple[ServiceWork, ...]) -> Shift:
        groups = self.break_groups
        return Shift(
            id=f"m{number}",
            presence=((0.0, self.sessions[-1].end_minutes),),
            skills=tuple(service.id for service in services),
            breaks=(groups[number % len(groups)],) if groups else (),
        )

    def without_breaks(self) -> "DeskSetting":
        """The same desk, its officers relieved by others instead of taking a break."""
        return replace(self, break_groups=())

    def session_tenths(self, officers: int) -> tuple[int, ...]:
        """Tenths of an officer in each session when so many are present all day: whole tenths of each one's share."""
        shifts = [self._generalist(i, self.services) for i in range(officers)]
        return tuple(sum(working_tenths(shift, session) for shift in shifts) for session in self.sessions)


def working_tenths(shift: Shift, session: SessionSpan) -> int:
    """floor(10 x pace x share of the session worked) of one officer, as the roster's rows count him."""
    length = session.end_minutes - session.start_minutes
    worked = shift.working_minutes(session.start_minutes, session.end_minutes)
    return int(TENTHS * shift.pace * worked / length + 1e-9)


def _only_needs_of(service: ServiceWork, names: set[str]) -> ServiceWork:
    if service.also_needs is None:
        return service
    kept = tuple((name, share) for name, share in service.also_needs if name in names and share > 0)
    return replace(service, also_needs=kept or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskTables:
    """Tables of one desk and day type.

    rows      : (set of classes, session id) -> tickets, index = tenths of an officer.
    simulated : False where the fluid estimate stands in.
    """

    rows: dict[tuple[ClassSet, str], tuple[int, ...]]
    simulated: bool

    def tickets(self, classes: ClassSet, session: str, tenths: int) -> int:
        """Tickets of these classes in a session; constant past the last entry."""
        row = self.rows[classes, session]
        return row[min(tenths, len(row) - 1)]


def desk_tables(setting: DeskSetting, cache: ResultCache, search: SearchSettings = TABLE_SEARCH) -> DeskTables:
    """Simulated tables; what was simulated before comes from the cache."""
    return _tables(setting, lambda day: _cached_split(day, setting.promise, search, cache), simulated=True)


def fluid_tables(setting: DeskSetting) -> DeskTables:
    """A quick estimate for desks whose tables are not simulated yet."""
    return _tables(setting, lambda day: fluid_tickets(day, setting.promise), simulated=False)


def _cached_split(day: DeskDay, promise: Promise, search: SearchSettings, cache: ResultCache) -> tuple[int, ...]:
    key = content_key(day, promise, search)
    kept = cache.find(key)
    if kept is not None:
        return tuple(kept)
    tickets = window_capacity(day, promise, search).tickets
    cache.keep(key, tickets)
    return tickets


def _tables(setting: DeskSetting, split: Split, *, simulated: bool) -> DeskTables:
    rows = {
        (classes, session.id): _row(points)
        for classes in setting.class_sets()
        for session, points in zip(setting.sessions, _points(setting, classes, split), strict=True)
    }
    return DeskTables(rows=rows, simulated=simulated)


def _points(setting: DeskSetting, classes: ClassSet, split: Split) -> list[dict[int, int]]:
    """Tickets by tenths for each session: of officers who take breaks, past the last of them of those who take none."""
    points = [{0: 0} for _ in setting.sessions]
    officers = range(1, setting.counters + 1)
    _add_points(points, setting, officers, lambda m: split(setting.generalists_day(classes, m)))
    if setting.break_groups:
        relieved, fewest = setting.without_breaks(), min(max(known) for known in points)
        staying = [m for m in officers if TENTHS * m > fewest]
        _add_points(points, relieved, staying, lambda m: split(relieved.generalists_day(classes, m)))
    return points


def _add_points(
    points: list[dict[int, int]], setting: DeskSetting, officers: Iterable[int], split: Callable[[int], tuple[int, ...]]
) -> None:
    """Points of so many officers in every session in which their tenths go beyond those already known."""
    last = [max(known) for known in points]
    for m in officers:
        tickets, tenths = split(m), setting.session_tenths(m)
        for s, known in enumerate(points):
            value = tickets[s] if s < len(tickets) else 0
            if tenths[s] > last[s]:
                known[tenths[s]] = max(known.get(tenths[s], 0), value)


def _row(points: dict[int, int]) -> tuple[int, ...]:
    """Linear between the points, rounded down, never falling."""
    marks = sorted(points.items())
    row = [marks[0][1]]
    for (a, low), (b, high) in pairwise(marks):
        row += [(low * (b - u) + high * (u - a)) // (b - a) for u in range(a + 1, b + 1)]
    return tuple(accumulate(row, max))
