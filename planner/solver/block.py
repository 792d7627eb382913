"""The model of one agency over any set of days, with given prices and given sessions of pooled officers.

`Block` gives the variables names that a rule can read; the rules themselves are in `rules/`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from ortools.sat.python import cp_model

from planner.solver.index import MallIndex
from planner.solver.problem import DeskDay, Posting, Row
from planner.solver.rules import RULES
from planner.solver.rules.base import Amount, Kind, Scope
from planner.solver.ruleset import Stage

Place = tuple[str, int, int]  # officer, day, session


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSpec:
    """Which part of the mall a block covers.

    visitors : pooled officers who may be posted here; they may work elsewhere the same day.
    held     : for visitors, the sessions they are given here with the break flag (1: takes his break), and no
               others; None: they are free, and whether they break is free too.
    kept     : postings that stay, with their flags, on `kept_days`; the officers do nothing else on those days.
    scopes   : the rules that are applied.
    """

    agency: str
    days: tuple[int, ...]
    visitors: tuple[str, ...] = ()
    held: Mapping[Place, int] | None = None
    kept: tuple[Posting, ...] = ()
    kept_days: tuple[int, ...] = ()
    scopes: frozenset[Scope] = frozenset({Scope.DAY, Scope.WEEK})


@dataclass(slots=True)
class BlockPlan:
    """What a block's solution says. postings: break_kind is the flag (0 or 1) until kinds are dealt out."""

    postings: tuple[Posting, ...]
    tickets: Mapping[tuple[str, int, int], int] = field(default_factory=dict)


