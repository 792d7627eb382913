"""Run a desk-day many times with any number of tickets, on people drawn once."""

import math

import numpy as np

from planner.queueing.desk_day import DeskDay
from planner.queueing.draws import Floats, Ints, People, draw_people
from planner.queueing.event_loop import Outcome, Staff, make_outcome, make_staff, run_days
from planner.queueing.figures import Figures, make_figures, waits_of

ROOM = 1.25  # people drawn beyond the tickets first asked for
EVERYBODY = 1 << 40


class Simulator:
    """A desk-day and its people: the same persons come whatever the tickets, and to whatever officers."""

    def __init__(self, day: DeskDay, *, days: int, seed: int) -> None:
        self.day = day
        self.days = days
        self.seed = seed
        self._staff: Staff = make_staff(day)
        self._people: People | None = None
        self._out: Outcome | None = None
        self._places: tuple[int, ...] = tuple(0 for _ in day.windows)
        self._booked = any(w.booked_share > 0 for w in day.windows)

    def run(self, tickets: tuple[int, ...], wait_minutes: float, days: int | None = None) -> Figures:
        """Exactly so many people come in each window; shape of `tickets` (windows,)."""
        coming = np.broadcast_to(np.array(tickets, dtype=np.int64), (days or self.days, len(tickets)))
        return self.run_demand(np.ascontiguousarray(coming), tuple(EVERYBODY for _ in tickets), wait_minutes)

    def run_demand(self, coming: Ints, tickets: tuple[int, ...], wait_minutes: float) -> Figures:
        """`coming[day, window]` people come, the first `tickets[window]` of them are admitted."""
        people, out = self.run_visits(coming, tickets)
        return make_figures(self.day, people, out, wait_minutes)

    def run_visits(self, coming: Ints, tickets: tuple[int, ...]) -> tuple[People, Outcome]:
        """The people and what happened to each; the arrays are used again by the next run."""
        self._draw_for(tuple(int(n) for n in coming.max(axis=0, initial=0)))
        assert self._people is not None
        assert self._out is not None
        days = len(coming)
        people, out = self._people.first_days(days), self._out.first_days(days)
        run_days(people, self._staff, (coming, np.array(tickets, dtype=np.int64)), out)
        return people, out

    def waits(self, coming: Ints, tickets: tuple[int, ...]) -> Floats:
        """Minutes waited, shape (days, places), see `waits_of`."""
        return waits_of(*self.run_visits(coming, tickets))

    def _draw_for(self, most: tuple[int, ...]) -> None:
        if self._booked:
            enough = most == self._places
        else:
            enough = all(n <= place for n, place in zip(most, self._places, strict=True))
        if self._people is not None and enough:
            return
        room = 1.0 if self._booked else ROOM
        self._places = tuple(
            max(math.ceil(n * room), place * (not self._booked)) for n, place in zip(most, self._places, strict=True)
        )
        self._people = draw_people(self.day, self._places, self.days, self.seed)
        self._out = make_outcome(self._people)
