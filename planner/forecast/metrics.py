"""How good a forecast was: error against what came, and whether the intervals held."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from planner.forecast.base import QUANTILES, History
from planner.forecast.grid import Array, make_grid

SCORED = tuple(level for level in QUANTILES if 0.04 < level < 0.96)  # the 19 quantiles of the headline score
SCALE_DAYS = 365
LEAST_SCALE = 0.5  # visits; a service that hardly moves is not divided by nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Figures over scored days; per-service figures are averaged with the same weight for every service.

    spl          : mean pinball loss of 19 quantiles, doubled, over the service's scale; lower is better.
    mase         : error of the median over the scale. wape : the same over all visits, big services weigh more.
    bias         : sum of means over sum of visits, less 1.
    cover80, cover95 : share of days inside the 80 % and the 95 % interval.
    width80      : width of the 80 % interval over the scale.
    """

    days: int
    spl: float
    mase: float
    wape: float
    bias: float
    cover80: float
    cover95: float
    width80: float


def pinball(visits: Array, quantiles: Array, levels: Array) -> Array:
    """Twice the pinball loss averaged over levels, shape (rows,); quantiles of shape (rows, levels)."""
    error = visits[:, None] - quantiles
    return np.asarray(2.0 * np.maximum(levels * error, (levels - 1.0) * error).mean(axis=1))


def service_scales(history: History) -> dict[str, float]:
    """Mean change from a week ago over pairs of open days in the last year, in visits, at least LEAST_SCALE."""
    grid = make_grid(history)
    visits, opens = grid.visits[-SCALE_DAYS - 7 :], grid.opens[-SCALE_DAYS - 7 :]
    both = opens[7:] & opens[:-7]
    change = np.where(both, np.abs(visits[7:] - visits[:-7]), 0.0).sum(axis=0) / np.maximum(both.sum(axis=0), 1)
    return dict(zip(grid.services, np.maximum(change, LEAST_SCALE).tolist(), strict=True))


def score(rows: pd.DataFrame, scales: dict[str, float]) -> Score:
    """Score rows of `service`, `visits`, `mean` and one column per quantile level."""
    visits, scale = rows["visits"].to_numpy(float), rows["service"].map(scales).to_numpy(float)
    of = {level: rows[level].to_numpy(float) for level in QUANTILES}
    loss = pinball(visits, rows[list(SCORED)].to_numpy(float), np.array(SCORED))
    error = np.abs(visits - of[0.5])
    total = max(float(visits.sum()), 1e-9)
    return Score(
        days=len(rows),
        spl=_over_services(loss / scale, rows["service"]),
        mase=_over_services(error / scale, rows["service"]),
        wape=float(error.sum()) / total,
        bias=float(rows["mean"].sum()) / total - 1.0,
        cover80=float(((visits >= of[0.1]) & (visits <= of[0.9])).mean()),
        cover95=float(((visits >= of[0.025]) & (visits <= of[0.975])).mean()),
        width80=float(((of[0.9] - of[0.1]) / scale).mean()),
    )


def _over_services(values: Array, service: pd.Series) -> float:
    return float(pd.Series(values).groupby(service.to_numpy()).mean().mean())
