"""One week, the whole way, under a scenario: only what it touches is solved and simulated again.

The base is a plan. An agency is touched when anything its roster rests on differs from the base, a desk-day when
anything its simulation rests on does; everything else is taken over as it is. The base's own roster, less what can no
longer be, is always a candidate, and each touched agency keeps the better of it and of what the solver found.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from planner.domain.demand import DemandForecast
from planner.domain.history import History
from planner.domain.ids import AgencyId, DeskId, OfficerId
from planner.domain.periods import Week
from planner.domain.plan import Plan, Posting, Quota
from planner.planning.breaks import stagger_breaks
from planner.planning.carry_over import carried_over
from planner.planning.forecast_demand import DemandOutlook, demand_shares, forecast_demand
from planner.planning.frame import WeekFrame, make_frame
from planner.planning.planned_week import DeskDayKey, PlannedWeek, make_planned_week
from planner.planning.proving import prove_days, simulated_day
from planner.planning.quotas import SimulatedDay, day_caps, make_quotas
from planner.planning.roster_problem import RosterInput, make_postings, make_problem
from planner.planning.scenario import CalendarChange, Scenario
from planner.planning.scenario_apply import Basis, apply_scenario, named_officers
from planner.planning.shortfalls import WeekResult, find_shortfalls, tickets_by_day, unmet_fifths
from planner.planning.simulations import FINAL_SEARCH, Simulations
from planner.planning.skill_classes import skill_classes
from planner.planning.tables import make_setting, week_tables
from planner.planning.touched import only_agencies
from planner.planning.what_if_days import DayFigures, Question, simulate_day
from planner.queueing.capacity import SearchSettings
from planner.queueing.proof import ProofSettings
from planner.solver import problem as integers
from planner.solver.result import Options
from planner.solver.run import solve

Postings = tuple[Posting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfSettings:
    """How hard to look. solve_seconds: limit of one solve of the touched agencies, on `workers` processes."""

    solve_seconds: float = 6.0
    workers: int = 1
    seed: int = 1
    proof: ProofSettings = field(default_factory=ProofSettings)
    search: SearchSettings = FINAL_SEARCH


@dataclass(frozen=True, kw_only=True)
class WeekRun:
    """A week with its roster and quotas, simulated.

    questions : what was simulated of each desk-day. shortfalls count the priced ones too.
    """

    frame: WeekFrame
    forecasts: Mapping[DeskDayKey, DemandForecast]
    postings: Postings
    quotas: tuple[Quota, ...]
    questions: Mapping[DeskDayKey, Question]
    figures: Mapping[DeskDayKey, DayFigures]

    @cached_property
    def result(self) -> WeekResult:
        """The week as shortfalls and stages are counted from it."""
        return WeekResult(
            frame=self.frame,
            forecasts=self.forecasts,
            postings=self.postings,
            tickets=tickets_by_day(self.quotas),
        )


@dataclass(frozen=True, kw_only=True)
class BaseWeek:
    """The plan a scenario is compared with. history: needed only where a scenario opens or closes days."""

    plan: Plan
    week: PlannedWeek
    run: WeekRun
    history: History | None = None


def make_base_week(
    plan: Plan, simulations: Simulations, settings: WhatIfSettings, history: History | None = None
) -> BaseWeek:
    """The base from a plan: its own roster and quotas, simulated with the draws every scenario will meet."""
    frame = make_frame(plan.input.mall, _whole_weeks(plan.input.days))
    outlook = DemandOutlook(forecasts=plan.forecast, shares=demand_shares(frame, plan.forecast), rebuilt={})
    week = make_planned_week(frame, outlook, simulations)
    tickets = _tickets_by_window(plan.quotas)
    questions = {key: _question(_bare_day(week, key, plan.postings), tickets.get(key, ()), week) for key in week.keys}
    figures = _simulated(questions, simulations, settings)
    run = WeekRun(
        frame=frame,
        forecasts=week.forecasts,
        postings=plan.postings,
        quotas=plan.quotas,
        questions=questions,
        figures=figures,
    )
    return BaseWeek(plan=plan, week=week, run=run, history=history)


def _whole_weeks(days: Iterable[date]) -> tuple[date, ...]:
    return tuple(sorted({day for wanted in days for day in Week.of(wanted).days}))


def run_week(base: BaseWeek, scenario: Scenario, simulations: Simulations, settings: WhatIfSettings) -> WeekRun:
    """The week under the scenario; equal to the base's where nothing is touched."""
    basis = apply_scenario(scenario, Basis(mall=base.plan.input.mall, forecasts=base.plan.forecast))
    frame = make_frame(basis.mall, _whole_weeks(base.plan.input.days))
    forecasts = _forecasts(base, scenario, basis, frame)
    week = _scenario_week(base, frame, forecasts, simulations)
    return _Way(base=base, week=week, scenario=scenario, simulations=simulations, settings=settings).run()


