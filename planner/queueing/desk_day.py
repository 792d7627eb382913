"""One desk on one day, as records that check themselves.

All times are minutes after opening (0 = the door opens), all lengths are minutes, all shares lie in 0..1.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from planner.domain.checks import require
from planner.domain.mall import MOST_SERVICES_OF_A_DESK

MOST_OFFICERS = 62
MOST_NEEDS = 4
HALF_HOUR_MINUTES = 30.0

BreakRule = Literal["full_length", "fixed_return"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One officer at the desk on one day.

    presence : (start, end) intervals of being posted here, in order; several when he sits elsewhere in between.
    breaks   : (start, length); a break begins at its start, or when the visit in hand ends if that is later.
    pace     : 1.0 is the norm, 1.25 serves a quarter more.
    pace_by_service : where his pace differs from `pace`.
    duty_end_minutes : end of his duty, for overtime; None = the end of his presence.
    """

    id: str
    presence: tuple[tuple[float, float], ...]
    skills: tuple[str, ...]
    breaks: tuple[tuple[float, float], ...] = ()
    pace: float = 1.0
    pace_by_service: tuple[tuple[str, float], ...] = ()
    duty_end_minutes: float | None = None

    def __post_init__(self) -> None:
        require(bool(self.presence), f"officer {self.id} is never present", code="shift_empty", field="presence")
        edges = [edge for interval in self.presence for edge in interval]
        require(
            all(a < b for a, b in self.presence) and edges == sorted(edges),
            f"presence of officer {self.id} is not in order: {self.presence}",
            code="shift_order",
            field="presence",
        )
        paces = [self.pace, *(pace for _, pace in self.pace_by_service)]
        require(
            min(paces) > 0,
            f"pace of officer {self.id} is {min(paces)}, must be above 0",
            code="pace_range",
            field="pace",
        )
        require(
            all(length > 0 for _, length in self.breaks),
            f"a break of officer {self.id} has no length: {self.breaks}",
            code="break_length",
            field="breaks",
        )

    @property
    def end_minutes(self) -> float:
        """End of the last interval of presence."""
        return self.presence[-1][1]

    def pace_in(self, service: str) -> float:
        """His pace in one service."""
        return dict(self.pace_by_service).get(service, self.pace)

    def working_minutes(self, start: float, end: float) -> float:
        """Minutes of presence less planned breaks between two times."""
        return sum(
            _overlap(a, b, start, end)
            - sum(_overlap(max(a, s), min(b, s + length), start, end) for s, length in self.breaks)
            for a, b in self.presence
        )


