"""Base and scenario side by side: key figures with intervals of their difference, worst days, what moves."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.ids import DeskId, OfficerId, SessionId, WindowId
from planner.domain.periods import Week
from planner.domain.plan import Posting
from planner.planning.what_if_days import Compared, DayFigures, added, compared, with_interval
from planner.planning.what_if_outcome import AgencyWeek, WeekOutcome

Outcomes = Sequence[WeekOutcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstDay:
    """The desk-day with most visits turned away."""

    desk: DeskId
    day: date
    demand_visits: float
    served: float
    turned_away: float
    finish_probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskComparison:
    """Key figures of a desk over the weeks, desk None for the whole mall, and its worst day before and after.

    Overtime and the gap of counter minutes are those of the desk's agency.
    """

    desk: DeskId | None
    kpis: tuple[Compared, ...]
    base_worst: WorstDay | None = None
    scenario_worst: WorstDay | None = None

    def get(self, kpi: str) -> Compared:
        """One key figure; raises StopIteration for a name that is none."""
        return next(k for k in self.kpis if k.kpi == kpi)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekComparison:
    """One of several weeks: the whole mall first, then every desk that differs in any of them.

    Its worst days are None for who may see none of the desks that have them.
    """

    week: str
    rows: tuple[DeskComparison, ...]
    base_worst: WorstDay | None
    scenario_worst: WorstDay | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChange:
    """An officer who sits elsewhere in a session; None: nowhere."""

    officer: OfficerId
    day: date
    session: SessionId
    base: DeskId | None
    scenario: DeskId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaChange:
    """Tickets of a window that differ; None: the window is not there."""

    desk: DeskId
    day: date
    window: WindowId
    base: int | None
    scenario: int | None


def compare_outcomes(before: Outcomes, after: Outcomes) -> tuple[DeskComparison, ...]:
    """The whole mall, then every desk any of whose figures differ."""
    desks = dict.fromkeys(desk for outcome in before for desk in outcome.agency_of)
    rows = (_compared_desk(before, after, desk) for desk in desks)
    return (_compared_desk(before, after, None), *(r for r in rows if any(k.difference != 0 for k in r.kpis)))


def compare_weeks(before: Outcomes, after: Outcomes) -> tuple[WeekComparison, ...]:
    """Each week by itself, in order; empty for a single week, which is all there is."""
    weeks = sorted({week for outcome in before for week in outcome.weeks}, key=lambda week: week.days[0])
    if len(weeks) < 2:
        return ()
    pairs = {week: [[o.of_week(week) for o in outcomes] for outcomes in (before, after)] for week in weeks}
    found = {week: compare_outcomes(old, new) for week, (old, new) in pairs.items()}
    differ = {row.desk for rows in found.values() for row in rows}
    desks = [desk for desk in dict.fromkeys(d for o in before for d in o.agency_of) if desk in differ]
    return tuple(_compared_week(week, old, new, [None, *desks]) for week, (old, new) in pairs.items())


def _compared_week(week: Week, old: Outcomes, new: Outcomes, desks: Iterable[DeskId | None]) -> WeekComparison:
    return WeekComparison(
        week=str(week),
        rows=tuple(_compared_desk(old, new, desk) for desk in desks),
        base_worst=worst_day(old),
        scenario_worst=worst_day(new),
    )


def worst_day(outcomes: Outcomes) -> WorstDay:
    """The desk-day of the outcomes that turns most visits away."""
    found = find_worst_day(outcomes, None)
    assert found is not None, "a week without an open desk cannot be planned"
    return found


def find_worst_day(outcomes: Outcomes, desk: DeskId | None) -> WorstDay | None:
    """The worst day of one desk, or of all with None; None where it is never open."""
    every = [
        (float(f.turned_away.mean()), key, f)
        for outcome in outcomes
        for key, f in outcome.figures.items()
        if desk in (None, key[0])
    ]
    if not every:
        return None
    turned, (which, day), figures = max(every, key=lambda row: (row[0], row[1]))
    return WorstDay(
        desk=which,
        day=day,
        demand_visits=float(figures.demand.mean()),
        served=float(figures.served.mean()),
        turned_away=turned,
        finish_probability=float(figures.finished.mean()),
    )


def _compared_desk(before: Outcomes, after: Outcomes, desk: DeskId | None) -> DeskComparison:
    old, new = (_figures_of(outcomes, desk) for outcomes in (before, after))
    counted = [
        _officers_needed(before, after, desk),
        _counted("quota_tickets", [_tickets(outcomes, desk) for outcomes in (before, after)]),
        _counted("overtime_minutes", [_of_agency(outcomes, desk, "overtime_minutes") for outcomes in (before, after)]),
        _counted("fairness_minutes", [_of_agency(outcomes, desk, "gap_minutes") for outcomes in (before, after)]),
    ]
    return DeskComparison(
        desk=desk,
        kpis=(*compared(added(old), added(new)), *counted),
        base_worst=find_worst_day(before, desk),
        scenario_worst=find_worst_day(after, desk),
    )


def _figures_of(outcomes: Outcomes, desk: DeskId | None) -> list[DayFigures]:
    return [o.figures[key] for o in outcomes for key in sorted(o.figures) if desk in (None, key[0])]


def _counted(kpi: str, values: Sequence[float]) -> Compared:
    return Compared(kpi=kpi, base=values[0], scenario=values[1], difference=values[1] - values[0])


def _tickets(outcomes: Outcomes, desk: DeskId | None) -> float:
    return float(sum(q.tickets for o in outcomes for q in o.quotas if q.service is None and desk in (None, q.desk)))


def _of_agency(outcomes: Outcomes, desk: DeskId | None, name: str) -> float:
    """Minutes of the desk's agency; of the whole mall with None. Overtime adds up, of gaps the widest counts."""
    found: list[float] = []
    for outcome in outcomes:
        values: dict[AgencyWeek, float] = getattr(outcome, name)
        found += [value for (agency, _), value in values.items() if desk is None or agency == outcome.agency_of[desk]]
    return sum(found) if name == "overtime_minutes" else max(found, default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Load:
    """A desk over the weeks: officer-days there, and its figures together."""

    officer_days: int
    figures: DayFigures

    def per_officer(self, at: slice) -> float | None:
        """Visits that one officer serves in a day; None where nobody does."""
        served = float(self.figures.served[at].mean())
        return served / self.officer_days if self.officer_days and served > 0 else None


def _officers_needed(before: Outcomes, after: Outcomes, desk: DeskId | None) -> Compared:
    """Officers a day that the whole demand would fill at the load each now carries, never fewer than are there.

    Where a scenario leaves nobody who serves, an officer counts with the load of the base.
    """
    desks = dict.fromkeys(d for o in before for d in o.agency_of) if desk is None else {desk: None}
    pairs = [(_load_of(before, d), _load_of(after, d)) for d in desks]
    days = max(1, len({key[1] for o in before for key in o.figures if desk in (None, key[0])}))

    def old(at: slice) -> float:
        return sum(_needed(base, base.per_officer(at), at) for base, _ in pairs if base) / days

    def new(at: slice) -> float:
        return sum(_needed(made, _rate(made, base, at), at) for base, made in pairs if made) / days

    return with_interval("officers_needed", old, new)


def _rate(made: _Load, base: _Load | None, at: slice) -> float | None:
    own = made.per_officer(at)
    return own if own is not None or base is None else base.per_officer(at)


def _load_of(outcomes: Outcomes, desk: DeskId) -> _Load | None:
    keys = [(outcome, key) for outcome in outcomes for key in sorted(outcome.figures) if key[0] == desk]
    if not keys:
        return None
    return _Load(
        officer_days=sum(outcome.officers[key] for outcome, key in keys),
        figures=added(outcome.figures[key] for outcome, key in keys),
    )


def _needed(load: _Load, per_officer: float | None, at: slice) -> float:
    """Officer-days that the demand of a desk would fill."""
    if per_officer is None:
        return float(load.officer_days)
    return max(float(load.officer_days), float(load.figures.demand[at].mean()) / per_officer)


def roster_changes(before: Outcomes, after: Outcomes) -> Iterator[RosterChange]:
    """Officers who sit elsewhere, by day."""
    old, new = (_places(p for outcome in outcomes for p in outcome.postings) for outcomes in (before, after))
    for place in sorted(old.keys() | new.keys(), key=lambda p: (p[1], p[0], p[2])):
        if old.get(place) != new.get(place):
            officer, day, session = place
            yield RosterChange(officer=officer, day=day, session=session, base=old.get(place), scenario=new.get(place))


def _places(postings: Iterable[Posting]) -> dict[tuple[OfficerId, date, SessionId], DeskId]:
    return {(p.officer, p.day, p.session): p.desk for p in postings}


def quota_changes(before: Outcomes, after: Outcomes) -> Iterator[QuotaChange]:
    """Windows whose tickets differ, by day."""
    old, new = (
        {(q.desk, q.day, q.window): q.tickets for outcome in outcomes for q in outcome.quotas if q.service is None}
        for outcomes in (before, after)
    )
    for place in sorted(old.keys() | new.keys(), key=lambda p: (p[1], p[0], p[2])):
        if old.get(place) != new.get(place):
            desk, day, window = place
            yield QuotaChange(desk=desk, day=day, window=window, base=old.get(place), scenario=new.get(place))
