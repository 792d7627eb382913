"""Measures at a desk that cost no salary, each tried on the desk's own team over the same simulated year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import islice
from statistics import fmean

from planner.domain.ids import DeskId, OfficerId, ServiceId
from planner.planning.desk_day_input import make_windows
from planner.planning.remedies import LATER_MINUTES, in_windows, with_later_last_ticket
from planner.planning.simulations import Simulations
from planner.planning.staffing_case_trial import Team, Trial, skills_at
from planner.planning.staffing_case_year import CaseSettings, DeskYear, Floats, Range, range_of
from planner.planning.steps import Told, step
from planner.queueing.desk_day import DeskDay

MOST_TRAININGS, MOST_SOURCES = 8, 4
WINDOW_COUNTS = (2, 3, 4, 5, 6)
NOTHING = Range(middle=0.0, low=0.0, high=0.0)


class MeasureKind(StrEnum):
    """What is done."""

    TRAIN = "train"
    TRAIN_ALL = "train_all"
    SLOTS = "slots"
    BREAKS_IN_TURN = "breaks_in_turn"
    LUNCH_COVER = "lunch_cover"
    LAST_TICKET = "last_ticket"
    MOVE = "move"
    POOL = "pool"


ONLY_THE_BEST = frozenset({MeasureKind.SLOTS, MeasureKind.POOL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure that was tried.

    more_served : visits a year at this desk. officer, service: of trainings and moves. number: windows, minutes, or
    skills to learn. from_desk, lost_there : the desk an officer leaves, or where a pooled one would add most, and the
    visits a year it serves less without him. net_served: visits more less visits lost, of each simulated year.
    here_share: of the desk's time a pooled officer sits there already; only the rest of it wins and loses.
    """

    kind: MeasureKind
    more_served: Range = NOTHING
    officer: OfficerId | None = None
    service: ServiceId | None = None
    number: int = 0
    from_desk: DeskId | None = None
    lost_there: Range | None = None
    net_served: Range = NOTHING
    here_share: float = 0.0

    @property
    def is_real(self) -> bool:
        """True when at least 95 of 100 simulated years serve more over both desks."""
        return self.net_served.low > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What was tried, most visits first. days_share: of the year's days, those with at most one of the team away.

    team_served : visits a year with the team as it is, skills and pace of the sheets.
    """

    tried: tuple[Measure, ...]
    days_share: float
    team_served: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class _Variant:
    """A measure and the team that carries it out."""

    measure: Measure
    team: Team


def try_measures(
    years: Mapping[DeskId, DeskYear], desk: DeskId, simulations: Simulations, settings: CaseSettings, tell: Told
) -> Measures:
    """All measures that can be tried at a desk; of window counts and of pooled officers only the best.

    years : of every desk, as officers may come from others.
    """
    trial = Trial(years[desk], simulations, settings)
    before = trial.served(trial.team)
    found: list[Measure] = []
    for variant in _variants(trial, years):
        tell(step("free_ways"))
        measure = variant.measure
        more, lost = trial.served(variant.team) - before, _lost(measure, years, simulations, settings)
        part = 1 - measure.here_share
        found.append(_measured(measure, part * more, None if lost is None else part * lost))
    ranked = sorted(found, key=lambda m: -m.net_served.middle)
    first_of_kind = {kind: next((m for m in ranked if m.kind is kind), None) for kind in ONLY_THE_BEST}
    kept = tuple(m for m in ranked if m.kind not in ONLY_THE_BEST or m is first_of_kind[m.kind])
    return Measures(tried=kept, days_share=trial.days_share, team_served=range_of(before))


def _measured(measure: Measure, more: Floats, lost: Floats | None) -> Measure:
    """The measure with what it wins and loses; both of the same simulated years, so that each has its net."""
    if lost is None:
        return replace(measure, more_served=range_of(more), net_served=range_of(more))
    return replace(measure, more_served=range_of(more), lost_there=range_of(lost), net_served=range_of(more - lost))


def _lost(
    measure: Measure, years: Mapping[DeskId, DeskYear], simulations: Simulations, settings: CaseSettings
) -> Floats | None:
    """Visits that the desk an officer leaves serves less in each simulated year; None where he leaves none."""
    if measure.from_desk is None or measure.officer is None:
        return None
    there = Trial(years[measure.from_desk], simulations, settings)
    without = {o: s for o, s in there.team.skills.items() if o != measure.officer}
    with_him = {**without, measure.officer: skills_at(there.year, measure.officer)}
    full = there.served(replace(there.team, skills=with_him))
    return full - there.served(replace(there.team, skills=without))


def _variants(trial: Trial, years: Mapping[DeskId, DeskYear]) -> Iterator[_Variant]:
    yield from _trainings(trial)
    yield from _slots(trial)
    yield from _breaks(trial)
    yield from _later_last_ticket(trial)
    yield from _moves(trial, years)


def _trainings(trial: Trial) -> Iterator[_Variant]:
    """An officer learns a service of his desk, the one with most demand first; then all learn everything."""
    shares, skills = trial.year.shares, trial.team.skills
    lacking = [
        (officer, service)
        for service in sorted(shares, key=lambda s: (-shares[s], s))
        for officer in trial.own
        if skills[officer] and service not in skills[officer]
    ]
    for officer, service in islice(lacking, MOST_TRAININGS):
        trained = {**skills, officer: _with(skills[officer], (service,))}
        measure = Measure(kind=MeasureKind.TRAIN, officer=officer, service=service)
        yield _Variant(measure=measure, team=replace(trial.team, skills=trained))
    if len(lacking) > 1:
        every = {o: _with(s, tuple(shares)) if s and o in trial.own else s for o, s in skills.items()}
        measure = Measure(kind=MeasureKind.TRAIN_ALL, number=len(lacking))
        yield _Variant(measure=measure, team=replace(trial.team, skills=every))


def _with(skills: Mapping[ServiceId, float], services: Sequence[ServiceId]) -> dict[ServiceId, float]:
    """The skills and these services, at the officer's mean pace where nobody measured one."""
    pace = round(fmean(skills.values()), 3) if skills else 1.0
    return {**dict.fromkeys(services, pace), **skills}


