"""A mall: agencies, desks, services, counters, rules of the house, and `check_mall` for what needs two records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from planner.domain.checks import require, require_between, require_share, require_text
from planner.domain.demand import Profile
from planner.domain.errors import NotFound
from planner.domain.ids import AgencyId, CounterId, DeskId, OfficerId, ServiceId, SessionId
from planner.domain.periods import DayType, Timetable, Zone
from planner.domain.promise import Promise
from planner.domain.staff import Leave, Officer, Pair, Skill, Wish

DEFAULT_WEEKDAYS = (0, 1, 2, 3, 4)
MOST_SERVICES_OF_A_DESK = 15  # the simulation keeps four queues of each in one 64-bit word


class AgencyMode(StrEnum):
    """Who decides an agency's roster.

    PLANNED : the solver. REQUEST: the plan proposes, the agency confirms. AS_GIVEN: its own roster is input.
    """

    PLANNED = "planned"
    REQUEST = "request"
    AS_GIVEN = "as_given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """Owner of desks and officers. open_weekdays: 0 = Monday. parent_office: where else citizens can go."""

    id: AgencyId
    name: str
    kind: str = ""
    mode: AgencyMode = AgencyMode.REQUEST
    open_weekdays: tuple[int, ...] = DEFAULT_WEEKDAYS
    needs_supervisor: bool = False
    parent_office: str = ""

    def __post_init__(self) -> None:
        require_text(self.id, "agency.id")
        require_text(self.name, "agency.name")
        for weekday in self.open_weekdays:
            require_between(weekday, 0, 6, "agency.open_weekdays")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One queue: services that share counters and officers.

    min_officers : officers who must be there in every open session.
    lunch_cover  : somebody must be at the desk in every half-hour of the break session.
    last_ticket  : earlier last ticket than the mall's, None for the mall's.
    weight       : importance of a visit turned away here, 1 is ordinary.
    """

    id: DeskId
    agency: AgencyId
    name: str
    min_officers: int = 0
    lunch_cover: bool = True
    last_ticket: time | None = None
    weight: int = 1

    def __post_init__(self) -> None:
        require_text(self.id, "desk.id")
        require_text(self.name, "desk.name")
        require_between(self.min_officers, 0, 50, "desk.min_officers")
        require_between(self.weight, 1, 9, "desk.weight")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What a visitor comes for.

    setup_minutes, need_minutes : officer minutes once per visit and for each need, at pace 1.0.
    need_minutes_low, need_minutes_high : between which the minutes of a need lie as long as they are calibrated or
                      assumed; None where they were measured.
    need_cv         : standard deviation of a need's minutes over their mean.
    needs_share     : shares of visits with 1, 2, 3, 4 needs; sum 1.
    priority_share  : share of visits by priority visitors (lansia, disabilitas, ibu hamil).
    own_cap, own_floor : most and least tickets a day that a statute or an agreement sets, None where nothing does.
    equipment       : what a visit uses throughout (camera, printer), "" for nothing; counters say where it stands.
    """

    id: ServiceId
    desk: DeskId
    name: str
    setup_minutes: float = 3.0
    need_minutes: float = 10.0
    need_cv: float = 0.5
    needs_share: tuple[float, float, float, float] = (1.0, 0.0, 0.0, 0.0)
    priority_share: float = 0.0
    own_cap: int | None = None
    own_floor: int | None = None
    equipment: str = ""
    need_minutes_low: float | None = None
    need_minutes_high: float | None = None

    def __post_init__(self) -> None:
        require_text(self.id, "service.id")
        require_text(self.name, "service.name")
        require_between(self.setup_minutes, 0, 60, "service.setup_minutes")
        require_between(self.need_minutes, 0.5, 240, "service.need_minutes")
        require_between(self.need_cv, 0, 3, "service.need_cv")
        require_share(self.priority_share, "service.priority_share")
        require(
            abs(sum(self.needs_share) - 1) < 1e-6 and min(self.needs_share) >= 0,
            f"needs_share of {self.id} is {self.needs_share}, expected four shares that add up to 1",
            code="needs_share",
            field="service.needs_share",
        )
        self._check_caps()
        self._check_range()

    def _check_range(self) -> None:
        low, high = self.need_minutes_low, self.need_minutes_high
        require(
            (low is None) == (high is None) and (low or 0.5) <= self.need_minutes <= (high or 240),
            f"need_minutes {self.need_minutes} of {self.id} is not inside its range {low} to {high}",
            code="minutes_range",
            field="service.need_minutes_low",
        )

    @property
    def minutes_are_rough(self) -> bool:
        """True as long as nobody measured the minutes of a need."""
        return self.need_minutes_low is not None and self.need_minutes_low != self.need_minutes_high

    def _check_caps(self) -> None:
        cap, floor = self.own_cap, self.own_floor
        require(cap is None or cap >= 0, f"own_cap of {self.id} is {cap}", code="out_of_range", field="service.own_cap")
        require(
            floor is None or 0 <= floor <= (floor if cap is None else cap),
            f"own_floor {floor} of {self.id} is negative or above own_cap {cap}",
            code="floor_above_cap",
            field="service.own_floor",
        )

    @property
    def needs_mean(self) -> float:
        """Mean needs of a visit."""
        return sum(n * share for n, share in enumerate(self.needs_share, start=1))

    @property
    def visit_minutes(self) -> float:
        """Mean officer minutes of a visit at pace 1.0, all needs at one officer."""
        return self.setup_minutes + self.needs_mean * self.need_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Loket: a physical place that holds one officer at a time. desk: None where any desk of the agency may sit."""

    id: CounterId
    agency: AgencyId
    desk: DeskId | None = None
    equipment: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_text(self.id, "counter.id")


