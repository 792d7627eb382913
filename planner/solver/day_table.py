"""Small agency-days written out in full: every way to staff them with its cost, priced by a few array sums."""

from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from planner.solver.breaks import best_counts
from planner.solver.columns import SCALE, Column, DayPrices, Priced
from planner.solver.index import MallIndex
from planner.solver.problem import DeskDay, Row

MOST_WAYS = 700_000
NEEDED_RULES = ("one_place_at_a_time", "counters_suffice", "break_when_two_sessions", "tickets_within_table")
COLUMNS_AT_ONCE = 4

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Ints32 = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Seat:
    """What an officer does in one session: idle (desk -1), at a desk, with or without a break."""

    desk: int
    flag: int


IDLE = Seat(-1, 0)


class DayTable:
    """All ways to staff one agency on one day.

    ways[s] : seat code of each officer for every way to staff session s, shape (ways of s, officers).
    A row of the table picks one way in each session; rows that no rule forbids are kept, with their cost.
    """

    def __init__(self, index: MallIndex, agency: str, day: int) -> None:
        self.index, self.agency, self.day = index, agency, day
        self.desks = index.desks_of.get(agency, ())
        self.own = index.own.get(agency, ())
        self.officers = (*self.own, *index.visitors.get(agency, ()))
        self.sessions = index.open_sessions(agency, day)
        self.lunch = index.days[day].break_session
        self.codes = [[self._seats(officer, session) for session in self.sessions] for officer in self.officers]
        self.ways = [_ways(self, at) for at in range(len(self.sessions))]
        self.picks = _all_picks([len(way) for way in self.ways])
        self.costs = np.zeros(len(self.picks[0]) if self.picks else 1, dtype=np.int64)
        self._build()

    def _seats(self, officer: str, session: int) -> list[Seat]:
        """Codes of what the officer may do in the session; a visitor's break is free, an own officer's follows."""
        desks = [cell.desk for cell in self.index.cells[officer, self.day] if cell.session == session]
        here = [self.desks.index(desk) for desk in desks if desk in self.desks]
        with_flags = officer not in self.own and session == self.lunch
        seats = [Seat(desk, flag) for desk in here for flag in ((0, 1) if with_flags else (0,))]
        pinned = self.index.fixed.get((officer, self.day, session))
        return seats if pinned is not None and pinned.desk in self.desks else [IDLE, *seats]

    # Building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        worked = [
            [self._worked(at, o)[self.picks[at]] for o in range(len(self.officers))] for at in range(len(self.ways))
        ]
        breaking = self._breaking(worked)
        keep = self._allowed(worked)
        for at, desk in enumerate(self.desks):
            cost, possible = self._desk_cost(at, desk, breaking)
            self.costs += cost
            keep &= possible
        self.costs += self._agency_cost()
        self.patterns = self._patterns(breaking)
        kept = np.flatnonzero(keep)
        self.costs = self.costs[kept] * SCALE
        self.picks = [pick[kept] for pick in self.picks]
        self.patterns = [pattern[kept] for pattern in self.patterns]

    def _worked(self, at: int, officer: int) -> NDArray[np.bool_]:
        """For each way of session `at`, True when the officer works."""
        codes = np.array([seat.desk >= 0 for seat in self.codes[officer][at]])
        return codes[self.ways[at][:, officer]]

    def _lunch_at(self) -> int | None:
        return self.sessions.index(self.lunch) if self.lunch in self.sessions else None

    def _breaking(self, worked: list[list[NDArray[np.bool_]]]) -> list[NDArray[np.bool_]]:
        """For each officer, the rows in which he is posted in the break session and takes his break."""
        lunch = self._lunch_at()
        if lunch is None:
            return [np.zeros(len(self.costs), dtype=bool) for _ in self.officers]
        found = []
        for officer, name in enumerate(self.officers):
            flags = np.array([bool(seat.flag) for seat in self.codes[officer][lunch]])
            flagged = flags[self.ways[lunch][:, officer]][self.picks[lunch]]
            elsewhere = _any([worked[at][officer] for at in range(len(self.ways)) if at != lunch], len(self.costs))
            found.append(worked[lunch][officer] & elsewhere if name in self.own else flagged)
        return found

    def _allowed(self, worked: list[list[NDArray[np.bool_]]]) -> NDArray[np.bool_]:
        """Rows in which no visitor works the break session and another one here without a break."""
        keep = np.ones(len(self.costs), dtype=bool)
        lunch = self._lunch_at()
        if lunch is None:
            return keep
        for officer, name in enumerate(self.officers):
            if name in self.own:
                continue
            plain = np.array([seat.desk >= 0 and not seat.flag for seat in self.codes[officer][lunch]])
            unflagged = plain[self.ways[lunch][:, officer]][self.picks[lunch]]
            for at in range(len(self.ways)):
                if at != lunch:
                    keep &= ~(unflagged & worked[at][officer])
        return keep

    def _desk_cost(self, at: int, desk: str, breaking: list[NDArray[np.bool_]]) -> tuple[Ints, NDArray[np.bool_]]:
        index, rows = self.index, len(self.costs)
        record, prices = index.desks[desk], index.problem.prices
        cost, possible = np.zeros(rows, dtype=np.int64), np.ones(rows, dtype=bool)
        desk_day = index.demand.get((desk, self.day))
        if desk_day is not None:
            cost += _refusal_costs(index, desk_day)[self._tickets(at, desk, desk_day, breaking)]
        lunch = self._lunch_at()
        if lunch is not None:
            uncovered = self._uncovered(at, lunch, breaking)
            possible = uncovered >= 0
            if record.lunch_cover and index.rule_set.settings("lunch_cover") is not None:
                cost += prices.cover * np.maximum(uncovered, 0)
        if record.min_officers and index.rule_set.settings("minimum_presence") is not None:
            for session in range(len(self.ways)):
                lack = np.maximum(0, record.min_officers - self._present(session, at).sum(axis=1))
                cost += prices.officer_missing * lack[self.picks[session]]
        return cost, possible

    def _present(self, at: int, desk: int) -> NDArray[np.bool_]:
        """For each way of a session and each officer, True when he is at the desk."""
        columns = [
            np.array([seat.desk == desk for seat in self.codes[o][at]])[self.ways[at][:, o]]
            for o in range(len(self.officers))
        ]
        return np.stack(columns, axis=1) if columns else np.zeros((len(self.ways[at]), 0), dtype=bool)

    def _tickets(self, at: int, desk: str, desk_day: DeskDay, breaking: list[NDArray[np.bool_]]) -> Ints:
        """Tickets of the desk in each row of the table, cut at the day's limit."""
        most = desk_day.demand_visits[-1]
        total = np.zeros(len(self.costs), dtype=np.int64)
        for position, session in enumerate(self.sessions):
            rows = self.index.rows.get((desk, self.day, session), ())
            if not rows:
                continue
            row = rows[0]
            present = self._present(position, at)
            plain = np.array([self.index.tenths(officer, row, 0) for officer in self.officers], dtype=np.int64)
            tenths = (present @ plain)[self.picks[position]]
            if session == self.lunch:
                tenths = tenths - self._lost_tenths(row, present[self.picks[position]], breaking)
            table = np.array([row.tickets(u) for u in range(int(plain.sum()) + 1)], dtype=np.int64)
            total += table[tenths]
        cap = most if desk_day.tickets_cap is None else min(most, desk_day.tickets_cap)
        if desk_day.class_visits:
            cap = min(cap, desk_day.class_visits[0])
        return np.minimum(total, cap)

    def _lost_tenths(self, row: Row, present: NDArray[np.bool_], breaking: list[NDArray[np.bool_]]) -> Ints:
        lost = np.zeros(len(self.costs), dtype=np.int64)
        for at, officer in enumerate(self.officers):
            loss = self.index.tenths(officer, row, 0) - self.index.tenths(officer, row, 1)
            lost += loss * (present[:, at] & breaking[at])
        return lost

    def _uncovered(self, desk: int, lunch: int, breaking: list[NDArray[np.bool_]]) -> Ints:
        """Uncovered lunch half-hours of the desk in each row; -1 where breaks cannot be staggered."""
        present = self._present(lunch, desk)[self.picks[lunch]]
        away = np.zeros(len(self.costs), dtype=np.int64)
        for at in range(len(self.officers)):
            away += present[:, at] & breaking[at]
        staying = present.sum(axis=1) - away
        staggered = self.index.rule_set.settings("breaks_staggered") is not None
        record, most = self.index.days[self.day], len(self.officers) + 1
        table = np.array([[best_counts(record, s, b, staggered)[0] for b in range(most)] for s in range(most)])
        found: Ints = table[staying, away]
        return found

    def _agency_cost(self) -> Ints:
        record, prices = self.index.agencies[self.agency], self.index.problem.prices
        has = self.index.rule_set.settings
        total = np.zeros(len(self.costs), dtype=np.int64)
        supervisors = [at for at, o in enumerate(self.officers) if self.index.officers[o].supervisor]
        for at in range(len(self.ways)):
            works = (
                np.stack([self._worked(at, o) for o in range(len(self.officers))], axis=1) if self.officers else None
            )
            nobody = np.ones(len(self.ways[at]), dtype=bool) if works is None else ~works.any(axis=1)
            unled = np.ones(len(self.ways[at]), dtype=bool) if works is None else ~works[:, supervisors].any(axis=1)
            cost = np.zeros(len(self.ways[at]), dtype=np.int64)
            if record.needs_presence and has("agency_presence") is not None:
                cost += prices.presence * nobody
            if record.needs_supervisor and has("supervisor_present") is not None:
                cost += prices.supervisor * unled
            total += cost[self.picks[at]]
        return total

    def _patterns(self, breaking: list[NDArray[np.bool_]]) -> list[Bytes]:
        """For each officer and row, a number for (sessions worked, break): bits of the sessions, then the flag."""
        found = []
        for officer in range(len(self.officers)):
            pattern = np.zeros(len(self.costs), dtype=np.uint8)
            for at in range(len(self.ways)):
                pattern |= (self._worked(at, officer)[self.picks[at]].astype(np.uint8)) << at
            pattern |= breaking[officer].astype(np.uint8) << len(self.ways)
            found.append(pattern)
        return found

    # Pricing ---------------------------------------------------------------------------------------------------

    def price(self, prices: DayPrices, most: int = COLUMNS_AT_ONCE) -> Priced:
        """The cheapest rows at these prices, and the exact cheapest value."""
        totals = self.totals(prices)
        count = min(most, len(totals))
        rows = np.argpartition(totals, count - 1)[:count]
        rows = rows[np.argsort(totals[rows], kind="stable")]
        return Priced(columns=tuple(self.column(int(row)) for row in rows), bound=int(totals[rows[0]]))

    def within(self, prices: DayPrices, slack: int, most: int) -> tuple[list[Column], bool]:
        """Columns that cost at most `slack` (scaled) more than the cheapest; False when there are over `most`."""
        totals = self.totals(prices)
        rows = np.flatnonzero(totals - totals.min() <= slack)
        return [self.column(int(row)) for row in rows[:most]], len(rows) <= most

    def totals(self, prices: DayPrices) -> Ints:
        """Cost and prices of every row, scaled."""
        totals = self.costs
        units, days, links = dict(prices.units), dict(prices.days), dict(prices.links)
        for at, officer in enumerate(self.officers):
            lookup = self._pattern_prices(officer, units.get(officer, 0), days.get(officer, 0), links)
            if lookup.any():
                totals = totals + lookup[self.patterns[at]]
        return totals

    def _pattern_prices(self, officer: str, unit: int, day: int, links: dict[tuple[str, int, int], int]) -> Ints:
        lookup = np.zeros(2 << len(self.sessions), dtype=np.int64)
        for pattern in range(1, len(lookup)):
            sessions = [session for at, session in enumerate(self.sessions) if pattern >> at & 1]
            flag = pattern >> len(self.sessions)
            if sessions and officer in self.own:
                minutes = self.index.minutes_of(self.day, sessions, bool(flag))
                lookup[pattern] = unit * (minutes // self.index.minute_unit) + day
            elif sessions:
                lookup[pattern] = sum(links.get((officer, s, flag * (s == self.lunch)), 0) for s in sessions)
        return lookup

    def column(self, row: int) -> Column:
        """One row as a column."""
        seats = []
        for officer, name in enumerate(self.officers):
            breaks = int(self.patterns[officer][row]) >> len(self.sessions)
            for at, session in enumerate(self.sessions):
                seat = self.codes[officer][at][self.ways[at][self.picks[at][row], officer]]
                if seat.desk >= 0:
                    seats.append((name, session, self.desks[seat.desk], breaks * (session == self.lunch)))
        return Column(agency=self.agency, day=self.day, cost=int(self.costs[row]) // SCALE, seats=tuple(sorted(seats)))


def _any(parts: list[NDArray[np.bool_]], length: int) -> NDArray[np.bool_]:
    found = np.zeros(length, dtype=bool)
    for part in parts:
        found |= part
    return found


def _ways(table: DayTable, at: int) -> Bytes:
    """Every way to staff one session within counters and equipment: seat codes, shape (ways, officers)."""
    seats = table.index.seats[table.agency]
    found: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((), (0,) * len(table.desks))]
    for codes in table.codes:
        longer = []
        for code, seat in enumerate(codes[at]):
            for chosen, heads in found:
                after = heads if seat.desk < 0 else _one_more(heads, seat.desk)
                if seat.desk < 0 or _fits(table, seats.flexible, after):
                    longer.append(((*chosen, code), after))
        found = longer
    return np.array([chosen for chosen, _ in found], dtype=np.uint8).reshape(len(found), len(table.officers))


def _one_more(heads: tuple[int, ...], desk: int) -> tuple[int, ...]:
    return (*heads[:desk], heads[desk] + 1, *heads[desk + 1 :])


def _fits(table: DayTable, flexible: int, heads: tuple[int, ...]) -> bool:
    dedicated, spilled = table.index.seats[table.agency].dedicated, 0
    for desk, count in zip(table.desks, heads, strict=True):
        most = table.index.desks[desk].max_officers
        if most is not None and count > most and table.index.rule_set.settings("equipment_in_use") is not None:
            return False
        spilled += max(0, count - dedicated.get(desk, 0))
    return spilled <= flexible


def _all_picks(lengths: list[int]) -> list[Ints32]:
    """For each session the way picked in every row of the full product."""
    return [grid.reshape(-1) for grid in np.indices(lengths, dtype=np.int32)] if lengths else []


def _refusal_costs(index: MallIndex, desk_day: DeskDay) -> Ints:
    """Cost of refused visits for every number of tickets from 0 to a bad day's demand."""
    has, prices, weight = index.rule_set.settings, index.problem.prices, index.desks[desk_day.desk].weight
    tickets = np.arange(desk_day.demand_visits[-1] + 1, dtype=np.int64)
    cost = np.zeros(len(tickets), dtype=np.int64)
    if has("turned_away") is not None:
        for visits in desk_day.demand_visits:
            cost += weight * np.maximum(0, visits - tickets)
    if has("deep_refusal") is not None:
        median = desk_day.demand_visits[2]
        spared = median - prices.deep_from_tenths * median // 10
        cost += prices.deep_factor * weight * np.maximum(0, spared - tickets)
    return cost


def is_small(index: MallIndex, agency: str, day: int) -> bool:
    """True when the day can be written out: one class a desk, no pairs among its officers, few enough ways."""
    rules = all(index.rule_set.settings(name) is not None for name in NEEDED_RULES)
    desks = index.desks_of.get(agency, ())
    if not rules or any(len(index.desks[desk].classes) > 1 for desk in desks):
        return False
    officers = {*index.own.get(agency, ()), *index.visitors.get(agency, ())}
    if any(pair.officer in officers or pair.other in officers for pair in index.problem.pairs):
        return False
    if any(
        len(index.rows.get((desk, day, s), ())) > 1 for desk, s in product(desks, range(len(index.problem.sessions)))
    ):
        return False
    return prod(_count_ways(index, agency, day, session) for session in index.open_sessions(agency, day)) <= MOST_WAYS


def _count_ways(index: MallIndex, agency: str, day: int, session: int) -> int:
    """An upper limit of the ways to staff a session, by number of officers at work only."""
    seats, lunch = index.seats[agency].in_all, index.days[day].break_session
    counts = [1] + [0] * seats
    own, desks = set(index.own.get(agency, ())), set(index.desks_of.get(agency, ()))
    for officer in (*index.own.get(agency, ()), *index.visitors.get(agency, ())):
        choices = sum(cell.session == session and cell.desk in desks for cell in index.cells[officer, day])
        choices *= 2 if session == lunch and officer not in own else 1
        counts = [counts[n] + (choices * counts[n - 1] if n else 0) for n in range(seats + 1)]
    return sum(counts)
