"""The workload analysis of a staffing case: volumes counted and forecast, the unit around, and what looks wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from planner.domain.history import DayCount, History
from planner.domain.ids import DeskId
from planner.domain.mall import Mall
from planner.domain.periods import minute_of_day
from planner.planning.abk import CONVENTIONS, WEEKEND_DAYS, Abk, Task, WorkingYear, unit_difference, unit_ej
from planner.planning.counted_days import with_ticket_days
from planner.planning.design_question import team_of
from planner.planning.forecast_demand import people
from planner.planning.staffing_case_year import YEAR_DAYS, DeskYear

DAYS_IN_WEEK, MONTHS_IN_YEAR = 7, 12
WHOLE_YEAR_WEEKS = 50
ENOUGH_WEEKS = 26  # of counts, before a case is more than a direction (assumed)
HIDDEN_SHARE = 0.05  # forecast this much above the count: quotas hide demand


class Doubt(StrEnum):
    """What makes an analysis doubtful."""

    SHORT_COUNT = "short_count"
    HIDDEN_DEMAND = "hidden_demand"
    ROUGH_MINUTES = "rough_minutes"
    TOO_MANY_DAYS = "too_many_days"
    FEWER_MINUTES = "fewer_minutes"
    MORE_THAN_COUNTERS = "more_than_counters"
    SHARED_OFFICERS = "shared_officers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """A doubt with its figures: `value` is what was found, `limit` what it is held against."""

    doubt: Doubt
    value: float
    limit: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitYear:
    """The agency around the desk in one convention. shortage and surplus in officers, summed apart."""

    desks: int
    holders: int
    load_minutes: float
    eu: float | None
    shortage: int
    surplus: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAbk:
    """By effective minutes a year of the convention: volumes forecast, volumes counted, and the unit.

    counted_weeks : from the first to the last day counted within the last year; a shorter count is made a year's.
    is_monthly : no day was counted, only months.
    """

    forecast: Mapping[int, Abk]
    counted: Mapping[int, Abk]
    unit: Mapping[int, UnitYear]
    counted_visits: float
    counted_weeks: float
    is_monthly: bool = False
    warnings: tuple[Warned, ...] = ()


def case_abk(years: Mapping[DeskId, DeskYear], desk: DeskId, history: History) -> CaseAbk:
    """The analysis of a desk in every convention."""
    year = years[desk]
    mall = year.frame.mall
    visits, weeks = counted_year(mall, history, desk)
    volume = visits if weeks >= WHOLE_YEAR_WEEKS or not weeks else visits * YEAR_DAYS / (DAYS_IN_WEEK * weeks)
    holders = len(team_of(mall, desk))
    forecast = _by_convention(year, year.demand_visits, holders)
    own = [years[d.id] for d in mall.desks if d.agency == mall.get_desk(desk).agency and d.id in years]
    found = CaseAbk(
        forecast=forecast,
        counted=_by_convention(year, volume, holders),
        unit={wke: _unit(own, wke) for wke in CONVENTIONS.values()},
        counted_visits=visits,
        counted_weeks=weeks,
        is_monthly=bool(weeks) and not any(count.desk == desk for count in with_ticket_days(history).days),
    )
    return replace(found, warnings=tuple(_warnings(year, found, own)))


def counted_year(mall: Mall, history: History, desk: DeskId) -> tuple[float, float]:
    """Visits counted in the last year of history, quotas hiding what they hid, and the weeks they cover.

    A day counted as a whole and by service counts once. Months of the desk, or of an agency
    with one desk, count where no day was counted.
    """
    last = history.last_day
    assert last is not None
    since = last - timedelta(days=YEAR_DAYS)
    services = {s.id: s for s in mall.services_of(desk)}
    by_day: dict[date, list[DayCount]] = {}
    for count in with_ticket_days(history).days:
        if count.desk == desk and count.day > since:
            by_day.setdefault(count.day, []).append(count)
    if by_day:
        counted = [c for rows in by_day.values() for c in ([r for r in rows if r.service is None] or rows)]
        weeks = ((last - min(by_day)).days + 1) / DAYS_IN_WEEK
        return float(sum(people(c, services) for c in counted)), weeks
    agency = mall.get_desk(desk).agency
    is_only = sum(d.agency == agency for d in mall.desks) == 1
    own = [m for m in history.months if m.desk == desk or (is_only and m.agency == agency)]
    months = [m for m in own if m.last_day > since]
    weeks = YEAR_DAYS / MONTHS_IN_YEAR / DAYS_IN_WEEK * len({m.month for m in months})
    return float(sum(m.visits for m in months)), weeks


def _by_convention(year: DeskYear, visits: float, holders: int) -> dict[int, Abk]:
    tasks = tuple(
        Task(name=s.name, volume=visits * year.shares.get(s.id, 0.0), norm_minutes=s.visit_minutes)
        for s in year.frame.services_of[year.desk]
    )
    return {wke: Abk(tasks=tasks, holders=holders, wke_minutes=wke) for wke in CONVENTIONS.values()}


def _unit(own: list[DeskYear], wke: int) -> UnitYear:
    positions = [_by_convention(y, y.demand_visits, len(team_of(y.frame.mall, y.desk)))[wke] for y in own]
    shortage, surplus = unit_difference(positions)
    return UnitYear(
        desks=len(own),
        holders=sum(p.holders for p in positions),
        load_minutes=sum(p.load_minutes for p in positions),
        eu=unit_ej(positions),
        shortage=shortage,
        surplus=surplus,
    )


def _warnings(year: DeskYear, found: CaseAbk, own: list[DeskYear]) -> Iterator[Warned]:
    if found.counted_weeks < WHOLE_YEAR_WEEKS:
        yield Warned(doubt=Doubt.SHORT_COUNT, value=found.counted_weeks, limit=WHOLE_YEAR_WEEKS)
    counted = next(iter(found.counted.values())).load_minutes
    expected = next(iter(found.forecast.values())).load_minutes
    if counted and expected > counted * (1 + HIDDEN_SHARE):
        yield Warned(doubt=Doubt.HIDDEN_DEMAND, value=expected / counted - 1)
    if any(s.minutes_are_rough for s in year.frame.services_of[year.desk]):
        low, high = _rough_minutes(year)
        yield Warned(doubt=Doubt.ROUGH_MINUTES, value=low, limit=high)
    yield from _time_warnings(year)
    most = max(abk.rounded_need for abk in found.forecast.values())
    if most > year.counters and not year.counters_are_assumed:
        yield Warned(doubt=Doubt.MORE_THAN_COUNTERS, value=most, limit=year.counters)
    teams = [officer for y in own for officer in team_of(y.frame.mall, y.desk)]
    if len(teams) > len(set(teams)):
        yield Warned(doubt=Doubt.SHARED_OFFICERS, value=len(teams) - len(set(teams)))


def _rough_minutes(year: DeskYear) -> tuple[float, float]:
    """Minutes of the average visit at the low and at the high end of what is known of the minutes."""
    ends = []
    for end in ("need_minutes_low", "need_minutes_high"):
        services = year.frame.services_of[year.desk]
        need = {s.id: getattr(s, end) if s.minutes_are_rough else s.need_minutes for s in services}
        ends.append(sum(year.shares.get(s.id, 0.0) * (s.setup_minutes + s.needs_mean * need[s.id]) for s in services))
    return ends[0], ends[1]


def _time_warnings(year: DeskYear) -> Iterator[Warned]:
    """Open days of more than a working year, and counters open for fewer minutes than a convention credits."""
    if WorkingYear(days=YEAR_DAYS, days_off=YEAR_DAYS - year.open_days).warnings():
        yield Warned(doubt=Doubt.TOO_MANY_DAYS, value=year.open_days, limit=YEAR_DAYS + 1 - WEEKEND_DAYS)
    hours = [year.frame.hours_of(year.desk, f.day) for f in year.forecasts]
    minutes = sum(minute_of_day(h.close) - minute_of_day(h.open) - h.break_minutes for h in hours if h is not None)
    least = min(CONVENTIONS.values())
    if minutes < least:
        yield Warned(doubt=Doubt.FEWER_MINUTES, value=minutes, limit=least)
