"""One day's tally of a desk: when people came, how long visits took, who was refused; and what a mall learns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from statistics import fmean, stdev

from planner.domain.checks import require, require_between
from planner.domain.demand import Profile
from planner.domain.history import DayCount
from planner.domain.ids import DeskId
from planner.domain.mall import Mall, Service

FEWEST_VISITS = 5  # with fewer timed visits the range of the mean says nothing
WIDE_SE = 2.0  # the mean of the timed visits lies within so many standard errors, about 19 of 20 times


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was ticked.

    at_door, half_hours : people standing there at opening, and people by the minute at which their half-hour begins.
    visit_minutes       : officer minutes of each timed visit. refused: people who came and got no ticket.
    ran_out_at          : when tickets ran out, None when they did not.
    """

    desk: DeskId
    day: date
    at_door: int
    half_hours: Mapping[int, int]
    visit_minutes: tuple[float, ...] = ()
    refused: int | None = None
    ran_out_at: time | None = None

    def __post_init__(self) -> None:
        for count in (self.at_door, *self.half_hours.values(), self.refused or 0):
            require_between(count, 0, 10_000, "tally.people")
        for minutes in self.visit_minutes:
            require_between(minutes, 0.25, 480, "tally.visit_minutes")
        require(
            not self.people or sum(self.half_hours.values()) > 0,
            f"everybody at {self.desk} on {self.day} stood at the door",
            code="tally_door_only",
            field="tally.half_hours",
        )

    @property
    def people(self) -> int:
        """Everybody who was ticked."""
        return self.at_door + sum(self.half_hours.values())

    @property
    def profile(self) -> Profile | None:
        """The measured arrivals, None when nobody was ticked."""
        if not self.people:
            return None
        shares = {minute: count / self.people for minute, count in sorted(self.half_hours.items())}
        return Profile(desk=self.desk, at_open=self.at_door / self.people, half_hours=shares, measured=True)

    @property
    def minutes_range(self) -> tuple[float, float, float] | None:
        """Lowest, mean and highest likely mean minutes of a visit; None with too few timed visits."""
        if len(self.visit_minutes) < FEWEST_VISITS:
            return None
        mean = fmean(self.visit_minutes)
        off = WIDE_SE * stdev(self.visit_minutes) / len(self.visit_minutes) ** 0.5
        return max(0.25, mean - off), mean, mean + off

    @property
    def count(self) -> DayCount:
        """The day as the history takes it: those ticked less those refused were visits."""
        return DayCount(
            day=self.day,
            desk=self.desk,
            visits=max(0, self.people - (self.refused or 0)),
            refused=self.refused,
            quota_full_at=self.ran_out_at,
            full=bool(self.refused),
        )


def with_tally(mall: Mall, tally: Tally) -> Mall:
    """The mall with the desk's arrivals and minutes as measured; what was not ticked stays as it was."""
    mall.get_desk(tally.desk)
    profile, minutes = tally.profile, tally.minutes_range
    if profile is not None:
        others = tuple(p for p in mall.profiles if p.desk != tally.desk or p.weekday is not None)
        mall = replace(mall, profiles=(*others, profile))
    if minutes is not None:
        services = tuple(
            with_visit_minutes(s, mall.services_of(tally.desk), minutes) if s.desk == tally.desk else s
            for s in mall.services
        )
        mall = replace(mall, services=services)
    return mall


def with_visit_minutes(
    service: Service, of_desk: tuple[Service, ...], visit_minutes: tuple[float, float, float]
) -> Service:
    """The service with minutes such that a mean visit of its desk takes `visit_minutes` (low, mean, high).

    Services of a desk keep their proportion: one figure of the desk cannot tell them apart.
    """
    before = fmean(s.visit_minutes for s in of_desk)
    low, mean, high = (_need(service, minutes / before) for minutes in visit_minutes)
    return replace(service, need_minutes=mean, need_minutes_low=low, need_minutes_high=high)


def _need(service: Service, factor: float) -> float:
    minutes = (service.visit_minutes * factor - service.setup_minutes) / service.needs_mean
    return round(min(240.0, max(0.5, minutes)), 2)
