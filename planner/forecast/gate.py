"""Whether the learned model has earned its place in this mall, and how wide its intervals should be."""

from dataclasses import dataclass, replace

import numpy as np

from planner.forecast.base import QUANTILES, CalendarTable, History, settled
from planner.forecast.baselines import WeekdayMeanYardstick
from planner.forecast.calendar_days import make_calendar_days
from planner.forecast.grid import Array, Grid, calm_drawn, make_grid
from planner.forecast.metrics import SCORED
from planner.forecast.regression import AHEAD_DAYS, LearnedBlend, LearnedSettings

HELD_BACK_DAYS = 112
ORIGIN_STEP, LENGTH_DAYS = 28, 28
WIDTHS = np.round(np.arange(0.7, 1.51, 0.05), 2)
WIDTH_PULL_DAYS = 2000.0  # service-days held back at which half of the found width is believed
LIGHT_TREES, LIGHT_ROWS = 40, 15_000
LIGHT_LOSS = 1.03  # a light model loses about so much against the full one; measured in docs/forecast.md


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the held-back weeks said.

    learned_loss, yardstick_loss : pinball loss over the service's scatter, mean over services; lower is better.
    width : factor on the distance of the learned quantiles from their median.
    """

    learned_loss: float
    yardstick_loss: float
    width: float

    @property
    def learned_wins(self) -> bool:
        """Whether the learned model, were it fitted in full, beats the yardstick."""
        return self.learned_loss < LIGHT_LOSS * self.yardstick_loss


def judge(history: History, calendar: CalendarTable, settings: LearnedSettings) -> Verdict:
    """Fit a light model without the last sixteen weeks, forecast them from four origins, and compare."""
    grid = make_grid(history)
    learn_days = grid.days - HELD_BACK_DAYS
    origins = learn_days - 1 + np.arange(0, HELD_BACK_DAYS, ORIGIN_STEP)
    days = make_calendar_days(calendar, grid, AHEAD_DAYS)
    _, learned = LearnedBlend(light(settings)).fit_grid(grid, days, learn_days).predict_origins(origins, LENGTH_DAYS)
    yardstick = WeekdayMeanYardstick().fit_held_back(history, calendar, learn_days).quantiles_at(origins, LENGTH_DAYS)
    targets = origins[:, None] + np.arange(1, LENGTH_DAYS + 1)
    visits, known, scale = calm_drawn(grid)[targets], grid.opens[targets], _scales(grid, learn_days)
    losses = [_loss(visits, quantiles, known, scale) for quantiles in (learned, yardstick)]
    return Verdict(learned_loss=losses[0], yardstick_loss=losses[1], width=_width(visits, learned, known, scale))


def light(settings: LearnedSettings) -> LearnedSettings:
    """The same recipe without the boosted member and with fewer rows and trees: enough to see who is better."""
    return replace(
        settings,
        most_rows=min(settings.most_rows, LIGHT_ROWS),
        forest=replace(settings.forest, trees=min(settings.forest.trees, LIGHT_TREES)),
        boosted_part=0.0,
    )


def widened(quantiles: Array, width: float) -> Array:
    """Quantiles moved away from, or towards, their median."""
    middle = quantiles[..., quantiles.shape[-1] // 2, None]
    return np.asarray(middle + width * (quantiles - middle))


def _scales(grid: Grid, learn_days: int) -> Array:
    """Mean distance from the service's mean over the year before the held-back weeks, shape (services,)."""
    year = slice(max(0, learn_days - 365), learn_days)
    opens = grid.opens[year]
    count = np.maximum(opens.sum(axis=0), 1)
    mean = grid.visits[year].sum(axis=0) / count
    return np.asarray(np.where(opens, np.abs(grid.visits[year] - mean), 0.0).sum(axis=0) / count)


def _loss(visits: Array, quantiles: Array, known: Array, scale: Array) -> float:
    """Pinball loss over scale, mean over days, then over services that were open and moved."""
    levels = np.array(SCORED)
    columns = [QUANTILES.index(level) for level in SCORED]
    error = visits[..., None] - settled(quantiles)[..., columns]
    loss = np.where(known, 2.0 * np.maximum(levels * error, (levels - 1.0) * error).mean(axis=-1), 0.0)
    seen = known.any(axis=(0, 1)) & (scale > 0)
    if not seen.any():
        return 0.0
    per_service = loss.sum(axis=(0, 1)) / np.maximum(known.sum(axis=(0, 1)), 1)
    return float((per_service[seen] / scale[seen]).mean())


def _width(visits: Array, quantiles: Array, known: Array, scale: Array) -> float:
    """The width with the least loss, believed by the number of held-back service-days."""
    losses = [_loss(visits, widened(quantiles, width), known, scale) for width in WIDTHS]
    best = float(WIDTHS[int(np.argmin(losses))])
    believed = float(known.sum()) / (float(known.sum()) + WIDTH_PULL_DAYS)
    return float(np.exp(believed * np.log(best)))
