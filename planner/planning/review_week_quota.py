"""What a week did with its quotas: sold out long before the last ticket, closed with tickets left, issued beyond it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.domain.periods import minute_of_day
from planner.planning.review_week import ReviewedDay

EARLY_MINUTES = 60  # before the last ticket: sold out earlier than this is told
UNUSED_SHARE = 0.1  # of a quota: told as sold out with more than this not issued
OVER_SHARE, OVER_TICKETS = 0.05, 2  # of a quota, and at least so many: issued beyond it


class QuotaFault(StrEnum):
    """What was done with a quota."""

    EARLY = "early"
    UNUSED = "unused"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaFinding:
    """A fault and the days on which it happened."""

    fault: QuotaFault
    days: tuple[ReviewedDay, ...]


def quota_findings(days: Sequence[ReviewedDay]) -> tuple[QuotaFinding, ...]:
    """The faults of a desk's days."""
    found = {fault: tuple(day for day in days if is_so(day)) for fault, is_so in FAULTS.items()}
    return tuple(QuotaFinding(fault=fault, days=those) for fault, those in found.items() if those)


def _is_early(day: ReviewedDay) -> bool:
    if day.sold_out_at is None or day.last_ticket is None:
        return False
    return minute_of_day(day.last_ticket) - minute_of_day(day.sold_out_at) >= EARLY_MINUTES


def _is_unused(day: ReviewedDay) -> bool:
    return day.sold_out_at is not None and day.tickets_issued < (1 - UNUSED_SHARE) * day.quota_tickets


def _is_over(day: ReviewedDay) -> bool:
    beyond = day.tickets_issued - day.quota_tickets
    return beyond >= OVER_TICKETS and beyond > OVER_SHARE * day.quota_tickets


FAULTS: Mapping[QuotaFault, Callable[[ReviewedDay], bool]] = {
    QuotaFault.UNUSED: _is_unused,
    QuotaFault.EARLY: _is_early,
    QuotaFault.OVER: _is_over,
}
