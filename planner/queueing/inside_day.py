"""Inside a running day: when it will end, how long a ticket drawn now waits, how many more may be issued.

From what a supervisor sees: the time, tickets issued, who waits, who was served and which officers are here. The rest
of the day is simulated from there; visits in hand are taken as begun at a random moment of their length.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.checks import require
from planner.domain.promise import Promise
from planner.queueing.capacity import last_that_holds
from planner.queueing.desk_day import DeskDay, Shift, Window
from planner.queueing.draws import Floats, People, draw_people
from planner.queueing.event_loop import make_outcome, make_staff, run_days
from planner.queueing.simulate import EVERYBODY

IN_HAND_STREAM = 201
STEP_MINUTES = 5.0
ROOM_MINUTES = 0.01  # length of the window in which the people in the room come


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What is seen at one time of the day.

    now_minutes : after opening. issued, served: tickets so far; waiting: people in the room not yet called.
    to_come     : holders of tickets already issued who have not come yet (later windows).
    here        : ids of the officers who are at the desk now or come back; None = all of the day's.
    """

    now_minutes: float
    issued: int
    served: int
    waiting: int
    to_come: int = 0
    here: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        require(
            min(self.issued, self.served, self.waiting, self.to_come) >= 0
            and self.served + self.waiting + self.to_come <= self.issued,
            f"{self.served} served, {self.waiting} waiting and {self.to_come} to come of {self.issued} issued",
            code="counts_do_not_add_up",
            field="waiting",
        )

    @property
    def in_hand(self) -> int:
        """Visitors at a counter now; of those issued who neither wait nor come later nor were served."""
        return self.issued - self.served - self.waiting - self.to_come


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is to be expected. None where it is unknown: nobody is there who could serve.

    end_minutes, end_late_minutes : mean and P90 of the last visit's end, after opening, if no more tickets are issued.
    wait_minutes, wait_late_minutes : mean and P90 wait of a ticket drawn now.
    finish_probability : that all issued are served by closing + grace.
    may_issue   : most further tickets at the stated risk, if they come evenly until the last ticket.
    stop_minutes : latest time to stop issuing at the rate of the day so far; None = no need to stop early.
    """

    end_minutes: float | None
    end_late_minutes: float | None
    wait_minutes: float | None
    wait_late_minutes: float | None
    finish_probability: float
    may_issue: int
    stop_minutes: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookSettings:
    """risk : accepted probability that somebody is not served by closing + grace."""

    risk: float = 0.05
    days: int = 1_000
    seed: int = 3


USUAL_OUTLOOK = OutlookSettings()


def outlook(day: DeskDay, moment: Moment, promise: Promise, settings: OutlookSettings = USUAL_OUTLOOK) -> Outlook:
    """Simulate the rest of the day from a moment."""
    rest = _Rest(day, moment, promise, settings)
    ends = rest.ends()
    waits = rest.waits_of_next()
    return Outlook(
        end_minutes=_known(ends.mean()),
        end_late_minutes=_known(float(np.quantile(ends, 0.9, method="higher"))),
        wait_minutes=_known(waits.mean()),
        wait_late_minutes=_known(float(np.quantile(waits, 0.9, method="higher"))),
        finish_probability=rest.finish_share(ends),
        may_issue=rest.may_issue(),
        stop_minutes=rest.stop_minutes(),
    )


def _known(minutes: float) -> float | None:
    return float(minutes) if math.isfinite(minutes) else None


class _Rest:
    """The rest of the day on its own clock: minute 0 is now; who is in the room stands at the door."""

    def __init__(self, day: DeskDay, moment: Moment, promise: Promise, settings: OutlookSettings) -> None:
        self.day = day
        self.moment = moment
        self.promise = promise
        self.settings = settings
        self.now = moment.now_minutes
        self.left = day.last_ticket_minutes - self.now  # minutes in which tickets may still be issued
        self.close = max(day.close_minutes - self.now, 2 * ROOM_MINUTES)
        self.shifts = tuple(shift for shift in (_remaining(s, day, moment, self.close) for s in day.shifts) if shift)

    def run(self, in_room: int, later: int = 0, minutes: float | None = None) -> tuple[Floats, Floats]:
        """Ends of the days on the day's clock, shape (days,), and waits of the people in the room, (days, in_room).

        `later` more come evenly over the next `minutes` (until the last ticket).
        """
        length = max(self.left if minutes is None else minutes, 2 * ROOM_MINUTES)
        places = (in_room, later + self.moment.to_come)
        rest = self._rest_of_day(min(length, self.close))
        people = draw_people(rest, places, self.settings.days, self.settings.seed)
        self._begin_visits_in_hand(people)
        out = make_outcome(people)
        coming = np.tile(np.array(places, dtype=np.int64), (self.settings.days, 1))
        run_days(people, make_staff(rest), (coming, np.array([EVERYBODY, EVERYBODY])), out)
        return out.last_end + self.now, out.begin[:, :in_room]

    def _rest_of_day(self, length: float) -> DeskDay:
        room = Window(id="room", start_minutes=0.0, last_ticket_minutes=ROOM_MINUTES, start_share=1.0)
        later = Window(id="later", start_minutes=ROOM_MINUTES, last_ticket_minutes=length, start_share=0.0)
        return replace(self.day, close_minutes=self.close, shifts=self.shifts, windows=(room, later), no_show_share=0.0)

    def _begin_visits_in_hand(self, people: People) -> None:
        """The first of the room are at a counter already: a random part of their minutes is over."""
        rng = np.random.default_rng([self.settings.seed, IN_HAND_STREAM])
        first = slice(0, self.moment.in_hand)
        to_go = rng.random((self.settings.days, self.moment.in_hand))
        people.work[:, first] *= to_go
        if people.need_minutes.shape[1]:
            people.need_minutes[:, first] *= to_go[:, :, None]

    @property
    def in_room(self) -> int:
        return self.moment.in_hand + self.moment.waiting

    def ends(self, later: int = 0, minutes: float | None = None) -> Floats:
        return self.run(self.in_room, later, minutes)[0]

    def waits_of_next(self) -> Floats:
        """Waits of one more person who takes a ticket now, shape (days,)."""
        return self.run(self.in_room + 1)[1][:, self.in_room]

    def finish_share(self, ends: Floats) -> float:
        on_time = self.day.close_minutes + self.promise.grace_minutes
        return float(np.mean(ends <= on_time))

    def _is_safe(self, later: int, minutes: float | None = None) -> bool:
        return self.finish_share(self.ends(later, minutes)) >= 1 - self.settings.risk

    def may_issue(self) -> int:
        if self.left <= 0 or not self._is_safe(0):
            return 0
        return last_that_holds(self._is_safe, guess=max(1, self.moment.issued // 4))

    def stop_minutes(self) -> float | None:
        """Latest time to stop at the rate so far; now when even that is too late; None when nobody need stop early."""
        rate = self.moment.issued / self.now if self.now > 0 else 0.0
        if self.left <= 0 or self._is_safe(round(rate * self.left)):
            return None
        minutes = STEP_MINUTES * math.floor(self.left / STEP_MINUTES)
        while minutes > 0 and not self._is_safe(round(rate * minutes), minutes):
            minutes -= STEP_MINUTES
        return self.now + max(minutes, 0.0)


def _remaining(shift: Shift, day: DeskDay, moment: Moment, close: float) -> Shift | None:
    """What is left of an officer's day on the rest's clock; None when he is not here any more."""
    now = moment.now_minutes
    if moment.here is not None and shift.id not in moment.here:
        return None
    until_the_end = shift.end_minutes >= day.close_minutes
    back = max((start + length for start, length in shift.breaks if start <= now < start + length), default=now)
    presence = [(max(a, back) - now, b - now) for a, b in shift.presence if b > back]
    if until_the_end:
        start = presence[-1][0] if presence else max(back - now, 0.0)
        presence = [*presence[:-1], (start, max(close, start + ROOM_MINUTES))]
    if not presence:
        return None
    breaks = tuple((start - now, length) for start, length in shift.breaks if start > now)
    return replace(shift, presence=tuple(presence), breaks=breaks, duty_end_minutes=None)