def _forecasts(base: BaseWeek, scenario: Scenario, basis: Basis, frame: WeekFrame) -> tuple[DemandForecast, ...]:
    """The scenario's demand; where days open or close it is forecast again, because neighbours of a holiday differ."""
    if not any(isinstance(change, CalendarChange) for change in scenario.changes) or base.history is None:
        return tuple(f for f in basis.forecasts if frame.hours_of(f.desk, f.day))
    again = forecast_demand(frame, base.history).forecasts
    rest = replace(scenario, changes=tuple(c for c in scenario.changes if c.kind in ("demand", "desk_design")))
    return apply_scenario(rest, Basis(mall=base.plan.input.mall, forecasts=again)).forecasts


def _scenario_week(
    base: BaseWeek, frame: WeekFrame, forecasts: tuple[DemandForecast, ...], simulations: Simulations
) -> PlannedWeek:
    """Tables of desks that differ from the base are made, the others are the base's."""
    shares = demand_shares(frame, forecasts)
    outlook = DemandOutlook(forecasts=forecasts, shares=shares, rebuilt={})
    classes = {desk.id: skill_classes(frame, desk.id) for desk in frame.mall.desks}
    old = base.week
    kept, changed = {}, set()
    for desk, day in frame.open_desk_days():
        if not classes[desk.id] or not frame.mall.counters_of(desk.id):
            continue
        known = old.given.tables.get((desk.id, day))
        same = known is not None and make_setting(
            frame, desk.id, day, classes[desk.id], shares[desk.id]
        ) == make_setting(old.frame, desk.id, day, old.given.classes[desk.id], old.given.shares[desk.id])
        if same and known is not None:
            kept[desk.id, day] = known
        else:
            changed.add(desk.id)
    made = week_tables(_only_desks(frame, changed), classes, shares, simulations) if changed else {}
    caps = {
        (desk.id, day): min(found.values())
        for desk, day in frame.open_desk_days()
        if (found := day_caps(frame, desk.id, day))
    }
    given = RosterInput(
        forecasts=outlook.of_desks(), shares=shares, classes=classes, tables={**kept, **made}, caps=caps
    )
    return PlannedWeek(frame=frame, outlook=outlook, given=given)


def _only_desks(frame: WeekFrame, desks: Iterable[DeskId]) -> WeekFrame:
    wanted = set(desks)
    mall = replace(frame.mall, desks=tuple(d for d in frame.mall.desks if d.id in wanted))
    return WeekFrame(mall=mall, days=frame.days, hours=frame.hours)


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    """A roster of the whole mall with the desk-days of some agencies proved."""

    postings: Postings
    days: Mapping[DeskDayKey, SimulatedDay]
    quotas: Mapping[DeskDayKey, tuple[Quota, ...]]
    questions: Mapping[DeskDayKey, Question]
    figures: Mapping[DeskDayKey, DayFigures]


