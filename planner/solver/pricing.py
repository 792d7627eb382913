"""Pricing of agency-days too large to write out: the block model with prices, in worker processes."""

from dataclasses import dataclass
from time import monotonic

from planner.solver.block import Block, BlockSpec
from planner.solver.columns import SCALE, Column, DayPrices, Priced, column_of, floor_of
from planner.solver.cp import run_solver
from planner.solver.index import MallIndex
from planner.solver.limits import Limit
from planner.solver.problem import Posting
from planner.solver.rules.base import Amount, Scope
from planner.solver.ruleset import Stage

_blocks: dict[tuple[int, str, int], Block] = {}  # models of this process; only their objectives change


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTask:
    """One agency-day, its prices, where to start from, and how long it may take."""

    agency: str
    day: int
    prices: DayPrices
    hint: tuple[Posting, ...] = ()
    limit: Limit


def price_day(index: MallIndex, task: PriceTask) -> Priced:
    """The cheapest column found and a bound that holds even when time ran out."""
    started = monotonic()
    block = _block(index, task.agency, task.day)
    block.hint(task.hint)
    block.model.minimize(SCALE * block.stage_amount(Stage.UNMET) + _charges(block, task))
    answer = run_solver(block.model, task.limit, len(block.officers), block.postings_in)
    return Priced(
        columns=tuple(_column(index, task, *found) for found in reversed(answer.path)),
        bound=max(answer.bound, floor_of(task.prices)),
        seconds=monotonic() - started,
    )


def _column(index: MallIndex, task: PriceTask, value: int, postings: tuple[Posting, ...]) -> Column:
    """A solution as a column: its cost is its value less what the prices charge."""
    free = column_of(task.agency, task.day, 0, postings)
    cost = (value - charge(index, free, task.prices)) // SCALE
    return column_of(task.agency, task.day, cost, postings)


def _block(index: MallIndex, agency: str, day: int) -> Block:
    key = (id(index), agency, day)
    if key not in _blocks:
        spec = BlockSpec(
            agency=agency, days=(day,), visitors=index.visitors.get(agency, ()), scopes=frozenset({Scope.DAY})
        )
        _blocks[key] = Block(index, spec)
    return _blocks[key]


def _charges(block: Block, task: PriceTask) -> Amount:
    """What the prices charge for the officers used; every minute of a day is a whole number of units."""
    lunch, unit = block.index.days[task.day].break_session, block.index.minute_unit
    total: Amount = 0
    for officer, price in task.prices.units:
        for session in block.sessions:
            units = block.index.days[task.day].minutes[session] // unit
            total += price * units * block.in_session(officer, task.day, session)
        if lunch is not None:
            saved = block.index.break_minutes(task.day) // unit
            total -= price * saved * block.flagged(officer, task.day, lunch, 1)
    for officer, price in task.prices.days:
        total += price * block.on_day(officer, task.day)
    for (officer, session, flag), price in task.prices.links:
        total += price * block.flagged(officer, task.day, session, flag)
    return total


def charge(index: MallIndex, column: Column, prices: DayPrices) -> int:
    """What the prices charge for a column, scaled."""
    units, links = column.units(index), dict(prices.links)
    total = sum(price * units.get(officer, 0) for officer, price in prices.units)
    total += sum(price for officer, price in prices.days if officer in units)
    return total + sum(links.get(use, 0) for use in column.uses())
