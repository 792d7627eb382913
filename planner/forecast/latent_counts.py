"""Demand behind a quota of one service, from counts alone."""

from dataclasses import dataclass

import numpy as np

from planner.forecast.detruncation import BoundedCounts, RootFit, fit_likelihood, project, quantile_above
from planner.forecast.grid import Array

KNOT_DAYS = 91  # the trend may bend once a quarter
WEEKDAY_PENALTY = 0.5
HOLIDAY_PENALTY = 1.0
TREND_PENALTY = 8.0
GOLDEN = 0.6180339887498949
LOW, HIGH = 0.1, 0.9  # ends of the 80 % interval
WIDER = 1.5  # spread, as a multiple of the one found, behind the high end of a range that replaces a point
NOTHING_SEEN = 0.97  # share of full days above which the counts say nothing of the high end
MOST_TIMES = 3.0  # a range from counts alone ends at three times what was counted; an assumption


@dataclass(frozen=True, slots=True, kw_only=True)
class Latent:
    """Demand of each day, shape (days,), and the ends of its 80 % interval.

    drawn : one demand per day out of those possible, with the mean of `point` over many days: what a forecaster learns
            its spread from.
    """

    point: Array
    drawn: Array
    low: Array
    high: Array
    variance: Array
    method: str


def count_data(visits: Array, bounded: Array, day: Array, holiday: Array) -> BoundedCounts:
    """Counts with regressors: intercept, weekdays, holidays, and a trend that may bend once a quarter.

    day : days since 1970-01-01. The penalties are in units of a day's variance, so they do not depend on the level.
    """
    trend = _hats(day)
    design = np.column_stack([np.ones(len(day)), np.eye(7)[(day + 3) % 7], holiday.astype(float), trend])
    bends = np.diff(np.eye(trend.shape[1]), axis=0)
    penalty = np.zeros((design.shape[1], design.shape[1]))
    penalty[0, 0] = 1e-6
    penalty[1:8, 1:8] = WEEKDAY_PENALTY * np.eye(7)
    penalty[8, 8] = HOLIDAY_PENALTY
    penalty[9:, 9:] = TREND_PENALTY * bends.T @ bends + 1e-3 * np.eye(trend.shape[1])
    return BoundedCounts(visits=visits, bounded=bounded, design=design, penalty=penalty)


def _hats(day: Array) -> Array:
    """Piecewise-linear basis with a knot about every KNOT_DAYS, shape (days, knots)."""
    pieces = max(1, int(np.ceil((day.max() - day.min()) / KNOT_DAYS)))
    place = (day - day.min()) / max(day.max() - day.min(), 1) * pieces
    return np.asarray(np.maximum(0.0, 1.0 - np.abs(place[:, None] - np.arange(pieces + 1))))


def even_draws(day: Array, salt: int) -> Array:
    """Numbers in (0, 1) spread evenly over any run of days, the same for the same day; shape (days,).

    Source: the golden-ratio sequence; `salt` keeps services from moving together.
    """
    return np.asarray((0.5 + GOLDEN * (day + salt % 1009)) % 1.0 * 0.998 + 0.001)


def latent_demand(data: BoundedCounts, draws: Array) -> Latent:
    """Demand as the mean of the likelihood way, which errs high, and of projection, which errs low."""
    likely, projected = fit_likelihood(data), project(data)
    point = (likely.expected + projected) / 2.0
    low, high = _day_interval(data, likely)
    return Latent(
        point=point,
        drawn=_drawn(data, likely, point, draws),
        low=np.minimum(low, point),
        high=np.maximum(high, point),
        variance=likely.variance,
        method="root_tobit+projection",
    )


def _drawn(data: BoundedCounts, likely: RootFit, point: Array, draws: Array) -> Array:
    """A demand above each bound by the likelihood way, its surplus scaled to that of the point."""
    root = quantile_above(np.sqrt(data.visits), likely.middle, likely.spread, draws)
    surplus = np.maximum(likely.expected - data.visits, 1e-9)
    factor = np.where(data.bounded, (point - data.visits) / surplus, 0.0)
    return np.asarray(data.visits + factor * np.maximum(root**2 - data.visits, 0.0))


def latent_range(data: BoundedCounts, draws: Array) -> Latent:
    """Ends of the demand of each day when counts say "at least n" and no more; no point."""
    ceiling = np.where(data.bounded, MOST_TIMES * np.maximum(data.visits, 1.0), data.visits)
    wide = fit_likelihood(data, WIDER * fit_likelihood(data).spread)
    high = ceiling if data.bounded.mean() > NOTHING_SEEN else np.minimum(wide.expected, ceiling)
    low = np.minimum(project(data), high)
    return Latent(
        point=np.where(data.bounded, np.nan, data.visits),
        drawn=low + draws * (high - low),
        low=low,
        high=high,
        variance=np.zeros(len(low)),
        method="range",
    )


def _day_interval(data: BoundedCounts, fit: RootFit) -> tuple[Array, Array]:
    """Quantiles of each bounded day given that it had at least its count."""
    bound = np.sqrt(data.visits)
    ends = [quantile_above(bound, fit.middle, fit.spread, level) ** 2 for level in (LOW, HIGH)]
    return np.where(data.bounded, ends[0], data.visits), np.where(data.bounded, ends[1], data.visits)
