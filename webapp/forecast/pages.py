"""How many will come: the desks of a week in a table, and one desk over the weeks in a chart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.demand import DemandForecast
from planner.domain.history import DayCount, History
from planner.domain.ids import DeskId, ServiceId
from planner.domain.mall import Desk, Mall
from planner.domain.plan import Plan
from planner.planning.desk_day_input import find_profile
from planner.planning.ports import UnitOfWork
from planner.planning.stored import Adjustment
from planner.report.phrases import desk_title
from webapp.charts import Bar, DayChart, DayValue, bars, day_chart
from webapp.forecast.methods import method_text
from webapp.language import language

WEEKS_BACK, MONTHS_BACK = 12, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRow:
    """A desk over the days of a week: mean and 80 % band of each, None on closed days."""

    desk: DeskId
    title: str
    days: tuple[tuple[float, float, float] | None, ...]
    total: float
    is_estimated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastTable:
    """All desks of a week."""

    days: tuple[date, ...]
    rows: tuple[ForecastRow, ...]
    totals: tuple[float, ...]


def make_table(plan: Plan) -> ForecastTable:
    """The forecast a plan was made with."""
    mall, days = plan.input.mall, plan.input.days
    of_desks = {(f.desk, f.day): f for f in plan.forecast if f.service is None}
    rows = tuple(_row(mall, desk, [of_desks.get((desk.id, day)) for day in days]) for desk in mall.desks)
    totals = tuple(sum(row.days[n][0] for row in rows if row.days[n]) for n in range(len(days)))  # type: ignore[index]
    return ForecastTable(days=days, rows=rows, totals=totals)


def _row(mall: Mall, desk: Desk, found: Sequence[DemandForecast | None]) -> ForecastRow:
    days = tuple((f.mean, f.at(0.1), f.at(0.9)) if f and f.quantiles[-1] > 0 else None for f in found)
    return ForecastRow(
        desk=desk.id,
        title=desk_title(mall, desk),
        days=days,
        total=sum(day[0] for day in days if day),
        is_estimated=any(f.estimated for f in found if f),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskForecast:
    """One desk, or one of its services, over the weeks."""

    desk: Desk
    title: str
    services: tuple[tuple[ServiceId, str], ...]
    service: ServiceId | None
    chart: DayChart | None
    values: tuple[DayValue, ...]
    full_days: int
    method: str
    months: tuple[Bar, ...]
    months_of_agency: bool
    is_estimated: bool
    profile: tuple[Bar, ...]
    profile_measured: bool
    adjustments: tuple[Adjustment, ...]
    accuracy: tuple[float, float, int] | None


def make_desk_forecast(work: UnitOfWork, desk: Desk, service: ServiceId | None, sources: "Sources") -> DeskForecast:
    """Counts of the last weeks and the forecast of what comes, for the chart and its table."""
    mall, counted = sources.mall, sources.counts(desk.id, service)
    expected = [f for f in sources.forecasts if (f.desk, f.service) == (desk.id, service)]
    now = sources.last_day
    values = _values(counted, expected, now)
    days = [v.day for v in values] or [now or date(2000, 1, 1)]
    adjustments = [a for a in work.forecasts.adjustments(days[0], days[-1]) if a.desk == desk.id]
    profile = find_profile(mall.profiles, desk.id, days[-1])
    return DeskForecast(
        desk=desk,
        title=desk_title(mall, desk),
        services=tuple((s.id, s.name) for s in mall.services_of(desk.id)),
        service=service,
        chart=day_chart(values, now),
        values=tuple(values),
        full_days=sum(v.is_full for v in values),
        method=method_text(next((f.method for f in expected), "")),
        months=_months(sources.history, desk) if not counted else (),
        months_of_agency=not any(m.desk == desk.id for m in sources.history.months),
        is_estimated=any(f.estimated for f in expected),
        profile=_profile_bars(profile.half_hours) if profile else (),
        profile_measured=bool(profile and profile.measured),
        adjustments=tuple(a for a in adjustments if a.service == service),
        accuracy=_accuracy(sources.issued, counted, desk.id, service),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a chart is drawn from. issued: earlier forecasts of days that were counted since."""

    mall: Mall
    history: History
    forecasts: tuple[DemandForecast, ...]
    issued: tuple[DemandForecast, ...]

    @property
    def last_day(self) -> date | None:
        """The last day that was counted."""
        return self.history.last_day

    def counts(self, desk: DeskId, service: ServiceId | None) -> dict[date, DayValue]:
        """Counted visits by day; a desk's are those of all its services, unless it was counted as a whole."""
        found: dict[date, list[DayCount]] = {}
        for count in self.history.days:
            if count.desk == desk and (service is None or count.service == service) and not count.closed:
                found.setdefault(count.day, []).append(count)
        return {day: _summed(day, rows) for day, rows in found.items()}


def _summed(day: date, rows: Iterable[DayCount]) -> DayValue:
    counts = list(rows)
    whole = [c for c in counts if c.service is None]
    used = whole or counts
    return DayValue(day=day, actual=float(sum(c.visits for c in used)), is_full=any(c.is_full for c in used))


def _values(counted: Mapping[date, DayValue], expected: Sequence[DemandForecast], last: date | None) -> list[DayValue]:
    since = (last - timedelta(weeks=WEEKS_BACK)) if last else date.min
    values = {day: value for day, value in counted.items() if day > since}
    for f in expected:
        if f.quantiles[-1] > 0:
            old = values.get(f.day)
            values[f.day] = DayValue(
                day=f.day,
                actual=old.actual if old else None,
                is_full=old.is_full if old else False,
                mean=f.mean,
                band50=(f.at(0.25), f.at(0.75)),
                band80=(f.at(0.1), f.at(0.9)),
            )
    return [values[day] for day in sorted(values)]


def _profile_bars(half_hours: Mapping[int, float]) -> tuple[Bar, ...]:
    shown = sorted(half_hours.items())
    values = [(f"{minute // 60:02d}.{minute % 60:02d}", share, language().share(share)) for minute, share in shown]
    return bars(values)


def _months(history: History, desk: Desk) -> tuple[Bar, ...]:
    """The last twelve monthly totals of the desk, else of its agency."""
    own = [m for m in history.months if m.desk == desk.id] or [m for m in history.months if m.agency == desk.agency]
    last = sorted(own, key=lambda m: m.month)[-MONTHS_BACK:]
    return bars([(language().month(m.month), m.visits, language().number(m.visits)) for m in last])


def _accuracy(
    issued: Sequence[DemandForecast], counted: Mapping[date, DayValue], desk: DeskId, service: ServiceId | None
) -> tuple[float, float, int] | None:
    """Mean miss in visits a day, share of days inside the 80 % band, and the number of days; full days left out."""
    pairs = [
        (f, counted[f.day].actual or 0.0)
        for f in issued
        if (f.desk, f.service) == (desk, service) and f.day in counted and not counted[f.day].is_full
    ]
    if not pairs:
        return None
    missed = sum(abs(f.mean - actual) for f, actual in pairs) / len(pairs)
    inside = sum(f.at(0.1) <= actual <= f.at(0.9) for f, actual in pairs) / len(pairs)
    return missed, inside, len(pairs)
