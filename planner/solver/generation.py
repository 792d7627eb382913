"""Column generation: agency-days and pooled weeks are priced against each other until the bound meets the master."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import product
from math import ceil

from planner.solver.columns import SCALE, Column, DayPrices, Priced, Prices, day_prices
from planner.solver.compose import columns_of_roster, pick_columns
from planner.solver.cp import Limit
from planner.solver.day_table import DayTable, is_small
from planner.solver.draft import Draft
from planner.solver.incumbent import Incumbent
from planner.solver.index import MallIndex
from planner.solver.master import Master, MasterAnswer
from planner.solver.pool import PooledWeeks, week_of_links
from planner.solver.pricing import PriceTask, charge, price_day
from planner.solver.workers import Workers

Key = tuple[str, int]
TABLE_ROUNDS = 6  # master and tables are cheap: repeat them before the large days are priced again
CONVERGED = 0.0005  # of the master's value


@dataclass(slots=True)
class Phase:
    """How one phase of the generation runs."""

    name: str
    kept_share: float  # of the old prices, when new ones are mixed in
    end_at: float  # elapsed seconds
    day_seconds: float  # for one large agency-day


@dataclass(slots=True)
class Generation:
    """The state of the column generation for one problem."""

    index: MallIndex
    workers: Workers
    best: Incumbent
    tables: dict[Key, DayTable] = field(default_factory=dict)
    large: list[Key] = field(default_factory=list)
    prices: Prices = field(default_factory=Prices)
    best_prices: Prices = field(default_factory=Prices)
    best_bound: int = -(10**15)
    cache: dict[Key, tuple[DayPrices, Priced]] = field(default_factory=dict)
    last: dict[Key, Column] = field(default_factory=dict)
    master: Master = field(init=False)
    weeks: PooledWeeks = field(init=False)

    def __post_init__(self) -> None:
        self.master, self.weeks = Master(self.index), PooledWeeks(self.index)
        for key in product(self.index.agencies, range(len(self.index.days))):
            if is_small(self.index, *key):
                self.tables[key] = DayTable(self.index, *key)
            else:
                self.large.append(key)
        self.large.sort(key=lambda key: (-len(self.index.own.get(key[0], ())), key))

    # Starting --------------------------------------------------------------------------------------------------

    def take_roster(self) -> list[Column]:
        """Cut the best roster into columns and add them."""
        draft = Draft(self.index).load(self.best.postings)
        costs = {key: draft.day_cost(*key) for key in product(self.index.agencies, range(len(self.index.days)))}
        columns = columns_of_roster(self.index, self.best.postings, costs)
        for column in columns:
            self.master.add(column)
            self.last[column.agency, column.day] = column
        return columns

    def add_roster_weeks(self) -> None:
        """The pooled officers' weeks of the best roster, and the best weeks at the best prices."""
        used = [
            (p.officer, p.day, p.session, self.index.desks[p.desk].agency, min(1, p.break_kind or 0))
            for p in self.best.postings
            if self.index.homes[p.officer] is None
        ]
        for officer, week in product(self.index.pooled, self.index.weeks):
            self.master.add_week(week_of_links(self.index, officer, week, used))
            self.master.add_week(self.weeks.best(officer, week, self.best_prices)[1])

    # Iterating -------------------------------------------------------------------------------------------------

    def run(self, phase: Phase) -> MasterAnswer:
        """Iterate until the bound meets the master's value, or the phase's time is over."""
        answer = self._table_rounds(phase)
        while self.best.elapsed < phase.end_at and not self.best.should_stop():
            self.prices = answer.prices.mixed(self.prices, phase.kept_share)
            grown = self._iterate(self.prices, phase)
            answer = self._table_rounds(phase)
            if self._is_converged(answer):
                break
            if not grown and self.prices == answer.prices:
                break
        return answer

    def _is_converged(self, answer: MasterAnswer) -> bool:
        return answer.value - self.best_bound / SCALE <= CONVERGED * abs(answer.value)

    def _iterate(self, prices: Prices, phase: Phase) -> bool:
        """Price everything once; True when a column or week was new."""
        waiting = {key: self._submit(key, prices, phase) for key in self.large}
        total, grown = -self.master.rent(prices), False
        for key, table in self.tables.items():
            priced = table.price(day_prices(self.index, prices, *key))
            total += priced.bound
            grown |= self._take(priced)
        grown |= self._add_weeks(prices)
        total -= sum(worth for worth in self._worths(prices))
        for key, job in waiting.items():
            priced = job if isinstance(job, Priced) else job.result()
            self.cache[key] = (day_prices(self.index, prices, *key), priced)
            total += priced.bound
            grown |= self._take(priced)
        if total > self.best_bound:
            self.best_bound, self.best_prices = total, prices
        self.best.raise_bound(max(0, ceil(total / SCALE)), phase.name)
        return grown

    def _submit(self, key: Key, prices: Prices, phase: Phase) -> "Future[Priced] | Priced":
        seen = day_prices(self.index, prices, *key)
        if key in self.cache and self.cache[key][0] == seen and self.cache[key][1].columns:
            return self.cache[key][1]
        hint = tuple(self.last[key].postings()) if key in self.last else ()
        options = self.best.options
        limit = Limit(seconds=phase.day_seconds, seed=options.seed, deterministic=options.reproducible)
        task = PriceTask(agency=key[0], day=key[1], prices=seen, hint=hint, limit=limit)
        return self.workers.submit(price_day, task)

    def _take(self, priced: Priced) -> bool:
        grown = False
        for column in priced.columns:
            grown |= self.master.add(column)
        if priced.columns:
            self.last[priced.columns[0].agency, priced.columns[0].day] = priced.columns[0]
        return grown

    def _worths(self, prices: Prices) -> list[int]:
        pairs = product(self.index.pooled, self.index.weeks)
        return [self.weeks.best(officer, week, prices)[0] for officer, week in pairs]

    def _add_weeks(self, prices: Prices) -> bool:
        if not self.master.has_weeks:
            return False
        grown = False
        for officer, week in product(self.index.pooled, self.index.weeks):
            grown |= self.master.add_week(self.weeks.best(officer, week, prices)[1])
        return grown

    def _table_rounds(self, phase: Phase) -> MasterAnswer:
        """Master against tables and pooled weeks only, at the master's own prices."""
        answer = self.master.solve()
        for _ in range(TABLE_ROUNDS):
            grown = self._add_weeks(answer.prices)
            for key, table in self.tables.items():
                grown |= self._take(table.price(day_prices(self.index, answer.prices, *key)))
            if not grown or self.best.elapsed > phase.end_at:
                break
            answer = self.master.solve()
        return answer

    # Handing over ----------------------------------------------------------------------------------------------

    def candidates(self, most: int) -> list[Column]:
        """The most promising columns of each agency-day at the best prices, tables asked for more."""
        found = dict.fromkeys(self.master.columns)
        seen = {key: day_prices(self.index, self.best_prices, *key) for key in (*self.tables, *self.large)}
        for key, table in self.tables.items():
            found |= dict.fromkeys(table.price(seen[key], most).columns)
        columns = list(found)
        reduced = [SCALE * c.cost + charge(self.index, c, seen[c.agency, c.day]) for c in columns]
        return pick_columns(columns, reduced, most)
