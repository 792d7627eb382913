"""The master: a linear programme over columns. It chooses one column for each agency-day and prices what links them."""

from dataclasses import dataclass

import highspy
import numpy as np

from planner.solver.columns import SCALE, WHOLE_HORIZON, Column, Link, Prices
from planner.solver.index import MallIndex
from planner.solver.pool import WeekColumn, link_keys

MISSING_COLUMN = 100_000.0  # fifths for an agency-day left without a column; 0 in any roster that keeps its pins
PRIMAL = 4  # new columns leave the last basis feasible: half the time of HiGHS's own choice on XL-1
Row = tuple[str, ...] | tuple[str | int, ...]


@dataclass(slots=True)
class MasterAnswer:
    """value in fifths; prices rounded to whole thousandths; day_values: what each agency-day costs now, scaled."""

    value: float
    prices: Prices
    day_values: dict[tuple[str, int], float]


class Master:
    """Columns of agency-days, own officers' limits, and the pool: first as a linear model, then as week columns."""

    def __init__(self, index: MallIndex) -> None:
        self.index = index
        self.columns: list[Column] = []
        self.weeks: list[WeekColumn] = []
        self._known: set[Column] = set()
        self._known_weeks: set[WeekColumn] = set()
        self._rows: dict[Row, int] = {}
        self._linear: list[int] = []
        self.has_weeks = False  # pooled weeks are columns
        self._highs = highspy._Highs()  # type: ignore[attr-defined]  # highspy.Highs prints a banner to stdout before it can be told not to
        options = (("output_flag", False), ("threads", 1), ("random_seed", 1), ("simplex_strategy", PRIMAL))
        for name, value in options:
            self._highs.setOptionValue(name, value)
        self._add_agency_days()
        self._add_own_limits()
        self._add_links()

    # Rows ------------------------------------------------------------------------------------------------------

    def _row(self, key: Row, low: float, high: float) -> None:
        self._rows[key] = self._highs.getNumRow()
        self._highs.addRow(low, high, 0, np.array([], dtype=np.int32), np.array([], dtype=np.float64))

    def _variable(self, cost: float, entries: dict[int, float], most: float = highspy.kHighsInf) -> int:
        position = int(self._highs.getNumCol())
        rows = np.fromiter(entries, dtype=np.int32, count=len(entries))
        values = np.fromiter(entries.values(), dtype=np.float64, count=len(entries))
        self._highs.addCol(cost, 0.0, most, len(entries), rows, values)
        return position

    def _add_agency_days(self) -> None:
        for agency in self.index.agencies:
            for day in range(len(self.index.days)):
                self._row(("day", agency, day), 1.0, 1.0)
                self._variable(MISSING_COLUMN, {self._rows["day", agency, day]: 1.0})

    def _add_own_limits(self) -> None:
        has, pooled = self.index.rule_set.settings, set(self.index.pooled)
        for officer in self.index.officers.values():
            if officer.id in pooled or not self.index.is_bound(officer.id):
                continue
            for week in self.index.weeks:
                limit = officer.weeks[week]
                if has("week_minutes") is not None:
                    most = limit.duty_minutes // self.index.minute_unit
                    self._row(("units", officer.id, week), -highspy.kHighsInf, most)
                if has("days_per_week") is not None and limit.max_days < len(self.index.days_of_week(week)):
                    self._row(("days", officer.id, week), -highspy.kHighsInf, limit.max_days)
            if officer.horizon_minutes is not None and has("horizon_minutes") is not None:
                most = officer.horizon_minutes // self.index.minute_unit
                self._row(("horizon", officer.id), -highspy.kHighsInf, most)

    def _add_links(self) -> None:
        for officer in self.index.pooled:
            for day in range(len(self.index.days)):
                for link in link_keys(self.index, officer, day):
                    self._row(("link", *link), 0.0, 0.0)

    # The pool as a linear model --------------------------------------------------------------------------------

    def add_linear_pool(self) -> None:
        """Variables for every link under the pool's rules, relaxed: the price of a session without whole weeks."""
        for officer in self.index.pooled:
            for week in self.index.weeks:
                self._row(("pool units", officer, week), -highspy.kHighsInf, self._units_limit(officer, week))
                limit = self.index.officers[officer].weeks[week]
                self._row(("pool days", officer, week), -highspy.kHighsInf, limit.max_days)
            for day in range(len(self.index.days)):
                self._add_linear_day(officer, day)

    def _units_limit(self, officer: str, week: int) -> int:
        return self.index.officers[officer].weeks[week].duty_minutes // self.index.minute_unit

    def _add_linear_day(self, officer: str, day: int) -> None:
        record, week = self.index.days[day], self.index.days[day].week
        links = link_keys(self.index, officer, day)
        sessions, lunch = sorted({link[2] for link in links}), record.break_session
        others = [session for session in sessions if session != lunch]
        for session in sessions:
            self._row(("pool session", officer, day, session), -highspy.kHighsInf, 0.0)
        for session in others:
            self._row(("pool break", officer, day, session), -highspy.kHighsInf, 1.0)
        self._row(("pool reason", officer, day), -highspy.kHighsInf, 0.0)
        works = {self._rows["pool session", officer, day, s]: -1.0 for s in sessions}
        works[self._rows["pool days", officer, week]] = 1.0
        self._linear.append(self._variable(0.0, works, 1.0))
        for link in links:
            session, flag = link[2], link[4]
            units = (record.minutes[session] - flag * self.index.break_minutes(day)) // self.index.minute_unit
            entries = {
                self._rows["link", *link]: -1.0,
                self._rows["pool session", officer, day, session]: 1.0,
                self._rows["pool units", officer, week]: float(units),
            }
            if session == lunch and flag:
                entries[self._rows["pool reason", officer, day]] = 1.0
            elif session == lunch:
                entries |= {self._rows["pool break", officer, day, other]: 1.0 for other in others}
            else:
                entries[self._rows["pool reason", officer, day]] = -1.0
                entries[self._rows["pool break", officer, day, session]] = 1.0
            self._linear.append(self._variable(0.0, entries))

    def start_week_columns(self) -> None:
        """Close the linear model; from here each pooled officer's week is one of `weeks`."""
        for position in self._linear:
            self._highs.changeColBounds(position, 0.0, 0.0)
        self.has_weeks = True
        for officer in self.index.pooled:
            for week in self.index.weeks:
                self._row(("week", officer, week), 1.0, 1.0)
            horizon = self.index.officers[officer].horizon_minutes
            if horizon is not None and ("horizon", officer) not in self._rows:
                self._row(("horizon", officer), -highspy.kHighsInf, horizon // self.index.minute_unit)

    # Columns ---------------------------------------------------------------------------------------------------

    def add(self, column: Column) -> bool:
        """Take a column in; False when it is known."""
        if column in self._known:
            return False
        self._known.add(column)
        entries = {self._rows["day", column.agency, column.day]: 1.0}
        week = self.index.days[column.day].week
        for officer, units in column.units(self.index).items():
            for key, amount in (
                (("units", officer, week), units),
                (("days", officer, week), 1),
                (("horizon", officer), units),
            ):
                if key in self._rows and self.index.homes[officer] is not None:
                    entries[self._rows[key]] = float(amount)
        for officer, session, flag in column.uses():
            link = ("link", officer, column.day, session, column.agency, flag)
            if link in self._rows:
                entries[self._rows[link]] = 1.0
        self._variable(float(column.cost), entries)
        self.columns.append(column)
        return True

    def add_week(self, week: WeekColumn) -> bool:
        """Take a pooled officer's week in; False when it is known."""
        if week in self._known_weeks:
            return False
        self._known_weeks.add(week)
        entries = {self._rows["week", week.officer, week.week]: 1.0}
        entries |= {self._rows["link", *link]: -1.0 for link in week.links}
        if ("horizon", week.officer) in self._rows:
            entries[self._rows["horizon", week.officer]] = float(week.units)
        self._variable(0.0, entries)
        self.weeks.append(week)
        return True

    # Solving ---------------------------------------------------------------------------------------------------

    def solve(self) -> MasterAnswer:
        """Value, prices and weights at the optimum of the columns known so far."""
        self._highs.run()
        status = self._highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"the master ended with {self._highs.modelStatusToString(status)}")
        solution = self._highs.getSolution()
        duals = np.asarray(solution.row_dual)
        return MasterAnswer(
            value=self._highs.getObjectiveValue(),
            prices=self._prices(duals),
            day_values={(str(k[1]), int(k[2])): SCALE * duals[r] for k, r in self._rows.items() if k[0] == "day"},
        )

    def _prices(self, duals: np.ndarray) -> Prices:
        units: dict[tuple[str, int], int] = {}
        days: dict[tuple[str, int], int] = {}
        links: dict[Link, int] = {}
        for key, row in self._rows.items():
            price = round(-SCALE * float(duals[row]))
            if key[0] == "units":
                units[key[1], key[2]] = max(0, price)  # type: ignore[index]
            elif key[0] == "days":
                days[key[1], key[2]] = max(0, price)  # type: ignore[index]
            elif key[0] == "link":
                links[key[1:]] = price  # type: ignore[index]
            elif key[0] == "horizon" and price > 0:
                units[key[1], WHOLE_HORIZON] = price  # type: ignore[index]
        return Prices(units=units, days=days, links=links)

    def rent(self, prices: Prices) -> int:
        """What the limits of the own officers, and all horizon limits, are worth at these prices, scaled."""
        total = 0
        for (officer, week), price in prices.units.items():
            record = self.index.officers[officer]
            minutes = record.weeks[week].duty_minutes if week >= 0 else record.horizon_minutes or 0
            total += price * (minutes // self.index.minute_unit)
        return total + sum(
            price * self.index.officers[officer].weeks[week].max_days for (officer, week), price in prices.days.items()
        )