@dataclass(frozen=True, kw_only=True)
class _Way:
    """The way of one week."""

    base: BaseWeek
    week: PlannedWeek
    scenario: Scenario
    simulations: Simulations
    settings: WhatIfSettings

    def run(self) -> WeekRun:
        """Carry over, solve what is touched, prove both, keep the better of each agency."""
        carried = carried_over(self.week.frame, self.base.plan.postings)
        touched = self._touched(carried)
        first = self._proved(carried, self.week.keys)
        chosen = first
        if touched:
            solved = self._solved(carried, touched)
            second = self._proved(solved, self._keys_of(touched))
            groups = [touched] if self._free else [frozenset({agency}) for agency in sorted(touched)]
            for group in groups:
                if self._is_better(second, first, group):
                    chosen = _merged(chosen, second, self._keys_of(group), self.week.frame, group)
        return WeekRun(
            frame=self.week.frame,
            forecasts=self.week.forecasts,
            postings=chosen.postings,
            quotas=self._in_base_order(q for key in self.week.keys for q in chosen.quotas[key]),
            questions=chosen.questions,
            figures=chosen.figures,
        )

    def _in_base_order(self, quotas: Iterable[Quota]) -> tuple[Quota, ...]:
        """Rows in the order of the base plan, new ones last, so that untouched rows can be compared as text."""
        place = {(q.desk, q.day, q.window, q.service): n for n, q in enumerate(self.base.plan.quotas)}
        return tuple(sorted(quotas, key=lambda q: place.get((q.desk, q.day, q.window, q.service), len(place))))

    @cached_property
    def _free(self) -> frozenset[OfficerId]:
        """Pooled officers the scenario names or adds: they are posted anew."""
        before = {officer.id for officer in self.base.plan.input.mall.officers}
        named = named_officers(self.scenario.changes)
        pooled = {o.id for o in self.week.frame.mall.officers if o.agency is None}
        return frozenset(o for o in pooled if o in named or o not in before)

    def _touched(self, carried: Postings) -> frozenset[AgencyId]:
        """Agencies whose roster rests on something that differs, or that a named pooled officer serves."""
        before, after = self.base.week, self.week
        agencies = {agency.id for agency in after.frame.mall.agencies if after.frame.mall.desks_of(agency.id)}
        differ = {
            agency
            for agency in agencies
            if _rests_on(before, agency, self.base.plan.postings) != _rests_on(after, agency, carried)
        }
        served = {
            after.frame.mall.get_desk(s.desk).agency
            for skill in after.frame.mall.skills
            if skill.officer in self._free
            for s in after.frame.mall.services
            if s.id == skill.service
        }
        return frozenset(differ | served)

    def _keys_of(self, agencies: Iterable[AgencyId]) -> tuple[DeskDayKey, ...]:
        wanted = set(agencies)
        return tuple(key for key in self.week.keys if self.week.frame.agency_of[key[0]] in wanted)

    def _solved(self, carried: Postings, touched: frozenset[AgencyId]) -> Postings:
        """The carried roster with the touched agencies solved again, other pooled officers held where they were."""
        frame = self.week.frame
        problem = make_problem(frame, self.week.given)
        held = [_as_integers(frame, p) for p in carried]
        part = only_agencies(problem, touched, held, self._free)
        settings = self.settings
        options = Options(seconds=settings.solve_seconds, workers=settings.workers, seed=settings.seed)
        made = stagger_breaks(frame, self.week.given.classes, make_postings(frame, solve(part, options).postings))
        return (*(p for p in carried if frame.agency_of[p.desk] not in touched), *made)

    def _proved(self, postings: Postings, keys: Iterable[DeskDayKey]) -> _Candidate:
        """Capacity, quotas and figures; a desk-day that rests on the same as in the base takes the base's."""
        wanted = tuple(keys)
        same = {key for key in wanted if self._is_same(key, postings)}
        fresh = {key: self.week.desk_day(key, postings) for key in wanted if key not in same}
        found = self.simulations.capacities([g.day for g in fresh.values() if g], self.settings.search)
        days = {
            key: simulated_day(self.week, postings, key, found[given.day] if given else None)
            for key, given in fresh.items()
        }
        lowered = prove_days(days, self.week, self.simulations, self.settings.proof)
        quotas = {key: make_quotas(self.week.frame, day, lowered.get(key)) for key, day in days.items()}
        questions = {
            key: _question(day, lowered[key].tickets if key in lowered else (), self.week) for key, day in days.items()
        }
        figures = _simulated(questions, self.simulations, self.settings)
        base = self.base.run
        return _Candidate(
            postings=postings,
            days=days,
            quotas={**{key: _quotas_of(base.quotas, key) for key in same}, **quotas},
            questions={**{key: base.questions[key] for key in same}, **questions},
            figures={**{key: base.figures[key] for key in same}, **figures},
        )

    def _is_same(self, key: DeskDayKey, postings: Postings) -> bool:
        if key not in self.base.run.questions:
            return False
        old, new = self.base.week, self.week
        return _day_rests_on(old, key, self.base.plan.postings) == _day_rests_on(new, key, postings)

    def _is_better(self, solved: _Candidate, carried: _Candidate, agencies: frozenset[AgencyId]) -> bool:
        """Fewer priced shortfalls and refusals; and where the carried roster lacks nothing new, no fewer served."""
        keys = self._keys_of(agencies)
        before, after = (self._judged(one, agencies) for one in (carried, solved))
        if unmet_fifths(after) >= unmet_fifths(before):
            return False
        if _lacks(before) > _lacks(self._base_judged(agencies)):
            return True
        served = [sum(float(one.figures[key].served.mean()) for key in keys) for one in (carried, solved)]
        return served[1] >= served[0]

    def _judged(self, one: _Candidate, agencies: frozenset[AgencyId]) -> WeekResult:
        frame = _narrowed(self.week.frame, agencies)
        keys = self._keys_of(agencies)
        return WeekResult(
            frame=frame,
            forecasts={key: self.week.forecasts[key] for key in keys},
            postings=tuple(p for p in one.postings if p.desk in frame.agency_of),
            tickets=tickets_by_day(q for key in keys for q in one.quotas[key]),
        )

    def _base_judged(self, agencies: frozenset[AgencyId]) -> WeekResult:
        frame = _narrowed(self.base.run.frame, agencies)
        whole = self.base.run.result
        return replace(
            whole,
            frame=frame,
            forecasts={k: f for k, f in whole.forecasts.items() if k[0] in frame.agency_of},
            postings=tuple(p for p in whole.postings if p.desk in frame.agency_of),
        )


