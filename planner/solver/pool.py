"""Weeks of pooled officers: each a pattern over agencies, sessions and days, found exactly by dynamic programming."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from planner.solver.columns import WHOLE_HORIZON, Link, Prices
from planner.solver.index import MallIndex

Ints = NDArray[np.int64]
UNREACHABLE = -(10**15)


@dataclass(frozen=True, slots=True)
class WeekColumn:
    """Where one pooled officer is used in one week. units: minute units worked."""

    officer: str
    week: int
    links: tuple[Link, ...]
    units: int


@dataclass(frozen=True, slots=True)
class DayChoice:
    """One way to spend a day: sessions worked, the best agency in each, units, and what it earns."""

    links: tuple[Link, ...]
    units: int
    worth: int


def link_keys(index: MallIndex, officer: str, day: int) -> list[Link]:
    """Every session, agency and break flag in which the officer may be used that day."""
    lunch = index.days[day].break_session
    places = {(cell.session, index.desks[cell.desk].agency) for cell in index.cells[officer, day]}
    return [
        (officer, day, session, agency, flag)
        for session, agency in sorted(places)
        for flag in ((0, 1) if session == lunch else (0,))
    ]


class PooledWeeks:
    """Best week of a pooled officer at given prices; `prices.links` is what an agency pays for his session."""

    def __init__(self, index: MallIndex) -> None:
        self.index = index
        self.keys: dict[tuple[str, int], list[Link]] = {
            (officer, day): link_keys(index, officer, day) for officer in index.pooled for day in range(len(index.days))
        }

    def best(self, officer: str, week: int, prices: Prices) -> tuple[int, WeekColumn]:
        """(worth, week): the most that the agencies' payments give within the officer's limits."""
        limit = self.index.officers[officer].weeks[week]
        unit_price = prices.units.get((officer, WHOLE_HORIZON), 0)
        days = self.index.days_of_week(week)
        choices = [self._choices(officer, day, prices, unit_price) for day in days]
        shape = (limit.duty_minutes // self.index.minute_unit + 1, min(limit.max_days, len(days)) + 1)
        best = np.full(shape, UNREACHABLE, dtype=np.int64)
        best[0, 0] = 0
        taken: list[NDArray[np.int8]] = []
        for options in choices:
            best, chosen = _step(best, options)
            taken.append(chosen)
        return self._trace(officer, week, best, (choices, taken))

    def _choices(self, officer: str, day: int, prices: Prices, unit_price: int) -> list[DayChoice]:
        """Ways to spend the day: pinned sessions are always worked, the others in every combination."""
        by_session: dict[int, dict[int, list[Link]]] = {}
        for key in self.keys[officer, day]:
            by_session.setdefault(key[2], {}).setdefault(key[4], []).append(key)
        lunch, found = self.index.days[day].break_session, []
        pinned = {session for session in by_session if (officer, day, session) in self.index.fixed}
        for worked in product((False, True), repeat=len(by_session)):
            sessions = [session for session, works in zip(sorted(by_session), worked, strict=True) if works]
            if not pinned <= set(sessions):
                continue
            breaks = lunch in sessions and len(sessions) > 1
            links = tuple(_dearest(by_session[s][int(breaks and s == lunch)], prices) for s in sessions)
            units = self.index.minutes_of(day, sessions, breaks) // self.index.minute_unit if sessions else 0
            worth = sum(prices.links.get(link, 0) for link in links) - unit_price * units
            found.append(DayChoice(links=links, units=units, worth=worth))
        return found

    def _trace(
        self, officer: str, week: int, best: Ints, steps: tuple[list[list[DayChoice]], list[NDArray[np.int8]]]
    ) -> tuple[int, WeekColumn]:
        """Walk back from the best end to the day choices that led there."""
        units, days = (int(at) for at in np.unravel_index(int(best.argmax()), best.shape))
        worth, total = int(best[units, days]), units
        links: list[Link] = []
        for options, chosen in zip(reversed(steps[0]), reversed(steps[1]), strict=True):
            choice = options[int(chosen[units, days])]
            links += choice.links
            units, days = units - choice.units, days - bool(choice.links)
        return worth, WeekColumn(officer=officer, week=week, links=tuple(sorted(links)), units=total)


def _dearest(links: list[Link], prices: Prices) -> Link:
    return max(links, key=lambda link: (prices.links.get(link, 0), link[3]))


def _step(best: Ints, options: list[DayChoice]) -> tuple[Ints, NDArray[np.int8]]:
    """One more day: the best value for each (units, days worked), and the option that gives it."""
    after = np.full_like(best, UNREACHABLE)
    chosen = np.zeros(best.shape, dtype=np.int8)
    for number, option in enumerate(options):
        u, d = option.units, int(bool(option.links))
        if u >= best.shape[0] or d >= best.shape[1]:
            continue
        reached = best[: best.shape[0] - u, : best.shape[1] - d]
        moved = np.where(reached > UNREACHABLE, reached + option.worth, UNREACHABLE)
        target = after[u:, d:]
        better = moved > target
        target[better] = moved[better]
        chosen[u:, d:][better] = number
    return after, chosen


def week_of_links(index: MallIndex, officer: str, week: int, links: Mapping[Link, int] | list[Link]) -> WeekColumn:
    """The week column that uses exactly these links."""
    mine = tuple(sorted(link for link in links if link[0] == officer and index.days[link[1]].week == week))
    units = 0
    for day in {link[1] for link in mine}:
        sessions = [link[2] for link in mine if link[1] == day]
        with_break = any(link[4] for link in mine if link[1] == day)
        units += index.minutes_of(day, sessions, with_break) // index.minute_unit
    return WeekColumn(officer=officer, week=week, links=mine, units=units)