def _slots(trial: Trial) -> Iterator[_Variant]:
    """The day's tickets released in another number of equally long windows than most days have."""
    counts = [len(make_windows(trial.year.frame, trial.year.desk, hours)) for hours in trial.hours]
    usual = max(sorted(set(counts)), key=counts.count)
    for count in WINDOW_COUNTS:
        if count != usual:
            measure = Measure(kind=MeasureKind.SLOTS, number=count)
            yield _Variant(measure=measure, team=replace(trial.team, alter=partial(in_windows, count=count)))


def _breaks(trial: Trial) -> Iterator[_Variant]:
    """Breaks in turn where all rest at once, and counters manned through the lunch."""
    if not any(hours.break_minutes and hours.break_starts for hours in trial.hours):
        return
    if not trial.team.in_turn:
        yield _Variant(measure=Measure(kind=MeasureKind.BREAKS_IN_TURN), team=replace(trial.team, in_turn=True))
    yield _Variant(measure=Measure(kind=MeasureKind.LUNCH_COVER), team=replace(trial.team, alter=_without_breaks))


def _without_breaks(day: DeskDay) -> DeskDay:
    return replace(day, shifts=tuple(replace(shift, breaks=()) for shift in day.shifts))


def _later_last_ticket(trial: Trial) -> Iterator[_Variant]:
    """The last ticket half an hour later on the days where half an hour to closing is left."""
    days = [trial.year.day_with(f.day, 1) for f in trial.year.forecasts]
    if any(_later(day) != day for day in days):
        measure = Measure(kind=MeasureKind.LAST_TICKET, number=int(LATER_MINUTES))
        yield _Variant(measure=measure, team=replace(trial.team, alter=_later))


def _later(day: DeskDay) -> DeskDay:
    return with_later_last_ticket(day) or day


def _moves(trial: Trial, years: Mapping[DeskId, DeskYear]) -> Iterator[_Variant]:
    """A colleague of another desk of the agency, or a pooled officer with a skill here who is not mostly here."""
    for measure in islice(_sources(trial, years), MOST_SOURCES):
        assert measure.officer is not None
        here = skills_at(trial.year, measure.officer) or dict.fromkeys(trial.year.shares, 1.0)
        moved = {**trial.team.skills, measure.officer: here}
        yield _Variant(measure=measure, team=replace(trial.team, skills=moved))


def _sources(trial: Trial, years: Mapping[DeskId, DeskYear]) -> Iterator[Measure]:
    """Of each other desk of the agency the officer with most skills here; then pooled officers, most skills first."""
    mall, desk = trial.year.frame.mall, trial.year.desk
    agency = mall.get_desk(desk).agency
    able = {o.id: len(skills_at(trial.year, o.id)) for o in mall.officers}
    for other in mall.desks:
        if other.agency == agency and other.id != desk and other.id in years:
            team = [o for o, s in _team_at(years[other.id]).items() if s and o not in trial.team.skills]
            if team:
                officer = max(team, key=lambda o: able[o])
                yield Measure(kind=MeasureKind.MOVE, officer=officer, from_desk=other.id)
    pooled = [o.id for o in mall.officers if o.agency is None and able[o.id] and o.id not in trial.officers]
    for officer in sorted(pooled, key=lambda o: -able[o]):
        here = trial.year.pool.get(officer, 0.0)
        leaves = _elsewhere(years, officer, desk)
        yield Measure(kind=MeasureKind.POOL, officer=officer, from_desk=leaves, here_share=here)


def _team_at(year: DeskYear) -> dict[OfficerId, dict[ServiceId, float]]:
    agency = year.frame.mall.get_desk(year.desk).agency
    return {o.id: skills_at(year, o.id) for o in year.frame.mall.officers if o.agency == agency}


def _elsewhere(years: Mapping[DeskId, DeskYear], officer: OfficerId, desk: DeskId) -> DeskId | None:
    """The other desk where rosters have him most; where they have him nowhere, the busiest he may serve."""
    sits = {other: year.pool[officer] for other, year in years.items() if officer in year.pool and other != desk}
    return max(sits, key=lambda d: sits[d]) if sits else _busiest(years, officer, desk)


def _busiest(years: Mapping[DeskId, DeskYear], officer: OfficerId, desk: DeskId) -> DeskId | None:
    """Of the other desks he may serve, the one with most minutes of work for each of its own officers."""
    load = {
        other: year.demand_visits * year.visit_minutes / max(1, sum(map(bool, _team_at(year).values())))
        for other, year in years.items()
        if other != desk and skills_at(year, officer)
    }
    return max(load, key=lambda d: load[d]) if load else None
