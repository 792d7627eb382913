"""What was counted in the past."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from planner.domain.checks import require, require_between
from planner.domain.ids import AgencyId, DeskId, OfficerId, ServiceId


class VisitUnit(StrEnum):
    """What a count counts. Malls mix them, so every count names its own."""

    VISITS = "visits"
    TICKETS = "tickets"
    NEEDS = "needs"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """Visits counted at a service, or at a desk as a whole, on one day.

    quota, quota_full_at : tickets the day allowed, and the time the last one went.
    full    : the quota was used up, so the count says "at least". refused: people seen to be turned away.
    closed  : the service did not open.
    """

    day: date
    desk: DeskId
    visits: int
    service: ServiceId | None = None
    unit: VisitUnit = VisitUnit.VISITS
    quota: int | None = None
    full: bool = False
    quota_full_at: time | None = None
    closed: bool = False
    refused: int | None = None

    def __post_init__(self) -> None:
        require_between(self.visits, 0, 100_000, "visits.visits")
        if self.quota is not None:
            require_between(self.quota, 0, 100_000, "visits.quota")
        if self.refused is not None:
            require_between(self.refused, 0, 100_000, "visits.refused")
        require(
            not (self.closed and self.visits),
            f"{self.visits} visits on {self.day}, a day marked closed",
            code="visits_on_closed_day",
            field="visits.closed",
        )

    @property
    def is_full(self) -> bool:
        """True when the quota was used up, by its mark or because as many were issued as it allowed."""
        return self.full or self.quota_full_at is not None or (self.quota is not None and self.visits >= self.quota)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """Visits of an agency or of a desk in a month; `month` is its first day."""

    month: date
    visits: int
    agency: AgencyId | None = None
    desk: DeskId | None = None

    def __post_init__(self) -> None:
        require_between(self.visits, 0, 1_000_000, "visits_monthly.visits")
        require(
            (self.agency is None) != (self.desk is None),
            f"the count of {self.month:%Y-%m} names an agency or a desk, not both or none",
            code="month_of_what",
            field="visits_monthly.agency",
        )

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return (self.month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One ticket of a queue system. Times are local; a system that keeps no such time leaves None."""

    day: date
    desk: DeskId
    number: str
    service: ServiceId | None = None
    taken_at: datetime | None = None
    called_at: datetime | None = None
    finished_at: datetime | None = None
    officer: OfficerId | None = None
    needs: int = 1
    status: str = ""
    channel: str = ""

    def __post_init__(self) -> None:
        require_between(self.needs, 1, 4, "tickets.needs")


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All that was counted; any part may be empty."""

    days: tuple[DayCount, ...] = ()
    months: tuple[MonthCount, ...] = ()
    tickets: tuple[Ticket, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The last day anything was counted, of a month its last day; None for an empty history."""
        candidates = [c.day for c in self.days] + [t.day for t in self.tickets] + [m.last_day for m in self.months]
        return max(candidates, default=None)