def _overlap(a: float, b: float, start: float, end: float) -> float:
    return max(0.0, min(b, end) - max(a, start))


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceWork:
    """What a visit for one service asks of an officer.

    needs_share    : shares of visits with 1, 2, 3, 4 needs.
    demand_share   : part of the desk's visits that come for this service.
    priority_share : part of these visits in the priority class.
    also_needs     : (service, share) of the second and further needs; None = all needs are of this service.
    equipment      : id of the equipment in use during the whole contact, if any.
    """

    id: str
    setup_minutes: float
    need_minutes: float
    need_cv: float = 0.5
    needs_share: tuple[float, ...] = (1.0,)
    demand_share: float = 1.0
    priority_share: float = 0.0
    also_needs: tuple[tuple[str, float], ...] | None = None
    equipment: str | None = None

    def __post_init__(self) -> None:
        require(
            self.setup_minutes >= 0 and self.need_minutes >= 0 and self.setup_minutes + self.need_minutes > 0,
            f"service {self.id} takes {self.setup_minutes} + {self.need_minutes} minutes, must take time",
            code="minutes_range",
            field="need_minutes",
        )
        require(
            self.need_cv >= 0,
            f"need_cv of {self.id} is {self.need_cv}, must be 0 or more",
            code="cv_range",
            field="need_cv",
        )
        require(
            1 <= len(self.needs_share) <= MOST_NEEDS and min(self.needs_share) >= 0 and sum(self.needs_share) > 0,
            f"needs_share of {self.id} must hold 1-{MOST_NEEDS} shares, has {self.needs_share}",
            code="needs_range",
            field="needs_share",
        )
        require(
            self.demand_share >= 0 and 0 <= self.priority_share <= 1,
            f"a share of {self.id} is out of range: demand {self.demand_share}, priority {self.priority_share}",
            code="share_range",
            field="demand_share",
        )

    @property
    def mean_needs(self) -> float:
        """Mean number of needs of a visit."""
        return sum((i + 1) * share for i, share in enumerate(self.needs_share)) / sum(self.needs_share)

    @property
    def visit_minutes(self) -> float:
        """Mean minutes of a visit at pace 1 when all its needs are of this service."""
        return self.setup_minutes + self.mean_needs * self.need_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One release window: tickets handed out together for one part of the day.

    last_ticket_minutes : its end; no holder of its tickets comes later.
    start_share         : part of its holders who stand at its start; the rest come uniformly over it.
    booked_share        : part of its tickets with an appointed time, spread evenly over the window.
    """

    id: str
    start_minutes: float
    last_ticket_minutes: float
    start_share: float = 0.3
    booked_share: float = 0.0

    def __post_init__(self) -> None:
        require(
            0 <= self.start_minutes < self.last_ticket_minutes,
            f"window {self.id} runs from {self.start_minutes} to {self.last_ticket_minutes}",
            code="window_order",
            field="last_ticket_minutes",
        )
        require(
            0 <= self.start_share <= 1 and 0 <= self.booked_share <= 1,
            f"a share of window {self.id} is out of range: {self.start_share}, {self.booked_share}",
            code="share_range",
            field="start_share",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """When visitors come who have no time on their ticket: at the door at opening, then by half-hour.

    half_hour_shares : from opening, in any unit; empty = uniform until the last ticket.
    """

    door_share: float = 0.0
    half_hour_shares: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        require(
            0 <= self.door_share <= 1,
            f"door_share is {self.door_share}, must be 0..1",
            code="share_range",
            field="door_share",
        )
        require(
            not self.half_hour_shares or (min(self.half_hour_shares) >= 0 and sum(self.half_hour_shares) > 0),
            f"half_hour_shares must not be negative and not all 0: {self.half_hour_shares}",
            code="profile_range",
            field="half_hour_shares",
        )

    def law(self, last_ticket_minutes: float) -> "ArrivalLaw":
        """The profile cut off at the last ticket and rescaled to 1."""
        if not self.half_hour_shares:
            return ArrivalLaw(times=(0.0, last_ticket_minutes), cumulated=(self.door_share, 1.0))
        times, masses = [0.0], [self.door_share]
        scale = (1 - self.door_share) / sum(self.half_hour_shares)
        for i, share in enumerate(self.half_hour_shares):
            start = HALF_HOUR_MINUTES * i
            end = min(start + HALF_HOUR_MINUTES, last_ticket_minutes)
            if end > start:
                times.append(end)
                masses.append(scale * share * (end - start) / HALF_HOUR_MINUTES)
        return ArrivalLaw.from_masses(times, masses)


SPREAD = Profile()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalLaw:
    """Distribution of an arrival: `cumulated[i]` of the people have come by `times[i]`; `cumulated[0]` come at once."""

    times: tuple[float, ...]
    cumulated: tuple[float, ...]

    @classmethod
    def from_masses(cls, times: Sequence[float], masses: Sequence[float]) -> "ArrivalLaw":
        """`masses[0]` come at `times[0]`, `masses[i]` evenly between `times[i - 1]` and `times[i]`; any unit."""
        total = sum(masses)
        require(
            total > 0, "nobody can come: the profile is 0 until the last ticket", code="profile_range", field="profile"
        )
        sums = [sum(masses[: i + 1]) / total for i in range(len(masses))]
        return cls(times=tuple(times), cumulated=(*sums[:-1], 1.0))

    def share_by(self, minutes: float) -> float:
        """Share of the people who have come before this time."""
        if minutes <= self.times[0]:
            return 0.0
        for i in range(1, len(self.times)):
            if minutes < self.times[i]:
                part = (minutes - self.times[i - 1]) / (self.times[i] - self.times[i - 1])
                return self.cumulated[i - 1] + part * (self.cumulated[i] - self.cumulated[i - 1])
        return 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDay:
    """A desk on one day: its hours, work, officers and windows.

    windows  : in order, not overlapping; with one window the arrivals follow `profile`, else each window's own.
    spill    : part of the people who find a window full and take the next one's ticket.
    no_show_share : tickets that bring nobody.
    patience_mean_minutes : mean of an exponential patience; None = everybody waits.
    lateness_minutes      : booked visitors come up to twice this late, uniformly (mean = this value).
    equipment  : (id, units) that can be in use at once.
    break_rule : `full_length` after the visit in hand, or back at the fixed minute.
    """

    close_minutes: float
    services: tuple[ServiceWork, ...]
    shifts: tuple[Shift, ...]
    windows: tuple[Window, ...]
    profile: Profile = SPREAD
    spill: float = 0.5
    no_show_share: float = 0.0
    patience_mean_minutes: float | None = None
    lateness_minutes: float = 0.0
    equipment: tuple[tuple[str, int], ...] = ()
    break_rule: BreakRule = "full_length"

    def __post_init__(self) -> None:
        ids = [service.id for service in self.services]
        require(
            0 < len(ids) <= MOST_SERVICES_OF_A_DESK and len(set(ids)) == len(ids),
            f"a desk has 1-{MOST_SERVICES_OF_A_DESK} different services, not {ids}",
            code="services_count",
            field="services",
        )
        require(
            sum(s.demand_share for s in self.services) > 0,
            "no service has demand",
            code="share_range",
            field="services",
        )
        require(
            len(self.shifts) <= MOST_OFFICERS,
            f"{len(self.shifts)} officers at one desk, at most {MOST_OFFICERS}",
            code="officers_count",
            field="shifts",
        )
        self._check_windows()
        self._check_names(set(ids))
        require(
            0 <= self.no_show_share < 1 and 0 <= self.spill <= 1,
            f"no_show_share {self.no_show_share} or spill {self.spill} is out of range",
            code="share_range",
            field="no_show_share",
        )

    def _check_windows(self) -> None:
        edges = [edge for w in self.windows for edge in (w.start_minutes, w.last_ticket_minutes)]
        require(
            bool(edges) and edges == sorted(edges) and edges[-1] <= self.close_minutes,
            f"windows must follow each other and end by closing ({self.close_minutes}): {edges}",
            code="window_order",
            field="windows",
        )

    def _check_names(self, ids: set[str]) -> None:
        equipment = {name for name, _ in self.equipment}
        for service in self.services:
            others = {name for name, _ in service.also_needs or ()}
            require(
                others <= ids,
                f"also_needs of {service.id} names {sorted(others - ids)}",
                code="unknown",
                field="also_needs",
            )
            require(
                service.equipment is None or service.equipment in equipment,
                f"service {service.id} uses {service.equipment}, which the desk does not have",
                code="unknown",
                field="equipment",
            )

    @property
    def last_ticket_minutes(self) -> float:
        """End of the last window."""
        return self.windows[-1].last_ticket_minutes

    def arrival_law(self, window: int) -> ArrivalLaw:
        """How the holders of a window's tickets arrive."""
        if len(self.windows) == 1:
            return self.profile.law(self.last_ticket_minutes)
        chosen = self.windows[window]
        return ArrivalLaw(
            times=(chosen.start_minutes, chosen.last_ticket_minutes), cumulated=(min(chosen.start_share, 1.0), 1.0)
        )

    def demand_shares(self) -> tuple[float, ...]:
        """Part of the whole day's demand that would come in each window, by the desk's profile."""
        law = self.profile.law(self.last_ticket_minutes)
        starts = [w.start_minutes for w in self.windows[1:]]
        marks = [0.0, *(law.share_by(start) for start in starts), 1.0]
        return tuple(b - a for a, b in pairwise(marks))

    def window_spans(self) -> tuple[tuple[float, float], ...]:
        """From the start of each window to the start of the next; the last runs to closing."""
        starts = [w.start_minutes for w in self.windows]
        return tuple(zip(starts, [*starts[1:], self.close_minutes], strict=True))

    def officer_minutes(self) -> tuple[float, ...]:
        """Working minutes at the norm's pace in each window's span."""
        return tuple(sum(s.pace * s.working_minutes(a, b) for s in self.shifts) for a, b in self.window_spans())

    def visit_minutes(self) -> float:
        """Mean officer minutes of a visit at pace 1 when one officer serves all its needs."""
        total = sum(s.demand_share for s in self.services)
        return sum(s.demand_share * self._minutes_of(s) for s in self.services) / total

    def _minutes_of(self, service: ServiceWork) -> float:
        if service.also_needs is None:
            return service.visit_minutes
        minutes = {s.id: s.need_minutes for s in self.services}
        total = math.fsum(share for _, share in service.also_needs) or 1.0
        further = sum(share * minutes[name] for name, share in service.also_needs) / total
        return service.setup_minutes + service.need_minutes + (service.mean_needs - 1) * further
