"""How to release tickets: number and cut of windows and the last ticket as answers, priced against one window."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from planner.domain.promise import Promise
from planner.queueing.capacity import USUAL_SEARCH, Capacity, SearchSettings, window_capacity
from planner.queueing.desk_day import DeskDay, Window
from planner.queueing.figures import Term
from planner.queueing.proof import USUAL_PROOF, Proof, ProofSettings, lower_until_kept

MOST_WINDOWS = 4
GRID_MINUTES = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseOption:
    """One way to release the tickets of a day, proved under the forecast demand.

    tickets : per window after the proof run. served_visits, turned_away_visits: means of a day.
    lowered : tickets that the proof run took away from the capacity tickets, and the reason: the term broken worst.
    """

    windows: tuple[Window, ...]
    tickets: tuple[int, ...]
    capacity: Capacity
    lowered: int
    reason: Term | None
    served_visits: float
    turned_away_visits: float
    proof: Proof

    @property
    def total(self) -> int:
        """Tickets of the whole day."""
        return sum(self.tickets)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseProposal:
    """One window against several, on the same demand.

    one_window : what a single release allows. options: best first, by visits served. why: the term that one window
    breaks even with few tickets, None where it keeps the promise with its capacity tickets.
    """

    demand_visits: float
    one_window: ReleaseOption
    options: tuple[ReleaseOption, ...]
    why: Term | None

    @property
    def best(self) -> ReleaseOption:
        """The way of release that serves most."""
        return self.options[0]

    @property
    def gain_visits(self) -> float:
        """Visits served a day more than with one window."""
        return self.best.served_visits - self.one_window.served_visits

    @property
    def proposes_windows(self) -> bool:
        """Whether several windows serve at least one visit a day more."""
        return self.gain_visits >= 1

    def sentence(self, language: str = "id") -> str:
        """What is proposed, why, and what it is worth."""
        one, best = self.one_window, self.best
        if not self.proposes_windows:
            return {
                "id": f"Satu gelombang cukup: {one.total} antrean menjaga janji layanan.",
                "en": f"One window is enough: {one.total} tickets keep the promise.",
            }[language]
        split = f"{' + '.join(str(n) for n in best.tickets)} = {best.total}"
        return {
            "id": (
                f"Dengan satu gelombang hanya {one.total} antrean yang menjaga janji: dari {self.demand_visits:.0f}"
                " orang yang datang, nomor jatuh kepada yang paling pagi, dan mereka menunggu terlalu lama."
                f" Bagikan dalam {len(best.windows)} gelombang ({split}): setiap hari {self.gain_visits:.0f} orang"
                " lebih banyak dilayani oleh petugas yang sama; setiap nomor menyebut jam datangnya."
            ),
            "en": (
                f"With one window only {one.total} tickets keep the promise: of {self.demand_visits:.0f} people who"
                " come the earliest get the tickets, and they wait too long."
                f" Release them in {len(best.windows)} windows ({split}): each day {self.gain_visits:.0f} more are"
                " served by the same officers; each ticket names the time to come."
            ),
        }[language]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSettings:
    """How to search and prove, and the share that stands at a window's start."""

    search: SearchSettings = USUAL_SEARCH
    proof: ProofSettings = USUAL_PROOF
    start_share: float = 0.3
    most_windows: int = MOST_WINDOWS


USUAL_RELEASE = ReleaseSettings()


def propose_release(
    day: DeskDay, demand_quantiles: Sequence[float], promise: Promise, settings: ReleaseSettings = USUAL_RELEASE
) -> ReleaseProposal:
    """Compare one window with 2, 3, 4 of them, cut evenly and by officer minutes, under the forecast demand."""
    one = Window(id="1", start_minutes=0.0, last_ticket_minutes=day.last_ticket_minutes)
    single = _option(day, (one,), demand_quantiles, promise, settings)
    cuts = {
        windows
        for count in range(2, settings.most_windows + 1)
        for windows in (
            even_windows(day, count, settings.start_share),
            worked_windows(day, count, settings.start_share),
        )
    }
    ordered = sorted(cuts, key=lambda windows: (len(windows), [w.start_minutes for w in windows]))
    options = [_option(day, windows, demand_quantiles, promise, settings) for windows in ordered]
    ranked = sorted(options, key=lambda option: (-round(option.served_visits, 1), len(option.windows)))
    return ReleaseProposal(
        demand_visits=single.proof.per_day(single.proof.demand),
        one_window=single,
        options=tuple(ranked),
        why=single.reason,
    )