def _merged(
    first: _Candidate, second: _Candidate, keys: Iterable[DeskDayKey], frame: WeekFrame, agencies: frozenset[AgencyId]
) -> _Candidate:
    """The first roster with some agencies from the second."""
    wanted = set(keys)

    def pick(name: str) -> dict[DeskDayKey, Any]:
        return {**getattr(first, name), **{key: getattr(second, name)[key] for key in wanted}}

    return _Candidate(
        postings=(
            *(p for p in first.postings if frame.agency_of[p.desk] not in agencies),
            *(p for p in second.postings if frame.agency_of[p.desk] in agencies),
        ),
        days=first.days,
        quotas=pick("quotas"),
        questions=pick("questions"),
        figures=pick("figures"),
    )


def _narrowed(frame: WeekFrame, agencies: frozenset[AgencyId]) -> WeekFrame:
    mall = replace(
        frame.mall,
        agencies=tuple(a for a in frame.mall.agencies if a.id in agencies),
        desks=tuple(d for d in frame.mall.desks if d.agency in agencies),
    )
    hours = {key: found for key, found in frame.hours.items() if key[0] in agencies}
    return WeekFrame(mall=mall, days=frame.days, hours=hours)


def _lacks(result: WeekResult) -> float:
    """Everything short but visits, in the units of the shortfalls."""
    return sum(s.amount for s in find_shortfalls(result) if s.kind != "turned_away")