class CalendarKind(StrEnum):
    """What a row of the calendar says about a day."""

    HOLIDAY = "holiday"
    CUTI_BERSAMA = "cuti_bersama"
    RAMADAN = "ramadan"
    CLOSED = "closed"
    OPEN = "open"
    EVENT = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A day that differs. agency: None for the whole mall. open, close: other hours on that day."""

    day: date
    kind: CalendarKind
    name: str
    agency: AgencyId | None = None
    open: time | None = None
    close: time | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """Consumable (blanko, ribbon): `per_ticket` of `stock` is used by each ticket of the service, until `until`."""

    item: str
    service: ServiceId
    per_ticket: float
    stock: float
    until: date

    def __post_init__(self) -> None:
        require_between(self.per_ticket, 0, 1000, "supplies.per_ticket")
        require_between(self.stock, 0, 1e9, "supplies.stock")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoNeed:
    """Of the further needs of visitors who came for `service`, `share` are for `next_service`."""

    desk: DeskId
    service: ServiceId
    next_service: ServiceId
    share: float

    def __post_init__(self) -> None:
        require_share(self.share, "also_needs.share")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPosting:
    """A row of the roster that an `as_given` agency hands in."""

    officer: OfficerId
    day: date
    session: SessionId
    desk: DeskId


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What shortfalls weigh beside visits turned away, in visits.

    deep_share, deep_visits : each visit refused beyond `deep_share` of a median day weighs `deep_visits` more.
    """

    uncovered_lunch_half_hour: float = 6
    agency_without_anybody: float = 16
    no_supervisor: float = 4
    officer_missing: float = 8
    deep_visits: float = 0.6
    deep_share: float = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """Figures nobody measured yet; shown wherever a result rests on them.

    return_share       : of visits turned away, how many come again within the week.
    spill              : of visitors who find a window full, how many take the next window's ticket.
    window_start_share : of a window's visitors, how many stand there at its start.
    counter_share      : counter minutes over duty minutes.
    equity_floor_share : tickets of a service never fall below this share of its demand.
    max_change_share   : largest change of a quota from one day to the next, 1 = no limit.
    """

    return_share: float = 0.5
    spill: float = 0.5
    window_start_share: float = 0.3
    counter_share: float = 0.8
    equity_floor_share: float = 0.0
    max_change_share: float = 1.0

    def __post_init__(self) -> None:
        for name in self.__slots__:
            require_share(getattr(self, name), f"assumptions.{name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Rules of the roster that a mall may switch off; all others always hold.

    Names are those of the roster engine and the checker (docs/rules.md, docs/roster.md).
    """

    breaks_staggered: bool = True
    lunch_cover: bool = True
    agency_presence: bool = True
    minimum_presence: bool = True
    supervisor_present: bool = True
    deep_refusal: bool = True
    equal_burden: bool = True
    wishes: bool = True
    few_moves: bool = True

    @property
    def off(self) -> tuple[str, ...]:
        """Names of the rules that are switched off."""
        return tuple(name for name in self.__slots__ if not getattr(self, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mall:
    """One place, one time zone, one floor of counters, with all that a plan needs but the visits."""

    name: str
    zone: Zone
    timetables: Mapping[DayType, Timetable]
    agencies: tuple[Agency, ...]
    desks: tuple[Desk, ...]
    services: tuple[Service, ...]
    counters: tuple[Counter, ...] = ()
    officers: tuple[Officer, ...] = ()
    skills: tuple[Skill, ...] = ()
    leave: tuple[Leave, ...] = ()
    calendar: tuple[CalendarDay, ...] = ()
    supplies: tuple[Supply, ...] = ()
    profiles: tuple[Profile, ...] = ()
    also_needs: tuple[AlsoNeed, ...] = ()
    wishes: tuple[Wish, ...] = ()
    pairs: tuple[Pair, ...] = ()
    given: tuple[GivenPosting, ...] = ()
    promise: Promise = field(default_factory=Promise)
    prices: Prices = field(default_factory=Prices)
    assumptions: Assumptions = field(default_factory=Assumptions)
    rules: Rules = field(default_factory=Rules)

    def __post_init__(self) -> None:
        require_text(self.name, "mall.name")
        require(
            DayType.NORMAL in self.timetables,
            "the mall has no timetable for normal days",
            code="no_timetable",
            field="day_types.normal",
        )

    def get_agency(self, agency: AgencyId) -> Agency:
        """The agency of that id; raises NotFound."""
        return _get(self.agencies, agency, "agency")

    def get_desk(self, desk: DeskId) -> Desk:
        """The desk of that id; raises NotFound."""
        return _get(self.desks, desk, "desk")

    def get_officer(self, officer: OfficerId) -> Officer:
        """The officer of that id; raises NotFound."""
        return _get(self.officers, officer, "officer")

    def services_of(self, desk: DeskId) -> tuple[Service, ...]:
        """Services queued for at a desk, in the order of the sheet."""
        return tuple(s for s in self.services if s.desk == desk)

    def desks_of(self, agency: AgencyId) -> tuple[Desk, ...]:
        """Desks of an agency, in the order of the sheet."""
        return tuple(d for d in self.desks if d.agency == agency)

    def counters_of(self, desk: DeskId) -> tuple[Counter, ...]:
        """Counters at which officers of a desk may sit: its own, then the agency's flexible ones."""
        agency = self.get_desk(desk).agency
        own = tuple(c for c in self.counters if c.desk == desk)
        return own + tuple(c for c in self.counters if c.desk is None and c.agency == agency)

    def timetable(self, day_type: DayType) -> Timetable:
        """The timetable of a day type; days without one of their own use the normal one."""
        fallback = {DayType.RAMADAN_FRIDAY: DayType.RAMADAN}.get(day_type, DayType.NORMAL)
        return self.timetables.get(day_type) or self.timetables.get(fallback) or self.timetables[DayType.NORMAL]


_Named = TypeVar("_Named", Agency, Desk, Officer)


def _get(records: tuple[_Named, ...], wanted: str, kind: str) -> _Named:
    for record in records:
        if record.id == wanted:
            return record
    raise NotFound(f"no {kind} {wanted!r}", code=f"unknown_{kind}", field=kind)
