"""One day's tally of a desk: when people came, how long visits took, who was refused; and what a mall learns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from statistics import NormalDist, fmean, stdev

from planner.domain.checks import require, require_between
from planner.domain.demand import Profile
from planner.domain.history import DayCount
from planner.domain.ids import DeskId, ServiceId
from planner.domain.mall import Mall, Service

FEWEST_VISITS = 5  # with fewer timed visits the range of the mean says nothing
RANGE_PROBABILITY = 0.95  # that the range of the mean holds the desk's true mean


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
        off = wide_errors(len(self.visit_minutes)) * stdev(self.visit_minutes) / len(self.visit_minutes) ** 0.5
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


def wide_errors(visits: int) -> float:
    """Standard errors on each side of a mean of so many visits: Student's quantile for RANGE_PROBABILITY.

    Abramowitz and Stegun 26.7.5; from FEWEST_VISITS on it is at most 0.01 too low.
    """
    z, free = NormalDist().inv_cdf((1 + RANGE_PROBABILITY) / 2), visits - 1
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / free + second / free**2 + third / free**3


def with_tally(mall: Mall, tally: Tally, shares: Mapping[ServiceId, float]) -> Mall:
    """The mall with the desk's arrivals and minutes as measured; what was not ticked stays as it was.

    shares : part of each service in the desk's visits, see `mean_visit_minutes`.
    """
    mall.get_desk(tally.desk)
    profile, minutes = tally.profile, tally.minutes_range
    if profile is not None:
        others = tuple(p for p in mall.profiles if p.desk != tally.desk or p.weekday is not None)
        mall = replace(mall, profiles=(*others, profile))
    return mall if minutes is None else with_desk_minutes(mall, tally.desk, minutes, shares)


def with_desk_minutes(
    mall: Mall, desk: DeskId, visit_minutes: tuple[float, float, float], shares: Mapping[ServiceId, float]
) -> Mall:
    """The mall in which a mean visit of the desk takes `visit_minutes` (low, mean, high)."""
    changed = {s.id: s for s in with_visit_minutes(mall.services_of(desk), visit_minutes, shares)}
    return replace(mall, services=tuple(changed.get(s.id, s) for s in mall.services))


def with_visit_minutes(
    services: Sequence[Service], visit_minutes: tuple[float, float, float], shares: Mapping[ServiceId, float]
) -> tuple[Service, ...]:
    """The services of a desk with minutes such that its mean visit takes `visit_minutes` (low, mean, high).

    Services keep their proportion: one figure of the desk cannot tell them apart. What is measured is the mean over
    visits, so a service that few come for weighs little.
    """
    before = mean_visit_minutes(services, shares)
    return tuple(_scaled(service, [minutes / before for minutes in visit_minutes]) for service in services)


def mean_visit_minutes(services: Sequence[Service], shares: Mapping[ServiceId, float]) -> float:
    """Officer minutes of a mean visit of a desk, all needs of a visit counted.

    shares : part of each service in the desk's visits; equal parts when none of the services has any.
    """
    weights = [shares.get(service.id, 0.0) for service in services]
    return fmean([s.visit_minutes for s in services], weights if any(weights) else None)


def _scaled(service: Service, factors: Sequence[float]) -> Service:
    low, mean, high = (_need(service, factor) for factor in factors)
    return replace(service, need_minutes=mean, need_minutes_low=low, need_minutes_high=high)


def _need(service: Service, factor: float) -> float:
    minutes = (service.visit_minutes * factor - service.setup_minutes) / service.needs_mean
    return round(min(240.0, max(0.5, minutes)), 2)
