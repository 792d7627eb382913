"""Column generation: agency-days and pooled weeks are priced against each other until the bound meets the master."""

from concurrent.futures import Future
from itertools import product
from math import ceil

from planner.solver.columns import SCALE, Column, DayPrices, Priced, Prices, day_prices, floor_of
from planner.solver.compose import columns_of_roster, pick_columns
from planner.solver.cp import NO_BOUND
from planner.solver.day_table import DayTable, is_small
from planner.solver.draft import Draft
from planner.solver.incumbent import Incumbent
from planner.solver.index import MallIndex
from planner.solver.master import Master, MasterAnswer
from planner.solver.pool import PooledWeeks, WeekColumn, week_of_links
from planner.solver.pricing import PriceTask, charge, price_day
from planner.solver.rounds import Phase, Rounds
from planner.solver.workers import Workers

Key = tuple[str, int]
TABLE_ROUNDS = 6  # master and tables are cheap: repeat them before the large days are priced again
STALLED_ROUNDS, STALLED_SHARE = 5, 0.0002  # rounds without a move worth the name
NOTHING_TO_GAIN = 0.0001  # of the master's value
MOST_CLOSING = 30_000  # columns in the last composition
CONVERGED = 0.0005  # of the master's value


class Generation:
    """The state of the column generation for one problem."""

    def __init__(self, index: MallIndex, workers: Workers, best: Incumbent) -> None:
        self.index, self.workers, self.best = index, workers, best
        self.master, self.weeks = Master(index), PooledWeeks(index)
        self.prices = self.best_prices = Prices()
        self.best_bound = NO_BOUND
        self._cache: dict[Key, tuple[DayPrices, Priced]] = {}
        self._last: dict[Key, Column] = {}
        self._seen_weeks: list[WeekColumn] = []
        self.keys = list(product(index.agencies, range(len(index.days))))
        self.settled = [key for key in self.keys if index.is_settled(*key)]
        open_keys = [key for key in self.keys if not index.is_settled(*key)]
        self.tables = {key: DayTable(index, *key) for key in open_keys if is_small(index, *key)}
        large = [key for key in open_keys if key not in self.tables]
        self.large = sorted(large, key=lambda key: (-len(index.own.get(key[0], ())), key))
        self.rounds = Rounds(index, self.large)
        self.take_roster()
        self.master.add_linear_pool()

    # Starting --------------------------------------------------------------------------------------------------

    def take_roster(self) -> list[Column]:
        """Cut the best roster into columns and add them."""
        draft = Draft(self.index).load(self.best.postings)
        columns = columns_of_roster(self.index, self.best.postings, {key: draft.day_cost(*key) for key in self.keys})
        for column in columns:
            self.master.add(column)
            self._last[column.agency, column.day] = column
        return columns

    def start_weeks(self) -> None:
        """Go over to pooled weeks: those of the best roster, and those that were best at any prices so far."""
        self.take_roster()
        self.master.start_week_columns()
        used = [
            (p.officer, p.day, p.session, self.index.desks[p.desk].agency, min(1, p.break_kind or 0))
            for p in self.best.postings
            if self.index.homes[p.officer] is None
        ]
        for officer, week in product(self.index.pooled, self.index.weeks):
            self.master.add_week(week_of_links(self.index, officer, week, used))
        for column in self._seen_weeks:
            self.master.add_week(column)

    # Iterating -------------------------------------------------------------------------------------------------

    def run(self, phase: Phase) -> None:
        """Iterate until the bound meets the master's value, or the phase's time is over."""
        answer, stalled = self._table_rounds(phase), 0
        for _ in range(phase.rounds):
            if self._is_over(phase):
                break
            self.prices = answer.prices.mixed(self.prices, phase.kept_share)
            before = (self.best_bound, answer.value)
            grown = self._iterate(phase, answer)
            answer = self._table_rounds(phase)
            stalled = 0 if self._is_moving(before, answer) else stalled + 1
            if self._is_converged(answer) or stalled == STALLED_ROUNDS or (not grown and self.prices == answer.prices):
                break

    def _is_moving(self, before: tuple[int, float], answer: MasterAnswer) -> bool:
        least = STALLED_SHARE * abs(answer.value)
        return (self.best_bound - before[0]) / SCALE > least or before[1] - answer.value > least

    def _is_over(self, phase: Phase) -> bool:
        late = not self.best.options.reproducible and self.best.elapsed > phase.end_at
        return late or self.best.should_stop() or self.best.is_proved()

    def _is_converged(self, answer: MasterAnswer) -> bool:
        return answer.value - ceil(self.best_bound / SCALE) <= CONVERGED * abs(answer.value)

    def _iterate(self, phase: Phase, answer: MasterAnswer) -> bool:
        """Price everything that is due; True when a column or week was new. Only a full round gives a bound."""
        prices, due = self.prices, self.rounds.due(phase, self.best.options.reproducible)
        jobs = {key: self._submit(key, phase, answer) for key in due}
        total, grown = -self.master.rent(prices) - self._worth_of_pool(prices), self._add_weeks(prices)
        for key in self.settled:
            total += SCALE * self._last[key].cost + charge(self.index, self._last[key], self._seen(key))
        for key, table in self.tables.items():
            priced = table.price(self._seen(key))
            total += priced.bound
            grown |= self._take(key, priced)
        for key, job in jobs.items():
            priced = job if isinstance(job, Priced) else job.result()
            self.rounds.took(key, priced.seconds)
            self._cache[key] = (self._seen(key), priced)
            total += priced.bound
            grown |= self._take(key, priced)
        if len(due) < len(self.large):
            return True
        if total > self.best_bound:
            self.best_bound, self.best_prices = total, prices
        self.best.raise_bound(max(0, ceil(total / SCALE)), phase.name)
        return grown

    def _seen(self, key: Key) -> DayPrices:
        """Today's prices as the agency-day sees them."""
        return day_prices(self.index, self.prices, *key)

    def _submit(self, key: Key, phase: Phase, answer: MasterAnswer) -> "Future[Priced] | Priced":
        """A job, or its answer where prices are unchanged or the day costs no more than it must already."""
        seen = self._seen(key)
        if key in self._cache and self._cache[key][0] == seen and self._cache[key][1].columns:
            return self._cache[key][1]
        least = floor_of(seen)
        if answer.day_values[key] - least <= NOTHING_TO_GAIN * SCALE * abs(answer.value):
            return Priced(columns=(), bound=least)
        limit = self.best.limit(self.rounds.limit(key, phase))
        hint = tuple(self._last[key].postings())
        return self.workers.submit(price_day, PriceTask(agency=key[0], day=key[1], prices=seen, hint=hint, limit=limit))

    def _take(self, key: Key, priced: Priced) -> bool:
        grown = False
        for column in priced.columns:
            grown |= self.master.add(column)
        if priced.columns:
            self._last[key] = priced.columns[0]
        return grown

    def _worth_of_pool(self, prices: Prices) -> int:
        """What the pooled officers' best weeks earn at these prices; the weeks are remembered."""
        total = 0
        for officer, week in product(self.index.pooled, self.index.weeks):
            worth, column = self.weeks.best(officer, week, prices)
            self._seen_weeks.append(column)
            total += worth
        return total

    def _add_weeks(self, prices: Prices) -> bool:
        grown = False
        if self.master.has_weeks:
            for officer, week in product(self.index.pooled, self.index.weeks):
                grown |= self.master.add_week(self.weeks.best(officer, week, prices)[1])
        return grown

    def _table_rounds(self, phase: Phase) -> MasterAnswer:
        """Master against tables and pooled weeks only, at the master's own prices."""
        answer = self.master.solve()
        for _ in range(TABLE_ROUNDS):
            grown = self._add_weeks(answer.prices)
            for key, table in self.tables.items():
                grown |= self._take(key, table.price(day_prices(self.index, answer.prices, *key)))
            if not grown or self._is_over(phase):
                break
            answer = self.master.solve()
        return answer

    # Handing over ----------------------------------------------------------------------------------------------

    def candidates(self, most: int) -> list[Column]:
        """The most promising columns of each agency-day at the best prices, tables asked for more."""
        seen = {key: day_prices(self.index, self.best_prices, *key) for key in self.keys}
        found = dict.fromkeys(self.master.columns)
        for key, table in self.tables.items():
            found |= dict.fromkeys(table.price(seen[key], most).columns)
        columns = list(found)
        reduced = [SCALE * c.cost + charge(self.index, c, seen[c.agency, c.day]) for c in columns]
        return pick_columns(columns, reduced, most)

    def all_within(self, slack: int) -> tuple[list[Column], bool]:
        """Every column that a better roster could use: none that raises the bound by more than `slack`.

        True beside them when they are all there: then the best choice among them is the best roster of all.
        """
        found, complete = dict.fromkeys(self.master.columns), not self.large
        for key, table in self.tables.items():
            prices = day_prices(self.index, self.best_prices, *key)
            columns, whole = table.within(prices, SCALE * slack, MOST_CLOSING // max(1, len(self.keys)) + 50)
            found |= dict.fromkeys(columns)
            complete &= whole
        return list(found), complete
