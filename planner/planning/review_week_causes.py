"""Why a desk broke its promise: its planned days simulated again, each time with one thing as it really was.

The cause that costs most visits is the likeliest. Only what differs from the plan by more than chance is tried: demand
by its place in the forecast, minutes and arrivals by their own errors, officers who did not come.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from statistics import NormalDist

import numpy as np

from planner.domain.demand import QUANTILE_LEVELS, DemandForecast
from planner.domain.ids import OfficerId
from planner.domain.promise import Promise
from planner.planning.review_week_seen import WINDOW_START_MINUTES, Seen
from planner.queueing.desk_day import HALF_HOUR_MINUTES, DeskDay, Profile
from planner.queueing.event_loop import STAYED_AWAY
from planner.queueing.proof import admit
from planner.queueing.simulate import Simulator

BAND = (0.1, 0.9)
CAUSES = ("demand", "minutes", "absence", "profile")
DAYS, SEED = 200, 1
DEMAND_ERRORS, PROFILE_ERRORS = 2.0, 2.4  # standard errors by which demand and arrivals must differ
MINUTES_ERRORS = 1.65  # a week of 80 visits tells minutes to 6 %, and 15 % are to be seen
FAR_SCORE = 2.7  # of one day alone: 35 days in 10000 by chance, 2 weeks in 100
MOST_SCORE = 4.0
LEAST_MINUTES_CHANGE, LEAST_PROFILE_CHANGE = 0.05, 0.1  # smaller ones change no quota
FEWEST_ARRIVALS = 20
LEAST_COST_VISITS = 0.25  # over the week; what costs less than that broke no promise


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A desk-day as planned and as it came.

    day        : as planned. without: the same with only some officers, None when nobody is left.
    tickets    : planned, by window.
    """

    seen: Seen
    forecast: DemandForecast
    day: DeskDay
    tickets: tuple[int, ...]
    without: Callable[[Iterable[OfficerId]], DeskDay | None]

    @property
    def band(self) -> tuple[float, float]:
        """Demand on eight days of ten, in visits."""
        return self.forecast.at(BAND[0]), self.forecast.at(BAND[1])

    @property
    def usual_visits(self) -> int:
        """What came, as far as the plan foresaw it: drawn into the band."""
        low, high = self.band
        return round(min(max(float(self.seen.came), low), high))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One thing that was not as planned, and what it alone cost at the desk over the week.

    planned, came : in the unit of the cause: visits, factor of minutes (planned 1), officer-days, share of a window's
                    people who stand there as it opens.
    visits        : turned away, waiting longer than promised or served too late because of it.
    """

    name: str
    planned: float
    came: float
    visits: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """Of the people of a window, the share who stand there as it opens; with one window, who come in its first hour."""

    people: int
    planned_share: float
    share: float
    windows: int

    @property
    def error(self) -> float:
        """Standard error of the share, were it as planned."""
        return sqrt(max(self.planned_share * (1 - self.planned_share), 1 / self.people) / self.people)


def find_causes(days: Sequence[Planned], promise: Promise) -> tuple[Cause, ...]:
    """Causes at one desk by what they cost, dearest first; empty where nothing stands out from chance."""
    usual = [badly_served(d.day, d.usual_visits, d.tickets, promise) for d in days]
    found = []
    for name, measure, cost in (
        ("demand", _demand(days), _demand_cost),
        ("minutes", _minutes(days), _minutes_cost),
        ("absence", _absence(days), _absence_cost),
        ("profile", _profile(days), _profile_cost),
    ):
        if measure is not None:
            visits = sum(cost(d, measure[1], promise) - u for d, u in zip(days, usual, strict=True))
            found.append(Cause(name=name, planned=measure[0], came=measure[1], visits=round(visits, 1)))
    return tuple(sorted((c for c in found if c.visits >= LEAST_COST_VISITS), key=lambda c: -c.visits))


def badly_served(day: DeskDay | None, visits: int, tickets: tuple[int, ...], promise: Promise) -> float:
    """Visits of a day turned away, waiting longer than promised, or served after closing and grace; mean of 200."""
    if day is None:
        return float(visits)
    admitted, turned = admit(day, np.full(DAYS, visits, dtype=np.int64), tickets, SEED)
    people, out = Simulator(day, days=DAYS, seed=SEED).run_visits(admitted, tuple(max(t, 0) for t in tickets))
    ours = ~np.isnan(out.begin) & (out.begin != STAYED_AWAY)
    long = out.begin - people.arrival > promise.wait_minutes + 1e-9
    late = out.end > day.close_minutes + promise.grace_minutes
    return float(turned.sum() + (ours & (long | late)).sum()) / DAYS


def window_of(day: DeskDay, arrival: float) -> int:
    """Number of the window in which somebody came who came that many minutes after opening."""
    return max(0, sum(w.start_minutes <= arrival for w in day.windows) - 1)


def _demand(days: Sequence[Planned]) -> tuple[float, float] | None:
    """Visits forecast and come; of six days one in ten above the band is chance, most of them or one far off is not."""
    scores = [demand_score(d.forecast, d.seen.came) for d in days]
    more = sum(scores) > DEMAND_ERRORS * sqrt(len(scores)) or max(scores) > FAR_SCORE
    more_tickets = any(d.seen.issued > sum(d.tickets) for d in days)
    return (sum(d.forecast.mean for d in days), float(sum(d.seen.came for d in days))) if more or more_tickets else None


def demand_score(forecast: DemandForecast, came: float) -> float:
    """Where a day's visits lie in its forecast, in standard deviations of the normal law with the same levels.

    Beyond the outer quantiles as far as their distance from the median tells; never more than MOST_SCORE.
    """
    median, highest = forecast.at(0.5), forecast.quantiles[-1]
    outer = NormalDist().inv_cdf(QUANTILE_LEVELS[-1])
    if came > highest:
        beyond = outer * (came - median) / max(highest - median, 1.0)
        return min(MOST_SCORE, max(outer, beyond))
    level = float(np.interp(came, forecast.quantiles, QUANTILE_LEVELS))
    return NormalDist().inv_cdf(level)


def _demand_cost(planned: Planned, came: float, promise: Promise) -> float:  # noqa: ARG001 - one form for all causes
    beyond = max(0, planned.seen.issued - sum(planned.tickets))
    tickets = (planned.tickets[0] + beyond, *planned.tickets[1:])
    return badly_served(planned.day, max(planned.seen.came, planned.usual_visits), tickets, promise)


def _minutes(days: Sequence[Planned]) -> tuple[float, float] | None:
    works = [work for d in days for work in d.seen.work]
    expected = sum(work.expected_minutes for work in works)
    if not expected:
        return None
    factor = sum(work.minutes for work in works) / expected
    error = sqrt(sum(work.variance for work in works)) / expected
    return (1.0, factor) if factor - 1 > max(LEAST_MINUTES_CHANGE, MINUTES_ERRORS * error) else None


def _minutes_cost(planned: Planned, factor: float, promise: Promise) -> float:
    works = tuple(
        replace(w, setup_minutes=w.setup_minutes * factor, need_minutes=w.need_minutes * factor)
        for w in planned.day.services
    )
    return badly_served(replace(planned.day, services=works), planned.usual_visits, planned.tickets, promise)


def _absence(days: Sequence[Planned]) -> tuple[float, float] | None:
    away = sum(len(d.seen.absent) for d in days)
    return (0.0, float(away)) if away else None


def _absence_cost(planned: Planned, away: float, promise: Promise) -> float:  # noqa: ARG001 - one form for all causes
    day = planned.without(planned.seen.absent) if planned.seen.absent else planned.day
    if day is not None:
        return badly_served(day, planned.usual_visits, planned.tickets, promise)
    return float(planned.usual_visits)


def arrivals_of(days: Sequence[Planned]) -> Arrivals | None:
    """Who stood there as windows opened; None where fewer than FEWEST_ARRIVALS tickets say when they were taken."""
    people, early, expected = 0, 0, 0.0
    for d in days:
        for n, window in enumerate(d.day.windows):
            inside = [a for a in d.seen.arrivals if window_of(d.day, a) == n]
            people += len(inside)
            early += sum(a <= window.start_minutes + _early_minutes(d.day) for a in inside)
            expected += _early_share(d.day, n) * len(inside)
    if people < FEWEST_ARRIVALS:
        return None
    planned, came = expected / people, early / people
    if len(days[0].day.windows) == 1:
        return Arrivals(people=people, planned_share=planned, share=came, windows=1)
    at_start = days[0].day.windows[0].start_share
    evenly = (planned - at_start) / (1 - at_start) if at_start < 1 else 0.0
    share = min(1.0, max(0.0, (came - evenly) / (1 - evenly)))
    return Arrivals(people=people, planned_share=at_start, share=share, windows=len(days[0].day.windows))


def _profile(days: Sequence[Planned]) -> tuple[float, float] | None:
    found = arrivals_of(days)
    if found is None or found.share - found.planned_share <= max(LEAST_PROFILE_CHANGE, PROFILE_ERRORS * found.error):
        return None
    return found.planned_share, found.share


def _profile_cost(planned: Planned, came: float, promise: Promise) -> float:
    day = planned.day
    if len(day.windows) == 1:
        counts = np.histogram(planned.seen.arrivals, bins=np.arange(0, day.close_minutes + HALF_HOUR_MINUTES, 30.0))[0]
        shares = tuple(float(n) for n in counts)
        changed = replace(day, profile=Profile(half_hour_shares=shares)) if sum(shares) else day
    else:
        changed = replace(day, windows=tuple(replace(w, start_share=came) for w in day.windows))
    return badly_served(changed, planned.usual_visits, planned.tickets, promise)


def _early_minutes(day: DeskDay) -> float:
    return WINDOW_START_MINUTES if len(day.windows) > 1 else 2 * HALF_HOUR_MINUTES


def _early_share(day: DeskDay, window: int) -> float:
    """Share of a window's people planned to come by its first minutes."""
    chosen = day.windows[window]
    if len(day.windows) == 1:
        return day.profile.law(chosen.last_ticket_minutes).share_by(_early_minutes(day))
    return chosen.start_share + (1 - chosen.start_share) * _evenly(day, window)


def _evenly(day: DeskDay, window: int) -> float:
    """Share of those spread evenly who come by a window's first minutes."""
    chosen = day.windows[window]
    return min(0.99, WINDOW_START_MINUTES / (chosen.last_ticket_minutes - chosen.start_minutes))
