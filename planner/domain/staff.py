"""Officers: what they can do, when they are away, what they wish. The reason of a leave is never read here."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.checks import require, require_between, require_text
from planner.domain.ids import AgencyId, OfficerId, ServiceId, SessionId

DUTY_MINUTES_WEEK = 2250  # 37 h 30 without breaks, Perpres 21/2023 art. 4
DUTY_MINUTES_WEEK_RAMADAN = 1950  # 32 h 30, the same


def _check_order(start: date | None, end: date | None, field: str) -> None:
    require(
        start is None or end is None or start <= end,
        f"{field} ends {end} before it begins {start}",
        code="ends_before_start",
        field=field,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """One who serves at counters.

    agency               : None for a pooled officer, who may work wherever he has a skill.
    duty_minutes_week    : the law's minutes a week, hard.
    counter_minutes_week : minutes at the counter before overtime; None: the mall's counter share of the duty minutes.
    max_days             : most days a week; None: the open days of the agency.
    active_from, active_to : first and last day at the mall.
    """

    id: OfficerId
    name: str
    agency: AgencyId | None = None
    duty_minutes_week: int = DUTY_MINUTES_WEEK
    counter_minutes_week: int | None = None
    max_days: int | None = None
    supervisor: bool = False
    active_from: date | None = None
    active_to: date | None = None

    def __post_init__(self) -> None:
        require_text(self.id, "officer.id")
        require_text(self.name, "officer.name")
        require_between(self.duty_minutes_week, 0, 4200, "officer.duty_minutes_week")
        if self.counter_minutes_week is not None:
            require_between(self.counter_minutes_week, 0, self.duty_minutes_week, "officer.counter_minutes_week")
        if self.max_days is not None:
            require_between(self.max_days, 0, 7, "officer.max_days")
        _check_order(self.active_from, self.active_to, "officer.active_to")

    def is_active(self, day: date) -> bool:
        """True on the days the officer belongs to the mall."""
        return (self.active_from is None or self.active_from <= day) and (
            self.active_to is None or day <= self.active_to
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """An officer can serve a service. pace: 1.0 is the norm, 1.25 serves a quarter more in the same time."""

    officer: OfficerId
    service: ServiceId
    pace: float = 1.0
    valid_from: date | None = None
    valid_to: date | None = None

    def __post_init__(self) -> None:
        require_between(self.pace, 0.2, 3.0, "skill.pace")
        _check_order(self.valid_from, self.valid_to, "skill.valid_to")

    def is_valid(self, day: date) -> bool:
        """True on the days the skill may be used."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """An officer is away. sessions: None for the whole day, else the sessions he misses."""

    officer: OfficerId
    first_day: date
    last_day: date
    sessions: tuple[SessionId, ...] | None = None

    def __post_init__(self) -> None:
        _check_order(self.first_day, self.last_day, "leave.to")

    def touches(self, first: date, last: date) -> bool:
        """True when some of it lies between two days, both counted."""
        return self.first_day <= last and first <= self.last_day

    def covers(self, day: date, session: SessionId) -> bool:
        """True when the officer is away in that session."""
        return self.first_day <= day <= self.last_day and (self.sessions is None or session in self.sessions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An officer would rather not work a session; `weight` 1 (mild) to 5 (strong). Give a day or a weekday."""

    officer: OfficerId
    session: SessionId
    weight: int = 1
    day: date | None = None
    weekday: int | None = None

    def __post_init__(self) -> None:
        require_between(self.weight, 1, 5, "wish.weight")
        require(
            (self.day is None) != (self.weekday is None),
            f"a wish of {self.officer} names a day or a weekday, not both or none",
            code="wish_day",
            field="wish.date",
        )
        if self.weekday is not None:
            require_between(self.weekday, 0, 6, "wish.weekday")

    def concerns(self, day: date) -> bool:
        """True when the wish is about that day."""
        return day == self.day or day.weekday() == self.weekday


class PairKind(StrEnum):
    """How two officers are tied.

    NEVER_TOGETHER : not at one desk in one session.
    SENIOR_OF      : `officer` is a senior of `other`, who works only where one of his seniors works.
    """

    NEVER_TOGETHER = "never_together"
    SENIOR_OF = "senior_of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two officers who must be apart, or a senior (`officer`) whom a new one (`other`) needs beside him."""

    officer: OfficerId
    other: OfficerId
    kind: PairKind

    def __post_init__(self) -> None:
        require(
            self.officer != self.other, f"pair of {self.officer} with himself", code="pair_self", field="pairs.other"
        )
