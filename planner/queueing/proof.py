"""The proof run: forecast demand against the tickets that are to be published, and what the promise then costs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.domain.demand import QUANTILE_LEVELS
from planner.domain.promise import Promise
from planner.queueing.capacity import EVERY_TERM
from planner.queueing.desk_day import DeskDay
from planner.queueing.draws import PRIORITY, Floats, Ints, People
from planner.queueing.event_loop import Outcome
from planner.queueing.figures import (
    CAME,
    LEFT_UNSERVED,
    NO_SHOWS,
    TURNED,
    Figures,
    Judged,
    Term,
    Visitors,
    make_figures,
    waits_of,
)
from planner.queueing.simulate import EVERYBODY, Simulator

DEMAND_STREAM, SPLIT_STREAM, SPILL_STREAM = 101, 102, 103
P90 = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofSettings:
    """How many days, which draws, and for whom the promise must hold."""

    days: int = 2_000
    seed: int = 2
    judged: Judged = EVERY_TERM


USUAL_PROOF = ProofSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowProof:
    """Visits of one window (service None = all of them; visitors: ordinary, priority or all), means of a day."""

    window: str
    service: str | None
    visitors: Visitors
    admitted: float
    share_within: float
    wait_p90_minutes: float  # inf = more than a tenth left unserved; 0 when nobody came


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What citizens will meet if these tickets are issued. Totals count visits over all days; overtime is a day's mean.

    demand = served + left + turned_away, always; of those who left, `no_shows` took a ticket and never came, the others
    gave up or found nobody who could serve them.
    """

    tickets: tuple[int, ...]
    days: int
    seed: int
    demand: int
    served: int
    left: int
    no_shows: int
    turned_away: int
    turned_away_by_window: tuple[int, ...]
    wait_p90_minutes: float
    share_within: float
    finish_probability: float
    overtime_minutes: float
    terms: tuple[Term, ...]
    windows: tuple[WindowProof, ...]

    @property
    def kept(self) -> bool:
        """Whether every term of the promise holds."""
        return all(term.holds for term in self.terms)

    @property
    def broken(self) -> tuple[Term, ...]:
        """Terms of the promise that do not hold, the worst first."""
        return tuple(sorted((t for t in self.terms if not t.holds), key=lambda term: term.margin))

    def per_day(self, visits: int) -> float:
        """A total as the mean of a day."""
        return visits / self.days


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowered:
    """Tickets lowered until the promise holds under forecast demand.

    lowered : tickets taken away per window; served_lost: visits a day that are served no more because of it.
    reason  : the term that was broken worst before lowering, None if nothing was lowered.
    """

    tickets: tuple[int, ...]
    lowered: tuple[int, ...]
    proof: Proof
    served_lost: float
    reason: Term | None


def prove(
    day: DeskDay,
    tickets: tuple[int, ...],
    demand_quantiles: Sequence[float],
    promise: Promise,
    settings: ProofSettings = USUAL_PROOF,
) -> Proof:
    """Simulate forecast demand with at most `tickets[w]` admitted in each window.

    Parameters
    ----------
    demand_quantiles
        The desk's demand in visits at `planner.domain.demand.QUANTILE_LEVELS`.

    Demand is shared out over the windows by the desk's whole-day profile; who finds a window full takes the next one's
    ticket with share `day.spill`. The admitted come by their window's profile; with one window they are the earliest.
    """
    return _Prover(day, promise, settings, draw_demand(demand_quantiles, settings)).prove(tickets)


def prove_exactly(
    day: DeskDay, tickets: tuple[int, ...], promise: Promise, settings: ProofSettings = USUAL_PROOF
) -> Proof:
    """Simulate days on which exactly the holders of these tickets come, as the capacity search does."""
    return _Prover(day, promise, settings, None).prove(tickets)


def lower_until_kept(
    day: DeskDay,
    tickets: tuple[int, ...],
    demand_quantiles: Sequence[float],
    promise: Promise,
    settings: ProofSettings = USUAL_PROOF,
) -> Lowered:
    """Lower tickets window by window until the proof run keeps the promise, and tell what that costs.

    Each time the window of the worst broken term is lowered; for a term of the whole day, the window where it helps
    most. The last steps are single tickets, and what was lowered too far is given back.
    """
    prover = _Prover(day, promise, settings, draw_demand(demand_quantiles, settings))
    first = prover.prove(tickets)
    lowest = prover.lower(tickets)
    proof = prover.prove(lowest)
    return Lowered(
        tickets=lowest,
        lowered=tuple(a - b for a, b in zip(tickets, lowest, strict=True)),
        proof=proof,
        served_lost=(first.served - proof.served) / settings.days,
        reason=first.broken[0] if first.broken else None,
    )