class Block:
    """Variables and rules of one agency's days.

    x[officer, day, session, desk, flag] : posted there; flag 1 only in the break session, with a break.
    How many officers of a desk take which kind of break is counted, not named: kinds of one day weigh the same, so
    naming them would only add symmetry. They are dealt out after the solve.
    """

    def __init__(self, index: MallIndex, spec: BlockSpec) -> None:
        self.index, self.spec = index, spec
        self.model = cp_model.CpModel()
        self.desks = index.desks_of.get(spec.agency, ())
        self.sessions = range(len(index.problem.sessions))
        self.visitors = frozenset(spec.visitors)
        self.officers = (*index.own.get(spec.agency, ()), *spec.visitors)
        self.x: dict[tuple[str, int, int, str, int], cp_model.IntVar] = {}
        self._in_session: dict[Place, dict[int, list[cp_model.IntVar]]] = defaultdict(lambda: {0: [], 1: []})
        self._at_desk: dict[tuple[str, int, int], list[tuple[str, int, cp_model.IntVar]]] = defaultdict(list)
        self._on_day: dict[tuple[str, int], Amount] = {}
        self._takers: dict[tuple[str, int], dict[int, cp_model.IntVar]] = {}
        self._tickets: dict[tuple[str, int, int, str], cp_model.IntVar] = {}
        self._day_tickets: dict[tuple[str, int], cp_model.IntVar] = {}
        for officer, day in product(self.officers, spec.days):
            self._post(officer, day)
        self._hold_visitors()
        self._keep_days()
        self.cells: dict[tuple[str, str, int], Amount] = {}
        self._apply_rules()

    # What rules read -------------------------------------------------------------------------------------------

    def open_sessions(self) -> list[tuple[int, int]]:
        """Every (day, session) of the block in which the agency is open."""
        return [(day, s) for day in self.spec.days for s in self.index.open_sessions(self.spec.agency, day)]

    def officer_sessions(self) -> Iterator[Place]:
        """Every (officer, day, session) with at least one variable."""
        return iter(list(self._in_session))

    def bound_officers(self) -> list[str]:
        """Officers whose weeks this block decides alone."""
        return [o for o in self.officers if o not in self.visitors and self.index.is_bound(o)]

    def has(self, officer: str, day: int, session: int, desk: str) -> bool:
        """True when the block can post the officer there."""
        return (officer, day, session, desk, 0) in self.x

    def may_serve(self, officer: str, day: int, desk: str) -> bool:
        """True when the block can post the officer at the desk in any session of the day."""
        return any(self.has(officer, day, session, desk) for session in self.sessions)

    def variables_of(self, officer: str, day: int, session: int) -> list[cp_model.IntVar]:
        """All ways to post the officer in the session."""
        flags = self._in_session.get((officer, day, session))
        return [] if flags is None else flags[0] + flags[1]

    def in_session(self, officer: str, day: int, session: int) -> Amount:
        """1 when the officer is posted in the session."""
        return sum(self.variables_of(officer, day, session))

    def flagged(self, officer: str, day: int, session: int, flag: int) -> Amount:
        """1 when he is posted in the session with (1) or without (0) a break."""
        flags = self._in_session.get((officer, day, session))
        return 0 if flags is None else sum(flags[flag])

    def posted(self, officer: str, day: int, session: int, desk: str) -> Amount:
        """1 when he is posted at that desk."""
        return sum(self.x.get((officer, day, session, desk, flag), 0) for flag in (0, 1))

    def headcount(self, desk: str, day: int, session: int) -> Amount:
        """Officers at the desk in the session."""
        return sum(variable for _, _, variable in self._at_desk.get((desk, day, session), ()))

    def on_day(self, officer: str, day: int) -> Amount:
        """1 when he works at all that day."""
        if (officer, day) not in self._on_day:
            works = self.model.new_bool_var("")
            for session in self.sessions:
                self.model.add(works >= self.in_session(officer, day, session))
            self._on_day[officer, day] = works
        return self._on_day[officer, day]

    def minutes(self, officer: str, week: int) -> Amount:
        """Counter minutes of a week: session minutes less breaks."""
        days = [day for day in self.spec.days if self.index.days[day].week == week]
        return sum(self.day_minutes(officer, day) for day in days)

    def day_minutes(self, officer: str, day: int) -> Amount:
        """Counter minutes of a day."""
        record, lunch = self.index.days[day], self.index.days[day].break_session
        worked = sum(record.minutes[s] * self.in_session(officer, day, s) for s in self.sessions)
        away = 0 if lunch is None else self.index.break_minutes(day) * self.flagged(officer, day, lunch, 1)
        return worked - away

    def burden(self, officer: str) -> Amount:
        """Burden of the sessions worked in the block."""
        return sum(
            self.index.burden(day, desk) * variable
            for (who, day, _, desk, _), variable in self.x.items()
            if who == officer
        )

    def away_by_half_hour(self, desk: str, day: int) -> dict[int, list[cp_model.IntVar]]:
        """For each watched lunch half-hour, the counts of officers of the desk who are on break in it."""
        counts, record = self.takers(desk, day), self.index.days[day]
        return {
            half_hour: [counts[kind.id] for kind in record.breaks if half_hour in kind.half_hours]
            for half_hour in range(record.lunch_half_hours)
        }

    def takers(self, desk: str, day: int) -> dict[int, cp_model.IntVar]:
        """How many officers of the desk take each kind of break that day."""
        if (desk, day) not in self._takers:
            record = self.index.days[day]
            at_lunch = self._at_desk.get((desk, day, record.break_session or 0), [])
            breaking = [variable for _, flag, variable in at_lunch if flag]
            counts = {kind.id: self.model.new_int_var(0, len(breaking), "") for kind in record.breaks}
            self.model.add(sum(counts.values()) == sum(breaking))
            self._takers[desk, day] = counts
        return self._takers[desk, day]

    def desk_days(self) -> list[DeskDay]:
        """Demand of the block's desks on its days."""
        found = (self.index.demand.get((desk, day)) for desk in self.desks for day in self.spec.days)
        return [desk_day for desk_day in found if desk_day is not None]

    def tickets_of(self, desk: str, day: int, session: int, name: str) -> cp_model.IntVar:
        """Tickets of one class of the desk in a session, at most what a bad day asks for."""
        key = (desk, day, session, name)
        if key not in self._tickets:
            desk_day = self.index.demand.get((desk, day))
            self._tickets[key] = self.model.new_int_var(0, 0 if desk_day is None else desk_day.demand_visits[-1], "")
        return self._tickets[key]

    def tickets(self, desk: str, day: int) -> cp_model.IntVar:
        """Tickets of the desk that day, its sessions and classes added up, within the day's caps."""
        if (desk, day) not in self._day_tickets:
            self._day_tickets[desk, day] = self._sum_tickets(self.index.demand[desk, day])
        return self._day_tickets[desk, day]

    def _sum_tickets(self, desk_day: DeskDay) -> cp_model.IntVar:
        desk, day, most = desk_day.desk, desk_day.day, desk_day.demand_visits[-1]
        cap = most if desk_day.tickets_cap is None else min(most, desk_day.tickets_cap)
        total = self.model.new_int_var(0, cap, "")
        sessions = [s for s in self.index.open_sessions(self.spec.agency, day) if (desk, day, s) in self.index.rows]
        classes = self.index.desks[desk].classes
        self.model.add(total <= sum(self.tickets_of(desk, day, s, name) for s in sessions for name in classes))
        for name, visits in zip(classes, desk_day.class_visits or (), strict=False):
            self.model.add(sum(self.tickets_of(desk, day, s, name) for s in sessions) <= visits)
        return total

    def table_value(self, row: Row) -> Amount:
        """Most tickets the row's table gives for the officers posted, cut at what a bad day asks for."""
        at_desk = self._at_desk.get((row.desk, row.day, row.session), [])
        worth = [(self.index.tenths(officer, row, flag), variable) for officer, flag, variable in at_desk]
        worth = [(tenths, variable) for tenths, variable in worth if tenths]
        desk_day = self.index.demand.get((row.desk, row.day))
        most = desk_day.demand_visits[-1] if desk_day is not None else 0
        if not worth or not most:
            return min(most, row.tickets(0))
        if self.index.seats[self.spec.agency].at_most(row.desk) == 1 and self._one_by_one:
            idle = min(most, row.tickets(0))
            return idle + sum((min(most, row.tickets(tenths)) - idle) * variable for tenths, variable in worth)
        return self._table_element(row, worth, most)

    def _table_element(self, row: Row, worth: list[tuple[int, cp_model.IntVar]], most: int) -> Amount:
        """A step of the table that the officers reach: only tenths at which a ticket is gained are choices."""
        seats = self.index.seats[self.spec.agency].at_most(row.desk) if self._one_by_one else len(worth)
        longest = sum(sorted((tenths for tenths, _ in worth), reverse=True)[: max(seats, 1)])
        table = [min(most, row.tickets(tenths)) for tenths in range(longest + 1)]
        steps = [0, *(u for u in range(1, longest + 1) if table[u] > table[u - 1])]
        step = self.model.new_int_var(0, len(steps) - 1, "")
        needed, value = self.model.new_int_var(0, longest, ""), self.model.new_int_var(table[0], table[-1], "")
        self.model.add_element(step, steps, needed)
        self.model.add_element(step, [table[u] for u in steps], value)
        self.model.add(needed <= sum(tenths * variable for tenths, variable in worth))
        return value

    @cached_property
    def _one_by_one(self) -> bool:
        """True while a single seat means a single officer."""
        return self.index.rule_set.settings("counters_suffice") is not None

    # Building --------------------------------------------------------------------------------------------------

    def _post(self, officer: str, day: int) -> None:
        own_desks = set(self.desks)
        for session, desk in self.index.cells[officer, day]:
            if desk not in own_desks or not self._given(officer, day, session):
                continue
            flags = (0, 1) if self.index.has_breaks(day, session) else (0,)
            for flag in flags:
                variable = self.model.new_bool_var("")
                self.x[officer, day, session, desk, flag] = variable
                self._in_session[officer, day, session][flag].append(variable)
                self._at_desk[desk, day, session].append((officer, flag, variable))

    def _given(self, officer: str, day: int, session: int) -> bool:
        return officer not in self.visitors or self.spec.held is None or (officer, day, session) in self.spec.held

    def _hold_visitors(self) -> None:
        for (officer, day, session), flag in (self.spec.held or {}).items():
            if officer in self.visitors and day in self.spec.days:
                self.model.add(self.flagged(officer, day, session, flag) == 1)

    def _keep_days(self) -> None:
        kept = {(p.officer, p.day, p.session, p.desk, min(1, p.break_kind or 0)) for p in self.spec.kept}
        for key, variable in self.x.items():
            if key[1] in self.spec.kept_days:
                self.model.add(variable == int(key in kept))

    def note(self, rule: str, place: str, day: int, amounts: Sequence[Amount]) -> Amount:
        """Remember what is short at one desk or agency on one day, for explanations; returns the sum."""
        self.cells[rule, place, day] = sum(amounts) + self.cells.get((rule, place, day), 0)
        return sum(amounts)

    def _apply_rules(self) -> None:
        self.stage_parts: dict[Stage, list[Amount]] = defaultdict(list)
        for use in self.index.rule_set.rules:
            rule = RULES.get(use.name)
            if rule is None or rule.scope not in self.spec.scopes:
                continue
            amount = rule.add(self, use.settings)
            if rule.kind is Kind.SOFT and rule.stage is not None and amount is not None:
                self.stage_parts[rule.stage].append(amount)

    def stage_amount(self, stage: Stage) -> Amount:
        """What the stage minimises, inside this block."""
        return sum(self.stage_parts.get(stage, ()))

    # Reading a solution ----------------------------------------------------------------------------------------

    def read(self, solver: cp_model.CpSolver) -> BlockPlan:
        """The solution as records."""
        postings = self.postings_in(solver.boolean_value)
        tickets: dict[tuple[str, int, int], int] = defaultdict(int)
        for (desk, day, session, _), variable in self._tickets.items():
            tickets[desk, day, session] += solver.value(variable)
        return BlockPlan(postings=postings, tickets=dict(tickets))

    def postings_in(self, is_true: Callable[[cp_model.IntVar], bool]) -> tuple[Posting, ...]:
        """Postings (with flags) of the solution in which `is_true` tells the variables."""
        return tuple(
            Posting(officer=officer, day=day, session=session, desk=desk, break_kind=flag)
            for (officer, day, session, desk, flag), variable in self.x.items()
            if is_true(variable)
        )

    def hint(self, postings: tuple[Posting, ...]) -> None:
        """Start the search from these postings (break_kind as flag)."""
        self.model.clear_hints()
        wanted = {(p.officer, p.day, p.session, p.desk, min(1, p.break_kind or 0)) for p in postings}
        for key, variable in self.x.items():
            self.model.add_hint(variable, key in wanted)
