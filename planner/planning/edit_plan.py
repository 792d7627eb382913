"""Edit a plan by hand: what a change costs before it is kept, and the plan with it, quotas proved anew.

Only the desk-days that are touched are simulated again; everything that is counted over the week is counted again.
"""

import sys
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from planner.checker import breaks, limits, places
from planner.checker.check import check_plan
from planner.checker.violation import Violation
from planner.checker.week import PlanWeek
from planner.domain.demand import DemandForecast
from planner.domain.ids import AgencyId, DeskId, OfficerId, ServiceId
from planner.domain.plan import DeskDayCapacity, Plan, PlanFinding, Posting, Proof, Quota, Shortfall, StageValue
from planner.domain.staff import Leave
from planner.planning.day_changes import CHANGE, NO_LIMIT, capped
from planner.planning.explain import explained
from planner.planning.forecast_demand import DemandOutlook, demand_shares
from planner.planning.frame import WeekFrame, make_frame
from planner.planning.plan_file import sealed
from planner.planning.planned_week import DemandWeek, DeskDayKey
from planner.planning.proving import simulated_day, with_machines
from planner.planning.quotas import SimulatedDay, make_proof, make_quotas
from planner.planning.roster_changes import Change, changed_postings, without_absent
from planner.planning.shortfalls import WeekResult, find_shortfalls, overtime_minutes, tickets_by_day, unmet_fifths
from planner.planning.simulations import FINAL_SEARCH, Simulations
from planner.planning.staffing import staffing_pattern
from planner.queueing.capacity import SearchSettings
from planner.queueing.caps import change_cap
from planner.queueing.proof import Lowered, ProofSettings, lower_until_kept

