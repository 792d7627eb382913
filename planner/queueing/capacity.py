"""The largest number of tickets for which the promise holds, by simulation, and what stops one more.

Capacity tickets: *exactly* so many people come by the windows' arrival profiles (DESIGN: capacity before quota).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from planner.domain.promise import Promise
from planner.queueing.desk_day import DeskDay
from planner.queueing.draws import Ints
from planner.queueing.figures import CONFIDENCE_95, Figures, Judged, Term
from planner.queueing.fluid import fluid_tickets
from planner.queueing.simulate import Simulator

EVERY_TERM = Judged()
MOST_TICKETS = 20_000
SWAPS = ((1, 2), (3, 4), (2, 3))  # tickets given up in one window, gained in another


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSettings:
    """How hard to look. bracket_days find the neighbourhood, `days` decide, `close_days` where the close binds."""

    seed: int = 1
    bracket_days: int = 400
    days: int = 2_000
    close_days: int = 4_000
    judged: Judged = EVERY_TERM
    swaps: bool = True


USUAL_SEARCH = SearchSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Capacity tickets of a desk-day with the reason.

    tickets  : per window, in order.
    binding  : the terms that fail with one ticket more, the worst first; empty when nothing limits the tickets.
    terms    : every term at these tickets; terms_above: at the one ticket more, in the window where it fails least.
    interval : (low, high) of the day's tickets, about 95 % of repeated searches.
    """

    tickets: tuple[int, ...]
    windows: tuple[str, ...]
    binding: tuple[Term, ...]
    terms: tuple[Term, ...]
    terms_above: tuple[Term, ...]
    interval: tuple[int, int]
    days: int
    seed: int
    evaluations: int

    @property
    def total(self) -> int:
        """Tickets of the whole day."""
        return sum(self.tickets)

    @property
    def tickets_by_window(self) -> dict[str, int]:
        """Tickets by id of the window."""
        return dict(zip(self.windows, self.tickets, strict=True))

    def binding_words(self, language: str = "id") -> str:
        """What stops one ticket more."""
        if not self.binding:
            return {"id": "tidak ada yang membatasi", "en": "nothing limits it"}[language]
        joint = {"id": " dan ", "en": " and "}[language]
        narrow = [term for term in self.binding if term.kind == "close" or term.window or term.service]
        return joint.join(term.words(language) for term in narrow or self.binding)


def window_capacity(
    day: DeskDay,
    promise: Promise,
    settings: SearchSettings = USUAL_SEARCH,
    start: tuple[int, ...] | None = None,
) -> Capacity:
    """Most tickets over all windows together that keep the promise.

    Parameters
    ----------
    start
        A split to begin from (the tables'), shape (windows,); else the fluid estimate.

    Bisection along the ray of that split with few days, single tickets and swaps, then single tickets with many days.
    Windows are never filled in order of time: the early ones would eat the close.
    """
    search = _Search(day, promise, settings)
    few = settings.bracket_days
    tickets = search.along_ray(start or _ray(day, promise), few)
    if len(tickets) > 1:
        tickets = search.climb(tickets, few)
        if settings.swaps:
            tickets = search.swap(tickets, few)
    return search.decide(tickets)


def one_window_capacity(
    day: DeskDay,
    promise: Promise,
    settings: SearchSettings = USUAL_SEARCH,
    demand: Ints | None = None,
) -> Capacity:
    """Most tickets of a day with one window.

    Parameters
    ----------
    demand
        People who would come, shape (days,) with at least `settings.close_days` days: the first n of them get the
        tickets. None = exactly n people come.
    """
    search = _Search(day, promise, settings, demand)
    return search.decide(search.along_ray(_ray(day, promise), settings.bracket_days))


def _ray(day: DeskDay, promise: Promise) -> tuple[int, ...]:
    """Where to look first: the fluid estimate of each window, at least one ticket in all."""
    split = fluid_tickets(day, promise)
    return split if sum(split) > 0 else tuple(1 for _ in split)


