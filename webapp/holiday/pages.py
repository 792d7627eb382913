"""What the page of the next holiday shows: the holiday, leave and surge at once, risks and measures from a check."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from planner.calendar.surges import get_surge
from planner.domain.errors import NotFound
from planner.domain.mall import Mall
from planner.planning.holiday_check import HolidayCheck, Measure, RiskyDay
from planner.planning.holiday_check_calendar import (
    Away,
    ExpectedSurge,
    Holiday,
    away_around,
    expected_surges,
    next_holiday,
)
from planner.planning.holiday_check_kept import KIND, KeptCheck, find_check
from planner.planning.ports import UnitOfWork
from planner.planning.scenario import LeaveMoved, OfficerAdded, SkillAdded
from planner.planning.stored import Job
from planner.report.holiday import measure_text
from planner.report.phrases import desk_title
from webapp.charts import Bar, bars
from webapp.deps import deps
from webapp.jobs.pages import job_in_view
from webapp.language import language
from webapp.plans import own_mall
from webapp.weeks import history_of

MOST_DAYS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayRow:
    """Leave around the holiday; no reasons."""

    officer: str
    desks: tuple[str, ...]
    first_day: date
    last_day: date
    is_after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SurgeRow:
    """A surge the library expects."""

    name: str
    low: float
    high: float
    desks: tuple[str, ...]
    source: str
    is_counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRow:
    """A desk-day at risk."""

    title: str
    risk: RiskyDay


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A measure in words with what it brings, and the page on which it is done. deed: of the link's words."""

    text: str
    measure: Measure
    deed: str
    endpoint: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayPage:
    """The page. holiday: None when the calendar has none. kept: the check of this holiday, None when there is none.

    is_whole : the totals are of the whole mall, which only those see who may see all of it.
    more     : desk-days at risk after the first. at_risk: visits turned away on all of them. worst: of the bars.
    """

    holiday: Holiday | None
    days_until: int
    away: tuple[AwayRow, ...]
    surges: tuple[SurgeRow, ...]
    kept: KeptCheck | None
    is_stale: bool
    is_whole: bool
    risks: tuple[RiskRow, ...]
    more: tuple[RiskRow, ...]
    at_risk: float
    worst: tuple[date, float] | None
    bars: tuple[Bar, ...]
    measures: tuple[MeasureRow, ...]
    no_roster: tuple[str, ...]
    job: Job | None


def make_page(work: UnitOfWork, mall: Mall, today: date, jobs: Sequence[Job]) -> HolidayPage:
    """The page for the asking person."""
    own, holiday = own_mall(mall), find_holiday(mall, today)
    found = find_check(work) if holiday else None
    kept = found if found and found.check.holiday == holiday else None
    risks = tuple(_risks(kept.check, own)) if kept else ()
    return HolidayPage(
        holiday=holiday,
        days_until=(holiday.first_day - today).days if holiday else 0,
        away=tuple(_away(own, row, holiday) for row in away_around(own, holiday)) if holiday else (),
        surges=tuple(_surges(work, mall, own, holiday)) if holiday else (),
        kept=kept,
        is_stale=kept is not None and kept.stamp != work.stamp(),
        is_whole=own is mall,
        risks=risks[:MOST_DAYS],
        more=risks[MOST_DAYS:],
        at_risk=sum(row.risk.turned_away for row in risks),
        worst=max(_by_day(risks).items(), key=lambda item: item[1], default=None),
        bars=_bars(risks),
        measures=tuple(_measures(kept.check, mall, own)) if kept else (),
        no_roster=tuple(_titles(own, kept.check.no_roster)) if kept else (),
        job=job_in_view(jobs, (KIND,)),
    )


def find_holiday(mall: Mall, today: date) -> Holiday | None:
    """The next holiday; looked up once a day and version of the mall."""
    return deps().shelf.get(("next holiday", id(mall), today), lambda: _find_holiday(mall, today))


def _find_holiday(mall: Mall, today: date) -> Holiday | None:
    try:
        return next_holiday(mall, today)
    except NotFound:
        return None


def _titles(mall: Mall, desks: Iterable[str]) -> Iterable[str]:
    """Names of those desks that the mall has."""
    for desk in mall.desks:
        if desk.id in set(desks):
            yield desk_title(mall, desk)


def _away(own: Mall, row: Away, holiday: Holiday) -> AwayRow:
    return AwayRow(
        officer=own.get_officer(row.officer).name,
        desks=tuple(_titles(own, row.desks)),
        first_day=row.first_day,
        last_day=row.last_day,
        is_after=row.last_day >= holiday.opens_again,
    )


def _surges(work: UnitOfWork, mall: Mall, own: Mall, holiday: Holiday) -> Iterable[SurgeRow]:
    key = ("surges", work.stamp(), holiday)
    found: tuple[ExpectedSurge, ...] = deps().shelf.get(
        key, lambda: tuple(expected_surges(mall, history_of(work), holiday))
    )
    for surge in found:
        desks = tuple(_titles(own, surge.desks))
        if desks:
            yield SurgeRow(
                name=get_surge(surge.surge).name(language().code),
                low=surge.low,
                high=surge.high,
                desks=desks,
                source=surge.source,
                is_counted=surge.is_counted,
            )


def _risks(check: HolidayCheck, own: Mall) -> Iterable[RiskRow]:
    titles = {desk.id: desk_title(own, desk) for desk in own.desks}
    for risk in check.risky:
        if risk.desk in titles:
            yield RiskRow(title=titles[risk.desk], risk=risk)


def _bars(risks: Sequence[RiskRow]) -> tuple[Bar, ...]:
    days = sorted(_by_day(risks).items())
    return bars([(language().day(day), value, language().number(value)) for day, value in days])


def _by_day(risks: Sequence[RiskRow]) -> dict[date, float]:
    """Visits turned away, by day over the desks at risk."""
    by_day: dict[date, float] = {}
    for row in risks:
        by_day[row.risk.day] = by_day.get(row.risk.day, 0.0) + row.risk.turned_away
    return by_day


def _measures(check: HolidayCheck, mall: Mall, own: Mall) -> Iterable[MeasureRow]:
    ids = {desk.id for desk in own.desks}
    for measure in check.measures:
        if measure.desk in ids or (measure.desk is None and own is mall):
            deed, endpoint, address = _deed(measure)
            text = measure_text(measure, mall, language())
            yield MeasureRow(text=text, measure=measure, deed=deed, endpoint=endpoint, address=address)


def _deed(measure: Measure) -> tuple[str, str, str]:
    """Words, endpoint and address of where a measure is done."""
    change = measure.change
    if isinstance(change, LeaveMoved):
        return "leave", "officers.leave", url_for("officers.leave")
    if isinstance(change, SkillAdded):
        return "train", "officers.person", url_for("officers.person", officer=change.officer)
    if isinstance(change, OfficerAdded) and change.desk is not None:
        return "ask", "staffing.show", url_for("staffing.show", desk=change.desk)
    return "hours", "settings.hours.last_tickets", url_for("settings.hours.last_tickets")