def draw_demand(demand_quantiles: Sequence[float], settings: ProofSettings) -> Ints:
    """Demand of each day in visits, shape (days,), from the forecast's quantiles (linear between them)."""
    rng = np.random.default_rng([settings.seed, DEMAND_STREAM])
    level, rounding = rng.random((2, settings.days))
    visits = np.interp(level, QUANTILE_LEVELS, np.asarray(demand_quantiles, dtype=float))
    demand: Ints = np.floor(visits + rounding).astype(np.int64)
    return demand


def admit(day: DeskDay, demand: Ints, tickets: tuple[int, ...], seed: int) -> tuple[Ints, Ints]:
    """Who gets a ticket: admitted and turned away, both of shape (days, windows).

    A visit is counted as turned away in the window where its last try failed.
    """
    shares = np.array(day.demand_shares())
    wish = np.random.default_rng([seed, SPLIT_STREAM]).multinomial(demand, shares / shares.sum())
    rounding = np.random.default_rng([seed, SPILL_STREAM]).random(wish.shape)
    admitted, turned = np.zeros_like(wish), np.zeros_like(wish)
    spilled = np.zeros(len(demand), dtype=np.int64)
    for w, most in enumerate(tickets):
        seekers = wish[:, w] + spilled
        admitted[:, w] = np.minimum(seekers, most)
        refused = seekers - admitted[:, w]
        on = np.floor(refused * day.spill + rounding[:, w]).astype(np.int64)
        spilled = on if w + 1 < len(tickets) else np.zeros_like(refused)
        turned[:, w] = refused - spilled
    return admitted, turned


