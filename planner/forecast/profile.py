"""Arrivals inside the day, and what a visit needs, learned from tickets that people forgot to close."""

from dataclasses import dataclass

import numpy as np

from planner.domain.errors import InvalidValue
from planner.forecast.grid import Array

HALF_HOUR = 30.0


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
