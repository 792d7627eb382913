"""Days that were counted, whatever form the counts have: day counts, tickets of a queue system, monthly totals."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from planner.calendar.holidays import with_national_days
from planner.calendar.hours import opening
from planner.domain.history import DayCount, History, MonthCount, Ticket, VisitUnit
from planner.domain.ids import AgencyId, DeskId, ServiceId
from planner.domain.mall import Mall
from planner.forecast.cold_start import spread_months

CANCELLED = "cancelled"  # a ticket that brought nobody, as the reader of tickets names it
DAY_TO_DAY_CV = 0.25  # of a desk's days around its weekday, where only months are known (assumed)
FEW_DAYS = 14  # a desk with fewer counted days than this leans on its months
DRAW_SEED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadDays:
    """Days made from monthly totals.

    table : `date`, `service` (the desk's id), `visits`, `closed`, `drawn`; None where no month is needed.
    desks : desks whose forecast rests on them.
    """

    table: pd.DataFrame | None
    desks: frozenset[DeskId]


def with_ticket_days(history: History) -> History:
    """The history with a count for each desk-day of which only tickets are known; cancelled tickets do not count."""
    counted = {(count.desk, count.day) for count in history.days}
    by_day: dict[tuple[DeskId, date], list[Ticket]] = {}
    for ticket in history.tickets:
        if (ticket.desk, ticket.day) not in counted and ticket.status != CANCELLED:
            by_day.setdefault((ticket.desk, ticket.day), []).append(ticket)
    if not by_day:
        return history
    made = (count for (desk, day), tickets in sorted(by_day.items()) for count in _day_of(desk, day, tickets))
    return replace(history, days=(*history.days, *made))


def _day_of(desk: DeskId, day: date, tickets: list[Ticket]) -> Iterator[DayCount]:
    """By service where every ticket names one, else the desk as a whole."""
    services: list[ServiceId | None] = [ticket.service for ticket in tickets]
    if None in services:
        services = [None] * len(tickets)
    for service in dict.fromkeys(services):
        yield DayCount(day=day, desk=desk, service=service, visits=services.count(service), unit=VisitUnit.TICKETS)


def spread_days(mall: Mall, history: History) -> SpreadDays:
    """Monthly totals spread over open days, for desks that have no counts of their own in that month.

    An agency's total is shared out over its desks by their officers. The spread of days around their weekday, which a
    total cannot show, is drawn with DAY_TO_DAY_CV, so that the forecast does not look surer than it is.
    """
    months = tuple(_desk_months(mall, history))
    if not months:
        return SpreadDays(table=None, desks=frozenset())
    frame = pd.DataFrame(months, columns=["month", "service", "visits"])
    opens = _OpenDays(mall, [month for month, _, _ in months])
    table = spread_months(frame, opens.is_open).table
    noise = np.random.default_rng(DRAW_SEED).gamma(1 / DAY_TO_DAY_CV**2, DAY_TO_DAY_CV**2, len(table))
    rough = {DeskId(name) for name in table["service"]} - _well_counted(history)
    wanted = table[["date", "service", "visits", "closed"]].assign(drawn=table["visits"] * noise)
    return SpreadDays(table=wanted, desks=frozenset(rough))


def _well_counted(history: History) -> set[DeskId]:
    days: dict[DeskId, set[date]] = {}
    for count in history.days:
        days.setdefault(count.desk, set()).add(count.day)
    return {desk for desk, known in days.items() if len(known) >= FEW_DAYS}


def _desk_months(mall: Mall, history: History) -> Iterator[tuple[date, DeskId, float]]:
    """Month, desk and visits of every desk-month that has no daily count."""
    by_day = {(count.desk, count.day.replace(day=1)) for count in history.days}
    own = {(row.desk, row.month) for row in history.months if row.desk is not None}
    for row in history.months:
        if row.desk is not None:
            shares: Mapping[DeskId, float] = {row.desk: 1.0}
        else:
            assert row.agency is not None
            shares = _agency_shares(mall, row.agency, {desk for desk, month in own if month == row.month})
        for desk, share in shares.items():
            if (desk, row.month) not in by_day:
                yield row.month, desk, _left_of(history.months, row, mall) * share


def _left_of(months: Iterable[MonthCount], row: MonthCount, mall: Mall) -> float:
    """Visits of an agency's month less what its desks' own rows of that month tell."""
    if row.agency is None:
        return float(row.visits)
    desks = {desk.id for desk in mall.desks_of(row.agency)}
    told = sum(other.visits for other in months if other.desk in desks and other.month == row.month)
    return float(max(0, row.visits - told))


def _agency_shares(mall: Mall, agency: AgencyId, apart: set[DeskId]) -> dict[DeskId, float]:
    """Part of each desk in its agency's month, by the number of officers who can serve there."""
    services = {service.id: service.desk for service in mall.services}
    desks = [desk.id for desk in mall.desks_of(agency) if desk.id not in apart]
    officers: dict[DeskId, set[str]] = {desk: set() for desk in desks}
    for skill in mall.skills:
        desk = services.get(skill.service)
        if desk in officers:
            officers[desk].add(skill.officer)
    weights = {desk: max(1, len(people)) for desk, people in officers.items()}
    total = sum(weights.values())
    return {desk: weight / total for desk, weight in weights.items()}


class _OpenDays:
    """Whether a desk opens on a day of the months; the calendar is looked up once."""

    def __init__(self, mall: Mall, months: list[date]) -> None:
        self._mall = with_national_days(mall, (min(months), max(months) + timedelta(days=31)))
        self._agency = {str(desk.id): desk.agency for desk in mall.desks}
        self._known: dict[tuple[AgencyId, date], bool] = {}

    def is_open(self, desk: str, day: date) -> bool:
        key = (self._agency[desk], day)
        if key not in self._known:
            self._known[key] = opening(self._mall, *key) is not None
        return self._known[key]
