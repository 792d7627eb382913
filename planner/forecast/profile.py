"""When in the day people come, as shares per half-hour, learned from tickets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from planner.domain.errors import InvalidValue
from planner.forecast.grid import Array

HALF_HOUR = 30.0
SMOOTHING = (0.25, 0.5, 0.25)
OWN_PULL_TICKETS = 100.0  # tickets of one weekday that weigh as much as the desk's profile over all days
DESK_PULL_TICKETS = 50.0  # tickets of a desk that weigh as much as the stated default


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Share of the day's arrivals in each half-hour.

    first_minute : minutes after midnight at which the first half-hour starts.
    shares       : shape (half_hours,), not below 0, adding up to 1.
    tickets      : how many tickets it was learned from; 0 for the stated default.
    """

    first_minute: float
    shares: tuple[float, ...]
    tickets: int = 0

    def __post_init__(self) -> None:
        total = sum(self.shares)
        if not self.shares or min(self.shares) < 0 or abs(total - 1.0) > 1e-6:
            raise InvalidValue(
                f"shares add up to {total:.4f}, not 1, or one is below 0", code="profile_shares", field="shares"
            )

    def share_by(self, minute: Array) -> Array:
        """Share of the day's arrivals normally seen by `minute` after midnight."""
        edges = self.first_minute + HALF_HOUR * np.arange(len(self.shares) + 1)
        return np.asarray(np.interp(minute, edges, np.concatenate([[0.0], np.cumsum(self.shares)])))


# A morning peak: 45 % of the arrivals in the first two hours of seven, as people of such malls tell it; not measured.
DEFAULT_PROFILE = Profile(
    first_minute=8 * 60.0,
    shares=(0.12, 0.12, 0.11, 0.10, 0.09, 0.08, 0.07, 0.06, 0.05, 0.05, 0.05, 0.04, 0.03, 0.03),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedProfiles:
    """Profiles of one desk: over all days, and for each weekday seen (0 = Monday)."""

    every_day: Profile
    weekdays: dict[int, Profile]
    left_out: int


def learn_profiles(taken_at: Iterable[datetime], default: Profile = DEFAULT_PROFILE) -> LearnedProfiles:
    """Profiles from the times at which tickets of one desk were taken.

    The half-hours are those of `default`; tickets outside them are left out and counted. Shares are smoothed over
    neighbouring half-hours; the desk is drawn to the default and each weekday to its desk: few tickets move little.
    """
    times = list(taken_at)
    minute = np.array([one.hour * 60.0 + one.minute for one in times])
    weekday = np.array([one.weekday() for one in times], dtype=int)
    place = np.floor((minute - default.first_minute) / HALF_HOUR).astype(int)
    inside = (place >= 0) & (place < len(default.shares))
    place, weekday = place[inside], weekday[inside]
    every_day = _drawn(place, default, DESK_PULL_TICKETS)
    weekdays = {int(day): _drawn(place[weekday == day], every_day, OWN_PULL_TICKETS) for day in np.unique(weekday)}
    return LearnedProfiles(every_day=every_day, weekdays=weekdays, left_out=int((~inside).sum()))


def _drawn(place: Array, towards: Profile, pull_tickets: float) -> Profile:
    """Smoothed shares of the half-hours counted in `place`, drawn to another profile."""
    count = _smoothed(np.bincount(place, minlength=len(towards.shares)).astype(float))
    shares = count + pull_tickets * np.array(towards.shares)
    shares /= shares.sum()
    return Profile(first_minute=towards.first_minute, shares=tuple(shares.tolist()), tickets=len(place))


def _smoothed(count: Array) -> Array:
    """Counts spread over neighbours; what would leave the day at its ends stays in the end half-hour."""
    padded = np.concatenate([count[:1], count, count[-1:]])
    smooth = np.convolve(padded, SMOOTHING, mode="valid")
    return np.asarray(smooth * count.sum() / max(smooth.sum(), 1e-12))