QUICK_SEARCH = SearchSettings(bracket_days=100, days=200, close_days=200)
QUICK_PROOF_DAYS = 500
NO_MOST = sys.maxsize  # of tickets, where any rise is allowed
EDITED = PlanFinding(
    code="edited_by_hand",
    text_id="Jadwal ini diubah dengan tangan sesudah disusun; batas terbaik dari penyusunan tidak berlaku lagi.",
    text_en="This roster was changed by hand after planning; the bounds found by planning no longer apply.",
)
ROSTER_CHECKS = (
    places.placements,
    places.given_rosters,
    places.sources,
    places.one_place,
    places.counters,
    places.pairs_apart,
    places.juniors_accompanied,
    breaks.breaks_taken,
    breaks.breaks_staggered,
    limits.week_minutes,
    limits.days_per_week,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDayFigures:
    """What a desk-day comes to: tickets, and visits a day."""

    tickets: int
    served: float
    turned_away: float
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDayParts:
    """What a plan holds of a desk-day: its quotas, and its proof where somebody serves."""

    quotas: tuple[Quota, ...] = ()
    proofs: tuple[Proof, ...] = ()

    @property
    def tickets(self) -> int:
        """Tickets of the day."""
        return sum(quota.tickets for quota in self.quotas if quota.service is None)

    def is_held_by(self, most: int) -> bool:
        """True where another largest number of the day may change the tickets."""
        return self.tickets > most or any(CHANGE in quota.caps for quota in self.quotas)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDayEffect:
    """A desk-day before and after a change."""

    desk: DeskId
    day: date
    before: DeskDayFigures
    after: DeskDayFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class LoneService:
    """A service of a desk-day that fewer can serve than before: one of those posted, or nobody (None)."""

    desk: DeskId
    day: date
    service: ServiceId
    officer: OfficerId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A changed plan with what the change did.

    broken : hard rules that it breaks and that held before. worse, mended: what is short now and was not, and what was
    short and no longer is, visits turned away apart, which `effects` tell. alone: what a fallen quota often comes from,
    as tickets are handed out for a desk and not for its services.
    """

    plan: Plan
    effects: tuple[DeskDayEffect, ...]
    broken: tuple[Violation, ...]
    worse: tuple[Shortfall, ...] = ()
    mended: tuple[Shortfall, ...] = ()
    alone: tuple[LoneService, ...] = ()

    @property
    def served_more(self) -> float:
        """Visits a day served more over all touched desk-days; negative for fewer."""
        return sum(effect.after.served - effect.before.served for effect in self.effects)


class InlineExecutor(Executor):
    """Does the work at once in the thread that asks: one desk-day takes less than handing it over."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The finished future."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as fault:
            future.set_exception(fault)
        return future


@dataclass(frozen=True, kw_only=True)
class Editor:
    """A plan opened for editing. quick: a rough simulation, for showing what a change costs before it is kept; of the
    rules only those of the roster are looked at, and what is counted over the week stays as it was.

    leave : the leave of the officers as it is now, in place of the plan's; None keeps the plan's.
    """

    plan: Plan
    author: str
    now: datetime
    quick: bool = False
    leave: tuple[Leave, ...] | None = None
    executor: Executor = field(default_factory=InlineExecutor)

    @cached_property
    def frame(self) -> WeekFrame:
        """The week of the plan, with the leave as it is now."""
        mall = self.plan.input.mall
        return make_frame(mall if self.leave is None else replace(mall, leave=self.leave), self.plan.input.days)

    @cached_property
    def week(self) -> DemandWeek:
        """The week with the demand of the plan."""
        forecasts = self.plan.forecast
        outlook = DemandOutlook(forecasts=forecasts, shares=demand_shares(self.frame, forecasts), rebuilt={})
        return DemandWeek(frame=self.frame, outlook=outlook)

    def edit(self, changes: Sequence[Change]) -> Edit:
        """The plan after the changes; raises InvalidValue for a change that cannot be."""
        present, _ = without_absent(self.frame, self.plan.postings)
        postings = changed_postings(self.frame, present, changes)
        parts = self.proved(self._touched(postings), postings)
        plan, touched = self._with_parts(postings, parts), tuple(sorted(parts))
        worse, mended = self._compared_shortfalls(plan, touched)
        return Edit(
            plan=plan if self.quick else self._counted(plan, touched),
            effects=tuple(
                DeskDayEffect(desk=key[0], day=key[1], before=figures(self.plan, key), after=figures(plan, key))
                for key in touched
            ),
            broken=self._newly_broken(plan) if self.quick else (),
            worse=worse,
            mended=mended,
            alone=tuple(lone for key in touched for lone in self._left_alone(key, postings)),
        )

    def _left_alone(self, key: DeskDayKey, postings: Iterable[Posting]) -> Iterator[LoneService]:
        """Services of a desk-day that one officer at most can serve after the change, and more could before."""
        desk, day = key
        before, after = ({p.officer for p in rows if (p.desk, p.day) == key} for rows in (self.plan.postings, postings))
        for service in self.frame.services_of[desk]:
            able = {officer for officer in before | after if (officer, service.id, day) in self.frame.paces}
            left = able & after
            if len(left) <= 1 and len(left) < len(able & before):
                yield LoneService(desk=desk, day=day, service=service.id, officer=next(iter(left), None))

    def checked(self, changes: Sequence[Change]) -> Edit:
        """As `edit`, and every rule of the checker holds for the whole plan, or stands in `broken`."""
        found = self.edit(changes)
        is_same_mall = found.plan.input.mall == self.plan.input.mall
        touched = frozenset((effect.desk, effect.day) for effect in found.effects) if is_same_mall else None
        return replace(found, broken=_new_ones(check_plan(found.plan, touched=touched), lambda: check_plan(self.plan)))

    def _touched(self, postings: Iterable[Posting]) -> tuple[DeskDayKey, ...]:
        """Desk-days whose postings differ in more than a pin."""
        old, new = _by_desk_day(self.plan.postings), _by_desk_day(postings)
        changed = [key for key in old.keys() | new.keys() if old.get(key) != new.get(key)]
        return tuple(sorted(key for key in changed if key in self.week.forecasts and self.frame.hours_of(*key)))

    def proved(self, keys: Collection[DeskDayKey], postings: tuple[Posting, ...]) -> dict[DeskDayKey, DeskDayParts]:
        """Quotas and proofs of some desk-days, and of later days of their desks whose largest rise moved with them."""
        found: dict[DeskDayKey, DeskDayParts] = {}
        share = self.frame.mall.assumptions.max_change_share
        for desk in sorted({desk for desk, _ in keys}):
            was = now = 0  # tickets of the desk's day before, in the plan and after the change
            for key in sorted(key for key in self.week.keys if key[0] == desk):
                old = self._parts(key)
                most = change_cap(now, share) if share < NO_LIMIT else NO_MOST
                if key in keys or (was != now and old.is_held_by(most)):
                    found[key] = self._prove(key, postings, most)
                was = old.tickets if old.proofs else was
                new = found.get(key, old)
                now = new.tickets if new.proofs else now
        return found

    def _parts(self, key: DeskDayKey) -> DeskDayParts:
        """What the plan holds of a desk-day."""
        return self._by_key.get(key, DeskDayParts())

    @cached_property
    def _by_key(self) -> Mapping[DeskDayKey, DeskDayParts]:
        quotas, proofs = _grouped(self.plan.quotas), _grouped(self.plan.proofs)
        return {key: DeskDayParts(quotas=quotas.get(key, ()), proofs=proofs.get(key, ())) for key in quotas}

    def _prove(self, key: DeskDayKey, postings: tuple[Posting, ...], most: int) -> DeskDayParts:
        """One desk-day simulated and proved, with at most so many tickets."""
        given = self.week.desk_day(key, postings)
        search = QUICK_SEARCH if self.quick else FINAL_SEARCH
        capacity = self._simulations.capacities([given.day], search)[given.day] if given else None
        day = simulated_day(self.week, postings, key, capacity)
        if given is None:
            return DeskDayParts(quotas=make_quotas(self.frame, day, None))
        if not self.quick:  # which machine binds is a word of the quota, not a ticket more or less
            day = {key: day, **with_machines({key: day}, self.frame.mall.promise, self._simulations)}[key]
        lowered = self._lower(day)
        if sum(lowered.tickets) > most:
            day = capped(day, most)
            lowered = self._lower(day)
        pattern = staffing_pattern(self.frame, *key, postings)
        proof = make_proof(day, lowered.proof, pattern)
        return DeskDayParts(quotas=make_quotas(self.frame, day, lowered), proofs=(proof,))

    def _lower(self, day: SimulatedDay) -> Lowered:
        assert day.given is not None
        promise = self.frame.mall.promise
        return lower_until_kept(day.given.day, day.tickets, day.demand_quantiles, promise, self._proof_settings)

    @cached_property
    def _proof_settings(self) -> ProofSettings:
        """As the plan was proved, so that its proofs stay comparable."""
        parameters, usual = self.plan.passport.parameters, ProofSettings()
        days = QUICK_PROOF_DAYS if self.quick else int(parameters.get("proof_days", usual.days))
        return ProofSettings(days=days, seed=int(parameters.get("proof_seed", usual.seed)))

    @cached_property
    def _simulations(self) -> Simulations:
        return Simulations(executor=self.executor, promise=self.frame.mall.promise)

    def _with_parts(self, postings: tuple[Posting, ...], parts: Mapping[DeskDayKey, DeskDayParts]) -> Plan:
        """The plan with the touched desk-days replaced."""
        gone: Mapping[DeskDayKey, Iterable[Any]] = dict.fromkeys(parts, ())
        compared = {key: (_simulated_only(key, part.quotas),) for key, part in parts.items()}
        return replace(
            self.plan,
            input=replace(self.plan.input, mall=self.frame.mall),
            postings=postings,
            quotas=_replaced(self.plan.quotas, {key: part.quotas for key, part in parts.items()}),
            proofs=_replaced(self.plan.proofs, {key: part.proofs for key, part in parts.items()}),
            table_minus_simulation=_replaced(self.plan.table_minus_simulation, compared),
            remedies=_replaced(self.plan.remedies, gone),
            ranges=_replaced(self.plan.ranges, gone),
        )

    def _counted(self, plan: Plan, touched: Sequence[DeskDayKey]) -> Plan:
        """The plan with everything counted over the week counted again, and its hashes.

        What the agencies lack that were not touched is as it was; of the first stage only their part is counted anew.
        """
        agencies = {self.frame.agency_of[desk] for desk, _ in touched}
        frame = _narrowed(self.frame, agencies, self.frame.days)
        whole, part = self._result(plan, self.frame), self._result(plan, frame)
        others = tuple(s for s in plan.shortfalls if s.agency not in agencies)
        changed_fifths = unmet_fifths(part) - unmet_fifths(self._result(self.plan, frame))
        return sealed(
            replace(
                plan,
                passport=replace(plan.passport, author=self.author, created_at=self.now),
                stages=_stages(plan, whole, changed_fifths),
                shortfalls=_in_order((*others, *explained(whole, find_shortfalls(part), plan.quotas))),
                findings=(*(f for f in plan.findings if f.code != EDITED.code), EDITED),
            )
        )

    def _result(self, plan: Plan, frame: WeekFrame) -> WeekResult:
        return WeekResult(
            frame=frame,
            forecasts=self.week.forecasts,
            postings=tuple(p for p in plan.postings if p.desk in frame.agency_of),
            tickets=tickets_by_day(plan.quotas),
        )

    def _compared_shortfalls(
        self, plan: Plan, touched: Sequence[DeskDayKey]
    ) -> tuple[tuple[Shortfall, ...], tuple[Shortfall, ...]]:
        """What is short after and not before, and the other way, at the agencies and days that were touched."""
        agencies = {self.frame.agency_of[desk] for desk, _ in touched}
        frame = _narrowed(self.frame, agencies, {day for _, day in touched})
        before, after = (
            {s for s in find_shortfalls(self._result(one, frame)) if s.kind != "turned_away"}
            for one in (self.plan, plan)
        )
        return tuple(sorted(after - before, key=_shown_order)), tuple(sorted(before - after, key=_shown_order))

    def _newly_broken(self, plan: Plan) -> tuple[Violation, ...]:
        """Rules of the roster that the change breaks; what was broken before is not the change's fault."""
        return _new_ones(roster_faults(plan), lambda: roster_faults(self.plan))


def roster_faults(plan: Plan) -> tuple[Violation, ...]:
    """Hard rules of the roster that the plan's postings break; its quotas and proofs are not looked at."""
    week = PlanWeek(plan=plan)
    return tuple(violation for check in ROSTER_CHECKS for violation in check(week))


def _new_ones(after: Iterable[Violation], find_before: Callable[[], Iterable[Violation]]) -> tuple[Violation, ...]:
    """Those that were not there before; what was before is asked for only where there are any."""
    found = tuple(after)
    known = {(v.rule, str(v.place)) for v in find_before()} if found else set()
    return tuple(v for v in found if (v.rule, str(v.place)) not in known)


def _narrowed(frame: WeekFrame, agencies: Container[AgencyId], days: Container[date]) -> WeekFrame:
    """The frame with some agencies and days only."""
    mall = replace(
        frame.mall,
        agencies=tuple(a for a in frame.mall.agencies if a.id in agencies),
        desks=tuple(d for d in frame.mall.desks if d.agency in agencies),
    )
    hours = {(a, day): found for (a, day), found in frame.hours.items() if a in agencies and day in days}
    return WeekFrame(mall=mall, days=tuple(day for day in frame.days if day in days), hours=hours)


def _simulated_only(key: DeskDayKey, quotas: Iterable[Quota]) -> DeskDayCapacity:
    """The row that compares tables and simulation: no table was asked for a roster by hand, so they agree."""
    tickets = sum(q.capacity_tickets for q in quotas if q.service is None)
    return DeskDayCapacity(desk=key[0], day=key[1], table_tickets=tickets, simulated_tickets=tickets)


def _shown_order(shortfall: Shortfall) -> tuple[str, str, str]:
    return str(shortfall.day), shortfall.kind, shortfall.session or ""


def figures(plan: Plan, key: DeskDayKey) -> DeskDayFigures:
    """What a plan says of one desk-day."""
    desk, day = key
    tickets = sum(q.tickets for q in plan.quotas if (q.desk, q.day, q.service) == (desk, day, None))
    proof = next((p for p in plan.proofs if (p.desk, p.day) == key), None)
    if proof is None:
        mean = next((f.mean for f in plan.forecast if (f.desk, f.day, f.service) == (desk, day, None)), 0.0)
        return DeskDayFigures(tickets=tickets, served=0.0, turned_away=mean, kept=True)
    return DeskDayFigures(
        tickets=tickets, served=proof.served, turned_away=proof.turned_away + proof.left, kept=proof.kept
    )


def absent_officers(plan: Plan, leave: tuple[Leave, ...]) -> frozenset[tuple[OfficerId, date]]:
    """Officer-days of the plan on which somebody posted is away by that leave."""
    frame = make_frame(replace(plan.input.mall, leave=leave), plan.input.days)
    return without_absent(frame, plan.postings)[1]


def _grouped(rows: Iterable[Any]) -> dict[DeskDayKey, tuple[Any, ...]]:
    found: dict[DeskDayKey, list[Any]] = {}
    for row in rows:
        found.setdefault((row.desk, row.day), []).append(row)
    return {key: tuple(own) for key, own in found.items()}


def _by_desk_day(postings: Iterable[Posting]) -> dict[DeskDayKey, frozenset[Posting]]:
    found: dict[DeskDayKey, set[Posting]] = {}
    for posting in postings:
        is_plain = posting.confirmed and not posting.pinned
        plain = posting if is_plain else replace(posting, pinned=False, confirmed=True)
        found.setdefault((posting.desk, posting.day), set()).add(plain)
    return {key: frozenset(rows) for key, rows in found.items()}


def _replaced(rows: Iterable[Any], parts: Mapping[DeskDayKey, Iterable[Any]]) -> tuple[Any, ...]:
    """The rows with those of the given desk-days exchanged, in their old order; new desk-days come last."""
    found, told = [], set()
    for row in rows:
        key = (row.desk, row.day)
        if key not in parts:
            found.append(row)
        elif key not in told:
            told.add(key)
            found += parts[key]
    for key, new in parts.items():
        if key not in told:
            found += new
    return tuple(found)


def _in_order(shortfalls: Iterable[Shortfall]) -> tuple[Shortfall, ...]:
    """Shortfalls in the order of a plan."""
    return tuple(sorted(shortfalls, key=lambda s: (s.kind, -s.amount, s.day, s.desk or "", s.session or "")))


def _stages(plan: Plan, result: WeekResult, changed_fifths: int) -> tuple[StageValue, ...]:
    """The stages counted again, without bounds: those belong to the roster that was planned."""
    counted = {
        "risk": _risk_visits(result.forecasts, result.tickets),
        "overtime": sum(overtime_minutes(result).values()),
    }
    return tuple(
        StageValue(
            stage=stage.stage,
            value=stage.value + changed_fifths if stage.stage == "unmet" else counted.get(stage.stage, stage.value),
            unit=stage.unit,
        )
        for stage in plan.stages
    )


def _risk_visits(forecasts: Mapping[DeskDayKey, DemandForecast], tickets: Mapping[DeskDayKey, int]) -> int:
    """Visits of a bad day that find no place, over all desk-days."""
    return sum(max(0, forecast.stage_visits[-1] - tickets.get(key, 0)) for key, forecast in forecasts.items())
