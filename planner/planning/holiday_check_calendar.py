"""The next holiday of a mall, who is away around it, and the surge that the library expects after it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from planner.calendar.holidays import with_national_days
from planner.calendar.hours import CLOSING_KINDS
from planner.calendar.surges import surges_between
from planner.domain.errors import NotFound
from planner.domain.history import History
from planner.domain.ids import DeskId, OfficerId
from planner.domain.mall import CalendarKind, Mall
from planner.domain.periods import Week

FARTHEST_DAYS = 400
FEWEST_COUNTED_DAYS = 3
ONE_DAY = timedelta(days=1)
HOLIDAYS = frozenset({CalendarKind.HOLIDAY, CalendarKind.CUTI_BERSAMA})


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """Closed days that follow each other, weekends between them included.

    opens_again : the first day after it on which half the agencies are open; its week is the one that is checked.
    """

    names: tuple[str, ...]
    first_day: date
    last_day: date
    opens_again: date

    @property
    def week(self) -> Week:
        """The week in which the mall opens again."""
        return Week.of(self.opens_again)


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Leave of an officer around the holiday, with the desks that miss him."""

    officer: OfficerId
    first_day: date
    last_day: date
    desks: tuple[DeskId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedSurge:
    """A surge of the library in the week checked, and at which desks.

    is_counted : the mall counted its last occurrence itself; the forecast has learned it, so it is not added again.
    """

    surge: str
    first_day: date
    last_day: date
    low: float
    high: float
    desks: tuple[DeskId, ...]
    source: str
    is_counted: bool


def next_holiday(mall: Mall, after: date) -> Holiday:
    """The first holiday after a day that falls on a weekday of half the agencies; raises NotFound without one."""
    days = [after + n * ONE_DAY for n in range(1, FARTHEST_DAYS)]
    dated = with_national_days(mall, days)
    names = {row.day: row.name for row in dated.calendar if row.kind in HOLIDAYS and row.agency is None}
    opening = Counter(weekday for agency in mall.agencies for weekday in agency.open_weekdays)
    weekdays = {weekday for weekday, agencies in opening.items() if 2 * agencies >= len(mall.agencies)}
    closing = {row.day for row in dated.calendar if row.kind in CLOSING_KINDS and row.agency is None}
    opened = {row.day for row in dated.calendar if row.kind is CalendarKind.OPEN and row.agency is None}
    is_open = {day: day in opened or (day.weekday() in weekdays and day not in closing) for day in days}
    first = next((d for d in days if d in names and d.weekday() in weekdays and not is_open[d]), None)
    again = next((d for d in days if first is not None and d > first and is_open[d]), None)
    if first is None or again is None:
        raise NotFound(f"no holiday within {FARTHEST_DAYS} days after {after}", code="no_holiday", field="calendar")
    told = dict.fromkeys(names[d] for d in days if first <= d < again and d in names)
    last = max(d for d in days if first <= d < again and (d in closing or d in names))
    return Holiday(names=tuple(told), first_day=first, last_day=last, opens_again=again)


def away_around(mall: Mall, holiday: Holiday) -> tuple[Away, ...]:
    """Leave from the Monday before the holiday to the end of the week checked, by its first day."""
    first, last = Week.of(holiday.first_day).days[0], holiday.week.days[-1]
    rows = [row for row in mall.leave if row.first_day <= last and first <= row.last_day]
    return tuple(
        Away(officer=r.officer, first_day=r.first_day, last_day=r.last_day, desks=desks_of_officer(mall, r.officer))
        for r in sorted(rows, key=lambda r: (r.first_day, r.officer))
    )


def desks_of_officer(mall: Mall, officer: OfficerId) -> tuple[DeskId, ...]:
    """Desks of which an officer can serve something."""
    own = {skill.service for skill in mall.skills if skill.officer == officer}
    return tuple(desk.id for desk in mall.desks if any(s.id in own for s in mall.services_of(desk.id)))


def expected_surges(mall: Mall, history: History, holiday: Holiday) -> Iterator[ExpectedSurge]:
    """Surges of the library on days of the week checked, at desks they concern."""
    days = holiday.week.days
    for found in surges_between(days[0], days[-1]):
        surge = found.surge
        desks = tuple(
            desk.id for desk in mall.desks if surge.concerns_name(desk.name) or surge.concerns_name(desk.agency)
        )
        if not desks or found.last_day < holiday.opens_again:
            continue
        yield ExpectedSurge(
            surge=surge.id,
            first_day=max(found.first_day, days[0]),
            last_day=min(found.last_day, days[-1]),
            low=surge.low,
            high=surge.high,
            desks=desks,
            source=surge.source,
            is_counted=_was_counted(history, surge.id, found.first_day, desks),
        )


def _was_counted(history: History, surge: str, first: date, desks: tuple[DeskId, ...]) -> bool:
    before = surges_between(first - FARTHEST_DAYS * ONE_DAY, first - ONE_DAY)
    counted = {row.day for row in history.days if row.desk in desks and not row.closed}
    return any(
        sum(old.covers(day) for day in counted) >= FEWEST_COUNTED_DAYS for old in before if old.surge.id == surge
    )
