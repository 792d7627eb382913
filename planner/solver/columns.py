"""Columns: one agency on one day, decided whole, with the cost of its stage 1; and the prices they are judged by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from planner.solver.index import MallIndex
from planner.solver.problem import Posting

SCALE = 1000  # prices are whole thousandths of a fifth, so that bounds are exact in integers
WHOLE_HORIZON = -1

K = TypeVar("K")
Use = tuple[str, int, int]  # officer, session, break flag
Link = tuple[str, int, int, str, int]  # pooled officer, day, session, agency, break flag


@dataclass(frozen=True)
class Column:
    """Who works where in one agency on one day.

    cost  : stage 1 in fifths.
    seats : (officer, session, desk, break flag), sorted.
    """

    agency: str
    day: int
    cost: int
    seats: tuple[tuple[str, int, str, int], ...]

    @cached_property
    def sessions_by_officer(self) -> dict[str, list[int]]:
        """Sessions worked here by each officer."""
        worked: dict[str, list[int]] = {}
        for officer, session, _, _ in self.seats:
            worked.setdefault(officer, []).append(session)
        return worked

    def uses(self) -> list[Use]:
        """Officer-sessions with their flags."""
        return [(officer, session, flag) for officer, session, _, flag in self.seats]

    def units(self, index: MallIndex) -> dict[str, int]:
        """Minute units of each officer here."""
        flagged = {officer for officer, _, _, flag in self.seats if flag}
        return {
            officer: index.minutes_of(self.day, sessions, officer in flagged) // index.minute_unit
            for officer, sessions in self.sessions_by_officer.items()
        }

    def postings(self) -> list[Posting]:
        """The column as postings with break flags."""
        return [
            Posting(officer=officer, day=self.day, session=session, desk=desk, break_kind=flag)
            for officer, session, desk, flag in self.seats
        ]


def column_of(agency: str, day: int, cost: int, postings: tuple[Posting, ...]) -> Column:
    """The column that these postings of one agency's day make."""
    seats = tuple(sorted((p.officer, p.session, p.desk, min(1, p.break_kind or 0)) for p in postings))
    return Column(agency=agency, day=day, cost=cost, seats=seats)


@dataclass(frozen=True, slots=True)
class Prices:
    """What the rest of the mall charges an agency's day, in thousandths of a fifth.

    units : (officer, week) -> price of one minute unit of an own officer; week WHOLE_HORIZON for the month limit,
            there of pooled officers too.
    days  : (officer, week) -> price of a day with any work.
    links : price of a pooled officer's session here; negative when he is wanted to be used.
    """

    units: Mapping[tuple[str, int], int] = field(default_factory=dict)
    days: Mapping[tuple[str, int], int] = field(default_factory=dict)
    links: Mapping[Link, int] = field(default_factory=dict)

    def mixed(self, other: "Prices", share: float) -> "Prices":
        """This, moved by `share` of the way to the other."""
        return Prices(
            units=_mixed(self.units, other.units, share),
            days=_mixed(self.days, other.days, share),
            links=_mixed(self.links, other.links, share),
        )


def _mixed(ours: Mapping[K, int], theirs: Mapping[K, int], share: float) -> dict[K, int]:
    return {key: round((1 - share) * ours.get(key, 0) + share * theirs.get(key, 0)) for key in ours.keys() | theirs}


@dataclass(frozen=True, slots=True)
class DayPrices:
    """The part of the prices that one agency's day sees; hashable, so that unchanged prices cost nothing."""

    units: tuple[tuple[str, int], ...]
    days: tuple[tuple[str, int], ...]
    links: tuple[tuple[Use, int], ...]


def day_prices(index: MallIndex, prices: Prices, agency: str, day: int) -> DayPrices:
    """Prices of the agency's own officers and of its visitors on that day; zeros left out."""
    week = index.days[day].week
    own = index.own.get(agency, ())
    per_unit = ((o, prices.units.get((o, week), 0) + prices.units.get((o, WHOLE_HORIZON), 0)) for o in own)
    units = tuple((officer, price) for officer, price in per_unit if price)
    days = tuple((o, price) for o in own if (price := prices.days.get((o, week), 0)))
    links = tuple(
        ((officer, session, flag), price)
        for officer in index.visitors.get(agency, ())
        for session in index.open_sessions(agency, day)
        for flag in (0, 1)
        if (price := prices.links.get((officer, day, session, agency, flag), 0))
    )
    return DayPrices(units=units, days=days, links=links)


@dataclass(frozen=True, slots=True)
class Priced:
    """Best columns of an agency's day at some prices. bound: no column is cheaper, scaled, prices included.

    seconds : wall time it took, 0 for tables.
    """

    columns: tuple[Column, ...]
    bound: int
    seconds: float = 0.0


def floor_of(prices: DayPrices) -> int:
    """What no column of the day can undercut: costs and own officers' prices are never negative, visitors' may be."""
    least: dict[tuple[str, int], int] = {}
    for (officer, session, _), price in prices.links:
        least[officer, session] = min(least.get((officer, session), 0), price)
    return sum(least.values())