@dataclass(slots=True)
class _Search:
    """One search: the simulator, and every split already tried."""

    day: DeskDay
    promise: Promise
    settings: SearchSettings
    demand: Ints | None = None
    evaluations: int = 0
    tried: dict[tuple[tuple[int, ...], int], tuple[Term, ...]] = field(default_factory=dict)
    simulator: Simulator = field(init=False)

    def __post_init__(self) -> None:
        self.simulator = Simulator(self.day, days=self.settings.bracket_days, seed=self.settings.seed)

    def figures(self, tickets: tuple[int, ...], days: int) -> Figures:
        self.evaluations += 1
        if days > self.simulator.days:
            self.simulator = Simulator(self.day, days=days, seed=self.settings.seed)
        if self.demand is None:
            return self.simulator.run(tickets, self.promise.wait_minutes, days)
        coming = np.ascontiguousarray(self.demand[:days, None])
        return self.simulator.run_demand(coming, tickets, self.promise.wait_minutes)

    def terms(self, tickets: tuple[int, ...], days: int) -> tuple[Term, ...]:
        key = (tickets, days)
        if key not in self.tried:
            self.tried[key] = self.figures(tickets, days).terms(self.promise, self.settings.judged)
        return self.tried[key]

    def holds(self, tickets: tuple[int, ...], days: int) -> bool:
        return all(term.holds for term in self.terms(tickets, days))

    def along_ray(self, ray: tuple[int, ...], days: int) -> tuple[int, ...]:
        """The longest multiple of the ray, in tickets of its largest window, that holds."""
        longest = max(ray)

        def at(size: int) -> tuple[int, ...]:
            return tuple(size * part // longest for part in ray)

        return at(last_that_holds(lambda size: self.holds(at(size), days), longest))

    def climb(self, tickets: tuple[int, ...], days: int) -> tuple[int, ...]:
        """More tickets in single windows, in steps that halve, while the promise holds."""
        step = max(1, sum(tickets) // 12)
        while step >= 1:
            better = self._first_that_holds([_moved(tickets, {w: step}) for w in self._by_room(tickets, days)], days)
            if better is None:
                step //= 2
            else:
                tickets = better
        return tickets

    def swap(self, tickets: tuple[int, ...], days: int) -> tuple[int, ...]:
        """Give up some tickets in one window for more in another, while the promise holds."""
        windows = range(len(tickets))
        while True:
            moves = [
                _moved(tickets, {a: -less, b: more})
                for less, more in SWAPS
                for a in windows
                for b in windows
                if a != b and tickets[a] >= less
            ]
            better = self._first_that_holds(moves, days)
            if better is None:
                return tickets
            tickets = better

    def _by_room(self, tickets: tuple[int, ...], days: int) -> list[int]:
        """Windows, the one with most room under the promise first."""
        margins = {term.window: term.margin for term in self.terms(tickets, days) if term.window is not None}
        order = [-margins.get(window.id, 0.0) for window in self.day.windows]
        return [int(w) for w in np.argsort(order, kind="stable")]

    def _first_that_holds(self, splits: list[tuple[int, ...]], days: int) -> tuple[int, ...] | None:
        return next((split for split in splits if self.holds(split, days)), None)

    def decide(self, tickets: tuple[int, ...]) -> Capacity:
        """Move by single tickets with many days until the promise holds here and breaks one further."""
        days = self.settings.days
        tickets = self._settle(tickets, days)
        above = self._nearest_above(tickets, days)
        if self.settings.close_days > days and any(term.kind == "close" and not term.holds for term in above):
            days = self.settings.close_days
            tickets = self._settle(tickets, days)
        return self._capacity(tickets, days)

    def _settle(self, tickets: tuple[int, ...], days: int) -> tuple[int, ...]:
        while sum(tickets) > 0 and not self.holds(tickets, days):
            tickets = self._fewer(tickets, days)
        while sum(tickets) < MOST_TICKETS:
            better = self._first_that_holds(self._one_more(tickets), days)
            if better is None:
                return self._past_a_dip(tickets, days)
            tickets = better
        return tickets

    def _past_a_dip(self, tickets: tuple[int, ...], days: int) -> tuple[int, ...]:
        """Appointed times move with the number of tickets: look a little further."""
        if not any(window.booked_share for window in self.day.windows) or len(tickets) > 1:
            return tickets
        further = [_moved(tickets, {0: 3}), _moved(tickets, {0: 2})]
        return self._first_that_holds(further, days) or tickets

    def _one_more(self, tickets: tuple[int, ...]) -> list[tuple[int, ...]]:
        return [_moved(tickets, {w: 1}) for w in range(len(tickets))]

    def _fewer(self, tickets: tuple[int, ...], days: int) -> tuple[int, ...]:
        """One ticket fewer where it helps the most broken term most."""
        worst = min(self.terms(tickets, days), key=lambda term: term.margin)
        chosen = [w for w, window in enumerate(self.day.windows) if window.id == worst.window and tickets[w] > 0]
        candidates = [_moved(tickets, {w: -1}) for w in chosen or range(len(tickets)) if tickets[w] > 0]
        if len(candidates) == 1:
            return candidates[0]
        return max(candidates, key=lambda split: min(term.margin for term in self.terms(split, days)))

    def _nearest_above(self, tickets: tuple[int, ...], days: int) -> tuple[Term, ...]:
        """Terms at the one ticket more that fails least."""
        above = [self.terms(split, days) for split in self._one_more(tickets)]
        return max(above, key=lambda terms: min(term.margin for term in terms))

    def _capacity(self, tickets: tuple[int, ...], days: int) -> Capacity:
        nearest = self._nearest_above(tickets, days)
        terms = self.terms(tickets, days)
        half = _half_interval(terms, nearest)
        return Capacity(
            tickets=tickets,
            windows=tuple(window.id for window in self.day.windows),
            binding=tuple(sorted((t for t in nearest if not t.holds), key=lambda term: term.margin)),
            terms=terms,
            terms_above=nearest,
            interval=(max(0, sum(tickets) - half), sum(tickets) + half),
            days=days,
            seed=self.settings.seed,
            evaluations=self.evaluations,
        )


def last_that_holds(holds: Callable[[int], bool], guess: int) -> int:
    """Largest size that holds, by doubling or halving from the guess and bisection; 0 when 1 does not hold."""
    low, high = 0, MOST_TICKETS
    size = guess
    while low + 1 < high:
        if holds(size):
            low = size
        else:
            high = size
        if high == MOST_TICKETS:
            size = min(2 * size, MOST_TICKETS - 1)
        elif low == 0:
            size = max(1, high // 2)
        else:
            size = (low + high) // 2
    return low


def _moved(tickets: tuple[int, ...], changes: dict[int, int]) -> tuple[int, ...]:
    return tuple(n + changes.get(w, 0) for w, n in enumerate(tickets))


def _half_interval(terms: tuple[Term, ...], above: tuple[Term, ...]) -> int:
    """Half a 95 % interval in tickets: the sampling error of the tightest share over what one ticket costs it.

    Visits of one day are alike; their shares vary about as much as that of a third as many independent ones.
    """
    after = min(above, key=lambda term: term.margin)
    before = next((term.share for term in terms if term.clause == after.clause), 1.0)
    alike = 3.0 if after.kind == "wait" else 1.0
    error = math.sqrt(alike * after.promised * (1 - after.promised) / max(after.visits, 1))
    slope = max(before - after.share, 1e-3)
    return math.ceil(CONFIDENCE_95 * error / slope)
