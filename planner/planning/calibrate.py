"""Minutes per visit from three questions: how many tickets on a normal day, how many officers, when is the last served.

The simulation is inverted: what is known is the end of the day, what is looked for are the minutes that bring it about.
How people arrive and when the last ticket goes is not known then, so each way of arriving gives its own answer and
the answers are a range.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

import numpy as np

from planner.domain.checks import require, require_between
from planner.domain.errors import InvalidValue
from planner.domain.periods import clock_of_minute, minute_of_day
from planner.domain.shapes import RUSH, SPREAD, door_share, half_hour_weights
from planner.queueing.desk_day import HALF_HOUR_MINUTES, DeskDay, Profile, ServiceWork, Shift, Window
from planner.queueing.simulate import Simulator

SETUP_PART = 3 / 13  # set-up minutes over the minutes of a visit, as in the default service
SEARCH_MINUTES = (1.0, 240.0)
CLOSE_ENOUGH_MINUTES = 0.25  # between the median last end and what was told
MOST_STEPS = 40
WAIT_MINUTES = 30.0  # plays no part in the end of a day


class Lunch(StrEnum):
    """How officers take their break: in two groups, not at all at the counter (stand-ins), or all at once."""

    TWO_GROUPS = "two_groups"
    COVERED = "covered"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalDay:
    """The three answers, and the hours they belong to.

    tickets, officers, last_served : on a normal day. breaks: beginnings of the two groups, break_minutes long.
    last_tickets : the times at which the last ticket may have gone; each is tried.
    """

    tickets: int
    officers: int
    last_served: time
    opens: time = time(8)
    closes: time = time(15)
    last_tickets: tuple[time, ...] = (time(14), time(14, 30))
    lunch: Lunch = Lunch.TWO_GROUPS
    breaks: tuple[time, time] = (time(11, 30), time(12, 30))
    break_minutes: int = 60
    need_cv: float = 0.5

    def __post_init__(self) -> None:
        require_between(self.tickets, 1, 2000, "calibrate.tickets")
        require_between(self.officers, 1, 60, "calibrate.officers")
        require_between(self.break_minutes, 0, 180, "calibrate.break_minutes")
        require(
            self.opens < self.last_served,
            f"the last visit ended {self.last_served}, opening is {self.opens}",
            code="ends_before_start",
            field="calibrate.last_served",
        )
        for last in self.last_tickets:
            require(
                self.opens < last <= self.closes,
                f"last ticket {last} is outside {self.opens}-{self.closes}",
                code="last_ticket",
                field="calibrate.last_tickets",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The minutes per visit that fit one way of arriving, and the median end of the simulated days with them."""

    shape: str
    last_ticket: time
    visit_minutes: float
    median_last_end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The answers that fit. `impossible`: ways of arriving for which no length of a visit gives that end."""

    answers: tuple[Answer, ...]
    impossible: tuple[tuple[str, time], ...]

    @property
    def low(self) -> float:
        """Fewest minutes per visit that fit."""
        return min(a.visit_minutes for a in self.answers)

    @property
    def high(self) -> float:
        """Most minutes per visit that fit."""
        return max(a.visit_minutes for a in self.answers)

    @property
    def middle(self) -> float:
        """The middle of the range."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationSettings:
    """How many days each trial simulates, and which draws."""

    days: int = 1_000
    seed: int = 7
    shapes: tuple[str, ...] = field(default=(RUSH, SPREAD))


USUAL = CalibrationSettings()


def calibrate(day: NormalDay, settings: CalibrationSettings = USUAL) -> Calibration:
    """Minutes per visit at which exactly so many tickets, served by so many officers, end at that time (median).

    Raises InvalidValue (`calibrate_nothing_fits`) when no way of arriving fits, for instance because the last visit
    ended before the last ticket was drawn.
    """
    answers: list[Answer] = []
    impossible = []
    for shape in settings.shapes:
        for last_ticket in day.last_tickets:
            found = _minutes(_Trial(day=day, shape=shape, last_ticket=last_ticket, settings=settings))
            if found is None:
                impossible.append((shape, last_ticket))
            else:
                answers.append(found)
    if not answers:
        raise InvalidValue(
            f"no length of a visit lets {day.tickets} tickets with {day.officers} officers end at {day.last_served}",
            code="calibrate_nothing_fits",
            field="calibrate.last_served",
        )
    return Calibration(answers=tuple(answers), impossible=tuple(impossible))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """One way of arriving."""

    day: NormalDay
    shape: str
    last_ticket: time
    settings: CalibrationSettings

    def median_end(self, visit_minutes: float) -> float:
        """Median last end in minutes after opening, officers staying until all are served."""
        simulator = Simulator(self._desk_day(visit_minutes), days=self.settings.days, seed=self.settings.seed)
        return float(np.median(simulator.run((self.day.tickets,), WAIT_MINUTES).last_ends))

    def _desk_day(self, visit_minutes: float) -> DeskDay:
        day = self.day
        close = _after(day, day.closes)
        last = _after(day, self.last_ticket)
        half_hours = -(-int(last) // int(HALF_HOUR_MINUTES))
        return DeskDay(
            close_minutes=close,
            services=(_work(visit_minutes, day.need_cv),),
            shifts=tuple(_shifts(day, close)),
            windows=(Window(id="day", start_minutes=0.0, last_ticket_minutes=last),),
            profile=Profile(
                door_share=door_share(self.shape), half_hour_shares=half_hour_weights(self.shape, half_hours)
            ),
        )


def _after(day: NormalDay, clock: time) -> float:
    return float(minute_of_day(clock) - minute_of_day(day.opens))


def _work(visit_minutes: float, need_cv: float) -> ServiceWork:
    setup = SETUP_PART * visit_minutes
    return ServiceWork(id="visit", setup_minutes=setup, need_minutes=visit_minutes - setup, need_cv=need_cv)


def _shifts(day: NormalDay, close: float) -> Iterator[Shift]:
    for number in range(day.officers):
        yield Shift(
            id=f"p{number + 1}", presence=((0.0, close),), skills=("visit",), breaks=_breaks(day, number, close)
        )


def _breaks(day: NormalDay, number: int, close: float) -> tuple[tuple[float, float], ...]:
    start = _after(day, day.breaks[number % 2 if day.lunch is Lunch.TWO_GROUPS else 0])
    taken = day.lunch is not Lunch.COVERED and day.break_minutes and 0 <= start < close
    return ((start, float(day.break_minutes)),) if taken else ()


def _minutes(trial: _Trial) -> Answer | None:
    """Bisection: longer visits end later. None when even the shortest or the longest visit does not fit."""
    wanted = _after(trial.day, trial.day.last_served)
    low, high = SEARCH_MINUTES
    if trial.median_end(low) > wanted + CLOSE_ENOUGH_MINUTES or trial.median_end(high) < wanted:
        return None
    for _ in range(MOST_STEPS):
        middle = (low + high) / 2
        end = trial.median_end(middle)
        if abs(end - wanted) <= CLOSE_ENOUGH_MINUTES:
            break
        low, high = (middle, high) if end < wanted else (low, middle)
    return Answer(
        shape=trial.shape,
        last_ticket=trial.last_ticket,
        visit_minutes=round(middle, 2),
        median_last_end=clock_of_minute(round(end) + minute_of_day(trial.day.opens)),
    )


def need_minutes(visit_minutes: float, setup_minutes: float, needs_mean: float) -> float:
    """Minutes of one need when a visit of that length has so much set-up and so many needs; at least half a minute."""
    return max(0.5, (visit_minutes - setup_minutes) / needs_mean)
