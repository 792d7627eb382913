"""A scenario: named changes to a mall and its demand. Records only; `scenario_apply` carries them out.

Field names are those of the scenario file (docs/scenarios.md); `first_day` and `last_day` are written `from` and `to`.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from planner.domain.checks import require, require_between, require_text
from planner.domain.ids import AgencyId, DeskId, OfficerId, ServiceId, SessionId
from planner.domain.mall import CalendarKind
from planner.domain.periods import DayType, Week

DesignKind = Literal["generalists", "specialists", "chain", "fast_lane"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days a change holds; None: from the first, or to the last, day of the scenario."""

    first_day: date | None = None
    last_day: date | None = None

    def __post_init__(self) -> None:
        _check_days(self.first_day, self.last_day)

    def covers(self, day: date) -> bool:
        """True on the days of the change."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


def _check_days(first: date | None, last: date | None) -> None:
    require(
        first is None or last is None or first <= last,
        f"the change ends {last} before it begins {first}",
        code="ends_before_start",
        field="to",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandChange(Days):
    """Demand times a factor, a range where it is not known better; or a surge of the library.

    desk, service, agency : what it concerns; all None: the whole mall (of a surge: the desks it concerns).
    """

    kind: Literal["demand"] = "demand"
    factor: tuple[float, float] | None = None
    surge: str | None = None
    desk: DeskId | None = None
    service: ServiceId | None = None
    agency: AgencyId | None = None

    def __post_init__(self) -> None:
        _check_days(self.first_day, self.last_day)
        require(
            (self.factor is None) != (self.surge is None),
            "a demand change names a factor or a surge, not both or none",
            code="factor_or_surge",
            field="factor",
        )
        if self.factor is not None:
            low, high = self.factor
            require_between(low, 0, 50, "factor")
            require_between(high, low, 50, "factor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent(Days):
    """An officer is away. sessions: None for whole days."""

    officer: OfficerId
    kind: Literal["absent"] = "absent"
    sessions: tuple[SessionId, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerAdded(Days):
    """New officers at a desk, each with all its skills at the norm's pace, or with skills and paces as `like`."""

    kind: Literal["officer_added"] = "officer_added"
    desk: DeskId | None = None
    like: OfficerId | None = None
    count: int = 1
    name: str = ""

    def __post_init__(self) -> None:
        _check_days(self.first_day, self.last_day)
        require_between(self.count, 1, 20, "count")
        require(
            self.desk is not None or self.like is not None,
            "an added officer names a desk or an officer he is like",
            code="desk_or_like",
            field="desk",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerRemoved:
    """An officer leaves the mall."""

    officer: OfficerId
    kind: Literal["officer_removed"] = "officer_removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillAdded:
    """An officer is trained in a service."""

    officer: OfficerId
    service: ServiceId
    kind: Literal["skill_added"] = "skill_added"
    pace: float = 1.0

    def __post_init__(self) -> None:
        require_between(self.pace, 0.2, 3.0, "pace")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveMoved(Days):
    """Leave of an officer that touches the days begins on `new_from` instead, with its length kept."""

    officer: OfficerId
    new_from: date
    kind: Literal["leave_moved"] = "leave_moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours(Days):
    """Other opening and closing: of the timetable, or with days given only on them (then inside the timetable's)."""

    kind: Literal["hours"] = "hours"
    open: time | None = None
    close: time | None = None
    agency: AgencyId | None = None
    day_type: DayType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTicket:
    """Another last ticket, of one desk or of the whole mall."""

    last_ticket: time
    kind: Literal["last_ticket"] = "last_ticket"
    desk: DeskId | None = None
    day_type: DayType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """So many equally long release windows a day, instead of the mall's: slots in place of a rush."""

    count: int
    kind: Literal["windows"] = "windows"
    day_type: DayType | None = None

    def __post_init__(self) -> None:
        require_between(self.count, 1, 4, "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaks:
    """Other breaks. minutes 0: nobody goes."""

    minutes: int
    starts: tuple[time, ...] = ()
    kind: Literal["breaks"] = "breaks"
    day_type: DayType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseChange:
    """Another promise; what is not given stays."""

    kind: Literal["promise"] = "promise"
    wait_minutes: int | None = None
    wait_share: float | None = None
    finish_probability: float | None = None
    grace_minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountersChange:
    """Counters of a desk more (or, below 0, fewer)."""

    desk: DeskId
    more: int
    kind: Literal["counters"] = "counters"

    def __post_init__(self) -> None:
        require_between(self.more, -50, 50, "more")


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentChange:
    """So many counters of a desk have the equipment."""

    desk: DeskId
    equipment: str
    units: int
    kind: Literal["equipment"] = "equipment"

    def __post_init__(self) -> None:
        require_text(self.equipment, "equipment")
        require_between(self.units, 0, 50, "units")


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppliesChange:
    """Another stock of an item, or another day until which it must last."""

    item: str
    kind: Literal["supplies"] = "supplies"
    stock: float | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChange:
    """A day that is closed or opened late: a late cuti bersama, an open Saturday."""

    day: date
    day_kind: CalendarKind
    name: str
    kind: Literal["calendar"] = "calendar"
    agency: AgencyId | None = None
    open: time | None = None
    close: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDesign:
    """Who serves what at a desk. lane: officers of the fast lane."""

    desk: DeskId
    design: DesignKind
    kind: Literal["desk_design"] = "desk_design"
    lane: int = 1

    def __post_init__(self) -> None:
        require_between(self.lane, 1, 20, "lane")


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesChange:
    """Set-up and need minutes of a service, or of all services of a desk, times a factor."""

    factor: float
    kind: Literal["minutes"] = "minutes"
    service: ServiceId | None = None
    desk: DeskId | None = None

    def __post_init__(self) -> None:
        require_between(self.factor, 0.1, 10, "factor")
        require(
            (self.service is None) != (self.desk is None),
            "changed minutes name a service or a desk",
            code="service_or_desk",
            field="service",
        )


Change = (
    DemandChange
    | Absent
    | OfficerAdded
    | OfficerRemoved
    | SkillAdded
    | LeaveMoved
    | Hours
    | LastTicket
    | Windows
    | Breaks
    | PromiseChange
    | CountersChange
    | EquipmentChange
    | SuppliesChange
    | CalendarChange
    | DeskDesign
    | MinutesChange
)
KINDS = tuple(change.__dataclass_fields__["kind"].default for change in Change.__args__)  # in the order above


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Changes with a name and a reason. weeks: empty for the week of the base plan."""

    name: str
    reason: str = ""
    weeks: tuple[Week, ...] = ()
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        require_text(self.name, "name")