def even_windows(day: DeskDay, count: int, start_share: float) -> tuple[Window, ...]:
    """Windows of about equal length, cut on half-hours."""
    length = day.last_ticket_minutes / count
    return _cut(day, [_on_grid(i * length) for i in range(1, count)], start_share)


def worked_windows(day: DeskDay, count: int, start_share: float) -> tuple[Window, ...]:
    """Windows with about equal officer minutes until the last ticket, cut on half-hours."""
    marks = [GRID_MINUTES * i for i in range(1, int(day.last_ticket_minutes // GRID_MINUTES) + 1)]
    done = {mark: sum(s.pace * s.working_minutes(0, mark) for s in day.shifts) for mark in marks}
    total = sum(s.pace * s.working_minutes(0, day.last_ticket_minutes) for s in day.shifts)
    inner = [mark for mark in marks if mark < day.last_ticket_minutes]
    return _cut(day, [_nearest(inner, done, total * i / count) for i in range(1, count)], start_share)


def _nearest(marks: list[float], done: dict[float, float], wanted: float) -> float:
    return min(marks, key=lambda mark: abs(done[mark] - wanted))


def _on_grid(minutes: float) -> float:
    return GRID_MINUTES * round(minutes / GRID_MINUTES)


def _cut(day: DeskDay, cuts: list[float], start_share: float) -> tuple[Window, ...]:
    inside = sorted({cut for cut in cuts if 0 < cut < day.last_ticket_minutes})
    edges = [0.0, *inside, day.last_ticket_minutes]
    return tuple(
        Window(id=str(i + 1), start_minutes=a, last_ticket_minutes=b, start_share=start_share)
        for i, (a, b) in enumerate(pairwise(edges))
    )


def _option(
    day: DeskDay,
    windows: tuple[Window, ...],
    demand_quantiles: Sequence[float],
    promise: Promise,
    settings: ReleaseSettings,
) -> ReleaseOption:
    released = replace(day, windows=windows)
    capacity = window_capacity(released, promise, settings.search)
    lowered = lower_until_kept(released, capacity.tickets, demand_quantiles, promise, settings.proof)
    return ReleaseOption(
        windows=windows,
        tickets=lowered.tickets,
        capacity=capacity,
        lowered=sum(lowered.lowered),
        reason=lowered.reason,
        served_visits=lowered.proof.per_day(lowered.proof.served),
        turned_away_visits=lowered.proof.per_day(lowered.proof.turned_away),
        proof=lowered.proof,
    )


def last_ticket_capacities(
    day: DeskDay, minutes: Sequence[float], promise: Promise, settings: SearchSettings = USUAL_SEARCH
) -> dict[float, Capacity]:
    """Capacity for each time of the last ticket; windows that would begin after it fall away."""
    return {last: window_capacity(with_last_ticket(day, last), promise, settings) for last in minutes}


def with_last_ticket(day: DeskDay, minutes: float) -> DeskDay:
    """The day with another last ticket."""
    kept = [window for window in day.windows if window.start_minutes < minutes]
    windows = (*kept[:-1], replace(kept[-1], last_ticket_minutes=minutes))
    return replace(day, windows=windows)


def latest_last_ticket(
    day: DeskDay, tickets: int, promise: Promise, settings: SearchSettings = USUAL_SEARCH, step_minutes: float = 5.0
) -> float | None:
    """Latest time of the last ticket at which so many tickets a day keep the promise; None when there is none."""
    last = day.close_minutes
    while last > day.windows[-1].start_minutes:
        if window_capacity(with_last_ticket(day, last), promise, settings).total >= tickets:
            return last
        last -= step_minutes
    return None
