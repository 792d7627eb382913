"""What happened on many simulated days, counted; and which terms of the promise it keeps."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from planner.domain.promise import Promise
from planner.queueing.compiled import compiled
from planner.queueing.desk_day import DeskDay
from planner.queueing.draws import PRIORITY, Floats, Ints, People
from planner.queueing.event_loop import LEFT, STAYED_AWAY, TURNED_AWAY, Outcome

CAME, WITHIN, LEFT_UNSERVED, NO_SHOWS, TURNED = range(5)  # last axis of the counts
ORDINARY_CLASS, PRIORITY_CLASS = 0, 1
CONFIDENCE_95 = 1.959964

Visitors = Literal["all", "ordinary", "priority"]
TINY = 1e-9


@compiled
def count_visits(people: People, begin: Floats, wait_minutes: float, counts: Ints) -> None:
    """Count visits by (window, service, class, kind)."""
    arrival, service, flags, first_place = people.arrival, people.service, people.flags, people.first_place
    for day in range(begin.shape[0]):
        for window in range(len(first_place) - 1):
            for place in range(first_place[window], first_place[window + 1]):
                began = begin[day, place]
                if math.isnan(began):
                    continue
                cell = counts[window, service[day, place], flags[day, place] & PRIORITY]
                if began == TURNED_AWAY:
                    cell[TURNED] += 1
                elif began == STAYED_AWAY:
                    cell[NO_SHOWS] += 1
                else:
                    cell[CAME] += 1
                    cell[WITHIN] += began - arrival[day, place] <= wait_minutes + TINY
                    cell[LEFT_UNSERVED] += began == LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """For whom the promise must hold, besides for all together."""

    by_window: bool = True
    by_service: bool = True
    ordinary_apart: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One clause of the promise and how it fared: a share of visits, or of days.

    window, service : ids, None = all of them. visitors : whose waits are counted.
    """

    kind: Literal["wait", "close"]
    share: float
    promised: float
    window: str | None = None
    service: str | None = None
    visitors: Visitors = "all"
    visits: int = 0

    @property
    def holds(self) -> bool:
        """Whether the share reaches what is promised."""
        return self.share >= self.promised - TINY

    @property
    def margin(self) -> float:
        """Share above what is promised; negative when broken."""
        return self.share - self.promised

    @property
    def clause(self) -> tuple[str, str | None, str | None, str]:
        """What the term is about, whatever its share."""
        return (self.kind, self.window, self.service, self.visitors)

    def words(self, language: str = "id") -> str:
        """The clause as a person reads it, in `id` or `en`."""
        words = _WORDS[language]
        parts = [words[self.kind]]
        if self.visitors != "all":
            parts.append(words[self.visitors])
        if self.window is not None:
            parts.append(f"{words['window']} {self.window}")
        if self.service is not None:
            parts.append(f"{words['service']} {self.service}")
        return " ".join(parts)


_WORDS = {
    "id": {
        "wait": "waktu tunggu",
        "close": "selesai sebelum tutup",
        "ordinary": "pengunjung biasa",
        "priority": "pengunjung prioritas",
        "window": "gelombang",
        "service": "layanan",
    },
    "en": {
        "wait": "the wait",
        "close": "finishing by closing",
        "ordinary": "of ordinary visitors",
        "priority": "of priority visitors",
        "window": "in window",
        "service": "for service",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts of many days of one desk.

    counts    : visits, shape (windows, services, 2 classes, 5 kinds CAME WITHIN LEFT_UNSERVED NO_SHOWS TURNED).
    last_ends : (days,) minutes after opening, inf = somebody was never served.
    overtime_minutes, after_close_minutes : officer minutes past duty end and past closing, mean of a day.
    """

    day: DeskDay
    days: int
    counts: Ints
    last_ends: Floats
    overtime_minutes: float
    after_close_minutes: float

    def share_within(self, window: int | None = None, service: int | None = None, visitors: Visitors = "all") -> float:
        """Share of visits that waited no longer than promised; 1 when nobody came."""
        came, within = self._cells(window, service, visitors)[[CAME, WITHIN]]
        return float(within / came) if came else 1.0

    def finish_share(self, grace_minutes: float = 0.0) -> float:
        """Share of days on which the last visit ended by closing + grace."""
        return float(np.mean(self.last_ends <= self.day.close_minutes + grace_minutes + TINY))

    def total(self, kind: int, window: int | None = None) -> int:
        """Visits of one kind over all days."""
        return int(self._cells(window, None, "all")[kind])

    def _cells(self, window: int | None, service: int | None, visitors: Visitors) -> Ints:
        cells = self.counts if window is None else self.counts[window : window + 1]
        cells = cells if service is None else cells[:, service : service + 1]
        if visitors != "all":
            chosen = PRIORITY_CLASS if visitors == "priority" else ORDINARY_CLASS
            cells = cells[:, :, chosen : chosen + 1]
        total: Ints = cells.sum(axis=(0, 1, 2))
        return total

    def terms(self, promise: Promise, judged: Judged) -> tuple[Term, ...]:
        """Every clause of the promise with its share, the waits first."""
        apart = judged.ordinary_apart and bool(self.counts[:, :, PRIORITY_CLASS, CAME].any())
        visitors: Visitors = "ordinary" if apart else "all"
        places: list[tuple[int | None, int | None, Visitors]] = [(None, None, visitors)]
        if apart:
            places.append((None, None, "priority"))
        if judged.by_window and len(self.day.windows) > 1:
            places += [(w, None, visitors) for w in range(len(self.day.windows))]
        if judged.by_service and len(self.day.services) > 1:
            places += [(None, s, visitors) for s in range(len(self.day.services))]
        waits = [self._wait_term(place, promise) for place in places]
        finish = Term(
            kind="close",
            share=self.finish_share(promise.grace_minutes),
            promised=promise.finish_probability,
            visits=self.days,
        )
        return (*waits, finish)

    def _wait_term(self, place: tuple[int | None, int | None, Visitors], promise: Promise) -> Term:
        window, service, visitors = place
        return Term(
            kind="wait",
            share=self.share_within(window, service, visitors),
            promised=promise.wait_share,
            window=None if window is None else self.day.windows[window].id,
            service=None if service is None else self.day.services[service].id,
            visitors=visitors,
            visits=int(self._cells(window, service, visitors)[CAME]),
        )


def make_figures(day: DeskDay, people: People, out: Outcome, wait_minutes: float) -> Figures:
    """Count the outcome of `run_days`."""
    counts = np.zeros((len(day.windows), len(day.services), 2, 5), dtype=np.int64)
    count_visits(people, out.begin, wait_minutes, counts)
    return Figures(
        day=day,
        days=len(out.last_end),
        counts=counts,
        last_ends=out.last_end.copy(),
        overtime_minutes=float(out.overtime.mean()),
        after_close_minutes=float(out.after_close.mean()),
    )


def waits_of(people: People, out: Outcome) -> NDArray[np.float64]:
    """Minutes waited by everybody who came, shape (days, places); NaN for others, inf for who left unserved."""
    came = out.begin >= 0
    return np.where(came, np.where(came, out.begin, 0.0) - people.arrival, np.nan)
