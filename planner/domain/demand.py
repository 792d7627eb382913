"""Visits that would come if nobody were turned away, as forecast; and when in the day they come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt

from planner.domain.checks import require, require_between, require_share
from planner.domain.ids import DeskId, ServiceId
from planner.domain.periods import MINUTES_PER_HALF_HOUR

QUANTILE_LEVELS = (0.025, *(round(0.05 * n, 2) for n in range(1, 20)), 0.975)
STAGE_LEVELS = (0.1, 0.3, 0.5, 0.7, 0.9)  # the five demands of the roster's first stage
SHARED_SHARE = 0.2  # correlation of what services miss on one day; docs/decisions/0055-a-band-of-all-desks.md


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Shares of a day's arrivals.

    half_hours : minute after midnight at which a half-hour begins -> share; they add up to 1 together with `at_open`.
    at_open    : share standing at the door when it opens.
    weekday    : 0 = Monday; None for every day. measured: from tickets or a tally, not a default.
    """

    desk: DeskId
    half_hours: Mapping[int, float]
    at_open: float = 0.0
    weekday: int | None = None
    measured: bool = False

    def __post_init__(self) -> None:
        require_share(self.at_open, "profile.at_open")
        for minute, share in self.half_hours.items():
            require(
                minute % MINUTES_PER_HALF_HOUR == 0,
                f"half-hour of {self.desk} begins at minute {minute}",
                code="not_a_half_hour",
                field="profiles.half_hour",
            )
            require_share(share, "profiles.share")
        total = sum(self.half_hours.values()) + self.at_open
        require(
            abs(total - 1) < 1e-3,
            f"shares of the profile of {self.desk} add up to {total:.3f}, expected 1",
            code="profile_sum",
            field="profiles.share",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandForecast:
    """Demand of a desk (service None) or of one of its services on one day, in visits.

    quantiles : one value per QUANTILE_LEVELS, never falling; all 0 on closed days.
    estimated : True where rebuilt or borrowed history carries the number.
    model_mean : what the model said where a person or another program changed the mean, with who and why beside it.
    """

    desk: DeskId
    day: date
    mean: float
    quantiles: tuple[float, ...]
    service: ServiceId | None = None
    estimated: bool = False
    method: str = ""
    model_mean: float | None = None
    changed_by: str = ""
    change_reason: str = ""

    def __post_init__(self) -> None:
        require_between(self.mean, 0, 1e6, "forecast.mean")
        require(
            len(self.quantiles) == len(QUANTILE_LEVELS),
            f"{len(self.quantiles)} quantiles for {self.desk}, expected {len(QUANTILE_LEVELS)}",
            code="quantile_count",
            field="forecast.quantiles",
        )
        ordered = all(a <= b for a, b in zip(self.quantiles, self.quantiles[1:], strict=False))
        require(
            ordered and self.quantiles[0] >= 0,
            f"quantiles of {self.desk} on {self.day} fall or are negative",
            code="quantile_order",
            field="forecast.quantiles",
        )

    def at(self, level: float) -> float:
        """The quantile of that level; raises ValueError for a level that is not forecast."""
        return self.quantiles[QUANTILE_LEVELS.index(level)]

    @property
    def stage_visits(self) -> tuple[int, ...]:
        """The five demands of the roster's first stage, whole visits."""
        return tuple(round(self.at(level)) for level in STAGE_LEVELS)


def band_of_all(forecasts: Iterable[DemandForecast], low: float = 0.1, high: float = 0.9) -> tuple[float, float]:
    """Between which the visits of several desks of one day lie together, from their own bands of these levels.

    The distances from the mean are added as spreads of which SHARED_SHARE is common: the sum of the ends would be right
    only if all desks were quiet, or all busy, on the same days.
    """
    rows = tuple(forecasts)
    middle = sum(row.mean for row in rows)
    below = _together([max(0.0, row.mean - row.at(low)) for row in rows])
    above = _together([max(0.0, row.at(high) - row.mean) for row in rows])
    return max(0.0, middle - below), middle + above


def _together(spreads: list[float]) -> float:
    return sqrt((1 - SHARED_SHARE) * sum(s * s for s in spreads) + SHARED_SHARE * sum(spreads) ** 2)