def _rests_on(week: PlannedWeek, agency: AgencyId, postings: Postings) -> tuple[Any, ...]:
    """All that the roster of one agency is made from, by day and not by position, so that weeks can be compared."""
    frame, mall = week.frame, week.frame.mall
    desks = tuple(d for d in mall.desks if d.agency == agency)
    ids = {d.id for d in desks}
    own = tuple(o for o in mall.officers if o.agency == agency)
    pooled = {o.id for o in mall.officers if o.agency is None}
    people = {o.id for o in own}
    days = [day for day in frame.days if (agency, day) in frame.hours]
    return (
        mall.get_agency(agency),
        desks,
        tuple(c for c in mall.counters if c.agency == agency),
        own,
        [s for s in mall.skills if s.officer in people],
        {(o.id, d, s): frame.is_present(o, d, s) for o in own for d in days for s in frame.session_ids},
        {day: frame.hours[agency, day] for day in days},
        {key: table for key, table in week.given.tables.items() if key[0] in ids},
        {key: cap for key, cap in week.given.caps.items() if key[0] in ids},
        {key: f.stage_visits for key, f in week.given.forecasts.items() if key[0] in ids},
        {desk: week.given.shares[desk] for desk in ids},
        [p for p in mall.pairs if p.officer in people],
        [g for g in mall.given if g.officer in people],
        sorted((p.officer, p.day, p.session, p.desk) for p in postings if p.officer in pooled and p.desk in ids),
    )


def _day_rests_on(week: PlannedWeek, key: DeskDayKey, postings: Postings) -> tuple[Any, ...]:
    """All that the quota of one desk-day is made from."""
    return (
        week.desk_day(key, postings),
        week.limited[key],
        week.forecasts[key],
        week.caps(key),
        week.frame.mall.promise,
        week.frame.hours_of(*key),
    )


def _bare_day(week: PlannedWeek, key: DeskDayKey, postings: Postings) -> SimulatedDay:
    """A desk-day of the base, whose tickets are known and whose capacity is not asked for."""
    return SimulatedDay(
        desk=key[0],
        day=key[1],
        forecast=week.forecasts[key],
        limited=week.limited[key],
        given=week.desk_day(key, postings),
        capacity=None,
    )


def _question(day: SimulatedDay, tickets: tuple[int, ...], week: PlannedWeek) -> Question:
    fits = day.given is not None and len(tickets) == len(day.given.day.windows)
    return Question(
        day=day.given.day if day.given is not None and fits else None,
        tickets=tickets if fits else (),
        demand_quantiles=day.demand_quantiles,
        promise=week.frame.mall.promise,
        refused_by_limits=day.refused_by_limits,
    )


def _simulated(
    questions: Mapping[DeskDayKey, Question], simulations: Simulations, settings: WhatIfSettings
) -> dict[DeskDayKey, DayFigures]:
    ask: Callable[..., Any] = simulate_day
    figures: dict[DeskDayKey, DayFigures] = simulations.map(
        ask, {key: (question, settings.proof) for key, question in questions.items()}
    )
    return figures


def _tickets_by_window(quotas: Iterable[Quota]) -> dict[DeskDayKey, tuple[int, ...]]:
    tickets: dict[DeskDayKey, list[int]] = {}
    for quota in quotas:
        if quota.service is None:
            tickets.setdefault((quota.desk, quota.day), []).append(quota.tickets)
    return {key: tuple(row) for key, row in tickets.items()}


def _quotas_of(quotas: Iterable[Quota], key: DeskDayKey) -> tuple[Quota, ...]:
    return tuple(q for q in quotas if (q.desk, q.day) == key)


def _as_integers(frame: WeekFrame, posting: Posting) -> integers.Posting:
    return integers.Posting(
        officer=posting.officer,
        day=frame.days.index(posting.day),
        session=frame.session_ids.index(posting.session),
        desk=posting.desk,
    )