@dataclass(slots=True)
class _Prover:
    """One desk-day under one demand; every split already tried is kept."""

    day: DeskDay
    promise: Promise
    settings: ProofSettings
    demand: Ints | None  # visits of each day, (days,); None = exactly the tickets' holders
    simulator: Simulator = field(init=False)
    shares: dict[tuple[int, ...], tuple[Term, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.simulator = Simulator(self.day, days=self.settings.days, seed=self.settings.seed)

    def run(self, tickets: tuple[int, ...]) -> tuple[People, Outcome, Ints]:
        """People, outcome, and who was turned away at the window, shape (days, windows)."""
        everybody = tuple(EVERYBODY for _ in tickets)
        nobody = np.zeros((self.settings.days, len(tickets)), dtype=np.int64)
        if self.demand is None:
            people, out = self.simulator.run_visits(nobody + np.array(tickets), everybody)
            return people, out, nobody
        if len(tickets) == 1:
            people, out = self.simulator.run_visits(self.demand[:, None], tickets)
            return people, out, nobody
        admitted, turned = admit(self.day, self.demand, tickets, self.settings.seed)
        people, out = self.simulator.run_visits(admitted, everybody)
        return people, out, turned

    def terms(self, tickets: tuple[int, ...]) -> tuple[Term, ...]:
        if tickets not in self.shares:
            people, out, _ = self.run(tickets)
            figures = make_figures(self.day, people, out, self.promise.wait_minutes)
            self.shares[tickets] = figures.terms(self.promise, self.settings.judged)
        return self.shares[tickets]

    def holds(self, tickets: tuple[int, ...]) -> bool:
        return all(term.holds for term in self.terms(tickets))

    def lower(self, tickets: tuple[int, ...]) -> tuple[int, ...]:
        """Fewer tickets, until the promise holds and one more in any lowered window breaks it."""
        first, step = tickets, 1
        while sum(tickets) > 0 and not self.holds(tickets):
            tickets = self._fewer(tickets, step)
            step = min(2 * step, max(1, sum(tickets) // 4))
        for w in range(len(tickets)):
            tickets = self._give_back(tickets, first, w)
        return tickets

    def _fewer(self, tickets: tuple[int, ...], step: int) -> tuple[int, ...]:
        worst = min(self.terms(tickets), key=lambda term: term.margin)
        named = [w for w, window in enumerate(self.day.windows) if window.id == worst.window and tickets[w] > 0]
        candidates = [_less(tickets, w, step) for w in named or range(len(tickets)) if tickets[w] > 0]
        if len(candidates) == 1:
            return candidates[0]
        return max(candidates, key=lambda split: (min(t.margin for t in self.terms(split)), sum(split)))

    def _give_back(self, tickets: tuple[int, ...], first: tuple[int, ...], w: int) -> tuple[int, ...]:
        low, high = tickets[w], first[w] + 1
        while low + 1 < high:
            middle = (low + high) // 2
            if self.holds((*tickets[:w], middle, *tickets[w + 1 :])):
                low = middle
            else:
                high = middle
        return (*tickets[:w], low, *tickets[w + 1 :])

    def prove(self, tickets: tuple[int, ...]) -> Proof:
        people, out, refused = self.run(tickets)
        figures = make_figures(self.day, people, out, self.promise.wait_minutes)
        waits = waits_of(people, out)
        left, no_shows = figures.total(LEFT_UNSERVED), figures.total(NO_SHOWS)
        turned = tuple(int(refused[:, w].sum()) + figures.total(TURNED, w) for w in range(len(tickets)))
        return Proof(
            tickets=tickets,
            days=self.settings.days,
            seed=self.settings.seed,
            demand=self.settings.days * sum(tickets) if self.demand is None else int(self.demand.sum()),
            served=figures.total(CAME) - left,
            left=left + no_shows,
            no_shows=no_shows,
            turned_away=sum(turned),
            turned_away_by_window=turned,
            wait_p90_minutes=_quantile(waits),
            share_within=figures.share_within(),
            finish_probability=figures.finish_share(self.promise.grace_minutes),
            overtime_minutes=figures.overtime_minutes,
            terms=figures.terms(self.promise, self.settings.judged),
            windows=_window_proofs(figures, people, waits),
        )


def _less(tickets: tuple[int, ...], w: int, step: int) -> tuple[int, ...]:
    return (*tickets[:w], max(0, tickets[w] - step), *tickets[w + 1 :])


def _quantile(waits: Floats) -> float:
    """The P90 of the waits of all who came; who left waited for ever."""
    came = waits[~np.isnan(waits)]
    if not came.size:
        return 0.0
    place = min(came.size - 1, math.ceil(P90 * came.size) - 1)
    return float(np.partition(came, place)[place])


def _window_proofs(figures: Figures, people: People, waits: Floats) -> tuple[WindowProof, ...]:
    """Rows for each window, and inside it for each service and for priority visitors where there are several."""
    day = figures.day
    has_priority = bool(figures.counts[:, :, 1, CAME].any())
    services: list[int | None] = [None, *range(len(day.services))] if len(day.services) > 1 else [None]
    kinds: list[Visitors] = ["ordinary", "priority"] if has_priority else ["all"]
    rows = []
    for w in range(len(day.windows)):
        places = slice(int(people.first_place[w]), int(people.first_place[w + 1]))
        view = _View(waits[:, places], people.service[:, places], people.flags[:, places])
        for service in services:
            for visitors in kinds:
                rows.append(_window_proof(figures, view, w, service, visitors))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _View:
    """The visits of one window, arrays of shape (days, places)."""

    waits: Floats
    service: NDArray[np.int8]
    flags: NDArray[np.int8]

    def waits_of(self, service: int | None, visitors: Visitors) -> Floats:
        chosen = np.ones(self.waits.shape, dtype=bool) if service is None else self.service == service
        if visitors != "all":
            chosen &= ((self.flags & PRIORITY) > 0) == (visitors == "priority")
        waits: Floats = self.waits[chosen]
        return waits


def _window_proof(figures: Figures, view: _View, window: int, service: int | None, visitors: Visitors) -> WindowProof:
    waits = view.waits_of(service, visitors)
    came = int(np.count_nonzero(~np.isnan(waits)))
    return WindowProof(
        window=figures.day.windows[window].id,
        service=None if service is None else figures.day.services[service].id,
        visitors=visitors,
        admitted=came / figures.days,
        share_within=figures.share_within(window, service, visitors),
        wait_p90_minutes=_quantile(waits),
    )
